"""The laws of a comparison: which runs are asked for, when they are there, and what is made of them."""

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from sim.experiment.crossed import CORNERS, Crossed
from sim.report.answered.answer_like import AnswerLike
from sim.scenario.values.law_forms import UNKNOWN
from sim.session.answers.answers import Request
from sim.session.answers.laws import CROSSED_RUNS, Laws, crossed_request, laws_of
from sim.session.answers.shelf import Crossing, Results, Shelf
from sim.session.answers.taking_along import command_of
from sim.session.background.refinery import Job
from sim.session.inputs.scenarios import Chosen

PAIR = (Chosen("kursk/undecided"), Chosen("kursk/undecided-hold"))
TRUCES = (
    "A general truce takes effect at any time, B against A: 0% in both over all laws; open over all pairs, and under 2 "
    "of 2 laws."
)
PEOPLE = (
    "People of the holder killed, wounded, captured or missing, B against A: 130 → 133 over all laws; more over all "
    "pairs, and under 2 of 2 laws."
)
TABLE = "The table on top, by each scenario's own laws over 2,000 pairs, shows: "


def asked(*scenarios: Chosen, runs: int = 2000) -> Request:
    return crossed_request(Request(scenarios or PAIR, 3, runs, "light", 0.0))


def crossing(scenario_hash: str, more: float = 0.0, n: int = 60, drawn: int = 1) -> Crossing:
    """Made-up runs: 100 people lost and `more` under the first law of attrition, none else differs.

    Of the first `drawn` mechanisms, attrition before tempo, two laws are drawn by turns.
    """
    form = np.arange(n) % 2
    lost = np.broadcast_to(100.0 + np.arange(n) + more * (form == 0) + 0.001 * np.arange(n) * more, (CORNERS, n))
    truces = np.zeros((CORNERS, n))
    outcomes = {"truce_in_force": truces, "holder_lost": lost}
    forms = {one.slot: form if at < drawn else np.zeros(n, dtype=np.int64) for at, one in enumerate(UNKNOWN)}
    return Crossing(scenario_hash, 3, n, Crossed(outcomes, forms, np.zeros(n, dtype=np.bool_), "compiled", 90))


def laws(more: float = 5.0, drawn: int = 1) -> Laws:
    shelf, request = Shelf(), asked()
    for number, one in enumerate(request.loaded()):
        shelf.put(crossing(one.hash, number * more, drawn=drawn))
    found = laws_of(request, shelf)
    assert found is not None
    return found


def test_it_asks_for_the_same_scenarios_with_their_laws_drawn_whatever_they_choose() -> None:
    tuned = Chosen("kursk/hold", ("attrition.form=per_km2", "forms=chosen", "horizon_days=60"))
    request = asked(tuned)
    assert request.scenarios == (Chosen("kursk/hold", ("forms=drawn", "horizon_days=60")),)
    [scenario] = request.loaded()
    assert (scenario.scenario.forms, scenario.scenario.horizon_days) == ("drawn", 60)
    assert (request.crossed, request.runs, asked(runs=200).runs) == (True, CROSSED_RUNS, 200)


def test_plain_and_crossed_runs_of_one_scenario_are_kept_apart() -> None:
    shelf, values = Shelf(), {"holder_lost": np.zeros(9)}
    shelf.put(Results("kursk/hold", "a", 3, 9, "compiled", values, {}, (), {"horizon_days": 90}))
    assert shelf.crossing("a", 3) is None
    shelf.put(crossing("a"))
    plain, both = shelf.best("a", 3), shelf.crossing("a", 3)
    assert plain is not None
    assert both is not None
    assert (plain.replications, both.replications) == (9, 60)


def test_nothing_is_told_until_every_scenario_is_crossed() -> None:
    shelf, request = Shelf(), asked()
    first, second = request.loaded()
    shelf.put(crossing(first.hash))
    assert laws_of(request, shelf) is None
    shelf.put(crossing(second.hash))
    assert laws_of(request, shelf) is not None


def test_the_sentences_count_the_laws_that_agree() -> None:
    assert laws().sentences() == [TRUCES, PEOPLE]


