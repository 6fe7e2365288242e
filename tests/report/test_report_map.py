"""The map: what is drawn, that kilometres are equal both ways, that names stand apart, and what it says."""

import json
import re
from datetime import date
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.settlements import CONTESTED, HELD, PASSED, SettlementChances, chances_from
from sim.report.drawing.palette import palette
from sim.report.map import frames as map_frames
from sim.report.map import specs as map_specs
from sim.report.map import strips
from sim.report.map import words as map_words
from sim.report.map.frames import Extent, Sketch, map_frame, sketch
from sim.report.map.geometry import away_from, bearing, length_before_km, nearest_on
from sim.report.timeline.frames import event_rows
from sim.scenario.loading import load
from sim.scenario.referenced.theatre import SeenLine

THEATRES = ("kursk/baseline", "tutorial/baseline")
START = date(2025, 3, 12)


def drawn(name: str) -> Sketch:
    loaded = load(name)
    return sketch(loaded.theatre, loaded.scenario.sides.holder)


def chances(*held: list[float], names: str = "ABCDEFGH", n: int = 200) -> SettlementChances:
    """Shares of runs by day, from runs that lose the settlement on the day after."""
    days = np.full((n, len(held)), np.inf)
    for place, shares in enumerate(held):
        for day, share in enumerate(shares):
            days[round(share * n) :, place] = np.minimum(days[round(share * n) :, place], day)
    return chances_from(names[: len(held)], days, days, np.ones(n, dtype=bool), len(held[0]) - 1)


# geometry


def test_distances_and_crossings_are_those_worked_out_by_hand() -> None:
    line = [(0.0, 0.0), (4.0, 0.0), (4.0, 3.0)]
    assert nearest_on(line, (2.0, 5.0)) == (4.0, 3.0)
    assert nearest_on(line, (2.0, -1.5)) == (2.0, 0.0)
    assert length_before_km([(2.0, 2.0), (2.0, 1.0), (2.0, -1.0)], line) == pytest.approx(2.0)
    assert length_before_km([(2.0, 2.0), (2.0, 1.0)], line) is None
    assert away_from(line, (2.0, 1.0), 2.0) == pytest.approx((2.0, 3.0))
    assert away_from(line, (2.0, 0.0), 2.0) == (2.0, 0.0)
    assert [bearing((0.0, 0.0), end) for end in ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0))] == [0, 90, 180, 270]


# what is drawn


@pytest.mark.parametrize("name", THEATRES)
def test_every_settlement_route_axis_and_the_border_are_drawn(name: str) -> None:
    theatre = load(name).theatre
    n = len(theatre.settlements)
    frame = map_frame(drawn(name), [0.5] * n, ["5 in 10"] * n, ["held"] * n)
    places = frame[frame.part == "place"]
    assert list(places.group) == [place.name for place in theatre.settlements]
    assert set(places["shape"]) == {"circle", "diamond", "square"}
    assert (places["shape"] == "circle").sum() == 1
    lines = set(frame[frame.part == "line"].group)
    assert {f"axis {axis}" for axis in theatre.axes} <= lines
    assert {f"{route.surface} {route.name}" for route in theatre.routes} <= lines
    assert {"border border", "scale"} <= lines
    said = set(frame[frame.part == "note"].text)
    assert {"border (schematic)", "N"} <= said
    assert any(text.endswith("(holder)") for text in said)
    assert {f"{axis} axis" for axis in theatre.axes} <= said
    assert frame.x.dtype == np.float32
    assert len(frame) < 150


@pytest.mark.parametrize("name", THEATRES)
def test_the_scale_bar_is_as_long_as_it_says(name: str) -> None:
    n = len(load(name).theatre.settlements)
    frame = map_frame(drawn(name), [0.5] * n, [""] * n, [""] * n)
    [said] = [text for text in frame[frame.part == "note"].text if re.fullmatch(r"\d+ km", text)]
    bar = frame[(frame.part == "line") & (frame.group == "scale")]
    assert bar.x.max() - bar.x.min() == pytest.approx(float(said.removesuffix(" km")), rel=1e-4)
    assert bar.y.nunique() == 1


