"""What `salient evidence` tells: every value with basis and source, and for each outcome what its spread rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.ensemble_like import outcome_named
from sim.analysis.evidence.by_basis import shares_by_group
from sim.analysis.evidence.ranking import at_one_width, basis_of, ranked
from sim.analysis.uncertainty import Entry
from sim.experiment.design.drawn import Drawn
from sim.scenario.acting import why_without_effect
from sim.scenario.schema.columns import COLUMNS
from sim.scenario.values.distributions import Basis, Distribution

if TYPE_CHECKING:
    from sim.experiment.grouped import Grouped
    from sim.scenario.loaded import LoadedScenario

BASES = tuple(basis.value for basis in Basis)


def columns_by_basis(drawn: Drawn) -> dict[str, list[int]]:
    """The columns of the draws that are not luck, by what they rest on; a basis without any has none."""
    from sim.model.world.parameters import luck_of

    found: dict[str, list[int]] = {basis: [] for basis in BASES}
    for number, value in enumerate(drawn.values):
        if not value.chance:
            found[basis_of(drawn, number)].append(luck_of(value.leaf.declaration.column))
    return found


def evidence_content(loaded: LoadedScenario, runs: Grouped, drawn: Drawn, seed: int) -> Entry:
    """Everything about one scenario as plain data."""
    ledger, acting = ledger_of(loaded), those_that_may_act(loaded, drawn)
    return {
        "scenario": loaded.name,
        "hash": loaded.hash,
        "seed": seed,
        "replications": int(runs.failed.size),
        "runs_each": len(runs.groups) + 2,
        "failures": int(runs.failed.sum()),
        "horizon_days": runs.horizon_days,
        "ledger": ledger,
        "counts": {
            basis: {
                "values": sum(row["basis"] == basis for row in ledger),
                "drawn": sum(row["basis"] == basis and row["drawn"] for row in ledger),
            }
            for basis in BASES
        },
        "outcomes": {name: _outcome(name, values, runs, acting) for name, values in runs.outcomes.items()},
    }


def those_that_may_act(loaded: LoadedScenario, drawn: Drawn) -> Drawn:
    """The drawn values without those that change no run of this scenario: chance would give some of them an effect."""
    leaves = [(value.leaf, *value.sharing) for value in drawn.values]
    slots = [[COLUMNS[leaf.declaration.column] for leaf in one] for one in leaves]
    numbers = [number for number, its in enumerate(slots) if not all(why_without_effect(loaded, slot) for slot in its)]
    return Drawn(tuple(drawn.values[number] for number in numbers), drawn.positions[:, numbers])


def ledger_of(loaded: LoadedScenario) -> list[Entry]:
    """Every value of the scenario with its unit, basis and source, and whether it is drawn."""
    return [
        {
            "path": leaf.path,
            "unit": leaf.declaration.unit,
            "basis": leaf.quantity.evidence.basis.value,
            "source": leaf.quantity.evidence.source,
            "drawn": isinstance(leaf.quantity, Distribution),
            "chance": leaf.declaration.kind == "chance",
        }
        for leaf in loaded.leaves()
    ]


def _outcome(name: str, values: np.ndarray, runs: Grouped, drawn: Drawn) -> Entry:
    declared, own = outcome_named(name), values[0]
    present = own[~np.isnan(own)]
    return {
        "kind": declared.kind,
        "unit": declared.unit,
        "n": int(present.size),
        "mean": float(present.mean()) if present.size else None,
        "sd": float(present.std()) if present.size else None,
        "shares": shares_by_group(values, runs.groups),
        "at_one_width": at_one_width(own, drawn, BASES),
        "values": ranked(own, drawn) if present.size > 2 else [],
    }
