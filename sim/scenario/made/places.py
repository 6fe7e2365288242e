"""Settlements that the user knows, from a table: a name, a distance from the way out, and what else is known."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from sim.errors import InputError
from sim.scenario.files.suggestions import shown
from sim.scenario.made.cells import AXIS, BUILT_UP, Place
from sim.scenario.observed.quantities import Quantity
from sim.scenario.observed.tables import Table, numbers, read_table
from sim.scenario.referenced.theatre import MOST_AXES, MOST_SETTLEMENTS

DEPTH = "along the axis from where the way out leaves the held ground"
YES_OR_NO = {
    **dict.fromkeys(("yes", "true", "1", "1.0"), 1.0),
    **dict.fromkeys(("no", "false", "0", "0.0"), 0.0),
}
KNOWN = (
    Quantity("depth_km", "km", 0.0, 500.0, DEPTH, ("depth_km",)),
    Quantity("built_up_share", "of the cell", 0.0, 1.0, "how far it is built up", ("built_up_share",)),
    Quantity("main", "as yes or no", 0.0, 1.0, "yes or 1 for the main settlement", ("main",), {"main": YES_OR_NO}),
    Quantity("x_km", "km", -1000.0, 1000.0, "place on the schematic map, east", ("x_km",)),
    Quantity("y_km", "km", -1000.0, 1000.0, "place on the schematic map, north", ("y_km",)),
    Quantity("lat", "degrees", -90.0, 90.0, "latitude", ("lat",)),
    Quantity("lon", "degrees", -180.0, 180.0, "longitude", ("lon",)),
)


def read_places(file: str | Path) -> tuple[Place, ...]:
    """The settlements of a table with the columns name and depth_km, and any of the others; one of them is the main."""
    table = read_table(Path(file))
    names = table.require("name", "the settlement")
    table.require("depth_km", f"km {DEPTH}")
    _refuse_unfit(table, names)
    given = {one.name: numbers(table, one.name, one) for one in KNOWN if one.name in table.columns}
    missing = np.flatnonzero(np.isnan(given["depth_km"]))
    if len(missing):
        raise InputError(f"{table.place(int(missing[0]))}: depth_km is empty; give the km {DEPTH}")
    axes = table.columns.get("axis", ("",) * len(names))
    if len(set(axes)) > MOST_AXES:
        raise InputError(f"{table.name}: has {len(set(axes))} axes, more than {MOST_AXES}; merge some of them")
    main = _main(table, given.get("main", np.zeros(len(names))))
    return tuple(_place(row, name, axes[row], row == main, given) for row, name in enumerate(names))


def _place(row: int, name: str, axis: str, main: bool, given: Mapping[str, np.ndarray]) -> Place:
    told = {key: float(values[row]) for key, values in given.items() if key != "main" and not np.isnan(values[row])}
    return Place(name=name, axis=axis or AXIS, main=main, **{"built_up_share": BUILT_UP, **told})


def _main(table: Table, flags: np.ndarray) -> int:
    """The row of the main settlement: the one marked, or the first where none is."""
    marked = np.flatnonzero(flags == 1.0)
    if len(marked) > 1:
        first, second = map(int, marked[:2])
        raise InputError(
            f"{table.place(second)}: main = {shown(table.columns['main'][second])}, as in line {table.lines[first]}; "
            "mark one settlement"
        )
    return int(marked[0]) if len(marked) else 0


def _refuse_unfit(table: Table, names: tuple[str, ...]) -> None:
    if len(names) > MOST_SETTLEMENTS:
        raise InputError(f"{table.name}: has {len(names)} settlements, more than {MOST_SETTLEMENTS}; merge some")
    for row, name in enumerate(names):
        if not name or name in names[:row]:
            what = "is empty" if not name else f"'{name}' stands there twice"
            raise InputError(f"{table.place(row)}: name {what}; give each settlement a name of its own")
