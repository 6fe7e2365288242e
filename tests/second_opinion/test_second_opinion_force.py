"""Ground taken by people, against a second implementation that knew the limits of the page and not the law.

Both agree where the page speaks: at the strengths of the fit, with nobody, and in the exponents far above the floors.
How a thin line gives way is left open there, and both read it otherwise: by the package's first reading a line at twice
its floor loses ground 1.8 times as fast as at the fit, by the second opinion 27 times, at the centres of the priors. So
the shape between is drawn, and the second opinion lies within what is drawn.
"""

import numpy as np
import pytest

from sim.model.fighting.force.density_floor import effect, pace
from sim.model.fighting.force.power_ratio import power_multiplier, power_ratio
from sim.model.ground.presence import presence
from tests.second_opinion import force_to_ground as theirs

CASES = 2_000
PREPARED = 1.5  # the package counts a prepared line as one, and takes its reference so
CENTRE = theirs.Front(1000.0, 200.0, 0.3, 0.3, 25.0, 40.0, 10.0)
TEMPO = 0.05
IN_TURN, SIDE_BY_SIDE = 0.0, 1.0


def fronts() -> list[tuple[theirs.Front, float]]:
    """Values of the declared priors, each twice as wide, and a tempo [km²/day/km]."""
    luck, made = np.random.default_rng(1), []
    for _ in range(CASES):
        wide = luck.standard_normal(6)
        made.append((
            theirs.Front(
                attackers_reference=1000.0 * np.exp(0.8 * wide[0]), holders_reference=200.0 * np.exp(1.2 * wide[1]),
                attackers_exponent=luck.uniform(0.0, 1.0), holders_exponent=luck.uniform(0.0, 1.0),
                attackers_floor=25.0 * np.exp(1.4 * wide[2]), holders_floor=40.0 * np.exp(1.2 * wide[3]),
                walking_pace=10.0 * np.exp(0.8 * wide[4]),
            ),
            float(np.exp(-4.0 + 1.5 * wide[5])),
        ))  # fmt: skip
    return made


def ours(front: theirs.Front, tempo: float, attackers: float, holders: float, shape: float = IN_TURN) -> float:
    """The package's gain at some densities [km² per day and km]."""
    attack = effect(attackers, front.attackers_reference, front.attackers_exponent, front.attackers_floor)
    hold = effect(holders, front.holders_reference, front.holders_exponent, front.holders_floor)
    there = presence(attackers, front.attackers_reference, front.attackers_floor)
    return float(pace(tempo, attack, hold, front.walking_pace * there, shape))


def test_at_the_strengths_of_the_fit_both_have_the_fitted_tempo() -> None:
    for front, tempo in fronts():
        there = (front.attackers_reference, front.holders_reference)
        assert theirs.gain(front, tempo, *there) == pytest.approx(tempo, rel=1e-12)
        assert ours(front, tempo, *there) == pytest.approx(tempo, rel=1e-12)


def test_nobody_takes_nothing_and_nobody_holds_at_a_walk() -> None:
    for front, tempo in fronts():
        assert ours(front, tempo, 0.0, front.holders_reference) == 0.0
        assert theirs.gain(front, tempo, 0.0, front.holders_reference) == 0.0
        if tempo > 0.02 * front.walking_pace or front.attackers_floor > 0.2 * front.attackers_reference:
            continue  # the package walks by twice the tempo faster, so that nothing jumps
        there = (front.attackers_reference, 0.0)
        found = (ours(front, tempo, *there), theirs.gain(front, tempo, *there))
        assert found == pytest.approx((front.walking_pace, front.walking_pace), rel=0.05)


