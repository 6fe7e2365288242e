"""Rout: a force that loses too many of its people in a fortnight breaks, and those beyond the strip run.

Source: cdb90-fits for the share (losing defenders of 1914-82: median 0.14, 90 % under 0.40). It is that of one battle,
and grows with its length (medians 0.07 in 1-2 days, 0.17 in 3-5, 0.31 in 6-13, 0.36 in 14 and more), so it is held
against the losses of a fortnight, not of a whole siege. Leaves out fear that spreads, and who rallies.
"""

from sim.model.fighting.contact import leave, mode_now
from sim.model.ground.people import casualties
from sim.model.numbers.compilable import compilable
from sim.model.supply import ROAD_OPEN, access, rests_on_strip
from sim.model.world.clock import record
from sim.model.world.dimensions import HOLDER
from sim.model.world.events import AFTER_AN_ORDER, BREAKS
from sim.model.world.series import HOLDER_CASUALTIES
from sim.model.world.state import BREAKING_OUT, MOVING, NO_EXIT, ORDERED, OUT, PRESSED

WINDOW_DAYS = 14
HASTY = 0.0  # quality of the line of people who ran or broke out


@compilable
def share_lost(lost, fit):
    """Killed and wounded of a window among those who were fit before it [share]."""
    return lost / max(lost + fit, 1.0)


@compilable
def counted_from(world):
    """Day from whose evening on losses count: a fortnight ago, and for a new line its own first."""
    day = int(world.now) - WINDOW_DAYS
    return max(day, int(world.command.line_day) + 1) if world.command.posture == OUT else day


@compilable
def breaks(world):
    """Whether the holder's killed and wounded of the last fortnight have reached its breaking point.

    Those who are moving out do not break: how orderly they leave is the luck of their move.
    """
    day = counted_from(world)
    leaving = world.command.posture == MOVING or world.command.posture == BREAKING_OUT
    if world.people.beyond < 1.0 or leaving or day >= int(world.now):
        return False
    before = world.series[day, HOLDER_CASUALTIES] if day >= 0 else 0.0
    lost = casualties(world, HOLDER) - before
    return share_lost(lost, world.people.fit[HOLDER]) >= world.rules.command_break_share


@compilable
def mode_of_rout(world):
    """How people who run leave: never in order, and as through a closed way only where no way is open."""
    open_way = rests_on_strip(world) or access(world) == ROAD_OPEN
    return PRESSED if open_way else max(mode_now(world), PRESSED)


@compilable
def rout(world):
    """Everybody beyond the strip runs, never in order; the ground behind them falls as fast as somebody walks in."""
    command, people = world.command, world.people
    mode = mode_of_rout(world)
    told = mode + AFTER_AN_ORDER if command.posture == ORDERED else mode
    running = people.beyond
    if command.exit_mode == NO_EXIT:
        command.beyond_at_move = running
    lost = leave(world, running, mode)
    command.exit_lost += lost
    command.exit_mode = max(command.exit_mode, mode)
    command.posture = OUT
    command.done_day = min(command.done_day, world.now)
    command.line_day = world.now
    world.ground.line_quality = HASTY
    world.ground.given_today[:] = 0.0
    record(world, BREAKS, told, running, lost)
