"""The theatre as the engine sees it: what the map of a world is given, and the names to tell its story."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.model.world.fields import DAYS, ROUTES, SETTLEMENTS
from sim.scenario.referenced.theatre import Theatre

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario


@dataclass(frozen=True, eq=False)
class Model:
    """A scenario's theatre and horizon as the engine needs them, with the names to tell its story."""

    map: Mapping[str, Any]  # values of the fields of a world's map, by name
    horizon_days: int
    axes: tuple[str, ...]
    settlements: tuple[str, ...]
    routes: tuple[str, ...]
    holder: str
    attacker: str

    @property
    def sizes(self) -> dict[str, int]:
        """The lengths that only the scenario knows."""
        return {SETTLEMENTS: len(self.settlements), ROUTES: len(self.routes), DAYS: self.horizon_days + 1}


def model_of(loaded: "LoadedScenario") -> Model:
    """The engine's view of a loaded scenario."""
    theatre = loaded.theatre
    return Model(
        map=map_of(theatre),
        horizon_days=loaded.scenario.horizon_days,
        axes=theatre.axes,
        settlements=tuple(place.name for place in theatre.settlements),
        routes=tuple(route.name for route in theatre.routes),
        holder=loaded.scenario.sides.holder,
        attacker=loaded.scenario.sides.attacker,
    )


def map_of(theatre: Theatre) -> dict[str, Any]:
    """Values of a map's fields; the weight of a settlement is its given area [km²], or one a cell."""
    places, routes, neck = theatre.settlements, theatre.routes, theatre.neck
    return {
        "axis": [theatre.axes.index(place.axis) for place in places],
        "weight": [1.0 if place.area_km2 is None else place.area_km2 for place in places],
        "strip": [place.border_strip for place in places],
        "main": [place.main for place in places],
        "built_up": [place.built_up_share for place in places],
        "route_capacity": [route.capacity_t_per_day for route in routes],
        "route_length": [route.length_inside_km for route in routes],
        "route_track": [route.surface == "track" for route in routes],
        "route_main": [route.main for route in routes],
        "n_routes": len(routes),
        "neck_width": 0.0 if neck is None else neck.width_km,
        "neck_reference": 0.0 if neck is None else neck.reference_km2,
        "neck_exponent": 0.0 if neck is None else neck.exponent,
    }
