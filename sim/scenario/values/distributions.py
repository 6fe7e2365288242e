"""A value of a scenario: fixed or distributed, with its evidence."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from sim.scenario.values.shapes import FORMS, UNBOUNDED, Array, Family, special

Window = tuple[float | None, float | None]
TOO_EXTREME = "its numbers are too extreme to be computed; write smaller numbers"


class Basis(StrEnum):
    """What a number rests on."""

    ARTICLE = "article"
    REPORTED = "reported"
    FITTED = "fitted"
    JUDGEMENT = "judgement"


@dataclass(frozen=True)
class Evidence:
    """Where a number comes from: a source id, its basis and a remark."""

    source: str
    basis: Basis
    note: str = ""


USER = Evidence("user", Basis.JUDGEMENT)


@dataclass(frozen=True)
class Fixed:
    """A value known, or assumed, exactly; `math.inf` in days means never."""

    value: float
    evidence: Evidence = USER

    def quantile(self, u: ArrayLike) -> Array:
        """The value itself, in the shape of u."""
        return np.full_like(np.asarray(u, dtype=np.float64), self.value)

    def mean(self) -> float:
        """The value itself."""
        return self.value

    def support(self) -> tuple[float, float]:
        """The value as lowest and highest."""
        return self.value, self.value


def _ends(window: Window | None) -> tuple[float, float]:
    low, high = window if window is not None else (None, None)
    return (-math.inf if low is None else low, math.inf if high is None else high)


@dataclass(frozen=True)
class Distribution:
    """A value that is not known exactly: a form, first conditioned on `truncate`, then censored to `clip`.

    An impossible distribution cannot be made: it raises ValueError and says what is wrong.
    """

    form: str
    arguments: tuple[float, ...]
    clip: Window | None = None
    truncate: Window | None = None
    evidence: Evidence = field(default=USER)

    def __post_init__(self) -> None:
        try:
            fault = _fault(self)
        except ArithmeticError:  # sums and squares of the arguments leave the range of floating point
            fault = TOO_EXTREME
        if fault:
            raise ValueError(fault)

    def quantile(self, u: ArrayLike) -> Array:
        """Values below which the shares u lie, u strictly between 0 and 1, in the shape of u."""
        shares = np.asarray(u, dtype=np.float64)
        form = FORMS[self.form]
        with np.errstate(over="ignore"):  # a far tail is infinite, until it is clipped
            if self.truncate is None:
                values = form.lower(self.arguments, shares)
            else:
                values = _truncated(form, self.arguments, _ends(self.truncate), shares)
        if self.clip is not None:
            values = np.clip(values, *_ends(self.clip))
        return np.asarray(values, dtype=np.float64)

    def mean(self) -> float:
        """Expected value; exact for a plain form, by quadrature (to about 1e-5) where cut or clipped."""
        if self.clip is None and self.truncate is None:
            return float(FORMS[self.form].mean(self.arguments))
        z = np.linspace(-8.0, 8.0, 8001)
        weight = np.exp(-0.5 * z * z)
        return float(np.dot(self.quantile(special().ndtr(z)), weight) / weight.sum())

    def median(self) -> float:
        """The value with half the probability on either side."""
        return float(self.quantile(0.5))

    def support(self) -> tuple[float, float]:
        """Lowest and highest possible value, after truncation and clipping."""
        low, high = FORMS[self.form].support(self.arguments)
        for window in (self.truncate, self.clip):
            bottom, top = _ends(window)
            low, high = min(max(low, bottom), top), max(min(high, top), bottom)
        return low, high


@dataclass(frozen=True, eq=False)
class Alike:
    """Distributions of one form, whose quantiles are taken at once: a call for each costs more than a small chunk."""

    form: str
    arguments: tuple[Array, ...]  # (distribution,) each
    clip: tuple[Array, Array] | None

    @classmethod
    def of(cls, distributions: Sequence[Distribution]) -> "Alike":
        """Distributions that `can_be_joined`, all of one form."""
        ends = np.array([_ends(one.clip) for one in distributions]).T
        clipped = any(one.clip is not None for one in distributions)
        return cls(
            distributions[0].form,
            tuple(np.array(values) for values in zip(*(one.arguments for one in distributions), strict=True)),
            (ends[0], ends[1]) if clipped else None,
        )

    def quantiles(self, u: Array) -> Array:
        """What `quantile` of each gives for its shares, to the last bit: both (n, distribution)."""
        with np.errstate(over="ignore"):
            values = FORMS[self.form].lower(cast(Any, self.arguments), u)
        return np.asarray(values if self.clip is None else np.clip(values, *self.clip), dtype=np.float64)


def can_be_joined(distribution: Distribution) -> bool:
    """Whether the quantiles of a distribution can be taken together with those of others of its form."""
    return distribution.truncate is None and not FORMS[distribution.form].discrete


Quantity = Fixed | Distribution


def central_value(quantity: Quantity) -> float:
    """One number that stands for a value: fixed, mode of a triangle, else the median."""
    if isinstance(quantity, Fixed):
        return quantity.value
    if quantity.form == "triangular" and quantity.clip is None and quantity.truncate is None:
        return quantity.arguments[1]
    return quantity.median()


def about_middle(quantity: Quantity) -> float:
    """A number near the middle that can be drawn, found without a quantile: the median of the plain form, kept in."""
    if isinstance(quantity, Fixed):
        return quantity.value
    middle = FORMS[quantity.form].median(quantity.arguments)
    for window in (quantity.truncate, quantity.clip):
        bottom, top = _ends(window)
        middle = min(max(middle, bottom), top)
    return middle


def same_numbers(one: Quantity, other: Quantity) -> bool:
    """Whether two values are equal, whatever evidence they carry."""
    if isinstance(one, Fixed) and isinstance(other, Fixed):
        return one.value == other.value
    if isinstance(one, Distribution) and isinstance(other, Distribution):
        return (one.form, one.arguments, one.clip, one.truncate) == (
            other.form, other.arguments, other.clip, other.truncate,
        )
    return False


def outside(quantity: Quantity, low: float, high: float) -> float | None:
    """A value of the quantity that breaks the bounds low to high, or None.

    Unbounded forms may have tails beyond the bounds, but not their median nor a window that was asked for.
    """
    if isinstance(quantity, Fixed):
        candidates = [quantity.value]
    elif quantity.form in UNBOUNDED:
        windows = [_ends(window) for window in (quantity.truncate, quantity.clip) if window is not None]
        middle = about_middle(quantity)
        asked = [end for window in windows[-1:] for end in window if math.isfinite(end)]
        candidates = [middle, *asked]
    else:
        candidates = list(quantity.support())
    return next((value for value in candidates if not low <= value <= high), None)


def _truncated(form: Family, arguments: tuple[float, ...], window: tuple[float, float], u: Array) -> Array:
    """Quantile of a form given that its value lies in the window, counted from the nearer tail."""
    low, high = window
    if form.below(arguments, low) <= 0.5:
        start, stop = form.below(arguments, low), form.below(arguments, high)
        values = form.lower(arguments, start + u * (stop - start))
    else:
        start, stop = form.above(arguments, low), form.above(arguments, high)
        values = form.upper(arguments, start - u * (start - stop))
    return np.clip(values, low, high)


def _fault(distribution: Distribution) -> str:
    """What makes the distribution impossible, or nothing."""
    form = FORMS.get(distribution.form)
    if form is None:
        return f"unknown form {distribution.form!r}; forms are {', '.join(FORMS)}"
    arguments = distribution.arguments
    if form.name != "choice" and len(arguments) != len(form.argument_names):
        return f"{form.name} needs [{', '.join(form.argument_names)}], got {len(arguments)} numbers"
    if not arguments or not all(math.isfinite(argument) for argument in arguments):
        return f"{form.name} needs finite numbers"
    return form.fault(arguments) or _window_fault(form, distribution)


def _window_fault(form: Family, distribution: Distribution) -> str:
    if form.discrete and not (distribution.clip is None and distribution.truncate is None):
        return f"{form.name} cannot be clipped or truncated"
    bottom, top = _ends(distribution.clip)
    if bottom > top:
        return "clip [low, high] needs low at or below high"
    if distribution.truncate is None:
        return ""
    low, high = _ends(distribution.truncate)
    if not low < high:
        return "truncate [low, high] needs low below high"
    start, stop = form.support(distribution.arguments)
    if high <= start or low >= stop or not _has_mass(form, distribution.arguments, low, high):
        return "the truncate window holds no probability"
    return ""


def _has_mass(form: Family, arguments: tuple[float, ...], low: float, high: float) -> bool:
    """Whether the window holds probability that numbers can show; beta and gamma do wherever they overlap."""
    if form.name in ("beta", "gamma"):
        return True
    return max(form.below(arguments, high) - form.below(arguments, low),
               form.above(arguments, low) - form.above(arguments, high)) > 0.0
