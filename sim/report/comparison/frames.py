"""The numbers of the charts that set one to four scenarios side by side on the same axes, as small data frames.

A column `scenario` holds the letter, `run` the replication that a dot stands for: in a difference, that pair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.ensemble_like import EnsembleLike, Floats
from sim.analysis.survival.incidence import cumulative_incidence
from sim.analysis.survival.truce_survival import Durability
from sim.analysis.uncertainty import Entry
from sim.report.drawing.dots import ceiling, column_width, dot_values, quantile_dots
from sim.report.drawing.frames import stacked
from sim.report.drawing.palette import LETTERS
from sim.report.words.middle import middle_half

if TYPE_CHECKING:
    import pandas as pd

    from sim.analysis.survival.incidence import Incidence


APART = 0.07  # between letters of 15 px, as a share of a height of 260 px
LEADER = 0.02  # of the days, between the end of a curve and its letter
ROOM = 0.075  # of the days, for the letters
WAYS_TO_END = ("broken down", "run out", "holds at the horizon")
ROW_FOOT = 0.14  # of the height of a row, under its dots


def curves_frame(ensembles: Sequence[EnsembleLike], event: str) -> pd.DataFrame:
    """Shares of runs with an event by day: scenario, day, share, low, high.

    A row part='letter' a scenario says where the letter stands: right of the end of its curve.
    """
    curves = [cumulative_incidence(ensemble, event) for ensemble in ensembles]
    last = max(float(curve.days[-1]) for curve in curves)
    heights = spread_out([float(curve.share[-1]) for curve in curves])
    ends = [
        {
            "part": "letter",
            "scenario": letter,
            "day": float(curve.days[-1]),
            "share": float(curve.share[-1]),
            "label_day": float(curve.days[-1]) + LEADER * last,
            "label_at": height,
            "room": (1.0 + ROOM) * last,
        }
        for letter, curve, height in zip(LETTERS, curves, heights, strict=False)
    ]
    return stacked([*_bands(curves), *ends])


def durability_frame(curves: Sequence[Durability], end_dates: Sequence[int] = ()) -> pd.DataFrame:
    """Shares of truces still holding by days since their start: scenario, day, share, low, high, watched.

    A row part='end' has the day of their end date, where they have one, part='next' that of extended or longer ones.
    """
    parts = ("end" if place == 0 else "next" for place in range(len(end_dates)))
    ends = [{"part": part, "day": float(day), "share": 1.0} for part, day in zip(parts, end_dates, strict=True)]
    return stacked([*_bands(curves), *ends])


def truce_ends_frame(ends: Sequence[Entry]) -> pd.DataFrame:
    """scenario, mode, share, order: how the truces of each scenario end, adding to one where it has any.

    `ends` are the entries of the outcome; a truce that was extended or settled and still runs holds at the horizon.
    """
    parts: list[Mapping[str, Any]] = []
    for letter, entry in zip(LETTERS, ends, strict=False):
        shares = entry["share"] if entry["n"] else {}
        known = [float(shares.get(value) or 0.0) for value in ("collapsed", "expired")]
        told = dict(zip(WAYS_TO_END, (*known, max(0.0, 1.0 - sum(known)) if entry["n"] else 0.0), strict=True))
        parts += [
            {"scenario": letter, "mode": mode, "share": share, "order": order}
            for order, (mode, share) in enumerate(told.items())
        ]
    return stacked(parts)


def _bands(curves: Sequence[Incidence | Durability]) -> list[dict[str, Any]]:
    columns = ("share", "low", "high", "watched")
    return [
        {
            "part": "curve",
            "scenario": letter,
            "day": curve.days,
            **{name: getattr(curve, name) for name in columns if hasattr(curve, name)},
        }
        for letter, curve in zip(LETTERS, curves, strict=False)
    ]


def spread_out(heights: Sequence[float], apart: float = APART, low: float = 0.02, high: float = 0.98) -> list[float]:
    """Heights of letters, moved as little as it takes for none to be closer than `apart`; the order is kept.

    Heights less `apart` times their rank must not fall: neighbours that do are pooled (Ayer et al. 1955).
    """
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    pools: list[tuple[float, int]] = []
    for rank, at in enumerate(order):
        level, n = heights[at] - rank * apart, 1
        while pools and pools[-1][0] >= level:
            before, m = pools.pop()
            level, n = (before * m + level * n) / (m + n), m + n
        pools.append((level, n))
    levels = [level for level, n in pools for _ in range(n)]
    top = high - (len(heights) - 1) * apart
    placed = [0.0] * len(heights)
    for rank, at in enumerate(order):
        placed[at] = max(low, min(levels[rank], top)) + rank * apart
    return placed


def rows_frame(values: Sequence[Floats]) -> pd.DataFrame:
    """A row of dots a scenario (value, height, run), with part='half' for its middle half if known; A is on top.

    `values` are those of each scenario (replication,), NaN where a run has none; all rows have the same columns of
    dots, and each is one unit high. A scenario without a value has part='none'.
    """
    lettered = dict(zip(LETTERS, values, strict=False))
    width = column_width([dot_values(one)[0] for one in lettered.values()])
    dots = {letter: quantile_dots(one, width) for letter, one in lettered.items()}
    tall = max((ceiling(one.tallest) for one in dots.values()), default=1.0)
    parts: list[Mapping[str, Any]] = []
    for floor, (letter, one) in zip(reversed(range(len(dots))), dots.items(), strict=True):
        row: dict[str, Any] = {"scenario": letter}
        if not one.run.size:
            parts.append({**row, "part": "none", "value": 0.0, "height": floor + ROW_FOOT})
            continue
        half = middle_half(lettered[letter])
        height = floor + ROW_FOOT + (one.height + 0.5) / tall * (1.0 - ROW_FOOT)
        parts.append({**row, "part": "dot", "value": one.place, "height": height, "run": one.run})
        if half.low is not None:
            ends = {"value": half.low, "low": half.low, "high": half.high}
            parts.append({**row, "part": "half", **ends, "height": floor + ROW_FOOT})
    return stacked(parts)


def differences_frame(change: Floats, numbers: Entry, other: str = "B") -> pd.DataFrame:
    """Dots (change, height, more, run) of the pairs that differ, and a row part='mean' with the 95 % interval.

    `change` is other minus base (replication,), NaN where a pair is missing.
    """
    dots = quantile_dots(np.where(change == 0.0, np.nan, change))
    more = np.where(dots.place > 0, other, "A")
    columns = {"change": dots.place, "height": dots.height, "more": more, "run": dots.run}
    parts: list[Mapping[str, Any]] = [{"part": "dot", **columns}, {"part": "room", "ceiling": ceiling(dots.tallest)}]
    if numbers["mean"] is None:
        return stacked(parts)
    ends = {key: np.nan if numbers[key] is None else float(numbers[key]) for key in ("low", "high")}
    return stacked([*parts, {"part": "mean", "change": float(numbers["mean"]), "height": -1.0, **ends}])
