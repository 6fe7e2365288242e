"""Numbers and units as people read them; the model itself works in km, km², kg, tonnes, people and days."""

import math

DIMENSIONLESS = frozenset(
    {"", "1", "share", "probability", "ratio", "factor", "index", "exponent", "choice", "yes/no"}
)
PLURALS = {
    "day": "days", "week": "weeks", "hour": "hours", "year": "years", "person": "people", "persons": "people",
}
SINGULARS = {
    "days": "day", "weeks": "week", "hours": "hour", "years": "year", "persons": "person", "people": "person",
}


def number_text(value: float) -> str:
    """A number as short as it reads well: 60,000, 0.35, 1.2e-06, never."""
    if math.isinf(value):
        return "never" if value > 0 else "minus infinity"
    if value == round(value) and abs(value) < 1e15:
        return f"{round(value):,d}"
    return f"{value:,.6g}"


def unit_text(unit: str, value: float = math.nan) -> str:
    """The unit behind a value: `day` for 1, `days` otherwise, nothing for a share."""
    if unit in DIMENSIONLESS:
        return ""
    if value == 1:
        return SINGULARS.get(unit, unit)
    return PLURALS.get(unit, unit)


def with_unit(value: float, unit: str) -> str:
    """A value with its unit: `3 days`, `140 km²`, `0.35`."""
    if math.isinf(value):
        return number_text(value)
    return f"{number_text(value)} {unit_text(unit, value)}".rstrip()


def range_text(low: float, high: float, unit: str) -> str:
    """An allowed range with its unit: `0 to 60 days`, `−4 to 4 km`, `0 km or more`."""
    if math.isfinite(low) and math.isfinite(high):
        return f"{_real_minus(number_text(low))} to {_real_minus(number_text(high))} {unit_text(unit)}".rstrip()
    if math.isfinite(low):
        return f"{_real_minus(with_unit(low, unit))} or more"
    if math.isfinite(high):
        return f"{_real_minus(with_unit(high, unit))} or less"
    return f"any number {('of ' + unit_text(unit)) if unit_text(unit) else ''}".rstrip()


def _real_minus(text: str) -> str:
    """A number for reading, not for typing: its hyphen becomes a minus sign."""
    return "−" + text[1:] if text.startswith("-") else text
