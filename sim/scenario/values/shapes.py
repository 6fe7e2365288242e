"""The shapes a value's distribution can take: quantiles, probabilities, means and what is impossible.

All functions take the arguments as a scenario spells them. scipy.special is imported when
a quantile first needs it.
"""

import importlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Arguments = tuple[float, ...]
ROOT_TWO = math.sqrt(2.0)


@cache
def special() -> Any:
    """The module scipy.special, imported on first use."""
    return importlib.import_module("scipy.special")


@dataclass(frozen=True)
class Family:
    """One shape. `lower` and `upper` are quantiles counted from below and from above; `below` and `above` the
    probabilities that belong to them, so that both tails keep their precision.
    """

    name: str
    argument_names: tuple[str, ...]
    fault: Callable[[Arguments], str]
    lower: Callable[[Arguments, Array], Array]
    upper: Callable[[Arguments, Array], Array]
    below: Callable[[Arguments, float], float]
    above: Callable[[Arguments, float], float]
    support: Callable[[Arguments], tuple[float, float]]
    mean: Callable[[Arguments], float]
    median: Callable[[Arguments], float]
    discrete: bool = False


def _fault_uniform(a: Arguments) -> str:
    return "" if a[0] < a[1] else "low must be below high"


def _uniform_below(a: Arguments, x: float) -> float:
    return min(1.0, max(0.0, (x - a[0]) / (a[1] - a[0])))


UNIFORM = Family(
    "uniform",
    ("low", "high"),
    _fault_uniform,
    lambda a, u: np.clip(a[0] + u * (a[1] - a[0]), a[0], a[1]),
    lambda a, u: np.clip(a[1] - u * (a[1] - a[0]), a[0], a[1]),
    _uniform_below,
    lambda a, x: 1.0 - _uniform_below(a, x),
    lambda a: (a[0], a[1]),
    lambda a: 0.5 * (a[0] + a[1]),
    lambda a: 0.5 * (a[0] + a[1]),
)


def _fault_triangular(a: Arguments) -> str:
    return "" if a[0] <= a[1] <= a[2] and a[0] < a[2] else "low, mode, high must be in rising order"


def _triangular_lower(a: Arguments, u: Array) -> Array:
    low, mode, high = a
    left = low + np.sqrt(u * (high - low) * (mode - low))
    right = high - np.sqrt((1.0 - u) * (high - low) * (high - mode))
    return np.clip(np.where(u < (mode - low) / (high - low), left, right), low, high)


def _triangular_below(a: Arguments, x: float) -> float:
    low, mode, high = a
    if x <= low:
        return 0.0
    if x >= high:
        return 1.0
    if x < mode:
        return (x - low) ** 2 / ((high - low) * (mode - low))
    return 1.0 - (high - x) ** 2 / ((high - low) * (high - mode))


def _mirrored(a: Arguments) -> Arguments:
    return (-a[2], -a[1], -a[0])


TRIANGULAR = Family(
    "triangular",
    ("low", "mode", "high"),
    _fault_triangular,
    _triangular_lower,
    lambda a, u: -_triangular_lower(_mirrored(a), u),
    _triangular_below,
    lambda a, x: _triangular_below(_mirrored(a), -x),
    lambda a: (a[0], a[2]),
    lambda a: (a[0] + a[1] + a[2]) / 3.0,
    lambda a: float(_triangular_lower(a, np.array([0.5]))[0]),
)


def _normal_below(z: float) -> float:
    return 0.5 * math.erfc(-z / ROOT_TWO)


NORMAL = Family(
    "normal",
    ("mean", "sd"),
    lambda a: "" if a[1] > 0 else "sd must be above 0",
    lambda a, u: a[0] + a[1] * special().ndtri(u),
    lambda a, u: a[0] - a[1] * special().ndtri(u),
    lambda a, x: _normal_below((x - a[0]) / a[1]),
    lambda a, x: _normal_below((a[0] - x) / a[1]),
    lambda a: (-math.inf, math.inf),
    lambda a: a[0],
    lambda a: a[0],
)


def _log_distance(a: Arguments, x: float) -> float:
    return math.log(x / a[0]) / a[1] if x > 0 else -math.inf


def _fault_lognormal(a: Arguments) -> str:
    if a[0] <= 0:
        return "median must be above 0"
    if a[1] <= 0:
        return "log_sd must be above 0"
    return "" if a[1] <= 10 else "log_sd must be at most 10 (it is the standard deviation of the logarithm)"


