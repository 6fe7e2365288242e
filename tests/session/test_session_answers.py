"""Answers as pages keep and offer them: cut whole, under the right letter, and repeated by their command."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from made_up_answers import answer, drawn_answer, request, results
from synthetic_ensembles import Failure

from sim.report.answered import compared, pictures, tables
from sim.scenario.loading import load
from sim.session.answers import replays
from sim.session.answers.answers import Answers, best_answer
from sim.session.answers.shelf import Shelf
from sim.session.answers.taking_along import as_csv, as_json, command
from sim.session.inputs.scenarios import Chosen

TUNED = Chosen("kursk/hold", ("horizon_days=60",))


def test_what_is_cut_holds_the_first_runs_alone() -> None:
    cut = results(n=6, failed=(1, 4)).first(3, "mine")
    assert (cut.name, cut.replications) == ("mine", 3)
    assert cut.outcomes["area_end_km2"].tolist() == [10.0, 11.0, 12.0]
    assert cut.paths["held_area_km2"][:, 0].tolist() == [10.0, 11.0, 12.0]
    assert [failure.replication for failure in cut.failures] == [1]
    assert results(n=6).first(9).replications == 6


def test_the_shelf_keeps_apart_what_has_another_seed_or_another_scenario() -> None:
    shelf = Shelf()
    for one in (results(seed=1), results(seed=2, area=50.0), results("kursk/undecided", area=90.0)):
        shelf.put(one)
    found = [shelf.best("hash of kursk/hold", 2), shelf.best("hash of kursk/undecided", 1)]
    assert [one.outcomes["area_end_km2"][0] for one in found if one is not None] == [50.0, 90.0]
    assert shelf.best("hash of kursk/hold", 3) is None
    shelf.put(results(n=3, area=70.0))
    best = shelf.best("hash of kursk/hold", 1)
    assert best is not None
    assert (best.replications, best.outcomes["area_end_km2"][0]) == (6, 10.0)


def test_a_finer_answer_takes_the_place_of_the_one_before() -> None:
    kept, asked = Answers(), request(Chosen("kursk/hold"))
    assert [kept.of(asked, (results(n=n),)).replications for n in (3, 6, 6)] == [3, 6, 6]
    assert kept.of(replace(asked, seed=7), (results(n=2),)).replications == 2
    assert kept.of(replace(asked, runs=4), (results(n=6),)).replications == 4


def test_an_answer_is_of_the_seed_asked_for() -> None:
    shelf, chosen = Shelf(), Chosen("kursk/hold")
    for seed, area in ((1, 90.0), (42, 10.0)):
        shelf.put(replace(results(seed=seed, area=area), hash=load("kursk/hold").hash))
    found = best_answer(request(chosen, seed=42, runs=5), shelf).results[0]
    assert (found.seed, found.replications, found.outcomes["area_end_km2"][0]) == (42, 5, 10.0)


def test_differences_are_the_others_less_the_first() -> None:
    changes = answer(Chosen("kursk/undecided"), Chosen("kursk/hold"), TUNED).differences
    assert [one["area_end_km2"]["mean"] for one in changes] == [100.0, 200.0]


@pytest.mark.parametrize(
    ("scenarios", "told"),
    [
        ((Chosen("kursk/hold"),), "run kursk/hold"),
        ((TUNED,), "run a-hold-tuned.yaml"),
        ((Chosen("kursk/undecided"), TUNED), "compare kursk/undecided b-hold-tuned.yaml"),
        ((Chosen("kursk/hold"), Chosen("mine", upload="title: Mine\n")), "compare kursk/hold b-mine.yaml"),
    ],
    ids=["as it is", "tuned", "two", "uploaded"],
)
def test_the_command_repeats_scenarios_runs_and_seed(scenarios: tuple[Chosen, ...], told: str) -> None:
    assert command(answer(*scenarios, seed=42)) == f"salient {told} --replications 6 --seed 42"


def test_the_runs_of_each_scenario_stand_under_its_name() -> None:
    table = pd.read_csv(io.StringIO(as_csv(answer(Chosen("kursk/undecided"), Chosen("kursk/hold")))))
    first = table[table["replication"] == 0].set_index("name")["area_end_km2"]
    assert first.to_dict() == {"kursk/undecided": 0.0, "kursk/hold": 100.0}
    assert len(table) == 12


def test_the_data_of_a_chart_of_paths_has_every_day() -> None:
    made = drawn_answer({}, {"pace": 0.5})
    for place, name in enumerate(("area:A", "area:B")):
        picture = pictures.draw(name, made)
        rows = pd.read_csv(io.StringIO(picture.as_csv())).query("part == 'path'")
        assert rows.groupby("run")["day"].apply(list).tolist() == [list(range(91))] * rows["run"].nunique()
        run, day, area = rows[["run", "day", "area"]].to_numpy().T
        paths = made.results[place].paths["held_area_km2"]
        np.testing.assert_array_equal(area.astype(np.float32), paths[run.astype(int), day.astype(int)])
        assert set(picture.frame.query("part == 'path'")["run"]) == set(run)


def test_only_values_that_differ_are_listed_each_under_its_letter() -> None:
    three = [load("kursk/hold"), load("kursk/hold", ["supply.stock_days=2"]), load("kursk/hold", ["horizon_days=60"])]
    table = tables.differing_values(dict(zip("ABC", three, strict=True))).set_index("what differs")
    assert table.loc["horizon_days"].to_list() == ["90 days", "90 days", "60 days"]
    stock = next(name for name in table.index if "stock" in name.lower())
    assert table.loc[stock, "B"] == "2 days"
    assert table.loc[stock, "A"] == table.loc[stock, "C"] != "2 days"
    assert len(table) == 2


def test_what_differs_is_told_in_the_unit_of_its_label() -> None:
    two = [load("kursk/hold"), load("kursk/hold", ["ground.tempo_start_shift=0.6931"])]
    table = tables.differing_values(dict(zip("AB", two, strict=True)))
    assert table.to_numpy().tolist() == [
        ["Attacker's tempo on day 0, against what the ground lost before tells (times)", "no change", "2 times"]
    ]


# pictures


def test_the_letter_of_a_picture_is_its_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(pictures.PICTURES, "place", lambda answer, place: place)
    drawn = [pictures.draw(name, drawn_answer({})) for name in ("place", "place:A", "place:B", "place:D")]
    assert drawn == [0, 0, 1, 3]


@pytest.mark.parametrize(
    ("outcome", "unit"),
    [("area_end_km2", "km²"), ("holder_casualties", "people"), ("attacker_casualties", "people")],
)
def test_a_difference_is_drawn_in_its_own_unit(outcome: str, unit: str) -> None:
    picture = pictures.draw(f"pairs_{outcome}:B", drawn_answer({}, {"pace": 0.05, "harm": 1.5}))
    titles = {layer["encoding"]["x"].get("title") for layer in picture.spec["layer"] if "x" in layer["encoding"]}
    assert f"B less A, {unit}" in titles


def test_where_no_pair_is_whole_the_picture_of_pairs_says_so() -> None:
    halves = [tuple(map(Failure, part)) for part in (range(100), range(100, 200))]
    picture = pictures.draw("pairs_holder_casualties:B", drawn_answer(*({"failures": half} for half in halves)))
    assert picture.title == "A and B have no pair in which people of the holder killed or wounded can be compared"


def test_the_attackers_answers_are_told_of_its_government_with_the_day_of_their_half() -> None:
    made = drawn_answer({"truce": 0.6})
    days = made.results[0].outcomes["attacker_accepted_day"]
    days[days > 60.0] = 200.0  # accepted, but beyond the horizon: a run without an acceptance in time
    picture = pictures.draw("acceptance_days", made)
    in_time = np.sort(days[days <= 90.0])
    assert picture.title.startswith("Russia's government accepts in ")
    assert picture.title.endswith(f"half of acceptances come by day {int(np.median(in_time) + 0.5)}")


def test_findings_stand_under_the_letter_of_their_scenario() -> None:
    told = compared.findings(drawn_answer({}, {}, {"harm": 2.0}))
    assert list(told) == ["B", "C"]
    assert told["B"] == ["A and B are the same: no outcome differs in any of 200 pairs."]
    assert any("With C, about" in line and "more people of the holder" in line for line in told["C"])


def test_a_level_is_one_number_in_the_sentences_and_the_table_of_three_scenarios() -> None:
    made = drawn_answer({}, {"harm": 1.02}, {"harm": 2.0})
    told = compared.findings(made)
    row = tables.main_differences(made).set_index("outcome").loc["People of the holder killed or wounded"]
    for letter in "BC":
        [line] = [one for one in told[letter] if "people of the holder killed or wounded" in one]
        assert f"{row['A']} → {row[letter]}" in line or f"{row['A']} in both" in line
        assert f"{row['A']} → {row[letter]}" in pictures.draw(f"pairs_holder_casualties:{letter}", made).title
    alone = compared.findings(drawn_answer({}, {"harm": 2.0}))["B"]
    assert not any(row["C"] in one for one in alone)  # told coarser where no third is finer


CLEAR, AROUND_ZERO = {"low": -1540.0, "high": -1330.0}, {"low": -120.0, "high": 90.0}


@pytest.mark.parametrize(
    ("ends", "more", "equal", "told"),
    [
        (CLEAR, 0.1, 0.1, "about 1,400 fewer people of the holder killed or wounded (on average "),
        (AROUND_ZERO, 0.1, 0.6, "fewer people of the holder killed or wounded in most pairs that differ, but no clear"),
        (CLEAR, 0.25, 0.5, "on average, but not clearly in most pairs that differ (95%: "),
        (CLEAR, 0.7, 0.1, "on average: the pairs with fewer differ by more"),
    ],
    ids=["both", "most pairs", "the mean", "opposed"],
)
def test_a_headline_is_one_difference_in_two_lines(
    ends: dict[str, float], more: float, equal: float, told: str
) -> None:
    """142 letters were seen to fit beside the inputs of a page of 1440 pixels."""
    made = drawn_answer({}, {"harm": 0.5})
    mean = (ends["low"] + ends["high"]) / 2.0
    change = made.differences[0]["holder_casualties"]
    change |= {**ends, "mean": mean, "se": (ends["high"] - ends["low"]) / 3.92, "p_greater": more, "p_equal": equal}
    change |= {"base": 13370.0, "other": 13370.0 + mean}
    title = compared.comparison_headline(made)
    assert told in title
    assert len(title) <= 142
    assert ("95%: " in title) == ("differ by more" not in title)
    assert compared.second_finding(made).startswith("With B, about 2,400 fewer people of the attacker killed")


def test_of_several_scenarios_each_is_told_in_what_the_title_tells() -> None:
    """The title told of B alone, and the sentence under it told something else of B."""
    made = drawn_answer({}, {"harm": 0.5}, {"harm": 1.5}, {"harm": 0.5, "truce": 0.9})
    title, rest = compared.headline_alone(made), compared.second_finding(made)
    assert title == f"Against A: w{compared.comparison_headline(made)[1:]}"
    assert "fewer people of the holder killed or wounded" in title
    more, fewer = re.findall(r"With ([CD]), about [\d,]+ (more|fewer) people of the holder killed or wounded", rest)
    assert (more, fewer) == (("C", "more"), ("D", "fewer"))
    assert rest.count("95%: ") == 2


def test_where_b_does_not_clearly_differ_the_others_are_told_for_themselves() -> None:
    made = drawn_answer({}, {}, {"harm": 1.5})
    title, rest = compared.headline_alone(made), compared.second_finding(made)
    assert title == compared.comparison_headline(made)
    assert "A and B" in title
    assert rest.startswith("With C, about ")


# runs


def test_a_run_is_replayed_with_the_luck_of_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def told(scenario: object, **how: int) -> None:
        asked.append(how)
        raise LookupError

    monkeypatch.setattr(replays, "replay", told)
    with pytest.raises(LookupError):
        replays.one_run(Chosen("kursk/hold"), 42, 17, 0.0)
    assert asked == [{"replication": 17, "seed": 42}]


def test_json_of_two_is_what_compare_prints() -> None:
    content = json.loads(as_json(answer(Chosen("kursk/undecided"), Chosen("kursk/hold"))))
    assert [run["scenario"] for run in content["runs"]] == ["kursk/undecided", "kursk/hold"]
    assert content["differences"]["kursk/hold"]["area_end_km2"]["mean"] == 100.0
    assert {run["seed"] for run in content["runs"]} == {42}
