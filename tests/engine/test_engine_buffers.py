"""Buffers handed to compiled code, which never lets go of them: made once a thread and used in every call."""

import threading

import numpy as np
import pytest

from sim.engine import replication
from sim.engine.replication import model_of, run_block
from sim.model.world.parameters import P, fill, plan
from sim.scenario.loading import load

LOG, PATHS = 9, 10  # places in the signature of the compiled entry


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[tuple[np.ndarray, np.ndarray]]:
    """Log and paths of every call of the compiled entry, which does nothing here."""
    seen: list[tuple[np.ndarray, np.ndarray]] = []
    monkeypatch.setattr(replication, "compiled_entry", lambda: lambda *given: seen.append((given[LOG], given[PATHS])))
    return seen


def call(calls: int = 1) -> None:
    loaded = load("tutorial/baseline")
    rows = fill(plan(loaded), np.full((2, P), 0.5))
    for _ in range(calls):
        run_block(model_of(loaded), rows, seed=1, first=0, executor="compiled")


def test_every_call_of_a_thread_hands_over_the_same_buffers(handed_over: list) -> None:
    call(3)
    assert len(handed_over) == 3
    assert len({id(log) for log, _ in handed_over}) == 1
    assert len({id(paths) for _, paths in handed_over}) == 1


def test_each_thread_has_buffers_of_its_own(handed_over: list) -> None:
    call()
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    (log, paths), (other_log, other_paths) = handed_over
    assert log is not other_log
    assert paths is not other_paths
