"""Assault: on each axis the attacker's tempo reverts to a mean, gains come in lumps, and waves carry them.

Each day an axis may gain ground; the expected gain is front × tempo, spread by the luck of the day, split into waves.
Source: pockets-fit (nine pockets up to 12 March 2025, Kursk left out). The wave prior only splits a
day's gain. Leaves out manoeuvre between axes, counter-attacks and anything finer than a settlement.
"""

import math

from sim.model.fighting.attrition import fight
from sim.model.ground.people import hurt
from sim.model.ground.settlements import NOTHING, front_length_now, loss_rate, next_settlement, power_ratio_now, take
from sim.model.numbers import randomness, streams
from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, exp, normal_quantile, power
from sim.model.supply import CUT, access, rests_on_strip
from sim.model.world.clock import next_day, record
from sim.model.world.dimensions import HOLDER, N_AXES
from sim.model.world.events import GAIN
from sim.model.world.state import NEVER, PAUSE, RACE, TRUCE_IN_FORCE

VILLAGE_BUILT_UP = 0.15  # built-up share of the ground in which the tempo was fitted (judgement)
MOST_WAVES = 8
TEMPO_LUCK, EVENT_LUCK, LUMP_LUCK = 0, 1, 2  # in the order of their streams in randomness.py
KINDS_OF_LUCK = 3
WAVE_SLOTS = 16.0  # parts of a day in which a wave may strike


# laws


@compilable
def starting_tempo(mean, weight_7, rate_7, weight_14, rate_14, noise):
    """Log tempo of day 0 [ln km²/day/km]: the mean, pulled towards the recent log rates, plus noise."""
    return mean + weight_7 * (rate_7 - mean) + weight_14 * (rate_14 - mean) + noise


@compilable
def reverted_tempo(tempo, mean, sd, half_life_days, days, z):
    """Log tempo some days later: a mean-reverting normal process with that stationary SD and half-life."""
    kept = exp(-math.log(2.0) * days / half_life_days)
    return mean + (tempo - mean) * kept + sd * math.sqrt(max(1.0 - kept * kept, 0.0)) * z


@compilable
def lump(happens, probability, log_sd, z):
    """A day's gain against its expectation [ratio]: nothing, or log-normal; the mean over both is one."""
    if not happens:
        return 0.0
    return exp(log_sd * z - 0.5 * log_sd * log_sd) / probability


@compilable
def built_up_multiplier(built_up_share, full_multiplier):
    """Pace in built-up ground against village country [ratio]."""
    town = clip((built_up_share - VILLAGE_BUILT_UP) / (1.0 - VILLAGE_BUILT_UP), 0.0, 1.0)
    return 1.0 - (1.0 - full_multiplier) * town


@compilable
def power_multiplier(ratio, reference, exponent):
    """Pace by the ratio of power [ratio]: never falls as the attacker grows.

    Used within 0.2 to 5 times the reference.
    """
    return power(clip(ratio / reference, 0.2, 5.0), exponent)


@compilable
def contested_share(gain_km2, front_km, fastest):
    """Share of a day's gain that is fought for: what falls faster than the fastest contested pace is as if given up."""
    return min(fastest * front_km / max(gain_km2, NOTHING), 1.0)


@compilable
def weights_of_luck(correlation):
    """Weights of shared and own luck [share, share] that give standard normals with that correlation between axes."""
    return math.sqrt(correlation), math.sqrt(1.0 - correlation)


# the day of one axis


@compilable
def luck_of_axis(world, kind, axis, day):
    """Standard normal draw of one axis for one day (kind: tempo, event or lump), partly shared by all axes."""
    ground = world.ground
    if ground.luck_day != day:
        ground.luck_day = day
        for shared in range(KINDS_OF_LUCK):
            ground.luck[shared] = randomness.standard_normal(world, streams.TEMPO_SHARED + shared, day)
    own = randomness.standard_normal(world, streams.TEMPO + N_AXES * kind + axis, day)
    return ground.shared_part * ground.luck[kind] + ground.own_part * own


@compilable
def set_luck(world):
    """What the daily luck of every axis is compared with and made of, for the whole replication."""
    rules, ground = world.rules, world.ground
    ground.shared_part, ground.own_part = weights_of_luck(rules.ground_axis_correlation)
    ground.event_below = normal_quantile(clip(rules.ground_event_probability, 1e-9, 1.0 - 1e-9))


@compilable
def set_starting_tempo(world, axis):
    """Tempo of day 0 from the losses of the week and fortnight before."""
    rules = world.rules
    tempo = starting_tempo(
        rules.ground_tempo_mean,
        rules.ground_tempo_weight_7_days,
        loss_rate(rules.ground_loss_7_days_km2, 7.0, rules.ground_front_before_km),
        rules.ground_tempo_weight_14_days,
        loss_rate(rules.ground_loss_14_days_km2, 14.0, rules.ground_front_before_km),
        rules.ground_tempo_start_noise,
    )
    world.ground.tempo[axis] = tempo + rules.ground_tempo_start_shift
    world.ground.tempo_day[axis] = 0.0


