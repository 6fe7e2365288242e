"""A side calls off a truce whose violations it blames on the other for too long: a rival law of durability.

Each side remembers the violations that it blames on the other, the last days weighing most, against those that a day
like the truce's first would bring. Above what it tolerates for three days it calls the truce off, the sooner the
further above. Nobody calls off a truce that has become a settlement. Source: judgement-salient. Leaves out what each
would gain by an attack, and an answer short of the end.
"""

from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, log
from sim.model.world.cast import TRUCE
from sim.model.world.clock import record, wake
from sim.model.world.dimensions import N_PARTIES
from sim.model.world.events import CALLED_OFF
from sim.model.world.state import NEVER
from sim.scenario.values.law_forms import DurabilityForm

BY_VIOLATIONS = int(DurabilityForm.ATTRIBUTED_VIOLATIONS)
PATIENCE = 3  # [days] above what is tolerated before a truce is called off; judgement
LEAST = 1.0  # violations a day that a side expects at least: one alone ends no truce; judgement


# laws


@compilable
def tolerated(expected, ratio):
    """Violations a day that a side puts up with, where so many were to be expected."""
    return ratio * max(expected, LEAST)


@compilable
def call_off_chance(blamed, limit, steepness):
    """Chance a day that a side calls a truce off [probability]: half at the limit, logistic in the logarithm."""
    return 1.0 / (1.0 + exp(-steepness * log(blamed / limit)))


# a day of one side


@compilable
def days_above(days, blamed, limit):
    """Days in a row on which more is blamed than tolerated."""
    return days + 1 if blamed > limit else 0


@compilable
def judge_truce(world, day):
    """Both sides look at what they blame on each other; one may call the truce off."""
    rules, truce = world.rules, world.truce
    if int(rules.truce_form) != BY_VIOLATIONS:
        return
    for side in range(N_PARTIES):
        limit = tolerated(truce.expected_of_other[side], rules.truce_tolerated_ratio)
        truce.days_above[side] = days_above(truce.days_above[side], truce.blamed[side], limit)
        u = randomness.uniform(world, streams.CALLING_OFF + side, day)
        if truce.days_above[side] < PATIENCE or truce.fail_at < NEVER:  # called off today, or settled
            continue
        if u < call_off_chance(truce.blamed[side], limit, rules.truce_call_off_steepness):
            truce.fail_at = world.now
            record(world, CALLED_OFF, side, truce.blamed[side], limit)
            wake(world, TRUCE)
