"""The questions of the first screen: declared once, asked of what a scenario has, told from results at hand."""

import math
from dataclasses import replace

import pytest
from made_up_answers import request, results
from synthetic_ensembles import CATALOGUE, ensemble

from sim.analysis.summary import summarise
from sim.errors import InputError
from sim.model.outcomes import OUTCOMES
from sim.report.outlook import questions as declarations
from sim.report.outlook.asked import title
from sim.scenario.differing import differing_paths
from sim.scenario.files.shipped import shipped_names
from sim.session.answers import questions as answers
from sim.session.answers.questions import Findings, first_look, request_of
from sim.session.answers.shelf import Shelf
from sim.session.inputs import questions
from sim.session.inputs.address import Choice
from sim.session.inputs.questions import Asked, asked_of
from sim.session.inputs.scenarios import Chosen, last_written, loaded, names
from sim.session.inputs.sweeping import sweep

BASELINES = [name for name in shipped_names() if name.endswith("/baseline")]
KINDS = {one.name: one.kind for one in OUTCOMES}


def asked(name: str, *sets: str, seed: int = 1, runs: int = 500) -> dict[str, Asked]:
    return {one.name: one for one in asked_of(Choice((Chosen(name, sets),), seed, runs))}


@pytest.mark.parametrize("name", BASELINES)
def test_every_theatre_is_asked_what_it_has(name: str) -> None:
    found = asked(name, seed=7)
    assert {"withdrawal", "stall", "road"} <= set(found) <= set(questions.declared("", last_written()))
    for one in found.values():
        assert one.choice.seed == 7
        assert 2 <= len(one.choice.scenarios) == len(one.labels)
        assert all(KINDS[outcome] in ("share", "amount") or outcome == "truce_end" for outcome in one.tells)
        assert len({loaded(chosen).hash for chosen in one.choice.scenarios}) == len(one.labels)
        assert "{" not in one.asks


def test_the_first_visitor_is_asked_five_questions_by_name() -> None:
    found = asked("kursk/baseline")
    assert [one.asks for one in found.values()] == [
        "Withdraw now, in two weeks or not at all?",
        "What does pressure on Russia's government buy?",
        "What is a 30-day truce worth, and how does it end?",
        "What if Russia stalls for three weeks, in the field or in the talks?",
        "What if the main road, the highway to Sudzha, closes?",
    ]


NO_ORDER = "In each, no order was given before day 0, and leaving begins on the day of the order."
NEVER = (
    "Not at all means that none is ever given: where a line breaks people still run, and once the way out is cut those "
    "inside break out, unless the scenario rules it out."
)


def test_what_a_finding_leaves_to_be_known_is_told_with_it() -> None:
    found = asked("kursk/baseline")
    assert {name: one.note for name, one in found.items() if one.note} == {
        "withdrawal": f"{NO_ORDER} In the answer of the first screen an order was given before day 0 in 75 of 100 "
        f"futures, so that people may have begun to leave and it may count fewer: compare the three with one another. "
        f"{NEVER}",
        "pressure": "Pressure is how far it believes what others threaten if it does not accept, from nothing (0 %) to "
        "every word (100 %, full pressure); who exerts it, and how, is left open.",
        "stall": "In the field it advances at a fifth of its pace; ground lost more slowly is left more slowly, and "
        "more people may be there when the way out is cut. In the talks it examines, accepts nothing and names no "
        "conditions while ground can be gained; then it answers in earnest.",
    }
    assert asked("kursk/undecided")["withdrawal"].note == f"{NO_ORDER} {NEVER}"  # there none was given in any future


@pytest.mark.parametrize("name", BASELINES)
def test_a_title_stays_within_two_lines_of_a_desktop_whatever_is_clear(name: str) -> None:
    """Of 1440 pixels beside the inputs; 158 letters were seen to fit, and to take five lines of a phone of 390."""
    people = {"mean": -510.0, "se": 40.0, "low": -590.0, "high": -430.0, "n_pairs": 500, "p_equal": 0.2}
    share = people | {"mean": -0.056, "se": 0.012, "low": -0.079, "high": -0.033}
    made = summarise(ensemble(n=500), CATALOGUE)["outcomes"]
    for one in asked(name).values():
        first = one.tells[0]
        change = {first: share if KINDS[first] == "share" else people | {"unit": "persons"}}
        entry = made[first] | {"mean": 3960.0} if KINDS[first] == "amount" else made[first]
        level = {"lost_below": {"km2": 35.0, "drawn": False}, "outcomes": {first: entry}}
        told = title(first, one.labels, [level] * len(one.labels), [change] * (len(one.labels) - 1))
        assert len(told) <= 158, told


def test_what_comes_to_a_shipped_scenario_has_its_name() -> None:
    found = asked("kursk/baseline")
    named = {name: [chosen.name for chosen in one.choice.scenarios if not chosen.sets] for name, one in found.items()}
    assert named["withdrawal"] == ["kursk/undecided-withdraw-now", "kursk/undecided-hold"]
    assert named["truce"] == ["kursk/baseline", "kursk/ceasefire-accepted-promptly"]
    assert named["road"] == ["kursk/baseline", "kursk/highway-closed"]