@pytest.mark.parametrize("name", THEATRES)
def test_arrows_point_along_an_axis_to_what_falls_next(name: str) -> None:
    theatre = load(name).theatre
    n = len(theatre.settlements)
    frame = map_frame(drawn(name), [0.5] * n, [""] * n, [""] * n)
    for axis in theatre.axes:
        line = frame[(frame.part == "line") & (frame.group == f"axis {axis}")].sort_values("order")
        legs = np.diff(line[["x", "y"]].to_numpy(float), axis=0)
        arrows = frame[(frame.part == "arrow") & (frame.group == axis)][: len(legs)]  # the mark for north is one too
        turned = np.radians(arrows.angle.to_numpy(float))
        heads = np.column_stack([np.sin(turned), np.cos(turned)])  # clockwise from north
        assert heads == pytest.approx(legs / np.hypot(*legs.T)[:, None], abs=1e-3)
        last = theatre.along(axis)[-1]
        assert line[["x", "y"]].to_numpy(float)[-1] == pytest.approx((last.x_km, last.y_km), abs=1e-4)


@pytest.mark.parametrize("name", THEATRES)
def test_names_stand_apart_on_a_phone(name: str) -> None:
    labels = drawn(name).labels
    assert all(one.box.overlap(other.box) == 0.0 for one, other in combinations(labels, 2))


def test_a_theatre_without_lines_is_drawn_too() -> None:
    bare = load("kursk/baseline").theatre.model_copy(update={"drawing": None})
    n = len(bare.settlements)
    frame = map_frame(sketch(bare, "Holder"), [1.0] * n, ["all"] * n, ["held"] * n)
    assert not frame[frame.part == "line"].group.str.startswith("border").any()
    assert (frame.part == "place").sum() == n


def test_one_settlement_alone_is_drawn_too() -> None:
    theatre = load("tutorial/baseline").theatre
    lone = theatre.settlements[1].model_copy(update={"axis": "north"})
    alone = theatre.model_copy(update={"settlements": (lone,), "axes": ("north",), "drawing": None})
    assert (map_frame(sketch(alone, "Holder"), [0.0], ["none"], ["held"]).part == "place").sum() == 1


def test_the_ring_is_around_what_an_event_is_about() -> None:
    made = drawn("tutorial/baseline")
    n = len(made.labels)
    frame = map_frame(made, [1.0] * n, [""] * n, [""] * n, focus=2)
    assert list(frame[frame.focus > 0].group) == ["Lower Brannock"]


# specification


def ends(spec: dict[str, Any], channel: str, width: float, height: float) -> tuple[list[float], list[float]]:
    """Domain [km] and range [px] of a scale; expressions are worked out for a size."""
    scale = spec["layer"][0]["encoding"][channel]["scale"]
    reach = [
        eval(end["expr"], {"min": min, "width": width, "height": height}) if isinstance(end, dict) else end
        for end in scale["range"]
    ]
    return scale["domain"], reach


@pytest.mark.parametrize("name", THEATRES)
@pytest.mark.parametrize("width", [300.0, 358.0, 620.0, 1400.0])
def test_a_kilometre_is_as_long_east_as_north_at_any_width(name: str, width: float) -> None:
    extent, height = drawn(name).extent, 430.0
    spec = map_specs.map_spec("light", extent)
    (x_km, x_px), (y_km, y_px) = (ends(spec, channel, width, height) for channel in "xy")
    scales = [(x_px[1] - x_px[0]) / (x_km[1] - x_km[0]), (y_px[0] - y_px[1]) / (y_km[1] - y_km[0])]
    assert scales[0] == pytest.approx(scales[1], rel=1e-3)
    assert min(x_px) >= -1.0
    assert max(x_px) <= width + 1.0
    assert min(y_px) >= -1.0
    assert max(y_px) <= height + 1.0


