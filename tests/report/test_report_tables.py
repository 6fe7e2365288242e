"""Tables: each says what its JSON says, in 120 columns, without mark-up accidents."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pytest
from rich.console import Console
from synthetic_ensembles import CATALOGUE, Failure, ensemble

from sim.analysis.comparison import differences
from sim.analysis.summary import summarise
from sim.report.comparison.levels import level_texts, measured
from sim.report.terminal import tables
from sim.report.words import numbers as words
from sim.report.words.changes import Measured, change_text, levels_text
from sim.report.words.measures import level
from sim.report.words.outcomes import COMPARED_PEOPLE, row_label, told
from sim.report.words.outcomes import label as label_at

AT = level({"km2": 35.0, "drawn": False})


def label(name: str) -> str:
    return label_at(name, AT)


@dataclass(frozen=True)
class Row:
    path: str
    value: str
    unit: str = "km2"
    basis: str = "judgement"
    source: str = "judgement-ground"
    differs: bool = False
    base_value: str = ""


def printed(content: object) -> str:
    console = Console(width=120, highlight=False, color_system=None, force_terminal=False)
    with console.capture() as capture:
        console.print(content)
    return capture.get()


def test_a_run_says_its_answer_then_every_outcome():
    made = ensemble(n=300, failures=(Failure(4),))
    text = printed(tables.run_table(summarise(made, CATALOGUE)))
    assert text.startswith("kursk/baseline  300 runs, seed 1, compiled")
    assert "simulated runs" in text
    assert "1 of 300 runs failed" in text
    assert "not a prediction" in text
    for outcome in CATALOGUE:
        assert all(word in text for word in label(outcome.name).split())
    assert "nan" not in text.lower().replace("finance", "")


@pytest.mark.parametrize("settings", [{"truce": 0.0}, {"truce": 1.0, "pace": 0.0001}, {"pace": 3.0}])
def test_a_run_in_which_all_or_nothing_happens_still_prints(settings):
    text = printed(tables.run_table(summarise(ensemble(n=100, **settings), CATALOGUE)))
    assert "none of 100" in text or "all 100" in text


def test_a_comparison_shows_what_differs_and_names_what_does_not():
    base, other = ensemble(), ensemble("kursk/hold", harm=1.3, truce=0.4)
    content = {
        "runs": [summarise(base, CATALOGUE), summarise(other, CATALOGUE)],
        "differences": {"kursk/hold": differences(base, other, CATALOGUE)},
    }
    text = printed(tables.comparison_table(content))
    assert "kursk/hold against kursk/baseline" in text
    assert "more people of the holder killed or wounded" in text
    assert "A general truce takes effect" in text
    assert "In brackets: difference against the base" in text
    assert all(len(line) <= 120 for line in text.splitlines())


def test_a_comparison_of_equals_says_so():
    base, other = ensemble(), ensemble("same")
    content = {
        "runs": [summarise(base, CATALOGUE), summarise(other, CATALOGUE)],
        "differences": {"same": differences(base, other, CATALOGUE)},
    }
    rows = [line for line in printed(tables.comparison_table(content)).splitlines() if "%" in line or "people" in line]
    assert any("(same)" in row for row in rows)


def rows_by_outcome(*others, **settings):
    made = [ensemble(n=300, **settings), *others]
    rows = tables.outcome_rows(
        [summarise(one, CATALOGUE) for one in made], [differences(made[0], one, CATALOGUE) for one in made[1:]]
    )
    assert len({tuple(row) for row in rows}) == 1
    return rows, {row["outcome"]: row for row in rows}


def test_a_scenario_alone_has_every_outcome_with_its_uncertainty():
    rows, by_outcome = rows_by_outcome(failures=(Failure(4),))
    assert list(rows[0]) == ["outcome", "unit", "A", "A, uncertainty"]
    named = {outcome.name: outcome for outcome in CATALOGUE}
    assert {label(name) for name, outcome in named.items() if outcome.kind != "category"} <= set(by_outcome)
    assert by_outcome[label("holder_casualties")]["unit"] == "people"
    assert by_outcome[label("truce_in_force")]["A, uncertainty"].startswith("95%: ")
    assert tables.DAYS_UNTIL not in by_outcome


def test_every_outcome_of_four_scenarios_stands_beside_its_differences_from_the_first():
    others = [ensemble(name, n=300, truce=truce, harm=1.2) for name, truce in (("b", 0.4), ("c", 0.0), ("d", 1.0))]
    rows, by_outcome = rows_by_outcome(*others)
    assert [key for key in rows[0] if key.startswith("pairs")] == ["pairs, B and A", "pairs, C and A", "pairs, D and A"]
    people = by_outcome[label("holder_casualties")]
    assert people["B less A"].endswith(" people")
    assert " to " in people["B less A, 95%"]
    assert people["pairs, B and A"].startswith("more ")
    assert by_outcome[label("truce_in_force")]["pairs, D and A"].startswith("only in D ")
    assert by_outcome[label("truce_day")]["C less A"].endswith(" pt")
    assert by_outcome[tables.DAYS_UNTIL]["B less A, 95%"]
    shares = [row["A"] for row in rows if row["outcome"].startswith("What comes first: ")]
    assert sum(int(share.rstrip("%")) for share in shares) == pytest.approx(100, abs=1)
    assert by_outcome[label("area_at_truce_km2")]["C less A"] == "no pair"
    assert "nan" not in str(rows).lower()


def test_shares_differ_by_points_of_a_hundred():
    other = ensemble("b", n=300, truce=0.4)
    _, by_outcome = rows_by_outcome(other)
    shares = [one.outcomes["truce_in_force"].mean() for one in (ensemble(n=300), other)]
    points = by_outcome[label("truce_in_force")]["B less A"]
    assert points == f"+{100.0 * (shares[1] - shares[0]):.0f} pt"
    low, high = (float(end) for end in by_outcome[label("truce_in_force")]["B less A, 95%"].split(" to "))
    assert low < 100.0 * (shares[1] - shares[0]) < high


def test_people_are_called_the_same_in_rows_and_in_sentences():
    _, by_outcome = rows_by_outcome()
    for name, noun in ((name, told(name)) for name in COMPARED_PEOPLE):
        assert label(name) == words.capital(noun)
        assert label(name) in by_outcome
    assert label("holder_captured") == "People of the holder captured or missing"
    assert row_label("first_event: foothold_ended", AT) == "What comes first: no longer held (35 km² or less)"
    assert label("truce_with_ground") == "A general truce while more than 35 km² is held"
    assert label("something_new_km2") == "something new"


def test_the_interval_of_a_category_is_left_out_where_runs_have_no_value():
    _, by_outcome = rows_by_outcome()
    assert by_outcome[row_label("exit_mode: orderly")]["A, uncertainty"] == ""
    assert by_outcome["What comes first: truce"]["A, uncertainty"].startswith("95%: ")


def test_a_category_is_told_as_its_share_of_all_runs_with_a_value_or_without():
    _, by_outcome = rows_by_outcome()
    orderly = (ensemble(n=300).outcomes["exit_mode"] == 0.0).mean()
    left = (~np.isnan(ensemble(n=300).outcomes["exit_mode"])).mean()
    assert words.percent(orderly) != words.percent(orderly / left)
    assert by_outcome[row_label("exit_mode: orderly")]["A"] == words.percent(orderly)


def test_a_check_lists_values_and_what_differs():
    rows = [Row("ground.held_area_km2", "normal [140, 10]"), Row("a.b", "3", differs=True, base_value="2")]
    text = printed(tables.check_table("mine", rows))
    assert "2 values, 1 differ from the base" in text
    assert "normal [140, 10]" in text
    assert "By basis: judgement 2." in text


def test_an_event_log_is_in_order_and_keeps_brackets():
    content = {
        "scenario": "kursk/baseline",
        "seed": 1,
        "replication": 17,
        "executor": "simpy",
        "failure": None,
        "events": [
            {
                "time": 0.5,
                "process": "assault",
                "kind": "settlement_lost",
                "subject": 1,
                "text": "village [3] falls",
            },
            {"time": 2.0, "process": "talks", "kind": "answer", "subject": 0, "text": ""},
        ],
    }
    text = printed(tables.events_table(content))
    assert "replication 17, seed 1, simpy" in text
    assert "village [3] falls" in text
    assert text.index("0.50") < text.index("2.00")
    assert "failed" in printed(tables.events_table({**content, "failure": "delay is not a number"}))


def test_verification_and_speed_say_their_verdict():
    report = {
        "scenario": "a", "replications": 1000, "repeated": True, "equal": True, "differences": [],
        "notes": ["read before"],
    }  # fmt: skip
    same = printed(tables.verify_table(report))
    assert "come out the same" in same
    assert "Note: read before." in same
    differs = printed(tables.verify_table({**report, "equal": False, "differences": ["truce_day: 3 rows"]}))
    assert "truce_day: 3 rows" in differs
    assert "A second run of a differs" in differs
    cut = printed(tables.verify_table({**report, "equal": False, "repeated": False, "differences": ["paths.parquet"]}))
    assert "The files of a are not as they were written, so it was not run again" in cut
    bars = [
        {"name": "speed-up", "value": 65.0, "unit": "x", "bar": "at least 40", "met": True},
        {"name": "million", "value": None, "unit": "GB", "bar": "under 1", "met": None},
    ]
    text = printed(tables.bench_table({"bars": bars}))
    assert "65 x" in text
    assert "not measured" in text


@pytest.mark.parametrize(("mean", "se", "unit", "told"), [
    (-52.0, 71.4, "persons", ("−50 people", "−190 people", "+90 people")),  # was −100 beside −190 to +90
    (-932.0, 66.0, "persons", ("−930 people", "−1,060 people", "−800 people")),
    (12.34, 0.26, "km2", ("+12.3 km²", "+11.8 km²", "+12.8 km²")),
    (-0.2, 0.026, "points", ("−20 pt", "−25 pt", "−15 pt")),
    (0.096, 0.017, "points", ("+9.6 pt", "+6.3 pt", "+12.9 pt")),
    (0.0036, 0.0017, "points", ("+0.36 pt", "+0.03 pt", "+0.69 pt")),  # clear, and was 0.0 to +0.7
    (-7.5, 3.7, "persons", ("−7.5 people", "−14.8 people", "−0.2 people")),
    (0.0035, 0.001765, "points", ("+0.350 pt", "+0.004 pt", "+0.696 pt")),  # two digits more are not enough
    (-7.5, 4.0, "persons", ("−8 people", "−15 people", "0 people")),  # not clear
    (-0.62, 0.04, "settlements", ("−0.6 places", "−0.7 places", "−0.5 places")),  # was −1 (−1 to −1)
    (-75.0, 60.0, "persons", ("−80 people", "−190 people", "+40 people")),
])  # fmt: skip
def test_a_difference_is_the_middle_of_its_interval_as_they_are_told(mean, se, unit, told):
    entry = {"mean": mean, "se": se, "low": mean - 1.96 * se, "high": mean + 1.96 * se, "n_pairs": 1000}
    assert tuple(change_text(entry, unit, which) for which in ("mean", "low", "high")) == told


def test_levels_in_a_table_are_those_of_its_sentences():
    made = [ensemble(n=300), ensemble("b", n=300, harm=1.06), ensemble("c", n=300, truce=0.18)]
    runs = [summarise(one, CATALOGUE) for one in made]
    changes = [differences(made[0], one, CATALOGUE) for one in made[1:]]
    name = "holder_casualties"
    what = measured(name)
    assert what is not None
    for place, change in enumerate(changes, 1):
        pair = tables.outcome_rows([runs[0], runs[place]], [change])
        row = {one["outcome"]: one for one in pair}[label(name)]
        first, second = (row[letter].removeprefix("mean ").removesuffix(" people") for letter in "AB")
        told = levels_text(change[name], what)
        assert told == (f"{first} → {second}" if first != second else f"{first} in both")


def test_a_level_is_the_number_of_its_sentence_and_not_rounded_for_itself():
    level_of = {"kind": "amount", "unit": "persons", "n": 400}
    levels = [{**level_of, "mean": 553.0, "se": 40.0}, {**level_of, "mean": 636.0, "se": 45.0}]
    change = {"n_pairs": 400, "mean": 83.0, "se": 12.0, "low": 59.5, "high": 106.5, "base": 553.0, "other": 636.0}
    # 550 + about 80 is 630, and 636 alone is 640: both are told with a digit more, in the sentence too
    assert level_texts("holder_captured", levels, [change]) == ["553 people", "636 people"]
    assert levels_text(change, Measured("people captured")) == "553 → 636"
    unclear = {**change, "mean": 0.0, "low": -30.0, "high": 30.0, "base": 664.0, "other": 664.0}
    wide = [{**level_of, "mean": 664.0, "se": 60.0}] * 2
    assert level_texts("holder_captured", wide, [unclear]) == ["660 people", "660 people"]  # alone 700
    little = {**change, "mean": -2.4, "low": -5.1, "high": 0.3, "base": 556.4, "other": 554.0}
    close = [{**level_of, "mean": mean, "se": 40.0} for mean in (556.4, 554.0)]
    assert level_texts("holder_captured", close, [little]) == ["556 people", "554 people"]  # 560 and 550, beside −2
    fewer = [{**change, "n_pairs": 399}]
    assert level_texts("holder_captured", levels, fewer) == ["550 people", "640 people"]


def test_levels_of_several_scenarios_are_rounded_alike():
    level_of = {"kind": "amount", "unit": "persons", "n": 400, "se": 40.0}
    levels = [{**level_of, "mean": mean} for mean in (3679.0, 3677.0, 4159.0)]
    unclear = {"n_pairs": 400, "mean": -2.0, "se": 21.0, "low": -44.0, "high": 40.0, "base": 3679.0, "other": 3677.0}
    clear = {"n_pairs": 400, "mean": 480.0, "se": 30.0, "low": 421.0, "high": 539.0, "base": 3679.0, "other": 4159.0}
    assert level_texts("holder_lost", levels[:2], [unclear]) == ["3,680 people", "3,680 people"]  # alone, too
    # beside a third that is told finer: 3,680, 3,700 (−2) was a rise where a fall is told
    assert level_texts("holder_lost", levels, [unclear, clear]) == ["3,680 people", "3,680 people", "4,160 people"]
    what = measured("holder_lost", levels, [unclear, clear])
    assert what is not None
    assert [levels_text(one, what) for one in (unclear, clear)] == ["3,680 in both", "3,680 → 4,160"]
    assert levels_text(unclear, what._replace(finest=math.inf)) == "3,680 in both"
    # whatever it stands beside a scenario has the same digits: ten, or three of them
    large = {**clear, "mean": -9340.0, "se": 900.0, "low": -11100.0, "high": -7600.0, "base": 41234.0, "other": 31894.0}
    assert levels_text(large, what._replace(finest=math.inf)) == "41,200 → 31,900"
    fewer = {**clear, "mean": -1234.0, "se": 300.0, "low": -1820.0, "high": -646.0, "base": 3679.0, "other": 2445.0}
    assert levels_text(fewer, what._replace(finest=math.inf)) == "3,680 → 2,440"
