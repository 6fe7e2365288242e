"""A2: a 30-day truce lasts as the record says, drawn between its two poles: 20-45 day truces, and Donbas."""

import pytest

from tests.model.review.early_truces import COMPETING_ENDS, DONBAS, WORLD_HAZARDS, alive, early_truces


@pytest.fixture(scope="module")
def early():
    return early_truces()


def test_half_of_early_truces_reach_their_thirtieth_day(early):
    assert 0.45 <= alive(early, 30.0) <= 0.65  # .26 before; three crowds of March 2025: .49, .31, .73


@pytest.mark.parametrize(
    ("form", "published"),
    [(COMPETING_ENDS, 0.95), (WORLD_HAZARDS, 0.77), (DONBAS, 0.31)],  # Kaplan-Meier, ceasefire evidence 1.3
)
def test_each_record_is_met_on_day_30_whatever_the_terms_are(early, form, published):
    assert alive(early.having(truce__form=form), 30.0) == pytest.approx(published, abs=0.08)
