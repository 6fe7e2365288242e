"""One ensemble in numbers: what `salient run --json` prints and every page, card and table reads.

Plain dictionaries in the order the model declares its outcomes; no NaN and no infinity, None where there is
no value.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.analysis.ensemble_like import (
    EnsembleLike,
    Floats,
    OutcomeLike,
    amount_values,
    catalogue_of_the_model,
    day_values,
    horizon_days,
    lost_below,
    size,
)
from sim.analysis.uncertainty import Entry, indicator, quantiles, share_numbers, standard_error

QUANTILES = (0.05, 0.5, 0.95)
COUNTED = ("people", "person", "persons", "settlements", "incidents", "vehicles")  # told as whole numbers
HALF = 0.5


def summarise(ensemble: EnsembleLike, catalogue: Sequence[OutcomeLike] | None = None) -> Entry:
    """Scenario, seed, numbers of runs and every outcome with its error, as plain values.

    Where a precision was asked for, whether it was reached.
    """
    asked = ensemble.manifest.get("precision")
    return {
        "scenario": ensemble.name,
        "hash": ensemble.hash,
        "seed": int(ensemble.seed),
        "replications": size(ensemble),
        "failures": len(ensemble.failures),
        "executor": str(ensemble.executor),
        "horizon_days": horizon_days(ensemble),
        "lost_below": lost_below(ensemble),
        **({} if asked is None else {"precision": dict(asked)}),
        "outcomes": summarise_outcomes(ensemble, catalogue),
    }


def summarise_outcomes(
    ensemble: EnsembleLike, catalogue: Sequence[OutcomeLike] | None = None
) -> dict[str, Entry]:
    """Every declared outcome the ensemble holds, in the order of declaration."""
    declared = catalogue_of_the_model() if catalogue is None else catalogue
    return {
        outcome.name: summarise_outcome(ensemble, outcome)
        for outcome in declared
        if outcome.name in ensemble.outcomes
    }


def summarise_outcome(ensemble: EnsembleLike, outcome: OutcomeLike) -> Entry:
    """One outcome: kind, unit, n and the numbers that its kind asks for."""
    if outcome.kind == "day":
        numbers = _day(day_values(ensemble, outcome.name))
    else:
        values = amount_values(ensemble, outcome.name)
        if outcome.kind == "share":
            numbers = share_numbers(values)
        elif outcome.kind == "category":
            numbers = _category(values, outcome.categories)
        else:
            numbers = _amount(values, outcome.unit)
    return {"kind": outcome.kind, "unit": outcome.unit, **numbers}


def _amount(values: Floats, unit: str) -> Entry:
    """Mean and quantiles, and the share that has none of it: many amounts are nothing in most runs."""
    n = int((~np.isnan(values)).sum())
    if n == 0:
        return {"n": 0, "mean": None, "se": None, "p05": None, "p50": None, "p95": None, "p_none": None}
    p05, p50, p95 = quantiles(values, QUANTILES)
    mean, none = float(np.nanmean(values)), share_without(values, unit)
    return {"n": n, "mean": mean, "se": standard_error(values), "p05": p05, "p50": p50, "p95": p95, "p_none": none}


def share_without(values: Floats, unit: str) -> float:
    """Share of the values that are not NaN and are nothing: zero, or of what is counted whole less than a half."""
    present = values[~np.isnan(values)]
    return float((present < HALF if unit in COUNTED else present == 0.0).mean())


def _category(codes: Floats, categories: Sequence[str]) -> Entry:
    n = int((~np.isnan(codes)).sum())
    numbers = {name: share_numbers(indicator(codes, code)) for code, name in enumerate(categories)}
    return {
        "n": n,
        "share": {name: entry["mean"] for name, entry in numbers.items()},
        "se": {name: entry["se"] for name, entry in numbers.items()},
        "low": {name: entry["low"] for name, entry in numbers.items()},
        "high": {name: entry["high"] for name, entry in numbers.items()},
    }


def _day(days: Floats) -> Entry:
    happens = share_numbers(np.where(np.isnan(days), np.nan, np.isfinite(days)))
    p05, p50, p95 = quantiles(days, QUANTILES)
    return {
        "n": happens["n"],
        "share": happens["mean"],
        "se": happens["se"],
        "low": happens["low"],
        "high": happens["high"],
        "p05": p05,
        "p50": p50,
        "p95": p95,
    }
