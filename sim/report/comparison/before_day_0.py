"""What a comparison must say where its scenarios have another past: how often an order to leave came before day 0.

Pure functions of how often each scenario has had such an order, by what it is called: a letter, or its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.language.saying import say
from sim.report.words.numbers import listed, of_100
from sim.scenario.differing import ORDERED_BEFORE, ordered_before
from sim.scenario.loaded import LoadedScenario


def shares_of(scenarios: Mapping[str, LoadedScenario]) -> dict[str, float]:
    """In what share of the runs of each scenario an order was given before day 0."""
    return {name: ordered_before(one) for name, one in scenarios.items()}


def another_past(shares: Mapping[str, float]) -> str:
    """That the scenarios differ in an order before day 0, and how often each has it; empty where all have it alike."""
    by_text: dict[str, list[str]] = {}
    for name, share in shares.items():
        by_text.setdefault(_runs(share), []).append(name)
    if len(by_text) < 2:
        return ""
    each = (say("{runs} of {list}", runs=runs, list=listed(names)) for runs, names in by_text.items())
    return say(
        "Another past: an order to leave was already given before day 0 {each}; every difference may hold some "
        "of this past.",
        each=", ".join(each),
    )


def with_the_command(told: str) -> str:
    """The same with what to type for one past; `told` is the sentence, or empty."""
    return say("{told} With --set {path}=0 all have the same past.", told=told, path=ORDERED_BEFORE) if told else ""


def with_one_past(changes: Iterable[str]) -> tuple[str, ...]:
    """The `path=value` changes of a scenario, with no order before day 0."""
    kept = (change for change in changes if change.partition("=")[0] != ORDERED_BEFORE)
    return (*kept, f"{ORDERED_BEFORE}=0")


def _runs(share: float) -> str:
    if share in (0.0, 1.0):
        return say("in every run") if share else say("in no run")
    return say("in {share} runs", share=of_100(share))
