"""Gains come in lumps, day by day: on some days none, on others a log-normal one; the mean is the fitted tempo.

Source: pockets-fit. Leaves out that one attack may go on for days.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp


@compilable
def lump(happens, probability, log_sd, z):
    """A day's gain against its expectation [ratio]: nothing, or log-normal; the mean over both is one."""
    if not happens:
        return 0.0
    return exp(log_sd * z - 0.5 * log_sd * log_sd) / probability


@compilable
def event_chance(probability, gaps):
    """Chance that a day brings any gain: that of the fit, and every day where the whole line stands open."""
    return probability + (1.0 - probability) * gaps


@compilable
def size(world, gaps, holders):
    """The day's gain of the whole front against its expectation [ratio], by the share of the line that is open."""
    rules, ground = world.rules, world.ground
    chance = event_chance(rules.ground_event_probability, gaps)
    return lump(ground.event_luck < chance, chance, rules.ground_lump_log_sd, ground.lump_luck)
