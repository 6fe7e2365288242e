"""Violations of the package's truces, against second opinions written without knowing the law (excited_counts)."""

import numpy as np
import pytest

from sim.engine.plain_blocks import plain_world
from sim.model.beginning import begin
from sim.model.truce import violations as law
from sim.model.world.dimensions import ATTACKER, HOLDER
from tests.model.small_runs import small
from tests.second_opinion import excited_counts as theirs

DAYS, SETTLED, WINDOW = 5_000, 100, 10
SHARES = [(0.5, 0.6, 0.8, 2.0), (0.8, 0.7, 1.0, 1.0), (0.2, 0.3, 0.5, 5.0)]  # holder's, answered, by other, half-life


def matrix(answered: float, by_other: float) -> np.ndarray:
    """Violations of each side that one of each side brings about."""
    own, cross = answered * (1.0 - by_other), answered * by_other
    return np.array([[own, cross], [cross, own]])


def counts(holder: float, answered: float, by_other: float, half_life: float) -> tuple[np.ndarray, np.ndarray]:
    """Violations (day, side) of a truce that leaves all of the violence, and what answers nothing [1/day]."""
    steady = {
        "truce.measures_chance": 0.0, "truce.measures_chance_per_class": 0.0, "truce.residual_violence": 1.0,
        "truce.incidents_per_km_day": 0.15, "truce.holder_incident_share": holder, "truce.answered_share": answered,
        "truce.answered_by_other_share": by_other, "truce.answer_half_life_days": half_life,
        "ground.attackers_floor_per_km": 0.0, "ground.holders_floor_per_km": 0.0,
        "attrition.attacker_per_quiet_km_day": 0.0,
    }  # fmt: skip
    setting = small("kursk/baseline", replications=1)
    world = plain_world(setting.model)
    world.reset(5, 0)
    world.rules.fill([float(one) for one in setting.changed(steady).rows[0]])
    begin(world)
    world.truce.proposal, world.truce.in_force_since, world.truce.monitored = 0, 0.0, 0
    law.begin_violations(world)
    unprovoked = 0.15 * world.ground.front * law.unprovoked(1.0, 1.0, answered)
    found = np.zeros((DAYS, 2))
    for day in range(1, DAYS + 1):
        world.now, before = float(day), world.truce.violations_true
        found[day - 1] = [law.violations_of(world, side, unprovoked, day) for side in (HOLDER, ATTACKER)]
        law.count_violations(world, day)
        assert world.truce.violations_true - before == found[day - 1].sum()
    return found, unprovoked * np.array([holder, 1.0 - holder])


@pytest.mark.parametrize(("holder", "answered", "by_other", "half_life"), SHARES)
def test_expected_violations_grow_day_by_day_alike(holder, answered, by_other, half_life) -> None:
    base, kept = np.array([holder, 1.0 - holder]), law.kept_share(half_life)
    assert kept == pytest.approx(0.5 ** (1.0 / half_life), rel=1e-12)
    memory, ours = np.zeros(2), []
    for _ in range(30):
        today = base + memory
        ours.append(today)
        answering = [law.answers(today[side], today[1 - side], answered, by_other) for side in (0, 1)]
        memory = np.array([law.remembered(memory[side], answering[side], kept) for side in (0, 1)])
    expected = theirs.expected_by_day(base, matrix(answered, by_other), kept, 30)
    assert np.array(ours) == pytest.approx(expected, rel=1e-9)


def test_every_chain_of_answers_dies_out() -> None:
    assert theirs.reach(matrix(0.9, 1.0)) == pytest.approx(0.9)
    assert theirs.reach(matrix(0.6, 0.7)) == pytest.approx(0.6)


@pytest.mark.parametrize(("holder", "answered", "by_other", "half_life"), SHARES[:2])
def test_violations_come_at_the_rates_and_in_the_spells_of_the_second_opinion(holder, answered, by_other, half_life):
    found, base = counts(holder, answered, by_other, half_life)
    answers, kept = matrix(answered, by_other), 0.5 ** (1.0 / half_life)
    other = theirs.by_families(base, answers, kept, DAYS, np.random.default_rng(6))
    blocks = [days[SETTLED:].reshape(-1, 100, 2).mean(axis=1) for days in (found, other)]
    error = blocks[0].std(axis=0, ddof=1) / np.sqrt(len(blocks[0]))
    assert np.all(np.abs(found[SETTLED:].mean(axis=0) - theirs.mean_rates(base, answers)) < 3.5 * error)
    ours, families = (np.cov(days[SETTLED:].reshape(-1, WINDOW, 2).sum(axis=1).T) for days in (found, other))
    assert ours == pytest.approx(families, rel=0.4)
    assert ours == pytest.approx(theirs.covariance_of_windows(base, answers, half_life, float(WINDOW)), rel=0.4)
