"""One input along its range: where it stops, and what each stop runs."""

import math

import pytest

from sim.errors import InputError
from sim.session.answers.answers import Request, best_answer
from sim.session.answers.sweeps import TOLD_FIRST, Swept
from sim.session.inputs import controls, sweeping
from sim.session.inputs.scenarios import Chosen, last_written, loaded
from sim.session.inputs.sweeping import Sweep, inputs_of, sweep

UNDECIDED = Chosen("kursk/undecided")
PRESSURE, TEMPO = "talks.attacker.pressure_credibility", "ground.tempo_start_shift"


def along(path: str, chosen: Chosen = UNDECIDED) -> Sweep:
    return sweep(chosen, path, last_written())


def test_an_order_comes_on_every_fifth_day_of_a_month() -> None:
    found = along(controls.ORDER_DAY)
    assert [stop.at for stop in found.stops] == [0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0]
    assert found.stops[2].where == "on day 10"
    assert found.axis == "Days after 12 March 2025"
    for stop in found.stops:
        command = loaded(stop.chosen).scenario.command
        assert "command.policy=policy_date" in stop.chosen.sets
        assert command.order_day.value == stop.at


def test_pressure_goes_from_none_to_all_and_is_the_same_in_every_run() -> None:
    found = along(PRESSURE)
    assert (found.stops[0].where, found.stops[-1].where, found.mark) == ("at 0 %", "at 100 %", 50.0)
    assert [stop.chosen.sets for stop in (found.stops[0], found.stops[-1])] == [(f"{PRESSURE}=0",), (f"{PRESSURE}=1",)]
    assert not found.by_ratio


def test_ratios_are_drawn_as_ratios_and_other_changes_stay() -> None:
    found = along(TEMPO, Chosen("kursk/undecided", (f"{TEMPO}=0.7", "horizon_days=60")))
    assert found.by_ratio
    assert found.mark == pytest.approx(math.exp(0.7), rel=1e-5)
    assert all(sum(TEMPO in change for change in stop.chosen.sets) == 1 for stop in found.stops)
    assert all("horizon_days=60" in stop.chosen.sets for stop in found.stops)


def test_sliders_and_dates_can_be_moved_those_in_sight_first() -> None:
    offered = inputs_of(Chosen("tutorial/baseline"))
    assert next(iter(offered)) == TEMPO
    assert controls.ORDER_DAY in offered
    assert controls.POLICY not in offered
    assert "supply.routes.bridge_road.start_state" not in offered
    for path in [*offered][:: len(offered) // 12]:
        found = along(path, Chosen("tutorial/baseline"))
        assert len({loaded(stop.chosen).hash for stop in found.stops}) == len(found.stops) >= 2


def test_where_a_scenario_cannot_be_run_there_is_no_stop() -> None:
    good, bad = sweeping.Stop(0.0, "", UNDECIDED), sweeping.Stop(1.0, "", Chosen("kursk/nowhere"))
    assert sweeping._possible([good, bad, good], last_written()) == (good, good)
    with pytest.raises(InputError, match="areas: equal_cells"):
        along("ground.held_area_km2", Chosen("tutorial/baseline"))  # its map gives the areas


def test_its_numbers_are_those_of_runs_with_the_input_there() -> None:
    found = along(PRESSURE, Chosen("tutorial/baseline"))
    request = Request(found.scenarios, 1, 60, "light", last_written())
    swept = Swept(found, best_answer(request))
    one = best_answer(Request((Chosen("tutorial/baseline", (f"{PRESSURE}=1",)),), 1, 60, "light", last_written()))
    for outcome in TOLD_FIRST:
        point = swept.picture(outcome).frame.query("part == 'point'")["value"].iloc[-1]
        assert point == pytest.approx(one.summaries[0]["outcomes"][outcome]["mean"], rel=1e-6)
    last = swept.commands().splitlines()[-1]
    assert last == f"salient run tutorial/baseline --set {PRESSURE}=1 --replications 60 --seed 1"
    assert list(swept.table(TOLD_FIRST)["at"]) == swept.names
    assert "by day 60" in swept.headline(TOLD_FIRST)


def test_where_the_level_itself_is_moved_the_area_told_is_that_of_each_stop() -> None:
    found = along("ground.lost_below_km2", Chosen("tutorial/baseline"))
    swept = Swept(found, best_answer(Request(found.scenarios, 1, 20, "light", last_written())))
    assert "no longer held (the area of the stop or less) at any time" in swept.title("foothold_ended")
