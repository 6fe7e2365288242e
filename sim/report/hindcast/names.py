"""What a reader calls the cases of a hindcast and their groups: a place and when, made from their names in files."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.language.dates import MONTHS, full_date, month_and_year
from sim.language.saying import say

Entry = Mapping[str, Any]
CELL = re.compile(r"g_[a-z]_x(?P<x>[mp]\d+)y(?P<y>[mp]\d+)_(?P<day>\d{8})c?")  # by the rule of the boxes
NO_PLACE = {month.lower() for month in MONTHS}


def place(name: str) -> str:
    """'Velyka Novosilka' of velyka_novosilka: the words of a name in files that are no month and no year."""
    words = (word for word in name.split("_") if not word.isdigit() and word not in NO_PLACE)
    return " ".join(word.capitalize() for word in words)


def case_name(forecasts: Sequence[Entry]) -> str:
    """'Kursk, 2024-25', or the month where all forecasts of the case are of one."""
    days = [datetime.date.fromisoformat(one["origin"]) for one in forecasts]
    first, last = min(days), max(days)
    if (first.year, first.month) == (last.year, last.month):
        when = month_and_year(first)
    else:
        when = f"{first.year}" if first.year == last.year else f"{first.year}-{last:%y}"
    return say("{place}, {when}", place=say(place(forecasts[0]["case"])), when=when)


def group_name(group: str) -> str:
    """The place of a group of cases; a cell of the grid by its numbers and the day from which it was looked at."""
    found = CELL.fullmatch(group)
    if found is None:
        return say(place(group))
    day = full_date(datetime.datetime.strptime(found["day"], "%Y%m%d").date())
    return say("grid cell {x}, {y}, from {day}", x=_steps(found["x"]), y=_steps(found["y"]), day=day)


def _steps(text: str) -> str:
    """'−14' of m14, '5' of p05."""
    return f"{'−' if text[0] == 'm' else ''}{int(text[1:])}"


def places(told: Entry) -> Iterator[str]:
    """The places in the names of all cases that are drawn, and of their groups."""
    drawn = {one["case"] for one in told["forecasts"]}
    for one in told["cases"]:
        if one["case"] in drawn:
            yield from (place(one["case"]), place(one["group"]))
