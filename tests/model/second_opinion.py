"""The laws that decide results, written a second time from the published sources alone.

Nothing here was copied from, or written after reading, the package: only the priors of the Kursk baseline and the two
evidence notes behind them were at hand. Plain Python and the standard library, so that a shared mistake is unlikely.
"""

from itertools import pairwise
from math import erf, exp, inf, log, sqrt
from statistics import NormalDist

STANDARD = NormalDist()
LOG_RATE_OFFSET = 0.02  # km²/day added before the logarithm (212 windows of ten pockets)


def share_below(value: float) -> float:
    """Standard normal distribution function."""
    return 0.5 * (1.0 + erf(value / sqrt(2.0)))


def lognormal_share(days: float, mu: float, sigma: float) -> float:
    """Share of a log-normal clock that has rung by so many days."""
    return 0.0 if days <= 0.0 else share_below((log(days) - mu) / sigma)


# ---- ground


def log_rate(loss_km2: float, days: float, front_km: float) -> float:
    """Log of the loss rate over a window [ln km²/day/km]."""
    return log((loss_km2 / days + LOG_RATE_OFFSET) / front_km)


def starting_tempo(mean: float, loss_7: float, loss_14: float, front_km: float, noise: float) -> float:
    """Tempo of day 0 shrunk from the last week and fortnight towards the mean [ln km²/day/km]."""
    week, fortnight = log_rate(loss_7, 7.0, front_km), log_rate(loss_14, 14.0, front_km)
    return mean + 0.27 * (week - mean) + 0.57 * (fortnight - mean) + noise


def tempo_after(tempo: float, mean: float, sd: float, half_life: float, days: float, shock: float) -> float:
    """Tempo some days later: half the departure left after a half-life, the variance restored by the shock."""
    kept = 0.5 ** (days / half_life)
    return mean + (tempo - mean) * kept + sd * sqrt(1.0 - kept ** 2) * shock


def daily_lump(luck: float, shock: float, event_probability: float, log_sd: float) -> float:
    """A day's gain against its expectation: nothing, or a log-normal lump; mean one over all days."""
    if luck >= event_probability:
        return 0.0
    return exp(log_sd * shock - log_sd ** 2 / 2.0) / event_probability


def front_length(area: float, length: float, reference: float, exponent: float) -> float:
    """Length of front at an area [km]."""
    return length * (area / reference) ** exponent


# ---- people


def per_km2(contested, given_up, front, moved, level, bias, level_given_up, level_quiet, exchange):
    """Killed or wounded of the attacker and of the holder on one day, from the ground that changed hands."""
    attacker = contested * level * bias + given_up * level_given_up
    if not moved:
        attacker += front * level_quiet
    return attacker, attacker / exchange


def fitted_attacker_1914_82(attackers: float, defenders: float, days: float, residual: float) -> float:
    """Attacker's killed or wounded a day from the fit of 366 engagements, falling with days in line."""
    return exp(-3.03 + residual) * attackers ** 0.58 * defenders ** 0.32 * days ** -0.375


def fitted_defender_1914_82(defenders: float, attackers: float, days: float, residual: float) -> float:
    """Defender's killed or wounded a day from the fit of 368 engagements, falling with days in line."""
    return exp(-2.22 + residual) * defenders ** 0.54 * attackers ** 0.32 * days ** -0.30


# ---- supply


def ammunition_effect(share: float) -> float:
    """Effect left with a share of the ammunition, by straight lines between the published points."""
    points = [(0.0, 0.0), (0.1, 0.2), (0.2, 0.65), (0.3, 0.8), (0.5, 0.9), (1.0, 1.0)]
    for (x0, y0), (x1, y1) in pairwise(points):
        if share <= x1:
            return y0 + (y1 - y0) * (share - x0) / (x1 - x0)
    return 1.0


def trip_survival(bands) -> float:
    """Chance that a trip gets through bands of (hazard per km, km, multiplier)."""
    return exp(-sum(hazard * km * multiplier for hazard, km, multiplier in bands))


def cut_hazard(level: float, tempo_rate: float) -> float:
    """Chance per day that troops reach a road under fire, by the tempo [km²/day/km]."""
    return level * min(5.0, max(0.2, tempo_rate / exp(-2.5)))


