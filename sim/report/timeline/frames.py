"""One run event by event in four lanes (diplomacy, supply, ground, outcome), with the ground held below them.

Daily entries (weather, single gains, violations of a day) are *small*: drawn as ticks and left out of the steps
unless asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.language.saying import say, spoken
from sim.legible import LONGEST_MESSAGE
from sim.model.world.events import EVENT_KINDS
from sim.report.drawing.frames import MOST_ROWS, frame
from sim.report.drawing.seen import seen_parts
from sim.report.words import numbers as words
from sim.report.words.markdown import shown as legible
from sim.scenario.observed.sights import Sight

if TYPE_CHECKING:
    import pandas as pd

LANES = ("diplomacy", "supply", "ground", "outcome")
KINDS = {kind.name: kind for kind in EVENT_KINDS}
HEIGHT_OF = {"diplomacy": 5.0, "supply": 4.0, "ground": 3.0, "outcome": 2.0}
AREA_TOP = 1.15  # height of the largest area held
LABEL_UP = 0.36  # a lane's name above its middle
APART = 0.17  # between dots that would cover each other
DOTS_ACROSS = 55.0  # dots beside each other over the horizon


@dataclass(frozen=True)
class EventRow:
    """One entry of the log as people read it; `number` is its place in the log of the run, from 1."""

    number: int
    time: float
    day: str
    date: str
    lane: str
    kind: str
    sentence: str

    @property
    def small(self) -> bool:
        """Whether it is a daily entry."""
        return KINDS[self.kind].small


def event_rows(events: Sequence[Mapping[str, Any]], start: date) -> tuple[EventRow, ...]:
    """All entries of a log, in the order of time [days]."""
    return tuple(
        EventRow(
            number,
            float(event["time"]),
            words.plain(float(event["time"]), 1),
            words.calendar_date(start, float(event["time"])),
            KINDS[event["kind"]].lane,
            str(event["kind"]),
            str(event["text"]),
        )
        for number, event in enumerate(events, start=1)
    )


def shown_rows(rows: Sequence[EventRow], with_small: bool) -> tuple[EventRow, ...]:
    """The entries to step through; all of them where there are none but small ones."""
    if with_small:
        return tuple(rows)
    return tuple(row for row in rows if not row.small) or tuple(rows)


def nearest(rows: Sequence[EventRow], number: int | None) -> int | None:
    """Place among the shown entries of the one with that number, else of the last before it; None without entries."""
    if not rows:
        return None
    before = [place for place, row in enumerate(rows) if number is not None and row.number <= number]
    return before[-1] if before else 0


def lanes_frame(
    rows: Sequence[EventRow],
    held_km2: NDArray[np.float32] | None,
    horizon: int,
    current: EventRow | None,
    with_small: bool,
    seen: Sequence[Sight] = (),
) -> pd.DataFrame:
    """Rows by part: lane, event (dot), tick (small), span, area (day, area), what was seen, now (the current event)."""
    drawn: list[dict[str, Any]] = [
        {"part": "lane", "y": HEIGHT_OF[lane], "label_y": HEIGHT_OF[lane] + LABEL_UP, "text": say(lane), "x": 0.0}
        for lane in LANES
    ]
    drawn += list(_spans(rows, horizon))
    drawn += list(_dots([row for row in rows if not row.small], horizon))
    if with_small:
        drawn += [_mark("tick", row, HEIGHT_OF[row.lane]) for row in rows if row.small]
    shown = [one for one in seen if 0 <= one.day <= horizon]
    top = max(_top(held_km2), *(one.held_km2 for one in shown)) if shown else _top(held_km2)
    drawn += [*_area(held_km2, top), *_seen(shown, top)]
    if current is not None:
        up = [one["y"] for one in drawn if one.get("number") == current.number]
        drawn.append(_mark("now", current, up[0] if up else HEIGHT_OF[current.lane]))
    drawn = drawn[:MOST_ROWS]
    numbers = ("x", "x2", "y", "label_y", "number", "area", "late_from")
    columns: dict[str, Any] = {name: [one.get(name, np.nan) for one in drawn] for name in numbers}
    texts = ("part", "tone", "text", "day", "date", "sentence", "mark", "observer")
    return frame({**{name: [one.get(name, "") for one in drawn] for name in texts}, **columns})


def _mark(part: str, row: EventRow, y: float) -> dict[str, Any]:
    place = {"part": part, "x": row.time, "y": y, "number": float(row.number)}
    said = {"day": row.day, "date": row.date, "sentence": legible(row.sentence, LONGEST_MESSAGE)}
    return {**place, **said, "tone": KINDS[row.kind].tone}


def _dots(rows: Sequence[EventRow], horizon: int) -> Iterator[dict[str, Any]]:
    """A dot an entry; those of a lane that would cover each other stand above and below."""
    last: dict[str, tuple[float, int]] = {}
    for row in rows:
        before, count = last.get(row.lane, (-np.inf, 0))
        count = count + 1 if row.time - before < horizon / DOTS_ACROSS else 0
        last[row.lane] = (row.time, count)
        step = (0, 1, -1)[count % 3]
        yield _mark("event", row, HEIGHT_OF[row.lane] + APART * step)


def _spans(rows: Sequence[EventRow], horizon: int) -> Iterator[dict[str, Any]]:
    """From what begins to what ends it, else to the last day; what the log's table has last is drawn first."""
    for kind in reversed(EVENT_KINDS):
        since: float | None = None
        bar = {"part": "span", "tone": kind.tone, "y": HEIGHT_OF[kind.lane]}
        for row in rows if kind.begins else ():
            if row.kind == kind.name and since is None:
                since = row.time
            elif KINDS[row.kind].ends == kind.begins and since is not None:
                yield {**bar, "x": since, "x2": row.time}
                since = None
        if since is not None:
            yield {**bar, "x": since, "x2": float(horizon)}


