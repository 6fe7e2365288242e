"""One run of two scenarios with the same luck: until when both tell the same, and what each tells after that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.legible import LONGEST_MESSAGE
from sim.report.timeline.frames import EventRow
from sim.report.words.markdown import shown
from sim.report.words.numbers import counted

if TYPE_CHECKING:
    import pandas as pd


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
        return f"Run {run} is the same in A and {letter} to its end"
    return f"Run {run} is the same in A and {letter} until day {at.day} ({at.date})"


def same_words(parting: Parting) -> str:
    """How much both tell before they part."""
    if not parting.same:
        return "Nothing stands in both logs before."
    return f"{counted(len(parting.same), 'event')} until then, the same in both"


def events_table(rows: Sequence[EventRow]) -> pd.DataFrame:
    """A row an event that is not small: day, date, what happens."""
    import pandas as pd

    told = [row for row in rows if not row.small]
    return pd.DataFrame(
        {
            "Day": [row.day for row in told],
            "Date": [row.date for row in told],
            "What happens": [shown(row.sentence, LONGEST_MESSAGE) for row in told],
        }
    )
