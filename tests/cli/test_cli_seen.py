"""What was seen of the ground under the tables and in the JSON of `run` and `compare`: after day 0 only when asked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from rich.console import Console

from sim.analysis.skill.beside import seen_content
from sim.errors import InputError
from sim.report.terminal.seen import as_seen, seen_parts
from sim.scenario.observed.sights import Sight
from tests.analysis.synthetic_ensembles import ensemble
from tests.called import salient

START = date(2025, 3, 12)
RUN = ("--executor", "simpy", "--replications", 3, "--set", "horizon_days=10")


def sight(day: int, held: float, kind: str = "map") -> Sight:
    when = START + timedelta(days=day)
    return Sight(day, when, when, held, "one", kind, day <= 0)


def content(sights: tuple[Sight, ...], *, later: bool) -> dict[str, Any]:
    """Of runs that hold 100 km² on each of 30 days, so that each map of theirs shows 100."""
    made = replace(ensemble(n=40), manifest={"horizon_days": 30}, paths={"held_area_km2": np.full((40, 31), 100.0)})
    return seen_content(made, SimpleNamespace(sights=lambda: sights), later=later)  # type: ignore[arg-type]


def test_a_later_map_stands_beside_the_maps_of_the_runs_only_when_asked_for() -> None:
    sights = (sight(-40, 200.0), sight(-2, 104.0), sight(10, 100.0), sight(12, 99.0), sight(14, 101.0), sight(31, 1.0))
    hidden, shown = content(sights, later=False), content(sights, later=True)
    assert [one["day"] for one in hidden["ground"]] == [-2]
    assert (hidden["left_out"], shown["left_out"]) == (3, 0)
    assert [one["lies"] for one in shown["ground"]] == [None, "within", "below", "above"]
    assert shown["ground"][1]["maps_km2"] == {"p05": 100.0, "p50": 100.0, "p95": 100.0}
    assert shown["ground"][0]["maps_km2"] is None  # what was known by day 0 is no forecast


def test_a_claim_is_shown_and_not_scored_and_an_unread_table_is_told() -> None:
    [claim] = content((sight(5, 0.0, "claim"),), later=True)["ground"]
    assert (claim["kind"], claim["lies"]) == ("claim", None)

    def unread() -> tuple[Sight, ...]:
        raise InputError("seen.csv: is not there")

    made = replace(ensemble(n=4), manifest={"horizon_days": 3}, paths={"held_area_km2": np.full((4, 4), 1.0)})
    told = seen_content(made, SimpleNamespace(sights=unread), later=True)  # type: ignore[arg-type]
    assert (told["unread"], told["ground"]) == ("seen.csv: is not there", [])


def printed(*runs: dict[str, Any]) -> str:
    console = Console(width=140, highlight=False, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(*seen_parts(runs))
    return capture.get()


def test_scenarios_of_one_place_share_a_table_and_of_two_places_are_named() -> None:
    seen, other = (content((sight(0, 140.0), sight(10, held)), later=True) for held in (90.0, 80.0))
    one_place = printed({"scenario": "a", "seen": seen}, {"scenario": "b", "seen": seen})
    assert one_place.count("Ground seen by day 0: 140 km² on 12 March 2025 (one).") == 1
    assert one_place.count("100 to 100, half at most 100 (below)") == 2
    assert "Ground seen by day 0 of b:" in printed({"scenario": "a", "seen": seen}, {"scenario": "b", "seen": other})
    assert printed({"scenario": "a", "seen": content((), later=True)}).strip() == ""


def test_run_and_compare_leave_later_maps_out_and_say_how_to_see_them(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """On 16 March the Black Bird Group's map had 30 square miles (sim/data/kursk_observed.csv)."""
    run = ("run", "kursk/baseline", *RUN, "--out", tmp_path)
    code, out, _ = salient(capsys, *run)
    assert (code, "2025-03-16" in out) == (0, False)
    assert "Ground seen by day 0: 140 km² on 12 March 2025 (DeepState)." in out
    assert "(3 maps or claims) is left out; --seen-later shows it" in out
    assert "2025-03-16" in salient(capsys, *run, "--seen-later")[1]
    told = json.loads(salient(capsys, *run, "--seen-later", "--json")[1])["seen"]
    later = {one["date"]: one["held_km2"] for one in told["ground"] if not one["by_day_0"]}
    assert (later["2025-03-16"], len(later)) == (77.7, 3)
    pair = ("compare", "kursk/baseline", "kursk/hold", *RUN, "--out", tmp_path, "--seen-later", "--json")
    both = [one["seen"]["ground"] for one in json.loads(salient(capsys, *pair)[1])["runs"]]
    assert [one["held_km2"] for one in both[0]] == [one["held_km2"] for one in both[1]]
    assert both[0][-1]["maps_km2"]["p05"] <= both[0][-1]["maps_km2"]["p95"]


def test_what_was_seen_is_quoted_as_it_was_entered() -> None:
    """An observation of 57 km² was told as 60, as answers are."""
    assert (as_seen(57.0), as_seen(4.2), as_seen(1234.0)) == ("57 km²", "4.2 km²", "1,234 km²")
