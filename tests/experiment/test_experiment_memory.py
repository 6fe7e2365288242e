"""Memory grows with replications by little more than their numbers: a million of all outcomes stay below a gigabyte.

`python -m benchmarks.million` measures the whole command.
"""

import math
import tracemalloc
from dataclasses import dataclass

import numpy as np
import pytest
from fake_kernel import FakeBlock, FakeKernel, FakeLoaded, FakeOutcome

from sim.experiment.running.need import Need
from sim.experiment.running.running import run
from sim.model.outcomes import OUTCOMES

N_OUTCOMES = len(FakeKernel.outcomes) * math.ceil(len(OUTCOMES) / len(FakeKernel.outcomes))
FEW, MANY, MILLION = 140_000, 280_000, 1_000_000
PROGRAM = 300_000_000  # bytes of the program itself


@dataclass
class WideKernel(FakeKernel):
    """No fewer outcomes than the model has."""

    outcomes: tuple[FakeOutcome, ...] = tuple(FakeOutcome(f"outcome_{k}", "amount") for k in range(N_OUTCOMES))

    def run_block(self, model, rows, **settings):
        block = super().run_block(model, rows, **settings)
        wide = np.tile(block.outcomes, (1, N_OUTCOMES // block.outcomes.shape[1]))
        return FakeBlock(block.first, wide, block.paths, block.faults, block.events)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Folders of few and of many replications by their number, with the most memory that running each took."""
    folders = {n: tmp_path_factory.mktemp(str(n)) for n in (FEW, MANY)}
    return {n: (folder, most_memory(n, folder)) for n, folder in folders.items()}


def most_memory(n: int, folder) -> int:
    """The most bytes that a run of so many took, or that reading it again does where it is stored."""
    tracemalloc.start()
    try:
        assert run(FakeLoaded(), replications=n, kernel=WideKernel(), out=folder, workers=1).replications == n
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_a_million_stay_below_a_gigabyte_when_run_and_when_read(stored):
    run_first = [taken for _, taken in stored.values()]
    read_again = [most_memory(n, folder) for n, (folder, _) in stored.items()]
    for few, many in (run_first, read_again):
        each = (many - few) / (MANY - FEW)
        assert each < 1.5 * 8 * N_OUTCOMES
        assert PROGRAM + many + each * (MILLION - MANY) < 1e9


def test_a_few_of_many_that_are_stored_are_read_alone(stored):
    folder, _ = stored[MANY]
    assert most_memory(1000, folder) < 0.3 * 8 * N_OUTCOMES * MANY


def test_what_is_asked_of_the_machine_is_no_less_than_what_is_taken(stored):
    folder, taken = stored[FEW]
    need = Need(FEW, scenarios=1, outcomes=N_OUTCOMES, series=2, days=11, logs=0, workers=2, inputs=3)
    assert taken < need.memory < 3 * taken  # reading it again takes more
    assert need.disk > sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
