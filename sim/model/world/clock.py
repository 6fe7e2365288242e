"""What every process may do with time: wait until a day, wake another, and write to the event log."""

from sim.model.numbers.compilable import compilable
from sim.model.world.events import LOG_CAPACITY


@compilable
def until(world, at):
    """Days from now to a day on the grid (never negative)."""
    return max(at - world.now, 0.0)


@compilable
def next_day(world):
    """Days to the next whole day."""
    return float(int(world.now)) + 1.0 - world.now


@compilable
def wake(world, process):
    """Let a process act at this instant; waking oneself has no effect, the yielded delay wins."""
    if process != world.running:
        world.due[process] = world.now


@compilable
def record(world, kind, subject, first, second):
    """Write one entry of the event log; a full log is found by the executor and fails the replication."""
    entry = world.log_count
    if entry < LOG_CAPACITY:
        log = world.log
        log[entry, 0] = world.now
        log[entry, 1] = world.running
        log[entry, 2] = kind
        log[entry, 3] = subject
        log[entry, 4] = first
        log[entry, 5] = second
    world.log_count = entry + 1
