"""The lines around an answer, on a page and in a brief: what it is and is not, where its numbers come from."""

from __future__ import annotations

from collections.abc import Callable

from sim.analysis.ensemble_like import level_of
from sim.language.dates import full_date
from sim.language.saying import say, spoken
from sim.report.evidence.values import BASIS_WORDS, is_invented
from sim.report.words import numbers as words
from sim.report.words.measures import level
from sim.report.words.values import value_words
from sim.scenario.loaded import LoadedScenario
from sim.scenario.values.distributions import central_value

KURSK = "Kursk"  # how the names of its maps begin
OF_KURSK = spoken(
    "The attacker here is the state whose territory the foothold lies in; the war began with its invasion of the other."
)
INVENTED = spoken("This theatre and its sides are invented.")


def what_this_is(scenario: LoadedScenario, named: Callable[[str], str]) -> str:
    """What a reader must know whatever the answer is, strong words between asterisks; `named` shows names of others."""
    sides, start = scenario.scenario.sides, scenario.scenario.start
    known = whose_ground(scenario)
    return say(
        "**Consequences of stated assumptions, not a prediction.** What could follow from {day}, in simulated "
        "futures. **Holder** ({holder}) and **attacker** ({attacker}) are relative to the foothold. {whose}The words "
        "imply no position. **Civilians are not modelled.** This is no tool for choosing targets or timing attacks.",
        day=full_date(start), holder=named(sides.holder), attacker=named(sides.attacker),
        whose=f"{known} " if known else "",
    )  # fmt: skip


def whose_ground(scenario: LoadedScenario) -> str:
    """Who the sides are, as far as it is known here: of a place that a user describes nothing is."""
    if is_invented(scenario):
        return say(INVENTED)
    return say(OF_KURSK) if scenario.theatre.name.startswith(KURSK) else ""


def lost_line(scenario: LoadedScenario, named: Callable[[str], str], *, reason: bool = True) -> str:
    """At what area the foothold is no longer held here, what that rests on, and why there.

    The reason may ask a reader to look at other levels too, so it stands where these are told.
    """
    value = scenario.scenario.ground.lost_below_km2
    why = f": {named(say(value.evidence.note))}" if reason and value.evidence.note else ""
    return say(
        "No longer held: {or_less} ({basis}){why}",
        or_less=level(level_of(value)).or_less, basis=say(BASIS_WORDS[value.evidence.basis]),
        why=". ".join(filter(None, (why.rstrip("."), _wider_strip(scenario) if why else ""))),
    )  # fmt: skip


def _wider_strip(scenario: LoadedScenario) -> str:
    """That part of a drawn border strip is gone too where it is wider than that area; empty where it never is."""
    strip = scenario.leaves_by_slot()["ground.strip_area_km2"]
    least, most = strip.quantity.support()
    if least == most or most <= central_value(scenario.scenario.ground.lost_below_km2):
        return ""
    drawn = value_words(strip.quantity, strip.declaration)
    return say("Where the border strip ({drawn}) is wider, part of it is gone too", drawn=drawn)


def source_line(scenario: LoadedScenario, replications: int, seed: int, model: str) -> str:
    """Runs, seed, version and day of the evidence behind the numbers."""
    return words.source_line(replications, seed, model, full_date(scenario.scenario.start))


def failed_line(name: str, failed: int, replications: int) -> str:
    """That runs failed and are in no number."""
    return say(
        "{failed:,} of {runs} of {name} failed and are in no number here",
        failed=failed, runs=words.counted(replications, "run"), name=name,
    )
