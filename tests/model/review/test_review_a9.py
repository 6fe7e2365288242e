"""Row A9: a conditional answer supersedes the text it answers; what is agreed is the merged text."""

import numpy as np

from sim.model.world.state import CONDITIONAL
from tests.model.review.counts import agreed_beside_a_counter_offer
from tests.model.review.talks_runs import day_of, outcome, runs

N = 4000


def test_no_text_is_agreed_while_conditions_named_on_it_lie_open_as_a_counter_offer():
    assert agreed_beside_a_counter_offer(N) == 0.0  # before: 342 of 795


def test_counter_offers_change_what_becomes_of_the_talks():
    without, one, two = (
        runs("kursk/baseline", N, {"talks.mediation.counter_rounds": rounds}) for rounds in (0.0, 1.0, 2.0)
    )
    asked = outcome(without, "attacker_first_answer") == CONDITIONAL
    accepts = [day_of(block, "attacker_accepted_day")[asked] for block in (without, one, two)]
    moved = np.mean(accepts[0] != accepts[1])
    assert moved > 0.01  # before: 6 rounds or none gave almost the same
    truces = [outcome(block, "truce_day")[asked] for block in (without, one, two)]
    assert not np.array_equal(truces[0], truces[1], equal_nan=True)
    assert not np.array_equal(truces[1], truces[2], equal_nan=True)


def test_merged_conditions_hasten_who_asked_for_them():
    fast = {"talks.mediation.counter_delay_days": 0.0, "command.hope_of_truce": 0.0,
            "talks.attacker.settlement_shift": 2.0, "talks.mediation.rearming_clause": 1.0,
            "talks.mediation.mobilisation_clause": 1.0, "talks.holder.open_probability": 1.0}
    with_it, without = (
        runs("kursk/baseline", N, fast | {"talks.mediation.counter_rounds": rounds}) for rounds in (1.0, 0.0)
    )
    sooner, later = (day_of(block, "attacker_accepted_day") for block in (with_it, without))
    asked = outcome(without, "attacker_first_answer") == CONDITIONAL
    assert np.all(sooner[asked] <= later[asked])
    assert np.isfinite(sooner[asked]).sum() > np.isfinite(later[asked]).sum()