@pytest.mark.parametrize("name", BASELINES)
def test_the_range_of_an_input_goes_through_the_scenarios_of_its_question(name: str) -> None:
    question = asked(name)["withdrawal"]
    first, *_ = sweep(question.base, question.along, last_written()).stops
    assert not differing_paths(loaded(first.chosen), loaded(question.choice.scenarios[0]))


def test_what_the_reader_changed_stays_unless_it_is_what_is_asked() -> None:
    found = asked("kursk/baseline", "ground.tempo_start_shift=0.7", "command.policy=hold")
    for chosen in found["withdrawal"].choice.scenarios:
        assert "ground.tempo_start_shift=0.7" in chosen.sets
    policies = [[one for one in chosen.sets if one.startswith("command.policy")] for chosen in
                found["withdrawal"].choice.scenarios]  # fmt: skip
    assert policies == [["command.policy=policy_date"], ["command.policy=policy_date"], ["command.policy=hold"]]
    assert "60-day truce" in asked("kursk/baseline", "talks.proposals.thirty_days.duration_days=60")["truce"].asks
    assert "a truce worth" in asked("kursk/baseline", "talks.proposals.thirty_days.duration_days=0")["truce"].asks


def test_what_a_readers_own_changes_move_is_asked_first() -> None:
    first, *_ = asked("kursk/hold", "ground.tempo_start_shift=0.7", "attacker.people_persons=70000").values()
    assert first.asks == "What did your 2 changes move?"
    assert first.choice.scenarios == (first.choice.scenarios[1].bare, first.base)
    assert questions.CHANGED not in asked("kursk/hold")


def test_what_makes_no_difference_is_not_asked() -> None:
    assert "road" not in asked("kursk/highway-closed")
    assert not {"truce", "pressure"} & set(asked("avdiivka/baseline"))


def test_one_withdraw_now_a_theatre() -> None:
    titles = [(loaded(Chosen(name)).theatre.name, loaded(Chosen(name)).scenario.title) for name in names(0.0)]
    now = [theatre for theatre, title in titles if title.startswith("Withdraw now")]
    assert len(now) == len(set(now)) >= 2


def test_a_mistake_in_the_file_is_named() -> None:
    declared = {"asks": "?", "tells": ["holder_lost"], "show": "People", "scenarios": {"a": []}}
    with pytest.raises(InputError, match=r"questions\.yaml: truce\.scenarios: "):
        declarations._question("truce", declared)


def test_findings_come_from_results_at_hand_and_are_kept() -> None:
    kept, question = Shelf(), asked("tutorial/baseline")["road"]
    found, wanted = Findings(kept), request_of(question, request(Chosen("tutorial/baseline"), seed=1))
    assert first_look(wanted).runs == 500
    assert found.known(wanted) is None
    assert found.made(question, wanted) is None
    told = replace(question, labels=("as it is", "closed"), tells=("area_end_km2",))
    for scenario, area in zip(wanted.loaded(), (10.0, 30.0), strict=True):
        one = results(n=60, area=area)
        kept.put(replace(one, hash=scenario.hash))
    made = found.made(told, wanted)
    middle = 10.0 + 59 / 2  # km²: run r ends with r km² more
    assert made is not None
    assert made.text == (
        f"Ground held at the horizon by day 90, on average: as it is, {math.ceil(middle)} km²; closed, "
        f"{math.ceil(middle + 20.0)} km²."
    )
    assert made.replications == 60
    assert found.known(wanted) == made == found.made(told, wanted)


def test_few_findings_are_kept() -> None:
    found = Findings(Shelf(), most=1)
    first, second = (request(Chosen(name)) for name in ("kursk/hold", "kursk/baseline"))
    for one in (first, second):
        found._keep(one, answers.Finding("said", 20))
    assert (found.known(first), found.known(second)) == (None, answers.Finding("said", 20))


@pytest.mark.parametrize("base", [
    Chosen("kursk/baseline"),
    Chosen("kursk/baseline", ("ground.tempo_start_shift=0.7", "command.policy=hold")),
])  # fmt: skip
def test_a_comparison_knows_the_question_that_it_answers(base: Chosen) -> None:
    for one in asked_of(Choice((base,), 1, 500)):
        found = questions.asked_in(one.choice, one.name)
        assert found is not None
        assert (found.choice, found.labels, found.asks) == (one.choice, one.labels, one.asks)
        assert questions.asked_in(replace(one.choice, scenarios=one.choice.scenarios[::-1]), one.name) is None


@pytest.mark.parametrize("base", [
    Chosen("kursk/baseline"),
    Chosen("tutorial/baseline", ("ground.tempo_start_shift=0.7",)),
])  # fmt: skip
def test_scenarios_are_known_as_those_of_a_question_without_its_name(base: Chosen) -> None:
    for one in asked_of(Choice((base,), 1, 500)):
        if one.name == questions.CHANGED:
            continue
        scenarios = [loaded(chosen) for chosen in one.choice.scenarios]
        found = declarations.answered_by(scenarios)
        assert found == declarations.Answers(one.asks, one.labels, one.tells, one.note)
        assert declarations.answered_by(scenarios[::-1]) is None
        assert declarations.answered_by(scenarios[:1]) is None
        last = one.choice.scenarios[-1]
        other = loaded(replace(last, sets=(*last.sets, "attacker.people_persons=70000")))
        assert declarations.answered_by([*scenarios[:-1], other]) is None
    assert declarations.answered_by([loaded(base), loaded(base)]) is None
