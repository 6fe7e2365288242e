"""Lists of single events, as ACLED and UCDP publish them, as counts a day that a series of observations can hold.

ACLED: event_date, event_type, latitude, longitude and timestamp, the moment it was put out. UCDP GED: date_start,
latitude, longitude and type_of_violence; when it was put out is not in it, so say how late. An event of several days
counts on the first. Leaves out how sure a place or a day is, and deaths.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from sim.errors import InputError
from sim.scenario.files.suggestions import near, shown
from sim.scenario.observed.tables import Table, read_table

Box = tuple[float, float, float, float]
HEADER = "date,quantity,value,low,high,source,published"
WORDS = ("%d %B %Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True)
class Layout:
    """How one publisher names the day, the kind and, where it tells it, the moment of publication of an event."""

    name: str
    day: str
    kind: str
    put_out: str | None


LAYOUTS = (
    Layout("ACLED", "event_date", "event_type", "timestamp"),
    Layout("UCDP", "date_start", "type_of_violence", None),
)


def counts_a_day(
    file: str | Path, box: Box | None = None, kinds: Collection[str] = (), published_after_days: int | None = None
) -> str:
    """A table of observations with a row a day: how many events, and when the last of them was public.

    `box`: south, west, north, east [degrees], without it all places. `kinds`: values of event_type or type_of_violence,
    without them all. `published_after_days`: where the file does not tell. Days between the first and the last event
    without any have a row of 0, public as late as the days around them.
    """
    table = read_table(Path(file))
    layout = _layout_of(table)
    known_on = _publication(table, layout, published_after_days)
    public = defaultdict[datetime.date, list[datetime.date]](list)
    for row, text in enumerate(table.columns[layout.day]):
        day = _day(table, row, text, layout.day)
        if _is_asked(table, row, box, kinds, layout):
            public[day].append(known_on(row, day))
    if not public:
        raise InputError(f"{table.name}: has no event of these kinds in this box; look at the columns, or ask for more")
    return "\n".join([HEADER, *_rows(public, layout.name)]) + "\n"


def _rows(public: dict[datetime.date, list[datetime.date]], source: str) -> list[str]:
    day, last, known, lines = min(public), max(public), min(map(max, public.values())), []
    while day <= last:
        known = max([*public.get(day, []), day] if day in public else [known, day])
        lines.append(f"{day},events_per_day,{len(public.get(day, []))},,,{source},{known}")
        day += datetime.timedelta(1)
    return lines


def _layout_of(table: Table) -> Layout:
    for layout in LAYOUTS:
        if layout.day in table.columns:
            return layout
    days = ", ".join(f"{layout.day} ({layout.name})" for layout in LAYOUTS)
    raise InputError(f"{table.name}:1: has no day of the event; the columns known are {days}")


def _publication(
    table: Table, layout: Layout, after_days: int | None
) -> Callable[[int, datetime.date], datetime.date]:
    """When the event of a row was public: as the file tells, else so many days after it."""
    if layout.put_out in table.columns and layout.put_out is not None:
        column, name = table.columns[layout.put_out], layout.put_out
        return lambda row, day: max(day, _moment(table, row, column[row], name))
    if after_days is None or after_days < 0:
        raise InputError(
            f"{table.name}: does not tell when an event was put out; give published_after_days (0 or more), or a "
            "forecast of a past day would read what was not known"
        )
    return lambda row, day: day + datetime.timedelta(after_days)


def _moment(table: Table, row: int, text: str, column: str) -> datetime.date:
    try:
        return datetime.datetime.fromtimestamp(int(text), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        return _day(table, row, text, column)


def _day(table: Table, row: int, text: str, column: str) -> datetime.date:
    for form in WORDS:
        try:
            return datetime.datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise InputError(f"{table.place(row)}: {column} = {shown(text)} is no day; write 2025-03-12")


def _is_asked(table: Table, row: int, box: Box | None, kinds: Collection[str], layout: Layout) -> bool:
    if kinds and table.require(layout.kind, "the kind of event")[row] not in kinds:
        _refuse_unknown_kinds(table, kinds, layout)
        return False
    if box is None:
        return True
    south, west, north, east = box
    lat, lon = (_degrees(table, row, name) for name in ("latitude", "longitude"))
    return south <= lat <= north and west <= lon <= east


def _refuse_unknown_kinds(table: Table, kinds: Collection[str], layout: Layout) -> None:
    known = set(table.columns[layout.kind])
    for kind in kinds:
        if kind not in known:
            raise InputError(f"{table.name}: has no {layout.kind} {shown(kind)}; {near(kind, sorted(known))}")


def _degrees(table: Table, row: int, name: str) -> float:
    text = table.require(name, "degrees")[row]
    try:
        return float(text)
    except ValueError:
        raise InputError(f"{table.place(row)}: {name} = {shown(text)} is no number; write 51.2") from None
