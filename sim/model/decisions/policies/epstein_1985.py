"""Giving way: no order for one move; the line goes back faster, the more a day's losses exceed what it bears.

Ground is traded for people; below what is borne it holds again. Epstein's feedback; the going back itself is in
yielding.py. Leaves out roads, stock and any plan.
"""

from sim.model.numbers.compilable import compilable


@compilable
def next_withdrawal(withdrawal, lost, bears, fastest):
    """Pace at which the line goes back the day after [km/day], by a day's losses and what is borne [shares].

    Source: epstein-1985: 0 up to what is borne, else W + (Wmax - W) / (1 - dT) (x - dT).
    """
    if lost <= bears:
        return 0.0
    return withdrawal + (fastest - withdrawal) / (1.0 - bears) * (lost - bears)


@compilable
def wants_to_leave(world, u):
    """Whether this review ends in an order: never; the line gives way by itself."""
    return False
