"""Forms drawn in every replication: both executors agree to the last bit, whatever forms come together."""

import numpy as np
import pytest
from both_executors import COLUMN, case_of, differences

from sim.scenario.values.law_forms import UNKNOWN

pytestmark = pytest.mark.parity
REPLICATIONS = 60


@pytest.mark.parametrize("name", ["kursk/undecided", "tutorial/baseline"])
def test_both_executors_agree_whatever_forms_are_drawn(name: str) -> None:
    case = case_of(name, REPLICATIONS, sets=["forms=drawn"])
    for mechanism in UNKNOWN:
        expected = [int(form) for form in mechanism.forms if form.law.weight > 0.0]
        assert np.unique(case.rows[:, COLUMN[mechanism.slot]]).tolist() == expected
    assert not differences(case.run("simpy"), case.run("compiled"))
