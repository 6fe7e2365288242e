"""Row A8: a clock stands while nothing is on the table, so no acceptances pile up when a text is tabled again."""

from tests.model.review.counts import accepted_at_tabling


def test_no_acceptance_waits_for_the_instant_of_tabling():
    assert accepted_at_tabling(2000) <= 0.02  # .14 before: every day off the table counted on the clock
