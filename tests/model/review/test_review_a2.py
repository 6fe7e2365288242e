"""A2: a 30-day truce lasts as the record says, drawn between its two poles: 20-45 day truces, and Donbas."""

import numpy as np
import pytest

from sim.model.world.events import TRUCE_ENDS, TRUCE_EXTENDED
from sim.model.world.state import COLLAPSED, EXPIRED
from tests.model.review.early_truces import COMPETING_ENDS, DONBAS, WORLD_HAZARDS, alive, early_truces, run


@pytest.fixture(scope="module")
def early():
    return early_truces()


def test_half_of_early_truces_reach_their_thirtieth_day(early):
    assert 0.45 <= alive(early, 30.0) <= 0.65  # .26 before; three crowds of March 2025: .49, .31, .73


@pytest.mark.parametrize(
    ("form", "published"),
    [(COMPETING_ENDS, 0.95), (WORLD_HAZARDS, 0.77), (DONBAS, 0.31)],  # Kaplan-Meier, ceasefire-fits
)
def test_each_record_is_met_on_day_30_whatever_the_terms_are(early, form, published):
    assert alive(early.having(truce__form=form), 30.0) == pytest.approx(published, abs=0.08)


def test_truces_of_20_to_45_days_end_in_the_ways_of_the_record(early):
    events = run(early.having(truce__form=COMPETING_ENDS), logs=1000).events
    events = events[events["time"] <= 31.0]  # the end date of a truce that starts on day 1
    ends = events["subject"][events["kind"] == TRUCE_ENDS]
    extended = np.count_nonzero(events["kind"] == TRUCE_EXTENDED)
    shares = [np.count_nonzero(ends == COLLAPSED) / 1000, np.count_nonzero(ends == EXPIRED) / 1000, extended / 1000]
    # Failed, expired, replaced or extended among the 121 of 144 that ended by day 35: 10, 52, 59 (ceasefire-fits);
    # settlements come on top here.
    assert shares == pytest.approx([10 / 121, 52 / 121, 59 / 121], abs=0.05)