@compilable
def bring_tempo_up_to_date(world, axis, day):
    """Let the axis's tempo revert over the days since it was last asked."""
    rules, ground = world.rules, world.ground
    days = world.now - ground.tempo_day[axis]
    z = luck_of_axis(world, TEMPO_LUCK, axis, day)
    if days > 0.0:
        ground.tempo[axis] = reverted_tempo(
            ground.tempo[axis],
            rules.ground_tempo_mean,
            rules.ground_tempo_sd,
            rules.ground_tempo_half_life_days,
            days,
            z,
        )
        ground.tempo_day[axis] = world.now


@compilable
def mode_multiplier(world):
    """What the attacker's command makes of the tempo [ratio]: pause, stall, or the race before a truce starts."""
    rules = world.rules
    multiplier = 1.0
    if world.command.mode == PAUSE:
        multiplier = rules.attacker_pause_tempo
    elif world.command.mode == RACE:
        multiplier = rules.attacker_race_multiplier
    if world.now < rules.attacker_stall_days:
        multiplier *= rules.attacker_stall_factor
    return multiplier


@compilable
def axis_share(world, axis, strip):
    """Share of the front on one axis: its share of the ground that is attacked now."""
    attacked = world.ground.interior if strip == 0 else world.ground.held
    return world.ground.on_axis[axis, strip] / max(attacked, NOTHING)


@compilable
def pace_on(world, axis, place):
    """Expected loss per day and km of front against a settlement [km²/day/km]."""
    rules = world.rules
    pace = exp(world.ground.tempo[axis]) * mode_multiplier(world)
    pace *= built_up_multiplier(world.map.built_up[place], rules.ground_urban_multiplier)
    pace *= power_multiplier(power_ratio_now(world), rules.ground_reference_power_ratio, rules.ground_power_exponent)
    return pace * rules.ground_strip_tempo if world.map.strip[place] == 1 else pace


@compilable
def plan_day(world, axis, place, day):
    """Draw the day's gain of one axis [km²] and pay for the front that does not move; returns the number of waves."""
    rules, ground = world.rules, world.ground
    front = front_length_now(world) * axis_share(world, axis, world.map.strip[place])
    pace = pace_on(world, axis, place)
    z_event = luck_of_axis(world, EVENT_LUCK, axis, day)
    z_lump = luck_of_axis(world, LUMP_LUCK, axis, day)
    u_waves = randomness.uniform(world, streams.WAVES + axis, day)
    moves = z_event < ground.event_below
    size = lump(moves, rules.ground_event_probability, rules.ground_lump_log_sd, z_lump)
    gain = max(front * pace * size - rules.withdrawal_contested_offset * ground.given_today[axis], 0.0)
    ground.day_gain[axis] = gain
    ground.contested_share[axis] = contested_share(gain, front, rules.attrition_contested_pace)
    waves = randomness.poisson_of(u_waves, min(rules.ground_waves_per_km_day * front, 20.0))
    fight(world, 0.0, 0.0, front, 0.0 if gain > 0.0 else front, pace)
    return min(max(waves, 1), MOST_WAVES) if gain > 0.0 else 0


@compilable
def strike(world, axis, place, km2):
    """One wave succeeds.

    Ground passes, both sides pay for it, and people beyond the strip fall back with their line.
    """
    interior = world.ground.interior
    taken = take(world, axis, km2, world.map.strip[place])
    if taken > 0.0:
        world.ground.gained += taken
        fought_for = world.ground.contested_share[axis] * taken
        fight(world, fought_for, taken - fought_for, 0.0, 0.0, 0.0)
        if world.map.strip[place] == 0:
            fall_back(world, taken / max(interior, NOTHING))
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
        bring_tempo_up_to_date(world, axis, day)
        place = next_settlement(world, axis)
        waves = plan_day(world, axis, place, day)
        for wave in range(waves):
            yield time_of_wave(day, wave, waves) - world.now
            if may_attack(world, axis) and same_ground(world, place, next_settlement(world, axis)):
                strike(world, axis, next_settlement(world, axis), world.ground.day_gain[axis] / waves)
        yield next_day(world)


@compilable
def fall_back(world, share):
    """A share of the people beyond the strip fall back with the line; through a closed road as in a pressed exit."""
    people, rules = world.people, world.rules
    moving = people.beyond * min(share, 1.0)
    staying = people.beyond - moving
    if access(world) == CUT and not rests_on_strip(world):
        hurt(world, HOLDER, moving * rules.withdrawal_pressed_loss, rules.withdrawal_pressed_captured)
    people.beyond = max(staying, 0.0)
