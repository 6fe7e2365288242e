"""Day 0: the state every replication starts from, before any process acts."""

from sim.model.decisions.withdrawal import obey_earlier_order
from sim.model.fighting.assault import set_luck, set_starting_tempo
from sim.model.ground.settlements import lay_out
from sim.model.numbers.compilable import compilable
from sim.model.supply import set_routes
from sim.model.world.dimensions import ATTACKER, HOLDER, N_AXES


@compilable
def gather_people(world):
    """People of both sides, all fit; claims of losses before day 0 are shown to readers, not used as state."""
    rules, people = world.rules, world.people
    people.start[HOLDER] = rules.holder_people_persons
    people.start[ATTACKER] = rules.attacker_people_persons
    people.fit[HOLDER] = rules.holder_people_persons
    people.fit[ATTACKER] = rules.attacker_people_persons
    people.beyond = rules.holder_people_persons * rules.holder_beyond_strip_share


@compilable
def begin(world):
    """Lay out ground, people, routes and tempo, and let an earlier order go on."""
    lay_out(world)
    gather_people(world)
    set_routes(world)
    set_luck(world)
    for axis in range(N_AXES):
        set_starting_tempo(world, axis)
    obey_earlier_order(world)