LOGNORMAL = Family(
    "lognormal",
    ("median", "log_sd"),
    _fault_lognormal,
    lambda a, u: a[0] * np.exp(a[1] * special().ndtri(u)),
    lambda a, u: a[0] * np.exp(-a[1] * special().ndtri(u)),
    lambda a, x: _normal_below(_log_distance(a, x)),
    lambda a, x: _normal_below(-_log_distance(a, x)),
    lambda a: (0.0, math.inf),
    lambda a: a[0] * math.exp(0.5 * a[1] * a[1]),
    lambda a: a[0],
)


def _beta_below(a: Arguments, x: float) -> float:
    return float(special().betainc(a[0], a[1], min(1.0, max(0.0, x))))


BETA = Family(
    "beta",
    ("a", "b"),
    lambda a: "" if a[0] > 0 and a[1] > 0 else "a and b must be above 0",
    lambda a, u: special().betaincinv(a[0], a[1], u),
    lambda a, u: 1.0 - special().betaincinv(a[1], a[0], u),
    _beta_below,
    lambda a, x: _beta_below((a[1], a[0]), 1.0 - x),
    lambda a: (0.0, 1.0),
    lambda a: a[0] / (a[0] + a[1]),
    lambda a: a[0] / (a[0] + a[1]),  # the mean: near enough for a bounded form, whose ends are checked
)


GAMMA = Family(
    "gamma",
    ("shape",),
    lambda a: "" if a[0] > 0 else "shape must be above 0",
    lambda a, u: special().gammaincinv(a[0], u),
    lambda a, u: special().gammainccinv(a[0], u),
    lambda a, x: float(special().gammainc(a[0], max(0.0, x))),
    lambda a, x: float(special().gammaincc(a[0], max(0.0, x))),
    lambda a: (0.0, math.inf),
    lambda a: a[0],
    lambda a: a[0] * max(0.0, 1.0 - 1.0 / (9.0 * a[0])) ** 3,  # Wilson and Hilferty (1931)
)


def _weights_of(a: Arguments) -> Array:
    return np.asarray(a, dtype=np.float64) / math.fsum(a)


@lru_cache(maxsize=256)
def _edges_of(a: Arguments) -> Array:
    """Where the stretch of each member ends; kept, as it takes longer than to draw a few hundred members."""
    return np.cumsum(_weights_of(a))


@lru_cache(maxsize=256)
def _member_support(a: Arguments) -> tuple[float, float]:
    present = np.flatnonzero(_weights_of(a))
    return float(present[0]), float(present[-1])


def _member(a: Arguments, u: Array) -> Array:
    """The member whose stretch of the unit interval holds u; members of weight 0 are never drawn."""
    return np.clip(np.searchsorted(_edges_of(a), u, side="right").astype(np.float64), *_member_support(a))


def _fault_choice(a: Arguments) -> str:
    if any(weight < 0 for weight in a):
        return "weights must not be negative"
    return "" if math.fsum(a) > 0 else "the weights must add up to more than 0"


def _choice_below(a: Arguments, x: float) -> float:
    return math.fsum(a[: max(0, math.floor(x) + 1)]) / math.fsum(a)


CHOICE = Family(
    "choice",
    ("weights",),
    _fault_choice,
    _member,
    lambda a, u: _member(a, 1.0 - u),
    _choice_below,
    lambda a, x: 1.0 - _choice_below(a, x),
    _member_support,
    lambda a: float(np.dot(_weights_of(a), np.arange(len(a)))),
    lambda a: float(_member(a, np.array([0.5]))[0]),
    discrete=True,
)


def _odds(a: Arguments) -> Arguments:
    return (1.0 - a[0], a[0])


BERNOULLI = Family(
    "bernoulli",
    ("p",),
    lambda a: "" if 0.0 <= a[0] <= 1.0 else "p must be 0 to 1",
    lambda a, u: _member(_odds(a), u),
    lambda a, u: _member(_odds(a), 1.0 - u),
    lambda a, x: _choice_below(_odds(a), x),
    lambda a, x: 1.0 - _choice_below(_odds(a), x),
    lambda a: _member_support(_odds(a)),
    lambda a: a[0],
    lambda a: float(a[0] > 0.5),
    discrete=True,
)

FORMS: dict[str, Family] = {
    form.name: form for form in (UNIFORM, TRIANGULAR, NORMAL, LOGNORMAL, BETA, GAMMA, BERNOULLI, CHOICE)
}
UNBOUNDED = frozenset({"normal", "lognormal", "gamma"})
