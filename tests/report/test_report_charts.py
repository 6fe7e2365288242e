"""Charts: constant specifications, small frames with the numbers of the summary, every edge drawn."""

from __future__ import annotations

import json

import numpy as np
import pytest
from synthetic_ensembles import CATALOGUE, Failure, ensemble

from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.report import charts, frames, picture, specs
from sim.report.palette import DARK, LIGHT, palette

KINDS = [
    "first_events",
    "event_curves",
    "area_paths",
    "people",
    "event_days",
    "paired_differences",
    "acceptance_chance",
    "exit_modes",
]


def chart(kind: str, theme: str = "light", **settings):
    base = ensemble(n=200, **settings)
    other = ensemble("kursk/hold", n=200, truce=0.4, harm=1.2)
    summaries = [summarise(one, CATALOGUE) for one in (base, other)]
    return {
        "first_events": lambda: charts.first_events(base, theme),
        "event_curves": lambda: charts.event_curves([base, other], "foothold_ended", theme),
        "area_paths": lambda: charts.area_paths(base, theme),
        "people": lambda: charts.people(base, theme),
        "event_days": lambda: charts.event_days(base, "attacker_accepted_day", theme),
        "paired_differences": lambda: charts.paired_differences(
            base, other, "holder_casualties", theme, catalogue=CATALOGUE
        ),
        "acceptance_chance": lambda: charts.acceptance_chance(base, theme),
        "exit_modes": lambda: charts.exit_modes(summaries, theme),
    }[kind]()


@pytest.mark.parametrize("kind", KINDS)
def test_a_specification_does_not_change_with_the_numbers(kind):
    calm, _ = chart(kind)
    other, _ = chart(kind, truce=0.9, pace=0.2, seed=1)
    assert calm == other
    assert "values" not in json.dumps(calm["data"])
    assert calm["data"] == {"name": specs.DATA_NAME}
    assert calm["width"] == "container"
    assert "title" not in calm


@pytest.mark.parametrize("kind", KINDS)
def test_who_changes_a_specification_changes_a_copy(kind):
    first, _ = chart(kind)
    first["layer"].clear()
    second, _ = chart(kind)
    assert second["layer"]


@pytest.mark.parametrize("kind", KINDS)
def test_themes_differ_and_frames_stay_small(kind):
    light, table = chart(kind, "light")
    dark, _ = chart(kind, "dark")
    assert light != dark
    assert LIGHT.text in json.dumps(light)
    assert DARK.text in json.dumps(dark)
    assert 0 < len(table) <= 2000
    assert not any(str(kind_) == "float64" for kind_ in table.dtypes)
    assert charts.ALT[kind]
    assert charts.HOW_TO_READ[kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"truce": 0.0},
        {"truce": 1.0, "pace": 0.0001},
        {"pace": 3.0},
        {"harm": 0.0},
        {"failures": (Failure(0), Failure(3))},
    ],
    ids=["plain", "no truce", "truces", "gone at once", "nobody hurt", "failures"],
)
def test_every_chart_draws_in_every_case(kind, settings):
    vl_convert = pytest.importorskip("vl_convert")
    spec, table = chart(kind, **settings)
    if table.empty:
        assert kind == "event_days"  # the page says in a sentence that it never happens
        return
    spec["data"] = {"values": picture.records(table)}
    spec["width"] = 330
    drawn = vl_convert.vegalite_to_svg(json.dumps(spec))
    assert "<svg" in drawn
    assert "NaN" not in drawn


def test_first_events_add_to_one_and_meet_the_summary():
    made = ensemble()
    _, table = charts.first_events(made)
    shares = summarise(made, CATALOGUE)["outcomes"]["first_event"]["share"]
    assert np.allclose(table[list(frames.ENDINGS)].sum(axis=1), 1.0, atol=1e-6)
    assert table[frames.ENDINGS[0]].iloc[-1] == pytest.approx(shares["truce"], abs=1e-6)


