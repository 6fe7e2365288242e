"""Judgements of one or several people about a number, as one distribution that a scenario can hold.

Each says two or more values with the chance of staying below each. Every family is fitted by least squares between its
probabilities and those said; the best stands for that person. Several people are pooled by the (weighted) mean of
their chances, and the family nearest to the pool stands in the scenario.

Source: method of SHELF (O'Hagan et al. 2006; R package SHELF by J. Oakley, whose worked example a test holds this
against). Leaves out talk between the people, which matters more than any sum.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.errors import InputError
from sim.scenario.files.suggestions import near
from sim.scenario.values.distributions import Distribution, Fixed, Quantity
from sim.scenario.values.shapes import FORMS

Floats = NDArray[np.float64]
QUARTILES = (0.25, 0.5, 0.75)
GRID = tuple(float(level) for level in np.round(np.arange(0.05, 0.96, 0.05), 2))  # where a pool is fitted
LOW_ENOUGH, HIGH_ENOUGH = 0.4, 0.6  # SHELF's own demand: judgements on either side of the middle


@dataclass(frozen=True)
class Bounds:
    """What the number cannot be below and above; infinite where nothing is said."""

    low: float = -math.inf
    high: float = math.inf


ANYTHING = Bounds()


@dataclass(frozen=True)
class Fit:
    """One family fitted to judgements: its arguments as a scenario spells them, and the sum of squares left."""

    family: str
    arguments: tuple[float, ...]
    squares: float

    def quantity(self, bounds: Bounds) -> Quantity:
        """The distribution, conditioned on the bounds where the family passes them."""
        low, high = FORMS[self.family].support(self.arguments)
        window = (bounds.low if bounds.low > low else None, bounds.high if bounds.high < high else None)
        return Distribution(self.family, self.arguments, truncate=None if window == (None, None) else window)


@dataclass(frozen=True)
class Expert:
    """What one person said, and all families that fit it, the best first."""

    values: tuple[float, ...]
    levels: tuple[float, ...]
    fits: tuple[Fit, ...]


@dataclass(frozen=True)
class Elicited:
    """The people, the quantiles of their pool at `GRID`, and the fits of the pool, the best first."""

    experts: tuple[Expert, ...]
    weights: tuple[float, ...]
    pool: tuple[float, ...]
    fits: tuple[Fit, ...]


def elicited(
    judgements: Sequence[Sequence[float]], levels: Sequence[float] = QUARTILES, bounds: Bounds = ANYTHING,
    weights: Sequence[float] = (), family: str | None = None,
) -> Elicited:
    """Fit each person's judgements and the pool of all; InputError says what does not fit together."""
    for values in judgements:
        refuse_unfit(values, levels, bounds)
    shares = shares_of(weights, len(judgements))
    families = families_for(bounds) if family is None else [_possible(family, judgements)]
    experts = tuple(Expert(tuple(one), tuple(levels), fits(one, levels, families)) for one in judgements)
    pool = pooled([one.fits[0].quantity(bounds) for one in experts], shares, GRID)
    own = experts[0].fits if len(experts) == 1 else fits(pool, GRID, families)
    return Elicited(experts, shares, tuple(float(value) for value in pool), own)


def families_for(bounds: Bounds) -> list[str]:
    """The two-parameter families that a number within these bounds can have."""
    found = ["normal"]
    if bounds.low >= 0.0:
        found.append("lognormal")
    if bounds.low == 0.0 and bounds.high == 1.0:
        found.append("beta")
    return found


def _possible(family: str, judgements: Sequence[Sequence[float]]) -> str:
    """The family asked for, refused where it cannot hold what was said."""
    if family not in STARTS:
        raise InputError(f"--family {family}: there is no such family here; {near(family, STARTS)}")
    low, high = {"lognormal": (0.0, math.inf), "beta": (0.0, 1.0)}.get(family, (-math.inf, math.inf))
    said = [value for values in judgements for value in values]
    if not (low < min(said) and max(said) < high):
        raise InputError(f"--family {family}: holds numbers between {low:g} and {high:g} alone; choose another")
    return family


def fits(values: Sequence[float] | Floats, levels: Sequence[float], families: Sequence[str]) -> tuple[Fit, ...]:
    """Each family at least squares, the best first."""
    x, p = np.asarray(values, dtype=np.float64), np.asarray(levels, dtype=np.float64)
    return tuple(sorted((_fitted(name, x, p) for name in families), key=lambda fit: fit.squares))


