"""The package's laws against a second implementation written from the sources by somebody who had not read them."""

import math
import random

import pytest
import second_opinion as theirs

from sim.model import supply
from sim.model.decisions import withdrawal
from sim.model.decisions.policies.access_hazard import withdrawal_hazard
from sim.model.fighting import assault, contact
from sim.model.fighting.advance import daily_lumps
from sim.model.fighting.laws import fitted_1914_82
from sim.model.fighting.laws.per_km2 import per_km2
from sim.model.ground import settlements as ground
from sim.model.talks import acceptance
from sim.model.talks import statements as talks
from sim.model.truce import entry, follow_up, hazards, violations
from sim.model.world.state import EXPIRED, EXTENDED, ORDERLY, PRESSED, SETTLED, THROUGH_CUT

CASES = 500
CLOSE = 1e-9
MODES = {ORDERLY: "orderly", PRESSED: "pressed", THROUGH_CUT: "cut"}
FATES = {SETTLED: "settled", EXTENDED: "extended", EXPIRED: "expired"}


def cases(count=CASES):
    """Independent sources of random inputs, the same on every run."""
    return [random.Random(number) for number in range(count)]


def log_between(luck, low, high):
    return math.exp(luck.uniform(math.log(low), math.log(high)))


def test_a_wrong_law_would_be_found():
    assert theirs.trip_survival([(0.02, 8.0, 1.0)]) != pytest.approx(supply.trip_survival(0.02, 9.0, 1.0), rel=CLOSE)


def test_the_starting_tempo_agrees():
    for luck in cases():
        mean, noise = luck.gauss(-4, 0.5), luck.gauss(0, 1)
        week, fortnight, front = luck.uniform(0, 300), luck.uniform(0, 400), luck.uniform(5, 120)
        rates = ground.loss_rate(week, 7.0, front, 0.02), ground.loss_rate(fortnight, 14.0, front, 0.02)
        ours = assault.starting_tempo(mean, 0.27, rates[0], 0.57, rates[1], noise)
        assert ours == pytest.approx(theirs.starting_tempo(mean, week, fortnight, front, noise), rel=CLOSE)


def test_mean_reversion_of_the_tempo_agrees():
    for luck in cases():
        inputs = (luck.gauss(-4, 2), luck.gauss(-4, 1), luck.uniform(0, 3), log_between(luck, 2, 200))
        days, shock = luck.uniform(0.01, 60), luck.gauss(0, 1)
        assert assault.reverted_tempo(*inputs, days, shock) == pytest.approx(
            theirs.tempo_after(*inputs, days, shock), rel=CLOSE
        )


def test_the_lump_of_a_day_agrees():
    for luck in cases():
        u, shock, chance, sd = luck.random(), luck.gauss(0, 1), luck.uniform(0.02, 1), luck.uniform(0, 2)
        assert daily_lumps.lump(u < chance, chance, sd, shock) == pytest.approx(
            theirs.daily_lump(u, shock, chance, sd), rel=CLOSE
        )


def test_the_length_of_front_agrees():
    for luck in cases():
        inputs = (luck.uniform(0.01, 500), luck.uniform(5, 80), luck.uniform(20, 300), luck.uniform(0, 1.5))
        assert ground.front_length(*inputs) == pytest.approx(theirs.front_length(*inputs), rel=CLOSE)


def test_losses_per_km2_agree():
    for luck in cases():
        contested, given, front = luck.uniform(0, 30), luck.uniform(0, 30), luck.uniform(1, 60)
        moved = luck.random() < 0.5
        level, bias, level_given, quiet, ratio = (log_between(luck, *ends) for ends in
                                                  ((20, 200), (0.5, 1.5), (1, 30), (0.1, 1), (0.5, 5)))
        attacker = per_km2(contested, given, 0.0 if moved else front, level, bias, level_given, quiet)
        expected = theirs.per_km2(contested, given, front, moved, level, bias, level_given, quiet, ratio)
        assert (attacker, attacker / ratio) == pytest.approx(expected, rel=CLOSE)


@pytest.mark.parametrize(
    ("ours", "other"),
    [(fitted_1914_82.fitted_attacker_losses, theirs.fitted_attacker_1914_82),
     (fitted_1914_82.fitted_holder_losses, theirs.fitted_defender_1914_82)],
)
def test_the_losses_fitted_on_1914_82_agree_once_days_are_counted_in_engagements(ours, other):
    # The sources leave open from when losses fade: the package counts from the median of 3 days (combat 1.2).
    for luck in cases():
        own, enemy, days = log_between(luck, 500, 1e5), log_between(luck, 500, 1e5), luck.uniform(0, 400)
        residual = luck.gauss(0, 1)
        expected = other(own, enemy, max(days / 3.0, 1.0), residual)
        assert ours(own, enemy, days, residual) == pytest.approx(expected, rel=CLOSE)


def test_the_ammunition_curve_agrees():
    for luck in cases():
        share = luck.uniform(0, 1.2)
        assert ground.ammunition_effect(share) == pytest.approx(theirs.ammunition_effect(share), abs=1e-12)


def test_trips_survive_alike():
    for luck in cases():
        hazard, km, weather = luck.uniform(0, 0.3), luck.uniform(0, 40), luck.uniform(0, 1)
        assert supply.trip_survival(hazard, km, weather) == pytest.approx(
            theirs.trip_survival([(hazard, km / 2, weather), (hazard, km / 2, weather)]), rel=CLOSE
        )


