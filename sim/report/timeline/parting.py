"""One run of two scenarios with the same luck: until when both tell the same, and what each tells after that."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.language.saying import say, spoken
from sim.legible import LONGEST_MESSAGE
from sim.report.timeline.frames import EventRow
from sim.report.words.markdown import shown
from sim.report.words.numbers import counted

if TYPE_CHECKING:
    import pandas as pd

SAME_DAY, NOT_THERE = spoken("same"), spoken("none")
FIGURE = re.compile(r"(?<!proposal )\b(?:(?:over|under) )?\d[\d,.]*")
NARROW = "\N{NO-BREAK SPACE}"  # a narrow column would put day and month below each other

What = Callable[[EventRow], tuple[str, str]]  # what of an entry makes another its like


@dataclass(frozen=True)
class Parting:
    """What both logs tell first, and what each tells from where they part; both are empty where they never do."""

    same: tuple[EventRow, ...]
    first: tuple[EventRow, ...]
    second: tuple[EventRow, ...]

    @property
    def at(self) -> EventRow | None:
        """The first entry that is not in both logs."""
        differing = [rows[0] for rows in (self.first, self.second) if rows]
        return min(differing, key=lambda row: row.time) if differing else None


def parted(first: Sequence[EventRow], second: Sequence[EventRow]) -> Parting:
    """Two logs in the order of time, cut where they part."""
    n = next(
        (place for place, (one, other) in enumerate(zip(first, second, strict=False)) if _told(one) != _told(other)),
        min(len(first), len(second)),
    )
    return Parting(tuple(first[:n]), tuple(first[n:]), tuple(second[n:]))


def _told(row: EventRow) -> tuple[float, str, str]:
    return row.time, row.kind, row.sentence


def title(run: int, parting: Parting, letter: str) -> str:
    """'Run 12 is the same in A and B until day 4.0 (16 March 2025)', or to its end."""
    at = parting.at
    if at is None:
        return say("Run {run} is the same in A and {letter} to its end", run=run, letter=letter)
    told = {"run": run, "letter": letter, "day": at.day, "date": at.date}
    if not parting.same:
        return say("Run {run} parts in A and {letter} at once, on day {day} ({date})", **told)
    return say("Run {run} is the same in A and {letter} until day {day} ({date})", **told)


def same_words(parting: Parting) -> str:
    """How much both tell before they part."""
    return say("{events} until then, the same in both", events=counted(len(parting.same), "event"))


def events_table(rows: Sequence[EventRow], other: Sequence[EventRow] | None = None, letter: str = "") -> pd.DataFrame:
    """A row an event that is not small: day, date, what happens; beside it when the other log tells the same.

    `letter` names the other log, where there is one.
    """
    import pandas as pd

    told = [row for row in rows if not row.small]
    table = pd.DataFrame(
        {
            spoken("Day"): [row.day for row in told],
            spoken("Date"): _dates(told),
            spoken("What happens"): [shown(row.sentence, LONGEST_MESSAGE) for row in told],
        }
    )
    return table if other is None else table.assign(**{say("Day in {letter}", letter=letter): days_there(told, other)})


def days_there(rows: Sequence[EventRow], other: Sequence[EventRow]) -> list[str]:
    """The day on which another log has each of these: 'same', '7.3', or 'none'; what comes again goes with its like.

    Word for word first; what is left goes with what differs from it in figures alone.
    """
    left, found = list(other), dict[int, EventRow]()
    for what in (_word_for_word, _but_for_figures):
        missing = [row for row in rows if row.number not in found]
        found |= _likes(missing, left, what)
        taken = {its.number for its in found.values()}
        left = [row for row in left if row.number not in taken]
    return [_day_there(row, found.get(row.number)) for row in rows]


def _likes(rows: Sequence[EventRow], other: Sequence[EventRow], what: What) -> dict[int, EventRow]:
    """The like of each of these in another log, by number, where there is one; the first goes with the first."""
    likes = defaultdict[tuple[str, str], list[EventRow]](list)
    for row in reversed(other):
        likes[what(row)].append(row)
    return {row.number: likes[what(row)].pop() for row in rows if likes[what(row)]}


def _word_for_word(row: EventRow) -> tuple[str, str]:
    return row.kind, row.sentence


def _but_for_figures(row: EventRow) -> tuple[str, str]:
    """What is told without its figures; the number of a proposal is a name."""
    return row.kind, FIGURE.sub("", row.sentence)


def _day_there(row: EventRow, its: EventRow | None) -> str:
    if its is None:
        return say(NOT_THERE)
    return say(SAME_DAY) if _told(its)[1:] == _told(row)[1:] and its.day == row.day else its.day


def _dates(rows: Sequence[EventRow]) -> list[str]:
    """'16 Mar', with the year where there are two."""
    parts = [row.date.split() for row in rows]
    several = len({year for _, _, year in parts}) > 1
    return [NARROW.join((day, month[:3], *([year] if several else []))) for day, month, year in parts]
