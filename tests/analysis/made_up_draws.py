"""Made-up drawn values, for tests in which it is known what drives an answer."""

from __future__ import annotations

import numpy as np

from sim.experiment.design.drawn import Drawn, DrawnValue
from sim.experiment.design.unit_cube import uniforms
from sim.scenario.loaded import Leaf
from sim.scenario.values.declarations import Declaration
from sim.scenario.values.distributions import Distribution

UNIFORM = Distribution("uniform", (0.0, 1.0))


def value(
    path: str, distribution: Distribution = UNIFORM, kind: str = "parameter", options: tuple[str, ...] | None = None
) -> DrawnValue:
    highest = len(options) - 1.0 if options else 1.0
    about = path.replace("_", " ").capitalize()
    declaration = Declaration(path, "", 0.0, highest, about, kind, distribution, options, 0)
    return DrawnValue(Leaf(path, distribution, declaration, False), distribution)


def draws(
    n: int, values: int | list[DrawnValue], seed: int = 1, sobol: bool = True, first_column: int = 0
) -> Drawn:
    """So many values, named `value.0` and so on, or those given; plain draws or those of the Sobol design."""
    listed = [value(f"value.{number}") for number in range(values)] if isinstance(values, int) else values
    columns = range(first_column, first_column + len(listed))
    rows = uniforms(seed, 0, n, columns, width=columns.stop, design="sobol" if sobol else "random")
    return Drawn(tuple(listed), rows[:, first_column:])


def luck(n: int, seed: int = 1) -> np.ndarray:
    """Uniforms (replication,) that have nothing to do with any draw."""
    return np.random.Generator(np.random.Philox(key=[seed, 77])).random(n)
