"""The inputs of a replication are what it ran with, in the units in which a file would write them."""

from typing import Any

import numpy as np
import pytest
from scipy.stats import triang

from sim.errors import InputError
from sim.experiment.design.unit_cube import uniforms
from sim.experiment.inputs import inputs_drawn, inputs_of
from sim.experiment.kernel import SalientKernel
from sim.experiment.running.running import run
from sim.model.world.parameters import P
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS

DATE = ("command.policy=policy_date", "command.ordered_before_start=0", "command.order_day={uniform: [1, 6]}")


@pytest.fixture(scope="module")
def drawn() -> LoadedScenario:
    return load("kursk/baseline", ("forms=drawn", "supply.road_closes_with_town={bernoulli: 0.5}"))


def rows(loaded: LoadedScenario, first: int, last: int, design: str = "sobol") -> np.ndarray:
    """What the executors are given."""
    ready = SalientKernel().prepare(loaded)
    draws = uniforms(
        7, first, last, ready.varying, width=ready.width, chance=ready.chance, design=design
    )
    return ready.fill(draws)


@pytest.mark.parametrize("design", ["sobol", "random"])
def test_every_value_that_varies_is_there_as_the_executors_get_it(drawn: LoadedScenario, design: str) -> None:
    found, given = inputs_of(drawn, 7, 50, design=design), rows(drawn, 0, 50, design)
    described = {one.path: one for one in inputs_drawn(drawn)}
    assert list(found) == list(described)
    varying = {column for column in range(P) if (given[:, column] != given[0, column]).any()}
    assert varying <= {one.column for one in described.values()}
    for path, values in found.items():
        one = described[path]
        numbers = [one.options.index(name) for name in values] if one.options else values
        np.testing.assert_array_equal(np.asarray(numbers, dtype=np.float64), given[:, one.column], err_msg=path)


def test_a_number_is_the_quantile_of_its_draw_by_another_library() -> None:
    loaded = load("kursk/baseline")
    column = COLUMNS.index("supply.demand_kg_per_person_day")
    assert loaded.column_quantities()[column].arguments == (8.0, 15.0, 30.0)
    [shares] = uniforms(3, 0, 200, [column], width=P).T[[column]]
    wanted = triang(c=(15 - 8) / (30 - 8), loc=8, scale=30 - 8).ppf(shares)
    np.testing.assert_allclose(inputs_of(loaded, 3, 200)["supply.demand_kg_per_person_day"], wanted, rtol=1e-12)


def test_a_run_acts_on_the_inputs_told_of_it() -> None:
    loaded = load("kursk/undecided", DATE)
    told = inputs_of(loaded, 5, 12)["command.order_day"]
    ordered = run(loaded, seed=5, replications=12, executor="simpy", paths=False).outcomes["withdrawal_ordered_day"]
    gave = np.isfinite(ordered)
    assert gave.sum() >= 4
    assert np.all(ordered[gave] >= told[gave])
    assert np.all(ordered[gave] - told[gave] <= 1.0)  # the staff meets once a day


def test_forms_and_choices_are_names_and_switches_are_true_or_false(drawn: LoadedScenario) -> None:
    found, inputs = inputs_of(drawn, 1, 100), {one.path: one for one in inputs_drawn(drawn)}
    kinds = {path: one.kind for path, one in inputs.items()}
    assert len(set(found["attrition.form"])) > 1
    assert set(found["attrition.form"]) <= set(inputs["attrition.form"].options)
    assert kinds["attrition.form"] == "form"
    assert kinds["withdrawal.share_given_up"] == "chance"
    assert kinds["supply.demand_kg_per_person_day"] == "parameter"
    assert found["supply.road_closes_with_town"].dtype == np.bool_
    assert 0 < found["supply.road_closes_with_town"].sum() < 100


def test_values_with_one_draw_have_a_column_each_and_rise_together(drawn: LoadedScenario) -> None:
    found = inputs_of(drawn, 1, 60)
    orders = [np.argsort(found[f"withdrawal.{mode}_loss"]).tolist() for mode in ("orderly", "pressed", "cut")]
    assert orders[0] == orders[1] == orders[2]


def test_any_range_gives_the_rows_of_the_whole(drawn: LoadedScenario, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = inputs_of(drawn, 1, 70)
    monkeypatch.setattr("sim.experiment.inputs.ROWS_AT_ONCE", 16)
    for path, values in inputs_of(drawn, 1, 40, first=30).items():
        assert_same(values, whole[path][30:])


def assert_same(values: Any, wanted: Any) -> None:
    assert list(values) == list(wanted)


def test_what_is_fixed_has_no_column_and_a_scenario_without_draws_has_none() -> None:
    assert "horizon_days" not in inputs_of(load("kursk/baseline"), 1, 2)
    assert "ground.tempo_mean" not in inputs_of(load("kursk/baseline", ("ground.tempo_mean=-4",)), 1, 2)


def test_a_seed_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="seed = -1 is outside"):
        inputs_of(load("kursk/baseline"), -1, 2)
