"""Two ensembles with the same luck, replication by replication: other minus base.

Paired differences have many exact ties (the same run under both policies), so the shares of greater and equal
pairs stand beside the mean. A day differs as its share by the horizon and as restricted mean days (never
counts as the horizon); a category differs as the share of each value among all runs, with or without a value.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from sim.analysis.ensemble_like import (
    EnsembleLike,
    Flags,
    Floats,
    OutcomeLike,
    amount_values,
    catalogue_of_the_model,
    day_values,
    horizon_days,
    outcome_named,
    size,
    succeeded,
)
from sim.analysis.uncertainty import Entry, mean_interval, rule_of_three
from sim.errors import InputError
from sim.scenario.differing import differing_paths, ordered_before
from sim.scenario.loaded import LoadedScenario
from sim.scenario.periods import Period


def differences(
    base: EnsembleLike, other: EnsembleLike, catalogue: Sequence[OutcomeLike] | None = None
) -> dict[str, Entry]:
    """Every outcome that both hold: mean, se, low, high, p_greater, p_equal, n_pairs of other minus base.

    `base` and `other` are the means of both over the pairs.
    """
    require_pairs(base, other)
    declared = catalogue_of_the_model() if catalogue is None else catalogue
    return {
        outcome.name: difference(base, other, outcome)
        for outcome in declared
        if outcome.name in base.outcomes and outcome.name in other.outcomes
    }


def side_by_side(
    scenarios: Sequence[LoadedScenario],
    summaries: Sequence[Entry],
    changes: Mapping[str, Mapping[str, Entry]],
    period: Period,
    forms: Entry | None = None,
) -> Entry:
    """What `salient compare --json` prints: the period, each run, in what each other differs, and its differences.

    `ordered_before`: in what share of each scenario's runs an order to leave was given before day 0.
    `forms`: the same law by law (`sim.analysis.forms.compared`), where laws are drawn.
    """
    base, *others = scenarios
    told = zip(summaries, scenarios, strict=True)
    return {
        "period": period.as_json(),
        "runs": list(summaries),
        "differs_in": {name: list(differing_paths(base, one)) for name, one in zip(changes, others, strict=True)},
        "ordered_before": {one["scenario"]: ordered_before(scenario) for one, scenario in told},
        "differences": dict(changes),
        "forms": forms,
    }


def difference(base: EnsembleLike, other: EnsembleLike, outcome: OutcomeLike) -> Entry:
    """One outcome of other minus base."""
    head: dict[str, Any] = {"kind": outcome.kind, "unit": outcome.unit}
    name = outcome.name
    if outcome.kind == "day":
        first, second = day_values(base, name), day_values(other, name)
        horizon = horizon_days(base)
        restricted = _paired(np.minimum(first, horizon), np.minimum(second, horizon))
        happened = _paired(_happened(first, horizon), _happened(second, horizon), share=True)
        return {**head, "share": happened, "restricted_mean_days": {"unit": "day", **restricted}}
    first, second = amount_values(base, name), amount_values(other, name)
    if outcome.kind == "category":
        kept = succeeded(base) & succeeded(other)
        shares = {
            value: _paired(_has(first, code, kept), _has(second, code, kept), share=True)
            for code, value in enumerate(outcome.categories)
        }
        return {**head, "share": shares}
    return {**head, **_paired(first, second, share=outcome.kind == "share")}


def _paired(first: Floats, second: Floats, *, share: bool = False) -> Entry:
    """`pair_numbers`, and the means of both over the same pairs (replication,)."""
    change = second - first
    known = ~np.isnan(change)
    levels = {"base": first, "other": second}
    means = {name: float(values[known].mean()) if known.any() else None for name, values in levels.items()}
    return {**pair_numbers(change, share=share), **means}


def paired_changes(
    base: EnsembleLike, other: EnsembleLike, name: str, catalogue: Sequence[OutcomeLike] | None = None
) -> Floats:
    """Other minus base of one amount, share or day outcome (replication,), NaN where a pair is missing.

    A day that never comes counts as the horizon.
    """
    require_pairs(base, other)
    if outcome_named(name, catalogue).kind == "day":
        horizon = horizon_days(base)
        return np.minimum(day_values(other, name), horizon) - np.minimum(day_values(base, name), horizon)
    return amount_values(other, name) - amount_values(base, name)


def paired_values(
    base: EnsembleLike, other: EnsembleLike, name: str, catalogue: Sequence[OutcomeLike] | None = None
) -> Floats:
    """The same changes (pair,), missing pairs dropped."""
    change = paired_changes(base, other, name, catalogue)
    present: Floats = change[~np.isnan(change)]
    return present


def effect_sizes(base: EnsembleLike, other: EnsembleLike, outcomes: Iterable[str]) -> dict[str, float]:
    """How large other minus base is next to how far runs lie apart [1], by outcome; 0 without pairs.

    An amount by Glass's delta, the mean difference over the standard deviation of the base (Glass 1976, Primary,
    Secondary, and Meta-Analysis of Research, Educational Researcher 5(10), 3-8): where all futures of the base are
    alike, over that of the other; where those are alike too, a difference has no bound. A share by Cohen's h, the
    difference of 2 asin(sqrt(share)), at most pi (Cohen 1988, Statistical Power Analysis for the Behavioral Sciences,
    2nd ed., ch. 6): the deviation of a share follows from its level, so that delta would rank 3 to 83 of 100 over 11
    to 99, while every angle has one deviation, whatever its level.
    """
    return {name: _effect_size(base, other, name) for name in outcomes}


def _effect_size(base: EnsembleLike, other: EnsembleLike, name: str) -> float:
    change = paired_changes(base, other, name)
    known = ~np.isnan(change)
    if not known.any():
        return 0.0
    first, second = (amount_values(one, name)[known] for one in (base, other))
    return _cohens_h(first, second) if outcome_named(name).kind == "share" else _glass_delta(first, second)


def _cohens_h(first: Floats, second: Floats) -> float:
    """Of shares, from whether each run has it (pair,)."""
    start, end = (2.0 * math.asin(math.sqrt(float(values.mean()))) for values in (first, second))
    return end - start


def _glass_delta(first: Floats, second: Floats) -> float:
    mean = float((second - first).mean())
    spread = next((width for width in (float(first.std()), float(second.std())) if width > 0.0), 0.0)
    if spread > 0.0:
        return mean / spread
    return math.copysign(math.inf, mean) if mean else 0.0


def pair_numbers(change: Floats, *, share: bool = False) -> Entry:
    """Mean, error, 95 % interval, shares of greater and equal pairs of other minus base (replication,).

    NaN is left out. A share that changes alike in every pair (from no to yes, say, or not at all) keeps the
    interval of the rule of three: a rarer change may not have shown. One pair has no error and no interval.
    """
    present = change[~np.isnan(change)]
    n = int(present.size)
    if n == 0:
        empty: Entry = dict.fromkeys(("mean", "se", "low", "high", "p_greater", "p_equal"))
        return {**empty, "n_pairs": 0}
    mean, error, low, high = mean_interval(change)
    equal = float((present == 0.0).mean())
    if share and n > 1 and bool((present == present[0]).all()):
        low, high = mean - rule_of_three(n), mean + rule_of_three(n)
    if share and low is not None and high is not None:
        low, high = max(-1.0, low), min(1.0, high)
    return {
        "mean": mean,
        "se": error,
        "low": low,
        "high": high,
        "p_greater": float((present > 0.0).mean()),
        "p_equal": equal,
        "n_pairs": n,
    }


def require_pairs(base: EnsembleLike, other: EnsembleLike) -> None:
    """Refuse ensembles whose replications do not share their luck, or were not run over the same days.

    Amounts are measured at the end of a run, so a longer run cannot be cut afterwards.
    """
    if base.seed != other.seed:
        raise InputError(
            f"{other.name} ran with seed {other.seed}, {base.name} with seed {base.seed}: "
            "these are no pairs; run both with the same --seed"
        )
    if size(base) != size(other):
        raise InputError(
            f"{other.name} has {size(other)} replications, {base.name} has {size(base)}: "
            "these are no pairs; run both with the same --replications"
        )
    first, second = horizon_days(base), horizon_days(other)
    if first != second:
        raise InputError(
            f"{other.name} ran over {second} days, {base.name} over {first}: "
            f"they do not look at the same days; run both with --set horizon_days={min(first, second)}"
        )


def _has(codes: Floats, code: int, kept: Flags) -> Floats:
    """One where a run has this value, zero where it has another or none, NaN where a pair is broken."""
    return np.where(kept, codes == code, np.nan)


def _happened(days: Floats, horizon: float) -> Floats:
    return np.where(np.isnan(days), np.nan, days <= horizon)
