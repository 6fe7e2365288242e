"""Stopping: an attacker that loses too many of its people in a fortnight attacks nowhere for a time.

Source: cdb90-fits for the share: 364 attackers of 1914-82, of whom 112 lost; who won or drew had not reached theirs. It
grows with a battle's length as the holder's does (rout.py), so it is held against a fortnight. Attacks that ended at
the smallest losses ended for other reasons, so the lowest shares are cut; that and the length of a stop are judgement.
Leaves out which units stop, and fear that spreads.
"""

import math

from sim.model.fighting.rout import WINDOW_DAYS, share_lost
from sim.model.ground.people import casualties
from sim.model.numbers.compilable import compilable
from sim.model.world.clock import record
from sim.model.world.dimensions import ATTACKER
from sim.model.world.events import ATTACKER_GATHERS, ATTACKER_STOPS
from sim.model.world.series import ATTACKER_CASUALTIES
from sim.model.world.state import STOPPED, TRUCE_IN_FORCE


@compilable
def lost_since_the_last_stop(world):
    """The attacker's killed and wounded of the last fortnight [share], of days after its last stop alone."""
    day = max(int(world.now) - WINDOW_DAYS, int(world.command.gathered_at))
    if day >= int(world.now):
        return 0.0
    lost = casualties(world, ATTACKER) - world.series[day, ATTACKER_CASUALTIES]
    return share_lost(lost, world.people.fit[ATTACKER])


@compilable
def stop(world, share):
    """The attacks stop for some whole days, one at least."""
    days = max(math.floor(world.rules.attacker_stop_days + 0.5), 1)
    world.command.gathered_at = float(int(world.now) + days)
    record(world, ATTACKER_STOPS, 0, share, float(days))


@compilable
def is_stopped(world):
    """Whether the attacker attacks nowhere now; told when it begins and when it is over. Nobody stops in a truce."""
    command = world.command
    if world.now < command.gathered_at:
        return True
    if command.mode == STOPPED:
        record(world, ATTACKER_GATHERS, 0, 0.0, 0.0)
    share = lost_since_the_last_stop(world)
    if world.truce.state == TRUCE_IN_FORCE or share < world.rules.attacker_break_share:
        return False
    stop(world, share)
    return True
