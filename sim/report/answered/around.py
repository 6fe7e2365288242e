"""The lines around an answer, on a page and in a brief: what it is and is not, where its numbers come from."""

from __future__ import annotations

from collections.abc import Callable

from sim.report.evidence.values import is_invented
from sim.report.words import numbers as words
from sim.scenario.loaded import LoadedScenario

REAL = (
    "The attacker here is the state whose territory the foothold lies in; the war began with its invasion of the other."
)
INVENTED = "This theatre and its sides are invented."


def what_this_is(scenario: LoadedScenario, named: Callable[[str], str]) -> str:
    """What a reader must know whatever the answer is, strong words between asterisks; `named` shows names of others."""
    sides, start = scenario.scenario.sides, scenario.scenario.start
    whose = INVENTED if is_invented(scenario) else REAL
    return (
        "**Consequences of stated assumptions, not a prediction.** What could follow from "
        f"{start.day} {start:%B %Y}, in simulated futures. **Holder** ({named(sides.holder)}) and **attacker** "
        f"({named(sides.attacker)}) are relative to the foothold. {whose} The words imply no position. "
        "**Civilians are not modelled.** This is no tool for choosing targets or timing attacks."
    )


def source_line(scenario: LoadedScenario, replications: int, seed: int, model: str) -> str:
    """Runs, seed, version and day of the evidence behind the numbers."""
    return words.source_line(replications, seed, model, f"{scenario.scenario.start:%Y-%m-%d}")


def failed_line(name: str, failed: int, replications: int) -> str:
    """That runs failed and are in no number."""
    return f"{failed:,} of {words.counted(replications, 'run')} of {name} failed and are in no number here"
