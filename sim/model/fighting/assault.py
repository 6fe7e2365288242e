"""Assault: the attacker's tempo reverts to a mean, gains come in lumps, axes share them and waves carry them.

Each day the front may yield ground; the expected gain is front × tempo at the strengths of the fit, spread by the luck
of the day (rival laws: `advance`), shared by the axes so that their sum is the fitted day, and split into waves.
Source: pockets-fit (nine pockets up to 12 March 2025, Kursk left out). The wave prior only splits a day's gain: a large
one takes more of them. Leaves out manoeuvre between axes, counter-attacks and anything finer than a settlement.
"""

import math

from sim.model.declarations.rival_laws import chosen_among
from sim.model.fighting.attrition import fight
from sim.model.fighting.contact import push_back
from sim.model.fighting.regrouping import dig_while_talking, talk_multiplier
from sim.model.fighting.rout import breaks, rout
from sim.model.ground.settlements import (
    NOTHING,
    holders_on,
    loss_rate,
    next_settlement,
    regain,
    take,
)
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import LN_2, clip, exp, log
from sim.model.world.clock import next_day, record
from sim.model.world.dimensions import N_AXES
from sim.model.world.events import GAIN, REGAINED
from sim.model.world.state import NEVER, PAUSE, RACE, STOPPED, TRUCE_IN_FORCE, URGED
from sim.scenario.values.law_forms import ADVANCE, COLLAPSE, FORCE, TEMPO, AdvanceForm, TempoForm

force_to_ground = chosen_among(FORCE)
fought_for = chosen_among(COLLAPSE)
front_size = chosen_among(ADVANCE)
length = chosen_among(TEMPO)

IN_SPELLS, BY_AREA = int(AdvanceForm.SPELLS), int(TempoForm.PER_AREA)
VILLAGE_BUILT_UP = 0.15  # built-up share of the ground in which the tempo was fitted (judgement)
MOST_WAVES, MOST_EXPECTED = 8, 20.0  # of an axis and day, as drawn and as expected; judgement
LEAST_CORRELATION = 0.01  # of axes: keeps their spread finite
WAVE_SLOTS = 16.0  # parts of a day in which a wave may strike


# laws


@compilable
def starting_tempo(mean, weight_7, rate_7, weight_14, rate_14, noise):
    """Log tempo of day 0 [ln km²/day/km]: the mean, pulled towards the recent log rates, plus noise."""
    return mean + weight_7 * (rate_7 - mean) + weight_14 * (rate_14 - mean) + noise


@compilable
def reverted_tempo(tempo, mean, sd, half_life_days, days, z):
    """Log tempo some days later: a mean-reverting normal process with that stationary SD and half-life."""
    kept = exp(-LN_2 * days / half_life_days)
    return mean + (tempo - mean) * kept + sd * math.sqrt(max(1.0 - kept * kept, 0.0)) * z


@compilable
def built_up_multiplier(built_up_share, full_multiplier):
    """Pace in built-up ground against village country [ratio]."""
    town = clip((built_up_share - VILLAGE_BUILT_UP) / (1.0 - VILLAGE_BUILT_UP), 0.0, 1.0)
    return 1.0 - (1.0 - full_multiplier) * town


@compilable
def spread_between_axes(log_sd, correlation):
    """Log SD by which axes differ in a day's gain, so that their log gains have that correlation [ln units]."""
    return log_sd * math.sqrt(1.0 / max(correlation, LEAST_CORRELATION) - 1.0)


@compilable
def waves_expected(per_km_day, front, gain, usual_pace):
    """Waves expected on a part of the front in a day: by its length [km], or that which usually gains so much [km²].

    The usual pace is that of a day with gains [km²/day/km].
    """
    return min(per_km_day * max(front, gain / usual_pace), MOST_EXPECTED)


# the day of the whole front, and how its axes share it


@compilable
def set_levels(world):
    """What built-up ground takes off the pace on the whole [ratio], by the time that the interior takes to pass.

    The tempo was fitted on pockets around towns: a town slows against the ground around it, not against the fit.
    """
    ground, slow = world.ground, 0.0
    for place in range(ground.area.shape[0]):
        if world.map.strip[place] == 0:
            multiplier = built_up_multiplier(world.map.built_up[place], world.rules.ground_urban_multiplier)
            slow += ground.area[place] / multiplier
    ground.built_up_level = ground.interior / slow if slow > NOTHING else 1.0


@compilable
def as_it_counts(world, loss_km2):
    """Ground lost in a window before day 0 as the tempo counts it [km²].

    Where the tempo counts by the ground held, by the log of the ratio, as in its fit;
    where fighting comes in spells, ground regained is ground that moved.
    """
    rules = world.rules
    moved = abs(loss_km2) if int(rules.ground_advance_form) == IN_SPELLS else loss_km2  # below 0 it counts as quiet
    if int(rules.ground_tempo_form) == BY_AREA:
        return rules.ground_held_area_km2 * log(1.0 + moved / rules.ground_held_area_km2)
    return moved


