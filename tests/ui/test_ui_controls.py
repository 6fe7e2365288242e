"""Controls built from the schema: where they stand, what a move changes, what they cite."""

import pytest

from sim.scenario.loading import load
from sim.scenario.shipped import shipped_names
from sim.ui import answers, controls, widgets
from sim.ui.answers import Chosen
from sim.ui.controls import MAIN, Control, main_controls, other_control, other_leaves

BASELINE = load("kursk/baseline")
MOVES = {
    "policy": "hold",
    "tempo": 1.0,
    "strength": 110000.0,
    "road": "cut",
    "pressure-attacker": 1.0,
    "pressure-holder": 1.0,
    "truce-days": 0.0,
    "settlement": 0.0,
}
HOLDER_MUST_ANSWER = "kursk/ceasefire-with-conditions"


def control(key: str, name: str = "kursk/baseline") -> Control:
    return next(one for one in main_controls(load(name), BASELINE) if one.key.split("@")[0] == key)


@pytest.mark.parametrize("name", shipped_names())
def test_every_value_of_every_scenario_has_a_control(name: str) -> None:
    scenario = load(name)
    anchor = load(f"{name.split('/')[0]}/baseline")
    drawn = main_controls(scenario, anchor)
    drawn += [other_control(leaf, scenario, anchor) for leaf in other_leaves(scenario)]
    assert len({one.key for one in drawn}) == len(drawn)
    assert len({one.label for one in drawn}) == len(drawn)
    for one in drawn:
        assert not one.moved(one.mark)
        assert widgets.source_text(one, scenario.sources)
        if one.kind in ("slider", "probability"):
            assert one.leaf.declaration.low <= one.low <= one.number <= one.high <= one.leaf.declaration.high
            assert (one.high - one.low) / one.step >= (2 if one.whole else 10)


@pytest.mark.parametrize(("key", "value"), MOVES.items())
def test_every_main_control_changes_an_answer(key: str, value: float | str) -> None:
    name = HOLDER_MUST_ANSWER if key == "pressure-holder" else "kursk/baseline"
    sets = controls.assignments([(control(key, name), value)], load(name))
    assert len(sets) == 1
    written = answers.last_written()
    before, after = (
        answers.answer_to(answers.Request("outlook", (one,), 1, "light", written), 200)
        for one in (Chosen(name), Chosen(name, sets))
    )
    assert before.summaries[0]["outcomes"] != after.summaries[0]["outcomes"]


def test_all_main_controls_are_tested() -> None:
    assert set(MOVES) | {"order"} == {main.key for main in MAIN}


def test_a_mark_that_a_scenario_moves_has_its_own_key() -> None:
    surge = next(
        one for one in main_controls(load("kursk/advance-surges"), BASELINE) if one.slot == "ground.tempo_start_shift"
    )
    same = control("tempo", "kursk/hold")
    assert same.key == "tempo"
    assert surge.key == ("tempo" if surge.number == 0.0 else "tempo@advance-surges")


def test_changes_go_to_the_same_slot_of_another_scenario() -> None:
    tutorial = load("tutorial/baseline")
    [change] = controls.assignments([(control("road"), "cut")], tutorial)
    path, value = change.split("=")
    assert value == "cut"
    assert path in {leaf.path for leaf in tutorial.leaves()}
    assert path != control("road").leaf.path


def test_a_probability_stays_a_probability() -> None:
    leaf = next(leaf for leaf in other_leaves(BASELINE) if leaf.path == "command.ordered_before_start")
    drawn = other_control(leaf, BASELINE, BASELINE)
    assert drawn.mark == 0.75
    [change] = controls.assignments([(drawn, 0.5)], BASELINE)
    assert load("kursk/baseline", [change]).scenario.command.ordered_before_start.mean() == pytest.approx(0.5)