def test_the_hazard_of_a_cut_road_agrees():
    for luck in cases():
        level, tempo = log_between(luck, 0.002, 0.2), log_between(luck, 1e-4, 2)
        ours = supply.cut_hazard(level, tempo, math.exp(-2.5))
        assert ours == pytest.approx(theirs.cut_hazard(level, tempo), rel=CLOSE)


def test_the_hazard_of_an_order_agrees_where_no_truce_is_in_sight():
    for luck in cases():
        lost, threshold = luck.uniform(0, 0.5), luck.uniform(0.03, 0.75)
        stock, trigger, fire = luck.uniform(0, 10), luck.uniform(1, 4), luck.random() < 0.5
        neck, critical = luck.uniform(0.1, 10), luck.uniform(2, 8)
        ours = withdrawal_hazard(
            0.02, 1.0, lost, threshold, 1.5, stock, trigger, 1.0, fire, 1.5, neck, critical, 0.5, 0.0
        )
        expected = theirs.access_hazard(lost, threshold, stock, trigger, fire, neck, critical)
        assert ours == pytest.approx(expected, rel=CLOSE)


def test_the_mode_of_an_exit_agrees():
    for luck in cases():
        route, u = luck.choice(list(theirs.EXIT_SHARES)), luck.random()
        orderly, pressed, _ = theirs.EXIT_SHARES[route]
        assert MODES[contact.exit_mode(u, orderly, pressed)] == theirs.exit_mode(route, u)


def test_the_people_still_exposed_after_an_earlier_order_agree():
    for luck in cases():
        beyond, share = luck.uniform(0, 9000), luck.random()
        elapsed, duration = luck.uniform(0, 9), luck.uniform(0.5, 30)
        ours = beyond * share * (1.0 - withdrawal.progress_before(elapsed, duration, 0.8))
        assert ours == pytest.approx(theirs.people_exposed(beyond, share, elapsed, duration), rel=CLOSE)


def test_momentum_agrees():
    for luck in cases():
        rate = luck.uniform(0, 60)
        assert acceptance.momentum(rate, 3.0, 1.0, 0.0, 1.5) == pytest.approx(theirs.momentum(rate), abs=1e-12)


@pytest.mark.parametrize("tabled", [-1.0, -20.0, 4.0])
def test_the_day_of_acceptance_agrees_under_moving_covariates(tabled):
    def shift_of_day(day):
        return 0.8 * math.sin(day / 9.0) - 1.0

    agreed = 0
    for luck in cases(150):
        u, mu = luck.random(), luck.uniform(1.0, 6.0)
        expected = theirs.acceptance_day(u, mu, 3.20, 0.05, tabled, shift_of_day, 90)
        assert day_of_our_clock(u, mu, 3.20, 0.05, tabled, shift_of_day, 90) == expected
        agreed += expected < math.inf
    assert agreed > 30


def day_of_our_clock(u, mu, sigma, atom, tabled, shift_of_day, horizon):
    """The package's threshold and internal time, run day by day as its processes do."""
    silent = max(-tabled, 0.0)
    atom = 0.0 if silent > 0.0 else atom
    clock = silent
    past = acceptance.accepted_by(clock, mu, sigma, atom) if clock > 0.0 else 0.0
    threshold = acceptance.threshold_for(past + (1.0 - past) * u, mu, sigma, atom)
    day = max(0.0, tabled)
    while clock < threshold:
        clock += math.exp(-shift_of_day(day))
        day += 1.0
        if day > horizon:
            return math.inf
    return day


def test_the_day_of_the_first_statement_agrees():
    for luck in cases():
        u, mean, sd, tabled = luck.random(), luck.gauss(0, 0.5), luck.uniform(0.3, 2), luck.choice([0.0, -1.0, -3.0])
        ours = tabled + talks.statement_delay(u, mean, sd, max(-tabled, 0.0))
        assert ours == pytest.approx(theirs.statement_day(u, mean, sd, tabled), rel=1e-6)


def test_the_day_on_which_a_truce_fails_agrees():
    for luck in cases():
        u, mu, sigma, ratio = luck.uniform(1e-6, 1 - 1e-6), luck.uniform(2, 8), luck.uniform(1, 4.5), luck.gauss(0, 1)
        ours, expected = (law(u, mu, sigma, ratio) for law in (hazards.failure_day, theirs.failure_day))
        assert min(ours, 1e6) == pytest.approx(min(expected, 1e6), rel=1e-6)


def test_the_fate_at_the_end_date_agrees():
    for luck in cases():
        u, settle, extend = luck.random(), luck.uniform(0, 0.3), luck.random()
        assert FATES[follow_up.expiry_decision(u, extend, settle)] == theirs.fate_at_expiry(u, settle, extend)


def test_the_lag_before_a_truce_agrees():
    for luck in cases():
        u, same_day, lag = luck.random(), luck.random(), log_between(luck, 0.1, 30)
        assert entry.entry_lag(u, same_day, lag) == theirs.entry_delay(0.0, same_day, lag, 0.5, u)


def test_the_leak_of_violence_agrees():
    for luck in cases():
        days, residual, back = luck.uniform(0, 400), luck.random(), log_between(luck, 0.5, 1000)
        assert violations.violence_left(days, residual, back) == pytest.approx(
            theirs.violence_left(days, residual, back), rel=CLOSE
        )
