"""The numbers of each chart as a small data frame: under 2,000 rows, float32, the numbers of the titles.

Here the charts of one scenario; those of several on the same axes are in comparison_frames. A column `run` says
which replication a dot or line stands for.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.ensemble_like import (
    EnsembleLike,
    amount_values,
    day_values,
    path_values,
    succeeded,
)
from sim.analysis.survival.incidence import first_event_days, first_events
from sim.analysis.uncertainty import Entry, share_numbers
from sim.language.saying import say
from sim.model.outcomes import AREA_AT_END, CASUALTIES, ENDED_FIRST, EXIT_MODE, EXIT_MODES, TRUCE_FIRST
from sim.model.recorder import HELD_BY_DAY
from sim.report.drawing.corners import corners
from sim.report.drawing.dots import ceiling, column_width, dot_values, quantile_dots
from sim.report.drawing.palette import LETTERS
from sim.report.drawing.seen import seen_parts
from sim.report.words.middle import middle_half
from sim.scenario.observed.sights import Sight

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = ("truce first", "no longer held first", "neither")
WAYS_OUT = (*EXIT_MODES, "stayed")
WAY_NAMES = {way: way for way in WAYS_OUT} | {"cut": "closed"}  # for a legend on a phone; 'cut off' is another thing
SIDES = ("attacker", "holder")
SINGLE_PATHS = 40
ANYBODY = 0.5  # people are told as whole numbers
MOST_ROWS = 1900
UNSEEN = 1.0 / 600.0  # of the height of a chart: half a pixel


def frame(columns: Mapping[str, Any]) -> pd.DataFrame:
    """A data frame with float32 numbers."""
    import pandas as pd

    return pd.DataFrame({name: _narrow(values) for name, values in columns.items()})


def _narrow(values: Any) -> Any:
    """Numbers as float32, all else as it is; cheaper than narrowing a finished table."""
    if isinstance(values, str):
        return values
    array = np.asarray(values)
    return array.astype(np.float32) if array.dtype == np.float64 else values


def stacked(parts: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Parts on top of each other as one data frame; a part without a column has nothing there.

    A part is columns of equal length; a single text or number fills its column, and a part of single values is one
    row. Made at once, because joining data frames costs more than all else.
    """
    import pandas as pd

    sizes = [next((len(values) for values in part.values() if np.ndim(values)), 1) for part in parts]
    edges = np.concatenate([[0], np.cumsum(sizes)]).astype(int)
    columns: dict[str, NDArray[Any]] = {}
    for part, start, end in zip(parts, edges[:-1], edges[1:], strict=True):
        for name, values in part.items():
            if name not in columns:
                columns[name] = _nothing(int(edges[-1]), text=np.asarray(values).dtype.kind in "OUS")
            columns[name][start:end] = values
    return pd.DataFrame(columns)


def _nothing(n: int, *, text: bool) -> NDArray[Any]:
    return np.full(n, None, dtype=object) if text else np.full(n, np.nan, dtype=np.float32)


def first_events_frame(ensemble: EnsembleLike) -> pd.DataFrame:
    """day, and the share of runs by first event under the names of ENDINGS (day,)."""
    events = first_events(ensemble)
    shares = dict(zip(ENDINGS, events.shares.values(), strict=True))
    return frame({"day": events.days, **shares})


def endings(ensemble: EnsembleLike) -> NDArray[np.int64]:
    """0 truce first, 1 foothold no longer held first, 2 neither, -1 failed (replication,)."""
    days = first_event_days(ensemble)
    code = np.where(np.isfinite(days[TRUCE_FIRST]), 0, np.where(np.isfinite(days[ENDED_FIRST]), 1, 2))
    return np.where(succeeded(ensemble), code, -1).astype(np.int64)


