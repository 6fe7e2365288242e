"""Runs in which a 30-day truce comes into force on day 1, and how long the first truce of each holds."""

import numpy as np

from sim.engine.blocks import Block
from tests.model.small_runs import Small, outcome, small

AT_ONCE = {"truce.never_in_force": 0.0, "truce.same_day_share": 1.0, "talks.attacker.accepts_on_day": 1.0}
COMPETING_ENDS, WORLD_HAZARDS, DONBAS = 0.0, 1.0, 2.0
NONE, PRIOR, CAUSAL = 0.0, 1.0, 2.0


def early_truces(replications: int = 1000, days: int = 60) -> Small:
    """Kursk with a 30-day truce in force on day 1 in every run."""
    return small("kursk/ceasefire-accepted-promptly", replications, days).changed(AT_ONCE)


def run(runs: Small, logs: int = 0) -> Block:
    """Every row by the compiled executor, which parity holds equal to SimPy."""
    return runs.run(executor="compiled", logs=logs)


def days_held(runs: Small) -> np.ndarray:
    """Days for which the first truce holds (replication,)."""
    return outcome(run(runs), "truce_held_days")


def alive(runs: Small, day: float) -> float:
    """Share of first truces that have not failed by a day."""
    return float(np.mean(days_held(runs) >= day))
