"""Talk for show on outcomes: who talks to gain time says that it examines, accepts nothing, and answers later."""

import numpy as np
import pytest

from sim.model.world.events import FOR_SHOW, STATEMENT
from sim.model.world.state import EXAMINING
from tests.model.review.talks_runs import STAFF_WITHOUT_HOPE, day_of, outcome, path_of, runs, talks_of

N = 1000
TABLED = -1.0  # [day] of the text of 11 March
SHOW = {"talks.attacker.show_probability": 1.0, "talks.attacker.show_days": 40.0, "talks.goal_until_km2": 1.0}
WILLING = STAFF_WITHOUT_HOPE | {"talks.attacker.open_probability": 1.0, "talks.attacker.clock_mu": 1.0}


EXAMINING_ONLY = {
    "talks.attacker.conditional_weight": 0.0, "talks.attacker.refuse_weight": 0.0, "talks.attacker.examine_weight": 1.0,
    "talks.goal_until_km2": 1.0,
}  # fmt: skip


@pytest.mark.parametrize("form", [0.0, 1.0])
def test_nothing_is_accepted_while_time_works_for_it_and_with_the_same_luck_never_earlier(form: float) -> None:
    """Of texts that stay on the table: a refusal that comes later may spare a text that an early one would close."""
    examines = WILLING | EXAMINING_ONLY | {"talks.acceptance_form": form}
    earnest, shown = (runs("kursk/undecided", N, examines | show) for show in ({}, SHOW))
    before, after = (day_of(block, "attacker_accepted_day") for block in (earnest, shown))
    assert np.mean(before <= 30.0) > 0.2
    assert np.all(after >= before)
    held = path_of(shown, "held_area_km2")
    to_gain = np.array([np.isinf(day) or held[one, int(day)] > 1.0 for one, day in enumerate(after)])
    assert np.all(after[to_gain] >= TABLED + 40.0)


def test_it_begins_to_weigh_a_text_once_it_is_in_earnest() -> None:
    """No crowd of acceptances on the day on which the show ends, as there would be if it had weighed it all along."""
    shown = runs("kursk/undecided", N, WILLING | EXAMINING_ONLY | SHOW)
    days = day_of(shown, "attacker_accepted_day")
    on_the_day = np.mean((days > TABLED + 39.0) & (days <= TABLED + 41.0))
    week_after = np.mean((days > TABLED + 41.0) & (days <= TABLED + 48.0))
    assert week_after > 0.02
    assert on_the_day < 2.0 * week_after


def test_it_says_that_it_examines_and_answers_once_it_is_in_earnest() -> None:
    shown = runs("kursk/undecided", 200, WILLING | SHOW, logs=True)
    assert np.mean(outcome(shown, "attacker_first_answer") == EXAMINING) > 0.95  # else there was no ground left to gain
    told, in_earnest = 0, 0
    for events in talks_of(shown):
        show = events[(events["kind"] == FOR_SHOW) & (events["subject"] == 1)]
        said = events[(events["kind"] == STATEMENT) & (events["subject"] == 1)]
        told += len(show) > 0
        for one in show:
            on_it = said[said["first"] == one["first"]]
            assert on_it["second"][0] == EXAMINING
            in_earnest += len(on_it) > 1 and on_it["time"][1] == one["second"]
    assert told > 190
    assert in_earnest > 30


def test_the_share_that_talks_for_show_is_the_one_asked_for_and_its_chance_knows_it() -> None:
    some = runs("kursk/undecided", N, WILLING | SHOW | {"talks.attacker.show_probability": 0.4}, logs=True)
    showing = sum(bool((events["kind"] == FOR_SHOW).any()) for events in talks_of(some))
    assert showing / N == pytest.approx(0.4, abs=0.06)
    none = runs("kursk/undecided", N, WILLING | {"talks.goal_until_km2": 1.0})
    chances = [path_of(block, "acceptance_30d_attacker")[:, 0].mean() for block in (none, some)]
    assert chances[1] == pytest.approx(0.6 * chances[0], rel=1e-6)


def test_without_it_nothing_changes() -> None:
    usual, short = (
        runs("kursk/undecided", 200, WILLING | values)
        for values in ({}, {"talks.attacker.show_probability": 1.0, "talks.attacker.show_days": 0.0})
    )
    assert np.array_equal(usual.outcomes, short.outcomes, equal_nan=True)
