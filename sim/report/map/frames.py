"""A theatre as rows to draw: lines, arrows, names and settlements in schematic kilometres; no targets, no positions.

The parts that never change are made once a theatre (`sketch`); a day or an event of a run adds a row a settlement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sim.language.dates import short_date
from sim.language.saying import say
from sim.report.drawing.frames import frame
from sim.report.map.geometry import Point, away_from, bearing, length_before_km, middle, nearest_on
from sim.report.map.labels import LINE_PX, Box, Label, around, best
from sim.report.words.markdown import shown
from sim.scenario.referenced.theatre import SeenLine, Settlement, Theatre

if TYPE_CHECKING:
    import pandas as pd

HEIGHT = 480  # px
NARROWEST = 330.0  # px, a phone
MARGIN = 0.06  # of the longer side, above and below what must be seen
NAMES = 0.13  # of the longer side, for names at the right and left
AXIS_START = 0.11  # of the longer side, from where an axis is drawn to its first settlement
BEYOND_PX = 16.0  # from the border to the name of the side beyond it
SHAPES = {"main": "circle", "other": "diamond", "strip": "square"}
SIZES = {"main": 330.0, "other": 210.0, "strip": 170.0}
REACH = {"main": 11.0, "other": 9.0, "strip": 8.0}  # px from the middle of a symbol to its edge
CHANCE_LETTERS = 8  # of '>9 in 10'
SCALES_KM = (1, 2, 5, 10, 20, 50, 100)
COLUMNS: dict[str, Any] = {
    "part": "", "style": "", "group": "", "order": 0.0, "x": 0.0, "y": 0.0, "angle": 0.0, "text": "", "says": "",
    "align": "left", "dx": 0.0, "dy": 0.0, "shape": "", "size": 0.0, "share": float("nan"), "focus": 0.0,
    "standing": "",
}  # fmt: skip
Row = dict[str, Any]


@dataclass(frozen=True)
class Extent:
    """What must be seen [km]."""

    x_low: float
    x_high: float
    y_low: float
    y_high: float

    @property
    def px_per_km(self) -> float:
        """Scale on the narrowest screen."""
        return min(NARROWEST / (self.x_high - self.x_low), HEIGHT / (self.y_high - self.y_low))

    def px(self, point: Point) -> tuple[float, float]:
        """A place in pixels on the narrowest screen, y downwards."""
        return (point[0] - self.x_low) * self.px_per_km, (self.y_high - point[1]) * self.px_per_km

    def km(self, x_px: float, y_px: float) -> Point:
        """The way back."""
        return self.x_low + x_px / self.px_per_km, self.y_high - y_px / self.px_per_km


@dataclass(frozen=True)
class Sketch:
    """The parts of a map that never change, and where each settlement's name stands."""

    theatre: Theatre
    extent: Extent
    rows: tuple[Row, ...]
    labels: tuple[Label, ...]


@dataclass
class _Room:
    """What is taken on the paper so far."""

    extent: Extent
    boxes: list[Box] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)

    @property
    def picture(self) -> Box:
        scale, extent = self.extent.px_per_km, self.extent
        return Box(0.0, 0.0, (extent.x_high - extent.x_low) * scale, (extent.y_high - extent.y_low) * scale)

    def put(self, places: Sequence[Label]) -> Label:
        """Take the best of some places."""
        chosen = best(places, self.boxes, self.points, self.picture)
        self.boxes.append(chosen.box)
        return chosen


def class_of(place: Settlement) -> str:
    """Main settlement, another one, or ground of the border strip."""
    return "main" if place.main else "strip" if place.border_strip else "other"


def sketch(theatre: Theatre, holder: str) -> Sketch:
    """Everything of a map but the state of its settlements; `holder` names the side beyond the border."""
    extent = extent_of(theatre)
    lines = list(_lines(theatre))
    room = _Room(extent, points=[extent.px(point) for _, _, line in lines for point in _dense(line)])
    for place in theatre.settlements:
        (x, y), reach = extent.px((place.x_km, place.y_km)), REACH[class_of(place)]
        room.boxes.append(Box(x - reach, y - reach, x + reach, y + reach))
    labels = [room.put(_places_of(place, extent)) for place in theatre.settlements]
    notes = [*_scale_and_north(room), *_axis_names(theatre, room)]
    notes += [*_route_names(theatre, room), *_border_names(theatre, room, holder)]
    rows = [*_line_rows(lines), *_arrows(theatre), *notes]
    return Sketch(theatre, extent, tuple(rows), tuple(labels))


