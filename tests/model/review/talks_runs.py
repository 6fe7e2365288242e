"""Paired runs of a shipped scenario with some leaves changed in every row, and what the log says of the talks."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from sim.engine.replication import executor_available, run_block
from sim.engine.theatre import model_of
from sim.experiment.design.unit_cube import uniforms
from sim.model.outcomes import OUTCOME_NAMES
from sim.model.recorder import SERIES
from sim.model.world.events import ACCEPTS, PROPOSAL_AGREED, PROPOSAL_CLOSED, STATEMENT, TABLED
from sim.model.world.parameters import fill, plan
from sim.model.world.state import CONDITIONAL, PARTIAL
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS

COLUMN = {path: column for column, path in enumerate(COLUMNS)}
PLACE = {name: place for place, name in enumerate(OUTCOME_NAMES)}
SERIES_PLACE = {one.name: place for place, one in enumerate(SERIES)}
STAFF_WITHOUT_HOPE = {"command.hope_of_truce": 0.0}  # answers then move no ground until a truce is agreed


@cache
def rows_of(name, n):
    """The map and the rows of parameters (replication, column) of a scenario; not to be written to."""
    loaded = load(name)
    made = plan(loaded)
    rows = fill(made, uniforms(1, 0, n, made.varying.tolist(), width=len(COLUMNS)))
    return model_of(loaded), rows


def runs(name, n, values: Mapping[str, float] | None = None, logs=False):
    """Replications 0 to n of a scenario with these leaves changed; the luck is the same whatever the leaves."""
    model, rows = rows_of(name, n)
    rows = rows.copy()
    for path, value in (values or {}).items():
        rows[:, COLUMN[path]] = value
    executor = "compiled" if executor_available("compiled") else "simpy"
    block = run_block(model, rows, seed=1, first=0, executor=executor, paths=True, logs=n if logs else 0)
    assert not block.faults.any()
    return block


def outcome(block, name):
    """One outcome (replication)."""
    return block.outcomes[:, PLACE[name]]


def day_of(block, name):
    """A day (replication), infinite for never."""
    days = outcome(block, name)
    return np.where(np.isnan(days), np.inf, days)


def path_of(block, name):
    """One series (replication, day)."""
    return block.paths[:, :, SERIES_PLACE[name]]


def talks_of(block):
    """Events of each replication that holds any, in order of time."""
    events = block.events
    return [events[events["replication"] == one] for one in np.unique(events["replication"])]


def kinds_of(events):
    """What each proposal of one replication covers, and when it was tabled."""
    tabled = events[events["kind"] == TABLED]
    return {int(one["subject"]): int(one["first"]) for one in tabled}


def accepted(events, side):
    """(day, proposal) of each general text that a government accepted after day 0."""
    kinds = kinds_of(events)
    found = events[(events["kind"] == ACCEPTS) & (events["subject"] == side) & (events["time"] > 0.0)]
    return [(one["time"], int(one["first"])) for one in found if kinds[int(one["first"])] != PARTIAL]


def first_agreement(events):
    """The first general text agreed, and the texts open then that answer conditions named on it; or None."""
    kinds, conditions, open_since = kinds_of(events), {}, {}
    for one in events:
        if one["kind"] == TABLED:
            open_since[int(one["subject"])] = one["time"]
        elif one["kind"] == PROPOSAL_CLOSED:
            open_since.pop(int(one["subject"]), None)
        elif one["kind"] == STATEMENT and one["second"] == CONDITIONAL:
            conditions[int(one["first"])] = one["time"]
        elif one["kind"] == PROPOSAL_AGREED and kinds[int(one["subject"])] != PARTIAL:
            text = int(one["subject"])
            since = conditions.get(text, np.inf)
            general = {other: day for other, day in open_since.items() if kinds[other] != PARTIAL and other != text}
            return text, [other for other, day in general.items() if day > since]
    return None
