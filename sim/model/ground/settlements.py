"""Ground: settlements on axes, the area still held, the front around it, and who takes what.

The ground beyond the border strip (the interior) falls first, in order along each axis; the strip falls last. Equal
cells or given areas are rescaled to the area drawn for day 0. Leaves out a simulated front line and anything beyond
the border. Source: judgement-kursk-theatre for cells, judgement-kursk-ground for the front.
"""

from sim.model.numbers.compilable import compilable
from sim.model.numbers.numerics import clip, log, power
from sim.model.world.cast import POCKET, WITHDRAWAL
from sim.model.world.clock import record, wake
from sim.model.world.dimensions import HOLDER
from sim.model.world.events import CENTRE_LOST, FOOTHOLD_ENDED, GROUND_GONE, SETTLEMENT_LOST
from sim.model.world.series import HELD_AREA
from sim.model.world.state import NEVER

GONE_BELOW_KM2 = 1.0  # held area at which the ground counts as gone (judgement-kursk-ground)
NOTHING = 1e-9


# laws


@compilable
def front_length(held_km2, reference_km, reference_km2, exponent):
    """Length of front [km] around an area [km²]: a power of the area (0.5 keeps the shape)."""
    return reference_km * power(held_km2 / reference_km2, exponent)


@compilable
def neck_width(held_km2, width_km, reference_km2, exponent):
    """Width of the neck [km] of a theatre that gives one; it shrinks with the area held [km²]."""
    return width_km * power(held_km2 / reference_km2, exponent)


@compilable
def loss_rate(loss_km2, days, front_km, quiet):
    """Log loss rate [ln km²/day/km] of a window, with so much [km²/day] added that a quiet window counts.

    Ground regained, a loss below 0, is quiet. Source: pockets-fit; for the Kursk start it gives -0.84 and -1.28 for
    210.9 km² in 7 and 272.0 km² in 14 days over 70 km, with 0.02 km²/day added.
    """
    return log((max(loss_km2, 0.0) / days + quiet) / front_km)


@compilable
def line_factor(quality):
    """What a line multiplies its people by [ratio]: hasty 1.3, prepared 1.5, fortified 1.6; source: dupuy-1979."""
    if quality <= 1.0:
        return 1.3 + 0.2 * max(quality, 0.0)
    return 1.5 + 0.1 * clip(quality - 1.0, 0.0, 1.0)


@compilable
def ammunition_effect(coverage):
    """Effect of a force by the share of its ammunition need that is met [share of full effect].

    Source: dupuy-1979: 10 % 0.2, 20 % 0.65, 30 % 0.8, 50 % 0.9, 100 % 1.0; straight lines
    between.
    """
    if coverage <= 0.1:
        return 2.0 * max(coverage, 0.0)
    if coverage <= 0.2:
        return 0.2 + 4.5 * (coverage - 0.1)
    if coverage <= 0.3:
        return 0.65 + 1.5 * (coverage - 0.2)
    if coverage <= 0.5:
        return 0.8 + 0.5 * (coverage - 0.3)
    return 0.9 + 0.2 * (min(coverage, 1.0) - 0.5)


# the ground of one replication


@compilable
def neck_now(world):
    """Width of the neck [km]; 0 in a theatre without one."""
    return (
        neck_width(world.ground.held, world.map.neck_width, world.map.neck_reference, world.map.neck_exponent)
        if world.map.neck_width > 0.0
        else 0.0
    )


@compilable
def held_weight(world, place):
    """Weight of a settlement in the ground held on day 0: of the main one its outskirts alone, if its centre is lost.

    The ground held in all is as the map has it, so what is not held of the town lies elsewhere.
    """
    rules, map = world.rules, world.map
    if map.main[place] == 1 and rules.ground_main_settlement_lost_at_start > 0.5:
        return map.weight[place] * max(rules.ground_outskirts_share, NOTHING)
    return map.weight[place]


@compilable
def lay_out(world):
    """Spread the area of day 0 over the settlements: the strip over its cells, the rest over the interior by weight."""
    rules, ground, map = world.rules, world.ground, world.map
    total = rules.ground_held_area_km2
    strip_weight, interior_weight = 0.0, 0.0
    for place in range(map.weight.shape[0]):
        if map.strip[place] == 1:
            strip_weight += held_weight(world, place)
        else:
            interior_weight += held_weight(world, place)
    strip = min(rules.ground_strip_area_km2, total) if strip_weight > 0.0 else 0.0
    for place in range(map.weight.shape[0]):
        if map.strip[place] == 1:
            ground.area[place] = strip * held_weight(world, place) / strip_weight
        else:
            ground.area[place] = (total - strip) * held_weight(world, place) / interior_weight
        if map.main[place] == 1:
            ground.centre_at = ground.area[place] * rules.ground_outskirts_share
    ground.loss_before = rules.ground_loss_14_days_km2
    ground.loss_before_7 = rules.ground_loss_7_days_km2
    ground.line_quality = rules.holder_line_quality
    if rules.ground_main_settlement_lost_at_start > 0.5:
        ground.main_lost_day = 0.0
        for place in range(map.main.shape[0]):
            if map.main[place] == 1:
                record(world, CENTRE_LOST, place, map.axis[place], 0.0)
    _add_up(world)


