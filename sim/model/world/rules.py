"""The parameters of one replication as attributes: `rules.tempo_half_life_days` of the section `ground`, and so on.

The fields are made from the list of columns, so that a parameter declared in the schema is known here without a second
list. A path `section.leaf` becomes the attribute `section_leaf`; the two governments, the proposals and the routes
become arrays.
"""

from collections.abc import Sequence

from sim.model.world.dimensions import N_PARTIES, N_ROUTES, N_SCHEDULED
from sim.model.world.fields import GIVEN, Field, State
from sim.scenario.schema.columns import COLUMNS


def attribute_of(path: str) -> tuple[str, int | None, int]:
    """Attribute name, position in it (None for a plain number) and its length, of one column's path."""
    parts = path.split(".")
    if parts[:2] == ["talks", "proposals"]:
        return f"proposal_{parts[3]}", int(parts[2]), N_SCHEDULED
    if parts[:2] == ["supply", "routes"]:
        return f"route_{parts[3]}", int(parts[2]), N_ROUTES
    if parts[0] == "talks" and parts[1] in ("holder", "attacker"):
        return f"party_{parts[2]}", ("holder", "attacker").index(parts[1]), N_PARTIES
    if parts[0] == "talks":
        return "_".join(parts[1:]), None, 1
    return "_".join(parts), None, 1


def declared() -> dict[str, Field]:
    """A field for each attribute, with the columns of its values in the order of their positions."""
    shapes: dict[str, tuple[int, ...]] = {}
    columns: dict[str, dict[int, int]] = {}
    for column, path in enumerate(COLUMNS):
        name, position, length = attribute_of(path)
        shapes[name] = () if position is None else (length,)
        columns.setdefault(name, {})[position or 0] = column
    return {
        name: Field(False, shapes[name], GIVEN, COLUMNS[places[0]], tuple(places[n] for n in sorted(places)))
        for name, places in columns.items()
    }


class Rules(State):
    """Parameters of one replication, in the units of the schema; `fill(row)` copies them from a row."""

    fields = declared()

    def fill(self, row: Sequence[float]) -> None:
        """Take over a row (column)."""
        for name, field in self.fields.items():
            if field.shape:
                getattr(self, name)[:] = [row[column] for column in field.columns]
            else:
                setattr(self, name, row[field.columns[0]])
