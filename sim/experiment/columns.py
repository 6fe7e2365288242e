"""What the columns of a result's tables mean, each told once: type, unit, kind, allowed values, what it rests on.

Parquet files carry this in their metadata, exports in the descriptions beside them.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sim.experiment.inputs import Input
from sim.experiment.kernel import OutcomeLike, SeriesLike

OUTCOMES, INPUTS, SERIES, EVENTS = "outcomes", "inputs", "series", "events"
TABLES = {
    OUTCOMES: "What came of each replication: a row a replication",
    INPUTS: "What went into each replication, in the units of the scenario file: a row a replication",
    SERIES: "What each day looked like: a row a replication and day, of the first replications",
    EVENTS: "What happened and when: a row an event, of the first replications",
}
SAID, NAMED = "salient", "columns"  # where a Parquet file says it: a key of the file's metadata, and one in its JSON


@dataclass(frozen=True)
class Column:
    """One column. `type`: integer, number, boolean or string; `missing`: what an empty cell means.

    Kinds: key, fault; share, amount, category, day; series; event; parameter, chance, form.
    """

    name: str
    type: str
    kind: str
    about: str
    unit: str = ""
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    basis: str = ""
    source: str = ""
    spread: str = ""
    missing: str = ""

    def told(self) -> dict[str, Any]:
        """What there is to say of it, by the names of the fields."""
        always = ("name", "type", "kind", "about")
        return {name: value for name, value in vars(self).items() if name in always or value not in ("", None, ())}

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Column":
        """The column that `told` tells of; ValueError where that is no such thing."""
        known = {field.name for field in fields(cls)}
        kept = {name: value for name, value in told.items() if name in known}
        try:
            return cls(**{**kept, "allowed": tuple(str(word) for word in kept.get("allowed", ()))})
        except TypeError as error:
            raise ValueError(f"no column is told by {sorted(kept)}") from error


KEYS = (
    Column("replication", "integer", "key", "Number of the replication; the same number has the same luck", low=0),
    Column("seed", "integer", "key", "Seed of the run", low=0),
    Column("scenario", "string", "key", "Hash of what the scenario and its map say"),
)
DAY = Column("day", "integer", "key", "Day since the start of the scenario, whose first day is 0", "day", low=0)
FAULTS = (
    Column("fault", "integer", "fault", "0, or the code of the fault of a replication that failed"),
    Column("fault_message", "string", "fault", "What that means", missing="it did not fail"),
    Column("fault_traceback", "string", "fault", "Where it failed, from repeating it", missing="it did not fail"),
    Column("fault_command", "string", "fault", "The command that repeats it", missing="it did not fail"),
)
LOGGED = (
    Column("time", "number", "event", "When it happened, since the start of the scenario", "day", low=0.0),
    Column("process", "string", "event", "Who acted"),
    Column("kind", "string", "event", "What happened"),
    Column("subject", "number", "event", "Number of the place, party or route that it concerns"),
    Column("first", "number", "event", "First number that goes with this kind of event"),
    Column("second", "number", "event", "Second number that goes with this kind of event"),
)
MISSING = {
    "share": "the question does not arise, or the replication failed",
    "amount": "there is none, or the replication failed",
    "category": "there is none, or the replication failed",
    "day": "never within the days looked at, or the replication failed",
}


def of_outcomes(declared: Iterable[OutcomeLike]) -> tuple[Column, ...]:
    """Columns of a row a replication: keys, faults and outcomes."""
    return (*KEYS, *FAULTS, *(_of_outcome(one) for one in declared))


def of_series(declared: Iterable[SeriesLike]) -> tuple[Column, ...]:
    """Columns of a row a replication and day: keys, the day and what is recorded of it."""
    failed = "the replication failed"
    series = (Column(one.name, "number", "series", one.about, one.unit, missing=failed) for one in declared)
    return (*KEYS, DAY, *series)


def of_inputs(drawn: Iterable[Input]) -> tuple[Column, ...]:
    """Columns of a row a replication: keys, drawn values and drawn forms."""
    return (*KEYS, *(_of_input(one) for one in drawn))


def of_events() -> tuple[Column, ...]:
    """Columns of a row an event."""
    return (*KEYS, *LOGGED)


def metadata(table: str, columns: Sequence[Column]) -> dict[str, str]:
    """What a Parquet file says of itself, for readers that see no metadata of single columns (as DuckDB)."""
    content = {"table": table, "about": TABLES[table], NAMED: [column.told() for column in columns]}
    return {SAID: json.dumps(content, ensure_ascii=False, allow_nan=False)}


def metadata_of(column: Column) -> dict[str, str]:
    """The same of one column, as texts; allowed values as a JSON list."""
    told = {name: value for name, value in column.told().items() if name != "name"}
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, allow_nan=False)
        for name, value in told.items()
    }


def columns_told(content: str) -> dict[str, Column]:
    """The columns that the metadata of a file tells of, by name; ValueError where it is no such thing."""
    try:
        told = json.loads(content)[NAMED]
        return {column.name: column for column in (Column.read(one) for one in told)}
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError("the metadata of the file tells of no columns") from error


def _of_outcome(one: OutcomeLike) -> Column:
    number = "string" if one.kind == "category" else "number"
    share = one.kind == "share"
    return Column(
        one.name, number, one.kind, one.about, one.unit, allowed=one.categories,
        low=0.0 if share else None, high=1.0 if share else None, missing=MISSING[one.kind],
    )  # fmt: skip


def _of_input(one: Input) -> Column:
    number = "boolean" if one.switch else "string" if one.options else "number"
    low, high = (None if number != "number" or math.isinf(end) else end for end in (one.low, one.high))
    return Column(
        one.path, number, one.kind, one.about, one.unit if number == "number" else "", one.options, low, high,
        one.basis, one.source, one.spread,
    )  # fmt: skip
