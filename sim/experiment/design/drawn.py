"""What was drawn for each replication: a pure function of scenario, seed and replication, so it is never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.experiment.design.unit_cube import Design, sobol_uniforms, uniforms
from sim.scenario.loaded import Leaf
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.shapes import FORMS

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

Floats = NDArray[np.float64]
Forms = dict[str, NDArray[np.int64]]


@dataclass(frozen=True)
class DrawnValue:
    """One value that varies, and the others that take the same draw (the losses of the other modes of exit)."""

    leaf: Leaf
    distribution: Distribution
    sharing: tuple[Leaf, ...] = ()

    @property
    def chance(self) -> bool:
        """Whether it is luck of a run; else it is something that is not known."""
        return self.leaf.declaration.kind == "chance"

    @property
    def discrete(self) -> bool:
        """Whether it takes one of a few options."""
        return FORMS[self.distribution.form].discrete


@dataclass(frozen=True, eq=False)
class Drawn:
    """The varying values, and where each draw lies in its distribution (replication, value): 0 lowest, 1 highest."""

    values: tuple[DrawnValue, ...]
    positions: Floats

    def amounts(self, number: int) -> Floats:
        """What the replications got (replication,) of one value, in its own unit."""
        value = self.values[number]
        declaration = value.leaf.declaration
        quantiles = value.distribution.quantile(self.positions[:, number])
        return np.clip(quantiles, declaration.low, declaration.high)


def drawn_values(loaded: LoadedScenario, *, seed: int, replications: int, design: Design = "sobol") -> Drawn:
    """The draws of replications 0 to n - 1, the same that an ensemble of this seed and design runs with."""
    from sim.model.world.parameters import P, dependence_of, luck_of

    leaves = loaded.leaves()
    chance = [leaf.declaration.column for leaf in leaves if leaf.declaration.kind == "chance"]
    by_luck: dict[int, list[tuple[Leaf, Distribution]]] = {}
    for leaf in leaves:
        if isinstance(leaf.quantity, Distribution):
            by_luck.setdefault(luck_of(leaf.declaration.column), []).append((leaf, leaf.quantity))
    values = tuple(
        DrawnValue(*first, sharing=tuple(leaf for leaf, _ in others)) for first, *others in by_luck.values()
    )
    rows = uniforms(seed, 0, replications, list(by_luck), width=P, chance=chance, design=design)
    dependence = dependence_of(loaded)
    rows = rows if dependence is None else dependence.applied(rows)
    return Drawn(values, rows[:, list(by_luck)])


def drawn_forms(loaded: LoadedScenario, slots: Sequence[str], *, seed: int, replications: int) -> Forms:
    """The form that each replication got (replication,) of the mechanisms, by their slots, whose law is drawn."""
    from sim.model.world.parameters import luck_of

    drawn = {
        luck_of(leaf.declaration.column): (leaf.path, leaf.quantity)
        for leaf in loaded.leaves()
        if leaf.path in slots and isinstance(leaf.quantity, Distribution)
    }
    if not drawn:
        return {}
    rows = sobol_uniforms(seed, tuple(sorted(drawn)), 0, replications)
    of_slot = {column: rows[:, place] for place, column in enumerate(sorted(drawn))}
    return {path: one.quantile(of_slot[column]).astype(np.int64) for column, (path, one) in drawn.items()}
