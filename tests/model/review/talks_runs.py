"""Paired runs of a shipped scenario with some leaves changed in every row, and what the log says of the talks."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from sim.engine.replication import executor_available
from sim.model.world.events import ACCEPTS, PROPOSAL_AGREED, PROPOSAL_CLOSED, STATEMENT, TABLED
from sim.model.world.state import CONDITIONAL, PARTIAL
from tests.model.small_runs import COLUMN, day_of, outcome, small
from tests.model.small_runs import series as path_of

__all__ = ["COLUMN", "day_of", "outcome", "path_of"]  # whoever asks of talks finds them here too

STAFF_WITHOUT_HOPE = {"command.hope_of_truce": 0.0}  # answers then move no ground until a truce is agreed
whole = cache(small)


def rows_of(name, n):
    """The map and the rows of parameters (replication, column) of a scenario; not to be written to."""
    chosen = whole(name, n, None)
    return chosen.model, chosen.rows


def runs(name, n, values: Mapping[str, float] | None = None, logs=False):
    """Replications 0 to n of a scenario with these leaves changed; the luck is the same whatever the leaves."""
    executor = "compiled" if executor_available("compiled") else "simpy"
    return whole(name, n, None).changed(values or {}).run(logs=n if logs else 0, executor=executor)


def talks_of(block):
    """Events of each replication that holds any, in order of time."""
    events = block.events[np.argsort(block.events["replication"], kind="stable")]
    _, starts = np.unique(events["replication"], return_index=True)
    return np.split(events, starts[1:]) if len(events) else []


def kinds_of(events):
    """What each proposal of one replication covers, and when it was tabled."""
    tabled = events[events["kind"] == TABLED]
    return {int(one["subject"]): int(one["first"]) for one in tabled}


def accepted(events, side):
    """(day, proposal) of each general text that a government accepted after day 0."""
    kinds = kinds_of(events)
    found = events[(events["kind"] == ACCEPTS) & (events["subject"] == side) & (events["time"] > 0.0)]
    return [(one["time"], int(one["first"])) for one in found if kinds[int(one["first"])] < PARTIAL]


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
        elif one["kind"] == PROPOSAL_AGREED and kinds[int(one["subject"])] < PARTIAL:
            text = int(one["subject"])
            since = conditions.get(text, np.inf)
            general = {other: day for other, day in open_since.items() if kinds[other] < PARTIAL and other != text}
            return text, [other for other, day in general.items() if day > since]
    return None
