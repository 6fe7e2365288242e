"""Moving a drawn value as a whole: its middle goes to a number that a reader wants, its spread stays.

How a form moves: `uniform`, `triangular` and `normal` by the same amount everywhere; `lognormal` by the same factor;
`beta` and `gamma`, which have no place of their own, keep their form with another middle (a beta as many
observations). What would come to lie beyond the bounds of the schema lies at the bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from sim.scenario.values.distributions import USER, Distribution, Fixed, Quantity
from sim.scenario.values.shapes import FORMS, UNBOUNDED

HALVINGS = 200
DIGITS = 12  # of the numbers that a moved value is written with
LEAST, MOST = 1e-6, 1e9  # of the arguments of a beta or a gamma
SHIFTED, SCALED, RESHAPED = ("uniform", "triangular", "normal"), ("lognormal",), ("beta", "gamma")
MOVABLE = (*SHIFTED, *SCALED, *RESHAPED)


def middle(quantity: Quantity) -> float:
    """The number that a value is moved by: a fixed value itself, the mode of a triangle, else the median.

    A clip leaves the middle where it is, unless the middle lies beyond it.
    """
    if isinstance(quantity, Fixed):
        return quantity.value
    if quantity.form == "triangular" and quantity.truncate is None:
        return quantity.arguments[1]
    return replace(quantity, clip=None).median()


def moved(quantity: Distribution, to: float, low: float, high: float) -> Quantity:
    """The value with its middle at a number between low and high; one fixed value where no spread has room there."""
    if quantity.form not in MOVABLE:
        raise ValueError(f"{quantity.form} is a choice, which has no middle to move")
    if not low <= to <= high:
        raise ValueError(f"{to:g} is outside {low:g} to {high:g}")
    if math.isclose(to, middle(quantity), rel_tol=1e-12):
        return replace(quantity, evidence=USER)
    arguments = _arguments(quantity, to)
    if arguments is None:
        return Fixed(to)
    try:
        return _within(replace(quantity, arguments=arguments, evidence=USER), low, high)
    except ValueError:  # the window that the value is conditioned on holds nothing there
        return Fixed(to)


def moved_to(quantity: Quantity, own: Quantity, low: float, high: float) -> float | None:
    """Where the middle of `own` was moved to, if that is how this value came about; else None."""
    if not isinstance(quantity, Distribution) or not isinstance(own, Distribution) or own.form not in MOVABLE:
        return None
    if quantity.form != own.form:
        return None
    to = round_number(middle(quantity))
    if not low <= to <= high:
        return None
    again = moved(own, to, low, high)
    return to if isinstance(again, Distribution) and _alike(again, quantity) else None


def text(quantity: Quantity) -> str:
    """A value as `--set path=value` and an address take it."""
    if isinstance(quantity, Fixed):
        return f"{quantity.value:.{DIGITS}g}"
    parts = [f"{quantity.form}: [{', '.join(f'{one:.{DIGITS}g}' for one in quantity.arguments)}]"]
    for name, window in (("clip", quantity.clip), ("truncate", quantity.truncate)):
        if window is not None:
            ends = ("null" if end is None else f"{end:.{DIGITS}g}" for end in window)
            parts.append(f"{name}: [{', '.join(ends)}]")
    return f"{{{', '.join(parts)}}}"


def how(quantity: Distribution) -> str:
    """How a form moves, in a word."""
    return "shifted" if quantity.form in SHIFTED else "scaled" if quantity.form in SCALED else "moved"


def round_number(value: float) -> float:
    """A number without the dust of arithmetic."""
    return float(f"{value:.{DIGITS}g}")


def _arguments(quantity: Distribution, to: float) -> tuple[float, ...] | None:
    """The arguments with which the middle lies there; None where there are none."""
    arguments, own = quantity.arguments, middle(quantity)
    if quantity.form in SHIFTED:
        places = arguments if quantity.form != "normal" else arguments[:1]
        by = to - own if quantity.truncate is None else _found(lambda by: _shifted(quantity, by), to, -MOST, MOST)
        return (
            None if by is None else tuple(map(round_number, (*(one + by for one in places), *arguments[len(places) :])))
        )
    if quantity.form in SCALED:
        if to <= 0.0:
            return None
        by = to / own if quantity.truncate is None else _found(lambda by: _scaled(quantity, by), to, LEAST, MOST)
        return None if by is None else (round_number(arguments[0] * by), *arguments[1:])
    if quantity.form == "beta":
        weight = sum(arguments)
        share = _found(lambda share: _beta(quantity, share, weight), to, LEAST, 1.0 - LEAST)
        return None if share is None else (round_number(share * weight), round_number((1.0 - share) * weight))
    shape = _found(lambda shape: replace(quantity, arguments=(shape,)), to, LEAST, MOST)
    return None if shape is None else (round_number(shape),)


def _shifted(quantity: Distribution, by: float) -> Distribution:
    places = quantity.arguments[:1] if quantity.form == "normal" else quantity.arguments
    rest = quantity.arguments[len(places) :]
    return replace(quantity, arguments=(*(one + by for one in places), *rest))


def _scaled(quantity: Distribution, by: float) -> Distribution:
    return replace(quantity, arguments=(quantity.arguments[0] * by, *quantity.arguments[1:]))


def _beta(quantity: Distribution, share: float, weight: float) -> Distribution:
    return replace(quantity, arguments=(share * weight, (1.0 - share) * weight))


def _found(made: Callable[[float], Distribution], to: float, low: float, high: float) -> float | None:
    """The argument, between two, with which the middle lies there; the middle rises with it."""

    def below(argument: float) -> bool:
        try:
            return middle(made(argument)) < to
        except ValueError:  # a window without probability: too far to the side of the argument
            return argument < (math.sqrt(low * high) if low > 0.0 else 0.0)

    if not below(low) or below(high):
        return None
    for _ in range(HALVINGS):
        half = math.sqrt(low * high) if low > 0.0 and high / low > 4.0 else (low + high) / 2.0
        low, high = (half, high) if below(half) else (low, half)
    return high


def _within(quantity: Distribution, low: float, high: float) -> Distribution:
    """The value with what lies beyond the bounds put at them; unbounded forms are cut by the runs themselves."""
    bottom, top = quantity.support()
    if quantity.form in UNBOUNDED or (low <= bottom and top <= high):
        return quantity
    before = quantity.clip or (None, None)
    ends = [low if before[0] is None else max(low, before[0]), high if before[1] is None else min(high, before[1])]
    return replace(quantity, clip=(ends[0], ends[1]))


def _alike(one: Distribution, other: Distribution) -> bool:
    """Whether two values are the same but for the last digits of what they are written with."""
    return (
        (one.form, one.clip, one.truncate) == (other.form, other.clip, other.truncate)
        and len(one.arguments) == len(other.arguments)
        and all(
            math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) for a, b in zip(one.arguments, other.arguments, strict=True)
        )
    )


def movable(quantity: Quantity) -> bool:
    """Whether a value is drawn from a form that can be moved."""
    return isinstance(quantity, Distribution) and quantity.form in MOVABLE and not FORMS[quantity.form].discrete
