"""V10: directions of laws with the same luck, as statements about random worlds and as paired runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from docs.verified.check import Check
from sim.experiment.running.running import compare
from sim.experiment.statements.statements import shipped_statements
from sim.experiment.statements.trying import try_all
from sim.model.outcomes import ATTACKER_ACCEPTED_DAY
from sim.scenario.loading import load

WORLDS, RUNS = 400, 2_000
SAID = (  # the statements of scenarios/checks.yaml that say a direction of V10
    "an-orderly-exit-costs-no-more-than-a-cut-one",
    "a-cut-road-feeds-nobody",
    "less-stock-lasts-no-longer",
    "more-attackers-take-no-less",
    "more-holders-keep-more-ground",
    "a-harder-tempo-is-no-slower",
    "more-delay-is-never-earlier",
)
SETTLED = ["talks.attacker.conditional_weight=0", "talks.attacker.refuse_weight=0", "talks.attacker.examine_weight=1"]
HELD = [*SETTLED, "command.policy=hold", "command.ordered_before_start=0", "talks.holder.clock_mu=-5"]


def statements() -> list[Check]:
    """Each statement on random worlds: how many fail."""
    known = {one.name: one for one in shipped_statements()}
    found = []
    for name in SAID:
        [tried] = try_all([known[name]], worlds=WORLDS, seed=1)
        bad = len(tried.failures) + len(tried.faults)
        within = f"none of {tried.applies} worlds"
        found.append(Check("V10", known[name].says, "0 fail", f"{bad} fail", within, tried.holds))
    return found


def accepted(values: list[str]) -> list[NDArray[np.float64]]:
    """Day on which the attacker's government accepts, never as infinity, with each value in turn."""
    loaded = [load("kursk/baseline", [*HELD, value]) for value in values]
    days = [np.asarray(one.outcomes[ATTACKER_ACCEPTED_DAY], dtype=float) for one in
            compare(loaded, replications=RUNS, seed=1, paths=False)]  # fmt: skip
    return [np.where(np.isnan(day), np.inf, day) for day in days]


def never_later(what: str, path: str, low: object, high: object) -> Check:
    """Run by run, the higher value never brings a later acceptance while one text lies on the table."""
    before, after = accepted([f"{path}={low}", f"{path}={high}"])
    later = int(np.sum(after > before))
    sooner = int(np.sum(after < before))
    return Check("V10", f"{what} (sooner in {sooner} of {RUNS:,})", "0 later", f"{later} later", "none", later == 0)


def checks() -> list[Check]:
    """All of V10."""
    return [
        *statements(),
        never_later("more pressure never delays acceptance", "talks.attacker.pressure_credibility", 0, 1),
        never_later("monitoring of rearming never delays the advancing side's acceptance",
                    "talks.proposals.thirty_days.rearming_monitored", 0, 1),
        never_later("less momentum never delays acceptance", "talks.attacker.momentum_effect", 3, 0),
    ]  # fmt: skip
