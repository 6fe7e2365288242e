"""Every law of losses, of advance and of giving way: nobody, tiny and huge stay sane, more people never do worse."""

import numpy as np
import pytest

from sim.engine.replication import run_block
from sim.scenario.values.law_forms import AdvanceForm, AttritionForm, Policy
from tests.model.review.strengths import ATTACKERS, HOLDERS
from tests.model.small_runs import HOLDING, SILENT, outcome, series, small

RUNS = 120
STAYING = HOLDING | SILENT | {"attacker.pauses": 0.0}
BY_LAW = [
    *({"attrition.form": float(form)} for form in AttritionForm),
    *({"ground.advance_form": float(form)} for form in AdvanceForm),
    {"command.policy": float(Policy.EPSTEIN_1985), "command.tolerated_loss_per_day": 0.005},
    {"attrition.form": float(AttritionForm.EPSTEIN_1985), "ground.advance_form": float(AdvanceForm.PHASES_1914_82),
     "command.policy": float(Policy.EPSTEIN_1985), "ground.tempo_form": 1.0},
]  # fmt: skip
EACH = pytest.mark.parametrize("laws", BY_LAW, ids=lambda laws: " ".join(f"{one}={law:g}" for one, law in laws.items()))


@pytest.fixture(scope="module")
def kursk():
    return small("kursk/undecided", replications=RUNS, days=30).changed(STAYING)


def run(runs):
    block = run_block(runs.model, runs.rows, seed=1, first=0, executor="compiled", paths=True)
    assert not block.faults.any()
    return block


@EACH
def test_without_attackers_nothing_is_taken_and_without_holders_nobody_is_hurt(kursk, laws):
    nobody = run(kursk.changed(laws | {ATTACKERS: 0.0}))
    assert not outcome(nobody, "ground_contested_km2").any()
    assert not outcome(nobody, "holder_casualties").any()
    empty = run(kursk.changed(laws | {HOLDERS: 0.0}))
    assert np.max(outcome(empty, "attacker_casualties")) < 1e-6
    assert np.median(series(empty, "held_area_km2")[:, 5]) < 1.0


@EACH
@pytest.mark.parametrize("attackers", [1.0, 2e6])
@pytest.mark.parametrize("holders", [1.0, 2e6])
def test_nobody_falls_twice_however_few_or_many_there_are(kursk, laws, attackers, holders):
    block = run(kursk.changed(laws | {ATTACKERS: attackers, HOLDERS: holders}))
    assert np.all(outcome(block, "attacker_casualties") <= attackers * 1.000001)
    assert np.all(outcome(block, "holder_lost") <= holders * 1.000001)
    held = series(block, "held_area_km2")
    assert np.all(np.isfinite(held))
    assert np.all(np.diff(held, axis=1) <= outcome(block, "ground_regained_km2")[:, None] + 1e-3)
    if attackers < 2.0 < holders:
        assert np.max(outcome(block, "holder_casualties")) < 10.0


@EACH
def test_more_attackers_take_more_and_more_holders_keep_more(kursk, laws):
    def area(path, number):
        return outcome(run(kursk.changed(laws | {path: number})), "area_end_km2").mean()

    by_attackers = [area(ATTACKERS, number) for number in (0.0, 3_000.0, 20_000.0, 60_000.0, 200_000.0)]
    by_holders = [area(HOLDERS, number) for number in (0.0, 1_000.0, 4_000.0, 12_000.0, 40_000.0)]
    assert np.all(np.diff(by_attackers) <= 1.0)
    assert np.all(np.diff(by_holders) >= -1.0)
    assert by_attackers[0] > by_attackers[-1] + 30.0
    assert by_holders[-1] > by_holders[0] + 30.0
