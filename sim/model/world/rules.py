"""The parameters of one replication as attributes: `rules.tempo_half_life_days` of the section `ground`, and so on.

The class is made from the list of columns, so that a parameter declared in the schema is known here without a second
list. A path `section.leaf` becomes the attribute `section_leaf`; the two governments, the proposals and the routes
become arrays.
"""

import numpy as np

from sim.model.world.processes import N_PARTIES, N_ROUTES, N_SCHEDULED
from sim.scenario.schema.columns import COLUMNS

FloatArray = np.ndarray


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


def _source_text() -> tuple[str, dict[str, object]]:
    annotations: dict[str, object] = {}
    create, fill = [], []
    for column, path in enumerate(COLUMNS):
        name, position, length = attribute_of(path)
        if position is None:
            annotations[name] = float
            create.append(f"        self.{name} = 0.0")
            fill.append(f"        self.{name} = row[{column}]")
            continue
        if name not in annotations:
            annotations[name] = FloatArray
            create.append(f"        self.{name} = np.zeros({length})")
        fill.append(f"        self.{name}[{position}] = row[{column}]")
    lines = ["class Rules:", "    def __init__(self):", *create, "    def fill(self, row):", *fill]
    return "\n".join(lines) + "\n", annotations


def _make_class() -> type:
    text, annotations = _source_text()
    namespace: dict[str, object] = {"np": np}
    exec(text, namespace)
    made = namespace["Rules"]
    assert isinstance(made, type)
    made.__module__ = __name__
    made.__annotations__ = annotations
    made.__doc__ = "Parameters of one replication, in the units of the schema; `fill(row)` copies them from a row."
    return made


Rules = _make_class()
