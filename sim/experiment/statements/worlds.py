"""Random worlds: the draws of a scenario, with some values anywhere that the schema allows.

World number r of a seed is the same however many are asked for, and has the luck of replication r of that seed.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.experiment.design.unit_cube import plain_uniforms, uniforms
from sim.scenario.schema.relations import RELATIONS

if TYPE_CHECKING:
    from sim.scenario.loaded import Leaf, LoadedScenario

Floats = NDArray[np.float64]

SHARE_ANYWHERE = 0.05  # of the values of a world: about ten
SMALL_FIRST = 3  # where a range begins at or below zero, a cube makes small values as likely as large ones
SEEDS = 1 << 62  # seeds of which values lie anywhere, and where, are far from those of people


def rows_of(loaded: LoadedScenario, seed: int, first: int, last: int) -> Floats:
    """Parameters (world, column) of worlds first to last - 1."""
    from sim.model.world.parameters import P, fill, plan

    columns = plan(loaded)
    rows = fill(columns, uniforms(seed, first, last, columns.varying.tolist(), width=P))
    for leaf in loaded.leaves():
        column = leaf.declaration.column
        if not _related(leaf.declaration.path):
            chosen = plain_uniforms(seed + SEEDS, column, first, last) < SHARE_ANYWHERE
            where = plain_uniforms(seed + SEEDS + 1, column, first, last)
            rows[:, column] = np.where(chosen, _anywhere(leaf, where), rows[:, column])
    return rows


def _related(path: str) -> bool:
    """Whether a value owes something to others: those keep what their scenario says."""
    patterns = (field.replace("talks.party", "talks.*") for relation in RELATIONS for field in relation.fields)
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def _anywhere(leaf: Leaf, where: Floats) -> Floats:
    """Values (world,) anywhere within the bounds of the schema, small ones as likely as large ones."""
    declared = leaf.declaration
    if declared.options:
        return np.floor(where * len(declared.options))
    if declared.low > 0.0:
        anywhere: Floats = declared.low * (declared.high / declared.low) ** where
        return anywhere
    return declared.low + (declared.high - declared.low) * where**SMALL_FIRST
