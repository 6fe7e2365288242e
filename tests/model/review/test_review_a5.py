"""A5: a day of collapse costs what the record of such days allows, by rival forms that are drawn."""

from dataclasses import replace

import numpy as np
import pytest

from sim.model.fighting.collapse.capped import contested_share
from sim.model.fighting.collapse.elastic import elastic_share
from tests.model.small_runs import COLUMN, outcome, small

ELASTIC, CAPPED, LINEAR = 0.0, 1.0, 2.0
WORST_OF_ATTACKERS = 0.039  # share a day that 90 % of 34 attackers of 40,000 to 100,000 stayed under, 1914-82 (CDB90)
WORST_OF_HOLDERS = 0.161  # share a day that 95 % of 111 defenders of 8,000 to 30,000 stayed under, 1914-82 (CDB90)


@pytest.fixture(scope="module")
def runs():
    return small("kursk/baseline", replications=200, days=45)


@pytest.fixture(scope="module")
def block(runs):
    return runs.run()


def test_the_form_is_drawn(runs):
    forms = runs.rows[:, COLUMN["attrition.collapse_form"]]
    assert np.mean(forms == ELASTIC) == pytest.approx(0.5, abs=0.02)
    assert np.mean(forms == CAPPED) == pytest.approx(0.5, abs=0.02)


def test_few_worst_days_are_worse_than_the_record(runs, block):
    for side, bound in (("attacker", WORST_OF_ATTACKERS), ("holder", WORST_OF_HOLDERS)):
        people = runs.rows[:, COLUMN[f"{side}.people_persons"]]
        shares = outcome(block, f"worst_day_{side}") / people
        assert np.mean(shares <= bound) >= 0.94
    assert np.mean(outcome(block, "worst_day_attacker") > 1500.0) < 0.15  # .41 before


def test_between_the_forms_in_use_the_attackers_losses_are_much_the_same_and_all_of_it_costs_more(runs):
    few = replace(runs, rows=runs.rows[:80]).changed({"command.break_share": 1.0})
    elastic, capped, linear = (
        np.mean(outcome(few.changed({"attrition.collapse_form": form}).run(), "attacker_casualties"))
        for form in (ELASTIC, CAPPED, LINEAR)
    )
    assert elastic == pytest.approx(capped, rel=0.25)
    assert linear > 1.3 * max(elastic, capped)


def test_the_shares_by_hand():
    assert elastic_share(0.8, 0.08, 0.5) == pytest.approx(0.1**0.5)
    assert elastic_share(0.05, 0.08, 0.5) == 1.0
    assert contested_share(40.0, 20.0, 0.2) == pytest.approx(0.1)
    assert contested_share(1.0, 20.0, 0.2) == 1.0


@pytest.mark.parametrize("exponent", [0.0, 0.35, 0.7])
def test_more_ground_on_a_day_never_costs_less(exponent):
    paces = np.geomspace(0.001, 10.0, 200)
    for shares in ([elastic_share(pace, 0.08, exponent) for pace in paces],
                   [contested_share(pace, 1.0, 0.2) for pace in paces]):
        assert np.all(np.diff(np.array(shares) * paces) >= -1e-12)