def chosen_paths(ensemble: EnsembleLike, n: int = SINGLE_PATHS) -> NDArray[np.int64]:
    """The first runs of each ending, as many of each as its share of all runs (largest remainders)."""
    codes = endings(ensemble)[: len(ensemble.paths[HELD_BY_DAY])]
    counts = np.array([(codes == code).sum() for code in range(3)], dtype=np.float64)
    total = int(counts.sum())
    if total <= n:
        return np.flatnonzero(codes >= 0)
    wanted = counts * n / total
    quota = np.floor(wanted).astype(int)
    for code in np.argsort(quota - wanted, kind="stable")[: n - int(quota.sum())]:
        quota[code] += 1
    picked = [np.flatnonzero(codes == code)[: quota[code]] for code in range(3)]
    return np.sort(np.concatenate(picked))


def area_frame(
    ensemble: EnsembleLike, still_held_km2: float, top_km2: float | None = None, seen: Sequence[Sight] = ()
) -> pd.DataFrame:
    """Single paths (run, day, area, ending), and a row part='half' with the middle half at the horizon, if known.

    A row part='top' keeps the axis at least as tall as `top_km2` says [km2], else as tall as the tallest path; a row
    part='level' has the area down to which the foothold counts as held. Paths hold the points that it takes to draw
    them; `every_day` holds all. Rows part='known' and 'later' have what was `seen`.
    """
    runs, n_days = chosen_paths(ensemble), ensemble.paths[HELD_BY_DAY].shape[1]
    days, top = _thinned_days(n_days, len(runs)), area_top([ensemble]) if top_km2 is None else top_km2
    areas = path_values(ensemble, HELD_BY_DAY)[np.ix_(runs, days)]
    lines = _path_rows(ensemble, runs, days, areas, corners(days, areas, top * UNSEEN))
    return _with_marks(lines, ensemble, still_held_km2, top, seen)


def every_day(
    ensemble: EnsembleLike, still_held_km2: float, top_km2: float | None = None, seen: Sequence[Sight] = ()
) -> pd.DataFrame:
    """The rows of `area_frame` with every day of each path."""
    runs, n_days = chosen_paths(ensemble), ensemble.paths[HELD_BY_DAY].shape[1]
    days, top = np.arange(n_days), area_top([ensemble]) if top_km2 is None else top_km2
    areas = path_values(ensemble, HELD_BY_DAY)[runs]
    lines = _path_rows(ensemble, runs, days, areas, np.ones(areas.shape, dtype=np.bool_))
    return _with_marks(lines, ensemble, still_held_km2, top, seen)


def _path_rows(
    ensemble: EnsembleLike,
    runs: NDArray[np.int64],
    days: NDArray[np.int64],
    areas: NDArray[np.float64],
    kept: NDArray[np.bool_],
) -> dict[str, Any]:
    """The points kept (run, day) of the paths of these runs."""
    line, point = np.nonzero(kept)
    return {
        "part": "path",
        "run": runs[line],
        "day": days[point],
        "area": areas[line, point],
        "ending": np.array(ENDINGS)[endings(ensemble)[runs]][line],
    }


def _with_marks(
    lines: dict[str, Any], ensemble: EnsembleLike, still_held_km2: float, top: float, seen: Sequence[Sight]
) -> pd.DataFrame:
    """Paths with the rows for the axis, the level, what was seen and the middle half at the horizon."""
    held = held_at_horizon(ensemble, still_held_km2)
    last = float(ensemble.paths[HELD_BY_DAY].shape[1] - 1)
    half: dict[str, Any] = {"part": "half", "day": last, "low": held["low_km2"], "high": held["high_km2"]}
    level = {"part": "level", "day": 0.0, "area": still_held_km2}
    parts = [lines, {"part": "top", "day": 0.0, "area": top}, level, *seen_parts(seen), half]
    return stacked(parts if held["low_km2"] is not None else parts[:-1])


def area_top(ensembles: Sequence[EnsembleLike]) -> float:
    """Largest area [km2] that the single paths of these scenarios reach: the top of an axis they share."""
    shown = [path_values(one, HELD_BY_DAY)[chosen_paths(one)] for one in ensembles]
    return max((float(paths.max()) for paths in shown if paths.size), default=1.0)


