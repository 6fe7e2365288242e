"""Ground falls in proportion to what is held: the same share of it each day, whatever the shape of the front.

Equal to the tempo per km of front at the reference area. Of nine pockets the loss was foretold better so, by 3, 4 and 7
points of the error at 7, 14 and 28 days. Leaves out that people are spread along a front.
"""

from sim.model.numbers.compilable import compilable


@compilable
def as_front(held, reference_km, reference_km2):
    """Length that grows with the ground held [km], from a length at a reference area [km, km²]."""
    return reference_km * (held / reference_km2)


@compilable
def length(world):
    """Length on which the tempo acts [km]."""
    rules = world.rules
    return as_front(world.ground.held, rules.ground_front_length_km, rules.ground_front_reference_km2)
