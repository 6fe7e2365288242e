"""Small runs: rows by name of leaf, one value changed at a time, the luck kept.

The compiled model runs them where it is at hand, else SimPy, forty times and more slower: they agree to the last bit,
which tests of their own show (`tests/parity`). What watches processes from outside asks for SimPy.
"""

from dataclasses import dataclass, replace

import numpy as np

from sim.engine.cache import is_ready
from sim.engine.replication import run_block
from sim.engine.theatre import Model, model_of
from sim.experiment.design.unit_cube import uniforms
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.recorder import SERIES
from sim.model.world.parameters import fill, plan
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS

COLUMN = {path: column for column, path in enumerate(COLUMNS)}
OUTCOME = {name: column for column, name in enumerate(OUTCOME_NAMES)}
SERIES = {series.name: column for column, series in enumerate(SERIES)}
NEVER = np.inf
HOLDING = {"command.policy": 0.0, "command.breakout": 0.0, "command.ordered_before_start": 0.0}  # decisions held fixed
SILENT = {f"talks.proposals.{slot}.tabled_day": NEVER for slot in range(4)}  # nothing on the table


@dataclass(frozen=True, eq=False)
class Small:
    """A scenario ready to run: its map and rows (replication, column)."""

    model: Model
    rows: np.ndarray

    def having(self, **values):
        """The same rows with some values changed; a path's dots are written as two underscores."""
        return self.changed({name.replace("__", "."): value for name, value in values.items()})

    def changed(self, values):
        """The same rows with the leaves of a mapping changed."""
        rows = self.rows.copy()
        for path, value in values.items():
            rows[:, COLUMN[path]] = value
        return replace(self, rows=rows)

    def one(self, replication):
        """One replication alone."""
        return replace(self, rows=self.rows[replication : replication + 1])

    def run(self, seed=1, first=0, own_processes=(), logs=0, executor=None):
        """Outcomes, series and events of every row; a replication that fails is an error here."""
        block = run_block(
            self.model,
            self.rows,
            seed=seed,
            first=first,
            executor=executor or ("compiled" if is_ready() and not own_processes else "simpy"),
            paths=True,
            logs=logs,
            own_processes=own_processes,
        )
        assert not block.faults.any(), f"faults {block.faults[block.faults > 0]}"
        return block


def small(name="tutorial/baseline", replications=12, days=30, seed=1):
    """A shipped scenario with some rows and a short horizon; without days, its own."""
    loaded = load(name)
    made, model = plan(loaded), model_of(loaded)
    rows = fill(made, uniforms(seed, 0, replications, list(made.varying), width=len(COLUMNS)))
    return Small(model if days is None else replace(model, horizon_days=days), rows)


def outcome(block, name):
    """One outcome (replication)."""
    return block.outcomes[:, OUTCOME[name]]


def day_of(block, name):
    """A day outcome (replication) with never as infinity."""
    days = outcome(block, name)
    return np.where(np.isnan(days), NEVER, days)


def series(block, name):
    """One series (replication, day)."""
    return block.paths[:, :, SERIES[name]]
