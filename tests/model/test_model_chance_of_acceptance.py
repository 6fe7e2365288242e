"""The model's own chance of acceptance, as the daily series and the holder's staff see it."""

import numpy as np
import pytest

from tests.model.small_runs import outcome, series, small


@pytest.fixture(scope="module")
def promptly():
    return small("kursk/ceasefire-accepted-promptly", replications=24)


def test_who_accepts_on_a_given_day_is_certain_to_accept_from_the_start(promptly):
    block = promptly.run()
    assert np.all(series(block, "acceptance_30d_attacker")[:, 0] == 1.0)


def test_hope_does_not_vanish_when_a_truce_is_agreed(promptly):
    block = promptly.run()
    began, chance = outcome(block, "truce_day"), series(block, "acceptance_30d_holder")
    prompt = np.flatnonzero(began < 20)
    assert len(prompt) > 10
    for replication in prompt:
        assert chance[replication, int(np.ceil(began[replication]))] == 1.0


def test_an_offer_that_cannot_bring_a_truce_gives_no_chance_beyond_its_counter_offer():
    asked = small("kursk/ceasefire-with-conditions", replications=8)
    assert np.all(series(asked.run(), "acceptance_30d_attacker")[:, 0] > 0.0)
    unmet = asked.changed({"talks.mediation.counter_rounds": 0.0}).run()
    assert np.all(series(unmet, "acceptance_30d_attacker")[:, 0] == 0.0)
