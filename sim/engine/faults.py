"""What can go wrong in a replication, found alike by both executors and told by number."""

import math

from sim.model.numbers.compilable import compilable
from sim.model.world.events import LOG_CAPACITY

FINE = 0
BAD_DELAY = 1
TOO_MANY_STEPS = 2
STUCK_INSTANT = 3
LOG_FULL = 4
NOT_FINITE = 5
LOST_PEOPLE = 6
RAISED = 7
NO_NUMBER = 8
OWN_FAILED = 9

MOST_STEPS = 200_000
MOST_AT_ONCE = 1_000

RAISED_BY_PROCESSES = (ArithmeticError, ValueError, IndexError)
MESSAGES = {
    FINE: "no fault",
    BAD_DELAY: "a process asked to wait for a negative time or for no number",
    TOO_MANY_STEPS: f"more than {MOST_STEPS:,} steps",
    STUCK_INSTANT: f"more than {MOST_AT_ONCE:,} steps at one instant",
    LOG_FULL: f"more than {LOG_CAPACITY:,} events",
    NOT_FINITE: "the end state holds something that is no finite number",
    LOST_PEOPLE: "people are not conserved",
    RAISED: "an exception",
    NO_NUMBER: "a parameter is no number",
    OWN_FAILED: "a process of your own failed",
}


def fault_message(code: int) -> str:
    """What a fault means, in words."""
    return MESSAGES.get(code, f"unknown fault {code}")


class ReplicationFault(Exception):
    """A replication cannot go on; carries the fault's number."""

    def __init__(self, code: int) -> None:
        super().__init__(code)  # SimPy makes exceptions again from their arguments
        self.code = code

    def __str__(self) -> str:
        return MESSAGES[self.code]


@compilable
def row_fault(row):
    """Fault of a row of parameters (column): one that is no number passes silently through compiled code; 0 if fine."""
    for column in range(row.shape[0]):
        if math.isnan(row[column]):
            return NO_NUMBER
    return FINE


@compilable
def is_bad_delay(delay):
    """Whether a delay is negative or no number."""
    return math.isnan(delay) or delay < 0.0


@compilable
def end_state_fault(world):
    """Fault of the end state: a full log, something not finite, people lost or areas below zero; 0 if fine.

    What Python refuses (the root of a negative number) goes on as no number in compiled code and is found here.
    """
    if world.log_count > LOG_CAPACITY:
        return LOG_FULL
    people = world.people
    for side in range(2):
        total = (
            people.fit[side] + people.wounded[side] + people.killed[side] + people.captured[side] + people.left[side]
        )
        if not math.isfinite(total) or people.fit[side] < 0.0:
            return NOT_FINITE
        if abs(total - people.start[side]) > 1e-6 * max(people.start[side], 1.0):
            return LOST_PEOPLE
    if not math.isfinite(world.ground.held + world.ground.tempo) or world.ground.held < 0.0:
        return NOT_FINITE
    if not math.isfinite(world.supply.stock) or world.supply.stock < 0.0:
        return NOT_FINITE
    counts = world.ground.gained + world.ground.given_up + people.vehicles_lost + world.truce.violations_true
    return FINE if math.isfinite(counts) else NOT_FINITE
