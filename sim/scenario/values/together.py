"""Values that hang together: how the draws of some values follow each other, as a Gaussian copula of their ranks.

    together:
      values: [ground.tempo_mean, ground.held_area_km2, attacker.people_persons]
      correlations: [[0.6], [-0.3, 0.1]]

Each value keeps its distribution; what is given, in a row a value from the second on, is the correlation of the normal
scores of its ranks with those of the values before it. The first value keeps its own draws, each further one is moved
towards where those before it lie, so that a row is a function of its own uniforms alone and rows of compared scenarios
share their luck. Source: Iman and Conover (1982), Nelsen (2006, section 2.3). Leaves out dependence in the tails
beyond a Gaussian's, and dependence that goes both ways.
"""

from functools import cached_property
from typing import Any, Self

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from sim.scenario.values.shapes import Array, special
from sim.scenario.values.spelling import LeafFault

MOST = 64
NEAREST = 2.0**-53  # to 0 and 1: a position is strictly inside


class Together(BaseModel):
    """Paths of values, and the correlation of the normal scores of each with those before it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    values: tuple[str, ...] = Field(min_length=2, max_length=MOST, description="paths of values that are drawn")
    correlations: tuple[tuple[float, ...], ...] = Field(
        description="a row a value from the second on: its correlation with each before it"
    )

    @field_validator("values")
    @classmethod
    def _differ(cls, values: tuple[str, ...]) -> tuple[str, ...]:
        for place, path in enumerate(values):
            if path in values[:place]:
                raise LeafFault(f"holds {path} twice; keep one", place)
        return values

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        rows = len(self.values) - 1
        if len(self.correlations) != rows:
            raise LeafFault(f"has {len(self.correlations)} rows for {rows + 1} values; give {rows}", "correlations")
        for place, row in enumerate(self.correlations):
            if len(row) != place + 1:
                told = f"row {place + 1} holds {len(row)} numbers; give {place + 1}, one for each value before"
                raise LeafFault(f"{told} {self.values[place + 1]}", "correlations", place)
            if wrong := [one for one in row if not -1.0 < one < 1.0]:
                raise LeafFault(f"= {wrong[0]:g} is outside -1 to 1, ends left out", "correlations", place)
        if np.linalg.eigvalsh(self.matrix)[0] <= 0.0:
            raise LeafFault("contradict each other: no values hang together so; bring them nearer to 0", "correlations")
        return self

    @cached_property
    def matrix(self) -> Array:
        """Correlations (value, value), ones on the diagonal."""
        whole = np.eye(len(self.values))
        for place, row in enumerate(self.correlations, 1):
            whole[place, :place] = whole[:place, place] = row
        return whole

    def among(self, kept: list[int]) -> Array:
        """The lower triangle (value, value) that makes independent normal scores follow these, for some of the values.

        What is left out is as if it were not known: the others hang together as before.
        """
        return np.asarray(np.linalg.cholesky(self.matrix[np.ix_(kept, kept)]), dtype=np.float64)

    def text(self) -> str:
        """The pairs that are not 0, for a reader."""
        pairs = [
            f"{self.values[column]} and {self.values[row]} {one:+.2f}"
            for row, told in enumerate(self.correlations, 1)
            for column, one in enumerate(told)
            if one != 0.0
        ]
        return ", ".join(pairs) or "no two of them"

    def plain(self) -> dict[str, Any]:
        """As a file spells it."""
        return {"values": list(self.values), "correlations": [list(row) for row in self.correlations]}


def following(positions: Array, triangle: Array) -> Array:
    """Positions (n, value) in (0, 1), independent ones made to hang together by a lower triangle; the first stays."""
    moved = np.flatnonzero(np.any(triangle != np.eye(len(triangle)), axis=1))
    scores = special().ndtri(positions) @ triangle[moved].T
    made = positions.copy()
    made[:, moved] = np.clip(special().ndtr(scores), NEAREST, 1.0 - NEAREST)
    return made
