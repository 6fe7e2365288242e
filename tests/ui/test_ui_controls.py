"""Controls built from the schema: where they stand, what a move changes, what they cite."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.report.groups import GROUPS, group_of
from sim.scenario.columns import COLUMNS
from sim.scenario.loaded import Loaded
from sim.scenario.loading import load
from sim.scenario.shipped import shipped_names
from sim.ui import answers, controls, widgets, worlds
from sim.ui.controls import MAIN, Control, control_of, leaves_by_slot, stands_at, with_value
from sim.ui.worlds import Chosen

BASELINE = load("kursk/baseline")
MOVES = {
    "command.policy": "hold",
    "ground.tempo_start_shift": 1.0,
    "attacker.people_persons": 110000.0,
    "supply.routes.0.start_state": "cut",
    "talks.attacker.pressure_credibility": 1.0,
    "talks.holder.pressure_credibility": 1.0,
    "talks.proposals.0.duration_days": 0.0,
    "talks.attacker.settlement_shift": 0.0,
}
HOLDER_MUST_ANSWER = "kursk/ceasefire-with-conditions"


def control(slot: str, scenario: Loaded = BASELINE) -> Control:
    return control_of(leaves_by_slot(scenario)[slot], scenario)


def all_controls(scenario: Loaded) -> list[Control]:
    drawn = [one for group in GROUPS for one in controls.main_controls(scenario, group, controls.ON_A_DATE)]
    return drawn + [control_of(leaf, scenario) for group in GROUPS for leaf in controls.other_leaves(scenario, group)]


@pytest.mark.parametrize("name", shipped_names())
def test_every_value_of_every_scenario_has_one_control(name: str) -> None:
    scenario = load(name)
    drawn = all_controls(scenario)
    assert sorted(one.slot for one in drawn) == sorted(leaves_by_slot(scenario))
    assert len({one.label for one in drawn}) == len(drawn)
    for one in drawn:
        assert not one.moved(one.mark)
        assert widgets.source_text(one, scenario.sources)
        if one.kind in ("slider", "probability"):
            assert one.leaf.declaration.low <= one.low <= one.number <= one.high <= one.leaf.declaration.high
            assert (one.high - one.low) / one.step >= (2 if one.whole else 10)


def test_every_value_of_the_schema_has_a_group() -> None:
    assert {group_of(path) for path in COLUMNS} == set(GROUPS)
    assert {main.group for main in MAIN} == set(GROUPS)


@pytest.mark.parametrize(("slot", "value"), MOVES.items())
def test_every_main_control_changes_an_answer(slot: str, value: float | str) -> None:
    name = HOLDER_MUST_ANSWER if slot.startswith("talks.holder") else "kursk/baseline"
    sets = with_value((), control(slot, load(name)), value)
    assert len(sets) == 1
    before, after = (
        answers.best_answer(answers.Request((one,), 1, 200, "light", worlds.last_written()))
        for one in (Chosen(name), Chosen(name, sets))
    )
    assert before.summaries[0]["outcomes"] != after.summaries[0]["outcomes"]


def test_all_main_controls_are_tested() -> None:
    assert set(MOVES) | {controls.ORDER_DAY} == {main.slot for main in MAIN}


def test_a_change_is_written_with_the_scenarios_own_names() -> None:
    tutorial = load("tutorial/baseline")
    road = control("supply.routes.0.start_state", tutorial)
    [change] = with_value((), road, "cut")
    path, value = change.split("=")
    assert value == "cut"
    assert path in {leaf.path for leaf in tutorial.leaves()}
    assert load("tutorial/baseline", [change]).hash != tutorial.hash


def test_an_order_on_a_set_day_brings_its_day_and_takes_it_away_again() -> None:
    policy, day = control(controls.POLICY), control(controls.ORDER_DAY)
    sets = controls.with_policy((), policy, day, controls.ON_A_DATE)
    assert sets == ("command.policy=policy_date", "command.order_day=2025-03-19")
    assert stands_at(day, sets) == datetime.date(2025, 3, 19)
    load("kursk/baseline", sets)
    assert controls.with_policy(sets, policy, day, "hold") == ("command.policy=hold",)
    assert controls.with_policy(sets, policy, day, controls.AS_IN_SCENARIO) == ()


def test_a_day_may_be_given_as_a_number_of_days() -> None:
    assert stands_at(control(controls.ORDER_DAY), ["command.order_day=10"]) == datetime.date(2025, 3, 22)


def test_a_probability_stays_a_probability() -> None:
    drawn = control("command.ordered_before_start")
    assert drawn.mark == 0.75
    sets = with_value((), drawn, 0.5)
    assert load("kursk/baseline", sets).scenario.command.ordered_before_start.mean() == pytest.approx(0.5)
    assert stands_at(drawn, sets) == 0.5


def test_a_value_that_a_control_cannot_show_leaves_it_at_its_mark() -> None:
    drawn = control("ground.tempo_mean")
    assert stands_at(drawn, ["ground.tempo_mean={normal: [-4, 1]}"]) == drawn.mark


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_where_a_control_stands_is_read_back_from_its_change(data: st.DataObject) -> None:
    drawn = data.draw(st.sampled_from([one for one in all_controls(BASELINE) if one.kind in ("slider", "probability")]))
    ticks = round((drawn.high - drawn.low) / drawn.step)
    value = round(drawn.low + data.draw(st.integers(0, ticks)) * drawn.step, 9)
    other = "horizon_days=60"
    sets = with_value((other,), drawn, value)
    assert stands_at(drawn, sets) == pytest.approx(value)
    assert other in sets
    assert with_value(sets, drawn, drawn.mark) == (other,)