def test_a_picture_to_take_along_has_the_same_scale_both_ways() -> None:
    spec = map_specs.map_spec("light", Extent(0.0, 10.0, 0.0, 20.0), width=760.0)
    (x_km, x_px), (y_km, y_px) = (ends(spec, channel, 0.0, 0.0) for channel in "xy")
    assert (x_px[1] - x_px[0]) / (x_km[1] - x_km[0]) == pytest.approx((y_px[0] - y_px[1]) / (y_km[1] - y_km[0]))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_specification_is_constant_and_of_its_theme(theme: str) -> None:
    extent = drawn("kursk/baseline").extent
    first, second = (map_specs.map_spec(theme, extent) for _ in range(2))
    assert first == second
    assert first is not second
    text = json.dumps(first)
    assert palette(theme).text in text
    assert "title" not in first
    other = json.dumps(map_specs.map_spec("dark" if theme == "light" else "light", extent))
    assert palette(theme).text not in other


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255.0 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_fills_differ_in_lightness_so_that_every_reader_tells_them_apart(theme: str) -> None:
    light = [luminance(colour) for colour in map_specs.ramp(theme)]
    steps = [(max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in pairwise(light)]
    assert light == sorted(light, reverse=theme == "light")
    assert min(steps) > 1.35
    ends_apart = (max(light) + 0.05) / (min(light) + 0.05)
    assert ends_apart > 7.0


def test_the_key_names_each_fill_by_the_shares_that_have_it() -> None:
    key = map_specs.tenths_legend(palette("light")).to_dict()["labelExpr"]
    limits = [(float(limit), text) for limit, text in re.findall(r"datum\.value < ([\d.]+) \? '([^']+)'", key)]
    begins = [0.0, 0.2, 0.4, 0.6, 0.8]  # as Vega has them for five fills of a share
    told = [next(text for limit, text in limits if begin < limit) for begin in begins]
    assert told == ["0 to 2", "2 to 4", "4 to 6", "6 to 8", "8 to 10"]
    assert [strips.fifth(begin + 0.1) for begin in begins] == [0, 1, 2, 3, 4]
    scale = map_specs.tenths("light").to_dict()
    assert (scale["domain"], scale["range"]) == ([0, 1], list(map_specs.ramp("light")))


# words


def entry(share: float | None, half: float = 0.03) -> dict[str, Any]:
    low, high = (None, None) if share is None else (max(0.0, share - half), min(1.0, share + half))
    return {"kind": "share", "n": 0 if share is None else 400, "mean": share, "low": low, "high": high}


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "no run"), (0.01, "< 1 in 10"), (0.06, "1 in 10"), (0.44, "4 in 10"), (0.949, "9 in 10"),
     (0.97, "> 9 in 10"), (0.05, "< 1 in 10"), (0.95, "> 9 in 10"), (1.0, "all runs"), (None, "unknown")],
)  # fmt: skip
def test_a_number_stands_beside_each_settlement(share: float | None, words: str) -> None:
    assert map_words.in_tenths(entry(share)) == words


def test_few_runs_are_said_to_be_rough() -> None:
    assert map_words.in_tenths(entry(0.6, 0.2)) == "~ 6 in 10"


def test_the_title_counts_settlements_held_in_most_runs() -> None:
    made = chances([1, 1, 0.6, 0], [1, 0.5, 0.2, 0], [1, 0.9, 0.4, 0])
    titles = [map_words.most_runs_title(made, day, START) for day in range(4)]
    assert titles == [
        "Day 0 (12 March 2025): all 3 settlements stay with the holder in most runs",
        "Day 1 (13 March 2025): 2 of 3 settlements stay with the holder in most runs; 1 is even",
        "Day 2 (14 March 2025): 1 of 3 settlements stays with the holder in most runs",
        "Day 3 (15 March 2025): none of 3 settlements stays with the holder in most runs",
    ]


def test_the_bands_name_who_stays_longest() -> None:
    assert map_words.strips_title(chances([1, 0.8, 0.2])) == (
        "A stays longest with the holder: in most runs up to day 1"
    )
    assert map_words.strips_title(chances([1, 0.8, 0.2], [1, 1, 1])) == (
        "B stays with the holder in most runs up to the last day, 2"
    )
    assert map_words.strips_title(chances([1, 1], [1, 1])) == (
        "All 2 settlements stay with the holder in most runs up to the last day, 1"
    )
    assert map_words.strips_title(chances([1, 0.9, 0], [1, 0.8, 0.1], [1, 0.7, 0.1])) == (
        "3 settlements stay longest with the holder: in most runs up to day 1"
    )
    assert "not even on day 0" in map_words.strips_title(chances([0.1, 0]))


