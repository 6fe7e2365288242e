"""Scenarios nobody wrote: any valid values of any leaves of the tutorial theatre, by both executors."""

from functools import cache

import numpy as np
import pytest
from both_executors import COLUMN, Case, case_of, differences
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario.loading import Leaf, load
from sim.scenario.values.distributions import Distribution

pytestmark = pytest.mark.parity

HORIZON = 30
UNIT = st.floats(2.0**-53, 1.0 - 2.0**-53)  # as fine as the draws of a design


@cache
def leaves() -> dict[str, Leaf]:
    return {leaf.path: leaf for leaf in load("tutorial/baseline").leaves()}


@cache
def base() -> Case:
    return case_of("tutorial/baseline", 1).days(HORIZON)


def slot_path(leaf: Leaf) -> str:
    """Path of a leaf's column: proposals and routes by number."""
    return leaf.declaration.path


def usual(leaf: Leaf, u: float) -> float:
    """A value the scenario itself may draw."""
    if isinstance(leaf.quantity, Distribution):
        return float(leaf.quantity.quantile(np.array([u]))[0])
    return float(leaf.quantity.mean())


def anywhere(leaf: Leaf, u: float) -> float:
    """A value anywhere within the schema's bounds, the small ones as likely as the large."""
    declared = leaf.declaration
    low, high = declared.low, declared.high
    if declared.options:
        return float(int(u * len(declared.options)))
    if low > 0.0:
        return float(low * (high / low) ** u)
    return float(low + (high - low) * u**3)


VALUES = st.dictionaries(
    st.sampled_from(sorted(leaves())), st.tuples(st.booleans(), UNIT), min_size=10, max_size=70
)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(values=VALUES, seed=st.integers(0, 2**63 - 1))
def test_executors_agree_on_random_scenarios(values: dict[str, tuple[bool, float]], seed: int) -> None:
    chosen = {
        slot_path(leaves()[path]): (anywhere if wide else usual)(leaves()[path], u)
        for path, (wide, u) in values.items()
    }
    assert set(chosen) <= set(COLUMN)
    case = Case("random", base().model, base().having(chosen).rows, seed)
    assert not differences(case.run("simpy"), case.run("compiled"))


def test_executors_agree_on_a_scenario_with_values_put_over_it() -> None:
    sets = [
        "command.policy=policy_road_cut",
        "supply.routes.bridge_road.start_state=under_fire",
        "attrition.form=tempo_elastic",
        "talks.attacker.accepts_on_day=9",
        "ground.tempo_start_shift=1.5",
    ]
    case = case_of("tutorial/monitored-truce", 6, sets=sets)
    assert not differences(case.run("simpy"), case.run("compiled"))
