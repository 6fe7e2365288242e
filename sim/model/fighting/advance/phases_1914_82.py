"""An advance comes in phases of up to five days: each succeeds or fails by the record of 1914-82, and goes on alike.

The level is that of force to ground: what strengths and the line do to the mean counts once, there. From the record
are the chance of success, what the ratio of strengths and a fortified line do to it, and the spread of the rates of
advance; not their km a day, which are of short fights and 25 to 50 times a campaign's. So what makes phases fail more
often lets those that succeed go further: in the record too, successes against long odds went no less far (the
coefficient of the ratio on the rate, success alike, is -0.5 in logs). Leaves out surprise and air.
"""

import math

from sim.model.fighting.advance.daily_lumps import event_chance, lump
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, exp, log
from sim.model.world.dimensions import ATTACKER

EVEN, FORTIFIED = -0.08, -0.917  # logit of success at equal strengths, and against a fortified line; source: cdb90-fits
RATE_SD = 1.017  # log SD of rates of advance around their fit, 1914-82; source: cdb90-fits
MOST_DAYS = 5  # length of a phase; source: dupuy-1979


@compilable
def success_chance(ratio, ratio_effect, quality):
    """Chance that a phase of attack succeeds, by attackers a defender and the line [probability].

    Source: cdb90-fits, 1914-82 (n 368, pseudo-R² 0.14). A hasty line is not told apart from a prepared one (1).
    """
    fortified = clip(quality - 1.0, 0.0, 1.0)
    return 1.0 / (1.0 + exp(-(EVEN + ratio_effect * log(ratio) + FORTIFIED * fortified)))


@compilable
def first_day(day, length):
    """First day of the phase in which a day lies: all are of one length [days], rounded; the first starts on day 0."""
    days = min(max(math.floor(length + 0.5), 1), MOST_DAYS)
    return day - day % days


@compilable
def size(world, gaps, holders):
    """The day's gain of the whole front against its expectation [ratio], by the share of the line that is open.

    Its mean is one at any strengths: they say how often phases succeed, the pace at which it is expected says the rest.
    """
    rules = world.rules
    ratio = world.people.fit[ATTACKER] / max(holders, 1.0)
    chance = success_chance(ratio, rules.ground_phase_ratio_effect, world.ground.line_quality)
    start = first_day(int(world.now), rules.ground_phase_days)
    succeeds = event_chance(chance, gaps)
    luck = randomness.uniform(world, streams.EVENT_SHARED, start)
    return lump(luck < succeeds, succeeds, RATE_SD, randomness.standard_normal(world, streams.LUMP_SHARED, start))
