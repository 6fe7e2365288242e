"""The stored result that is exported: what was run, and its tables, whose rows are read a group at a time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.errors import InputError
from sim.experiment import columns as meanings
from sim.experiment.columns import Column
from sim.experiment.kernel import Kernel, SalientKernel
from sim.experiment.results.listing import NO_INPUTS, StoredRun, look
from sim.experiment.results.reopening import found_whole, reading
from sim.experiment.store import parquet
from sim.experiment.store.recorded import INPUTS, OUTCOMES, PATHS, Recorded

if TYPE_CHECKING:
    import pandas as pd

FILES = {meanings.OUTCOMES: OUTCOMES, meanings.INPUTS: INPUTS, meanings.SERIES: PATHS}
NO_SERIES = "no daily series were kept with it"
STARTS = re.compile(r'^start: "(\d{4}-\d{2}-\d{2})"', re.MULTILINE)


@dataclass(frozen=True)
class Table:
    """One table: its name, the file that holds it, its number of rows, and what its columns mean."""

    name: str
    file: Path
    rows: int
    columns: tuple[Column, ...]

    @property
    def about(self) -> str:
        """What a row of it is."""
        return meanings.TABLES[self.name]

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that tell its rows apart."""
        return ("replication", "day") if self.name == meanings.SERIES else ("replication",)

    def groups(self) -> Iterator[Any]:
        """Its rows in order, an Arrow table at a time; StorageError where the file cannot be read."""
        with reading(self.file.parent, self.file.name):
            yield from parquet.tables_of(self.file)

    def frames(self) -> Iterator[pd.DataFrame]:
        """The same as data frames; a missing number is NaN, a missing text None."""
        return (group.to_pandas() for group in self.groups())


@dataclass(frozen=True)
class Result:
    """A stored result and those of its tables that were asked for; `notes` says which of them it does not have."""

    folder: Path
    run: StoredRun
    start: datetime.date | None
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The scenario's title, else its name."""
        return self.run.title or self.run.name

    @property
    def replications_with_series(self) -> int:
        """Of how many replications the daily series were kept, if they are exported."""
        rows = sum(table.rows for table in self.tables if table.name == meanings.SERIES)
        return rows // (self.run.horizon_days + 1)

    def told(self) -> list[str]:
        """What a stranger should know before reading the numbers, a sentence each."""
        run, versions = self.run, dict(self.run.versions)
        begins = "" if self.start is None else f" from {self.start}"
        changed = f", changed by {'; '.join(run.sets)}" if run.sets else ""
        lines = [
            "These numbers are consequences of a scenario's stated assumptions, not predictions.",
            f"{run.replications:,} replications of {run.name}{changed}, over {run.horizon_days} days{begins}, "
            f"seed {run.seed}; {run.failures:,} of them failed and have no numbers.",
            f"Made by Salient {versions.get('salient', 'unknown')}, results version "
            f"{versions.get('results_version', 'unknown')}; scenario hash {run.hash}.",
            "Replication number and seed join the tables. The same number has the same luck in every scenario that "
            "is run with the same seed.",
            "What an empty cell means stands beside each column's unit and meaning in the table of columns.",
        ]
        kept = self.replications_with_series
        if 0 < kept < run.replications:
            lines.append(f"Daily series are those of the first {kept:,} replications.")
        return [*lines, *(f"Not here: {note}." for note in self.notes)]


def opened(folder: Path, names: Sequence[str], kernel: Kernel | None = None) -> Result:
    """A result whose files are all as they were written, with the tables of these names that it has.

    InputError where the folder is no result or has none of the tables; StorageError where it is damaged.
    """
    kernel = kernel or SalientKernel()
    stored = look(folder, kernel=kernel)
    if stored is None:
        raise InputError(f"{folder}: no manifest.json of a run can be read here; name a folder that `run` wrote")
    run, recorded = found_whole(stored, kernel)
    absent = _absent(recorded)
    notes = [f"{name}, as {absent[name]}" for name in names if name in absent]
    present = [name for name in names if name not in absent]
    if not present:
        raise InputError(f"{folder}: it has no {'; no '.join(notes)}")
    outcomes, series = meanings.of_outcomes(kernel.outcomes), meanings.of_series(kernel.series)
    known = {meanings.OUTCOMES: outcomes, meanings.SERIES: series}
    tables = tuple(_table(folder, name, known.get(name, meanings.KEYS)) for name in present)
    return Result(folder, run, _start(recorded), tables, tuple(notes))


def _absent(recorded: Recorded) -> Mapping[str, str]:
    """Tables that a result does not have, each with the reason."""
    reasons = {meanings.INPUTS: (recorded.kept.inputs, NO_INPUTS), meanings.SERIES: (recorded.content.paths, NO_SERIES)}
    return {name: why for name, (there, why) in reasons.items() if not there}


def _table(folder: Path, name: str, known: Sequence[Column]) -> Table:
    file = folder / FILES[name]
    with reading(folder, file.name):
        return Table(name, file, parquet.rows_of(file), parquet.meanings_of(file, known))


def _start(recorded: Recorded) -> datetime.date | None:
    """The first day of the scenario, from its text in the manifest."""
    found = STARTS.search(recorded.scenario.text)
    try:
        return None if found is None else datetime.date.fromisoformat(found[1])
    except ValueError:
        return None
