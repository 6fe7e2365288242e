"""A comparison law by law: each other scenario less the base, how many laws agree on its sign, and what it comes of.

The laws are drawn alike in both, so that a pair has the same luck, parameters and laws. Where they are drawn in the
runs of the comparison itself, those runs are told apart by law; else, and for the split, runs are crossed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.comparison import paired_changes
from sim.analysis.ensemble_like import (
    EnsembleLike,
    Floats,
    amount_values,
    day_values,
    horizon_days,
    outcome_named,
    size,
)
from sim.analysis.forms.by_form import Forms, agreement, answers_by_form, differences_by_form, disagreeing
from sim.analysis.forms.variance_split import variance_split
from sim.analysis.uncertainty import Entry
from sim.experiment.crossed import CORNERS, Crossed
from sim.experiment.design.drawn import drawn_forms
from sim.scenario.schema.drawn_forms import DRAWN
from sim.scenario.values.law_forms import UNKNOWN

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario


def crossed_content(names: Sequence[str], runs: Sequence[Crossed]) -> Entry:
    """The laws drawn in crossed runs of two scenarios and more, the base first: what `salient compare --forms` adds."""
    base, *others = runs
    kinds = {name: outcome_named(name).kind for name in base.outcomes}
    return {
        **_head(int(base.failed.size), CORNERS, list(kinds)),
        "failures": int(np.any([one.failed for one in runs], axis=0).sum()),
        "by_form": {
            name: answers_by_form({key: (kinds[key], own) for key, own in corner_0(one).items()}, one.forms)
            for name, one in zip(names, runs, strict=True)
        },
        "differences": {name: less_by_law(one, base) for name, one in zip(names[1:], others, strict=True)},
    }


def drawn_content(
    scenarios: Sequence[LoadedScenario], ensembles: Sequence[EnsembleLike], outcomes: Sequence[str]
) -> Entry | None:
    """The same without a split, of the runs of a comparison as they are; None where no scenario draws its laws."""
    if all(one.scenario.forms != DRAWN for one in scenarios):
        return None
    base, *others = ensembles
    slots, n = [one.slot for one in UNKNOWN], size(base)
    forms = [drawn_forms(one, slots, seed=base.seed, replications=n) for one in scenarios]
    if not any(forms):
        return None
    kinds = {name: outcome_named(name).kind for name in outcomes}
    return {
        **_head(n, 1, outcomes),
        "failures": len({failure.replication for one in ensembles for failure in one.failures}),
        "by_form": {
            one.name: answers_by_form({name: (kind, _values(one, name)) for name, kind in kinds.items()}, own)
            for one, own in zip(ensembles, forms, strict=True)
            if own
        },
        "differences": {
            one.name: by_law(
                {name: (kind, paired_changes(base, one, name)) for name, kind in kinds.items()},
                drawn_alike(own, forms[0]),
            )
            for one, own in zip(others, forms[1:], strict=True)
        },
    }


def less_by_law(first: Crossed, second: Crossed) -> Entry:
    """A scenario less a second law by law, and what the spread of that difference over all pairs comes of."""
    changes = {name: values - second.outcomes[name] for name, values in first.outcomes.items()}
    own = {name: (outcome_named(name).kind, values[0]) for name, values in changes.items()}
    splits = {name: variance_split(values) for name, values in changes.items()}
    return {
        **by_law(own, drawn_alike(first.forms, second.forms)),
        "split": {name: None if split is None else split.as_json() for name, split in splits.items()},
    }


def by_law(changes: Mapping[str, tuple[str, Floats]], forms: Forms) -> Entry:
    """Differences (kind, (replication,)) by form, how many forms agree on their sign, and with which it turns."""
    rows = differences_by_form(changes, forms)
    return {
        "by_form": rows,
        "agreement": {name: agreement(rows, name) for name in changes},
        "sign_turns_with": {name: disagreeing(rows, name) for name in changes},
        "split": None,
    }


def drawn_alike(first: Forms, second: Forms) -> Forms:
    """The forms of mechanisms drawn alike in two scenarios; where none is, those that either draws."""
    alike = {slot: own for slot, own in first.items() if slot in second and np.array_equal(own, second[slot])}
    return alike or {**second, **first}


def corner_0(runs: Crossed) -> dict[str, Floats]:
    """The outcomes of the plain run."""
    return {name: values[0] for name, values in runs.outcomes.items()}


def weights_of_forms() -> dict[str, dict[str, float]]:
    """The weight of each form of each mechanism whose law is not known."""
    return {one.slot: {form.key: form.law.weight for form in one.forms} for one in UNKNOWN}


def _head(replications: int, corners: int, outcomes: Sequence[str]) -> Entry:
    kinds = {name: outcome_named(name) for name in outcomes}
    return {
        "replications": replications,
        "corners": corners,
        "weights": weights_of_forms(),
        "units": {name: {"kind": one.kind, "unit": one.unit} for name, one in kinds.items()},
    }


def _values(ensemble: EnsembleLike, name: str) -> Floats:
    """One outcome (replication,), a day that never comes as the horizon."""
    if outcome_named(name).kind == "day":
        return np.minimum(day_values(ensemble, name), horizon_days(ensemble))
    return amount_values(ensemble, name)
