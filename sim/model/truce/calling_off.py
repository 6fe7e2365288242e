"""A side calls a truce off: for violations that it blames on the other, a grave one, or ground: a law of durability.

Each side remembers the violations that it blames on the other, the last days weighing most, against those that a day
like the truce's first would bring. Above what it tolerates for three days it calls the truce off, the sooner the
further above; for a violation so grave that it does not wait it does so in at least half of all cases. The attacker
calls it off too where the ground that it expects to take outweighs the cost of fighting, and that of breaking its word
at home, in sanctions, and against a guarantor. Nobody calls off a truce that has become a settlement. Source:
judgement-salient for form and sizes. Leaves out an answer short of the end, and that the holder may want ground back.
"""

from sim.model.ground.ahead import expected_loss
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, log
from sim.model.world.cast import TRUCE
from sim.model.world.clock import record, wake
from sim.model.world.dimensions import ATTACKER, N_PARTIES
from sim.model.world.events import CALLED_OFF, CALLED_OFF_FOR_GROUND, CALLED_OFF_GRAVE
from sim.model.world.state import NEVER
from sim.scenario.values.law_forms import DurabilityForm

BY_VIOLATIONS = int(DurabilityForm.ATTRIBUTED_VIOLATIONS)
PATIENCE = 3  # [days] above what is tolerated before a truce is called off; judgement
LEAST = 1.0  # violations a day that a side expects at least: one alone ends no truce; judgement
LOOK_AHEAD = 30.0  # [days] over which the attacker weighs an attack against the truce; judgement
AT_ONCE = 0.5  # chance at least that a grave violation ends a truce; judgement


# laws


@compilable
def tolerated(expected, ratio):
    """Violations a day that a side puts up with, where so many were to be expected."""
    return ratio * max(expected, LEAST)


@compilable
def call_off_chance(blamed, limit, steepness):
    """Chance a day that a side calls a truce off [probability]: half at the limit, logistic in the logarithm."""
    return 1.0 / (1.0 + exp(-steepness * log(blamed / limit)))


@compilable
def some_grave(number, share):
    """Chance that at least one of some violations is grave [probability], where each is with that chance."""
    return 1.0 - exp(number * log(1.0 - share))


@compilable
def worth_taking(gain, cost, indifference):
    """How surely ground is worth calling a truce off for [share]: half where it gains what it costs [stake]."""
    return 1.0 / (1.0 + exp((cost - gain) / indifference))


# a day of one side


@compilable
def days_above(days, blamed, limit):
    """Days in a row on which more is blamed than tolerated."""
    return days + 1 if blamed > limit else 0


@compilable
def call_off(world, kind, side, first, second):
    """The truce ends at this instant, by a side and for a reason."""
    world.truce.fail_at = world.now
    record(world, kind, side, first, second)
    wake(world, TRUCE)


@compilable
def finds_grave(world, side, day):
    """Whether a side finds one of the day's violations so grave that it does not wait."""
    share = world.rules.truce_grave_share
    if share <= 0.0:
        return False
    grave = some_grave(world.truce.blamed_today[side], share)
    return randomness.uniform(world, streams.GRAVE + side, day) < grave


@compilable
def judge_violations(world, side, day):
    """A side looks at what it blames on the other, and may call the truce off."""
    rules, truce = world.rules, world.truce
    limit = tolerated(truce.expected_of_other[side], rules.truce_tolerated_ratio)
    truce.days_above[side] = days_above(truce.days_above[side], truce.blamed[side], limit)
    u = randomness.uniform(world, streams.CALLING_OFF + side, day)
    chance = call_off_chance(truce.blamed[side], limit, rules.truce_call_off_steepness)
    if truce.days_above[side] >= PATIENCE and u < chance:
        call_off(world, CALLED_OFF, side, truce.blamed[side], limit)
    elif finds_grave(world, side, day) and u < max(chance, AT_ONCE):
        call_off(world, CALLED_OFF_GRAVE, side, truce.blamed_today[side], 0.0)


# ground to be gained


@compilable
def ground_ahead(world):
    """Ground that the attacker expects to take within 30 days without the truce [km²], by its tempo."""
    held = world.ground.held
    return min(expected_loss(world, held, 1.0) * LOOK_AHEAD, held)


@compilable
def cost_of_attack(world):
    """What those 30 days cost the attacker: fighting, its word, and a guarantor [stake]."""
    rules = world.rules
    cost = rules.party_cost_per_day[ATTACKER] * LOOK_AHEAD * rules.pause_quiet_share + rules.truce_call_off_cost
    guaranteed = world.talks.guaranteed[world.truce.proposal] == 1
    return cost + (rules.truce_guarantee_cost if guaranteed else 0.0)


@compilable
def judge_opportunity(world, day):
    """The attacker looks at what it would gain without the truce, while its goal is not reached."""
    rules = world.rules
    if rules.truce_opportunity_per_day <= 0.0 or world.ground.held <= rules.goal_until_km2:
        return
    ahead = ground_ahead(world)
    gain = rules.party_ground_value[ATTACKER] * ahead / rules.ground_held_area_km2
    sure = worth_taking(gain, cost_of_attack(world), rules.party_indifference[ATTACKER])
    if randomness.happens(world, streams.OPPORTUNITY, day, rules.truce_opportunity_per_day * sure):
        call_off(world, CALLED_OFF_FOR_GROUND, ATTACKER, ahead, 0.0)


@compilable
def judge_truce(world, day):
    """Both sides look at what they blame on each other, and the attacker at the ground; one may call the truce off.

    What is to end by other means, or is settled, is not called off.
    """
    if int(world.rules.truce_form) != BY_VIOLATIONS:
        return
    for side in range(N_PARTIES):
        if world.truce.fail_at == NEVER:
            judge_violations(world, side, day)
    if world.truce.fail_at == NEVER:
        judge_opportunity(world, day)
