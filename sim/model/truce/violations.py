"""Violations of a truce: daily counts of both sides that answer each other, true and claimed, and the people they cost.

How much violence a truce leaves leaks back to its former level, in one of two ways by the class of its terms. That
level is of all violations, as it was measured; the answers expected are taken off it, so that what nobody provoked and
the answers to it add up to it. Source: ceasefire-fits (leak), answers-fits (answers). Leaves out where on the line one
happens.
"""

from sim.model.ground.people import hurt
from sim.model.ground.presence import present
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import LN_2, clip, exp
from sim.model.truce.monitors import falsely_blamed, monitors_there, watch
from sim.model.world.clock import record
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.events import DAY_OF_VIOLATIONS

HALF = 0.5  # of the incidents of an ordinary day are the other side's: what one costs is read off that; judgement
MOST = 300.0  # violations a day and side that are expected at most; keeps answers to answers finite
FEWEST = 1e-9  # incidents per km and day


# laws


@compilable
def violence_left(days, residual, leak_days):
    """Share of the former violence some days into a truce: the residue at first, back to one as quiet leaks away."""
    return 1.0 - (1.0 - residual) * exp(-days / leak_days)


@compilable
def measures_chance(class_one, per_class, truce_class):
    """Chance that a truce comes with measures that keep it quiet [probability], by the class of its terms."""
    return clip(class_one + per_class * (truce_class - 1.0), 0.0, 1.0)


@compilable
def kept_share(half_life_days):
    """Share of a memory that is left a day later."""
    return exp(-LN_2 / half_life_days)


@compilable
def remembered(memory, today, kept):
    """A memory after another day: days count the less the longer ago they are, with weights that add up to one."""
    return kept * memory + (1.0 - kept) * today


@compilable
def answers(own, other, answered, by_other):
    """Violations of one side that follow those of one day, in all days to come: to its own and to the other's."""
    return answered * ((1.0 - by_other) * own + by_other * other)


@compilable
def unprovoked(level, remembered_level, answered):
    """Share of the former violence that answers nothing: the level, less the answers expected to earlier days."""
    return level - answered * remembered_level


@compilable
def claimed_for_each(multiplier, log_ratio):
    """Claims for each violation that happened, of a side whose claims stand to the other's in a ratio [ratio]."""
    return 2.0 * multiplier / (1.0 + exp(-log_ratio))


# what a truce leaves of the violence before it


@compilable
def level_now(world, there):
    """Violence left today [share of the former], with monitors there for a part of the day."""
    truce = world.truce
    left = violence_left(world.now - truce.in_force_since, truce.residual, truce.leak_days)
    return left * (1.0 - (1.0 - world.rules.truce_monitored_quiet) * there)


@compilable
def own_share(world, side):
    """A side's part of the incidents that answer nothing."""
    holder = world.rules.truce_holder_incident_share
    return holder if side == HOLDER else 1.0 - holder


@compilable
def begin_violations(world):
    """A truce has just started: in which way it leaks, and the memory of a day like its first."""
    rules, truce = world.rules, world.truce
    truce_class = world.talks.truce_class[truce.proposal]
    chance = measures_chance(rules.truce_measures_chance, rules.truce_measures_chance_per_class, truce_class)
    if randomness.happens(world, streams.LEAK, truce.times, chance):
        truce.residual, truce.leak_days = rules.truce_measures_residual_violence, rules.truce_measures_leak_days
    else:
        truce.residual, truce.leak_days = rules.truce_residual_violence, rules.truce_leak_days
    truce.remembered_level = level_now(world, monitors_there(world))
    first_day = rules.truce_incidents_per_km_day * world.ground.front * truce.remembered_level
    for side in range(2):
        truce.answering[side] = rules.truce_answered_share * first_day * own_share(world, side)
        truce.expected_of_other[side] = first_day * (1.0 - own_share(world, side))
        truce.blamed[side] = truce.expected_of_other[side]
        truce.days_above[side] = 0


# a day of violations


