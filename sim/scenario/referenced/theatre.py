"""The map of a theatre: settlements on axes of advance, and supply routes; no targets, no positions."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from annotated_types import MaxLen
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from sim.errors import InputError
from sim.scenario.files.documents import Document, Place, read_document
from sim.scenario.files.inline import inline
from sim.scenario.files.names import name_fault
from sim.scenario.files.suggestions import near, shown
from sim.scenario.referenced.observations import MOST_TABLES, ObservedIn
from sim.scenario.schema.complaints import validated
from sim.scenario.values.distributions import USER, Basis, Evidence
from sim.scenario.values.spelling import LeafFault
from sim.scenario.values.value_schema import meaning

MOST_SETTLEMENTS = 128
MOST_AXES = 4
MOST_ROUTES = 4
AREA_TOLERANCE = 0.01
MOST_POINTS = 40  # of a drawn line: it is a sketch
MOST_SEEN = 100
FARTHEST_KM = 1000.0
Km = Annotated[float, Field(ge=-FARTHEST_KM, le=FARTHEST_KM)]
Point = tuple[Km, Km]


def _points(raw: object) -> tuple[Point, ...]:
    """The points of a drawn line from its YAML value."""
    if not isinstance(raw, list | tuple) or len(raw) < 2:
        raise LeafFault(f"= {shown(raw)} is no line; give two or more points [x_km, y_km]")
    if len(raw) > MOST_POINTS:
        raise LeafFault(f"has {len(raw)} points, more than {MOST_POINTS}; draw a simpler line")
    return tuple(_point(point, place) for place, point in enumerate(raw))


def _point(raw: object, place: int) -> Point:
    match raw:
        case [float() | int() as x, float() | int() as y] if _is_place(x) and _is_place(y):
            return float(x), float(y)
    reach = f"each from -{FARTHEST_KM:g} to {FARTHEST_KM:g} km"
    raise LeafFault(f"has {shown(raw)} as point {place + 1}; write [x_km, y_km], {reach}", place)


def _is_place(km: float) -> bool:
    return not isinstance(km, bool) and abs(km) <= FARTHEST_KM


Line = Annotated[tuple[Point, ...], Field(min_length=2, max_length=MOST_POINTS), BeforeValidator(_points)]


class Sourced(BaseModel):
    """A part of the map with its evidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(default=USER.source, description=meaning("source"))
    basis: Basis = Field(default=Basis.JUDGEMENT, description=meaning("basis"))
    note: str = Field(default="", description=meaning("note"))

    @property
    def evidence(self) -> Evidence:
        """Where the row's numbers come from."""
        return Evidence(self.source, self.basis, self.note)

    @field_validator("*", mode="before")
    @classmethod
    def _no_slips(cls, raw: object, info: ValidationInfo) -> object:
        field = cls.model_fields[str(info.field_name)]
        numeric = field.annotation in (float, float | None)
        if numeric and (isinstance(raw, bool | str | datetime.date)):
            raise LeafFault(f"= {shown(raw)} is not a number ({field.description}); give a number")
        return raw


class Mapped(Sourced):
    """A named row of the map."""

    name: str = Field(min_length=1, description="what it is called")


class Neck(Sourced):
    """The narrowest part of the ground behind the front: width_km x (area / reference_km2) ^ exponent."""

    width_km: float = Field(gt=0, le=500, description="width at the reference area [km]")
    reference_km2: float = Field(gt=0, le=1e6, description="area at which the width was measured [km²]")
    exponent: float = Field(ge=0, le=2, description="how the neck shrinks with the area; 0.5 keeps the shape")


class Settlement(Mapped):
    """A settlement, or open ground, that changes hands as one cell."""

    axis: str = Field(description="the axis of advance on which it lies, one of axes")
    depth_km: float = Field(ge=0, le=500, allow_inf_nan=False, description="distance from the border [km]")
    built_up_share: float = Field(ge=0, le=1, description="built-up share of the cell")
    border_strip: bool = Field(default=False, description="whether it lies in the border strip, which falls last")
    main: bool = Field(default=False, description="whether it is the main settlement")
    open_ground: bool = Field(default=False, description="open ground and no settlement; no result depends on it")
    x_km: float = Field(allow_inf_nan=False, description="place on the schematic map, east [km]")
    y_km: float = Field(allow_inf_nan=False, description="place on the schematic map, north [km]")
    area_km2: float | None = Field(
        default=None, gt=0, allow_inf_nan=False, description="area of the cell [km²], where areas are given"
    )
    lat: float | None = Field(default=None, ge=-90, le=90, description="latitude [degrees]")
    lon: float | None = Field(default=None, ge=-180, le=180, description="longitude [degrees]")