def table_of(truces: tuple[float, float, float], people: tuple[float, float, float], n: int = 2000) -> AnswerLike:
    """A table of made-up levels in A and B, each with the standard error of their difference."""
    names = {"truce_in_force": ("share", "yes or no", truces), "holder_lost": ("amount", "persons", people)}
    summaries, change = [], {}
    for name, (kind, unit, (first, second, error)) in names.items():
        mean, half = second - first, 1.96 * error
        change[name] = {
            "kind": kind, "unit": unit, "mean": mean, "se": error, "low": mean - half, "high": mean + half,
            "p_greater": 0.5, "p_equal": 0.0, "n_pairs": n, "base": first, "other": second,
        }
    for place in range(2):
        entries = {
            name: {"kind": kind, "unit": unit, "mean": levels[place], "se": 0.0, "low": 0.0, "high": 1.0, "n": n}
            for name, (kind, unit, levels) in names.items()
        }
        summaries.append({"outcomes": entries})
    return cast(AnswerLike, SimpleNamespace(summaries=summaries, differences=[change]))


def test_where_the_table_on_top_goes_another_way_it_is_said_and_which_to_believe() -> None:
    truces, people = laws().sentences(table_of((0.11, 0.24, 0.01), (3680.0, 3680.0, 40.0)))
    assert truces == f"{TRUCES} {TABLE}more often (11% → 24%)."
    assert people == f"{PEOPLE} {TABLE}no clear difference (3,680 in both)."
    less = laws().sentences(table_of((0.11, 0.11, 0.01), (3680.0, 3180.0, 40.0)))
    assert less[0] == TRUCES
    assert less[1] == f"{PEOPLE} {TABLE}fewer on average (3,680 → 3,180)."


def test_where_the_table_goes_the_same_way_nothing_is_added() -> None:
    assert laws().sentences(table_of((0.11, 0.12, 0.01), (3680.0, 4180.0, 40.0))) == [TRUCES, PEOPLE]


@pytest.mark.parametrize(
    ("drawn", "counted"),
    [(1, "2 laws of 1 mechanism (attrition)"), (2, "4 laws of 2 mechanisms (attrition and tempo)")],
)
def test_what_a_law_is_counts_what_is_told_apart(drawn: int, counted: str) -> None:
    text = laws(drawn=drawn).what_a_law_is
    assert text.startswith("A law is one way to reckon one mechanism of the model, published or by judgement: ")
    assert f" here are {counted}. " in text


def test_what_to_make_of_it_names_how_many_pairs_there_are() -> None:
    text = laws().what_to_make_of_it
    assert "a finding that holds only under some laws rests on the choice of law" in text
    assert text.endswith("here are 60 pairs, of the rarest law 30.")


def test_the_table_has_each_scenario_and_each_difference_by_law() -> None:
    table = laws().table()
    assert list(table.columns) == ["outcome", "law of", "law", "runs", "A", "B", "B less A"]
    people = table[table["outcome"].str.startswith("People")]
    assert people["law of"].tolist() == ["all runs", "attrition", "attrition"]
    assert people["runs"].tolist() == ["60", "30", "30"]
    assert [text.split(":")[0] for text in people["B less A"]] == ["more", "more", "more"]
    [_, per_km2, _] = people["B less A"]
    assert per_km2.startswith("more: +5")


def test_the_split_is_a_row_an_outcome_and_other_scenario() -> None:
    table = laws().split_table()
    assert table["difference"].tolist() == ["B less A", "B less A"]
    assert table["spread (SD)"].tolist()[0] == "none"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_has_a_row_a_law_and_a_shape_a_scenario(theme: str) -> None:
    found = laws()
    picture = Laws(Request(PAIR, 3, 60, theme, 0.0, crossed=True), found.content, found.at).picture("holder_lost")
    assert picture.frame["law"].drop_duplicates().tolist() == [
        "all runs", "attrition: by ground fought over", "attrition: fitted to battles of 1914-82",
    ]  # fmt: skip
    assert picture.frame["scenario"].tolist() == list("AAABBB")
    assert (picture.frame["low"] <= picture.frame["mean"]).all()
    dots = picture.spec["layer"][1]["encoding"]
    assert dots["shape"]["scale"]["domain"] == ["A", "B"]
    assert "B against A, more over all pairs" in picture.title


def test_a_job_for_crossed_runs_is_no_job_for_plain_ones() -> None:
    plain, both = (Job(PAIR[0], "a", 3, 200, 0.0, crossed) for crossed in (False, True))
    assert plain != both


def test_the_command_is_that_of_the_scenarios_as_they_are() -> None:
    request = Request(PAIR, 3, 2000, "light", 0.0)
    assert command_of(request, 50) == "salient compare kursk/undecided kursk/undecided-hold --replications 50 --seed 3"
