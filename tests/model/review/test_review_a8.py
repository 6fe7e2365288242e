"""Row A8: a clock stands while nothing is on the table, so no acceptances pile up when a text is tabled again."""

from sim.model.world.dimensions import ATTACKER
from sim.model.world.events import TABLED
from tests.model.review.talks_runs import accepted, runs, talks_of


def test_no_acceptance_waits_for_the_instant_of_tabling():
    at_tabling, all_of_them = 0, 0
    for events in talks_of(runs("kursk/baseline", 2000, logs=True)):
        tabled = set(events["time"][(events["kind"] == TABLED) & (events["time"] > 0.0)].tolist())
        days = [day for day, _ in accepted(events, ATTACKER)]
        at_tabling += sum(day in tabled for day in days)
        all_of_them += len(days)
    assert all_of_them > 50
    assert at_tabling <= 0.02 * all_of_them  # .14 before: every day off the table counted on the clock
