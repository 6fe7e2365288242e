"""The moving origins of the boxes, and the score of any forecast of them: all by the product's own rules."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from benchmarks.ground_fit.simulate import QUIET
from sim.analysis.hindcast.group_skill import FLOOR_PERCENT, GroupMeans, group_means
from sim.analysis.hindcast.origins import HORIZONS, Case, Past, given_cases, origins_of, past_of, truth
from sim.analysis.hindcast.scored import TOLERANCE, Origin, Score, origin_of
from sim.analysis.skill.scores import crps_sample
from sim.scenario.made.origin import origin_of as state_of

Floats = NDArray[np.float64]
Sample = tuple[Floats, Floats]  # ground held [km²] and its weights, which sum to 1
PLACES = range(len(HORIZONS))


@dataclass(frozen=True, eq=False)
class Window:
    """An origin of a box: what it is, its past, its state (5,) and what came (horizon,) [km²]."""

    case: Case
    day: datetime.date
    origin: Origin
    past: Past
    state: Floats
    truth_km2: Floats

    @property
    def is_moving(self) -> bool:
        """Whether it is of an episode and had lost more than 1 % in 14 days."""
        return self.origin.kind == "episode" and self.origin.moving


Form = Callable[[Window, int], Sample]  # what is said of a window and the place of a horizon


def windows_of_boxes() -> list[Window]:
    """All origins of the given boxes, controls too."""
    cases = [case for case in given_cases() if case.of == "boxes"]
    return [_window(case, day) for case in cases for day in origins_of(case.told)]


def _window(case: Case, day: datetime.date) -> Window:
    series = case.told.series
    known, state = series.as_of(day), state_of(series, day)
    past = past_of(known, day)
    paces = (state.loss_7_km2 / 7.0, state.loss_14_km2 / 14.0, state.loss_28_km2 / 28.0)
    features = [*(_signed_log(pace / past.now) for pace in paces), np.log1p(state.still_days), np.log(past.front_km)]
    ahead = [truth(series, day, horizon) for horizon in HORIZONS]
    return Window(case, day, origin_of(case, known, past, day), past, np.array(features), np.array(ahead))


def _signed_log(share: float) -> float:
    """Logarithm of a share of the ground lost in a day, with the sign of a loss or of a gain; 0 for none."""
    return float(np.sign(share) * np.log1p(abs(share) / QUIET))


def alike(values: Floats) -> Sample:
    """A sample of which every value counts the same."""
    return values, np.full(len(values), 1.0 / len(values))


def mixed(*parts: tuple[float, Sample]) -> Sample:
    """One sample of several by their shares."""
    values, weights = zip(*((values, share * weights) for share, (values, weights) in parts), strict=True)
    return np.concatenate(values), np.concatenate(weights)


def crps(sample: Sample, seen: float) -> float:
    """CRPS of a weighted sample: mean |x - y| less half the mean |x - x'|."""
    order = np.argsort(sample[0])
    values, weights = sample[0][order], sample[1][order]
    middle = np.cumsum(weights) - 0.5 * weights
    return float(weights @ np.abs(values - seen) - (weights * values) @ (2.0 * middle - 1.0))


def inside(sample: Sample, window: Window, seen: float) -> bool:
    """Whether the middle 90 % has what was seen, with the tolerance."""
    order = np.argsort(sample[0])
    passed = np.searchsorted(np.cumsum(sample[1][order]), (0.05, 0.95))
    low, high = sample[0][order][np.minimum(passed, len(order) - 1)]
    room = TOLERANCE * window.origin.start_km2
    return bool(low - room <= seen <= high + room)


@dataclass(frozen=True, eq=False)
class Told:
    """The CRPS [% of the ground at the start] of a form, (window, horizon), nan where nothing was seen."""

    windows: Sequence[Window]
    percent: Floats

    def means(self, place: int, kept: NDArray[np.bool_] | None = None) -> GroupMeans:
        """Floored group means at a horizon, of all windows or of those of a mask."""
        own = ~np.isnan(self.percent[:, place]) & (True if kept is None else kept)
        scores = [
            SimpleNamespace(origin=self.windows[at].origin, crps_percent=self.percent[at, place])
            for at in np.flatnonzero(own)
        ]
        return group_means(cast("list[Score]", scores), floor=FLOOR_PERCENT)


def told_by(form: Form, windows: Sequence[Window], *, fair: bool = False) -> Told:
    """The scores of a form; fair where its sample is of draws that all count the same."""
    percent = np.full((len(windows), len(HORIZONS)), np.nan)
    for at, place, said, seen in _said(form, windows):
        error = crps_sample(said[0], seen, fair=True) if fair else crps(said, seen)
        percent[at, place] = 100.0 * error / windows[at].origin.start_km2
    return Told(windows, percent)


def coverage(form: Form, windows: Sequence[Window]) -> Floats:
    """Share of windows by horizon in which the middle 90 % has what was seen."""
    held = np.full((len(windows), len(HORIZONS)), np.nan)
    for at, place, said, seen in _said(form, windows):
        held[at, place] = inside(said, windows[at], seen)
    shares: Floats = np.nanmean(held, axis=0)
    return shares


def _said(form: Form, windows: Sequence[Window]) -> Iterator[tuple[int, int, Sample, float]]:
    for at, window in enumerate(windows):
        for place in PLACES:
            if not np.isnan(window.truth_km2[place]):
                yield at, place, form(window, place), float(window.truth_km2[place])


def chosen(settings: Sequence[Any], made: Callable[[Any], Form], windows: Sequence[Window]) -> tuple[Form, list[Any]]:
    """A form that takes by horizon the setting that does best in all other groups, and the settings in the middle."""
    forms = [made(setting) for setting in settings]
    told = [told_by(form, windows) for form in forms]
    best = dict[tuple[str, int], int]()
    middle = []
    for place in PLACES:
        groups = list(told[0].means(place))
        logs = np.log([[one.means(place)[name] for name in groups] for one in told])
        found = np.argmin(logs.sum(axis=1, keepdims=True) - logs, axis=0)  # the group itself taken out of the sum
        best |= {(name, place): int(at) for name, at in zip(groups, found, strict=True)}
        middle.append(settings[int(np.median(found))])
    return lambda window, place: forms[best[window.origin.group, place]](window, place), middle
