"""Skill over a reference: cases averaged in groups that share ground or time, ratios by group, bounds by bootstrap.

Skill = 1 - ratio of CRPS in % of the ground at the start. The geometric mean of the ratios over groups is what counts;
the arithmetic one (ratio of means) is ruled by the few collapses. Before ratios a mean of a case counts as 0.25 % at
least: most cells of a grid barely move, and a ratio of two nothings says nothing. Bounds are 5 and 95 % over groups
drawn anew; with five groups they say little, and that is what they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.ensemble_like import Floats
from sim.analysis.hindcast.scored import Score

FLOOR_PERCENT = 0.25
RESAMPLES = 10_000
_KEY = 0x5A11_E473 << 32  # second half of the Philox key, apart from all others

GroupMeans = Mapping[str, float]


@dataclass(frozen=True)
class Skill:
    """Skill over a reference with its 5-95 % bounds, the arithmetic one beside it, and that of each group.

    One group alone has no bounds.
    """

    geometric: float
    low: float | None
    high: float | None
    arithmetic: float
    by_group: Mapping[str, float]


def group_means(scores: Iterable[Score], value: str = "crps_percent", floor: float = 0.0) -> GroupMeans:
    """Mean over the cases of each group of the means over their windows, these at least a floor."""
    cases = dict[tuple[str, str], list[float]]()
    for one in scores:
        cases.setdefault((one.origin.group, one.origin.case), []).append(float(getattr(one, value)))
    groups = dict[str, list[float]]()
    for (group, _), values in sorted(cases.items()):
        groups.setdefault(group, []).append(max(float(np.mean(values)), floor))
    return {group: float(np.mean(values)) for group, values in groups.items()}


def geometric_mean(groups: GroupMeans) -> float:
    """Geometric mean over groups of their floored means."""
    return float(np.exp(np.mean(np.log(list(groups.values())))))


def skill(ours: GroupMeans, theirs: GroupMeans) -> Skill:
    """Skill of floored group means over others of the same groups."""
    logs = np.array([np.log(ours[group] / theirs[group]) for group in ours])
    bounds = np.quantile(1.0 - np.exp(_resampled_means(logs)), (0.05, 0.95)) if len(logs) > 1 else (None, None)
    low, high = (None if bound is None else float(bound) for bound in bounds)
    return Skill(
        1.0 - float(np.exp(logs.mean())), low, high,
        1.0 - float(np.mean(list(ours.values())) / np.mean(list(theirs.values()))),
        {group: 1.0 - ours[group] / theirs[group] for group in ours},
    )  # fmt: skip


def _resampled_means(logs: Floats) -> Floats:
    """Means (resample,) of as many groups drawn with replacement; the same draws for as many groups."""
    draws = np.random.Generator(np.random.Philox(key=_KEY << 64)).integers(0, len(logs), (RESAMPLES, len(logs)))
    means: Floats = logs[draws].mean(axis=1)
    return means


def better_of(references: Sequence[str], means: Mapping[str, GroupMeans]) -> str:
    """The reference, as a method, whose floored group means have the least geometric mean."""
    return min(references, key=lambda name: geometric_mean(means[name]))
