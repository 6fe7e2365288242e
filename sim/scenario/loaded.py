"""A scenario ready to run: its values, its map, its sources, and what differs from its base."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from sim.scenario.files.documents import Document, Place, Steps, as_typed
from sim.scenario.files.shipped import shipped_name
from sim.scenario.judging import warnings_of
from sim.scenario.observed.sights import Sight, sights_of
from sim.scenario.referenced.sources import Source
from sim.scenario.referenced.theatre import Theatre
from sim.scenario.schema.scenario import Scenario
from sim.scenario.values.declarations import Declaration, Found
from sim.scenario.values.distributions import Evidence, Quantity
from sim.scenario.values.spelling import Terms


@dataclass(frozen=True)
class Leaf:
    """One value of a scenario with what the schema says about it; `changed` against the base scenario."""

    path: str
    quantity: Quantity
    declaration: Declaration
    changed: bool


@dataclass(frozen=True, eq=False)
class LoadedScenario:
    """A scenario ready to run; `base` is the far end of its chain of `extends`, or None."""

    name: str
    file: Path
    scenario: Scenario
    theatre: Theatre
    base: str | None
    changed: tuple[str, ...]
    text: str
    theatre_text: str
    hash: str
    sources: Mapping[str, Source]
    sets: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    base_scenario: Scenario | None = field(default=None, repr=False)
    document: Document = field(default_factory=lambda: Document("", {}), repr=False)
    theatre_document: Document = field(default_factory=lambda: Document("", {}), repr=False)

    @property
    def stored_name(self) -> str:
        """The scenario's own name, by which results are stored, whatever it is called among others."""
        return self.chain[0] if self.chain else self.name

    @property
    def reference(self) -> str:
        """What to type to load it again: the name of a shipped scenario, else the path of its file."""
        return shipped_name(self.file) or as_typed(self.file)

    def leaves(self) -> tuple[Leaf, ...]:
        """Every value the scenario has, in the order of the schema."""
        return self._leaves

    @cached_property
    def _leaves(self) -> tuple[Leaf, ...]:
        changed = set(self.changed)
        return tuple(
            Leaf(found.path, found.value, _declared(found), found.path in changed)
            for found in quantities_of(self.scenario)
        )

    def leaves_by_slot(self) -> dict[str, Leaf]:
        """The same under their paths with entries numbered (`supply.routes.0`), which all scenarios share."""
        return self._by_slot

    @cached_property
    def _by_slot(self) -> dict[str, Leaf]:
        return {leaf.declaration.path: leaf for leaf in self._leaves}

    def column_quantities(self) -> dict[int, Quantity]:
        """Parameter column -> value, for the values the scenario has."""
        return {leaf.declaration.column: leaf.quantity for leaf in self.leaves()}

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What is possible in this scenario but odd, a line each; worked out when first asked for."""
        return warnings_of(self.scenario, self.place)

    def place(self, path: str) -> Place:
        """Where a value was written, or the file where it is a default."""
        steps: Steps = tuple(path.split("."))
        return self.document.places.get(steps, Place(self.document.shown))

    def sights(self) -> tuple[Sight, ...]:
        """What was seen of the ground, in the tables that the map names; read when asked for, and no value rests on it.

        InputError where a table is missing or holds what is no observation.
        """
        return sights_of(self.theatre, self.theatre_document, self.scenario.start)

    def evidences(self) -> Iterator[Evidence]:
        """The evidence of each value of scenario and map, in the order of `cited`."""
        theatre = self.theatre
        yield from (found.value.evidence for found in quantities_of(self.scenario))
        yield from (part.evidence for part in (theatre.neck, theatre.drawing) if part is not None)
        yield from (row.evidence for row in (*theatre.settlements, *theatre.routes))

    def cited(self) -> Iterator[tuple[str, Place, Evidence]]:
        """Each value of scenario and map with its place and evidence."""
        for found in quantities_of(self.scenario):
            yield found.path, self.place(found.path), found.value.evidence
        if self.theatre.neck is not None:
            yield "neck", self.theatre_document.place(("neck",)), self.theatre.neck.evidence
        if self.theatre.drawing is not None:
            yield "drawing", self.theatre_document.place(("drawing",)), self.theatre.drawing.evidence
        for kind, rows in (("settlements", self.theatre.settlements), ("routes", self.theatre.routes)):
            for place, row in enumerate(rows):
                yield f"{kind}.{row.name}", self.theatre_document.place((kind, place)), row.evidence


def quantities_of(scenario: Scenario) -> Iterator[Found]:
    """The fields of a scenario that hold a quantity, in the order of the schema."""
    return (found for found in scenario.presents if isinstance(found, Found))


@cache
def _columns() -> dict[str, int]:
    from sim.scenario.schema.columns import COLUMNS

    return {path: column for column, path in enumerate(COLUMNS)}


def _declared(found: Found) -> Declaration:
    terms = found.terms
    if terms is None or found.slot not in _columns():
        raise KeyError(f"{found.slot} is missing in sim/scenario/schema/columns.py: append it there")
    return _declaration(found.slot, terms)


@cache
def _declaration(slot: str, terms: Terms) -> Declaration:
    """One for all scenarios."""
    return Declaration(
        slot, terms.unit, terms.low, terms.high, terms.about, terms.kind, terms.default, terms.options,
        _columns()[slot], terms.reading,
    )
