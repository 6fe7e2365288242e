"""How a value of the schema is shown to a reader: on which scale, under which name, with which unit. No Streamlit.

The model's unit stays in files, links and on the command line; a scale is the way there and back, declared here once
for a unit of the schema, or for a value where its unit says too little.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from sim.report.words import numbers as words
from sim.report.words.values import unit_name
from sim.scenario.values.declarations import Declaration
from sim.units import number_text, unit_text

PER_DECADE = (1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2.0, 2.2, 2.5, 2.8, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0)
DIGITS = 12  # in which a number survives the way to the model and back
LN_2 = math.log(2.0)


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
        told = self.text.format(self.number(value))
        return ONE.get(told, told)

    def number(self, value: float) -> str:
        """The reader's number alone."""
        return _short(value, 4 if self.plain else 3)


def _times(text: str) -> Scale:
    return Scale(text, "{} times", math.exp, math.log, geometric=True)


def _hundred(unit: str, text: str) -> Scale:
    return Scale(unit, text, lambda value: 100.0 * value, lambda value: value / 100.0)


AS_IT_IS = Scale("", "{}")
ONE = {"1 times": "no change", "1 days": "1 day", "1 people": "1 person"}
PERCENT = _hundred("%", "{} %")
FACTOR = Scale("two in three lie within this factor", "factor {}", math.exp, math.log, geometric=True)
HALF_AFTER = Scale("days", "{} days", math.exp, math.log, geometric=True)
PER_DOUBLING = Scale(
    "times as long", "{} times", lambda value: 2.0**value, lambda value: math.log(value) / LN_2, geometric=True
)
OF_UNIT = {
    "ln units": _times("times"),
    "ln days": _times("times as long"),
    "ln ratio": _times("times as often"),
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
SOONER = _times("times as fast")
OF_VALUE: dict[str, tuple[str, Scale | None]] = {  # by the end of the slot path
    "ground.tempo_mean": ("Pace of loss over the long run", OF_UNIT["ln km²/day/km"]),
    "ground.tempo_sd": ("Spread of the pace of loss over the long run", FACTOR),
    "ground.tempo_start_noise": ("What the past fortnight does not tell of the pace on day 0", _times("times")),
    "ground.lump_log_sd": ("Spread of a day's gain around its expectation", FACTOR),
    "attrition.fitted_residual": ("Law 'fitted to battles of 1914-82': scatter of battles around it", _times("times")),
    "attrition.days_in_line": (
        "Law 'fitted to battles of 1914-82': days of fighting before day 0",
        Scale("days", "{} days"),
    ),
    "attrition.elastic_level": ("Law 'by tempo': losses at the reference rate", Scale("people per km and day", "{}")),
    "attrition.elastic_exponent": ("Law 'by tempo': growth with the rate", Scale("exponent", "{}")),
    "attrition.elastic_reference_rate": ("Law 'by tempo': rate of that level", Scale("km² per day and km", "{}")),
    "command.hazard_per_day": ("The staff judges day by day: base chance of an order", None),
    "command.hazard_losses": ("Rise of that chance when losses reach the breaking point", _times("times")),
    "command.hazard_stock": ("Rise of that chance when stock is gone", _times("times")),
    "command.hazard_under_fire": ("Rise of that chance while the road is under fire or cut", _times("times")),
    "command.hazard_neck": ("Rise of that chance as the neck closes (maps with a neck only)", _times("times")),
    ".clock_mu": ("Acceptance clock: half would accept within", HALF_AFTER),
    ".clock_sigma": ("Acceptance clock: spread", FACTOR),
    ".mediation_shift": ("Delay when mediated (below 1 is sooner)", _times("times as long")),
    ".momentum_effect": ("Delay when own gains double", PER_DOUBLING),
    ".momentum_cap": ("Most that momentum can count", _times("times the reference")),
    ".momentum_floor": ("Least that momentum can count (1: one-sided)", _times("times the reference")),
    ".losses_effect": ("Acceptance when own losses double", SOONER),
    ".pressure_effect": ("Acceptance under fully credible pressure", SOONER),
    ".statement_log_mean": ("First statement after tabling: half come within", HALF_AFTER),
    ".statement_log_sd": ("First statement after tabling: spread", FACTOR),
    "truce.world_monitored_mu": ("Truces world-wide, monitored: half would hold for", HALF_AFTER),
    "truce.world_monitored_sigma": ("Truces world-wide, monitored: spread", FACTOR),
    "truce.world_unmonitored_mu": ("Truces world-wide, not monitored: half would hold for", HALF_AFTER),
    "truce.world_unmonitored_sigma": ("Truces world-wide, not monitored: spread", FACTOR),
    "truce.donbas_mu": ("Truces as in Donbas: half would hold for", HALF_AFTER),
    "truce.donbas_sigma": ("Truces as in Donbas: spread", FACTOR),
    "truce.definitive_log_hazard": (
        "Failure of a definitive ceasefire against a cessation of hostilities",
        OF_UNIT["ln ratio"],
    ),
    "truce.compliance_log_hazard": (
        "Failure with a compliance mechanism against a cessation of hostilities",
        OF_UNIT["ln ratio"],
    ),
    "supply.cut_reference_tempo": ("Tempo at which that chance holds", Scale("km² per day and km", "{}")),
    ".truce_class": ("What the truce asks for", Scale("", "{}")),
}
CLASSES = {
    ".truce_class": {
        "1": "a cessation of hostilities",
        "2": "one with a compliance mechanism",
        "3": "a definitive ceasefire",
    },
}  # numbers of the schema that stand for something, by the end of the slot path


@dataclass(frozen=True)
class Never:
    """A number of the schema that stands for none: in files, and on the switch beside the input."""

    value: float
    switch: str


NEVER_BY_VALUE = {
    ".duration_days": Never(0.0, "No end date"),
    ".lapse_day": Never(math.inf, "It never lapses"),
    ".holder_accepted_day": Never(math.inf, "Not accepted in advance"),
    ".accepts_on_day": Never(math.inf, "On its own clock, on no set day"),
}


def named(slot: str) -> str:
    """The reader's name of a value where the schema's speaks of logarithms or codes; else empty."""
    return _of_value(slot)[0]


def scale_of(declaration: Declaration) -> Scale:
    """The scale on which a value is shown."""
    own = _of_value(declaration.path)[1]
    return own or OF_UNIT.get(declaration.unit) or _plain(declaration.unit)


def classes_of(slot: str) -> dict[str, str]:
    """Meanings of the numbers of a value that are codes; empty for others."""
    return next((words_ for end, words_ in CLASSES.items() if slot.endswith(end)), {})


def never_of(slot: str) -> Never | None:
    """What stands for 'none' among the numbers of a value."""
    if slot.startswith("talks.mediation"):
        return None
    return next((never for end, never in NEVER_BY_VALUE.items() if slot.endswith(end)), None)


@lru_cache(maxsize=64)
def _plain(unit: str) -> Scale:
    """A scale that shows the model's number; positive amounts that reach over decades go by ratios elsewhere."""
    name = unit_name(unit)
    return Scale(name, f"{{}} {unit_text(unit)}".rstrip() if unit in ("days", "persons") else "{}")


def _of_value(slot: str) -> tuple[str, Scale | None]:
    return next((found for end, found in OF_VALUE.items() if slot.endswith(end)), ("", None))


def steps(low: float, high: float, step: float, *, geometric: bool) -> list[float]:
    """The numbers an input stops at, from end to end: by ratios of about a twentieth to a fifth, or all alike."""
    if not geometric:
        count = round((high - low) / step)
        found = [_clean(low + place * step) for place in range(count + 1)]
    else:
        decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        found = [_clean(one * 10.0**decade) for decade in decades for one in PER_DECADE]
    return sorted({_clean(low), *(one for one in found if low < one < high), _clean(high)})


def _clean(value: float) -> float:
    """Without the dust of arithmetic."""
    return float(f"{value:.{DIGITS}g}") + 0.0


def _short(value: float, digits: int) -> str:
    """A number as it reads well: so many digits where it is no whole number."""
    number = value if value == round(value) and abs(value) < 1e15 else float(f"{value:.{digits}g}")
    return number_text(number).replace("-", words.MINUS)
