"""Replays: a mediator who is refused learns, and does not lay the same text before a government at the same pace."""

import numpy as np
import pytest

from sim.model.world.events import TABLED
from tests.model.small_runs import SILENT, small

N = 40
REFUSED_EACH_TIME = SILENT | {
    "talks.proposals.0.tabled_day": 0.0, "talks.mediation.retable_days": 10.0,
    "talks.mediation.partial_probability": 0.0, "talks.attacker.refuse_weight": 1.0,
    "talks.attacker.conditional_weight": 0.0,
    "talks.attacker.open_probability": 0.0, "talks.attacker.statement_log_mean": -2.0,
    "talks.attacker.statement_log_sd": 0.0, "talks.attacker.show_probability": 0.0,
    "talks.holder.refuse_weight": 0.0, "talks.holder.conditional_weight": 0.0,
    "command.policy": 0.0, "attacker.people_persons": 1.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def refused():
    return small("kursk/undecided", N, 120).changed(REFUSED_EACH_TIME)


def tabled(runs):
    """Days on which a text is tabled, of every run."""
    events = runs.run(executor="compiled", logs=N).events
    events = events[events["kind"] == TABLED]
    return [events["time"][events["replication"] == replication] for replication in range(N)]


def test_the_same_text_comes_back_after_longer_and_longer_pauses(refused):
    """Before: every ten days, twelve times in 120; who once only examines a text has not refused it again."""
    pauses = [np.diff(days) for days in tabled(refused)]
    for one in pauses:
        np.testing.assert_allclose(one, [10.0, 20.0, 30.0, 40.0][: len(one)], atol=1.0)
    assert sum(len(one) == 4 for one in pauses) >= 5


def test_another_situation_on_the_ground_is_a_reason_to_try_at_once_again(refused):
    falls = {"attacker.people_persons": 60_000.0, "ground.tempo_start_shift": 3.0, "ground.tempo_mean": 1.0}
    counts = [len(days) for days in tabled(refused.changed(falls))]
    assert np.mean(counts) > np.mean([len(days) for days in tabled(refused)]) + 0.5
