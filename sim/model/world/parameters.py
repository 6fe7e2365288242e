"""From a scenario to plain numbers: one row of parameters a replication, one column a value of the schema."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.scenario.schema.columns import COLUMNS
from sim.scenario.values.distributions import Alike, Distribution, Quantity, can_be_joined
from sim.scenario.values.together import following

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

Floats = NDArray[np.float64]
P = len(COLUMNS)
SHARED_LUCK = {
    COLUMNS.index(f"withdrawal.{mode}_loss"): COLUMNS.index("withdrawal.orderly_loss") for mode in ("pressed", "cut")
}
UNUSED_PROPOSAL = dict.fromkeys(("tabled_day", "holder_accepted_day", "lapse_day", "starts_on_day"), math.inf)


@dataclass(frozen=True, eq=False)
class Dependence:
    """Columns of luck that follow each other, by the lower triangle (column, column) of `values.together`."""

    columns: list[int]
    triangle: Floats

    def applied(self, uniforms: Floats) -> Floats:
        """Uniforms (n, P) with those of the columns made to hang together; a row depends on itself alone."""
        rows = uniforms.copy()
        rows[:, self.columns] = following(uniforms[:, self.columns], self.triangle)
        return rows


@dataclass(frozen=True, eq=False)
class Joined:
    """Columns of one form, whose quantiles are taken at once: the columns of their luck, and their bounds (column)."""

    columns: list[int]
    luck: list[int]
    alike: Alike
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class Plan:
    """How a scenario fills rows: constants (column), and a distribution with its bounds for each varying column."""

    constants: Floats
    distributions: Mapping[int, Distribution]
    bounds: Mapping[int, tuple[float, float]]
    dependence: Dependence | None = None

    @cached_property
    def together(self) -> tuple[Joined, ...]:
        """The columns whose quantiles are taken at once: looked up once, as a small chunk takes no longer than that."""
        joined: dict[str, list[int]] = {}
        for column, distribution in self.distributions.items():
            if can_be_joined(distribution):
                joined.setdefault(distribution.form, []).append(column)
        return tuple(self._joined(columns) for columns in joined.values())

    def _joined(self, columns: list[int]) -> Joined:
        low, high = np.array([self.bounds[column] for column in columns]).T
        alike = Alike.of([self.distributions[column] for column in columns])
        return Joined(columns, [luck_of(column) for column in columns], alike, low, high)

    @cached_property
    def alone(self) -> dict[int, Distribution]:
        """The distributions of the other columns that vary."""
        return {column: one for column, one in self.distributions.items() if not can_be_joined(one)}

    @property
    def varying(self) -> NDArray[np.int64]:
        """Columns whose uniforms are needed, in ascending order (column)."""
        return np.array(sorted({luck_of(column) for column in self.distributions}), dtype=np.int64)


def luck_of(column: int) -> int:
    """The column whose uniform a column uses.

    Its own, or one shared so that a worse mode of exit never has better luck.
    """
    return SHARED_LUCK.get(column, column)


def dependence_of(loaded: "LoadedScenario") -> Dependence | None:
    """Which luck follows which in a scenario; a value that is fixed, or shares the luck of one before, has no part."""
    told = loaded.scenario.together
    if told is None:
        return None
    varying = (leaf for leaf in loaded.leaves() if isinstance(leaf.quantity, Distribution))
    luck = {leaf.path: luck_of(leaf.declaration.column) for leaf in varying}
    first = {luck[path]: place for place, path in reversed([*enumerate(told.values)]) if path in luck}
    columns = sorted(first, key=lambda column: first[column])
    return Dependence(columns, told.among([first[column] for column in columns])) if len(columns) > 1 else None


def plan(loaded: "LoadedScenario") -> Plan:
    """The plan of a scenario; slots of proposals that it does not use are never tabled."""
    constants = np.zeros(P)
    for column, path in enumerate(COLUMNS):
        if path.startswith("talks.proposals."):
            constants[column] = UNUSED_PROPOSAL.get(path.rsplit(".", 1)[-1], 0.0)
    quantities: Mapping[int, Quantity] = loaded.column_quantities()
    distributions = {column: found for column, found in quantities.items() if isinstance(found, Distribution)}
    for column, found in quantities.items():
        if column not in distributions:
            constants[column] = found.mean()
    declared = {leaf.declaration.column: leaf.declaration for leaf in loaded.leaves()}
    bounds = {column: (declared[column].low, declared[column].high) for column in distributions}
    return Plan(constants, distributions, bounds, dependence_of(loaded))


def fill(plan: Plan, uniforms: Floats) -> Floats:
    """Rows of parameters (n, P) from uniforms (n, P) in (0, 1): constants, and quantiles of the varying columns.

    No draw leaves the bounds that the schema gives its value: the far tail of a normal counts as the bound.
    """
    if plan.dependence is not None:
        uniforms = plan.dependence.applied(uniforms)
    rows = np.tile(plan.constants, (uniforms.shape[0], 1))
    for joined in plan.together:
        shares = np.take(uniforms, joined.luck, axis=1)
        rows[:, joined.columns] = np.clip(joined.alike.quantiles(shares), joined.low, joined.high)
    for column, distribution in plan.alone.items():
        rows[:, column] = np.clip(distribution.quantile(uniforms[:, luck_of(column)]), *plan.bounds[column])
    return rows
