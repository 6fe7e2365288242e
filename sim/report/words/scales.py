"""Scales on which a number of the schema is shown to a reader, and the way there and back.

The model's unit stays in files, links and on the command line. Here the scales of units, and of quantities whose unit
says too little; which value has which of these stands in its entry in `value_catalogue`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sim.language.saying import kept, say
from sim.report.words import numbers as words
from sim.units import number_text, unit_text

PER_DECADE = (1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0, 2.2, 2.5, 2.8, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0)
DIGITS = 12  # in which a number survives the way to the model and back
LN_2 = math.log(2.0)
UNIT_NAMES = {
    "weight": "",
    "correlation": "",
    "class": "",
    "yes or no": "",
    "probability per day": "",
    "share in 14 days": "of all in 14 days",
    "share of demand": "of demand",
    "persons/day": "people per day",
    "persons/km": "people per km",
    "persons/km²": "people per km²",
    "persons/km/day": "people per km and day",
    "persons/vehicle": "people per vehicle",
    "kg/person/day": "kg per person and day",
    "km²/day": "km² per day",
    "km²/day/km": "km² per day and km",
    "ln km²/day/km": "ln km² per day and km",
    "1/km": "per km",
    "1/day": "per day",
    "1/km/day": "per km and day",
}


@dataclass(frozen=True)
class Scale:
    """The way from the model's number to the reader's and back; `text` is a number with its unit, {} the number."""

    unit: str
    text: str
    shown: Callable[[float], float] = lambda value: value
    held: Callable[[float], float] = lambda value: value
    geometric: bool = False  # equal steps are equal ratios

    @property
    def plain(self) -> bool:
        """Whether readers see the model's own number."""
        return self.shown(1.0) == 1.0 and not self.geometric

    def to_reader(self, value: float) -> float:
        """The model's number as the reader sees it."""
        return _clean(self.shown(value))

    def to_model(self, value: float) -> float:
        """The reader's number as the model has it."""
        return _clean(self.held(value))

    def words(self, value: float) -> str:
        """The reader's number with its unit."""
        number = self.number(value)
        one = ONE.get(self.text.format("1")) if number == "1" else None
        return say(one) if one else self.joined(number)

    def joined(self, number: str) -> str:
        """A number that is written already, with the unit: of a range too, whose end may be 1."""
        return say(self.text).format(number)

    def number(self, value: float) -> str:
        """The reader's number alone."""
        return _short(value, 4 if self.plain else 3)


def _times(text: str) -> Scale:
    return Scale(text, "{} times", math.exp, math.log, geometric=True)


def _hundred(unit: str, text: str) -> Scale:
    return Scale(unit, text, lambda value: 100.0 * value, lambda value: value / 100.0)


AS_IT_IS = Scale("", "{}")
TIMES, AS_LONG, AS_OFTEN = _times("times"), _times("times as long"), _times("times as often")
SOONER, OF_REFERENCE = _times("times as fast"), _times("times the reference")
ONE = {"1 times": "no change", "1 days": "1 day", "1 people": "1 person"}
PERCENT = _hundred("%", "{} %")
FACTOR = Scale("two in three lie within this factor", "factor {}", math.exp, math.log, geometric=True)
HALF_AFTER = Scale("days", "{} days", math.exp, math.log, geometric=True)
PER_DOUBLING = Scale(
    "times as long", "{} times", lambda value: 2.0**value, lambda value: math.log(value) / LN_2, geometric=True
)
OF_UNIT = {
    "ln units": TIMES,
    "ln days": AS_LONG,
    "ln ratio": AS_OFTEN,
    "ln odds": Scale("to one", "{} to 1", math.exp, math.log, geometric=True),
    "ln km²/day/km": Scale("km² per day and km of front", "{} km² per day and km", math.exp, math.log, geometric=True),
    "share": PERCENT,
    "share in 14 days": _hundred("% of all in 14 days", "{} %"),
    "share of demand": _hundred("% of demand", "{} %"),
    "probability": _hundred("in how many of 100", "{} of 100"),
    "probability per day": _hundred("on how many of 100 days", "{} of 100"),
    "1/day": _hundred("times in 100 days", "{} in 100 days"),
    "1/km": _hundred("times in 100 km", "{} in 100 km"),
    "yes or no": _hundred("in how many of 100 runs", "{} of 100"),
}


def unit_name(unit: str) -> str:
    """A unit as people write it behind a number; nothing for shares, weights and the like."""
    return say(UNIT_NAMES.get(unit, unit_text(unit)))


def of_unit(unit: str) -> Scale:
    """The scale of a unit of the schema; most show the model's own number."""
    return OF_UNIT.get(unit) or _plain(unit)


@kept(maxsize=64)
def _plain(unit: str) -> Scale:
    name = unit_name(unit)
    return Scale(name, f"{{}} {unit_text(unit)}".rstrip() if unit in ("days", "persons") else "{}")


def steps(low: float, high: float, step: float, *, geometric: bool) -> list[float]:
    """The numbers an input stops at, from end to end: by ratios of about a twentieth to a fifth, or all alike."""
    if not geometric:
        count = round((high - low) / step)
        found = [_clean(low + place * step) for place in range(count + 1)]
    else:
        decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        found = [_clean(one * 10.0**decade) for decade in decades for one in PER_DECADE]
    return sorted({_clean(low), *(one for one in found if low < one < high), _clean(high)})


@lru_cache(maxsize=1024)
def stops(
    low: float, high: float, step: float, geometric: bool, fine_below: float, asked: tuple[float, ...]
) -> tuple[float, ...]:
    """Where a slider stops: at `steps`, ten times as fine up to `fine_below`, and at what is asked for."""
    found = steps(low, high, step, geometric=geometric)
    if fine_below > low:
        found += [one for one in steps(low, fine_below, step / 10.0, geometric=False) if one < high]
    near = [one for one in found if not any(math.isclose(one, own, rel_tol=1e-6) for own in asked)]
    return tuple(sorted({*near, *asked}))


def _clean(value: float) -> float:
    """Without the dust of arithmetic."""
    return float(f"{value:.{DIGITS}g}") + 0.0


def _short(value: float, digits: int) -> str:
    """A number as it reads well: so many digits where it is no whole number."""
    number = value if value == round(value) and abs(value) < 1e15 else float(f"{value:.{digits}g}")
    return number_text(number).replace("-", words.MINUS)
