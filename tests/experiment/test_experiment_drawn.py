"""The draws of a replication, found again without running it, are those that it ran with."""

import numpy as np
import pytest

from sim.experiment.design.drawn import drawn_values
from sim.experiment.design.unit_cube import uniforms
from sim.experiment.kernel import SalientKernel
from sim.scenario.loading import load

SCENARIOS = ["kursk/baseline", "kursk/withdraw-now", "tutorial/baseline", "tutorial/monitored-truce"]


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("design", ["sobol", "random"])
def test_they_are_the_rows_of_the_ensemble(name: str, design: str) -> None:
    loaded = load(name)
    drawn = drawn_values(loaded, seed=7, replications=40, design=design)
    prepared = SalientKernel().prepare(loaded)
    draws = uniforms(
        7, 0, 40, prepared.varying, width=prepared.width, chance=prepared.chance, design=design
    )
    rows = prepared.fill(draws)
    assert len(drawn.values) == len(prepared.varying)  # every draw, each once
    for number, value in enumerate(drawn.values):
        np.testing.assert_array_equal(drawn.amounts(number), rows[:, value.leaf.declaration.column])


def test_values_with_one_luck_count_as_one() -> None:
    by_path = {value.leaf.path: value for value in drawn_values(load("kursk/baseline"), seed=1, replications=1).values}
    shared = [leaf.path for leaf in by_path["withdrawal.orderly_loss"].sharing]
    assert shared == ["withdrawal.pressed_loss", "withdrawal.cut_loss"]
    assert not set(shared) & set(by_path)


def test_a_shared_luck_is_there_when_only_one_of_its_values_varies() -> None:
    loaded = load("kursk/baseline", ("withdrawal.orderly_loss=0.04", "withdrawal.pressed_loss=0.1"))
    drawn = drawn_values(loaded, seed=1, replications=20)
    [number] = [at for at, value in enumerate(drawn.values) if value.leaf.path == "withdrawal.cut_loss"]
    same = drawn_values(load("kursk/baseline"), seed=1, replications=20)
    [orderly] = [at for at, value in enumerate(same.values) if value.leaf.path == "withdrawal.orderly_loss"]
    np.testing.assert_array_equal(drawn.positions[:, number], same.positions[:, orderly])


def test_more_replications_and_other_values_leave_a_draw_as_it_is() -> None:
    few = drawn_values(load("tutorial/baseline"), seed=3, replications=20)
    more = drawn_values(load("tutorial/baseline", ("ground.tempo_mean=-4",)), seed=3, replications=50)
    places = {value.leaf.path: at for at, value in enumerate(more.values)}
    assert "ground.tempo_mean" not in places
    for number, value in enumerate(few.values):
        if value.leaf.path in places:
            np.testing.assert_array_equal(few.positions[:, number], more.positions[:20, places[value.leaf.path]])


def test_luck_is_told_from_what_is_not_known() -> None:
    by_path = {value.leaf.path: value for value in drawn_values(load("kursk/baseline"), seed=1, replications=1).values}
    assert by_path["withdrawal.share_given_up"].chance
    assert not by_path["ground.tempo_mean"].chance
    assert by_path["command.ordered_before_start"].discrete
    assert not by_path["ground.tempo_mean"].discrete
