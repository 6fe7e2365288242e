"""Shipped settings: one name for values that go over any scenario."""

import pytest
from made_up_place import ORIGIN, series_in

from sim.errors import InputError
from sim.scenario.files.shipped import shipped_names
from sim.scenario.loading import from_documents, load
from sim.scenario.made.by_rule import theatre_by_rule
from sim.scenario.referenced.settings import setting_named, setting_names, spelled_out

ALONE = {
    "command.policy": 0.0, "supply.fire_hazard_per_day": 0.0, "supply.cut_hazard_per_day": 0.0,
    "ground.force_form": 1.0, "ground.power_exponent": 0.0, "attacker.pauses": 0.0,
}  # fmt: skip


def fixed(loaded):
    return {leaf.path: leaf.quantity.value for leaf in loaded.leaves() if hasattr(leaf.quantity, "value")}


@pytest.mark.parametrize("setting", setting_names())
@pytest.mark.parametrize("name", shipped_names())
def test_every_setting_goes_over_every_shipped_scenario(name, setting):
    assert load(name, [setting]).hash == load(name, [*load(name, [setting]).sets]).hash


def test_tempo_only_leaves_the_routes_open_and_nobody_to_decide():
    loaded = load("kursk/baseline", ["tempo-only"])
    values = fixed(loaded)
    assert loaded.scenario.command.policy.value == load("kursk/hold").scenario.command.policy.value
    assert {path: values[path] for path in ALONE if path != "command.policy"} == {
        path: value for path, value in ALONE.items() if path != "command.policy"
    }
    states = [path for path in values if path.endswith("start_state")]
    assert states == ["supply.routes.paved_road.start_state", "supply.routes.dirt_tracks.start_state"]
    assert all(values[path] == 0.0 for path in states)
    assert all(proposal.tabled_day.value == float("inf") for proposal in loaded.scenario.talks.proposals.values())


def test_a_later_value_goes_over_a_setting():
    sets = ["tempo-only", "supply.cut_hazard_per_day=0.5"]
    assert load("kursk/baseline", sets).scenario.supply.cut_hazard_per_day.value == 0.5
    assert load("kursk/baseline", sets[::-1]).scenario.supply.cut_hazard_per_day.value == 0.0


def test_what_is_kept_of_a_setting_are_its_values():
    """So that a stored run does not change its meaning when a setting does."""
    sets = load("tutorial/baseline", ["tempo-only"]).sets
    assert all("=" in text for text in sets)
    assert len(sets) == len(setting_named("tempo-only")) + 1  # two routes and one proposal there


def test_texts_without_a_setting_need_no_document():
    assert spelled_out(["a=1"], lambda: pytest.fail("read")) == ("a=1",)


def test_an_unknown_setting_is_refused():
    with pytest.raises(InputError, match="did you mean 'tempo-only'"):
        setting_named("tempo-onl")


def test_a_setting_goes_over_a_scenario_without_files(tmp_path):
    made = theatre_by_rule(series_in(tmp_path, clear="0"), "Hill", ORIGIN)
    loaded = from_documents("hill", made.scenario, made.theatre, made.sources, ["tempo-only"])
    assert loaded.scenario.supply.routes["supply_road"].start_state.value == 0.0