@compilable
def set_starting_tempo(world):
    """Tempo of day 0 from the losses of the week and fortnight before."""
    rules = world.rules
    week = as_it_counts(world, rules.ground_loss_7_days_km2)
    fortnight = as_it_counts(world, rules.ground_loss_14_days_km2)
    quiet = rules.ground_quiet_loss_km2_per_day
    tempo = starting_tempo(
        rules.ground_tempo_mean,
        rules.ground_tempo_weight_7_days,
        loss_rate(week, 7.0, rules.ground_front_before_km, quiet),
        rules.ground_tempo_weight_14_days,
        loss_rate(fortnight, 14.0, rules.ground_front_before_km, quiet),
        rules.ground_tempo_start_noise,
    )
    world.ground.tempo = tempo + rules.ground_tempo_start_shift
    world.ground.tempo_day = 0.0


@compilable
def bring_tempo_up_to_date(world, z):
    """Let the tempo of the front revert over the days since it was last asked."""
    rules, ground = world.rules, world.ground
    days = world.now - ground.tempo_day
    if days > 0.0:
        ground.tempo = reverted_tempo(
            ground.tempo, rules.ground_tempo_mean, rules.ground_tempo_sd, rules.ground_tempo_half_life_days, days, z
        )
        ground.tempo_day = world.now


@compilable
def share_out(world, day):
    """How the axes share the day's gain: by the ground attacked on each and its own luck; the sum is the front's."""
    rules, ground = world.rules, world.ground
    strip = 0 if ground.interior > NOTHING else 1
    spread = spread_between_axes(rules.ground_lump_log_sd, rules.ground_axis_correlation)
    total = 0.0
    for axis in range(N_AXES):
        ground.part[axis] = 0.0
        if ground.on_axis[axis, strip] > 0.0:  # luck is a function of stream and day: none is lost by not asking
            z = randomness.standard_normal(world, streams.LUMP + axis, day)
            ground.part[axis] = ground.on_axis[axis, strip] * exp(spread * z)
            total += ground.part[axis]
    for axis in range(N_AXES):
        ground.part[axis] = ground.part[axis] / max(total, NOTHING)


@compilable
def begin_day(world, day):
    """The luck of the whole front for a day, once: its tempo, whether it gains, how much, and who gains it."""
    ground = world.ground
    if ground.luck_day == day:
        return
    ground.luck_day = day
    bring_tempo_up_to_date(world, randomness.standard_normal(world, streams.TEMPO_SHARED, day))
    ground.event_luck = randomness.uniform(world, streams.EVENT_SHARED, day)
    ground.lump_luck = randomness.standard_normal(world, streams.LUMP_SHARED, day)
    share_out(world, day)
    dig_while_talking(world)


# the day of one axis


@compilable
def mode_multiplier(world):
    """What the attacker makes of the tempo [ratio]: pause, stall, stop, a lull in talks, or hurry."""
    rules = world.rules
    multiplier = 1.0
    if world.command.mode == PAUSE:
        multiplier = rules.attacker_pause_tempo
    elif world.command.mode == RACE:
        multiplier = rules.attacker_race_multiplier
    elif world.command.mode == URGED:
        multiplier = rules.attacker_urged_multiplier
    elif world.command.mode == STOPPED:
        return 0.0
    if world.now < rules.attacker_stall_days:
        multiplier *= rules.attacker_stall_factor
    return multiplier * talk_multiplier(world)


@compilable
def axis_share(world, axis, strip):
    """Share of the front on one axis: its share of the ground that is attacked now."""
    attacked = world.ground.interior if strip == 0 else world.ground.held
    return world.ground.on_axis[axis, strip] / max(attacked, NOTHING)


@compilable
def tempo_on(world, place):
    """Expected loss per day and km of front against a settlement at the reference strengths [km²/day/km]."""
    rules = world.rules
    tempo = exp(world.ground.tempo)
    tempo *= built_up_multiplier(world.map.built_up[place], rules.ground_urban_multiplier)
    return tempo * rules.ground_strip_tempo if world.map.strip[place] == 1 else tempo / world.ground.built_up_level


@compilable
def waves_today(world, axis, front, day):
    """Number of waves into which the day's gain of an axis is split: it changes when ground passes, not how much."""
    rules = world.rules
    if world.ground.day_gain[axis] <= NOTHING:
        return 1 if world.ground.day_gain[axis] < -NOTHING else 0
    usual = exp(rules.ground_tempo_mean) / rules.ground_event_probability
    expected = waves_expected(rules.ground_waves_per_km_day, front, world.ground.day_gain[axis], usual)
    waves = randomness.poisson_of(randomness.uniform(world, streams.WAVES + axis, day), expected)
    return min(max(waves, 1), MOST_WAVES)


