"""Controls built from the schema: where they stand, what a move changes, what they cite."""

import datetime
import math
import re
from functools import cache, partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.report.words.groups import GROUPS, group_of
from sim.report.words.scales import Scale
from sim.scenario.files.shipped import shipped_names
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS
from sim.session.answers import answers
from sim.session.inputs import changes, controls
from sim.session.inputs import scenarios as worlds
from sim.session.inputs.controls import MAIN, Control, Standing, control_of, leaves_by_slot, stands_at, with_value
from sim.session.inputs.scenarios import Chosen
from sim.ui.inputs import widgets

BASELINE = load("kursk/baseline")
MOVES = {
    "command.policy": "hold",
    "ground.tempo_start_shift": 2.0,
    "attacker.people_persons": 110000.0,
    "supply.routes.0.start_state": "cut",
    "talks.attacker.pressure_credibility": 100.0,
    "talks.holder.pressure_credibility": 100.0,
    "talks.proposals.0.duration_days": None,
    "talks.attacker.settlement_shift": 1.0,
}
HOLDER_MUST_ANSWER = "kursk/ceasefire-with-conditions"


def control(slot: str, scenario: LoadedScenario = BASELINE) -> Control:
    return control_of(leaves_by_slot(scenario)[slot], scenario)


def all_controls(scenario: LoadedScenario) -> list[Control]:
    drawn = [one for group in GROUPS for one in controls.main_controls(scenario, group, controls.ON_A_DATE)]
    return drawn + [control_of(leaf, scenario) for group in GROUPS for leaf in controls.other_leaves(scenario, group)]


@pytest.mark.parametrize("name", shipped_names())
def test_every_value_of_every_scenario_has_one_control(name: str) -> None:
    scenario = load(name)
    drawn = all_controls(scenario)
    assert sorted(one.slot for one in drawn) == sorted(leaves_by_slot(scenario))
    assert len({one.label for one in drawn}) == len(drawn)
    for one in drawn:
        assert not one.moved(one.at_rest)
        assert widgets.source_text(one, scenario.sources)
        if one.kind == "slider":
            stops, texts = one.stops(one.mark), widgets.stop_texts(one, one.stops(one.mark))
            assert one.mark is None or stops[0] <= one.mark <= stops[-1]
            assert (
                len(set(texts.values())) == len(stops) >= (3 if one.leaf.declaration.unit in controls.COUNTED else 15)
            )
            assert one.mark is None or widgets.AT_THE_MARK in texts[one.mark]
            lowest, highest = ends_in_the_model(one.scale, stops)
            assert one.leaf.declaration.low - 1e-9 <= lowest <= highest <= one.leaf.declaration.high + 1e-9


@cache  # most scenarios share most values
def ends_in_the_model(scale: Scale, stops: tuple[float, ...]) -> tuple[float, float]:
    there = [scale.to_model(stop) for stop in stops]
    return min(there), max(there)


@pytest.mark.parametrize("name", ["kursk/baseline", "tutorial/baseline"])
def test_no_control_speaks_of_logarithms_codes_or_shares_of_one(name: str) -> None:
    scenario = load(name)
    for one in all_controls(scenario):
        said = (
            [one.label, changes.own_words(one), *widgets.stop_texts(one, one.stops(one.mark)).values()]
            if (one.kind == "slider")
            else [one.label, changes.own_words(one), *map(partial(widgets._option, one), one.options)]
        )
        for text in said:
            assert not re.search(r"\bln\b|\blog\b|fitted_1914|tempo_elastic|per_km2|policy_|access_hazard|_", text), (
                text
            )
            assert not re.search(r"\bclass \d|\binf\b|\bnan\b", text), text
        if one.leaf.declaration.unit in ("share", "probability") and one.kind == "slider":
            assert one.scale.to_reader(1.0) == 100.0


@pytest.mark.parametrize("name", shipped_names())
def test_a_scale_goes_there_and_back(name: str) -> None:
    for one in all_controls(load(name)):
        if one.kind == "slider":
            assert not lost_on_the_way(one.scale, one.stops(one.mark)), one.slot


