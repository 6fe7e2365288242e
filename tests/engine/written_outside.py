"""A process of its own in which compiled code checks its bounds: prints what each write or read outside raised."""

import json
import os

assert os.environ["NUMBA_BOUNDSCHECK"] == "1"

from every_field import SIZES  # noqa: E402
from numba import njit  # noqa: E402

from sim.engine.compiled.memory import Memory  # noqa: E402
from sim.engine.compiled.views import world_on  # noqa: E402
from sim.model.one_world import World  # noqa: E402
from sim.model.world.dimensions import N_AXES, N_PARTIES  # noqa: E402


@njit
def write(block, place):
    world_on(block).ground.day_gain[place] = 1.0


@njit
def read(block, place):
    return world_on(block).ground.day_gain[place]


@njit
def write_settlement(block, place):
    world_on(block).ground.area[place] = 1.0


@njit
def write_table(block, place):
    world_on(block).talks.clock[0, place] = 1.0


@njit
def read_rules(block, place):
    return world_on(block).rules.party_clock_mu[place]


TRIED = [
    (write, N_AXES), (read, N_AXES), (write_settlement, SIZES["settlements"]), (write_table, N_PARTIES),
    (read_rules, N_PARTIES),
]


def raised(play, place):
    try:
        play(Memory(World, SIZES).words, place)
    except IndexError as error:
        return str(error)
    return "nothing"


if __name__ == "__main__":
    report = {play.__name__: [raised(play, place) for place in (0, end - 1, end, -1)] for play, end in TRIED}
    print(json.dumps(report))