def test_no_runs_give_sentences_and_no_numbers() -> None:
    nothing = np.full((0, 2), np.inf)
    empty = chances_from("AB", nothing, nothing, np.ones(0, dtype=bool), 5)
    assert map_words.most_runs_title(empty, 3, START) == "Day 3 (15 March 2025): no run ended without failure"
    assert map_words.strips_title(empty) == "No run ended without failure"
    assert map_words.in_tenths(empty.entries(3)[0]) == "unknown"


def test_states_of_one_run_in_a_sentence() -> None:
    assert map_words.states_line([HELD, HELD]) == "all 2 settlements are with the holder"
    assert map_words.states_line([PASSED, CONTESTED]) == "none of 2 settlements is with the holder, 1 is contested"
    assert map_words.states_line([HELD, CONTESTED, CONTESTED]) == (
        "1 of 3 settlements is with the holder, 2 are contested"
    )


def test_the_table_and_the_data_hold_the_numbers_of_the_map() -> None:
    theatre = load("tutorial/baseline").theatre
    n = len(theatre.settlements)
    made = chances(*[[1.0, 0.5, 0.1]] * n)
    table = map_words.chances_table(made, theatre, 1)
    assert list(table.place) == [theatre.settlements[at].name for at in map_words.order_of_fall(theatre)]
    assert set(table["held in"]) <= {"about 5 of 10 runs", "50 of 100 runs"}
    data = map_words.chances_data(made)
    assert len(data) == 3 * n
    assert set(data[data.day == 1].share_held) == {0.5}


def test_places_are_listed_along_their_axis_with_the_border_strip_last() -> None:
    theatre = load("tutorial/baseline").theatre
    names = ["Quarry Hill", "Brannock", "Lower Brannock", "Ferry Landing", "Eastmill", "Linden", "Saltmeadow"]
    assert [theatre.settlements[at].name for at in map_words.order_of_fall(theatre)] == names
    strip_first = sorted(theatre.settlements, key=lambda place: not place.border_strip)
    again = theatre.model_copy(update={"settlements": tuple(strip_first)})
    assert [again.settlements[at].name for at in map_words.order_of_fall(again)] == names


def test_held_and_contested_ground_have_columns_of_their_own() -> None:
    """The centre passes in 60 of 200 runs on day 1, all of it in 20 of these: held in 7 of 10, contested in 2."""
    theatre = load("tutorial/baseline").theatre
    names = [place.name for place in theatre.settlements]
    centre, whole = np.full((200, 7), np.inf), np.full((200, 7), np.inf)
    centre[:60], whole[:20] = 1.0, 1.0
    made = chances_from(names, centre, whole, np.ones(200, dtype=bool), 2)
    table = map_words.chances_table(made, theatre, 1)
    assert set(table["held in"]) == {"70 of 100 runs"}
    assert set(table["contested in"]) == {"2 in 10"}
    [interval] = set(table["95% simulation interval"])
    low, high = (float(end.removesuffix("%")) for end in interval.split(" to "))
    assert low < 70.0 < high
    data = map_words.chances_data(made)
    assert set(data[data.day == 1].share_held) == {0.7}
    assert data[data.day == 1].share_contested.to_numpy() == pytest.approx(0.2)
    assert set(data[data.day == 0].share_contested) == {0.0}


def test_words_are_plain_and_even_handed() -> None:
    said = " ".join([*map_words.ALT.values(), *map_words.HOW_TO_READ.values()]).lower()
    assert not re.search(r"\b(win|wins|lose|enemy|liberat\w*|target\w*)\b", said)
    assert "imply no position" in said


# bands


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_stretches_cover_every_day_once(shares: list[float]) -> None:
    found = strips.stretches(np.array(shares))
    assert [day for first, last, _ in found for day in range(first, last + 1)] == list(range(len(shares)))
    for first, last, which in found:
        assert {strips.fifth(shares[day]) for day in range(first, last + 1)} == {which}


