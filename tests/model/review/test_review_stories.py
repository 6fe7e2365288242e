"""What a replay tells in order is what a reader can follow: nothing is told that cannot be so at that moment."""

from sim.model.world.events import PAUSES, PRESSES, RACES, TRUCE_ENDS, TRUCE_STARTS
from tests.model.review.early_truces import early_truces, run
from tests.model.review.talks_runs import runs, talks_of


def test_nobody_presses_on_or_pauses_while_a_truce_is_in_force():
    in_force, told, truces = None, [], 0
    for event in run(early_truces(400), logs=400).events:
        if event["kind"] == TRUCE_STARTS:
            in_force, truces = event["replication"], truces + 1
        elif event["kind"] == TRUCE_ENDS:
            in_force = None
        elif event["kind"] in (PRESSES, PAUSES, RACES) and in_force == event["replication"]:
            told.append((int(event["replication"]), float(event["time"])))
    assert truces > 100
    assert not told  # before: on the first day of nearly every truce


def test_nobody_hurries_before_a_truce_that_starts_at_once():
    hurried = 0
    for log in talks_of(runs("kursk/ceasefire-accepted-promptly", 60, logs=True)):
        starts = log["time"][log["kind"] == TRUCE_STARTS]
        for race in log[log["kind"] == RACES]:
            later = starts[starts >= race["time"]]
            assert race["second"] > race["time"]
            assert not len(later) or later[0] == race["second"]  # before: in the same instant, in most replays
            hurried += 1
    assert hurried > 5


def test_attacks_are_taken_up_again_only_after_a_pause():
    for log in talks_of(runs("kursk/baseline", 60, logs=True)):
        told = [kind for kind in log["kind"] if kind in (PAUSES, PRESSES)]
        assert all(before == PAUSES for before, kind in zip([None, *told], told, strict=False) if kind == PRESSES)