def map_frame(
    drawn: Sketch,
    shares: Sequence[float],
    texts: Sequence[str],
    says: Sequence[str],
    focus: int | None = None,
    standings: Sequence[str] = (),
    seen: Sequence[SeenLine] = (),
) -> pd.DataFrame:
    """All rows of a map: a share in [0, 1] for the fill of each place, its second line, its words on hovering.

    `standings` say for its form whether that is most runs, even or fewer; none for a single run. `seen`: lines of
    observers over it (`seen_by`).
    """
    rows = [*drawn.rows, *_seen_rows(seen, drawn.extent)]
    for number, (place, label) in enumerate(zip(drawn.theatre.settlements, drawn.labels, strict=True)):
        kind = class_of(place)
        at = {"x": place.x_km, "y": place.y_km, "says": says[number], "group": place.name}
        stands = {"align": label.align, "dx": label.dx}
        rows += [
            {**at, "part": "place", "shape": SHAPES[kind], "size": SIZES[kind], "share": shares[number],
             "focus": float(number == focus), "standing": standings[number] if standings else ""},
            {**at, **stands, "part": "name", "text": place.name, "dy": label.dy - LINE_PX / 2.0},
            {**at, **stands, "part": "chance", "text": texts[number], "dy": label.dy + LINE_PX / 2.0},
        ]  # fmt: skip
    return frame({name: [row.get(name, default) for row in rows] for name, default in COLUMNS.items()})


def seen_by(theatre: Theatre, start: date, day: int, *, later: bool) -> list[SeenLine]:
    """The newest line of each observer by a day; what was not public on day 0 only where that is asked for."""
    lines = theatre.drawing.seen if theatre.drawing is not None else ()
    until = start + timedelta(days=day)
    told = [one for one in lines if one.date <= until and (later or one.known_on(start))]
    return list({one.observer: one for one in sorted(told, key=lambda one: one.date)}.values())


def _seen_rows(seen: Sequence[SeenLine], extent: Extent) -> Iterator[Row]:
    """Points of each line, and whose it is at the end of what the picture shows of it, where it covers least."""
    for one in seen:
        yield from _line_rows([("seen", one.observer, one.line)])
        text = say("seen {day} ({observer})", day=short_date(one.date), observer=shown(one.observer))
        inside = [point for point in _dense(one.line) if _inside(point, extent)]
        if inside:
            x, y = inside[-1]
            yield {"part": "note", "text": text, "x": x, "y": y, "align": "right", "dx": 0.0, "dy": -10.0}


def extent_of(theatre: Theatre) -> Extent:
    """Settlements, where the axes start, and the border next to the strip, with a margin and room for names."""
    seen = [(place.x_km, place.y_km) for place in theatre.settlements]
    seen += [start for axis in theatre.axes if (start := _start_of(theatre, axis)) is not None]
    if theatre.drawing is not None:
        nearest = sorted(theatre.settlements, key=lambda place: (not place.border_strip, place.depth_km))
        next_to_it = [place for place in nearest if place.border_strip] or nearest[:1]
        seen += [nearest_on(theatre.drawing.border, (place.x_km, place.y_km)) for place in next_to_it]
    (x_low, x_high), (y_low, y_high) = ((min(ends), max(ends)) for ends in zip(*seen, strict=True))
    side = max(x_high - x_low, y_high - y_low, 1.0)
    wide, high = NAMES * side, MARGIN * side
    return Extent(x_low - wide, x_high + wide, y_low - high, y_high + high)


# lines


def _lines(theatre: Theatre) -> Iterator[tuple[str, str, Sequence[Point]]]:
    """Style, name and points of each line."""
    if theatre.drawing is not None:
        yield "border", "border", theatre.drawing.border
        surfaces = {route.name: route.surface for route in theatre.routes}
        for name, line in theatre.drawing.routes.items():
            yield surfaces[name], name, line
    for axis in theatre.axes:
        if len(through := _axis_line(theatre, axis)) > 1:
            yield "axis", axis, through


def _axis_line(theatre: Theatre, axis: str) -> list[Point]:
    """From where the axis starts through its settlements in the order in which they would fall."""
    start = _start_of(theatre, axis)
    places = [(place.x_km, place.y_km) for place in theatre.along(axis)]
    return places if start is None else [start, *places]


def _start_of(theatre: Theatre, axis: str) -> Point | None:
    """A place before the first settlement of an axis, away from the border."""
    first = theatre.along(axis)[0]
    if theatre.drawing is None:
        return None
    xs, ys = zip(*((place.x_km, place.y_km) for place in theatre.settlements), strict=True)
    side = max(max(xs) - min(xs), max(ys) - min(ys), 1.0)
    return away_from(theatre.drawing.border, (first.x_km, first.y_km), AXIS_START * side)


def _line_rows(lines: Sequence[tuple[str, str, Sequence[Point]]]) -> Iterator[Row]:
    for style, name, line in lines:
        for number, (x, y) in enumerate(line):
            yield {"part": "line", "style": style, "group": f"{style} {name}", "order": float(number), "x": x, "y": y}


