"""Outcomes, inputs, paths and events as Parquet files that pandas and DuckDB read as they are.

Every row carries seed, replication and the hash of the scenario. Missing values (never, not applicable,
failed) are nulls; categories are words. What a column means stands in its metadata, and once more in that of the file.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.experiment import columns as meanings
from sim.experiment.columns import Column
from sim.experiment.kernel import OutcomeLike, SeriesLike
from sim.experiment.store import arrow
from sim.experiment.store.plain_files import open_plain
from sim.experiment.store.records import KEPT_PATHS

ROWS_PER_GROUP = 65_536
INPUT_ROWS = 16_384  # of inputs, of which there are four times as many as outcomes
MOST_ROWS_IN_GROUP = 1 << 20  # no run writes more; a small file may claim billions

# What a reader of a damaged Parquet file may meet; anything else is a fault of this program.
DAMAGE = (OSError, ValueError, LookupError, TypeError, AttributeError, NotImplementedError, OverflowError, MemoryError)


def write_outcomes(
    file: Path,
    identity: Mapping[str, Any],
    outcomes: Mapping[str, NDArray[Any]],
    declared: Sequence[OutcomeLike],
    failed: Mapping[int, Mapping[str, Any]],
) -> None:
    """A row a replication: identity, fault with its words where it failed, outcomes."""
    import pyarrow as pa

    names_of = {outcome.name: outcome.categories for outcome in declared if outcome.kind == "category"}
    n = len(next(iter(outcomes.values())))

    def table(first: int, last: int) -> Any:
        rows = range(first, last)
        columns = _identity(identity, np.arange(first, last))
        faults = [failed.get(row, {}) for row in rows]
        columns["fault"] = arrow.numbers(np.array([fault.get("code", 0) for fault in faults], dtype=np.int32))
        for word in ("message", "traceback", "command"):
            columns[f"fault_{word}"] = arrow.words([fault.get(word) for fault in faults])
        for name, values in outcomes.items():
            columns[name] = _column(values[first:last], names_of.get(name))
        return pa.table(columns)

    _write_groups(file, table, n, ROWS_PER_GROUP, meanings.OUTCOMES, meanings.of_outcomes(declared))


Inputs = Callable[[int, int], Mapping[str, NDArray[Any]]]  # what replications first to last - 1 were given, by path


def write_inputs(
    file: Path, identity: Mapping[str, Any], columns: Sequence[Column], n: int, inputs: Inputs
) -> None:
    """A row a replication: identity, what was drawn for it; made and written a group of rows at a time."""

    def table(first: int, last: int) -> Any:
        return _inputs_table(identity, columns, inputs, first, last)

    _write_groups(file, table, n, INPUT_ROWS, meanings.INPUTS, columns)


def differing_inputs(
    file: Path, identity: Mapping[str, Any], columns: Sequence[Column], n: int, inputs: Inputs
) -> list[str]:
    """Names of the columns in which a file does not hold these inputs; ValueError where it has other rows."""
    if rows_of(file) != n:
        raise ValueError(f"it holds {rows_of(file):,} rows, not {n:,}")
    found: dict[str, None] = {}
    first = 0
    for group in _groups(file, n, None):
        fresh = _inputs_table(identity, columns, inputs, first, first + group.num_rows)
        names = dict.fromkeys([*fresh.column_names, *group.column_names])
        shared = set(fresh.column_names) & set(group.column_names)
        differ = (name for name in names if name not in shared or not _same(group.column(name), fresh.column(name)))
        found |= dict.fromkeys(differ)
        first += group.num_rows
    return list(found)


def _inputs_table(
    identity: Mapping[str, Any], columns: Sequence[Column], inputs: Inputs, first: int, last: int
) -> Any:
    import pyarrow as pa

    given, options = inputs(first, last), {column.name: column.allowed for column in columns}
    made = {name: _input_column(values, options[name]) for name, values in given.items()}
    return pa.table({**_identity(identity, np.arange(first, last)), **made})


def _input_column(values: NDArray[Any], options: tuple[str, ...]) -> Any:
    if options:
        return arrow.named(values, options)
    return arrow.truths(values) if values.dtype == np.bool_ else arrow.numbers(values)


def _same(one: Any, other: Any) -> bool:
    import pyarrow as pa

    plain = [column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column for column in (one, other)]
    return bool(plain[0].equals(plain[1]))


def write_paths(
    file: Path, identity: Mapping[str, Any], paths: Mapping[str, NDArray[Any]], declared: Sequence[SeriesLike]
) -> None:
    """A row a replication and day."""
    import pyarrow as pa

    n, days = next(iter(paths.values())).shape

    def table(first: int, last: int) -> Any:
        columns = _identity(identity, np.repeat(np.arange(first, last), days))
        columns["day"] = arrow.numbers(np.tile(np.arange(days, dtype=np.int32), last - first))
        for name, values in paths.items():
            columns[name] = arrow.numbers_or_null(values[first:last].reshape(-1))
        return pa.table(columns)

    _write_groups(file, table, n, max(1, ROWS_PER_GROUP // days), meanings.SERIES, meanings.of_series(declared))


Words = Mapping[str, Sequence[str]]


def write_events(file: Path, identity: Mapping[str, Any], events: NDArray[Any], words: Words) -> None:
    """A row an event, in the order in which things happened; columns in `words` hold words for numbers."""
    import pyarrow as pa

    def table(first: int, last: int) -> Any:
        some = events[first:last]
        columns = _identity(identity, some["replication"])
        for name in events.dtype.names or ():
            if name in words:
                columns[name] = arrow.categories(some[name].astype(np.float64), words[name])
            elif name != "replication":
                columns[name] = arrow.numbers(some[name])
        return pa.table(columns)

    _write_groups(file, table, len(events), ROWS_PER_GROUP, meanings.EVENTS, meanings.of_events())


def read_outcomes(
    file: Path, n: int, declared: Sequence[OutcomeLike]
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.int64]]]:
    """Outcomes (replication, outcome) and fault codes (replication,) of the first n replications."""
    columns = ["fault", *(outcome.name for outcome in declared)]
    for table in _groups(file, n, columns):
        values = [_values(table.column(outcome.name), outcome) for outcome in declared]
        yield np.stack(values, axis=1), arrow.numpy_of(table.column("fault")).astype(np.int64)


def tables_of(file: Path) -> Iterator[Any]:
    """The rows of a file, a group at a time, as Arrow tables."""
    with _opened(file) as stored:
        for number in range(stored.num_row_groups):
            if stored.metadata.row_group(number).num_rows > MOST_ROWS_IN_GROUP:
                raise ValueError("more rows in one group than any run writes")
            yield stored.read_row_group(number, use_pandas_metadata=False)


def meanings_of(file: Path, known: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a file as it tells of them; of one that does not, as those known of the same names."""
    with _opened(file) as stored:
        schema, said = stored.schema_arrow, (stored.metadata.metadata or {}).get(meanings.SAID.encode())
    told = {column.name: column for column in known}
    if said is not None:
        told |= meanings.columns_told(said.decode())
    return tuple(told.get(field.name, _unexplained(field)) for field in schema)


