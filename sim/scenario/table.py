"""A scenario as a list of values, each with unit, evidence and what differs from its base: plain data."""

from collections.abc import Iterator
from dataclasses import dataclass

from sim.scenario.loaded import LoadedScenario
from sim.scenario.schema.scenario import Scenario
from sim.scenario.values.declarations import Present
from sim.scenario.values.distributions import Distribution, Fixed
from sim.scenario.values.spelling import value_text
from sim.scenario.values.together import Together
from sim.units import unit_text

NOT_LISTED = ("title", "summary")


@dataclass(frozen=True)
class Row:
    """One value for a reader; `base_value` is empty where the base has no such value."""

    path: str
    value: str
    unit: str
    basis: str
    source: str
    differs: bool
    base_value: str
    about: str = ""
    note: str = ""


def rows(loaded: LoadedScenario) -> list[Row]:
    """Every value of a scenario in the order of the schema, then the rows of its map."""
    return [*_scenario_rows(loaded), *_theatre_rows(loaded)]


def _scenario_rows(loaded: LoadedScenario) -> Iterator[Row]:
    before = _texts(loaded.base_scenario)
    changed = set(loaded.changed)
    for found in loaded.scenario.presents:
        if found.path in NOT_LISTED:
            continue
        text = _text(found)
        old = before.get(found.path, "")
        differs = found.path in changed if found.terms else found.path in before and old != text
        yield _row(found, text, differs, old)


def _row(found: Present, text: str, differs: bool, base_value: str) -> Row:
    if not isinstance(found.value, Fixed | Distribution) or found.terms is None:
        unit = "days" if found.path.endswith("_days") else ""
        return Row(found.path, text, unit, "", "", differs, base_value, found.about)
    evidence = found.value.evidence
    unit = unit_text(found.terms.unit)
    return Row(
        found.path, text, unit, evidence.basis.value, evidence.source, differs, base_value, found.about,
        evidence.note,
    )


def _texts(scenario: Scenario | None) -> dict[str, str]:
    return {found.path: _text(found) for found in scenario.presents} if scenario is not None else {}


def _text(found: Present) -> str:
    if isinstance(found.value, Fixed | Distribution):
        return value_text(found.value, found.terms.options if found.terms is not None else None)
    return found.value.text() if isinstance(found.value, Together) else str(found.value)


def _theatre_rows(loaded: LoadedScenario) -> Iterator[Row]:
    neck = loaded.theatre.neck
    if neck is not None:
        text = f"{neck.width_km:g} km x (area / {neck.reference_km2:g} km²) ^ {neck.exponent:g}"
        yield Row(
            "theatre.neck", text, "", neck.basis.value, neck.source, False, "", "Width of the neck", neck.note
        )
    for place in loaded.theatre.settlements:
        where = f"depth {place.depth_km:g} km, built-up {place.built_up_share:g}"
        area = f", {place.area_km2:g} km²" if place.area_km2 is not None else ""
        yield Row(
            f"theatre.settlements.{place.name}", where + area, "", place.basis.value, place.source, False, "",
            f"Settlement on the axis {place.axis}", place.note,
        )
    for route in loaded.theatre.routes:
        length = f"{route.length_inside_km:g} + {route.length_outside_km:g} km"
        text = f"{length}, {route.capacity_t_per_day:g} t/day"
        yield Row(
            f"theatre.routes.{route.name}", text, "", route.basis.value, route.source, False, "",
            f"Supply route ({route.surface}): length inside and outside, capacity", route.note,
        )
