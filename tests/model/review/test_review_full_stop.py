"""A preference for a full stop that goes with the length of a truce, and talks that heed the leader's deadline."""

from itertools import pairwise

import numpy as np
import pytest

from tests.model.review.talks_runs import STAFF_WITHOUT_HOPE, day_of, runs

N = 1000
WILLING = STAFF_WITHOUT_HOPE | {
    "talks.attacker.open_probability": 1.0, "talks.attacker.settlement_shift": 2.0, "talks.attacker.length_effect": 0.0,
    "talks.mediation.counter_rounds": 0.0, "talks.attacker.clock_mu": 2.0,
}  # fmt: skip
FULL_STOP = {"talks.attacker.full_stop": 1.0}
LENGTH = "talks.proposals.0.duration_days"


def accepted(**values: float) -> np.ndarray:
    """Day on which the attacker's government accepts (replication), infinite for never."""
    leaves = {path.replace("__", "."): value for path, value in values.items()}
    return day_of(runs("kursk/undecided", N, WILLING | leaves), "attacker_accepted_day")


def of_length(days: float, full_stop: float) -> np.ndarray:
    return accepted(talks__proposals__0__duration_days=days, talks__attacker__full_stop=full_stop)


def test_a_longer_truce_is_never_accepted_later_by_who_prefers_a_full_stop() -> None:
    days = [of_length(length, 1.0) for length in (15.0, 30.0, 60.0, 365.0)]
    for shorter, longer in pairwise(days):
        assert np.all(longer <= shorter)
    shares = [np.mean(one <= 30.0) for one in days]
    assert shares[3] > shares[1] + 0.03
    assert shares[1] > 0.01  # and no limited truce is refused for good


def test_where_length_does_not_count_and_at_30_days_nothing_changes() -> None:
    assert np.array_equal(of_length(30.0, 0.0), of_length(30.0, 1.0))
    assert np.array_equal(of_length(30.0, 0.0), of_length(365.0, 0.0))


URGED = {"attacker.urged_multiplier": 1.0, "attacker.pauses": 0.0}  # haste aside: what talks make of it alone


@pytest.mark.parametrize("form", [0.0, 1.0])
def test_until_the_leaders_deadline_his_government_accepts_later_and_never_sooner(form: float) -> None:
    heeding = {"talks.acceptance_form": form, "talks.deadline_shift": 2.0, "talks.goal_until_km2": 1.0, **URGED}
    blocks = [
        runs("kursk/undecided", N, WILLING | heeding | {"attacker.urged_days": until}) for until in (0.0, 20.0, 60.0)
    ]
    free, short, long = (day_of(block, "attacker_accepted_day") for block in blocks)
    assert np.all(free <= short)
    assert np.all(short <= long)
    assert np.mean(long <= 20.0) < 0.8 * np.mean(free <= 20.0)
    assert np.sum(short < long) > 10  # it accepts sooner once the deadline has passed
    early = short < 20.0
    assert np.array_equal(short[early], long[early])  # until the first deadline both heed it alike
    holder = [day_of(block, "holder_accepted_day") for block in blocks]
    assert np.array_equal(holder[0], holder[2])  # it had accepted, and it is not its leader
