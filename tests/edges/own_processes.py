"""How a process of the user's own fails: the replication, the process, its line and the reason."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

import sim
from sim.experiment.failures import Failure

SCENARIO = "tutorial/baseline"
LEFT = "the model could not go on with what it left in the world"


def failed(own: Callable[..., Any]) -> Failure:
    """The failure of two replications with a process of the user's own, which must be the same in both."""
    ensemble = sim.run(SCENARIO, replications=2, processes=[own])
    first, second = ensemble.failures
    assert (first.replication, second.replication) == (0, 1)
    assert np.isnan(ensemble.outcomes["area_end_km2"]).all()
    return first


def line_of(own: Callable[..., Any], text: str) -> int:
    """Number of the line of its file, within a function, that holds a text."""
    lines, start = inspect.getsourcelines(own)
    [number] = [number for number, line in enumerate(lines) if text in line]
    return start + number


def says(own: Callable[..., Any], text: str, reason: str, name: str | None = None) -> None:
    """Its replications fail, and the message names it, its file, the line that holds the text, and the reason."""
    failure = failed(own)
    for told in (failure.message, (failure.traceback or "").splitlines()[-1]):
        assert f"{name or own.__name__} ({inspect.getsourcefile(own)}, line {line_of(own, text)})" in told
        assert reason in told
        assert "\n" not in told