@cache
def lost_on_the_way(scale: Scale, stops: tuple[float, ...]) -> list[float]:
    there = [(stop, scale.to_reader(scale.to_model(stop))) for stop in stops]
    return [stop for stop, back in there if not math.isclose(back, stop, rel_tol=1e-9, abs_tol=1e-9)]


def test_every_value_of_the_schema_has_a_group() -> None:
    assert {group_of(path) for path in COLUMNS} == set(GROUPS)
    assert {main.group for main in MAIN} == set(GROUPS)


@pytest.mark.parametrize(("slot", "value"), MOVES.items())
def test_every_main_control_changes_an_answer(slot: str, value: float | str | None) -> None:
    name = HOLDER_MUST_ANSWER if slot.startswith("talks.holder") else "kursk/baseline"
    sets = with_value((), control(slot, load(name)), Standing(value))
    assert len(sets) == 1
    before, after = (
        answers.best_answer(answers.Request((one,), 1, 200, "light", worlds.last_written()))
        for one in (Chosen(name), Chosen(name, sets))
    )
    assert before.summaries[0]["outcomes"] != after.summaries[0]["outcomes"]


def test_all_main_controls_are_tested() -> None:
    assert set(MOVES) | {controls.ORDER_DAY} == {main.slot for main in MAIN}


def test_the_tempo_reaches_from_a_quarter_of_the_scenarios_own_to_four_times() -> None:
    tempo = control("ground.tempo_start_shift")
    assert (tempo.mark, tempo.low, tempo.high) == (1.0, 0.25, 4.0)
    assert (min(tempo.stops(1.0)), max(tempo.stops(1.0))) == (0.25, 4.0)
    assert with_value((), tempo, Standing(4.0)) == (f"{tempo.path}={2.0 * math.log(2.0):.12g}",)


def test_a_fixed_amount_reaches_from_a_quarter_of_itself_to_four_times() -> None:
    scenario = load("kursk/baseline", ["attacker.stall_days=8", "supply.stock_days=4", "supply.stock_capacity_days=6"])
    stall, stock = (control(slot, scenario) for slot in ("attacker.stall_days", "supply.stock_days"))
    assert (stall.mark, stall.low, stall.high) == (8.0, 2.0, 32.0)
    assert (stock.mark, stock.low, stock.high) == (4.0, 1.0, 16.0)


def test_a_change_is_written_with_the_scenarios_own_names() -> None:
    tutorial = load("tutorial/baseline")
    road = control("supply.routes.0.start_state", tutorial)
    [change] = with_value((), road, Standing("cut"))
    path, value = change.split("=")
    assert value == "cut"
    assert path in {leaf.path for leaf in tutorial.leaves()}
    assert load("tutorial/baseline", [change]).hash != tutorial.hash


def test_an_order_on_a_set_day_brings_its_day_and_takes_it_away_again() -> None:
    policy, day = control(controls.POLICY), control(controls.ORDER_DAY)
    sets = controls.with_policy((), policy, day, Standing(controls.ON_A_DATE))
    assert sets == ("command.policy=policy_date", "command.order_day=2025-03-19")
    assert stands_at(day, sets) == Standing(datetime.date(2025, 3, 19))
    load("kursk/baseline", sets)
    assert controls.with_policy(sets, policy, day, Standing("hold")) == ("command.policy=hold",)
    assert controls.with_policy(sets, policy, day, policy.at_rest) == ()


def test_a_day_may_be_given_as_a_number_of_days() -> None:
    assert stands_at(control(controls.ORDER_DAY), ["command.order_day=10"]).value == datetime.date(2025, 3, 22)


def test_a_probability_stays_a_probability() -> None:
    drawn = control("command.ordered_before_start")
    assert drawn.mark == 75.0
    sets = with_value((), drawn, Standing(50.0))
    assert load("kursk/baseline", sets).scenario.command.ordered_before_start.mean() == pytest.approx(0.5)
    assert stands_at(drawn, sets) == Standing(50.0)


def test_a_range_that_no_control_makes_is_shown_and_kept_until_it_is_moved() -> None:
    drawn = control("ground.tempo_mean")
    standing = stands_at(drawn, ["ground.tempo_mean={normal: [-4, 1]}"])
    assert standing.foreign
    assert standing.value == drawn.mark
    assert drawn.moved(standing)