def _arrows(theatre: Theatre) -> Iterator[Row]:
    """A head in the middle of each leg of an axis."""
    for axis in theatre.axes:
        for start, end in pairwise(_axis_line(theatre, axis)):
            x, y = middle(start, end)
            yield {"part": "arrow", "group": axis, "x": x, "y": y, "angle": bearing(start, end)}


def _dense(line: Sequence[Point], steps: int = 12) -> Iterator[Point]:
    for (x0, y0), (x1, y1) in pairwise(line):
        for step in range(steps + 1):
            yield x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps


# names


def _places_of(place: Settlement, extent: Extent) -> list[Label]:
    letters = max(len(place.name), CHANCE_LETTERS)
    return around(*extent.px((place.x_km, place.y_km)), REACH[class_of(place)], letters, 2)


def _axis_names(theatre: Theatre, room: _Room) -> Iterator[Row]:
    for axis in theatre.axes:
        yield from _along(_dense(_axis_line(theatre, axis)[:2]), say("{axis} axis", axis=say(axis)), room)


def _route_names(theatre: Theatre, room: _Room) -> Iterator[Row]:
    for name, line in theatre.drawing.routes.items() if theatre.drawing is not None else ():
        text = name.replace("_", " ")
        yield from _along(_dense(line), text, room)


def _border_names(theatre: Theatre, room: _Room, holder: str) -> Iterator[Row]:
    """The border's name, and whose side lies beyond it."""
    if theatre.drawing is None:
        return
    border = theatre.drawing.border
    yield from _along(_dense(border), say("border (schematic)"), room)
    inside, km = (theatre.settlements[0].x_km, theatre.settlements[0].y_km), BEYOND_PX / room.extent.px_per_km
    beyond = (away_from([inside, inside], point, km) for point in _dense(border))

    def all_beyond(box: Box) -> bool:
        corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        return all(length_before_km([room.extent.km(*corner), inside], border) is not None for corner in corners)

    yield from _along(beyond, say("{holder} (holder)", holder=shown(holder)), room, all_beyond)


def _along(
    line: Iterable[Point], text: str, room: _Room, may_stand: Callable[[Box], bool] = lambda box: True
) -> Iterator[Row]:
    """A name at the point of a line where it covers least; none where the line lies outside."""
    seen = [point for point in line if _inside(point, room.extent)]
    places = {label: point for point in seen for label in around(*room.extent.px(point), 3.0, len(text), 1)[:4]}
    allowed = [label for label in places if may_stand(label.box)]
    if allowed:
        chosen = room.put(allowed)
        yield _note(places[chosen], chosen, text)


def _note(at: Point, label: Label, text: str) -> Row:
    return {"part": "note", "text": text, "x": at[0], "y": at[1], "align": label.align, "dx": label.dx, "dy": label.dy}


def _inside(point: Point, extent: Extent) -> bool:
    return extent.x_low <= point[0] <= extent.x_high and extent.y_low <= point[1] <= extent.y_high


# scale bar and north


def _scale_and_north(room: _Room) -> Iterator[Row]:
    """A scale bar with a mark for north above it, in the emptiest corner; rows and corner in pixels from there."""
    extent, scale, km = room.extent, room.extent.px_per_km, scale_km(room.extent)
    wide, picture = km * scale, room.picture
    corners = [(right, low) for low in (picture.bottom - 10.0, 62.0) for right in (picture.right - 8.0, wide + 8.0)]
    chosen = room.put([Label(x, y, 0.0, 0.0, "right", Box(x - wide, y - 52.0, x, y + 6.0)) for x, y in corners])
    right, low = chosen.x, chosen.y

    def at(x: float, y: float) -> Row:
        return dict(zip(("x", "y"), extent.km(x, y), strict=True))

    for number, x in enumerate((right - wide, right)):
        yield {"part": "line", "style": "scale", "group": "scale", "order": float(number), **at(x, low)}
    centred = {"part": "note", "align": "center"}
    yield {**centred, "text": say("{km} km", km=km), **at(right - wide / 2.0, low - 10.0)}
    yield {"part": "arrow", "group": "north", **at(right - wide / 2.0, low - 46.0)}
    yield {**centred, "text": "N", **at(right - wide / 2.0, low - 31.0)}


def scale_km(extent: Extent) -> int:
    """Length of the scale bar: the longest round one that is at most a quarter as long as the shorter side."""
    shorter = min(extent.x_high - extent.x_low, extent.y_high - extent.y_low)
    return max((km for km in SCALES_KM if km <= shorter / 4.0), default=SCALES_KM[0])