def _unexplained(field: Any) -> Column:
    import pyarrow as pa

    kinds = {"integer": pa.types.is_integer, "number": pa.types.is_floating, "boolean": pa.types.is_boolean}
    kind = next((name for name, fits in kinds.items() if fits(field.type)), "string")
    return Column(field.name, kind, "unknown", "This version has no such column and the file does not say what it is")


def columns_of(file: Path) -> tuple[str, ...]:
    """Names of the columns of a file."""
    with _opened(file) as stored:
        return tuple(stored.schema_arrow.names)


def rows_of(file: Path) -> int:
    """Number of rows that a file claims to hold."""
    with _opened(file) as stored:
        return int(stored.metadata.num_rows)


def read_named_outcomes(file: Path, declared: Sequence[OutcomeLike]) -> dict[str, NDArray[np.float64]]:
    """All stored values (replication,) of those outcomes that the file has."""
    with _opened(file) as stored:
        n, names = stored.metadata.num_rows, set(stored.schema_arrow.names)
    present = [outcome for outcome in declared if outcome.name in names]
    values = np.concatenate([group for group, _ in read_outcomes(file, n, present)])
    return {outcome.name: values[:, number] for number, outcome in enumerate(present)}


def read_failures(file: Path, n: int) -> list[dict[str, Any]]:
    """Fault code, message, traceback and command of those of the first n replications that failed."""
    names = {"replication": "replication", "fault": "code", "fault_message": "message",
             "fault_traceback": "traceback", "fault_command": "command"}  # fmt: skip
    found = []
    for table in _groups(file, n, list(names)):
        for row in np.flatnonzero(arrow.numpy_of(table.column("fault"))):
            [failed] = table.slice(int(row), 1).to_pylist()
            found.append({names[name]: value for name, value in failed.items()})
    return found


def read_paths(file: Path, n: int, names: Sequence[str], horizon_days: int) -> NDArray[np.float32]:
    """Paths (replication, day, series) of those of the first n replications whose paths were kept."""
    found = [np.zeros((0, horizon_days + 1, len(names)), dtype=np.float32)]
    for table in _groups(file, n, list(names)):
        series = [arrow.numpy_of(table.column(name)).astype(np.float32) for name in names]
        found.append(np.stack(series, axis=1).reshape(-1, horizon_days + 1, len(names)))
    return np.concatenate(found)


