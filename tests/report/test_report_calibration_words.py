"""How an update is told: a move says what the rounded middles beside it say."""

from __future__ import annotations

from typing import Any

import pytest

from sim.report.calibration.words import change_lines, reason

RUNS = {
    "date": "2025-03-16",
    "less": {"than_km2": 93.5, "before": 0.34, "now": 0.211},
    "more": {"than_km2": 126.5, "before": 0.4, "now": 0.27},
}


def line(before: float, now: float) -> str:
    """The first line of an update by which the middle of the ground moves from one area [km²] to another."""
    told: dict[str, Any] = {
        "ground": {"30": {"moves": "down", "shift_km2": now - before, "width_ratio": 0.75, "range": "narrower"}},
        "before": {"held_km2": {"30": {"p05": 0.0, "p50": before, "p95": 113.0}}},
        "now": {"held_km2": {"30": {"p05": 0.0, "p50": now, "p95": 85.0}}},
        "observations": [], "parameters": [], "runs": RUNS,
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


def test_the_reason_is_which_runs_lost_weight_and_not_on_which_side_of_the_middle_the_map_lay() -> None:
    assert reason({"runs": RUNS, "parameters": []}) == (
        "Reason: runs that held less than 94 km² on 2025-03-16 have 21% of the weight (34% before), those that held "
        "more than 126 km² 27% (40% before); no single value moved, the luck of the runs tells it"
    )
