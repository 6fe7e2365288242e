"""The shape of a value that is drawn: how likely its values are, read off the distribution itself.

A share of draws in each of many narrow cells, from the probabilities below their edges, so that any form, cut or
clipped, is treated alike. What lies exactly at an end where draws are clipped, or at one of few options, is a mass.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.scenario.values.distributions import Distribution
from sim.scenario.values.shapes import FORMS, UNBOUNDED

Floats = NDArray[np.float64]
MARKS = (0.05, 0.5, 0.95)
CELLS = 120
LEAST_MASS = 0.002  # a smaller share at an end of the clip is no feature of a shape
TAIL_BELOW, TAIL_ABOVE = 0.002, 0.01  # far tails that are not drawn
LOGARITHMIC_FROM = 30.0  # ratio of the 95 % to the 5 % mark from which a log-normal has cells equal in the logarithm


@dataclass(frozen=True)
class Mass:
    """A single value that a share of draws takes."""

    value: float
    share: float


@dataclass(frozen=True)
class Shape:
    """Middles of the cells (cell,), density in them (cell,) with 1 where highest, masses, and the marks by share."""

    at: Floats
    density: Floats
    masses: tuple[Mass, ...]
    marks: tuple[Mass, ...]
    logarithmic: bool


def bounded(distribution: Distribution, low: float, high: float) -> Distribution:
    """What the runs draw: within the bounds that the schema gives the value, the far tail counting as the bound."""
    if FORMS[distribution.form].discrete:
        return distribution
    window = distribution.clip or (None, None)
    bottom = low if window[0] is None else max(low, window[0])
    top = high if window[1] is None else min(high, window[1])
    return replace(distribution, clip=(bottom, top))


def shape_of(distribution: Distribution, cells: int = CELLS) -> Shape:
    """The shape of a distribution; one over few options has masses only."""
    marks = tuple(Mass(float(distribution.quantile(share)), share) for share in MARKS)
    nothing = np.empty(0)
    if FORMS[distribution.form].discrete:
        return Shape(nothing, nothing, _options(distribution), marks, False)
    low, high = _ends(distribution)
    masses = _clipped(distribution)
    if not low < high:
        return Shape(nothing, nothing, masses, marks, False)
    logarithmic = distribution.form == "lognormal" and marks[2].value / marks[0].value > LOGARITHMIC_FROM
    places = np.linspace(math.log(low), math.log(high), cells + 1) if logarithmic else np.linspace(low, high, cells + 1)
    edges = np.exp(places) if logarithmic else places
    share = np.diff([_below(distribution, float(edge)) for edge in edges])
    middles = (places[:-1] + places[1:]) / 2.0
    at = np.exp(middles) if logarithmic else middles
    return Shape(at, share / (share.max() or 1.0), masses, marks, logarithmic)


def _options(distribution: Distribution) -> tuple[Mass, ...]:
    form = FORMS[distribution.form]
    low, high = (int(end) for end in form.support(distribution.arguments))
    below = [0.0, *(form.below(distribution.arguments, value) for value in range(low, high + 1))]
    shares = np.diff(below)
    return tuple(Mass(float(low + at), float(share)) for at, share in enumerate(shares) if share > 0.0)


def _ends(distribution: Distribution) -> tuple[float, float]:
    """Where the drawing begins and ends: the whole support of a triangle or a uniform, else without the far tails."""
    low, high = distribution.support()
    if distribution.form in ("uniform", "triangular"):
        return low, high
    if distribution.form in UNBOUNDED:
        low = max(low, float(distribution.quantile(TAIL_BELOW)))
    return low, min(high, float(distribution.quantile(1.0 - TAIL_ABOVE)))


def _clipped(distribution: Distribution) -> tuple[Mass, ...]:
    """What lies exactly at the ends of the clip."""
    low, high = distribution.clip or (None, None)
    masses = []
    if low is not None:
        masses.append(Mass(low, _below(distribution, low)))
    if high is not None:
        masses.append(Mass(high, 1.0 - _below(distribution, high)))
    return tuple(mass for mass in masses if mass.share > LEAST_MASS)


def _below(distribution: Distribution, value: float) -> float:
    """Probability of a value at or below another, truncated but not yet clipped."""
    below, arguments = FORMS[distribution.form].below, distribution.arguments
    if distribution.truncate is None:
        return below(arguments, value)
    low, high = distribution.truncate
    bottom = 0.0 if low is None else below(arguments, low)
    top = 1.0 if high is None else below(arguments, high)
    return (min(max(below(arguments, value), bottom), top) - bottom) / (top - bottom)
