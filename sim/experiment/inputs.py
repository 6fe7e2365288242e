"""What went into each replication: every drawn value and every drawn form, by its path, as a file would write it.

A pure function of scenario, seed and replication, and the very rows that the executors read: so inputs can be had for
any range, from a loaded scenario alone, before a run, after it or without one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.experiment.design.unit_cube import Design, uniforms
from sim.scenario.values.law_forms import UNKNOWN
from sim.scenario.values.spelling import SWITCH, value_text

if TYPE_CHECKING:
    from sim.scenario.loaded import Leaf, LoadedScenario

ROWS_AT_ONCE = 8_192  # a row holds every value of the schema, of which an eighth is drawn
FORM_SLOTS = frozenset(mechanism.slot for mechanism in UNKNOWN)

Kind = Literal["parameter", "chance", "form"]


@dataclass(frozen=True)
class Input:
    """One drawn value: its path in a scenario, unit, meaning, and the names it chooses among, if it is a choice.

    `kind`: `parameter` is not known, `chance` is the luck of a run, `form` is a mechanism's law. A switch has no
    options: it is true or false.
    """

    path: str
    unit: str
    about: str
    kind: Kind
    options: tuple[str, ...] = ()
    column: int = -1  # among the parameters of a row
    low: float = -math.inf  # no draw leaves these bounds
    high: float = math.inf
    spread: str = ""  # its distribution, as a table of values has it
    basis: str = ""
    source: str = ""

    @property
    def switch(self) -> bool:
        """Whether it is a yes or no."""
        return self.unit == "yes/no"


def inputs_drawn(scenario: LoadedScenario) -> tuple[Input, ...]:
    """The values that vary from replication to replication, in the order of the schema."""
    from sim.model.world.parameters import plan

    drawn = plan(scenario).distributions
    return tuple(_input(leaf) for leaf in scenario.leaves() if leaf.declaration.column in drawn)


def inputs_of(
    scenario: LoadedScenario, seed: int, replications: int, *, first: int = 0, design: Design = "sobol"
) -> dict[str, NDArray[Any]]:
    """Path -> what replications first to first + replications - 1 got (replication,), in the order of `inputs_drawn`.

    Numbers are floats in the unit of the file, bounded as the model bounds them; a switch is boolean; a choice, and so
    a drawn form, is text: the option's name. Values that share one draw (the losses of the three modes of exit) have
    a column each. A value that is fixed has none. InputError for a seed outside 0 to 2^63 - 1 or more replications
    than the design holds.
    """
    from sim.model.world.parameters import P, fill, plan

    inputs, planned = inputs_drawn(scenario), plan(scenario)
    chance = [leaf.declaration.column for leaf in scenario.leaves() if leaf.declaration.kind == "chance"]
    columns = [one.column for one in inputs]
    found = np.empty((len(inputs), replications))
    for start in range(0, replications, ROWS_AT_ONCE):
        stop = min(start + ROWS_AT_ONCE, replications)
        draws = uniforms(
            seed, first + start, first + stop, planned.varying.tolist(), width=P, chance=chance, design=design
        )
        found[:, start:stop] = fill(planned, draws)[:, columns].T
    return {one.path: _spelled(one, values) for one, values in zip(inputs, found, strict=True)}


def _input(leaf: Leaf) -> Input:
    said = leaf.declaration
    kind: Kind = "form" if said.path in FORM_SLOTS else "chance" if said.kind == "chance" else "parameter"
    options = () if said.options is None or said.options == SWITCH else said.options
    evidence = leaf.quantity.evidence
    return Input(
        leaf.path, said.unit, said.about, kind, options, said.column, said.low, said.high,
        value_text(leaf.quantity, said.options), evidence.basis.value, evidence.source,
    )  # fmt: skip


def _spelled(one: Input, values: NDArray[np.float64]) -> NDArray[Any]:
    """Numbers of the model as a file writes them."""
    if one.options:
        return np.take(np.array(one.options), values.astype(np.int64))
    return np.not_equal(values, 0.0) if one.switch else values
