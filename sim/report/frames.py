"""The numbers of each chart as a small data frame: under 2,000 rows, float32, the numbers of the titles."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.ensemble_like import (
    EnsembleLike,
    Floats,
    amount_values,
    day_values,
    path_values,
    succeeded,
)
from sim.analysis.incidence import (
    HELD_AREA_PATH,
    cumulative_incidence,
    first_event_days,
    first_events,
)
from sim.analysis.scores import central_interval
from sim.analysis.uncertainty import Entry, share_numbers
from sim.report.palette import LETTERS

if TYPE_CHECKING:
    import pandas as pd

ENDINGS = ("truce first", "no longer held first", "neither")
EXIT_MODES = ("orderly", "pressed", "cut", "surrendered", "stayed")
SIDES = ("attacker", "holder")
DOTS = 50
DOT_COLUMNS = 30
LEAST_CEILING = 11.0
SINGLE_PATHS = 40
MOST_ROWS = 1900


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


def first_events_frame(ensemble: EnsembleLike) -> pd.DataFrame:
    """day, and the share of runs by first event under the names of ENDINGS (day,)."""
    events = first_events(ensemble)
    shares = dict(zip(ENDINGS, events.shares.values(), strict=True))
    return frame({"day": events.days, **shares})


def curves_frame(ensembles: Sequence[EnsembleLike], event: str) -> pd.DataFrame:
    """scenario (a letter), day, share, low, high; label_at holds the height of the letter on the last day."""
    import pandas as pd

    curves = [cumulative_incidence(ensemble, event) for ensemble in ensembles]
    heights = spread_out([float(curve.share[-1]) for curve in curves])
    tables = []
    for letter, curve, height in zip(LETTERS, curves, heights, strict=False):
        label_at = np.where(curve.days == curve.days[-1], height, np.nan)
        columns = {"day": curve.days, "share": curve.share, "low": curve.low, "high": curve.high}
        tables.append(frame({"scenario": letter, **columns, "label_at": label_at}))
    return pd.concat(tables, ignore_index=True)


def spread_out(heights: Sequence[float], apart: float = 0.07) -> list[float]:
    """Heights of letters in [0, 1], moved so that no two are closer than `apart`; the order is kept."""
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    placed = list(heights)
    for lower, upper in pairwise(order):
        placed[upper] = max(placed[upper], placed[lower] + apart)
    above = max(placed, default=0.0) - 1.0
    return [height - max(0.0, above) for height in placed]


def endings(ensemble: EnsembleLike) -> NDArray[np.int64]:
    """0 truce first, 1 foothold no longer held first, 2 neither, -1 failed (replication,)."""
    days = first_event_days(ensemble)
    code = np.where(np.isfinite(days["truce"]), 0, np.where(np.isfinite(days["foothold_ended"]), 1, 2))
    return np.where(succeeded(ensemble), code, -1).astype(np.int64)


def chosen_paths(ensemble: EnsembleLike, n: int = SINGLE_PATHS) -> NDArray[np.int64]:
    """The first runs of each ending, as many of each as its share of all runs (largest remainders)."""
    codes = endings(ensemble)[: len(ensemble.paths[HELD_AREA_PATH])]
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


def area_frame(ensemble: EnsembleLike, still_held_km2: float = 35.0) -> pd.DataFrame:
    """Single paths (run, day, area, ending), and a row part='half' with the middle half at the horizon."""
    import pandas as pd

    paths, codes = path_values(ensemble, HELD_AREA_PATH), endings(ensemble)
    runs = chosen_paths(ensemble)
    days = _thinned_days(paths.shape[1], len(runs))
    table = frame(
        {
            "part": "path",
            "run": np.repeat(runs, len(days)).astype(np.float64),
            "day": np.tile(days, len(runs)).astype(np.float64),
            "area": paths[np.ix_(runs, days)].ravel(),
            "ending": np.repeat(np.array(ENDINGS)[codes[runs]], len(days)),
        }
    )
    held = held_at_horizon(ensemble, still_held_km2)
    if held["low_km2"] is None:
        return table
    half = {"part": ["half"], "day": [float(paths.shape[1] - 1)]}
    half_row = frame({**half, "low": [held["low_km2"]], "high": [held["high_km2"]]})
    return pd.concat([table, half_row], ignore_index=True)


def held_at_horizon(ensemble: EnsembleLike, still_held_km2: float = 35.0) -> Entry:
    """Share of runs with more than this area [km2] at the horizon, and the middle half of those areas."""
    area = amount_values(ensemble, "area_end_km2")
    held = area > still_held_km2
    low, high = central_interval(area[held], 0.5)
    share = share_numbers(np.where(np.isnan(area), np.nan, held))
    return {"kind": "share", **share, "low_km2": low, "high_km2": high}


def _thinned_days(n_days: int, n_runs: int) -> NDArray[np.int64]:
    step = max(1, math.ceil(n_days * max(n_runs, 1) / MOST_ROWS))
    days = np.arange(0, n_days, step)
    return days if days[-1] == n_days - 1 else np.append(days, n_days - 1)


def quantile_dots(values: Floats, width: float | None = None) -> tuple[Floats, Floats]:
    """Places of 50 equally likely dots and their height in the stack, 1 at the bottom (Kay et al. 2016).

    Columns are `width` wide, in the unit of the values, and none straddles zero.
    """
    dots = dot_values(values)
    if dots.size == 0:
        return dots, dots
    width = column_width([dots]) if width is None else width
    place = (np.floor(dots / width) + 0.5) * width if dots[0] < dots[-1] else dots
    height = np.array([1.0 + float((place[:at] == spot).sum()) for at, spot in enumerate(place)])
    return place, height


def dot_values(values: Floats) -> Floats:
    """50 equally likely quantiles (dot,) of the values that are not NaN, or fewer where there are fewer."""
    present = values[~np.isnan(values)]
    n = min(DOTS, present.size)
    return np.quantile(present, (np.arange(n) + 0.5) / n) if n else np.empty(0)


def column_width(dots: Sequence[Floats]) -> float:
    """Width of a column of dots that fits all groups and zero into 30 columns."""
    ends = [0.0, *(float(group[at]) for group in dots if group.size for at in (0, -1))]
    return (max(ends) - min(ends)) / DOT_COLUMNS or 1.0


def ceiling(height: Floats) -> float:
    """Height of the drawing in dots: room for the tallest column, and enough that dots do not float."""
    return max(LEAST_CEILING, 1.0 + float(height.max(initial=0.0)))


def people_frame(ensemble: EnsembleLike, sides: Sequence[str] = SIDES) -> pd.DataFrame:
    """Dots (side, people, height), and a row part='half' a side; the first side stands above the second."""
    import pandas as pd

    values = {side: amount_values(ensemble, f"{side}_casualties") for side in sides}
    width = column_width([dot_values(side) for side in values.values()])
    dots = {side: quantile_dots(values[side], width) for side in sides}
    storey = max(ceiling(height) for _, height in dots.values()) + 3.0
    tables = []
    for level, side in enumerate(reversed(sides)):
        (place, height), floor = dots[side], level * storey
        low, high = central_interval(values[side], 0.5)
        tables += [
            frame({"part": "dot", "side": side, "people": place, "height": height + floor}),
            frame({"part": ["half"], "side": [side], "height": [floor - 0.3], "low": [low], "high": [high]}),
            frame({"part": ["name"], "side": [side], "people": [0.0], "height": [floor + storey - 2.0]}),
        ]
    return pd.concat([table for table in tables if len(table)], ignore_index=True)


def days_frame(ensemble: EnsembleLike, outcome: str) -> pd.DataFrame:
    """50 dots (day, height) of the days on which an event comes, in the runs in which it comes."""
    days = day_values(ensemble, outcome)
    place, height = quantile_dots(np.where(np.isfinite(days), days, np.nan))
    return frame({"day": place, "height": height, "ceiling": np.full(len(place), ceiling(height))})


def differences_frame(change: Floats, numbers: Entry, other: str = "B") -> pd.DataFrame:
    """Dots (change, height, more) of the pairs that differ, and a row part='mean' with the 95 % interval."""
    import pandas as pd

    place, height = quantile_dots(change[change != 0.0])
    columns = {"change": place, "height": height, "more": np.where(place > 0, other, "A")}
    dots = frame({"part": "dot", **columns, "ceiling": np.full(len(place), ceiling(height))})
    if numbers["mean"] is None:
        return dots
    values = {key: [float(numbers[key])] for key in ("low", "high")}
    mean = frame({"part": ["mean"], "change": [float(numbers["mean"])], "height": [-1.0], **values})
    return pd.concat([dots, mean], ignore_index=True)


def acceptance_frame(ensemble: EnsembleLike, parties: Sequence[str] = SIDES) -> pd.DataFrame:
    """party, day, mean chance of accepting within 30 days and its middle half over runs.

    A party whose chance is 0 or 1 in every run and on every day has nothing to show and is left out.
    """
    import pandas as pd

    seen = [party for party in parties if f"acceptance_30d_{party}" in ensemble.paths]
    open_ones = [party for party in seen if not _settled(path_values(ensemble, f"acceptance_30d_{party}"))]
    tables = [_party_frame(ensemble, party) for party in open_ones or seen]
    return pd.concat(tables, ignore_index=True)


def _settled(chance: Floats) -> bool:
    return bool(np.isin(chance[~np.isnan(chance)], (0.0, 1.0)).all())


def _party_frame(ensemble: EnsembleLike, party: str) -> pd.DataFrame:
    chance = path_values(ensemble, f"acceptance_30d_{party}")
    seen = np.flatnonzero((~np.isnan(chance)).any(axis=0))
    low, high = (np.nanquantile(chance[:, seen], at, axis=0) for at in (0.25, 0.75))
    columns = {"day": seen.astype(np.float64), "mean": np.nanmean(chance[:, seen], axis=0)}
    return frame({"party": party, **columns, "low": low, "high": high})


def exit_frame(summaries: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """scenario, mode, share: a row a mode and scenario, adding to one a scenario."""
    rows = []
    for letter, summary in zip(LETTERS, summaries, strict=False):
        name = f"{letter} {str(summary['scenario']).rsplit('/', 1)[-1]}"
        for order, (mode, share) in enumerate(exit_shares(summary).items()):
            rows.append({"scenario": name, "mode": mode, "share": share, "order": order})
    return frame({key: [row[key] for row in rows] for key in rows[0]})


def exit_shares(summary: Mapping[str, Any]) -> dict[str, float]:
    """Share of all runs by way of leaving; a run without an exit stayed, however the model notes that."""
    entry = summary["outcomes"]["exit_mode"]
    runs = max(int(summary["replications"]) - int(summary["failures"]), 1)
    known = {mode: float(entry["share"].get(mode) or 0.0) * entry["n"] / runs for mode in EXIT_MODES[:-1]}
    return {**known, "stayed": max(0.0, 1.0 - sum(known.values()))}