def test_the_slider_of_a_drawn_value_moves_its_whole_range() -> None:
    strength = control("attacker.people_persons")
    [change] = with_value((), strength, Standing(70000.0))
    assert change == "attacker.people_persons={triangular: [60000, 70000, 77000]}"
    assert stands_at(strength, [change]) == Standing(70000.0)
    [line] = changes.in_words(Chosen("kursk/baseline", (change,)))
    assert line.replace("\\", "") == (
        "Attacker's strength (people): 50,000 to 67,000 people, most likely 60,000 → "
        "**60,000 to 77,000 people, most likely 70,000 (range shifted)**"
    )


def test_a_value_is_the_same_in_every_run_on_request_and_in_old_links() -> None:
    strength = control("attacker.people_persons")
    [change] = with_value((), strength, Standing(70000.0, fixed=True))
    assert change == "attacker.people_persons=70000"
    assert stands_at(strength, [change]) == Standing(70000.0, fixed=True)
    assert with_value((), strength, Standing(strength.mark, fixed=True)) == ("attacker.people_persons=60000",)
    assert "in every run" in changes.in_words(Chosen("kursk/baseline", (change,)))[0]


def test_the_three_modes_of_a_drawn_value_lead_to_each_other() -> None:
    strength = control("attacker.people_persons")  # 50,000 to 67,000, most likely 60,000
    moved, ways = Standing(70000.0), ("own", "shifted", "fixed")
    assert [strength.mode(strength.in_mode(way, moved)) for way in ways] == list(ways)
    assert [with_value((), strength, strength.in_mode(way, moved)) for way in ways] == [
        (),
        ("attacker.people_persons={triangular: [60000, 70000, 77000]}",),
        ("attacker.people_persons=70000",),
    ]
    assert strength.mode(Standing(60000.0, foreign=True)) is None


def test_a_range_to_be_shifted_is_written_down_before_it_is_moved() -> None:
    strength = control("attacker.people_persons")
    standing = strength.in_mode("shifted", strength.at_rest)
    [change] = with_value((), strength, standing)
    assert change == "attacker.people_persons={triangular: [50000, 60000, 67000]}"
    assert stands_at(strength, [change]) == standing
    assert strength.mode(standing) == "shifted"
    assert "(range shifted by nothing yet)" in changes.in_words(Chosen("kursk/baseline", (change,)))[0]


def test_an_old_link_in_logarithms_stands_where_the_reader_expects_it() -> None:
    tempo = control("ground.tempo_start_shift")
    standing = stands_at(tempo, ["ground.tempo_start_shift=0.7"])
    assert standing.value == pytest.approx(2.01375, rel=1e-5)
    assert with_value((), tempo, standing) == ("ground.tempo_start_shift=0.7",)


@pytest.mark.parametrize(
    ("slot", "never", "then"),
    [
        ("talks.proposals.0.duration_days", "0", "30"),
        ("talks.proposals.0.lapse_day", "never", "2025-03-19"),
        ("talks.attacker.accepts_on_day", "never", "2025-03-19"),
        ("talks.proposals.0.holder_accepted_day", "never", "2025-03-11"),
    ],
)
def test_none_is_a_switch_and_no_number(slot: str, never: str, then: str) -> None:
    one = control(slot)
    assert controls.spelled(one, Standing(None)) == never
    assert stands_at(one, [f"{one.path}={never}"]) == Standing(None)
    assert controls.spelled(one, Standing(one.usual)) == then


@cache
def sliders() -> list[Control]:
    """Those of the baseline, found once for all examples."""
    return [one for one in all_controls(BASELINE) if one.kind == "slider"]


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_where_a_control_stands_is_read_back_from_its_change(data: st.DataObject) -> None:
    drawn = data.draw(st.sampled_from(sliders()))
    value = data.draw(st.sampled_from(drawn.stops(drawn.mark)))
    fixed = drawn.drawn and data.draw(st.booleans())
    other = "horizon_days=60"
    sets = with_value((other,), drawn, Standing(value, fixed))
    standing = stands_at(drawn, sets)
    assert standing.value == pytest.approx(value, rel=1e-9, abs=1e-9)
    assert standing.fixed == fixed
    assert not standing.foreign
    assert other in sets
    assert with_value(sets, drawn, drawn.at_rest) == (other,)
