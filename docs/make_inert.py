"""Look for inputs that move nothing: python -m docs.make_inert

Every input of the schema is set to the lowest and to the highest value that it allows, in each of a list of worlds, all
else with the same luck. One that leaves every outcome of every run the same to the bit in all of them is inert. An
input of a rival law needs a world that uses that law, and one that scales another a world in which that other is not 0.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.engine.replication import run_block
from sim.engine.theatre import Model, model_of
from sim.experiment.design.unit_cube import uniforms
from sim.model.world.parameters import fill, plan
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import slots
from sim.scenario.values.declarations import Terms

PAGE = Path(__file__).parent / "sweeps" / "inert.md"
RUNS, DAYS, SEED = 100, 90, 1
FIRST = 10  # of the runs: what moves one of them needs no more
UNUSED = ("talks.proposals.1.", "talks.proposals.2.", "talks.proposals.3.", "supply.routes.2.", "supply.routes.3.")
HOLDER_BARGAINS = [
    "talks.holder.settlement_shift=1", "talks.holder.territory_shift=1", "talks.holder.momentum_effect=1",
    "talks.holder.pressure_credibility=1", "talks.holder.open_probability=1", "talks.attacker.open_probability=1",
    "talks.attacker.clock_mu=0", "talks.mediation.mobilisation_clause=0.5",
]  # fmt: skip
WORLDS: tuple[tuple[str, list[str]], ...] = (
    ("kursk/baseline", []),
    ("kursk/undecided-withdraw-when-road-cut", []),
    ("kursk/ceasefire-accepted-promptly", ["truce.origin_counts=yes", "truce.associations=causal"]),
    ("kursk/ceasefire-accepted-promptly", ["truce.settle_probability=1"]),
    ("kursk/ceasefire-accepted-promptly", ["truce.form=attributed_violations"]),
    ("kursk/race-to-the-line", []),
    ("kursk/counter-offers", HOLDER_BARGAINS),
    ("kursk/monitored-truce", []),
    ("kursk/evacuation-under-truce", []),
    ("kursk/settlement-first", []),
    ("kursk/energy-truce-first", ["truce.never_in_force=0"]),
    ("kursk/energy-truce-first", ["talks.mediation.partial_probability=1", "command.ordered_before_start=0",
                                  "talks.mediation.partial_domain=humanitarian", "talks.attacker.open_probability=1"]),
    ("kursk/humanitarian-truce", []),
    ("kursk/leaving-by-the-terms", []),
    ("kursk/undecided", ["talks.proposals.thirty_days.kind=partial", "command.policy=policy_date",
                         "command.order_day=10", "talks.attacker.open_probability=1", "talks.attacker.clock_mu=1"]),
    ("kursk/baseline", ["talks.proposals.thirty_days.lapse_day=20", "talks.mediation.deadlines_press=yes",
                        "talks.attacker.open_probability=1", "talks.attacker.clock_mu=3"]),
    ("tutorial/baseline", ["talks.mediation.partial_probability=1", "talks.mediation.partial_domain=humanitarian",
                           "talks.holder.clock_mu=2", "talks.attacker.clock_mu=2"]),
    ("kursk/baseline", ["attrition.form=fitted_1914_82"]),
    ("kursk/baseline", ["attrition.form=tempo_elastic"]),
    ("kursk/baseline", ["ground.force_form=power_ratio", "ground.power_exponent=1"]),
    ("kursk/baseline", ["attacker.stall_factor=0.2", "attacker.stall_days=21"]),
    ("kursk/baseline", ["talks.proposals.thirty_days.duration_days=90", "talks.attacker.open_probability=1",
                        "talks.attacker.clock_mu=1", "talks.holder.counter_shift=0"]),
    ("kursk/baseline", ["attrition.form=lanchester"]),
    ("kursk/baseline", ["attrition.form=epstein_1985", "ground.advance_form=phases_1914_82"]),
    ("kursk/undecided", ["command.policy=epstein_1985"]),
    ("kursk/undecided", ["ground.advance_form=spells", "ground.still_days=5", "ground.spell_days=5"]),
    ("kursk/undecided", ["ground.advance_form=spells", "ground.loss_7_days_km2=0", "ground.loss_14_days_km2=0"]),
    ("kursk/counter-offers", ["talks.acceptance_form=bargaining", *HOLDER_BARGAINS, "attacker.allied_withdrawal_day=10",
                              "attacker.urged_days=30"]),
    ("kursk/settlement-first", ["talks.acceptance_form=bargaining", "talks.mediation.partial_probability=1",
                                "talks.swap_share=0.5"]),
    ("kursk/counter-offers", ["talks.acceptance_form=bargaining", *HOLDER_BARGAINS, "talks.holder.ground_value=0",
                              "talks.proposals.thirty_days.holder_accepted_day=.inf"]),
    ("kursk/counter-offers", [*HOLDER_BARGAINS, "talks.holder.show_probability=0.5",
                              "talks.attacker.show_probability=0.5", "talks.proposals.thirty_days.duration_days=90"]),
    ("kursk/counter-offers", [*HOLDER_BARGAINS, "talks.proposals.thirty_days.guaranteed=yes",
                              "talks.proposals.thirty_days.endorsed=yes", "truce.associations=causal",
                              "talks.proposals.thirty_days.line_rule=exchange", "talks.holder.guarantee_shift=-1",
                              "talks.proposals.thirty_days.holder_accepted_day=.inf",
                              "talks.holder.endorsement_shift=-1"]),
    ("kursk/counter-offers", [*HOLDER_BARGAINS, "talks.holder.show_probability=0.5", "talks.show_regroups=yes",
                              "talks.attacker.show_probability=0.5"]),
    ("kursk/ceasefire-accepted-promptly", ["truce.form=attributed_violations", "truce.opportunity_per_day=0.3",
                                           "talks.proposals.thirty_days.guaranteed=yes"]),
    ("tutorial/baseline", []),
)  # fmt: skip
INTRODUCTION = """# Inputs that move nothing