@compilable
def plan_day(world, axis, place, day):
    """Draw the day's gain of one axis [km²], pay for the front that does not move, return the number of waves."""
    rules, ground, strip = world.rules, world.ground, world.map.strip[place]
    front = world.ground.front
    tempo = tempo_on(world, place)
    pace, manned, gaps = force_to_ground(int(rules.ground_force_form), world, tempo, strip)
    pace *= mode_multiplier(world)
    size = front_size(int(rules.ground_advance_form), world, gaps, holders_on(world, strip))
    reach = length(int(rules.ground_tempo_form), world) * ground.part[axis]
    gain = reach * pace * max(size, 0.0)
    gain = min(gain, ground.on_axis[axis, strip])  # what is there passes in the day's waves, not with the first
    gain -= rules.withdrawal_contested_offset * ground.given_today[axis]
    regained = reach * tempo * max(-size, 0.0)
    ground.day_gain[axis] = gain if gain > NOTHING else -regained
    front *= axis_share(world, axis, strip)
    in_action = front * manned
    ground.manned[axis] = min(manned, 1.0)
    fought = fought_for(int(rules.attrition_collapse_form), world, gain, in_action)
    ground.contested_share[axis] = min(fought, ground.manned[axis])  # nobody fights for ground where nobody stands
    attacked = 0.0 if world.command.mode == STOPPED else in_action
    fight(world, 0.0, 0.0, attacked, 0.0 if gain > NOTHING else in_action, pace)
    return waves_today(world, axis, front, day)


@compilable
def regain_on(world, axis, place, km2):
    """The holder regains ground before a settlement [km²], and both sides pay for it as for ground fought over."""
    regain(world, place, km2)
    fight(world, km2 * world.ground.manned[axis], 0.0, 0.0, 0.0, 0.0)
    record(world, REGAINED, axis, km2, world.ground.held)


@compilable
def strike(world, axis, place, km2):
    """One wave succeeds: of the attacker, or below 0 km² of the holder, who regains ground.

    Ground passes, both sides pay for it, and people beyond the strip are pushed back with their line.
    """
    if km2 < 0.0:
        regain_on(world, axis, place, -km2)
        return
    interior = world.ground.interior
    taken = take(world, axis, km2, world.map.strip[place])
    if taken > 0.0:
        world.ground.gained += taken
        contested = world.ground.contested_share[axis] * taken
        fight(world, contested, (taken - contested) * world.ground.manned[axis], 0.0, 0.0, 0.0)
        if world.map.strip[place] == 0:
            push_back(world, taken / max(interior, NOTHING))
        record(world, GAIN, axis, taken, world.ground.held)


@compilable
def may_attack(world, axis):
    """Whether the axis has something to attack and no general truce forbids it."""
    return world.truce.state != TRUCE_IN_FORCE and next_settlement(world, axis) >= 0


@compilable
def is_spent(world, axis):
    """Whether nothing is held on the axis any more: ground is never given back."""
    return world.ground.on_axis[axis, 0] + world.ground.on_axis[axis, 1] <= 0.0


@compilable
def same_ground(world, place, other):
    """Whether two settlements are both in the interior or both on the strip: a day's plan does not cross over."""
    return world.map.strip[place] == world.map.strip[other]


@compilable
def time_of_wave(day, wave, waves):
    """When a wave of a day strikes [days]: waves share the day evenly, each in the middle of a sixteenth of it.

    Sixteenths and their halves are exact in binary, so sums of times stay exact; and a 32nd past a sixteenth no daily
    process acts, so a wave never meets one in a tie.
    """
    return float(day) + math.floor(WAVE_SLOTS * (wave + 0.5) / waves) / WAVE_SLOTS + 0.5 / WAVE_SLOTS


# process


def assault(world, axis):
    """One axis, day after day: plan, then attack in waves spread over the day; ends when nothing is held there."""
    while True:
        if is_spent(world, axis):
            yield NEVER
            continue
        day = int(world.now)
        if world.now > float(day) or not may_attack(world, axis):
            yield next_day(world)
            continue
        if breaks(world):
            rout(world)
        begin_day(world, day)
        place = next_settlement(world, axis)
        waves = plan_day(world, axis, place, day)
        for wave in range(waves):
            yield time_of_wave(day, wave, waves) - world.now
            if may_attack(world, axis) and same_ground(world, place, next_settlement(world, axis)):
                strike(world, axis, next_settlement(world, axis), world.ground.day_gain[axis] / waves)
        yield next_day(world)