class SupplyRoute(Mapped):
    """A way by which supplies come in and people leave."""

    main: bool = Field(default=False, description="whether it is the main way")
    surface: Literal["paved", "track", "water"] = Field(description="what it runs on")
    length_inside_km: float = Field(ge=0, le=1000, description="length inside the foothold [km]")
    length_outside_km: float = Field(ge=0, le=5000, description="length outside, to the depot [km]")
    capacity_t_per_day: float = Field(ge=0, le=1e6, description="capacity when open [t/day]")

    @field_validator("name")
    @classmethod
    def _part_of_a_path(cls, name: str) -> str:
        """A scenario names the route in paths such as supply.routes.ford.start_state."""
        if fault := name_fault(name):
            raise LeafFault(f"= {name}: {fault}")
        return name


class SeenLine(Sourced):
    """The edge of the held ground as an observer drew it of a day; public that day unless said otherwise."""

    date: datetime.date = Field(description="the day it was seen, as 2025-03-12")
    published: datetime.date | None = Field(default=None, description="the day it was public")
    observer: str = Field(min_length=1, description="who drew it")
    line: Line = Field(description="points [x_km, y_km]")

    def known_on(self, day: datetime.date) -> bool:
        """Whether it was seen and public by a day."""
        return max(self.date, self.published or self.date) <= day


class Drawing(Sourced):
    """Lines for the eye in the map's own kilometres; nothing is computed from them, and no result depends on them."""

    border: Line = Field(description="the border as a line of points [x_km, y_km]")
    routes: Mapping[str, Line] = Field(default={}, description="a line for each route, by its name")
    seen: tuple[SeenLine, ...] = Field(default=(), max_length=MOST_SEEN, description="lines as they were seen")


class Theatre(BaseModel):
    """The ground of a scenario: settlements in order of fall along each axis, and routes in order of slot."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(description="what readers see the ground called")
    border_note: str = Field(default="", description="what lies at the border and behind it, in a sentence")
    main_settlement: str = Field(description="the name of the settlement whose loss is told of its own")
    axes: tuple[str, ...] = Field(min_length=1, max_length=MOST_AXES, description="the axes of advance, by name")
    areas: Literal["equal_cells", "given"] = Field(
        description="whether settlements divide the ground equally, or by the area_km2 that each has"
    )
    neck: Neck | None = Field(default=None, description="the narrowest part of the ground behind the front")
    settlements: tuple[Settlement, ...] = Field(
        min_length=1, max_length=MOST_SETTLEMENTS, description="settlements, in order of fall along each axis"
    )
    routes: tuple[SupplyRoute, ...] = Field(
        min_length=1, max_length=MOST_ROUTES, description="ways by which supplies come in and people leave"
    )
    drawing: Drawing | None = Field(default=None, description="lines for the eye; no result depends on them")
    observations: tuple[ObservedIn, ...] = Field(
        default=(), max_length=MOST_TABLES, description="tables of what was seen, to be set beside what is simulated"
    )

    @field_validator("axes", "settlements", "routes", "observations", mode="before")
    @classmethod
    def _few_enough(cls, raw: object, info: ValidationInfo) -> object:
        field = cls.model_fields[str(info.field_name)]
        most = next(mark.max_length for mark in field.metadata if isinstance(mark, MaxLen))
        if isinstance(raw, list) and len(raw) > most:
            raise LeafFault(f"has {len(raw)} entries, more than {most}; merge some of them")
        return raw

    @field_validator("axes")
    @classmethod
    def _axes_differ(cls, axes: tuple[str, ...]) -> tuple[str, ...]:
        _refuse_twins(axes)
        return axes

    @field_validator("settlements", "routes")
    @classmethod
    def _names_differ(cls, rows: tuple[Mapped, ...]) -> tuple[Mapped, ...]:
        _refuse_twins([row.name for row in rows])
        return rows

    @model_validator(mode="after")
    def _fits_together(self) -> "Theatre":
        _check_axes(self)
        _check_interior(self)
        _check_main_settlement(self)
        _check_areas(self)
        _check_drawing(self)
        return self

    def along(self, axis: str) -> tuple[Settlement, ...]:
        """The settlements of an axis in the order in which they would fall."""
        return tuple(settlement for settlement in self.settlements if settlement.axis == axis)

    @property
    def given_area_km2(self) -> float:
        """Sum of the areas [km²] where they are given, else 0."""
        return sum(settlement.area_km2 or 0.0 for settlement in self.settlements)

    def text(self) -> str:
        """All that results depend on, in one canonical text for the hash (JSON, which is YAML too)."""
        aside: Any = {"drawing": True, "observations": True, "settlements": {"__all__": {"open_ground"}}}
        told = self.model_dump(mode="json", exclude=aside)
        return inline(told, indent=1) + "\n"


def read_theatre(file: Path, asked_by: Place | None = None) -> tuple[Theatre, Document]:
    """A theatre and the document it came from."""
    document = read_document(file, asked_by)
    return validated(Theatre, document), document


def check_held_area(theatre: Theatre, document: Document, held_area_km2: float, path: str) -> None:
    """Given areas must add up to the scenario's held area [km²] within 1 %."""
    if theatre.areas != "given":
        return
    total = theatre.given_area_km2
    if abs(total - held_area_km2) > AREA_TOLERANCE * held_area_km2:
        raise InputError(
            f"{document.place(('settlements',))}: settlements.area_km2 add up to {total:g} km², but {path} = "
            f"{held_area_km2:g} km² (they may differ by 1 %); correct the areas or write `areas: equal_cells`"
        )