def test_forty_paths_end_as_all_runs_do():
    made = ensemble()
    runs = frames.chosen_paths(made)
    assert len(runs) == 40
    every = np.bincount(frames.endings(made), minlength=3) / 400
    chosen = np.bincount(frames.endings(made)[runs], minlength=3) / 40
    assert np.abs(every - chosen).max() <= 1 / 40


def test_a_failed_run_is_no_path():
    made = ensemble(n=30, failures=(Failure(2),))
    assert 2 not in frames.chosen_paths(made)


def test_the_bar_at_the_horizon_is_the_middle_half_of_those_that_hold():
    made = ensemble()
    area = made.outcomes["area_end_km2"]
    held = frames.held_at_horizon(made)
    assert held["mean"] == pytest.approx((area > 35).mean())
    assert (held["low_km2"], held["high_km2"]) == pytest.approx(
        tuple(np.quantile(area[area > 35], [0.25, 0.75]))
    )


def test_fifty_dots_whatever_the_number_of_runs():
    place, height = frames.quantile_dots(np.random.default_rng(1).lognormal(8, 1, 999))
    assert len(place) == 50
    assert height.min() == 1
    assert frames.quantile_dots(np.array([1.0, 2.0, np.nan]))[0].size == 2
    assert frames.quantile_dots(np.zeros(200))[0].tolist() == [0.0] * 50


def test_a_dot_never_changes_its_side_of_zero():
    change = np.random.default_rng(3).normal(1.0, 4.0, 300)
    place, _ = frames.quantile_dots(change)
    dots = frames.dot_values(change)
    assert ((place > 0) == (dots >= 0)).all()


def test_the_differences_drawn_are_those_of_the_comparison():
    base, other = ensemble(), ensemble("b", truce=0.4)
    numbers = differences(base, other, CATALOGUE)["attacker_casualties"]
    _, table = charts.paired_differences(base, other, "attacker_casualties", catalogue=CATALOGUE)
    mean = table[table["part"] == "mean"].iloc[0]
    assert mean["change"] == pytest.approx(numbers["mean"], rel=1e-5)
    assert mean["low"] == pytest.approx(numbers["low"], rel=1e-5)
    assert set(table[table["part"] == "dot"]["more"]) <= {"A", "B"}


def test_letters_never_sit_on_each_other():
    assert frames.spread_out([0.5, 0.5, 0.5]) == pytest.approx([0.5, 0.57, 0.64])
    assert max(frames.spread_out([1.0, 1.0, 0.99])) <= 1.0 + 1e-12
    assert frames.spread_out([0.2, 0.9]) == [0.2, 0.9]


def test_ways_of_leaving_add_to_one():
    shares = frames.exit_shares(summarise(ensemble(), CATALOGUE))
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["stayed"] == pytest.approx(np.mean(np.isnan(ensemble().outcomes["exit_mode"])))


def test_a_party_that_has_long_accepted_does_not_flatten_the_other():
    assert set(frames.acceptance_frame(ensemble())["party"]) == {"attacker"}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_stands_out_three_to_one(colours):
    ground = luminance(colours.background)
    for colour in {*colours.first_events, *colours.scenarios, colours.text, colours.quiet_text}:
        bright, dim = sorted((luminance(colour), ground), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) >= 3.0, colour


def test_an_unknown_theme_is_light():
    assert palette(None) is LIGHT
    assert palette("dark") is DARK


def test_the_picture_is_a_png_of_three_scenarios(tmp_path):
    pytest.importorskip("vl_convert")
    three = [ensemble(n=100), ensemble("b", n=100, truce=0.4), ensemble("c", n=100, pace=0.1)]
    picture.write_picture(three, tmp_path / "picture.png", scale=0.5)
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_without_the_extra_the_picture_says_what_to_install(monkeypatch):
    import sys

    from sim.errors import SalientError

    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(SalientError, match=r"salient-sim\[picture\]"):
        picture.png({})
