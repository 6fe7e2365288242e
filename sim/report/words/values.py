"""A value of a scenario in words: what it is, how far it is drawn, what may be given, what its unit means."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from sim.analysis.value_shapes import MARKS, Mass, Shape, bounded, shape_of
from sim.language.saying import say
from sim.report.words import numbers as words
from sim.report.words.scales import SOONER, UNIT_NAMES, Scale, unit_name
from sim.report.words.value_catalogue import said_of, scale_of
from sim.scenario.values.declarations import Declaration
from sim.scenario.values.distributions import Distribution, Fixed, Quantity
from sim.scenario.values.law_forms import every_form
from sim.units import number_text, unit_text

YES_NO = ("no", "yes")
OPTION_WORDS = {form.key: form.law.words for _, form in every_form()}
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


def unit_of(declaration: Declaration) -> str:
    """The unit in which readers see a value."""
    return say(scale_of(declaration).unit)


def unit_meaning(declaration: Declaration) -> str:
    """What the reader's unit means where the value does not say it: 'in how many of 100 runs'; else empty."""
    scale = scale_of(declaration)
    if scale.plain:
        return unit_words(declaration.unit)
    return "" if scale.unit in scale.text else say(scale.unit)


def allowed_words(declaration: Declaration) -> str:
    """The values that may be given, as readers see them."""
    codes = said_of(declaration.path).codes
    if codes:
        return "; ".join(map(say, codes.values()))
    if declaration.options:
        return ", ".join(option_words(name) for name in declaration.options)
    if declaration.unit == "yes or no":
        return say("yes, no, or the probability of yes")
    low, high = declaration.low, declaration.high
    if declaration.unit == "day":
        return say("day {low} to day {high}, or never", low=_number(low), high=_number(high))
    return _range(low, high, declaration)


def spelling_words(declaration: Declaration) -> str:
    """How files write what readers see on another scale: ', written as −3 to 3. A logarithm: ...'; else empty."""
    scale = scale_of(declaration)
    if scale.plain:
        return ""
    told_as = "ln units" if scale is SOONER else declaration.unit  # of what makes sooner, more is no delay
    logarithm = unit_words(told_as) if scale.geometric else ""
    written = say(
        ", written as {low} to {high}", low=number_text(declaration.low), high=number_text(declaration.high)
    )
    return f"{written}. {logarithm}".rstrip()


def value_words(quantity: Quantity, declaration: Declaration, start: date | None = None) -> str:
    """A value with the reader's unit, or how it is drawn; a day with its date where the start is known."""
    if isinstance(quantity, Fixed):
        return _fixed(quantity.value, declaration, start)
    if quantity.form in ("bernoulli", "choice"):
        return _options(quantity, declaration)
    if quantity.clip is None and quantity.truncate is None:
        if quantity.form == "uniform":
            low, high = quantity.arguments
            return say("{joined}, all equally likely", joined=_range(low, high, declaration))
        if quantity.form == "triangular":
            low, mode, high = quantity.arguments
            return say(
                "{joined}, most likely {mode}", joined=_range(low, high, declaration), mode=_bare(mode, declaration)
            )
    low_text, middle, high_text = mark_words(quantity, declaration)
    ends = _with_unit(say("{low} to {high}", low=low_text, high=high_text), declaration)
    return say("9 in 10 from {ends}, middle {middle}", ends=ends, middle=middle)


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
        return words.capital(_options(quantity, declaration))
    low, middle, high = mark_words(quantity, declaration)
    joined = _with_unit(middle, declaration)
    if low == middle:
        return say("Half of the draws are {joined}; 1 in 20 lies above {high}", joined=joined, high=high)
    return say("Half of the draws lie above {joined}; 9 in 10 from {low} to {high}", joined=joined, low=low, high=high)


def mass_words(shape: Shape) -> str:
    """What the dots in the picture of a drawn value are; empty where there are none."""
    parts = [
        say("{share} of the draws are exactly {value}", share=words.percent(mass.share), value=_short(mass.value, 3))
        for mass in shape.masses
    ]
    return say("At the dot, {list}.", list=words.listed(parts)) if parts and shape.at.size else ""