def _refuse_twins(names: Sequence[str]) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            raise LeafFault(f"holds '{name}' twice; give each a name of its own", place)


def _check_axes(theatre: Theatre) -> None:
    for place, settlement in enumerate(theatre.settlements):
        if settlement.axis not in theatre.axes:
            raise LeafFault(
                f"settlements.{place}.axis = {settlement.axis} is no axis of this theatre; "
                f"{near(settlement.axis, theatre.axes)}", "settlements", place, "axis",
            )
    empty = [place for place, axis in enumerate(theatre.axes) if not theatre.along(axis)]
    if empty:
        axis = theatre.axes[empty[0]]
        raise LeafFault(f"axes: no settlement lies on '{axis}'; remove it or add one", "axes", empty[0])


def _check_interior(theatre: Theatre) -> None:
    """What is held beyond the border strip has to lie somewhere."""
    if all(settlement.border_strip for settlement in theatre.settlements):
        raise LeafFault(
            "settlements.0.border_strip is true, as it is of every other, so the ground beyond the strip lies nowhere; "
            "write `border_strip: false` for one or more", "settlements", 0, "border_strip",
        )


def _check_main_settlement(theatre: Theatre) -> None:
    names = [settlement.name for settlement in theatre.settlements]
    if theatre.main_settlement not in names:
        raise LeafFault(
            f"main_settlement = {theatre.main_settlement} is no settlement of this theatre; "
            f"{near(theatre.main_settlement, names)}", "main_settlement",
        )
    for place, settlement in enumerate(theatre.settlements):
        if settlement.open_ground and settlement.name == theatre.main_settlement:
            raise LeafFault(
                f"settlements.{place}.open_ground is true for {settlement.name}, the main settlement; "
                "open ground is no settlement", "settlements", place, "open_ground",
            )
        if settlement.main and settlement.name != theatre.main_settlement:
            raise LeafFault(
                f"settlements.{place}.main is true for {settlement.name}, but main_settlement is "
                f"{theatre.main_settlement}; keep one of them", "settlements", place, "main",
            )


def _check_areas(theatre: Theatre) -> None:
    for place, settlement in enumerate(theatre.settlements):
        if theatre.areas == "given" and settlement.area_km2 is None:
            raise LeafFault(
                f"settlements.{place}.area_km2 is missing; give it in km², or write `areas: equal_cells`",
                "settlements", place,
            )
        if theatre.areas == "equal_cells" and settlement.area_km2 is not None:
            raise LeafFault(
                f"settlements.{place}.area_km2 has no effect with `areas: equal_cells`; remove it, "
                "or write `areas: given`", "settlements", place, "area_km2",
            )


def _check_drawing(theatre: Theatre) -> None:
    known = [route.name for route in theatre.routes]
    for name in theatre.drawing.routes if theatre.drawing is not None else ():
        if name not in known:
            raise LeafFault(
                f"drawing.routes.{name} is no route of this theatre; {near(name, known)}", "drawing", "routes", name
            )
