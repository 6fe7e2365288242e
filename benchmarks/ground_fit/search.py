"""Random search with groups left out: many sets of values are scored once; each fold takes its own 50 best."""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks.ground_fit.simulate import NAMES, simulated
from benchmarks.ground_fit.windows import Floats, Windows

BEST = 50
FLOOR_PERCENT = 0.25  # of the ground at the start: case scores below count as this
WANTED_COVERAGE = 0.9


@dataclass(frozen=True)
class Form:
    """What is searched: the range of each free value (log-uniform where `log`), and the others as they stay."""

    spells: bool
    members: int
    sets: int
    free: dict[str, tuple[float, float]]
    fixed: dict[str, float]
    log: tuple[str, ...] = ()


FORMS = {
    "pockets": Form(
        spells=False, members=300, sets=1000,
        free={
            "level": (-7.5, -4.0), "tempo_sd": (1.0, 2.4), "tempo_weight_7_days": (0.2, 0.6),
            "tempo_weight_14_days": (0.3, 0.8), "tempo_start_noise": (0.8, 1.9), "tempo_half_life_days": (15.0, 90.0),
            "event_probability": (0.6, 1.0), "lump_log_sd": (0.5, 1.3),
        },
        fixed={},
    ),
    "boxes": Form(
        spells=True, members=100, sets=1500,
        free={
            "level": (-9.0, -5.5), "tempo_sd": (0.8, 2.2), "tempo_weight_7_days": (0.1, 0.6),
            "tempo_weight_14_days": (0.2, 0.8), "lump_log_sd": (0.6, 1.9), "still_odds": (-3.0, 0.0),
            "still_odds_by_days": (0.1, 1.3), "still_shape": (0.4, 2.5), "still_scale_days": (5.0, 50.0),
            "spell_days": (8.0, 100.0), "turn_probability": (0.03, 0.4), "regain_probability": (0.1, 0.5),
        },
        fixed={"tempo_start_noise": 0.8, "tempo_half_life_days": 38.0, "event_probability": 0.55},
        log=("still_shape", "still_scale_days", "spell_days"),
    ),
}  # fmt: skip


def random_sets(form: Form, seed: int) -> Floats:
    """Sets of values (set, value) in the order of NAMES, uniform over the ranges."""
    luck = np.random.default_rng(seed)
    sets = np.zeros((form.sets, len(NAMES)))
    for name, (low, high) in form.free.items():
        u = luck.random(form.sets)
        in_logs = name in form.log
        sets[:, NAMES.index(name)] = low * (high / low) ** u if in_logs else low + u * (high - low)
    for name, value in form.fixed.items():
        sets[:, NAMES.index(name)] = value
    return sets


@numba.njit(cache=False)
def fair_crps(members: Floats, truth: Floats) -> Floats:
    """Fair CRPS (origin, horizon) of members (origin, horizon, member); nan where nothing was seen."""
    scores = np.full(truth.shape, np.nan)
    n = members.shape[2]
    for origin in range(truth.shape[0]):
        for horizon in range(truth.shape[1]):
            seen = truth[origin, horizon]
            if np.isnan(seen):
                continue
            values = np.sort(members[origin, horizon])
            distance = np.abs(values - seen).mean()
            pairs = ((2.0 * np.arange(n) - (n - 1)) * values).sum()
            scores[origin, horizon] = distance - pairs / (n * (n - 1.0))
    return scores


def group_scores(windows: Windows, scores: Floats) -> tuple[list[str], Floats]:
    """Groups, and the log of their score [% of the start] (group, horizon): cases floored, then their mean."""
    percent = 100.0 * scores / windows.start_km2[:, None]
    by_case = {
        str(case): np.maximum(np.nanmean(percent[windows.case == case], axis=0), FLOOR_PERCENT)
        for case in np.unique(windows.case)
    }
    group_of = dict(zip(windows.case.tolist(), windows.group.tolist(), strict=True))
    groups = sorted(set(group_of.values()))
    means = [np.mean([score for case, score in by_case.items() if group_of[case] == group], axis=0) for group in groups]
    return groups, np.log(np.array(means))


def shortfall(windows: Windows, members: Floats) -> float:
    """How far the share of what was seen within the middle 90 % stays below it, mean over horizons."""
    low, high = np.quantile(members, (0.05, 0.95), axis=2)
    room = 0.001 * windows.start_km2[:, None]
    seen = ~np.isnan(windows.truth_km2)
    inside = (windows.truth_km2 >= low - room) & (windows.truth_km2 <= high + room)
    shares = [inside[seen[:, h], h].mean() for h in range(seen.shape[1])]
    return float(np.mean(np.maximum(WANTED_COVERAGE - np.array(shares), 0.0)))


@dataclass(frozen=True)
class Searched:
    """All sets with their log scores (set, group), the groups, their weights, and what coverage costs a set."""

    form: Form
    sets: Floats
    groups: list[str]
    scores: Floats
    weights: Floats
    penalties: Floats

    def spread(self, without: str | None) -> tuple[Floats, Floats]:
        """Mean and SD of each value over the best sets by the other groups."""
        weights = self.weights * np.array([group != without for group in self.groups])
        order: NDArray[np.intp] = np.argsort(self.scores @ weights / weights.sum() + self.penalties)
        best = self.sets[order[:BEST]]
        return best.mean(axis=0), best.std(axis=0)


def search(form: Form, windows: Windows, seed: int = 1) -> Searched:
    """Score every set on all windows, each case by the square root of its group's windows."""
    sets = random_sets(form, seed)
    scores, penalties = [], []
    for number, one in enumerate(sets):
        members = simulated(windows, one[None, :], form.members, number, spells=form.spells)
        groups, logs = group_scores(windows, fair_crps(members, windows.truth_km2))
        scores.append(logs.mean(axis=1))
        penalties.append(shortfall(windows, members))
    weights = np.sqrt([np.sum(windows.group == group) for group in groups])
    return Searched(form, sets, groups, np.array(scores), weights, np.array(penalties))
