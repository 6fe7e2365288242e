"""The axis of days of every chart: the number of the day, its date below, and a tick at the horizon.

Dates stand as pages write them, '11 Apr', the year once in the title. An ensemble that does not tell its first day
has numbers alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sim.analysis.ensemble_like import EnsembleLike, first_day, horizon_days
from sim.language.saying import say
from sim.report.words.numbers import calendar_date

if TYPE_CHECKING:
    import altair as alt

STEPS = (1, 2, 3, 5, 7, 10, 14, 15, 20, 30, 60, 90, 180, 365)
MOST_STEPS, FEWEST_STEPS = 5, 3  # what a phone has room for
TOO_NEAR = 0.6  # of a step, from the last tick to the horizon


@dataclass(frozen=True)
class Calendar:
    """The first day, where it is known, and the last one [days after it] of an axis of days."""

    start: date | None
    horizon: int


def calendar_of(ensemble: EnsembleLike) -> Calendar:
    """The days of an ensemble; scenarios that are compared share them."""
    return Calendar(first_day(ensemble), horizon_days(ensemble))


def ticks(horizon: int) -> tuple[int, ...]:
    """Days that are named: evenly from 0, and the horizon, which takes the place of one too near to it."""
    fits = [step for step in STEPS if horizon <= MOST_STEPS * step] or [horizon]
    even = [step for step in fits if horizon % step == 0 and horizon >= FEWEST_STEPS * step]
    step = (even or fits)[0]
    return (*range(0, max(horizon - int(TOO_NEAR * step), 1), step), horizon)


def day_axis(calendar: Calendar | None, **more: Any) -> alt.Axis:
    """Ticks with the number of the day over its date."""
    import altair as alt

    look: dict[str, Any] = {"grid": False, **more}
    if calendar is None:
        return alt.Axis(tickCount=6, **look)
    if calendar.start is not None:
        look["labelExpr"] = f"[datum.label, {date_of(calendar.start, 'datum.value')}]"
    return alt.Axis(values=list(ticks(calendar.horizon)), **look)


def date_of(start: date, day: str) -> str:
    """A Vega expression: the date of a day, as '11 Apr'."""
    return f"timeFormat(datetime({start.year}, {start.month - 1}, {start.day} + {day}), '%-d %b')"


def day_title(calendar: Calendar | None, title: str = "") -> str:
    """'Day (0 is 12 March 2025)'."""
    title = title or say("Day")
    if calendar is None or calendar.start is None:
        return title
    return say("{title} (0 is {date})", title=title, date=calendar_date(calendar.start, 0))

