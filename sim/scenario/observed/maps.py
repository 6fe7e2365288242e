"""Archives of maps, a GeoJSON file a day, as a table of observations: ground held and length of front by day.

Held is the box less the ground marked as the attacker's or as unclear; or, where the holder's own ground is marked,
what of it lies in the box. The front is the boundary of the attacker's ground inside the box, not smoothed. Areas and
lengths are measured in an equal-area projection about the box. Needs the extra `geo` (shapely, pyproj). Source of the
method: that of the pockets' series. Leaves out depth and ways out: a line drawn by hand tells those better.
"""

import datetime
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sim.errors import ExtraMissing, InputError
from sim.scenario.files.documents import as_typed
from sim.scenario.files.text_files import read_text
from sim.scenario.observed.tables import LARGEST_TABLE

HEADER = "date,held_km2,unclear_km2,front_length_km"
DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


@dataclass(frozen=True)
class Marks:
    """Which features are whose: the property that says so, and its values for each."""

    name: str
    attacker: Collection[str]
    unclear: Collection[str] = ()
    holder: Collection[str] = field(default=())


def areas_by_day(folder: str | Path, box: str | Path, marks: Marks) -> str:
    """The table of observations in the maps of a folder: a row a file, dated by its name (2025-03-12 or 20250312)."""
    around = _shapes(Path(box))
    if not around:
        raise InputError(f"{as_typed(Path(box))}: holds no shape; draw the box as a polygon")
    to_km = _projection(around)
    inside = _union(around, to_km)
    files = sorted(Path(folder).glob("*.geojson"))
    if not files:
        raise InputError(f"{as_typed(Path(folder))}: has no file that ends in .geojson; name the folder of the maps")
    rows = [(_day_of(file), _row(file, inside, marks, to_km)) for file in files]
    _refuse_twins(files, [day for day, _ in rows])
    return "\n".join([HEADER, *(f"{day},{row}" for day, row in sorted(rows))]) + "\n"


def _row(file: Path, inside: Any, marks: Marks, to_km: Any) -> str:
    def of(values: Collection[str]) -> Any:
        return _ground(_union(_shapes(file, marks.name, values), to_km).intersection(inside))

    attacker, unclear = of(marks.attacker), of(marks.unclear)
    unclear = _ground(unclear.difference(attacker))
    held = of(marks.holder).difference(attacker) if marks.holder else inside.difference(attacker).difference(unclear)
    front = attacker.boundary.intersection(inside.buffer(-1e-6)).length
    return f"{held.area:.2f},{unclear.area:.2f},{front:.2f}"


def _shapes(file: Path, name: str = "", values: Collection[str] = ()) -> list[Any]:
    """The shapes of a file, of those features alone whose property has one of the values, where one is named."""
    from_geojson = _library("shapely.geometry").shape
    shapes = []
    for feature in _features(file):
        if not name or str(feature.get("properties", {}).get(name)) in values:
            shapes.append(from_geojson(feature["geometry"]))
    return shapes


def _features(file: Path) -> Iterable[Mapping[str, Any]]:
    told = as_typed(file)
    try:
        content = json.loads(read_text(file, told, LARGEST_TABLE))
    except ValueError as fault:
        raise InputError(f"{told}: is no GeoJSON ({fault}); correct it, or leave it out") from None
    if not isinstance(content, Mapping):
        raise InputError(f"{told}: is no GeoJSON object; it begins with a list or a number")
    found = content.get("features", [content] if "geometry" in content else [{"geometry": content}])
    return [feature for feature in found if isinstance(feature, Mapping) and feature.get("geometry")]


def _projection(shapes: list[Any]) -> Any:
    """From degrees to kilometres in an equal-area projection about the middle of the shapes."""
    pyproj, middle = _library("pyproj"), _library("shapely").union_all(shapes).centroid
    plane = f"+proj=laea +lat_0={middle.y} +lon_0={middle.x} +ellps=WGS84 +units=km"
    moved = pyproj.Transformer.from_crs("EPSG:4326", plane, always_xy=True).transform
    return lambda points: np.column_stack(moved(points[:, 0], points[:, 1]))


def _union(shapes: list[Any], to_km: Any) -> Any:
    shapely = _library("shapely")
    moved = [shapely.transform(shapely.make_valid(shape), to_km) for shape in shapes]
    return _ground(shapely.union_all(moved)) if moved else shapely.Polygon()


def _ground(shape: Any) -> Any:
    """The parts of a shape that have an area; a line or point where two touch has none."""
    shapely = _library("shapely")
    parts = shapely.get_parts(shapely.get_parts(shape)) if shape.geom_type == "GeometryCollection" else [shape]
    solid = [part for part in parts if part.area > 0.0]
    return shapely.union_all(solid) if solid else shapely.Polygon()


def _day_of(file: Path) -> datetime.date:
    found = DAY.search(file.stem)
    try:
        return datetime.date(*map(int, found.groups())) if found else _no_day(file)
    except ValueError:
        return _no_day(file)


def _no_day(file: Path) -> datetime.date:
    raise InputError(f"{as_typed(file)}: its name holds no day; call it such as 2025-03-12.geojson")


def _refuse_twins(files: list[Path], days: list[datetime.date]) -> None:
    for place, day in enumerate(days):
        if day in days[:place]:
            raise InputError(f"{as_typed(files[place])}: is a second map of {day}; keep the last of each day")


def _library(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError:
        raise ExtraMissing("maps need shapely and pyproj: pip install 'salient-sim[geo]'") from None