@compilable
def violations_of(world, side, by_themselves, day):
    """Violations of one side on a day: its part of those that answer nothing, and its answers to earlier ones."""
    mean = own_share(world, side) * by_themselves + world.truce.answering[side]
    return 1.0 * randomness.poisson(world, streams.VIOLATIONS + side, day, min(mean * present(world, side), MOST))


@compilable
def remember(world, level, holder, attacker):
    """The day's level and violations as they will be answered from tomorrow on."""
    rules, truce = world.rules, world.truce
    kept, answered, by_other = (
        kept_share(rules.truce_answer_half_life_days), rules.truce_answered_share, rules.truce_answered_by_other_share
    )
    truce.remembered_level = remembered(truce.remembered_level, level, kept)
    truce.answering[HOLDER] = remembered(
        truce.answering[HOLDER], answers(holder, attacker, answered, by_other), kept
    )
    truce.answering[ATTACKER] = remembered(
        truce.answering[ATTACKER], answers(attacker, holder, answered, by_other), kept
    )


@compilable
def blamed_by(world, side, own, others, day):
    """Violations that a side blames on the other on a day: those that happened, and false blame where nobody sees."""
    truce, rules = world.truce, world.rules
    against = others
    if truce.seen < 1.0:
        false = min(falsely_blamed(own, rules.truce_false_blame, truce.seen), MOST)
        against = others + randomness.poisson(world, streams.FALSE_BLAME + side, day, false)
    truce.blamed_today[side] = against
    truce.blamed[side] = remembered(truce.blamed[side], against, kept_share(rules.truce_answer_half_life_days))
    return against


@compilable
def claims_of(world, side, against, day):
    """Violations that a side claims of the other on a day: those that it blames on it, and exaggeration."""
    rules, seen = world.rules, world.truce.seen
    if seen >= 1.0:
        return against
    log_ratio = rules.truce_claim_log_ratio if side == HOLDER else -rules.truce_claim_log_ratio
    each = claimed_for_each(rules.truce_claim_multiplier, log_ratio) / (1.0 + rules.truce_false_blame)
    more = min(max(each - 1.0, 0.0) * (1.0 - seen) * against, MOST)
    return against + randomness.poisson(world, streams.CLAIMS + side, day, more)


@compilable
def suffer(world, holder, attacker):
    """People whom the day's violations cost: each as many as an incident of an ordinary quiet day of the front."""
    rules = world.rules
    of_one = rules.attrition_attacker_per_quiet_km_day / max(HALF * rules.truce_incidents_per_km_day, FEWEST)
    by_holder, by_attacker = holder * present(world, ATTACKER), attacker * present(world, HOLDER)
    hurt(world, ATTACKER, by_holder * of_one, 0.0)
    hurt(world, HOLDER, by_attacker * of_one / rules.attrition_exchange_ratio, 0.0)


@compilable
def count_violations(world, day):
    """Violations of one day by both sides: what happened, what is claimed, and the people it costs."""
    rules, truce = world.rules, world.truce
    there = monitors_there(world)
    level = level_now(world, there)
    watch(world, there)
    former = rules.truce_incidents_per_km_day * world.ground.front
    by_themselves = former * unprovoked(level, truce.remembered_level, rules.truce_answered_share)
    holder = violations_of(world, HOLDER, by_themselves, day)
    attacker = violations_of(world, ATTACKER, by_themselves, day)
    remember(world, level, holder, attacker)
    by_holder = claims_of(world, HOLDER, blamed_by(world, HOLDER, holder, attacker, day), day)
    by_attacker = claims_of(world, ATTACKER, blamed_by(world, ATTACKER, attacker, holder, day), day)
    truce.violations_true += holder + attacker
    truce.violations_seen += truce.seen * (holder + attacker)
    truce.violations_claimed += by_holder + by_attacker
    suffer(world, holder, attacker)
    if holder + attacker > 0.0:
        record(world, DAY_OF_VIOLATIONS, int(by_holder), holder + attacker, by_attacker)
