"""What the weights make of each drawn value: prior against posterior, what moved it, and a form a scenario can hold.

A value counts as moved where the weighted share of its draws below any point departs from the prior's by more than the
1 % point of the Kolmogorov-Smirnov distance at the effective number of runs (1.63 / sqrt n). The others keep their
prior: fitting them would write chance into a file, unless they hang together with others (dependence.py). Each is
fitted by itself, by least squares on its distribution function within the prior's range.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.calibration.weighing import effective, weighted_quantiles
from sim.analysis.elicited import GRID, STARTS, Bounds, families_for
from sim.analysis.ensemble_like import Floats
from sim.experiment.design.drawn import Drawn
from sim.scenario.loaded import Leaf
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.shapes import FORMS
from sim.scenario.values.together import Together

LEVELS = (0.05, 0.5, 0.95)
KS_1_PERCENT = 1.63
SURE = 1e-3  # a switch is never drawn as certain by some hundred runs


@dataclass(frozen=True)
class Moved:
    """One drawn value: quantiles before and after, shift [prior SDs], distance, and which observation moved it most.

    `by` is the place of that observation, None where there is one alone; `form` the posterior, None where unmoved.
    """

    leaf: Leaf
    prior: tuple[float, ...]
    posterior: tuple[float, ...]
    shift: float
    sd_ratio: float
    distance: float
    by: int | None
    form: Distribution | None


def moved_values(
    drawn: Drawn, weight: Floats, left_out: Sequence[Floats], prior_weight: Floats, together: Together | None = None
) -> list[Moved]:
    """Each drawn value that is not luck, the one that moved most first.

    `left_out` has the weights without each observation in turn, `prior_weight` those of the runs that ended. Values
    that hang `together` are written even where they did not move by themselves.
    """
    least, kept = KS_1_PERCENT / math.sqrt(effective(weight)), together.values if together is not None else ()
    found = [
        _moved(leaf, distribution, positions, weight, left_out, prior_weight, 0.0 if leaf.path in kept else least)
        for leaf, distribution, positions in _values(drawn)
    ]
    return sorted(found, key=lambda one: (one.form is None, -one.distance))


def _values(drawn: Drawn) -> Iterator[tuple[Leaf, Distribution, Floats]]:
    for number, value in enumerate(drawn.values):
        if value.chance:
            continue
        for leaf in (value.leaf, *value.sharing):
            if isinstance(leaf.quantity, Distribution):
                yield leaf, leaf.quantity, drawn.positions[:, number]


def _moved(
    leaf: Leaf, distribution: Distribution, positions: Floats, weight: Floats, left_out: Sequence[Floats],
    prior_weight: Floats, least: float,
) -> Moved:
    values = np.clip(distribution.quantile(positions), leaf.declaration.low, leaf.declaration.high)
    middle, sd = _mean_and_sd(values, prior_weight)
    after, sd_after = _mean_and_sd(values, weight)
    by = [abs(after - _mean_and_sd(values, other)[0]) for other in left_out]
    apart = distance(positions, weight)
    return Moved(
        leaf,
        tuple(map(float, weighted_quantiles(values, prior_weight, LEVELS))),
        tuple(map(float, weighted_quantiles(values, weight, LEVELS))),
        (after - middle) / sd if sd > 0.0 else 0.0,
        sd_after / sd if sd > 0.0 else 1.0,
        apart,
        int(np.argmax(by)) if len(by) > 1 else None,
        fitted(distribution, positions, weight) if apart > least else None,
    )


def _mean_and_sd(values: Floats, weight: Floats) -> tuple[float, float]:
    middle = float(np.dot(weight, values))
    away = values - middle
    return middle, math.sqrt(float(np.dot(weight, away * away)))


def distance(positions: Floats, weight: Floats) -> float:
    """Largest gap between the weighted share of draws below a point and the point: 0 for the prior, up to 1."""
    order = np.argsort(positions, kind="stable")
    reached, at = np.cumsum(weight[order]), positions[order]
    return float(max(np.max(reached - at), np.max(at - (reached - weight[order]))))


def fitted(prior: Distribution, positions: Floats, weight: Floats) -> Distribution:
    """The weighted draws of a value as a distribution of the schema, with the prior's range and clip."""
    bare = replace(prior, clip=None)
    values = bare.quantile(positions)
    if FORMS[prior.form].discrete:
        return _shares(prior, values, weight)
    low, high = bare.support()
    at = weighted_quantiles(values, weight, GRID)
    tried = [_fit(family, at, low, high) for family in families_for(Bounds(low, high))]
    _, family, arguments = min(tried)
    start, stop = FORMS[family].support(arguments)
    window = (low if low > start else None, high if high < stop else None)
    return Distribution(family, arguments, prior.clip, None if window == (None, None) else window)


def _shares(prior: Distribution, values: Floats, weight: Floats) -> Distribution:
    if prior.form == "bernoulli":
        share = float(np.dot(weight, values))
        return Distribution("bernoulli", (_rounded(min(max(share, SURE), 1.0 - SURE)),))
    shares = [float(weight[values == place].sum()) for place in range(len(prior.arguments))]
    return Distribution(prior.form, tuple(map(_rounded, shares)))


def _fit(family: str, at: Floats, low: float, high: float) -> tuple[float, str, tuple[float, ...]]:
    """Sum of squares, family and arguments of one family conditioned on the range low to high."""
    from scipy.optimize import least_squares

    levels = np.asarray(GRID)
    start, arguments_of = STARTS[family](np.maximum(at, 1e-9) if family == "lognormal" else at, levels)
    below = FORMS[family].below

    def misses(free: Floats) -> Floats:
        arguments = arguments_of(free)
        first, last = below(arguments, low), below(arguments, high)
        reached = np.array([below(arguments, float(value)) for value in at])
        return np.asarray((reached - first) / max(last - first, 1e-12) - levels)

    found = least_squares(misses, start, xtol=1e-10, ftol=1e-10, gtol=1e-10, max_nfev=200)
    return float(found.cost), family, tuple(map(_rounded, arguments_of(found.x)))


def _rounded(value: float) -> float:
    """Four significant digits: more are not known of a posterior by simulation."""
    return float(f"{value:.4g}")