def mark_words(quantity: Distribution, declaration: Declaration) -> tuple[str, str, str]:
    """The 5, 50 and 95 % marks, the middle one a digit finer, within the bounds of the schema, as readers see them."""
    drawn, scale = bounded(quantity, declaration.low, declaration.high), scale_of(declaration)
    low, middle, high = (float(drawn.quantile(share)) for share in MARKS)
    if scale.plain:
        return _short(low), _short(middle, 3), _short(high)
    return _bare(low, declaration), _bare(middle, declaration), _bare(high, declaration)


def bound_words(value: float, declaration: Declaration) -> str:
    """A number that nobody wrote, such as an end of a third of the draws, to two or three digits, with its unit."""
    if declaration.unit == "day":
        return say("day {value}", value=_short(value))
    scale = scale_of(declaration)
    text = _short(scale.to_reader(value))
    return scale.words(1.0) if text == "1" and not scale.plain else _with_unit(text, declaration)


def on_scale(shape: Shape, scale: Scale) -> Shape:
    """The shape of a drawn value as readers see it; where equal steps are equal ratios, on a logarithmic axis."""
    if scale.plain:
        return shape
    masses, marks = (
        tuple(Mass(scale.to_reader(one.value), one.share) for one in ones) for ones in (shape.masses, shape.marks)
    )
    at = np.array([scale.to_reader(float(value)) for value in shape.at])
    density = shape.density
    if scale.geometric and shape.logarithmic and at.size:  # cells that were equal in the logarithm of a logarithm
        density = density / shape.at
        density = density / density.max()
    return Shape(at, density, masses, marks, shape.logarithmic or scale.geometric)


def _short(value: float, digits: int = 2) -> str:
    """A number to so many digits, to three from 100 on, without zeros at its end: 13, 0.91, 151, 52,900."""
    return _number(float(f"{value:.{3 if abs(value) >= 100.0 else digits}g}"))


def _number(value: float) -> str:
    return number_text(value).replace("-", words.MINUS)


def _bare(value: float, declaration: Declaration) -> str:
    """The model's number as readers see it, without a unit."""
    scale = scale_of(declaration)
    return _number(value) if scale.plain else scale.number(scale.to_reader(value))


def _range(low: float, high: float, declaration: Declaration) -> str:
    """'138 to 180 km²', '0.25 to 4 times'."""
    ends = say("{low} to {high}", low=_bare(low, declaration), high=_bare(high, declaration))
    return _with_unit(ends, declaration)


def _with_unit(text: str, declaration: Declaration) -> str:
    scale = scale_of(declaration)
    return _joined(text, unit_name(declaration.unit)) if scale.plain else scale.joined(text)


def _joined(text: str, unit: str) -> str:
    return f"{text} {unit}".rstrip()


def _fixed(value: float, declaration: Declaration, start: date | None) -> str:
    said, scale = said_of(declaration.path), scale_of(declaration)
    if said.never is not None and value == said.never.value:
        switch = say(said.never.switch)
        return switch[:1].lower() + switch[1:]
    if code := said.codes.get(f"{value:g}"):
        return say(code)
    if declaration.options:
        return option_words(declaration.options[int(value)])
    if declaration.unit == "yes or no" and value in (0.0, 1.0):
        return say(YES_NO[int(value)])
    if math.isinf(value):
        return say(number_text(value))
    if declaration.unit == "day":
        return words.calendar_day(start, value) if start is not None else say("day {value}", value=_number(value))
    if not scale.plain:
        return scale.words(scale.to_reader(value))
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


def changed_first(changed: Sequence[str], summary: str) -> str:
    """What stands behind the name of a scenario: its summary, and before it what was changed, as that may deny it."""
    if not changed:
        return f" {summary}" if summary else ""
    told = say(" Changed: {list}.", list="; ".join(changed))
    return told + (say(" Without these changes: {summary}", summary=summary) if summary else "")
