"""How an answer changed by what was seen: before, now, by how much, and the reason, as plain data."""

from __future__ import annotations

from typing import Any

from sim.analysis.calibration.calibrated import Calibrated
from sim.analysis.calibration.posterior import Moved
from sim.analysis.calibration.seen import Seen
from sim.analysis.calibration.weighing import LEAST_SD_KM2
from sim.analysis.calibration.weighted import answer, days_told
from sim.analysis.calibration.writing import content

NARROWER = 0.95  # a range counts as narrower or wider from 5 % on


def update(found: Calibrated, moved: list[Moved]) -> dict[str, Any]:
    """The calibration's content with the answer before and now, and the change of the ground by day."""
    before, now = answer(found, found.prior), answer(found, found.weight)
    told = content(found, moved)
    days = map(str, days_told(found))
    ground = {day: ground_change(before["held_km2"][day], now["held_km2"][day]) for day in days}
    return {**told, "before": before, "now": now, "ground": ground, "runs": weight_apart(found)}


def weight_apart(found: Calibrated) -> dict[str, Any]:
    """The weight, before and now, of runs that held clearly less or more ground than the maps of the last day seen.

    Clearly is by over one SD of an observer, below the lowest or above the highest of those maps. The middle may move
    away from what was seen: it rises where runs go that had lost far more, though it lay above what was seen before.
    """
    last = found.observations.seen[-1]
    maps = [(one.held_km2, _sd_of(one, found)) for one in found.observations.seen if one.day == last.day]
    low, high = max(min(held - sd for held, sd in maps), 0.0), max(held + sd for held, sd in maps)
    area = found.area[:, last.day]
    apart = {"less": (low, area < low), "more": (high, area > high)}
    return {
        "date": last.date.isoformat(),
        **{
            side: {"than_km2": bound, "before": float(found.prior[runs].sum()), "now": float(found.weight[runs].sum())}
            for side, (bound, runs) in apart.items()
        },
    }


def _sd_of(one: Seen, found: Calibrated) -> float:
    """SD [km²] of an observer about what was seen."""
    return max(found.size.tolerance * one.held_km2 if one.sd_km2 is None else one.sd_km2, LEAST_SD_KM2)


def ground_change(before: dict[str, float], now: dict[str, float]) -> dict[str, Any]:
    """Shift of the middle [km²], which way, and how wide the 5-95 % range is now in shares of what it was."""
    wide = before["p95"] - before["p05"]
    ratio = (now["p95"] - now["p05"]) / wide if wide > 0.0 else 1.0
    shift = now["p50"] - before["p50"]
    return {
        "shift_km2": shift,
        "moves": "down" if shift < -0.5 else "up" if shift > 0.5 else "not",
        "width_ratio": ratio,
        "range": "narrower" if ratio < NARROWER else "wider" if ratio > 1.0 / NARROWER else "as wide",
    }
