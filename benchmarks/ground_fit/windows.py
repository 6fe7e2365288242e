"""Forecast windows of cases: what was known on each origin, and the ground held 7, 14 and 28 days later."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.scenario.made.origin import Origin, origin_of
from sim.scenario.observed.series import CaseSeries

HORIZONS = (7, 14, 28)
EVERY_DAYS, HISTORY_DAYS = 7, 28
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Windows:
    """All origins of some cases: arrays are (origin,), `truth_km2` (origin, horizon) with nan after the series' end."""

    case: NDArray[np.str_]
    group: NDArray[np.str_]
    control: NDArray[np.bool_]
    start_km2: Floats
    held_km2: Floats
    loss_7_km2: Floats
    loss_14_km2: Floats
    loss_28_km2: Floats
    still_days: Floats
    truth_km2: Floats

    def only(self, kept: NDArray[np.bool_]) -> Windows:
        """The windows of a mask alone."""
        return Windows(**{name: values[kept] for name, values in vars(self).items()})


def origins_of(case: CaseSeries) -> list[datetime.date]:
    """Every seventh day of the episode with four weeks of history and a week to come."""
    first, last = case.series.dates[0].item(), case.series.dates[-1].item()
    length = (case.episode_end - case.episode_start).days
    days = [case.episode_start + datetime.timedelta(day) for day in range(0, length + 1, EVERY_DAYS)]
    return [day for day in days if (day - first).days >= HISTORY_DAYS and (last - day).days >= HORIZONS[0]]


def windows_of(cases: Sequence[CaseSeries]) -> Windows:
    """The windows of all cases; origins on which the rule refuses a forecast, as of ground already gone, are out."""
    rows: list[dict[str, Any]] = []
    for case in cases:
        start = case.series.held_on(case.episode_start)
        for day in origins_of(case):
            try:
                known = origin_of(case.series, day)
            except InputError:
                continue
            rows.append(_row(case, start, known))
    return Windows(**{name: np.array([row[name] for row in rows]) for name in rows[0]})


def _row(case: CaseSeries, start: float, known: Origin) -> dict[str, Any]:
    last = case.series.dates[-1].item()
    ahead = [known.day + datetime.timedelta(days) for days in HORIZONS]
    return {
        "case": case.name, "group": case.group, "control": case.is_control, "start_km2": start,
        "held_km2": known.held_km2, "loss_7_km2": known.loss_7_km2, "loss_14_km2": known.loss_14_km2,
        "loss_28_km2": known.loss_28_km2, "still_days": float(known.still_days),
        "truth_km2": [case.series.held_on(day) if day <= last else np.nan for day in ahead],
    }  # fmt: skip
