"""A few runs: no chart, card or title tells half of anything, nor calls unequal scenarios the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from synthetic_ensembles import CATALOGUE, Ensemble, ensemble

import sim
from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.report import charts
from sim.report.comparison import frames as comparison_frames
from sim.report.drawing import fed_layers, frames
from sim.report.drawing.seen import KNOWN, LATER
from sim.report.drawing.specs import Spec
from sim.report.outlook import first_screen as outlook
from sim.report.terminal import words as terminal_words
from sim.report.words import changes as change_words
from sim.report.words import numbers as words
from sim.report.words.middle import middle, middle_half
from sim.scenario.observed.sights import Sight
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")

SEEN = {KNOWN, LATER}
FEW, ENOUGH = words.ENOUGH_RUNS - 1, words.ENOUGH_RUNS
HALF = re.compile(r"[Hh]alf (?:of|by|above|on)|middle half|runs in 10|bar (?:at|through)|Bands")
HOLD = "kursk/hold"
MOVED = {"a": HOLD, "b": HOLD, "b.ground.tempo_start_shift": "0.7"}
WITHOUT_EFFECT = {"a": HOLD, "b": HOLD, "b.command.neck_trigger_km": "9"}  # nobody orders by it


def said(page: str, **query: str) -> list[str]:
    """Title, findings, captions, and each card with its note."""
    test = drawn(page, query)
    assert not test.exception
    assert not test.error
    main = test.main
    texts = [one.value for one in (*main.title, *main.header, *main.caption, *main.markdown)]
    cards = [f"{one.label}: {one.value}" for one in main.metric]
    return [*(line for text in texts for line in text.splitlines()), *cards]


# half of something


@pytest.mark.parametrize("runs", [1, 3, FEW])
def test_the_outlook_of_few_runs_tells_half_of_nothing(runs: int) -> None:
    lines = said("outlook", runs=str(runs))
    assert any(line.startswith("Each line is one run") for line in lines)
    assert not [line for line in lines if HALF.search(line)]


@pytest.mark.parametrize("show", ["What comes first", "Ground", "People", "Talks", "After a truce"])
@pytest.mark.parametrize("runs", [1, FEW])
def test_a_comparison_of_few_runs_tells_half_of_nothing(runs: int, show: str) -> None:
    lines = said("compare", runs=str(runs), show=show, **MOVED)
    told = [line for line in lines if HALF.search(line) and not (runs > 1 and re.search("Bands|bar through", line))]
    assert not told  # two pairs have an interval: half of nothing is told by it


def test_what_enough_runs_show_is_told() -> None:
    assert len([line for line in said("outlook", runs="200") if HALF.search(line)]) >= 6


@pytest.mark.parametrize(("n", "known"), [(0, False), (1, False), (FEW, False), (ENOUGH, True)])
def test_a_middle_is_known_from_enough_values_on(n: int, known: bool) -> None:
    values = np.concatenate([np.arange(float(n)), np.full(30, np.nan)])
    half = middle_half(values)
    assert half.n == n
    assert (half.low is not None, half.high is not None, middle(values) is not None) == (known,) * 3
    if known:
        assert (half.low, middle(values), half.high) == pytest.approx(tuple(np.nanquantile(values, [0.25, 0.5, 0.75])))


def test_nothing_else_that_is_shown_takes_quantiles() -> None:
    package = Path(sim.__file__).parent
    sources = [path for floor in ("report", "session", "ui") for path in (package / floor).rglob("*.py")]
    assert len(sources) > 60
    takers = r"\b(?:central_interval|quantiles)\(|np\.(?:nan)?(?:quantile|percentile|median)\("
    found = {path.name for path in sources if re.search(takers, path.read_text(encoding="utf-8"))}
    assert found == {"middle.py"}


@pytest.mark.parametrize(("n", "bars"), [(1, 0), (FEW, 0), (ENOUGH, 1)])
def test_a_bar_of_the_middle_half_is_drawn_of_enough_runs_alone(n: int, bars: int) -> None:
    made = ensemble(n=n)
    people = np.arange(float(n))
    for frame, rows in (
        (frames.people_frame(made), 2),
        (comparison_frames.rows_frame([people, people]), 2),
        (frames.area_frame(holding(n, n), 35.0), 1),
    ):
        assert (frame["part"] == "half").sum() == bars * rows
    assert (HALF.search(charts.how_to_read("people", frames.people_frame(made))) is not None) == bool(bars)


def holding(n: int, held: int) -> Ensemble:
    """An ensemble of n runs of which so many still hold more than 35 km² at the horizon."""
    made = ensemble(n=n)
    area = np.where(np.arange(n) < held, 50.0 + np.arange(n), 0.0)
    return replace(made, outcomes={**made.outcomes, "area_end_km2": area})


@pytest.mark.parametrize("held", [1, 5, FEW])
def test_ground_held_in_few_of_many_runs_has_no_range(held: int) -> None:
    made = holding(400, held)
    entry = frames.held_at_horizon(made, 35.0)
    title = words.area_title(entry, 35.0, entry["low_km2"], entry["high_km2"], 90)
    assert title.startswith("More than 35 km² is held at day 90 in ")
    assert title.endswith("; too few to tell how much")
    summary = summarise(made, CATALOGUE)
    summary["outcomes"]["ground_gone_day"] = summary["outcomes"]["foothold_ended_day"]
    card = outlook.cards(made, summary, date(2025, 3, 12), 35.0)[2]
    assert card.value == "little or none"  # of all futures; of the few that hold more, no range
    assert "more than 35 km² is held in" in card.note
    assert "where more than" not in card.note


def test_ground_held_in_enough_of_many_runs_has_a_range() -> None:
    entry = frames.held_at_horizon(holding(400, ENOUGH), 35.0)
    assert "in the middle half" in words.area_title(entry, 35.0, entry["low_km2"], entry["high_km2"], 90)


# the same, or not different


@pytest.mark.parametrize(("runs", "pairs"), [("1", "in the only pair"), ("3", "in any of 3 pairs")])
def test_unequal_scenarios_are_not_called_the_same(runs: str, pairs: str) -> None:
    lines = said("compare", runs=runs, **WITHOUT_EFFECT)
    assert lines[0] == f"No outcome differs between A and B {pairs}"
    assert not any("are the same" in line for line in lines)


def test_equal_scenarios_are_called_the_same_even_of_one_run() -> None:
    lines = said("compare", runs="1", a=HOLD, b=HOLD)
    assert lines[0] == "A and B are the same: no outcome differs in the only pair"


def test_the_command_line_calls_unequal_scenarios_no_more_than_not_different() -> None:
    base, other = ensemble("a"), replace(ensemble("b"), hash="another")
    made = differences(base, other, CATALOGUE)
    told = "No outcome differs between a and b in any of 400 pairs"
    assert change_words.same_title(made, "a", "b", equal=False) == told
    summaries = summarise(base, CATALOGUE), summarise(other, CATALOGUE)
    assert terminal_words.comparison_lines(*summaries, made) == [f"{told}."]


# nothing to draw


def parts(spec: Spec) -> set[str]:
    """The parts of a frame that the layers of a chart ask for."""
    return {part for layer in spec["layer"] for part in re.findall(r"datum\.part === '(\w+)'", str(layer["transform"]))}


def test_a_layer_without_rows_goes_and_the_others_stay() -> None:
    spec, frame = charts.area_paths(holding(1, 0), 35.0)
    assert {"half", "path"} < parts(spec)
    assert parts(fed_layers.fed(spec, frame)) == parts(spec) - {"half", *SEEN}


@pytest.mark.parametrize("held", [ENOUGH, 400])
def test_a_chart_in_which_all_is_known_keeps_all_its_layers(held: int) -> None:
    spec, frame = charts.area_paths(holding(400, held), 35.0)
    without = [layer for layer in spec["layer"] if not parts({"layer": [layer]}) & SEEN]
    assert fed_layers.fed(spec, frame) == {**spec, "layer": without}
    seen = [Sight(day, date(2025, 3, 12), date(2025, 3, 12), 99.0, "one", "map", day == 0) for day in (0, 5)]
    spec, frame = charts.area_paths(holding(400, held), 35.0, seen=seen)
    assert fed_layers.fed(spec, frame) == spec


def test_a_layer_whose_rows_have_no_number_goes() -> None:
    made = ensemble(n=1)
    other = replace(made, outcomes={**made.outcomes, "holder_captured": made.outcomes["holder_captured"] + 1.0})
    spec, frame = charts.paired_differences(made, other, "holder_captured", catalogue=CATALOGUE)
    kept = fed_layers.fed(spec, frame)["layer"]
    assert len(kept) == len(spec["layer"]) - 1
    assert not any("x2" in layer["encoding"] for layer in kept)
    assert fed_layers.has_runs(fed_layers.fed(spec, frame))


def test_where_no_pair_differs_there_is_a_sentence_and_no_chart() -> None:
    made = ensemble(n=30)
    spec, frame = charts.paired_differences(made, made, "holder_captured", catalogue=CATALOGUE)
    assert charts.nothing_drawn("paired_differences", spec, frame, of_runs=True).startswith("No pair differs")


def test_where_no_run_has_a_value_there_is_a_sentence_and_no_chart() -> None:
    spec, frame = charts.event_days(ensemble(n=30), "attacker_accepted_day")
    assert charts.nothing_drawn("event_days", spec, frame, of_runs=True) == ""
    nobody = np.full(30, np.nan)
    empty = comparison_frames.rows_frame([nobody, nobody])
    rows, _ = charts.people_compared([ensemble(n=30)] * 2, "holder_casualties")
    assert charts.nothing_drawn("people_compared", rows, empty, of_runs=True) == charts.IN_NO_RUN
