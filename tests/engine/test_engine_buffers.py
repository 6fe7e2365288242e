"""Memory handed to compiled code: made once a thread for each size of world, and given anew in every call."""

import threading

import numpy as np
import pytest

from sim.engine import compiled_blocks
from sim.engine.replication import run_block
from sim.engine.theatre import model_of
from sim.model.world.parameters import P, fill, plan
from sim.scenario.loading import load

WORDS = 1  # place in the signature of the compiled entry


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """The block of words of every call of the compiled entry, which does nothing here."""
    seen: list[np.ndarray] = []
    monkeypatch.setattr(compiled_blocks, "compiled_entry", lambda: lambda *given: seen.append(given[WORDS]))
    return seen


def call(calls: int = 1, name: str = "tutorial/baseline") -> None:
    loaded = load(name)
    rows = fill(plan(loaded), np.full((2, P), 0.5))
    for _ in range(calls):
        run_block(model_of(loaded), rows, seed=1, first=0, executor="compiled")


def test_every_call_of_a_thread_hands_over_the_same_memory(handed_over: list) -> None:
    call(3)
    assert len(handed_over) == 3
    assert len({id(words) for words in handed_over}) == 1


def test_each_thread_has_memory_of_its_own(handed_over: list) -> None:
    call()
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    here, there = handed_over
    assert here is not there
    assert not np.shares_memory(here, there)


def test_worlds_of_other_sizes_have_memory_of_their_own(handed_over: list) -> None:
    call()
    call(name="kursk/baseline")
    call()
    tutorial, kursk, tutorial_again = handed_over
    assert tutorial is tutorial_again
    assert tutorial is not kursk