def test_far_above_the_floors_both_grow_and_fall_by_the_exponents() -> None:
    apart = []
    for front, tempo in fronts():
        low = (12.0 * front.attackers_floor, 12.0 * front.holders_floor)
        if front.attackers_reference < low[0] or front.holders_reference < low[1] or tempo > 0.1 * front.walking_pace:
            continue
        for times in (1.0, 3.0, 10.0):
            apart.append(
                np.log(ours(front, tempo, times * low[0], times * low[1]))
                - np.log(theirs.gain(front, tempo, times * low[0], times * low[1]))
            )
    assert len(apart) > 300
    assert np.quantile(np.abs(apart), 0.95) < 0.15


@pytest.mark.parametrize("law", [ours, theirs.gain])
def test_both_are_monotone_without_a_jump(law) -> None:
    densities = np.geomspace(0.5, 20_000.0, 400)
    for front, tempo in fronts()[:100]:
        rising = np.array([law(front, tempo, one, 150.0) for one in densities])
        falling = np.array([law(front, tempo, 900.0, one) for one in densities])
        assert np.all(np.diff(rising) >= -1e-12)
        assert np.all(np.diff(falling) <= 1e-12)
        assert np.max(np.diff(rising)) < 0.1 * rising[-1]  # steps are of 2.7 %
        assert np.max(-np.diff(falling)) < 0.1 * falling[0]


@pytest.mark.parametrize(
    ("floors", "in_turn", "side_by_side", "second"),
    [(5.0, 1.0, 1.0, 1.0), (3.0, 1.3, 13.7, 9.8), (2.0, 1.8, 39.7, 27.0), (1.0, 3.6, 106.0, 73.8)],
)
def test_how_a_thin_line_gives_way_is_drawn_around_the_second_opinion(floors, in_turn, side_by_side, second) -> None:
    at = floors * CENTRE.holders_floor
    assert ours(CENTRE, TEMPO, 1000.0, at, IN_TURN) / TEMPO == pytest.approx(in_turn, rel=0.05)
    assert ours(CENTRE, TEMPO, 1000.0, at, SIDE_BY_SIDE) / TEMPO == pytest.approx(side_by_side, rel=0.05)
    assert theirs.gain(CENTRE, TEMPO, 1000.0, at) / TEMPO == pytest.approx(second, rel=0.05)


def test_the_shapes_drawn_hold_the_second_opinion_at_most_thin_lines() -> None:
    inside, luck = [], np.random.default_rng(7)
    for front, tempo in fronts():
        holders = np.exp(luck.uniform(-2.0, 0.0)) * front.holders_reference
        found = [ours(front, tempo, front.attackers_reference, holders, shape) for shape in (IN_TURN, SIDE_BY_SIDE)]
        second = theirs.gain(front, tempo, front.attackers_reference, holders)
        if tempo < 0.1 * front.walking_pace and front.holders_floor < 0.5 * front.holders_reference:
            inside.append(found[0] / 1.1 <= second <= 1.1 * found[1])
    assert len(inside) > 500
    assert np.mean(inside) > 0.9


@pytest.mark.parametrize(("quality", "line"), [(0.0, "hasty"), (1.0, "prepared"), (2.0, "fortified")])
def test_power_and_its_effect_are_the_same_within_the_range_stated(quality, line) -> None:
    luck = np.random.default_rng(3)
    for _ in range(CASES // 4):
        attackers, holders = np.exp(luck.uniform(5.0, 11.0)), np.exp(luck.uniform(5.0, 11.0))
        fed, reference, exponent = luck.uniform(0.02, 1.2), luck.uniform(1.0, 10.0), luck.uniform(0.0, 3.0)
        ratio = theirs.power_ratio(attackers, holders, line, 1.0, fed) * PREPARED
        if holders * theirs.effect(fed) < 10.0:
            continue  # the package counts at least one person
        assert power_ratio(attackers, holders, quality, fed) == pytest.approx(ratio, rel=1e-9)
        if 0.2 <= ratio / reference <= 5.0:
            expected = theirs.by_power(ratio, reference, exponent)
            assert power_multiplier(ratio, reference, exponent) == pytest.approx(expected, rel=1e-9)
