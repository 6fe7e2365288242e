"""Days of fighting in the state of a replication: a day's waves stay within it, and both sides pay their share."""

from collections import defaultdict

import pytest
from small_runs import HOLDING, SILENT, small

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.fighting import assault
from sim.model.fighting.attrition import fight
from sim.model.ground.people import casualties
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.events import GAIN

PER_KM2, ELASTIC = 0.0, 2.0
FIRM = {"command.break_share": 1.0}


def world_with(values):
    chosen = small(replications=1).changed(values)
    world = plain_world(chosen.model)
    world.reset(1, 0)
    world.rules.fill([float(value) for value in chosen.rows[0]])
    begin(world)
    return world


@pytest.mark.parametrize("form", [PER_KM2, ELASTIC])
def test_the_exchange_ratio_is_the_attackers_losses_against_the_holders(form):
    world = world_with({"attrition.form": form, "attrition.exchange_ratio": 1.6})
    fight(world, 2.0, 0.5, 10.0, 3.0, 0.1)
    assert casualties(world, ATTACKER) > 1.0
    assert casualties(world, ATTACKER) / casualties(world, HOLDER) == pytest.approx(1.6)


def test_ground_given_up_costs_less_than_ground_fought_for():
    costs = []
    for ground in ((5.0, 0.0), (0.0, 5.0)):
        world = world_with({"attrition.form": PER_KM2})
        fight(world, *ground, 0.0, 0.0, 0.0)
        costs.append(casualties(world, ATTACKER))
    assert 0.0 < costs[1] < costs[0]


def test_every_axis_plans_every_day_and_gains_only_on_days_it_planned(monkeypatch):
    planned, plan_day = defaultdict(list), assault.plan_day

    def watched(world, axis, place, day):
        waves = plan_day(world, axis, place, day)
        planned[world.replication, axis].append((day, waves))
        return waves

    monkeypatch.setattr(assault, "plan_day", watched)
    block = small(replications=6, days=12).changed(HOLDING | SILENT | FIRM).run(logs=6, executor="simpy")
    assert len(planned) == 12  # two axes in each
    for plans in planned.values():
        assert [day for day, _ in plans] == list(range(13))
    gains = block.events[block.events["kind"] == GAIN]
    by_day = defaultdict(int)
    for gain in gains:
        assert gain["time"] % 1.0 > 0.0
        by_day[int(gain["replication"]), int(gain["subject"]), int(gain["time"])] += 1
    assert by_day
    for (replication, axis, day), count in by_day.items():
        assert count == dict(planned[replication, axis])[day]
