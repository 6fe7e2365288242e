"""What `salient forms` tells: the split of each outcome's spread, its mean form by form, differences form by form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.analysis.ensemble_like import level_of, outcome_named
from sim.analysis.forms.by_form import answers_by_form
from sim.analysis.forms.compared import corner_0, less_by_law, weights_of_forms
from sim.analysis.forms.variance_split import variance_split
from sim.analysis.uncertainty import Entry
from sim.experiment.crossed import CORNERS, Crossed
from sim.scenario.values.law_forms import UNKNOWN

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario
    from sim.scenario.periods import Period


def columns_of_forms() -> dict[str, int]:
    """The parameter column of each mechanism's form, by its path."""
    from sim.scenario.schema.columns import COLUMNS

    return {mechanism.slot: COLUMNS.index(mechanism.slot) for mechanism in UNKNOWN}


def forms_content(
    loaded: LoadedScenario, runs: Crossed, seed: int, period: Period, other: Entry | None = None
) -> Entry:
    """Everything about one scenario over a period as plain data; `other` is what `less_content` gives."""
    kinds = {name: outcome_named(name) for name in runs.outcomes}
    splits = {name: variance_split(values) for name, values in runs.outcomes.items()}
    return {
        "scenario": loaded.name,
        "seed": seed,
        "executor": runs.executor,
        "horizon_days": runs.horizon_days,
        "period": period.as_json(),
        "replications": int(runs.failed.size),
        "corners": CORNERS,
        "lost_below": level_of(loaded.scenario.ground.lost_below_km2),
        "failures": int(runs.failed.sum()),
        "weights": weights_of_forms(),
        "units": {name: {"kind": one.kind, "unit": one.unit} for name, one in kinds.items()},
        "split": {name: None if split is None else split.as_json() for name, split in splits.items()},
        "by_form": answers_by_form({name: (kinds[name].kind, own) for name, own in corner_0(runs).items()}, runs.forms),
        "less": other,
    }


def less_content(name: str, first: Crossed, second: Crossed) -> Entry:
    """The first scenario less a second under the same luck, form by form; mechanisms drawn alike in both."""
    return {"scenario": name, **less_by_law(first, second)}


def asked_for(names: Sequence[str]) -> tuple[str, ...]:
    """The outcomes asked for, else those that the comparison of policies turns on."""
    from sim.model.outcomes import AREA_AT_END, ATTACKER_CASUALTIES, ENDED_AT_ALL, HOLDER_LOST, TRUCE_AT_ALL

    return tuple(dict.fromkeys(names)) or (TRUCE_AT_ALL, ENDED_AT_ALL, AREA_AT_END, ATTACKER_CASUALTIES, HOLDER_LOST)