@compilable
def _add_up(world):
    """Bring up to date, always in the same order, the sums over settlements, who is next, and the front around them."""
    rules, ground = world.rules, world.ground
    area, axes, strips, on_axis, next_on = ground.area, world.map.axis, world.map.strip, ground.on_axis, ground.next_on
    on_axis[:, :] = 0.0
    next_on[:, :] = -1
    interior, strip = 0.0, 0.0
    for place in range(area.shape[0]):
        on_axis[axes[place], strips[place]] += area[place]
        if area[place] > 0.0 and next_on[axes[place], strips[place]] < 0:
            next_on[axes[place], strips[place]] = place
        if strips[place] == 0:
            interior += area[place]
        else:
            strip += area[place]
    ground.interior = interior
    ground.held = interior + strip
    ground.front = front_length(
        ground.held, rules.ground_front_length_km, rules.ground_front_reference_km2, rules.ground_front_exponent
    )


@compilable
def next_settlement(world, axis):
    """The settlement an axis attacks: its first in the interior; in the strip once no interior is held; -1 if none."""
    strip = 0 if world.ground.interior > NOTHING else 1
    return world.ground.next_on[axis, strip]


@compilable
def take(world, axis, km2, strip):
    """Pass ground of one axis to the attacker, settlement by settlement [km²]; returns what there was to take."""
    ground = world.ground
    area, axes, strips = ground.area, world.map.axis, world.map.strip
    left = km2
    for place in range(area.shape[0]):
        if left <= 0.0:
            break
        if axes[place] != axis or strips[place] != strip or area[place] <= 0.0:
            continue
        part = min(left, area[place])
        left -= part
        area[place] -= part
        if world.map.main[place] == 1 and area[place] <= ground.centre_at:
            _lose_centre(world, place)
        if area[place] <= NOTHING:
            area[place] = 0.0
            _lose_settlement(world, place)
    taken = km2 - max(left, 0.0)
    if taken > 0.0:
        before = ground.interior
        _add_up(world)
        if before > NOTHING and ground.interior <= NOTHING:
            _leave_interior(world)
        _watch_thresholds(world)
    return taken


@compilable
def regain(world, place, km2):
    """Add ground regained to the settlement that is attacked [km²]. A settlement that fell stays lost."""
    world.ground.area[place] += km2
    world.ground.regained += km2
    _add_up(world)


@compilable
def _lose_centre(world, place):
    """The centre of the main settlement passes while its outskirts are held, or with all of it."""
    ground = world.ground
    if ground.main_lost_day == NEVER:
        ground.main_lost_day = world.now
        if ground.area[place] > NOTHING:
            record(world, CENTRE_LOST, place, world.map.axis[place], 0.0)


@compilable
def _lose_settlement(world, place):
    world.ground.lost_day[place] = world.now
    if world.map.main[place] == 1 and world.ground.main_lost_day == NEVER:
        world.ground.main_lost_day = world.now
    record(world, SETTLEMENT_LOST, place, world.map.axis[place], world.ground.held)


@compilable
def _leave_interior(world):
    """Without interior a move has nothing left to give up and no pocket is left."""
    wake(world, WITHDRAWAL)
    wake(world, POCKET)


@compilable
def _watch_thresholds(world):
    ground = world.ground
    if ground.held <= 50.0 and ground.below_50_day == NEVER:
        ground.below_50_day = world.now
    if ground.held <= 20.0 and ground.below_20_day == NEVER:
        ground.below_20_day = world.now
    if ground.held <= 10.0 and ground.below_10_day == NEVER:
        ground.below_10_day = world.now
    if ground.held <= world.rules.ground_lost_below_km2 and ground.ended_day == NEVER:
        ground.ended_day = world.now
        record(world, FOOTHOLD_ENDED, 0, ground.held, 0.0)
    if ground.held <= GONE_BELOW_KM2 and ground.gone_day == NEVER:
        ground.gone_day = world.now
        record(world, GROUND_GONE, 0, ground.held, 0.0)
        _everyone_left(world)


@compilable
def _everyone_left(world):
    """Nothing is modelled beyond the border: the holder's fit people have left the theatre."""
    people = world.people
    people.left[HOLDER] += people.fit[HOLDER]
    people.fit[HOLDER] = 0.0
    people.beyond = 0.0


@compilable
def held_before_start(world, days):
    """Area held some days before day 0 [km²], on a line through the losses of the 7 and 14 days before."""
    ground = world.ground
    start = world.rules.ground_held_area_km2
    if days <= 7.0:
        return start + ground.loss_before_7 * days / 7.0
    return start + ground.loss_before_7 + (ground.loss_before - ground.loss_before_7) * (min(days, 14.0) - 7.0) / 7.0


@compilable
def held_days_ago(world, days):
    """Area held some whole days ago [km²]; before day 0 on a line through the losses of the 7 and 14 days before."""
    day = int(world.now) - days
    if day >= 0:
        return world.series[day, HELD_AREA] if day < int(world.now) else world.ground.held
    return held_before_start(world, float(-day))


@compilable
def capture_rate(world):
    """Ground the attacker gained per day over the last 14 days [km²/day]."""
    return max(held_days_ago(world, 14) - world.ground.held, 0.0) / 14.0


@compilable
def holders_on(world, strip):
    """The holder's people who can hold the ground attacked [persons]: all who are fit, of the strip (1).

    Of the interior (0) too while anybody is left in it: whoever stands on the strip is then behind that line.
    """
    people = world.people
    if strip == 1:
        return people.fit[HOLDER]
    return people.fit[HOLDER] * people.beyond / (people.beyond + 1.0)
