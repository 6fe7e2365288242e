"""Each drawn value beside its range: what it does to an outcome as wide as it is, and were all equally wide.

A straight line through the runs of the answer itself, all other values held (`slopes`): what a standard deviation of
the value adds to the outcome, and what a tenth of its middle does. The second is no larger for a value whose range is
wide. Shares at one relative width are squares of that effect (less the square of its error, which would count chance)
summed by basis; a value whose middle is 0 or that takes one of a few options has no relative width and no part in
them. A tenth of a logarithm is a tenth of what it is the logarithm of. A straight line sees no bend and no effect that
others turn round: the shares of `by_basis` do.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.analysis.ensemble_like import Floats
from sim.analysis.evidence.by_basis import blocks_of, jackknifed
from sim.analysis.evidence.slopes import slopes_of
from sim.analysis.uncertainty import Entry
from sim.experiment.design.drawn import Drawn

TENTH = 0.1
LOGARITHM = "ln "  # how units of logarithms begin
RANGE = (0.05, 0.5, 0.95)


def ranked(values: Floats, drawn: Drawn) -> list[Entry]:
    """The values that are not luck, the largest effect of a standard deviation first; outcome (replication,)."""
    numbers = [number for number, value in enumerate(drawn.values) if not value.chance]
    present = np.flatnonzero(~np.isnan(values))
    if not numbers:
        return []
    x = np.array([drawn.amounts(number)[present] for number in numbers])
    found = slopes_of(x, values[present], blocks_of(present))
    of_each = zip(numbers, found.slope, found.error, x.std(axis=1), strict=True)
    rows = [_row(drawn, number, *(float(one) for one in its)) for number, *its in of_each]
    return sorted(rows, key=lambda row: -abs(row["per_sd"] or 0.0))


def at_one_width(values: Floats, drawn: Drawn, bases: Sequence[str]) -> Mapping[str, Entry] | None:
    """The share of each basis, were every range a tenth of its middle; None where they together are not clearly any."""
    numbers = [
        number for number, value in enumerate(drawn.values)
        if not value.chance and tenth_of(drawn, number) is not None
    ]  # fmt: skip
    present = np.flatnonzero(~np.isnan(values))
    if present.size < 3 or not numbers:
        return None
    x = np.array([drawn.amounts(number)[present] / (tenth_of(drawn, number) or 1.0) for number in numbers])
    belongs = np.array([[basis_of(drawn, number) == basis for number in numbers] for basis in bases])
    y, blocks = values[present], blocks_of(present)
    whole = _sums(x, y, blocks, belongs)
    kept = [blocks != one for one in np.unique(blocks)]
    left = np.array([_sums(x[:, some], y[some], blocks[some], belongs) for some in kept])
    if not (jackknifed(float(whole.sum()), left.sum(axis=1))["low"] or 0.0) > 0.0:
        return None
    shares = left / left.sum(axis=1, keepdims=True)
    return {
        basis: jackknifed(float(whole[place] / whole.sum()), shares[:, place]) for place, basis in enumerate(bases)
    }


def basis_of(drawn: Drawn, number: int) -> str:
    """What a drawn value rests on."""
    return str(drawn.values[number].distribution.evidence.basis.value)


def tenth_of(drawn: Drawn, number: int) -> float | None:
    """A tenth of the middle of a drawn value, in its unit; None where that means nothing."""
    value = drawn.values[number]
    if value.leaf.declaration.unit.startswith(LOGARITHM):
        return math.log(1.0 + TENTH)
    middle = float(value.distribution.quantile(0.5))
    return None if value.discrete or middle == 0.0 else TENTH * abs(middle)


def _sums(x: Floats, y: Floats, blocks: NDArray[np.intp], belongs: Floats) -> Floats:
    found = slopes_of(x, y, blocks)
    return np.asarray(belongs @ (found.slope**2 - found.independent**2))


def _row(drawn: Drawn, number: int, slope: float, error: float, sd: float) -> Entry:
    """One value: its range, and what it does."""
    value, tenth = drawn.values[number], tenth_of(drawn, number)
    low, middle, high = (float(v) for v in value.distribution.quantile(np.array(RANGE)))
    return {
        "path": value.leaf.path,
        "unit": value.leaf.declaration.unit,
        "basis": basis_of(drawn, number),
        "source": value.distribution.evidence.source,
        "low": low, "middle": middle, "high": high,
        "relative_width": None if tenth is None else TENTH * (high - low) / tenth,
        "per_sd": slope * sd, "per_sd_se": error * sd,
        "per_tenth": None if tenth is None else slope * tenth,
        "per_tenth_se": None if tenth is None else error * tenth,
        "clear": math.isfinite(error) and abs(slope) > 3.0 * error,
    }  # fmt: skip
