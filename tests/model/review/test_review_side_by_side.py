"""Texts that lie side by side: the same terms laid twice are one chance, and better terms are taken for their terms."""

from collections.abc import Mapping

import numpy as np
import pytest

from sim.model.world.events import STATEMENT
from tests.model.review.talks_runs import STAFF_WITHOUT_HOPE, day_of, path_of, runs, talks_of

N = 1000
SECOND = "talks.proposals.1."
SAME = {SECOND + "line_rule": 0.0}  # of the text that is laid beside the first on day 2
FAR_WORSE = SAME | {SECOND + "shift_log_days": 8.0}
FORMS = pytest.mark.parametrize("form", [0.0, 1.0], ids=["aft_hazard", "bargaining"])


def accepted(values: Mapping[str, float], form: float, name: str = "kursk/leaving-by-the-terms") -> np.ndarray:
    """Day on which the attacker's government accepts (replication,), infinite for never."""
    leaves = {"talks.acceptance_form": form, **STAFF_WITHOUT_HOPE, **values}
    return day_of(runs(name, N, leaves), "attacker_accepted_day")


@FORMS
def test_the_same_text_laid_a_second_time_is_hardly_a_second_chance(form: float) -> None:
    """Before: accepted by day 90 in .31 of runs against .16, and by bargaining in .49 against .33."""
    once, twice = accepted({}, form, "kursk/undecided"), accepted(SAME, form)
    for day in (30.0, 90.0):
        assert np.mean(twice <= day) == pytest.approx(np.mean(once <= day), abs=0.02)


def test_a_text_that_is_far_worse_brings_nothing() -> None:
    """Before: .18 against .16, though nobody would wait eight e-foldings longer."""
    assert np.mean(accepted(FAR_WORSE, 0.0) <= 90.0) == pytest.approx(
        np.mean(accepted({}, 0.0, "kursk/undecided") <= 90.0), abs=0.003
    )


@FORMS
def test_terms_that_ask_less_of_it_are_accepted_sooner_and_never_much_later(form: float) -> None:
    once, both = accepted({}, form, "kursk/undecided"), accepted({}, form)
    assert np.mean(both <= 30.0) > np.mean(once <= 30.0) + 0.02
    assert np.mean(both > once + 1.0) < 0.03  # a truce that comes sooner changes what follows


def test_a_government_says_the_same_of_the_same_text() -> None:
    """Before: it refused one of the two and named conditions for the other in .2 of runs."""
    alike = told = 0
    for events in talks_of(runs("kursk/leaving-by-the-terms", 300, SAME | STAFF_WITHOUT_HOPE, logs=True)):
        said = events[(events["kind"] == STATEMENT) & (events["subject"] == 1)]
        first, second = (said["second"][said["first"] == text] for text in (0.0, 1.0))
        if len(first) and len(second):
            told += 1
            alike += first[0] == second[0]
    assert told > 200
    assert alike > 0.95 * told


@FORMS
def test_the_chance_that_is_told_knows_that_they_share_one_clock(form: float) -> None:
    block = runs("kursk/leaving-by-the-terms", 2 * N, {"talks.acceptance_form": form, **STAFF_WITHOUT_HOPE})
    days, told = day_of(block, "attacker_accepted_day"), path_of(block, "acceptance_30d_attacker")
    waiting = [days > day for day in range(3, 61, 10)]
    said = np.concatenate([told[still, 3 + 10 * place] for place, still in enumerate(waiting)])
    happened = np.concatenate([days[still] <= 3 + 10 * place + 30.0 for place, still in enumerate(waiting)])
    assert said.mean() == pytest.approx(happened.mean(), abs=0.02)
