"""People: who is fit, wounded, killed, captured or has left; every person is in exactly one of these.

Numbers are persons of each side in the theatre (a real number). Captured includes missing. Leaves out civilians, who
are not modelled, and recovery of the wounded within the horizon.
"""

from sim.model.numbers.compilable import compilable
from sim.model.world.dimensions import HOLDER


@compilable
def hurt(world, side, persons, captured_share):
    """Take people out of the fit of one side: captured, killed and wounded by their shares.

    Never more than there are.
    """
    people = world.people
    lost = min(max(persons, 0.0), people.fit[side])
    captured = lost * captured_share
    killed = (lost - captured) * world.rules.attrition_killed_share
    if side == HOLDER and people.fit[HOLDER] > 0.0:
        people.beyond = people.beyond * (1.0 - lost / people.fit[HOLDER])
    people.fit[side] = people.fit[side] - lost
    people.captured[side] += captured
    people.killed[side] += killed
    people.wounded[side] += lost - captured - killed
    return lost


@compilable
def reinforce(world, side, persons, beyond_share):
    """People join one side; a share of the holder's go beyond the border strip."""
    people = world.people
    people.start[side] += persons
    people.fit[side] += persons
    if side == HOLDER:
        people.beyond += persons * beyond_share


@compilable
def casualties(world, side):
    """Killed and wounded of one side so far [persons]."""
    return world.people.killed[side] + world.people.wounded[side]
