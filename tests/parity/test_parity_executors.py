"""The project's backbone: both executors give the same event log, paths and outcomes, to the last bit."""

import numpy as np
import pytest
from both_executors import COLUMN, Case, bits, case_of, differences
from observed_runs import observed
from wide_set import case_named, names

from sim.engine.blocks import Block
from sim.scenario.files.shipped import shipped_names

pytestmark = pytest.mark.parity


@pytest.fixture(scope="module")
def case() -> Case:
    return case_of("tutorial/baseline", 3)


@pytest.fixture
def blocks(case: Case) -> tuple[Block, Block]:
    return case.run("simpy"), case.run("compiled")


@pytest.mark.parametrize("part", ["outcomes", "paths"])
def test_the_comparison_sees_one_flipped_bit(blocks: tuple[Block, Block], part: str) -> None:
    one, other = blocks
    assert not differences(one, other)
    values = getattr(other, part)
    flipped = bits(values).reshape(-1)
    flipped[len(flipped) // 2] ^= flipped.dtype.type(1)
    assert np.shares_memory(values, flipped)
    assert len(differences(one, other)) == 1


@pytest.mark.parametrize("part", ["faults", "steps"])
def test_the_comparison_sees_one_count_that_differs(blocks: tuple[Block, Block], part: str) -> None:
    one, other = blocks
    getattr(other, part)[1] += 1
    assert len(differences(one, other)) == 1


def test_the_comparison_sees_one_bit_of_one_event(blocks: tuple[Block, Block]) -> None:
    one, other = blocks
    entry = len(other.events) // 2
    other.events["time"][entry] = np.nextafter(other.events["time"][entry], np.inf)
    assert len(differences(one, other)) == 1


def test_the_comparison_sees_a_missing_event(blocks: tuple[Block, Block]) -> None:
    one, other = blocks
    shorter = Block(
        other.first, other.outcomes, other.paths, other.faults, other.steps, other.events[:-1]
    )
    assert differences(one, shorter)


def test_the_comparison_tells_minus_zero_from_zero() -> None:
    assert bits(np.array([0.0])) != bits(np.array([-0.0]))


def test_a_parameter_that_differs_in_its_last_bit_is_seen(case: Case) -> None:
    column = COLUMN["ground.tempo_mean"]
    nudged = case.having({})
    nudged.rows[:, column] = np.nextafter(nudged.rows[:, column], np.inf)
    assert differences(case.run("simpy"), nudged.run("compiled"))


def test_every_shipped_scenario_is_in_the_set() -> None:
    assert len(shipped_names()) >= 18
    assert {name.split("/")[0] for name in shipped_names()} >= {"kursk", "tutorial"}
    assert set(shipped_names()) <= set(names())


@pytest.mark.parametrize("name", names())
def test_executors_agree_to_the_last_bit(name: str) -> None:
    block, _ = observed(name)
    found = differences(block, case_named(name).run("compiled"))
    assert not found, "\n".join([f"{len(found)} differences", *found[:8]])
    assert not block.faults.any()
