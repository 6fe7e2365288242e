"""Row A7: what a government says of a text follows the view of its terms that also moves its clock."""

import numpy as np
import pytest

from sim.model.talks.statements import tilted_refusal
from sim.model.world.state import ACCEPTED, CONDITIONAL, EXAMINING, REFUSED
from tests.model.review.talks_runs import STAFF_WITHOUT_HOPE, outcome, runs

N = 2000
AS_TABLED = STAFF_WITHOUT_HOPE | {"talks.attacker.statement_tilt": 1.0}
SETTLEMENT = {"talks.proposals.0.kind": 1.0, "talks.proposals.0.duration_days": 0.0}


def first_answers(values):
    return outcome(runs("kursk/baseline", N, AS_TABLED | values), "attacker_first_answer").astype(int)


def test_a_government_that_prefers_a_settlement_refuses_it_less_often_than_a_truce():
    prefers = {"talks.attacker.settlement_shift": 2.0}
    truce, settlement = first_answers(prefers), first_answers(prefers | SETTLEMENT)
    assert np.mean(settlement == REFUSED) < 0.6 * np.mean(truce == REFUSED)  # before: .236 and .231
    assert np.mean(settlement == CONDITIONAL) > np.mean(truce == CONDITIONAL)


@pytest.mark.parametrize(
    ("path", "better", "worse"),
    [("talks.attacker.momentum_effect", 0.0, 3.0), ("talks.attacker.settlement_shift", 0.0, 3.0),
     ("talks.attacker.pressure_effect", 3.0, 0.0), ("talks.proposals.0.rearming_monitored", 1.0, 0.0)],
)
def test_a_worse_view_only_turns_conditions_and_acceptances_into_refusals(path, better, worse):
    less, more = first_answers({path: better}), first_answers({path: worse})
    changed = less != more
    assert changed.sum() > 10
    before_that = less[changed]
    assert np.all((more[changed] == REFUSED) | (before_that == ACCEPTED))
    assert np.all((before_that == CONDITIONAL) | (before_that == ACCEPTED))
    examining = (less == EXAMINING) & (more != EXAMINING)
    assert not examining.any()


def test_who_accepts_no_truce_with_an_end_date_says_so():
    never = outcome(runs("kursk/settlement-first", 300), "attacker_first_answer").astype(int)
    assert np.mean(never == REFUSED) > 0.95  # before: .25, the rest conditional or examining


def test_the_tilt_keeps_what_is_not_said_and_has_its_odds():
    assert tilted_refusal(6.5, 2.5, 0.0) == pytest.approx(2.5)
    assert tilted_refusal(6.5, 2.5, np.log(2.6)) == pytest.approx(4.5)  # odds 2.5/6.5 times 2.6 are 1 to 1
    assert tilted_refusal(6.5, 2.5, 1e9) == pytest.approx(9.0)
    assert tilted_refusal(1.0, 0.0, 5.0) == 0.0
    assert tilted_refusal(0.0, 0.0, 5.0) == 0.0
