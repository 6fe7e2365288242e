"""A value of a scenario in words: what it is, how far it is drawn, what may be given, what its unit means."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from sim.analysis.value_shapes import MARKS, Shape, bounded, shape_of
from sim.language.saying import say
from sim.report.words import numbers as words
from sim.scenario.values.declarations import Declaration
from sim.scenario.values.distributions import Distribution, Fixed, Quantity
from sim.scenario.values.law_forms import every_form
from sim.units import number_text, unit_text

YES_NO = ("no", "yes")
OPTION_WORDS = {form.key: form.law.words for _, form in every_form()}
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
UNIT_WORDS = {
    "ln days": "The logarithm of days: add 0.7 and a delay doubles, add 2.3 and it is ten times as long.",
    "ln units": "A logarithm: add 0.7 for twice as much, take 0.7 away for half.",
    "ln ratio": "The logarithm of a ratio of rates: −0.7 halves a rate, 0.7 doubles it.",
    "ln km²/day/km": "The logarithm of km² a day and km of front: −4 is about 0.02, and 0.7 more is twice that.",
    "share": "0 is none, 1 is all.",
    "probability": "0 is never, 1 is always.",
    "probability per day": "0 is never, 1 is every day.",
    "share in 14 days": "0 is none, 1 is all.",
    "share of demand": "0 is none, 1 is all.",
    "correlation": "0: the axes have nothing in common; 1: they move as one.",
    "ratio": "A factor: 1 changes nothing.",
    "exponent": "The power to which a ratio is raised: 0 takes away its effect, 1 is in proportion.",
    "weight": "A weight: only its ratio to the others counts.",
}


def option_words(name: str) -> str:
    """A choice as people read it."""
    return say(OPTION_WORDS.get(name, name.replace("_", " ")))


def unit_words(unit: str) -> str:
    """What a unit that is no everyday one means; empty for the others."""
    return say(UNIT_WORDS.get(unit, ""))


def unit_name(unit: str) -> str:
    """A unit as people write it behind a number; nothing for shares, weights and the like."""
    return say(UNIT_NAMES.get(unit, unit_text(unit)))


def allowed_words(declaration: Declaration) -> str:
    """The values that may be given."""
    if declaration.options:
        return ", ".join(option_words(name) for name in declaration.options)
    if declaration.unit == "yes or no":
        return say("yes, no, or the probability of yes")
    low, high = declaration.low, declaration.high
    if declaration.unit == "day":
        return say("day {low} to day {high}, or never", low=_number(low), high=_number(high))
    return _joined(_number_range(low, high), unit_name(declaration.unit))


def value_words(quantity: Quantity, declaration: Declaration, start: date | None = None) -> str:
    """A value with its unit, or how it is drawn; a day with its date where the start is known."""
    if isinstance(quantity, Fixed):
        return _fixed(quantity.value, declaration, start)
    if quantity.form in ("bernoulli", "choice"):
        return _options(quantity, declaration)
    unit = unit_name(declaration.unit)
    if quantity.clip is None and quantity.truncate is None:
        if quantity.form == "uniform":
            return say("{joined}, all equally likely", joined=_joined(_number_range(*quantity.arguments), unit))
        if quantity.form == "triangular":
            low, mode, high = quantity.arguments
            return say(
                "{joined}, most likely {mode}", joined=_joined(_number_range(low, high), unit), mode=_number(mode)
            )
    low_text, middle, high_text = mark_words(quantity, declaration)
    ends = _joined(say("9 in 10 from {low} to {high}", low=low_text, high=high_text), unit)
    return say("{ends}, middle {middle}", ends=ends, middle=middle)


def drawn_words(quantity: Quantity, declaration: Declaration) -> str:
    """How often a value is drawn."""
    if isinstance(quantity, Fixed):
        return say("The same in every run.")
    if declaration.kind == "chance":
        return say("Drawn for each run, as part of its luck.")
    return say("Drawn for each run, as part of what is not known.")


def shape_words(quantity: Distribution, declaration: Declaration) -> str:
    """The finding over the picture of a drawn value."""
    if quantity.form in ("bernoulli", "choice"):
        return _capital(_options(quantity, declaration))
    unit = unit_name(declaration.unit)
    low, middle, high = mark_words(quantity, declaration)
    if low == middle:
        return say("Half of the draws are {joined}; 1 in 20 lies above {high}", joined=_joined(middle, unit), high=high)
    return say(
        "Half of the draws lie above {joined}; 9 in 10 from {low} to {high}",
        joined=_joined(middle, unit), low=low, high=high,
    )


def mass_words(shape: Shape) -> str:
    """What the dots in the picture of a drawn value are; empty where there are none."""
    parts = [
        say("{share} of the draws are exactly {value}", share=words.percent(mass.share), value=_short(mass.value, 3))
        for mass in shape.masses
    ]
    return say("At the dot, {list}.", list=words.listed(parts)) if parts and shape.at.size else ""


def mark_words(quantity: Distribution, declaration: Declaration) -> tuple[str, str, str]:
    """The 5, 50 and 95 % marks, the middle one digit finer, within the bounds of the schema."""
    drawn = bounded(quantity, declaration.low, declaration.high)
    low, middle, high = (float(drawn.quantile(share)) for share in MARKS)
    return _short(low), _short(middle, 3), _short(high)


def _short(value: float, digits: int = 2) -> str:
    """A number to so many digits, to three from 100 on, without zeros at its end: 13, 0.91, 151, 52,900."""
    return _number(float(f"{value:.{3 if abs(value) >= 100.0 else digits}g}"))


def _number(value: float) -> str:
    return number_text(value).replace("-", words.MINUS)


def _number_range(low: float, high: float) -> str:
    return say("{low} to {high}", low=_number(low), high=_number(high))


def _joined(text: str, unit: str) -> str:
    return f"{text} {unit}".rstrip()


def _fixed(value: float, declaration: Declaration, start: date | None) -> str:
    if declaration.options:
        return option_words(declaration.options[int(value)])
    if declaration.unit == "yes or no" and value in (0.0, 1.0):
        return say(YES_NO[int(value)])
    if math.isinf(value):
        return say(number_text(value))
    if declaration.unit == "day":
        return words.calendar_day(start, value) if start is not None else say("day {value}", value=_number(value))
    one = say(unit_text(declaration.unit, 1.0)) if value == 1.0 and declaration.unit not in UNIT_NAMES else ""
    return _joined(_number(value), one or unit_name(declaration.unit))


def option_names(declaration: Declaration) -> list[str]:
    """The options of a choice as people read them; no and yes where there is none."""
    return [option_words(name) for name in declaration.options or YES_NO]


def _options(quantity: Distribution, declaration: Declaration) -> str:
    """'under fire in 85 of 100 runs, cut in 15 of 100', the likeliest first; of yes and no only the share of yes."""
    names: Sequence[str] = declaration.options or YES_NO
    shares = {names[int(mass.value)]: mass.share for mass in shape_of(quantity).masses}
    if len(shares) == 1:
        return option_words(*shares)
    if tuple(names) == YES_NO:
        return say("yes in {yes} runs", yes=words.of_100(shares["yes"]))
    likeliest = sorted(shares.items(), key=lambda item: -item[1])
    first, *others = (
        say("{option} in {share}", option=option_words(name), share=words.of_100(share)) for name, share in likeliest
    )
    return ", ".join([say("{first} runs", first=first), *others])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def changed_first(changed: Sequence[str], summary: str) -> str:
    """What stands behind the name of a scenario: its summary, and before it what was changed, as that may deny it."""
    if not changed:
        return f" {summary}" if summary else ""
    told = say(" Changed: {list}.", list="; ".join(changed))
    return told + (say(" Without these changes: {summary}", summary=summary) if summary else "")
