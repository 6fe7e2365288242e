"""An attacker that loses too many of its people stops for a time: told, counted anew afterwards, never in a truce."""

import numpy as np
import pytest

from sim.model.world.events import ATTACKER_GATHERS, ATTACKER_STOPS, GAIN, TRUCE_ENDS, TRUCE_STARTS
from tests.model.review.early_truces import early_truces
from tests.model.small_runs import HOLDING, SILENT, outcome, small

FRAGILE = {"attacker.break_share": 0.004, "attacker.stop_days": 6.0}


@pytest.fixture(scope="module")
def kursk():
    return small("kursk/undecided", replications=40, days=40).changed(HOLDING | SILENT)


def spans(block, replication):
    """When attacks stopped and when people were gathered again, in one replication."""
    log = block.events[block.events["replication"] == replication]
    stops, ends = (list(log["time"][log["kind"] == kind]) for kind in (ATTACKER_STOPS, ATTACKER_GATHERS))
    return log, stops, [*ends, *[np.inf] * (len(stops) - len(ends))]


def test_nobody_attacks_while_stopped_and_all_stops_last_their_days(kursk):
    block, seen = kursk.changed(FRAGILE).run(logs=40), 0
    for replication in range(40):
        log, stops, ends = spans(block, replication)
        gains = log["time"][log["kind"] == GAIN]
        for start, end in zip(stops, ends, strict=True):
            seen += 1
            assert end in (start + 6.0, np.inf)
            assert not np.any((gains > start) & (gains < min(end, start + 6.0)))
        assert all(later > end for later, end in zip(stops[1:], ends, strict=False))  # counted anew from there on
    assert seen > 20


def test_who_breaks_sooner_takes_less_and_loses_fewer(kursk):
    blocks = [kursk.changed({"attacker.break_share": share}).run() for share in (0.004, 0.02, 1.0)]
    taken = [np.mean(outcome(block, "ground_contested_km2")) for block in blocks]
    lost = [np.mean(outcome(block, "attacker_casualties")) for block in blocks]
    assert taken[0] < taken[1] < taken[2]
    assert lost[0] < lost[1] < lost[2]


def test_who_never_breaks_never_stops(kursk):
    block = kursk.changed({"attacker.break_share": 1.0}).run(logs=40)
    assert not np.any(block.events["kind"] == ATTACKER_STOPS)


def test_few_attacks_stops_as_shipped():
    block = small("kursk/baseline", replications=200, days=90).run(logs=200)
    stopped = np.unique(block.events["replication"][block.events["kind"] == ATTACKER_STOPS])
    assert 0.01 < len(stopped) / 200 < 0.2  # the record's share against losses of a few per cent in a fortnight
    told = block.events["first"][block.events["kind"] == ATTACKER_STOPS]
    assert np.min(told) >= 0.03


def test_nobody_stops_in_a_truce():
    in_force, truces = None, 0
    for event in early_truces(60).changed(FRAGILE).run(logs=60).events:
        if event["kind"] == TRUCE_STARTS:
            in_force, truces = event["replication"], truces + 1
        elif event["kind"] == TRUCE_ENDS:
            in_force = None
        else:
            assert event["kind"] != ATTACKER_STOPS or in_force != event["replication"]
    assert truces > 30
