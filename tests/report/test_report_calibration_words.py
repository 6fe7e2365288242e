"""How an update is told: a move says what the rounded middles beside it say."""

from __future__ import annotations

from typing import Any

import pytest

from sim.report.calibration.words import change_lines


def line(before: float, now: float) -> str:
    """The first line of an update by which the middle of the ground moves from one area [km²] to another."""
    told: dict[str, Any] = {
        "ground": {"30": {"moves": "down", "shift_km2": now - before, "width_ratio": 0.75, "range": "narrower"}},
        "before": {"held_km2": {"30": {"p05": 0.0, "p50": before, "p95": 113.0}}},
        "now": {"held_km2": {"30": {"p05": 0.0, "p50": now, "p95": 85.0}}},
        "observations": [], "parameters": [],
    }  # fmt: skip
    return next(change_lines(told))


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (27.4, 26.6, "27 km² (0 to 113) before, 27 km² (0 to 85) now: down by less than 1 km², narrower by 25%"),
        (27.4, 25.6, "27 km² (0 to 113) before, 26 km² (0 to 85) now: down by 1 km², narrower by 25%"),
        (116.0, 90.0, "116 km² (0 to 113) before, 90 km² (0 to 85) now: down by 26 km², narrower by 25%"),
    ],
)
def test_a_move_is_what_the_middles_beside_it_say(before: float, now: float, told: str) -> None:
    assert line(before, now) == f"Ground held on day 30: {told}"