def pooled(quantities: Sequence[Quantity], weights: Sequence[float], levels: Sequence[float]) -> Floats:
    """Quantiles of the linear pool: the value whose mean chance, over the people, of not being passed is the level."""
    u = (np.arange(20_000) + 0.5) / 20_000
    values = np.concatenate([one.quantile(u) for one in quantities])
    mass = np.repeat(np.asarray(weights) / len(u), len(u))
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(mass[order]) - 0.5 * mass[order]
    found: Floats = np.interp(np.asarray(levels), reached, values[order])
    return found


def _fitted(family: str, x: Floats, p: Floats) -> Fit:
    from scipy.optimize import least_squares

    start, arguments_of = STARTS[family](x, p)
    below = FORMS[family].below

    def misses(free: Floats) -> Floats:
        arguments = arguments_of(free)
        return np.array([below(arguments, float(value)) for value in x]) - p

    found = least_squares(misses, start, xtol=1e-12, ftol=1e-12, gtol=1e-12)
    return Fit(family, arguments_of(found.x), float(2.0 * found.cost))


Start = tuple[list[float], Callable[[Floats], tuple[float, ...]]]


def _by_spread(x: Floats, p: Floats) -> tuple[float, float]:
    """Mean and SD of the line through the values against normal scores."""
    from scipy.special import ndtri

    slope, middle = np.polyfit(ndtri(p), x, 1)
    return float(middle), max(float(slope), 1e-9)


def _normal(x: Floats, p: Floats) -> Start:
    middle, sd = _by_spread(x, p)
    return [middle, math.log(sd)], lambda free: (float(free[0]), float(np.exp(free[1])))


def _lognormal(x: Floats, p: Floats) -> Start:
    middle, sd = _by_spread(np.log(x), p)
    return [middle, math.log(sd)], lambda free: (float(np.exp(free[0])), float(np.exp(free[1])))


def _beta(x: Floats, p: Floats) -> Start:
    middle, sd = _by_spread(x, p)
    middle = min(max(middle, 0.01), 0.99)
    size = max(middle * (1.0 - middle) / (sd * sd) - 1.0, 0.5)
    start = [math.log(middle * size), math.log((1.0 - middle) * size)]
    return start, lambda free: (float(np.exp(free[0])), float(np.exp(free[1])))


STARTS: dict[str, Callable[[Floats, Floats], Start]] = {"normal": _normal, "lognormal": _lognormal, "beta": _beta}


def shares_of(weights: Sequence[float], count: int) -> tuple[float, ...]:
    """The weights of so many people, adding up to 1; all alike where none are given."""
    given = list(weights) or [1.0] * count
    if len(given) != count or min(given) < 0.0 or math.fsum(given) <= 0.0:
        raise InputError(f"--weights: give {count} numbers of 0 or more, one for each person, not all 0")
    return tuple(one / math.fsum(given) for one in given)


def refuse_unfit(values: Sequence[float], levels: Sequence[float], bounds: Bounds) -> None:
    """Refuse judgements that are no points of one distribution within the bounds."""
    said = ", ".join(f"{value:g}" for value in values)
    if len(values) != len(levels):
        raise InputError(f"{said}: {len(values)} values for {len(levels)} levels; give one for each level")
    rising = all(a < b for a, b in pairwise(levels))
    if len(levels) < 2 or not rising or not 0.0 < levels[0] < LOW_ENOUGH:
        raise InputError(f"--levels: give rising chances, the first above 0 and below {LOW_ENOUGH:g}")
    if not HIGH_ENOUGH < levels[-1] < 1.0:
        raise InputError(f"--levels: the last chance is {levels[-1]:g}; give one above {HIGH_ENOUGH:g} and below 1")
    if any(a >= b for a, b in pairwise(values)):
        raise InputError(f"{said}: the values have to rise with the chances; write the lowest first")
    if not (bounds.low < values[0] and values[-1] < bounds.high):
        raise InputError(f"{said}: lies not within {bounds.low:g} to {bounds.high:g}; correct a value, --low or --high")


def central(fixed: Quantity) -> tuple[float, float, float]:
    """The 5, 50 and 95 % points of a quantity."""
    if isinstance(fixed, Fixed):
        return (fixed.value,) * 3
    low, middle, high = fixed.quantile([0.05, 0.5, 0.95])
    return float(low), float(middle), float(high)
