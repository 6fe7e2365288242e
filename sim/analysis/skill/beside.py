"""What was seen of the ground beside what maps of the runs would have shown that day; what came later on request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.ensemble_like import EnsembleLike, Floats, horizon_days, path_values
from sim.analysis.skill.map_lag import expected_on
from sim.analysis.uncertainty import Entry
from sim.errors import InputError
from sim.model.recorder import HELD_BY_DAY
from sim.scenario.observed.sights import LOOKED_BACK, Sight

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

WITHIN, BELOW, ABOVE = "within", "below", "above"
NO_MAP = -1  # stands for a day of which the runs have no map


def told(sights: Iterable[Sight], horizon: int, *, later: bool) -> list[Sight]:
    """Those of the last four weeks before day 0, and what came later up to the horizon where it is asked for."""
    return [
        one for one in sights
        if (one.known and one.day >= -LOOKED_BACK) or (later and not one.known and one.day <= horizon)
    ]  # fmt: skip


def expected(ensemble: EnsembleLike, sights: Sequence[Sight]) -> Floats:
    """Quantiles 5, 50 and 95 % [km²] of maps of the runs (sight, 3); NaN for what was known by day 0."""
    days = [NO_MAP if one.known else one.day for one in sights]
    return expected_on(path_values(ensemble, HELD_BY_DAY), days, ensemble.seed)


def place(sight: Sight, low: float, high: float) -> str:
    """Where a map lies in what 9 in 10 maps of the runs show; empty for a claim, which is shown and not scored."""
    if np.isnan(low) or sight.claimed:
        return ""
    return BELOW if sight.held_km2 < low else ABOVE if sight.held_km2 > high else WITHIN


def seen_content(ensemble: EnsembleLike, loaded: LoadedScenario, *, later: bool) -> Entry:
    """What was seen as plain data: each value with the maps of the runs where it came later, and what is left out.

    A table that cannot be read is told in `unread`: no number of a run rests on it.
    """
    try:
        sights, unread = loaded.sights(), None
    except InputError as error:
        sights, unread = (), str(error)
    horizon = horizon_days(ensemble)
    rows = told(sights, horizon, later=later)
    left_out = len(told(sights, horizon, later=True)) - len(rows)
    quantiles = expected(ensemble, rows) if any(not one.known for one in rows) else np.full((len(rows), 3), np.nan)
    ground = [_entry(one, *map(float, three)) for one, three in zip(rows, quantiles, strict=True)]
    return {"later": later, "left_out": left_out, "unread": unread, "ground": ground}


def _entry(sight: Sight, low: float, middle: float, high: float) -> Entry:
    maps = None if np.isnan(low) else {"p05": low, "p50": middle, "p95": high}
    return {
        "day": sight.day,
        "date": sight.date.isoformat(),
        "seen_by": sight.observer,
        "kind": sight.kind,
        "held_km2": sight.held_km2,
        "published": sight.published.isoformat(),
        "by_day_0": sight.known,
        "maps_km2": maps,
        "lies": place(sight, low, high) or None,
    }
