"""Laws that readers of replays did not believe: who is cut off, how people run, gains at once, mud in an hour."""

from functools import cache

import numpy as np

from sim.model.world.events import BREAKOUT_ENDS, BREAKS, CUT_OFF, GAIN, MOVE_ENDS, WEATHER_TURNS
from sim.model.world.state import PRESSED
from tests.model.small_runs import HOLDING, SILENT, outcome, small

OPEN_ROADS = {f"supply.routes.{route}.start_state": 0.0 for route in range(2)} | {"supply.fire_hazard_per_day": 0.0}
FRAGILE = HOLDING | SILENT | {"command.break_share": 0.03, "ground.tempo_start_shift": 1.0}
RUNS = 240


@cache
def block():
    return small("kursk/baseline", RUNS, 90).run(logs=RUNS, executor="compiled")


def logs(one, runs):
    return [one.events[one.events["replication"] == replication] for replication in range(runs)]


def test_nobody_whom_the_strip_supplies_counts_as_cut_off():
    runs = small("kursk/baseline", RUNS, 90)
    near = runs.having(withdrawal__rests_on_strip_km=100.0).run(logs=RUNS, executor="compiled")
    assert not np.any(near.events["kind"] == CUT_OFF)
    assert not np.any(outcome(near, "people_cut_off"))
    counted = again = 0
    for log, most in zip(logs(block(), RUNS), outcome(block(), "people_cut_off"), strict=True):
        behind = log["time"][np.isin(log["kind"], (MOVE_ENDS, BREAKOUT_ENDS))]
        cut = log[log["kind"] == CUT_OFF]
        assert most == np.max(cut["first"], initial=0.0)
        counted += len(cut)
        again += np.sum(cut["time"] > np.min(behind, initial=np.inf))
    assert counted > 50
    assert again > 10  # a line that moved back a little may be cut off again


def test_who_runs_by_an_open_road_does_not_run_through_a_closed_one():
    runs = small("kursk/undecided", replications=100, days=40).changed(FRAGILE)
    modes = {}
    for name, roads in (("open", OPEN_ROADS), ("under fire", {"supply.cut_hazard_per_day": 0.0})):
        events = runs.changed(roads).run(logs=100, executor="compiled").events
        modes[name] = events["subject"][events["kind"] == BREAKS] % 8
        assert len(modes[name]) > 20
    assert set(modes["open"]) == {PRESSED}
    assert len(set(modes["under fire"])) == 2


def test_a_large_gain_does_not_come_at_one_instant():
    large = split = 0
    for log in logs(block(), RUNS):
        gains = log[log["kind"] == GAIN]
        for day in np.unique(np.floor(gains["time"])):
            for axis in range(4):
                first = gains["first"][(np.floor(gains["time"]) == day) & (gains["subject"] == axis)]
                if np.sum(first) > 4.0:
                    large += 1
                    split += len(first) >= 5
    assert large > 100
    assert split > 0.7 * large  # before: 0.07; most of them at one instant
    gains = block().events[block().events["kind"] == GAIN]
    assert np.max(gains["first"]) < 20.0  # up to 60 where a line had run: all that was left, with the day's first wave


def test_no_mud_dries_in_an_hour():
    spells = []
    for log in logs(block(), RUNS):
        turns = log[log["kind"] == WEATHER_TURNS]
        lasts = np.diff(turns["time"])
        spells += list(lasts[turns["subject"][:-1] == 2])
    assert len(spells) > 200
    assert min(spells) > 1.2
    assert np.mean(spells) < 6.0  # five on average; spells beyond the horizon are not seen whole