By `python -m docs.make_inert`: each of {all} inputs at the lowest and at the highest value that it allows, in {worlds}
worlds of {runs} runs, all else with the same luck. An input is inert if no outcome of any run differs by a bit in any
of them. Places that the schema keeps for further proposals and routes are left out.
"""


def rows_of(name: str, sets: list[str]) -> tuple[Model, NDArray[Any]]:
    """The map of a world and its draws (run, column)."""
    loaded = load(name, sets)
    made = plan(loaded)
    draws = fill(made, uniforms(SEED, 0, RUNS, list(made.varying), width=len(COLUMNS)))
    return replace(model_of(loaded), horizon_days=DAYS), draws


def ends_of(terms: Terms) -> tuple[float, float]:
    """The lowest and the highest value of an input; a day may be never, which is no value to try."""
    if terms.options:
        return 0.0, float(len(terms.options) - 1)
    return float(terms.low), float(terms.high)


def outcomes(model: Model, rows: NDArray[Any], path: str, value: float) -> NDArray[Any]:
    """Outcomes of every run with one input set."""
    changed = rows.copy()
    changed[:, COLUMNS.index(path)] = value
    return run_block(model, changed, seed=SEED, first=0, executor="compiled", paths=False).outcomes


def moves(model: Model, rows: NDArray[Any], path: str, ends: tuple[float, float]) -> bool:
    """Whether an input moves any outcome of any run between its ends."""
    low, high = (outcomes(model, rows, path, value) for value in ends)
    return not np.array_equal(low, high, equal_nan=True)


def inputs() -> Iterator[tuple[str, tuple[float, float]]]:
    """Every input with its ends."""
    for path, terms in slots(Scenario):
        if not path.startswith(UNUSED):
            yield path, ends_of(terms)


def some_of_each_group(every: int) -> dict[str, tuple[float, float]]:
    """The first input of each group and every so many after it, in the order of the schema."""
    groups: dict[str, list[tuple[str, tuple[float, float]]]] = {}
    for path, ends in inputs():
        groups.setdefault(path.rpartition(".")[0], []).append((path, ends))
    return {path: ends for group in groups.values() for path, ends in group[::every]}


def inert(tried: dict[str, tuple[float, float]]) -> list[str]:
    """Those of some inputs that move nothing in any world: looked for in a few runs of each, then in all."""
    left = tried
    for runs in (FIRST, RUNS):
        for name, sets in WORLDS:
            if not left:
                break
            model, rows = rows_of(name, sets)
            left = {path: ends for path, ends in left.items() if not moves(model, rows[:runs], path, ends)}
            print(f"{name} {' '.join(sets)}: {len(left)} left after {runs} runs", flush=True)
    return list(left)


def page(found: list[str]) -> str:
    """The page: which are inert, and in which worlds they were tried."""
    head = INTRODUCTION.format(all=len(list(inputs())), worlds=len(WORLDS), runs=RUNS)
    told = [f"**{len(found)} inert:**", "", *(f"- `{path}`" for path in found)] if found else ["None is inert."]
    worlds = [f"- `{name}` {' '.join(f'`{one}`' for one in sets)}".rstrip() for name, sets in WORLDS]
    return "\n".join([head, *told, "", "Worlds:", "", *worlds]) + "\n"


def main() -> None:
    """Write the page; with `--check` write nothing and leave with 1 where an input is inert."""
    parser = argparse.ArgumentParser(description="Look for inputs that move nothing.")
    parser.add_argument("--check", action="store_true", help="write nothing; leave with 1 where one is inert")
    asked = parser.parse_args()
    found = inert(dict(inputs()))
    if not asked.check:
        PAGE.write_text(page(found), encoding="utf-8")
    elif found:
        sys.exit(1)


if __name__ == "__main__":
    main()