def _top(held_km2: NDArray[np.float32] | None) -> float:
    """The largest ground held [km²] that the lowest band has to hold."""
    known = held_km2 is not None and len(held_km2) and np.isfinite(held_km2).all()
    return max(float(held_km2.max()), 1e-9) if held_km2 is not None and known else 1e-9


def _seen(seen: Sequence[Sight], top: float) -> Iterator[dict[str, Any]]:
    """What was seen of the ground over that of the run, on the same scale."""
    for part in seen_parts(seen):
        late_from = max(part["late_from"], 0.0)
        yield {**part, "x": part["day"], "day": "", "y": AREA_TOP * part["area"] / top, "late_from": late_from}


def _area(held_km2: NDArray[np.float32] | None, top: float) -> Iterator[dict[str, Any]]:
    """The ground held by day, scaled into the lowest band, with its first and last value."""
    if held_km2 is None or not len(held_km2) or not np.isfinite(held_km2).all():
        return
    for day, area in enumerate(held_km2):
        yield {"part": "area", "x": float(day), "y": AREA_TOP * float(area) / top, "area": float(area)}
    first, last = float(held_km2[0]), float(held_km2[-1])
    label = {"part": "lane", "y": 0.0, "x": 0.0, "label_y": AREA_TOP + 0.17}
    yield {**label, "text": say(
        "ground held, {first} on day 0, {last} on day {number}",
        first=words.area(first), last=words.area(last), number=len(held_km2) - 1,
    )}


def event_table(rows: Sequence[EventRow]) -> pd.DataFrame:
    """The log as a table: number, day, date, lane, what happens."""
    import pandas as pd

    return pd.DataFrame(
        {
            spoken("no."): [row.number for row in rows],
            spoken("day"): [round(row.time, 1) for row in rows],
            spoken("date"): [row.date for row in rows],
            spoken("lane"): [say(row.lane) for row in rows],
            spoken("what happens"): [legible(row.sentence, LONGEST_MESSAGE) for row in rows],
        }
    )
