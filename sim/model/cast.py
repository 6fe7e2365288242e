"""The generators of one replication, in the order of their process numbers."""

from collections.abc import Generator
from typing import Any

from sim.model.decisions.command import attacker_command, holder_command
from sim.model.decisions.withdrawal import pocket, withdrawal
from sim.model.fighting.assault import assault
from sim.model.ground.weather import weather
from sim.model.recorder import recorder
from sim.model.supply import supply
from sim.model.talks.negotiation import mediator, party
from sim.model.truce.in_force import incidents, truce
from sim.model.world.processes import ATTACKER, HOLDER, N_AXES


def cast(world: Any) -> tuple[Generator[float, None, None], ...]:
    """One generator a process, numbered as in processes.py."""
    return (
        weather(world),
        attacker_command(world),
        supply(world),
        holder_command(world),
        withdrawal(world),
        pocket(world),
        mediator(world),
        party(world, HOLDER),
        party(world, ATTACKER),
        truce(world),
        *(assault(world, axis) for axis in range(N_AXES)),
        incidents(world),
        recorder(world),
    )
