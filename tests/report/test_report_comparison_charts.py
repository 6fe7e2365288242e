"""Charts of one to four scenarios on the same axes: constant, small, with a run behind every dot, at every edge."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import numpy as np
import pytest
from synthetic_ensembles import CATALOGUE, Ensemble, Failure, ensemble

from sim.analysis.comparison import differences, paired_changes
from sim.analysis.summary import summarise
from sim.analysis.survival.truce_survival import truce_durability
from sim.report import charts, picture
from sim.report.comparison import frames as comparison_frames
from sim.report.drawing import frames, specs
from sim.report.drawing.palette import DARK, LETTERS, LIGHT

KINDS = [
    "event_curves",
    "acceptance_by_day",
    "truce_durability",
    "truce_ends",
    "truce_violations",
    "people_compared",
    "paired_differences",
    "exit_modes",
]


def worlds(n: int, **settings) -> list[Ensemble]:
    """One to four scenarios with the same luck; the settings are those of the first."""
    others = [{"truce": 0.4, "harm": 1.2}, {"pace": 0.1}, {"truce": 0.0}]
    return [ensemble(n=200, **settings), *(ensemble(f"w{at}", n=200, **one) for at, one in enumerate(others))][:n]


def chart(kind: str, theme: str = "light", n: int = 4, **settings):
    made = worlds(n, **settings)
    other, letter = made[-1], LETTERS[max(n - 1, 1)]
    summaries = [summarise(one, CATALOGUE) for one in made]
    return {
        "event_curves": lambda: charts.event_curves(made, "foothold_ended", theme),
        "acceptance_by_day": lambda: charts.acceptance_by_day(made, "attacker", theme),
        "truce_durability": lambda: charts.truce_durability([truce_durability(one) for one in made], theme, (30,)),
        "truce_ends": lambda: charts.truce_ends([one["outcomes"]["truce_end"] for one in summaries], theme),
        "truce_violations": lambda: charts.truce_violations(made, theme),
        "people_compared": lambda: charts.people_compared(made, "holder_captured", theme, "People captured"),
        "paired_differences": lambda: charts.paired_differences(
            made[0], other, "holder_casualties", theme, catalogue=CATALOGUE, letter=letter
        ),
        "exit_modes": lambda: charts.exit_modes(summaries, theme),
    }[kind]()


@pytest.mark.parametrize("kind", KINDS)
def test_a_specification_does_not_change_with_the_numbers(kind):
    calm, _ = chart(kind)
    other, _ = chart(kind, truce=0.9, pace=0.2, seed=1)
    assert calm == other
    assert calm["data"] == {"name": specs.DATA_NAME}
    assert calm["width"] == "container"
    assert "title" not in calm


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
@pytest.mark.parametrize("n", [1, 4])
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
def test_every_chart_draws_in_every_case(kind, n, settings):
    vl_convert = pytest.importorskip("vl_convert")
    spec, table = chart(kind, n=n, **settings)
    if table.empty:
        assert kind == "truce_durability"  # the page says in a sentence that there is no truce
        assert n == 1
        return
    spec["data"] = {"values": picture.records(table)}
    spec["width"] = 330
    drawn = vl_convert.vegalite_to_svg(json.dumps(spec))
    assert "<svg" in drawn
    assert "NaN" not in drawn


@pytest.mark.parametrize("kind", ["truce_violations", "people_compared", "paired_differences"])
def test_every_dot_names_a_run_that_did_not_fail(kind):
    spec, table = chart(kind, failures=(Failure(0), Failure(3)))
    [[choice]] = [layer["params"] for layer in spec["layer"] if "params" in layer]
    assert choice["name"] == "run"
    assert choice["select"]["fields"] == (["run"] if kind == "paired_differences" else ["scenario", "run"])
    dots = table[table["part"] == "dot"]
    assert dots["run"].notna().all()
    first = dots if kind == "paired_differences" else dots[dots["scenario"] == "A"]
    assert not first["run"].isin([0, 3]).any()


def test_each_end_date_has_a_rule_and_a_name():
    curves = [truce_durability(one) for one in worlds(2)]
    vl_convert = pytest.importorskip("vl_convert")
    spec, table = charts.truce_durability(curves, "light", (30, 60))
    ends = table[table["part"].isin(["end", "next"])]
    assert [*zip(ends["part"], ends["day"], strict=True)] == [("end", 30.0), ("next", 60.0)]
    spec["data"], spec["width"] = {"values": picture.records(table)}, 330
    drawn = vl_convert.vegalite_to_svg(json.dumps(spec))
    assert ">end date, day 30<" in drawn
    assert ">next, day 60<" in drawn


def test_curves_end_at_the_shares_of_the_summary_and_their_letters_beside_them():
    made = worlds(3)
    _, table = charts.event_curves(made, "truce")
    ends = table[table["part"] == "letter"]
    assert ends["scenario"].tolist() == ["A", "B", "C"]
    shares = [summarise(one, CATALOGUE)["outcomes"]["first_event"]["share"]["truce"] for one in made]
    assert ends["share"].tolist() == pytest.approx(shares)
    assert (ends["label_day"] > 90).all()
    assert (ends["room"] > ends["label_day"]).all()


@pytest.mark.parametrize(
    "heights",
    [[0.5, 0.5, 0.5], [1.0, 1.0, 0.99, 0.2], [0.0, 0.0, 0.01, 0.0], [0.3, 0.9], [0.4, 0.43, 0.46, 0.9], [0.7]],
)
def test_letters_stay_inside_apart_and_in_the_order_of_their_curves(heights):
    placed = comparison_frames.spread_out(heights)
    ordered = [placed[at] for at in sorted(range(len(heights)), key=lambda at: heights[at])]
    assert all(upper - lower >= 0.07 - 1e-12 for lower, upper in pairwise(ordered))
    assert 0.0 <= min(placed) <= max(placed) <= 1.0


def test_letters_move_no_more_than_they_must():
    assert comparison_frames.spread_out([0.5, 0.5, 0.5]) == pytest.approx([0.43, 0.5, 0.57])
    assert comparison_frames.spread_out([0.2, 0.9]) == pytest.approx([0.2, 0.9])
    assert comparison_frames.spread_out([0.0, 0.0]) == pytest.approx([0.02, 0.09])


def test_rows_have_the_same_columns_and_the_middle_half_of_each_scenario():
    made = worlds(2)
    _, table = charts.people_compared(made, "holder_casualties")
    halves = table[table["part"] == "half"].set_index("scenario")
    for letter, one in zip("AB", made, strict=True):
        quartiles = np.quantile(one.outcomes["holder_casualties"], [0.25, 0.75])
        assert halves.loc[letter, ["low", "high"]].astype(float).tolist() == pytest.approx(quartiles, rel=1e-5)
    dots = table[table["part"] == "dot"]
    assert dots.groupby("scenario").size().tolist() == [50, 50]
    assert dots[dots["scenario"] == "A"]["height"].between(1.0, 2.0).all()
    assert dots[dots["scenario"] == "B"]["height"].between(0.0, 1.0).all()


def test_the_letter_of_a_row_stands_beside_its_dots_in_its_colour():
    spec, table = charts.people_compared(worlds(3), "holder_casualties")
    axis = next(layer["encoding"]["y"]["axis"] for layer in spec["layer"] if layer["encoding"]["y"].get("axis"))
    letters = {float(at): letter for at, letter in re.findall(r"'([\d.]+)': '(\w)'", axis["labelExpr"])}
    dots = table[table["part"] == "dot"].groupby("scenario")["height"]
    assert {letter: int(height) for height, letter in letters.items()} == dots.min().astype(int).to_dict()
    shades = {float(one["test"].rpartition(" ")[2]): one["value"] for one in axis["labelColor"]["condition"]}
    drawn = next(layer["encoding"]["color"]["scale"] for layer in spec["layer"] if "color" in layer["encoding"])
    assert {letters[at]: shade for at, shade in shades.items()} == dict(
        list(zip(drawn["domain"], drawn["range"], strict=True))[:3]
    )


def test_dots_of_a_difference_have_the_colours_of_their_scenarios():
    spec, _ = chart("paired_differences", n=3)
    encodings = [layer["encoding"] for layer in spec["layer"]]
    dots = next(one for one in encodings if "more" in json.dumps(one.get("color", "")))
    assert dots["color"]["scale"] == {"domain": ["A", "C"], "range": [LIGHT.scenarios[0], LIGHT.scenarios[2]]}
    assert dots["shape"]["scale"]["domain"] == ["A", "C"]


def test_a_scenario_without_a_truce_keeps_its_row():
    _, table = charts.truce_violations(worlds(4))
    assert set(table["scenario"]) == set("ABCD")
    assert table[table["scenario"] == "D"]["part"].tolist() == ["none"]


def test_a_stack_as_tall_as_all_dots_stays_in_its_row():
    table = comparison_frames.rows_frame([np.zeros(200), np.arange(200.0)])
    assert table[table["scenario"] == "B"]["height"].max() <= 1.0
    assert table["height"].max() <= 2.0


def test_the_differences_drawn_are_those_of_the_comparison():
    base, other = ensemble(failures=(Failure(5),)), ensemble("b", truce=0.4)
    numbers = differences(base, other, CATALOGUE)["attacker_casualties"]
    _, table = charts.paired_differences(base, other, "attacker_casualties", catalogue=CATALOGUE)
    mean = table[table["part"] == "mean"].iloc[0]
    assert [mean["change"], mean["low"], mean["high"]] == pytest.approx(
        [numbers["mean"], numbers["low"], numbers["high"]], rel=1e-5
    )
    dots = table[table["part"] == "dot"]
    assert set(dots["more"]) <= {"A", "B"}
    change = paired_changes(base, other, "attacker_casualties", CATALOGUE)[dots["run"].astype(int)]
    assert (np.sign(change) == np.where(dots["more"] == "B", 1.0, -1.0)).all()


def test_equal_pairs_have_no_dot():
    same = ensemble()
    _, table = charts.paired_differences(same, same, "holder_lost", catalogue=CATALOGUE)
    assert set(table["part"]) == {"room", "mean"}


def test_ways_of_leaving_add_to_one():
    shares = frames.exit_shares(summarise(ensemble(), CATALOGUE))
    assert sum(shares.values()) == pytest.approx(1.0)
    assert shares["stayed"] == pytest.approx(np.mean(np.isnan(ensemble().outcomes["exit_mode"])))
    for mode in frames.WAYS_OUT[:-1]:
        entry = frames.exit_entry(ensemble(), mode)
        assert entry["mean"] == pytest.approx(shares[mode])
        assert entry["low"] <= entry["mean"] <= entry["high"]


def test_every_way_of_leaving_in_the_legend_is_explained_under_it():
    _, table = charts.exit_modes([summarise(ensemble(), CATALOGUE)])
    under = charts.HOW_TO_READ["exit_modes"].lower()
    assert all(f"{mode}:" in under for mode in table["mode"])


def test_failed_runs_are_in_no_share_of_leaving():
    failures = tuple(Failure(at) for at in range(100))
    assert frames.exit_entry(ensemble(failures=failures), "cut")["n"] == len(ensemble().outcomes["exit_mode"]) - 100
