"""The first screen of the track record: the misses lead, and each number is that of the tables."""

from typing import Any

import pytest

from sim.report.hindcast import first_screen, plainly, words
from sim.report.hindcast.record import track_record

TOLD = track_record()
PANELS = {panel["name"]: panel for panel in TOLD["panels"]}


def bar(what: str, value: float, met: bool) -> dict[str, Any]:
    return {"what": what, "value": value, "least": 0.1, "most": None, "met": met, "missed_by": 0.0 if met else 0.1}


FINE = bar("boxes, 28 days: geometric skill", 0.2, True)


@pytest.mark.parametrize(("bars", "title"), [
    ([FINE, FINE], "none of 2 bars that were set beforehand is missed"),
    (
        [FINE, bar("boxes, moving, 14 days: geometric skill", -0.001, False)],
        "no better than a simple forecast where ground was moving, 14 days ahead; 1 of 2 bars that were set beforehand "
        "are met",
    ),
    (
        [FINE, bar("boxes, moving, 14 days: geometric skill", 0.05, False)],
        "1 of 2 bars that were set beforehand are missed, where ground was moving",
    ),
    (
        [FINE, bar("boxes, 7 days: 90 % coverage", 0.7, False), bar("boxes, controls, 7 days: 9 % x", 0, False)],
        "2 of 3 bars that were set beforehand are missed, in the boxes and where ground was quiet",
    ),
])  # fmt: skip
def test_the_title_says_which_bars_are_missed(bars: list[dict[str, Any]], title: str) -> None:
    assert first_screen.title({"bars": bars}) == f"Track record: {title}"


@pytest.mark.parametrize("bar", TOLD["bars"], ids=lambda bar: bar["what"])
def test_every_bar_is_about_a_set_of_windows(bar: dict[str, Any]) -> None:
    name = first_screen.panel_of(bar["what"])
    assert name in PANELS
    assert not any(other != name and name in other and bar["what"].startswith(f"{other},") for other in PANELS)


@pytest.mark.parametrize(("horizon", "beyond"), [(28, False), (29, True), (90, True)])
def test_how_far_ahead_was_tested_is_said_before_any_number(horizon: int, beyond: bool) -> None:
    told = {**TOLD, "settings": {**TOLD["settings"], "horizons_days": [14, 7, 28]}}
    line = list(first_screen.lines(told, horizon))[1]
    assert "only forecasts of 7 to 28 days were tested" in line
    assert (f"goes on to day {horizon}: how good it is after day 28 is not known" in line) == beyond
    shorter = {**TOLD, "settings": {**TOLD["settings"], "horizons_days": [7, 14]}}
    assert "after day 14 is not known" in first_screen.how_far(shorter, horizon)


def test_what_is_missed_is_told_against_the_forecast_that_was_to_be_beaten() -> None:
    [line] = [line for line in first_screen.lines(TOLD, 90) if line.startswith("**It missed its bars")]
    missed = [one for one in TOLD["bars"] if not one["met"]]
    assert all(words.smaller(one["value"]) in line for one in missed)
    rows = {row["horizon_days"]: row for row in PANELS["boxes, moving"]["table"] if row["method"] == "tempo_only"}
    assert f"against that of “{words.METHODS[rows[28]['reference']]}”, " in line


def test_what_it_means_is_told_only_where_moving_ground_is_missed() -> None:
    assert "**What that means**" in "".join(first_screen.lines(TOLD, 90))
    met = {**TOLD, "bars": [{**one, "met": True} for one in TOLD["bars"]]}
    assert "**What that means**" not in "".join(first_screen.lines(met, 90))
    assert "**It missed" not in "".join(first_screen.lines(met, 90))


def test_the_first_screen_has_the_numbers_of_the_tables() -> None:
    text = "\n".join(first_screen.lines(TOLD, 90))
    for name in first_screen.WHOLE:
        [row] = [row for row in PANELS[name]["table"] if (row["method"], row["horizon_days"]) == ("tempo_only", 28)]
        assert f"{row['coverage_90']:.0%} {first_screen.WHERE[name]}" in text
        assert f"{words.smaller(row['skill']['geometric'])} {first_screen.WHERE[name]}" in text
    [moving] = [row for row in PANELS["boxes, moving"]["table"]
                if (row["method"], row["horizon_days"]) == ("tempo_only", 28)]  # fmt: skip
    assert f"{moving['coverage_90']:.0%} there" in text
    assert words.smaller(moving["skill"]["arithmetic"]) in text
    inside, forecasts = plainly.in_band(TOLD, "kursk")
    assert f"over all of Kursk, 2024-25 its range held {inside} of {forecasts} maps" in text