# ---- command and withdrawal


def access_hazard(loss_share, threshold, stock, trigger, under_fire, neck=inf, critical_neck=1.0):
    """Hazard per day that the holder orders a withdrawal."""
    short = max(0.0, 1.0 - stock / trigger)
    narrow = max(0.0, 1.0 - neck / critical_neck)
    return 0.02 * exp(loss_share / threshold + 1.5 * short + (1.0 if under_fire else 0.0) + 1.5 * narrow)


EXIT_SHARES = {"open": (0.80, 0.18, 0.02), "under fire": (0.45, 0.45, 0.10), "cut": (0.05, 0.45, 0.50)}


def exit_mode(route: str, luck: float) -> str:
    """How the move goes by the state of the route at its start."""
    orderly, pressed, _ = EXIT_SHARES[route]
    return "orderly" if luck < orderly else "pressed" if luck < orderly + pressed else "cut"


def people_exposed(beyond_strip: float, share_given_up: float, elapsed: float, duration: float) -> float:
    """People exposed by the move; an earlier order has brought up to four fifths of them out already."""
    return beyond_strip * share_given_up * (1.0 - min(0.8, elapsed / duration))


def exit_losses(exposed: float, loss_share: float, captured_part: float) -> tuple[float, float]:
    """Killed or wounded, and captured, among the people exposed."""
    lost = exposed * loss_share
    return lost * (1.0 - captured_part), lost * captured_part


def contested_while_moving(tempo_loss: float, given_up: float) -> float:
    """Ground lost to fighting on a day of the move: half of what is given up counts against it [km²]."""
    return max(0.0, tempo_loss - given_up / 2.0)


# ---- talks


def momentum(rate_14: float, reference: float = 3.0, cap: float = 1.5) -> float:
    """Own momentum of the advancing side: one-sided and bounded."""
    return min(cap, max(0.0, log((rate_14 + reference) / (2.0 * reference))))


def acceptance_day(luck, mu, sigma, atom, tabled, shift_of_day, horizon) -> float:
    """Day on which the clock accepts, given that it had not by day 0; inf if not by the horizon.

    `shift_of_day(day)` is the sum of covariates [log-days] during that day; day steps of one.
    """
    inner = max(0.0, -tabled)  # the silent days count as they are, so that a shift moves the pace only
    spent = 0.0
    if tabled < 0.0:
        spent = atom + (1.0 - atom) * lognormal_share(inner, mu, sigma)
    target = spent + (1.0 - spent) * luck
    day = max(0.0, tabled)
    if tabled >= 0.0 and atom >= target:
        return day
    while day < horizon:
        day += 1.0
        inner += exp(-shift_of_day(day - 1.0))
        if atom + (1.0 - atom) * lognormal_share(inner, mu, sigma) >= target:
            return day
    return inf


def statement_day(luck: float, log_mean: float, log_sd: float, tabled: float) -> float:
    """Day of the first statement, given none by day 0 if the proposal was tabled earlier."""
    spent = lognormal_share(max(0.0, -tabled), log_mean, log_sd)
    return tabled + exp(log_mean + log_sd * STANDARD.inv_cdf(spent + (1.0 - spent) * luck))


# ---- truce


def failure_day(luck: float, mu: float, sigma: float, log_hazard_ratio: float) -> float:
    """Days a truce lasts: log-normal baseline survival raised to the hazard ratio."""
    survival = (1.0 - luck) ** exp(-log_hazard_ratio)
    return exp(mu - sigma * STANDARD.inv_cdf(survival))


def entry_delay(never: float, same_day: float, lag: float, luck_never: float, luck_same: float) -> float:
    """Days from agreement to entry into force; inf when it never enters."""
    if luck_never < never:
        return inf
    return 0.0 if luck_same < same_day else lag


def fate_at_expiry(luck: float, settle: float, extend: float) -> str:
    """Settled, extended or expired at the end date."""
    return "settled" if luck < settle else "extended" if luck < settle + (1.0 - settle) * extend else "expired"


def violence_left(days: float, residual: float, return_days: float) -> float:
    """Violence against its former rate, some days into a truce: a leak that reopens."""
    return 1.0 - (1.0 - residual) * exp(-days / return_days)
