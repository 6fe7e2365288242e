"""Each distribution tried before anything runs: what its draws reach, and whether they are numbers that can be used.

A distribution can be possible on paper and beyond what floating point can draw. The shares tried are the middle, the
tails, and the last that a design reaches: half a step of 2^-32 from the ends for quasi-random draws, of 2^-52 for
others. Where the arguments are nowhere near those limits, no draw is needed to know: reading a scenario stays quick.
"""

import math
import warnings
from functools import lru_cache

import numpy as np

from sim.scenario.values.distributions import Distribution, Quantity, Window
from sim.scenario.values.shapes import FORMS, Array
from sim.units import number_text

LAST, LAST_QUASI = 2.0**-53, 2.0**-33
TAILS = (LAST, LAST_QUASI, 1e-3, 0.25)
SHARES = np.array([*TAILS, 0.5, *(1.0 - tail for tail in reversed(TAILS))])
QUARTERS = slice(3, 6)
NEAR = 1e-3  # a quantile must have its share of probability below it, this near
FAIR = 1e-3
SAFE = {  # arguments that need no trial: lowest and highest of each
    "normal": ((-1e12, 1e12), (1e-6, 1e12)),
    "lognormal": ((1e-12, 1e12), (1e-6, 10.0)),
    "beta": ((0.05, 1e6), (0.05, 1e6)),
    "gamma": ((0.05, 1e6),),
}


def unusable(quantity: Distribution, low: float, high: float) -> str:
    """Why the draws of a distribution, kept between bounds, cannot be used; empty where they can."""
    try:
        with np.errstate(all="ignore"):
            return _unusable(quantity.form, quantity.arguments, quantity.clip, quantity.truncate, low, high)
    except ArithmeticError:
        return "is too extreme to be computed"


def _plainly_usable(
    form: str, arguments: tuple[float, ...], clip: Window | None, truncate: Window | None, low: float, high: float
) -> bool:
    """Whether the arguments are safe and a fair part of the probability lies within all windows."""
    limits = SAFE.get(form, ())
    if not limits or not all(least <= a <= most for a, (least, most) in zip(arguments, limits, strict=True)):
        return False
    if form == "normal" and arguments[1] < 1e-9 * abs(arguments[0]):
        return False  # the next number may be further away than that
    windows = [(-math.inf if bottom is None else bottom, math.inf if top is None else top)
               for bottom, top in (window for window in (clip, truncate) if window is not None)]  # fmt: skip
    low, high = max([low, *(bottom for bottom, _ in windows)]), min([high, *(top for _, top in windows)])
    if form in ("normal", "lognormal"):
        return low < high and FORMS[form].below(arguments, high) - FORMS[form].below(arguments, low) > FAIR
    return truncate is None and low < FORMS[form].median(arguments) < high


def reach(quantity: Quantity, low: float, high: float) -> tuple[float, float]:
    """Lowest and highest value that a design can draw, kept between bounds."""
    if not isinstance(quantity, Distribution):
        return quantity.support()
    values = _values(quantity.form, quantity.arguments, quantity.clip, quantity.truncate)
    return float(np.clip(values[0], low, high)), float(np.clip(values[-1], low, high))


def share_beyond(quantity: Distribution, low: float, high: float) -> float:
    """Share of the draws that lie beyond bounds and count as the bound; by steps of 1 in 200."""
    with np.errstate(all="ignore"):
        values = quantity.quantile((np.arange(200) + 0.5) / 200)
    return float(np.mean((values < low) | (values > high)))


@lru_cache(maxsize=2048)
def _unusable(
    form: str, arguments: tuple[float, ...], clip: Window | None, truncate: Window | None, low: float, high: float
) -> str:
    if _plainly_usable(form, arguments, clip, truncate, low, high):
        return ""
    values = _values(form, arguments, clip, truncate)
    if not np.all(np.isfinite(values)) or np.any(np.diff(values) < -1e-9 * np.abs(values[1:])):
        return "is too extreme to be computed: its draws are no finite numbers in rising order"
    kept = np.clip(values, low, high)
    if not FORMS[form].discrete and kept[0] == kept[-1]:
        return f"leaves one value only, {number_text(float(kept[0]))}"
    if clip is None and truncate is None and not FORMS[form].discrete and not _has_its_shares(form, arguments, values):
        return "is too extreme to be computed: its draws do not follow it"
    return ""


def _has_its_shares(form: str, arguments: tuple[float, ...], values: Array) -> bool:
    """Whether the quartiles have the probability below them that makes them quartiles, where numbers can show it."""
    tiny = np.finfo(np.float64).tiny
    pairs = zip(SHARES[QUARTERS], values[QUARTERS], strict=True)
    return all(
        abs(FORMS[form].below(arguments, float(value)) - share) < NEAR
        for share, value in pairs
        if abs(value) > tiny and value not in FORMS[form].support(arguments)
    )


@lru_cache(maxsize=2048)
def _values(form: str, arguments: tuple[float, ...], clip: Window | None, truncate: Window | None) -> Array:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Distribution(form, arguments, clip, truncate).quantile(SHARES)