def read_named_paths(
    file: Path, n: int, names: Sequence[str], horizon_days: int
) -> dict[str, NDArray[np.float32]]:
    """Series (replication, day) of those names that a file has; ValueError where replications are missing."""
    present = set(columns_of(file))
    names = [name for name in names if name in present]
    read = read_paths(file, n, names, horizon_days)
    if len(read) != min(n, KEPT_PATHS):
        raise ValueError(f"{len(read):,} replications have paths")
    return {name: np.ascontiguousarray(read[:, :, number]) for number, name in enumerate(names)}


def read_events(file: Path, n: int, logs: int, words: Words) -> NDArray[Any]:
    """Event log of the first replications, as a structured array."""
    import pyarrow as pa

    table = pa.concat_tables(_groups(file, min(n, logs), None))
    names = [name for name in table.column_names if name not in ("seed", "scenario")]
    columns = {name: _numbers_of(table.column(name), words.get(name)) for name in names}
    events = np.zeros(table.num_rows, dtype=[(name, column.dtype) for name, column in columns.items()])
    for name, column in columns.items():
        events[name] = column
    return events


@contextmanager
def _opened(file: Path) -> Iterator[Any]:
    """A plain file to read; opened here, because Arrow waits for pipes and takes no names that are not UTF-8."""
    import pyarrow.parquet as pq

    with open_plain(file) as source, pq.ParquetFile(source) as stored:
        yield stored


def _groups(file: Path, n: int, columns: list[str] | None) -> Iterator[Any]:
    """Rows of the first n replications, a table at a time; the file is in order of replication."""
    with _opened(file) as stored:
        for number in range(stored.num_row_groups):
            claimed = stored.metadata.row_group(number).num_rows
            if claimed > MOST_ROWS_IN_GROUP:
                raise ValueError(f"{claimed:,} rows in one group, more than any run writes")
            wanted = None if columns is None else list(dict.fromkeys(["replication", *columns]))
            table = stored.read_row_group(number, columns=wanted, use_pandas_metadata=False)
            rows = int(np.searchsorted(arrow.numpy_of(table.column("replication")), n))
            yield table.slice(0, rows)
            if rows < table.num_rows:
                return


def _identity(identity: Mapping[str, Any], replications: NDArray[Any]) -> dict[str, Any]:
    n = len(replications)
    return {
        "replication": arrow.numbers(replications.astype(np.int64)),
        "seed": arrow.numbers(np.full(n, identity["seed"], dtype=np.int64)),
        "scenario": arrow.categories(np.zeros(n), [identity["hash"]]),
    }


def _column(values: NDArray[Any], names: tuple[str, ...] | None) -> Any:
    return arrow.numbers_or_null(values) if names is None else arrow.categories(values, names)


def _values(column: Any, outcome: OutcomeLike) -> NDArray[np.float64]:
    return _numbers_of(column, outcome.categories if outcome.kind == "category" else None).astype(np.float64)


def _numbers_of(column: Any, names: Sequence[str] | None) -> NDArray[Any]:
    """A column as numbers; words become their place in `names`."""
    return arrow.numpy_of(column) if names is None else arrow.places_of(column, names)


def _write_groups(file: Path, rows_of: Any, n: int, rows: int, name: str, columns: Sequence[Column]) -> None:
    groups = (rows_of(first, min(first + rows, n)) for first in range(0, max(n, 1), rows))
    write_tables(file, groups, name, columns)


def write_tables(file: Path, groups: Iterable[Any], name: str, columns: Sequence[Column]) -> None:
    """Write Arrow tables of one schema, at least one, each a group of rows, with what their columns mean."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    told = {column.name: column for column in columns}
    described = (_with_meanings(group, told) for group in groups)
    first = next(described)
    present = [told[column] for column in first.column_names if column in told]
    # A dictionary of measured numbers is as long as they are: it takes three times as long and makes files larger.
    repeated = [column.name for column in first.schema if not pa.types.is_floating(column.type)]
    with (
        file.open("wb") as sink,
        pq.ParquetWriter(sink, first.schema, compression="zstd", use_dictionary=repeated) as writer,
    ):
        writer.add_key_value_metadata(meanings.metadata(name, present))
        writer.write_table(first)
        for group in described:
            writer.write_table(group)


def _with_meanings(table: Any, told: Mapping[str, Column]) -> Any:
    """The table, each column with what it means in its metadata."""
    import pyarrow as pa

    fields = [
        field.with_metadata(meanings.metadata_of(told[field.name])) if field.name in told else field
        for field in table.schema
    ]
    return pa.Table.from_arrays(table.columns, schema=pa.schema(fields))