def held_at_horizon(ensemble: EnsembleLike, still_held_km2: float) -> Entry:
    """Share of runs with more than this area [km2] at the horizon, and the middle half of those areas, if known."""
    area = amount_values(ensemble, AREA_AT_END)
    held = area > still_held_km2
    half = middle_half(area[held])
    share = share_numbers(np.where(np.isnan(area), np.nan, held))
    return {"kind": "share", **share, "low_km2": half.low, "high_km2": half.high}


def _thinned_days(n_days: int, n_runs: int) -> NDArray[np.int64]:
    step = max(1, math.ceil(n_days * max(n_runs, 1) / MOST_ROWS))
    days = np.arange(0, n_days, step)
    return days if days[-1] == n_days - 1 else np.append(days, n_days - 1)


def people_frame(ensemble: EnsembleLike, sides: Sequence[str] = SIDES) -> pd.DataFrame:
    """Dots (side, people, height, run), and a row part='half' a side, if known; the first side stands on top."""
    values = {side: amount_values(ensemble, CASUALTIES[side]) for side in sides}
    width = column_width([dot_values(side)[0] for side in values.values()])
    dots = {side: quantile_dots(values[side], width) for side in sides}
    storey = max(ceiling(one.tallest) for one in dots.values()) + 3.0
    parts: list[Mapping[str, Any]] = []
    for level, side in enumerate(reversed(sides)):
        one, floor = dots[side], level * storey
        half = middle_half(values[side])
        places = {"people": one.place, "height": one.height + floor, "run": one.run}
        parts += [
            {"part": "dot", "side": side, **places},
            {"part": "name", "side": say(side), "people": 0.0, "height": floor + storey - 2.0},
        ]
        if half.low is not None:
            parts.append({"part": "half", "side": side, "height": floor - 0.3, "low": half.low, "high": half.high})
    return stacked(parts)


def days_frame(ensemble: EnsembleLike, outcome: str) -> pd.DataFrame:
    """50 dots (day, height, run) of the days on which an event comes, in the runs in which it comes."""
    days = day_values(ensemble, outcome)
    dots = quantile_dots(np.where(np.isfinite(days), days, np.nan))
    columns = {"part": "dot", "day": dots.place, "height": dots.height, "run": dots.run}
    return frame({**columns, "ceiling": np.full(dots.place.size, ceiling(dots.tallest))})


def exit_frame(summaries: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """scenario, mode, share: a row a mode and scenario, adding to one a scenario."""
    rows = []
    for letter, summary in zip(LETTERS, summaries, strict=False):
        name = f"{letter} {str(summary['scenario']).rsplit('/', 1)[-1]}"
        for order, (mode, share) in enumerate(exit_shares(summary).items()):
            rows.append({"scenario": name, "mode": WAY_NAMES[mode], "share": share, "order": order})
    return frame({key: [row[key] for row in rows] for key in rows[0]})


def exit_shares(summary: Mapping[str, Any]) -> dict[str, float]:
    """Share of all runs by way of leaving; a run without an exit stayed, however the model notes that."""
    entry = summary["outcomes"][EXIT_MODE]
    runs = max(int(summary["replications"]) - int(summary["failures"]), 1)
    known = {mode: float(entry["share"].get(mode) or 0.0) * entry["n"] / runs for mode in EXIT_MODES}
    return {**known, "stayed": max(0.0, 1.0 - sum(known.values()))}


def without_entry(ensemble: EnsembleLike, outcome: str) -> Entry:
    """The share of runs without any person of an outcome."""
    values = amount_values(ensemble, outcome)
    without = np.where(np.isnan(values), np.nan, values < ANYBODY)
    return {"kind": "share", **share_numbers(without)}


def exit_entry(ensemble: EnsembleLike, *modes: str) -> Entry:
    """The share of all runs with one of these ways of leaving; a run without an exit counts as one without it."""
    codes = amount_values(ensemble, EXIT_MODE)
    known = np.isin(codes, [EXIT_MODES.index(mode) for mode in modes])
    share = share_numbers(np.where(succeeded(ensemble), known, np.nan))
    return {"kind": "share", **share}
