"""A scenario in Python: looked at as a table, changed value by value, written as the YAML that loads to the same.

    leaving = sim.load("kursk/undecided").with_(command__policy="policy_date", command__order_day=5)
    leaving.write("leaving.yaml")

What can be changed, and what is refused and how, is as for `--set path=value`.
"""

from __future__ import annotations

import html
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sim.errors import InputError
from sim.scenario.differing import differing_paths
from sim.scenario.files.documents import read_document, rewritten
from sim.scenario.files.inline import inline
from sim.scenario.files.shipped import shipped_name
from sim.scenario.files.suggestions import near, shown
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import tuned
from sim.scenario.schema.overrides import Assignment, assignments
from sim.scenario.standalone import standalone_files
from sim.scenario.table import Row, rows
from sim.scenario.tuning import changes_to, reference_to, save, tuned_text
from sim.scenario.values.distributions import Quantity

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Plain = str | float | bool | date | np.generic | None
    Value = Plain | Quantity | Mapping[str, object]

Spelling = Literal["changes", "file", "whole"]
SPELLINGS = ("changes", "file", "whole")
PLACES = ("extends", "theatre")  # keys of a file that name another, from where it stands
MOST_CHANGES_SHOWN = 20


class Scenario(LoadedScenario):
    """A scenario ready to run. It is never changed: `with_` gives another one."""

    @classmethod
    def of(cls, loaded: LoadedScenario) -> Scenario:
        """The same scenario with what a notebook can do with it."""
        return cls(**{field.name: getattr(loaded, field.name) for field in fields(loaded)})

    def with_(self, changes: Mapping[str, Value] | None = None, /, **values: Value) -> Scenario:
        """The same scenario with other values: by keyword, `__` for the dot, or a mapping from dotted paths.

        A value is a number in the unit of the file, a name of an option, a date or None (never) where a day is
        asked for, a `Fixed` or `Distribution` with its evidence, or the mapping that a file would have:
        `{"triangular": [8, 15, 30], "source": "my-survey", "basis": "reported"}`. A section takes a mapping too.
        Raises InputError as `--set` does: for a path, value or source that is none, with what is allowed.
        """
        wanted = dict(changes or {}) | {name.replace("__", "."): value for name, value in values.items()}
        if not all(isinstance(path, str) for path in wanted):
            raise InputError(f"{shown(changes)}: paths are texts such as 'command.order_day'")
        return Scenario.of(tuned(self, [_text(change) for change in changes_to(self, wanted)]))

    def __getitem__(self, path: str) -> Quantity:
        """The value at a dotted path, with its evidence: a `Fixed` or a `Distribution`; KeyError names the nearest."""
        for leaf in self.leaves():
            if leaf.path == path:
                return leaf.quantity
        raise KeyError(f"{path}: no such value; {near(str(path), [leaf.path for leaf in self.leaves()])}")

    def __contains__(self, path: object) -> bool:
        """Whether the scenario has a value at a dotted path."""
        return any(leaf.path == path for leaf in self.leaves())

    def to_frame(self) -> pd.DataFrame:
        """Every value as a row under its path: value, unit, basis, source, differs, in_base, about, note.

        Values are spelled as in `salient check`; the rows of the map stand last.
        """
        import pandas as pd

        listed = [_cells(row) for row in rows(self)]
        return pd.DataFrame(listed).set_index("path")

    def differs_from(self, other: LoadedScenario) -> pd.DataFrame:
        """The values in which two scenarios differ, a row a path, under `this` and `other`; sources do not count."""
        import pandas as pd

        here, there = ({row.path: row.value for row in rows(one)} for one in (self, other))
        paths = list(differing_paths(other, self))
        cells = {"this": [here.get(path, "") for path in paths], "other": [there.get(path, "") for path in paths]}
        return pd.DataFrame(cells, index=pd.Index(paths, name="path"))

    def to_yaml(self, spelling: Spelling = "changes") -> str:
        """The text of a file that loads to the same values, sources and hash.

        `changes`: extends the scenario that it was made from, and holds what was put over it. `file`: its own file,
        comments kept, with what was put over it in place. `whole`: every value with its source; where no shipped
        scenario has its map, the map is a second file, which `write` puts beside it. One without a file of its own is
        told whole.
        """
        return next(iter(self._files(spelling, None).values()))

    def write(self, file: str | os.PathLike[str], spelling: Spelling = "changes") -> Path:
        """Write that text; what it extends is named from where the file stands. StorageError where it cannot be."""
        place = Path(file)
        for name, text in self._files(spelling, place).items():
            save(place.parent / name, text)
        return place

    def _files(self, spelling: Spelling, place: Path | None) -> dict[str, str]:
        if spelling not in SPELLINGS:
            raise InputError(f"spelling = {shown(spelling)} is none; choose {', '.join(SPELLINGS)}")
        name = place.name if place is not None else f"{self.name.rpartition('/')[2]}.yaml"
        if spelling == "whole" or not self.file.is_file():
            own, *others = standalone_files(Path(name).stem, self.text, self.theatre_text, self.hash).items()
            return {name: own[1], **dict(others)}
        over = list(_absolute(assignments(self.sets)))
        if spelling == "changes":
            return {name: tuned_text(self.scenario.title, reference_to(self, place), over)}
        values = {change.path: change.value for change in over}
        return {name: rewritten(self.file, dict(self._named_from(place)) | values)}

    def _named_from(self, place: Path | None) -> Iterator[tuple[str, str]]:
        """The files that its own file names by path, as they are named from another place."""
        said, folder = read_document(self.file).data, self.file.absolute().parent
        for key in PLACES:
            named = said.get(key)
            found = [folder / named, folder / f"{named}.yaml"] if isinstance(named, str) else []
            for file in (one for one in found if one.is_file()):
                short = shipped_name(file) if key == "extends" else None
                there = file.resolve() if place is None else Path(os.path.relpath(file, place.absolute().parent))
                yield key, short or there.as_posix()
                break

    def __repr__(self) -> str:
        """Name, title, days and what differs from the base, under 30 lines."""
        told, more = self.changed[:MOST_CHANGES_SHOWN], len(self.changed) - MOST_CHANGES_SHOWN
        here = {row.path: _with_unit(row) for row in rows(self)}
        lines = [f"  {path} = {here[path]}" for path in told] + ([f"  and {more} more"] if more > 0 else [])
        head = f"{self.name}: {self.scenario.title}; {self.scenario.horizon_days} days from {self.scenario.start}"
        against = f"against {self.base or 'its own file'}:"
        count = f"{len(self.changed)} value{' differs' if len(self.changed) == 1 else 's differ'}"
        return "\n".join([head, *([f"{count} {against}", *lines] if told else [])])

    def _repr_html_(self) -> str:
        """The same as a table that a notebook shows."""
        from sim.notebook.html import section, table

        listed = [row for row in rows(self) if row.differs]
        head = f"{self.name}: {self.scenario.title}"
        days = f"{self.scenario.horizon_days} days from {self.scenario.start.isoformat()}"
        cells = [(row.path, _with_unit(row), row.base_value, row.basis, row.source) for row in listed]
        against = self.base or "its own file"
        body = table(f"Values that differ from {against}", ("path", "value", "in the base", "basis", "source"), cells)
        return section(head, [f"{days}. {html.escape(self.scenario.summary)}"], body if cells else "")


def _text(change: Assignment) -> str:
    """A change as `--set` takes it; days without end are null."""
    endless = isinstance(change.value, float) and math.isinf(change.value) and change.value > 0
    return f"{change.path}={inline(None if endless else change.value)}"


def _absolute(changes: tuple[Assignment, ...]) -> Iterator[Assignment]:
    """The changes; a map that one names from the current folder, by a path that holds anywhere."""
    for change in changes:
        file = Path(str(change.value)) if change.path == "theatre" else None
        there = file is not None and file.is_file()
        yield Assignment(change.path, str(file.resolve()), change.place) if file is not None and there else change


def _with_unit(row: Row) -> str:
    return f"{row.value} {row.unit}".rstrip()


def _cells(row: Row) -> dict[str, object]:
    return {
        "path": row.path, "value": row.value, "unit": row.unit, "basis": row.basis, "source": row.source,
        "differs": row.differs, "in_base": row.base_value, "about": row.about, "note": row.note,
    }  # fmt: skip
