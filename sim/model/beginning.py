"""Day 0: the state every replication starts from, before any process acts."""

from sim.model.decisions.withdrawal import obey_earlier_order
from sim.model.fighting.assault import set_levels, set_starting_tempo
from sim.model.ground.ahead import set_kept_ahead
from sim.model.ground.presence import set_densities_of_fit
from sim.model.ground.settlements import NOTHING, lay_out
from sim.model.numbers.compilable import compilable
from sim.model.supply import set_routes
from sim.model.world.dimensions import ATTACKER, HOLDER


@compilable
def gather_people(world):
    """People of both sides, all fit; claims of losses before day 0 are shown to readers, not used as state."""
    rules, people = world.rules, world.people
    people.start[HOLDER] = rules.holder_people_persons
    people.start[ATTACKER] = rules.attacker_people_persons
    people.fit[HOLDER] = rules.holder_people_persons
    people.fit[ATTACKER] = rules.attacker_people_persons
    share = rules.holder_beyond_strip_share * room_beyond(world.ground.interior, world.ground.held)
    people.beyond = rules.holder_people_persons * share


@compilable
def room_beyond(interior, held):
    """How much of the usual share of people is beyond the strip [share]: less where the strip is most of the ground."""
    return min(interior / max(held - interior, NOTHING), 1.0)


@compilable
def begin(world):
    """Lay out ground, people, routes and tempo, and let an earlier order go on."""
    lay_out(world)
    gather_people(world)
    set_densities_of_fit(world)
    set_routes(world)
    set_levels(world)
    set_starting_tempo(world)
    set_kept_ahead(world)
    obey_earlier_order(world)
