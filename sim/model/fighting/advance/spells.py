"""Fighting comes in spells: the attacker takes ground, or the holder regains ground, and between them nothing moves.

Stillness persists: the longer a line has stood, the longer it goes on standing (a Lomax time). Within a spell days
bring lumps, as day by day. Whoever moved last moves again, unless the turn comes. The tempo is that of a day within a
spell, so it needs values fitted with it. Source: boxes-spells-fit. Leaves out why a spell begins or ends, and that who
attacks loses more: ground regained costs both sides as ground fought over does.
"""

import math

from sim.model.fighting.advance.daily_lumps import event_chance, lump
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import exp, log, power
from sim.model.world.state import ATTACKER_TAKES, HOLDER_REGAINS, NOT_BEGUN, STANDS_STILL

LONGEST = 1e6  # days a spell lasts at most, so that sums of whole days stay exact


@compilable
def still_chance(odds, by_days, days):
    """Chance that a line still stands that many days after it last moved [probability]; odds are logs."""
    return 1.0 / (1.0 + exp(-(odds + by_days * log(1.0 + days))))


@compilable
def days_still(u, shape, scale, days):
    """How much longer a line stands that has stood so many days [days], by a uniform: Lomax, so ever longer."""
    return min((scale + days) * (power(u, -1.0 / shape) - 1.0), LONGEST)


@compilable
def days_moving(u, mean):
    """Length of a spell in which ground moves [days], by a uniform (exponential)."""
    return min(-mean * log(u), LONGEST)


@compilable
def side_that_moves(u, moved_last, turn, regain):
    """Who moves: the side that did last, unless the turn comes; where neither did, by the chance to regain."""
    if moved_last == STANDS_STILL:
        return HOLDER_REGAINS if u < regain else ATTACKER_TAKES
    if u >= turn:
        return moved_last
    return HOLDER_REGAINS if moved_last == ATTACKER_TAKES else ATTACKER_TAKES


@compilable
def moved_before(loss_14_km2, loss_28_km2):
    """Who moved last before day 0, by the ground lost in two and in four weeks [km²]: a loss below 0 was regained."""
    loss = loss_14_km2 if loss_14_km2 != 0.0 else loss_28_km2
    if loss == 0.0:
        return STANDS_STILL
    return ATTACKER_TAKES if loss > 0.0 else HOLDER_REGAINS


@compilable
def begin(world):
    """The spell of day 0, by how long the line has stood and who moved it last."""
    rules, ground = world.rules, world.ground
    ground.moved_last = moved_before(rules.ground_loss_14_days_km2, rules.ground_loss_28_days_km2)
    stood = rules.ground_still_days
    u = randomness.uniform(world, streams.SPELL_LENGTH, 0)
    still = still_chance(rules.ground_still_odds, rules.ground_still_odds_by_days, stood)
    if randomness.happens(world, streams.SPELL_AT_START, 0, still):
        ground.spell = STANDS_STILL
        ground.spell_until = math.floor(days_still(u, rules.ground_still_shape, rules.ground_still_scale_days, stood))
    else:
        move(world)
        ground.spell_until = math.floor(days_moving(u, rules.ground_spell_days))


@compilable
def move(world):
    """A spell begins in which ground moves."""
    rules, ground = world.rules, world.ground
    u = randomness.uniform(world, streams.SPELL_SIDE, ground.spells)
    turn, regain = rules.ground_turn_probability, rules.ground_regain_probability
    ground.spell = side_that_moves(u, ground.moved_last, turn, regain)
    ground.moved_last = ground.spell


@compilable
def go_on(world):
    """The next spell: stillness after ground moved, a move after stillness; of whole days, at least one."""
    rules, ground = world.rules, world.ground
    ground.spells += 1
    u = randomness.uniform(world, streams.SPELL_LENGTH, ground.spells)
    if ground.spell == STANDS_STILL:
        move(world)
        length = days_moving(u, rules.ground_spell_days)
    else:
        ground.spell = STANDS_STILL
        length = days_still(u, rules.ground_still_shape, rules.ground_still_scale_days, 0.0)
    ground.spell_until += math.floor(length) + 1.0


@compilable
def bring_up_to_date(world):
    """Let spells follow each other up to the present day."""
    if world.ground.spell == NOT_BEGUN:
        begin(world)
    while world.ground.spell_until <= world.now:
        go_on(world)


@compilable
def size(world, gaps, holders):
    """The day's gain of the whole front against its expectation within a spell [ratio]; below 0 it is regained.

    Into the share of a line that stands open the attacker walks at any time, and nobody regains ground from there.
    """
    rules, ground = world.rules, world.ground
    bring_up_to_date(world)
    chance = event_chance(rules.ground_event_probability, gaps)
    gain = lump(ground.event_luck < chance, chance, rules.ground_lump_log_sd, ground.lump_luck)
    if ground.spell == ATTACKER_TAKES:
        return gain
    back = rules.ground_regain_pace if ground.spell == HOLDER_REGAINS else 0.0
    return (gaps - back * (1.0 - gaps)) * gain
