"""Charts: constant specifications, small frames with the numbers of the summary, every edge drawn."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import numpy as np
import pytest
from synthetic_ensembles import CATALOGUE, Failure, ensemble

from sim.analysis.summary import summarise
from sim.report import charts, picture
from sim.report.drawing import frames, specs
from sim.report.drawing.corners import corners
from sim.report.drawing.palette import DARK, LIGHT

KINDS = ["first_events", "area_paths", "people", "event_days"]


def chart(kind: str, theme: str = "light", **settings):
    base = ensemble(n=200, **settings)
    return {
        "first_events": lambda: charts.first_events(base, theme),
        "area_paths": lambda: charts.area_paths(base, 35.0, theme),
        "people": lambda: charts.people(base, theme),
        "event_days": lambda: charts.event_days(base, "attacker_accepted_day", theme),
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
        {"failures": tuple(Failure(at) for at in range(200))},
    ],
    ids=["plain", "no truce", "truces", "gone at once", "nobody hurt", "failures", "all failed"],
)
def test_every_chart_draws_in_every_case(kind, settings):
    vl_convert = pytest.importorskip("vl_convert")
    spec, table = chart(kind, **settings)
    if table.empty:
        assert kind == "event_days"  # the page says in a sentence that there is nothing
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


@pytest.mark.parametrize(
    ("shares", "labels"),
    [
        ((0.036, 0.804, 0.16), ["80%", "16%", "4%"]),
        ((0.004, 0.996, 0.0), ["over 99%", "under 1%"]),
        ((0.01, 0.98, 0.01), ["98%", "1%", "1%"]),
        ((1.0, 0.0, 0.0), ["100%"]),
    ],
)
def test_every_part_at_the_horizon_has_its_label_beside_it_where_it_is_low(shares, labels):
    vl_convert = pytest.importorskip("vl_convert")
    spec, table = chart("first_events")
    table.loc[table.index[-1], list(frames.ENDINGS)] = shares
    spec["data"], spec["width"] = {"values": picture.records(table)}, 330
    drawn = vl_convert.vegalite_to_svg(json.dumps(spec))
    told = re.findall(r'font-weight="bold"[^>]*>([^<]*%)<', drawn)
    assert sorted(told) == sorted(labels)
    assert "Share of runs" in drawn
    places = re.findall(r'text-anchor="start" transform="translate\(([\d.]+),([\d.]+)\)"[^>]*bold', drawn)
    assert len(places) == sum(0.0 < share < 0.07 for share in shares)
    assert all(float(x) > 330 for x, _ in places)
    heights = sorted(float(y) for _, y in places)
    assert all(upper - lower >= 12 for lower, upper in pairwise(heights))


@pytest.mark.parametrize(
    ("shares", "adds"),
    [((0.036, 0.804, 0.16), True), ((0.036, 0.806, 0.158), False), ((0.125, 0.375, 0.5), False)],  # a half goes up
)
def test_shares_that_do_not_add_up_as_they_stand_are_said_to_be_rounded(shares, adds):
    _, table = chart("first_events")
    table.loc[table.index[-1], list(frames.ENDINGS)] = shares
    assert (charts.ROUNDED in charts.how_to_read("first_events", table)) is not adds


def test_forty_paths_end_as_all_runs_do():
    made = ensemble()
    runs = frames.chosen_paths(made)
    assert len(runs) == 40
    every = np.bincount(frames.endings(made), minlength=3) / 400
    chosen = np.bincount(frames.endings(made)[runs], minlength=3) / 40
    assert np.abs(every - chosen).max() <= 1 / 40


def test_a_path_has_the_ending_of_its_run():
    made = ensemble(failures=(Failure(2),))
    first = np.where(np.arange(400) == 2, -1, made.outcomes["first_event"])
    assert frames.endings(made).tolist() == first.tolist()
    paths = frames.area_frame(made, 35.0).query("part == 'path'").drop_duplicates("run")
    names = ("truce first", "no longer held first", "neither")
    assert [names.index(ending) for ending in paths["ending"]] == first[paths["run"].astype(int)].tolist()


def test_ground_at_the_very_level_is_no_longer_held():
    made = ensemble(n=40)
    made.outcomes["area_end_km2"] = np.repeat([35.0, 35.5], [30, 10])
    assert frames.held_at_horizon(made, 35.0)["mean"] == 0.25


def test_a_failed_run_is_no_path():
    made = ensemble(n=30, failures=(Failure(2),))
    assert 2 not in frames.chosen_paths(made)


def test_the_bar_at_the_horizon_is_the_middle_half_of_those_that_hold():
    made = ensemble()
    area = made.outcomes["area_end_km2"]
    held = frames.held_at_horizon(made, 35.0)
    assert held["mean"] == pytest.approx((area > 35).mean())
    assert (held["low_km2"], held["high_km2"]) == pytest.approx(
        tuple(np.quantile(area[area > 35], [0.25, 0.75]))
    )


def test_paths_keep_their_corners_and_are_nowhere_half_a_pixel_off():
    made = ensemble()
    table, days = frames.area_frame(made, 35.0).query("part == 'path'"), np.arange(0, 91, 2)
    top = frames.area_top([made])
    for run, line in table.groupby("run"):
        path = made.paths["held_area_km2"][int(run), days]
        assert (line["day"].iloc[0], line["day"].iloc[-1]) == (0, 90)
        assert set(line["area"]) <= set(path)
        assert np.abs(np.interp(days, line["day"], line["area"]) - path).max() <= 1.001 * top / 600
    assert len(table) < 0.7 * 40 * len(days)


def test_what_is_taken_along_has_every_day_of_the_same_runs():
    made = ensemble(failures=(Failure(2),))
    whole, table = charts.area_days(made, 35.0), charts.area_paths(made, 35.0)[1]
    paths, drawn = whole.query("part == 'path'"), table.query("part == 'path'")
    assert list(whole.columns) == list(table.columns)
    assert whole.query("part != 'path'").equals(table.query("part != 'path'").set_axis(range(len(paths), len(whole))))
    assert paths["run"].unique().tolist() == drawn["run"].unique().tolist()
    for run, line in paths.groupby("run"):
        assert line["day"].tolist() == list(range(91))
        assert line["area"].tolist() == made.paths["held_area_km2"][int(run)].tolist()
    assert len(drawn.merge(paths, on=["run", "day", "area", "ending"])) == len(drawn) < len(paths)


def test_a_line_that_is_straight_keeps_its_ends_and_one_that_turns_its_corner():
    days = np.array([0, 2, 4, 6, 7])
    paths = np.array([[8.0, 6.0, 4.0, 2.0, 1.0], [5.0, 5.0, 5.0, 9.0, 9.0], [0.0, 0.3, 0.0, 0.3, 0.0]])
    kept = [np.flatnonzero(one).tolist() for one in corners(days, paths, within=0.4)]
    assert kept == [[0, 4], [0, 2, 3, 4], [0, 4]]


def test_several_scenarios_share_the_top_of_their_area_axis():
    tall, low = ensemble(), ensemble(pace=0.5)
    top = frames.area_top([tall, low])
    assert top == tall.paths["held_area_km2"][frames.chosen_paths(tall)].max()
    for one in (tall, low):
        spec, table = charts.area_paths(one, 35.0, top_km2=top)
        assert table["area"].max() == pytest.approx(top)
        assert spec == charts.area_paths(one, 35.0)[0]


@pytest.mark.parametrize(("kind", "column"), [("area_paths", "area"), ("people", "people"), ("event_days", "day")])
def test_every_dot_and_line_names_a_run_that_did_not_fail(kind, column):
    spec, table = chart(kind, failures=(Failure(0), Failure(3)))
    assert [layer["params"] for layer in spec["layer"] if "params" in layer] == [
        [{"name": "run", "select": {"type": "point", "fields": ["run"], "on": "click", "clear": "dblclick"}}]
    ]
    drawn = table[table["run"].notna()]
    assert set(drawn["part"]) <= {"dot", "path"}
    assert drawn[column].notna().all()
    assert not drawn["run"].isin([0, 3]).any()
    assert (drawn["run"] % 1 == 0).all()


def test_a_dot_of_people_stands_where_its_run_does():
    made = ensemble(n=300)
    table = frames.people_frame(made)
    dots = table[(table["part"] == "dot") & (table["side"] == "holder")]
    people = made.outcomes["holder_casualties"][dots["run"].astype(int)]
    width = max(made.outcomes["attacker_casualties"].max(), people.max()) / 30
    assert np.abs(people - dots["people"]).max() <= width
    assert dots["run"].is_unique


def test_parts_are_stacked_with_nothing_where_a_column_is_missing():
    table = frames.stacked([{"part": "a", "x": np.array([1.0, 2.0])}, {"part": "b", "y": 3.0}])
    assert table["part"].tolist() == ["a", "a", "b"]
    assert table["x"].tolist()[:2] == [1.0, 2.0]
    assert np.isnan(table["x"][2])
    assert table["y"].dtype == np.float32


def test_the_picture_is_a_png_of_three_scenarios(tmp_path):
    pytest.importorskip("vl_convert")
    three = [ensemble(n=100), ensemble("b", n=100, truce=0.4), ensemble("c", n=100, pace=0.1)]
    picture.write_picture(three, tmp_path / "picture.png", scale=0.5)
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_without_its_library_the_picture_says_what_to_install(monkeypatch):
    import sys

    from sim.errors import SalientError

    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(SalientError, match="pip install vl-convert-python"):
        picture.png({})
