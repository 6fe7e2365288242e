"""How an answer changed by what was seen: before, now, by how much, and the reason, as plain data."""

from __future__ import annotations

from typing import Any

from sim.analysis.calibration.calibrated import Calibrated
from sim.analysis.calibration.posterior import Moved
from sim.analysis.calibration.weighted import answer, days_told
from sim.analysis.calibration.writing import content

NARROWER = 0.95  # a range counts as narrower or wider from 5 % on


def update(found: Calibrated, moved: list[Moved]) -> dict[str, Any]:
    """The calibration's content with the answer before and now, and the change of the ground by day."""
    before, now = answer(found, found.prior), answer(found, found.weight)
    told = content(found, moved)
    days = map(str, days_told(found))
    ground = {day: ground_change(before["held_km2"][day], now["held_km2"][day]) for day in days}
    return {**told, "before": before, "now": now, "ground": ground}


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
