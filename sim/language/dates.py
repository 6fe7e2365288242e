"""Dates in words. A month is part of its sentence: many languages bend its name with what stands beside it."""

from __future__ import annotations

from datetime import date

from sim.language.saying import say

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAY_MONTH_YEAR = tuple(f"{{day}} {month} {{year}}" for month in MONTHS)
MONTH_YEAR = tuple(f"{month} {{year}}" for month in MONTHS)
DAY_MONTH = tuple(f"{{day}} {month[:3]}" for month in MONTHS)


def full_date(when: date) -> str:
    """'11 April 2025'."""
    return say(DAY_MONTH_YEAR[when.month - 1], day=str(when.day), year=str(when.year))


def month_and_year(when: date) -> str:
    """'April 2025'."""
    return say(MONTH_YEAR[when.month - 1], year=str(when.year))


def short_date(when: date) -> str:
    """'11 Apr'."""
    return say(DAY_MONTH[when.month - 1], day=str(when.day))


def short_months() -> list[str]:
    """The months as they stand behind a day in a chart: 'Jan' to 'Dec'."""
    return [say(text, day="").strip() for text in DAY_MONTH]