@pytest.mark.parametrize("name", THEATRES)
def test_bands_have_a_row_a_settlement_and_a_line_at_the_day(name: str) -> None:
    theatre = load(name).theatre
    made = chances(*[[1.0, 0.7, 0.7, 0.1]] * len(theatre.settlements), names=[p.name for p in theatre.settlements])
    frame = strips.strips_frame(made, theatre, 2)
    cells = frame[frame.part == "cell"]
    assert set(cells.settlement) == {place.name for place in theatre.settlements}
    assert list(frame[frame.part == "day"].day) == [2.0]
    assert len(cells) == 3 * len(theatre.settlements)
    assert sorted(set(zip(cells.day, cells.until, strict=True))) == [(-0.5, 0.5), (0.5, 2.5), (2.5, 3.5)]
    by_order = cells.sort_values("order").settlement.unique()
    axes = [next(p.axis for p in theatre.settlements if p.name == one) for one in by_order]
    assert axes == sorted(axes, key=theatre.axes.index)


def test_the_most_settlements_still_make_a_small_table() -> None:
    theatre = load("tutorial/baseline").theatre
    many = [theatre.settlements[0].model_copy(update={"name": f"S{at}", "main": at == 0}) for at in range(128)]
    large = theatre.model_copy(update={"settlements": tuple(many), "axes": ("north",)})
    made = chances(*[list(np.linspace(1, 0, 91))] * 128, names=[place.name for place in many])
    assert len(strips.strips_frame(made, large, 30)) < 2000
    assert len(map_frame(sketch(large, "Holder"), [0.5] * 128, ["5 in 10"] * 128, ["held"] * 128)) < 2000
    assert strips.strips_height(128) <= strips.MOST_PX
    assert map_frames.scale_km(drawn("kursk/baseline").extent) == 2


def test_the_states_of_a_run_are_taken_along_as_changes() -> None:
    theatre = load("tutorial/baseline").theatre
    rows = event_rows([{"kind": "gain", "time": 1.5, "text": "a"}, {"kind": "press", "time": 2.0, "text": "b"}], START)
    states = np.zeros((3, len(theatre.settlements)), dtype=np.int8)
    states[1:, 0] = CONTESTED
    table = map_words.states_data(theatre, rows, states)
    assert len(table) == len(theatre.settlements) + 1
    assert table.iloc[-1].to_dict() == {"day": 1.5, "event": 1, "place": "Quarry Hill", "state": "contested"}


# lines as they were seen


def test_of_lines_that_were_seen_the_newest_by_the_day_is_drawn_and_later_ones_only_when_asked_for() -> None:
    start = date(2030, 4, 10)

    def line(day: int, who: str, published: date | None = None) -> SeenLine:
        return SeenLine(date=date(2030, 4, day), published=published, observer=who, line=[[0, 0], [3, 1], [6, 0]])

    seen = (line(8, "one"), line(9, "one"), line(9, "two", date(2030, 4, 12)), line(20, "one"))
    theatre = load("tutorial/baseline").theatre
    assert theatre.drawing is not None
    shown = theatre.model_copy(update={"drawing": theatre.drawing.model_copy(update={"seen": seen})})
    assert [one.date.day for one in map_frames.seen_by(shown, start, 15, later=False)] == [9]
    assert [(one.date.day, one.observer) for one in map_frames.seen_by(shown, start, 5, later=True)] == [
        (9, "one"), (9, "two"),
    ]  # fmt: skip
    assert [one.date.day for one in map_frames.seen_by(shown, start, 10, later=True)] == [20, 9]
    assert shown.text() == theatre.text()  # a drawing, on which nothing rests
    n = len(shown.settlements)
    frame = map_frame(sketch(shown, "Holder"), [0.5] * n, [""] * n, [""] * n, seen=[line(9, "one")])
    assert len(frame[(frame.part == "line") & (frame["style"] == "seen")]) == 3
    assert any(text.startswith("seen 9 Apr (one)") for text in frame[frame.part == "note"].text)
