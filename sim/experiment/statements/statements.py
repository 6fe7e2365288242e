"""Statements about any world, read from a file: what is said in words, the worlds it is about, and what must hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.experiment.statements.expressions import Unreadable, names_in
from sim.scenario.files.documents import Document, read_document
from sim.scenario.files.shipped import STATEMENTS, scenario_folder
from sim.scenario.files.suggestions import near
from sim.scenario.schema.columns import COLUMNS
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import slots
from sim.scenario.values.spelling import Terms

KEYS = ("says", "base", "world", "other", "when", "expect")
FIRST, SECOND = "first.", "second."
BASE = "kursk/undecided"


@dataclass(frozen=True)
class Statement:
    """What must hold in every world of a scenario; with `other`, between a world and its twin with the same luck."""

    name: str
    says: str
    base: str
    world: Mapping[int, float]  # values by column, in both
    other: Mapping[int, float] | None  # over them, in the second
    when: str
    expect: str
    place: str


def shipped_statements() -> tuple[Statement, ...]:
    """Those that come with the scenarios."""
    return read_statements(scenario_folder() / STATEMENTS)


def read_statements(file: Path) -> tuple[Statement, ...]:
    """The statements of a file; an InputError names file, line and column of what is wrong."""
    document = read_document(file)
    return tuple(_statement(document, name) for name in document.data)


def _statement(document: Document, name: str) -> Statement:
    entry = document.data[name]
    if not isinstance(entry, dict) or not {"says", "expect"} <= set(entry):
        raise InputError(f"{document.place((name,))}: {name} needs `says` and `expect`")
    for key in entry:
        if key not in KEYS:
            raise InputError(f"{document.place((name, key))}: {key} is not known here; {near(key, KEYS)}")
    statement = Statement(
        name,
        str(entry["says"]),
        str(entry.get("base", BASE)),
        _columns(document, name, "world"),
        _columns(document, name, "other") if "other" in entry else None,
        str(entry.get("when", "")),
        str(entry["expect"]),
        str(document.place((name,))),
    )
    _check(document, statement)
    return statement


def _columns(document: Document, name: str, key: str) -> dict[int, float]:
    """Values by column; a path may hold `*` for every entry of a list."""
    found: dict[int, float] = {}
    for path, value in (document.data[name].get(key) or {}).items():
        columns = [column for column, slot in enumerate(COLUMNS) if _matches(path, slot)]
        if not columns:
            place = document.place((name, key, path))
            raise InputError(f"{place}: {path} is no value of a scenario; {near(path, COLUMNS)}")
        for column in columns:
            found[column] = _number(document, (name, key, path), column, value)
    return found


def _matches(pattern: str, path: str) -> bool:
    parts, wanted = path.split("."), pattern.split(".")
    return len(parts) == len(wanted) and all(one in ("*", part) for one, part in zip(wanted, parts, strict=True))


def _number(document: Document, steps: tuple[str, ...], column: int, value: Any) -> float:
    """A value as the column holds it: an option by name, `never`, or a number."""
    options = _terms()[COLUMNS[column]].options
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if options and value in options:
        return float(options.index(value))
    if value == "never":
        return math.inf
    if isinstance(value, int | float) and not options:
        return float(value)
    offered = f"one of {', '.join(options)}" if options else "a number"
    raise InputError(f"{document.place(steps)}: {steps[-1]} = {value}: write {offered}")


@cache
def _terms() -> dict[str, Terms]:
    """What the schema says of each value."""
    return dict(slots(Scenario))


def _check(document: Document, statement: Statement) -> None:
    """Refuse an expression that cannot be read, and a second world that is not there."""
    for key in ("when", "expect"):
        try:
            names = names_in(getattr(statement, key)) if getattr(statement, key) else frozenset()
        except Unreadable as fault:
            raise InputError(f"{document.place((statement.name, key))}: {fault}") from None
        if any(name.startswith(SECOND) for name in names) and statement.other is None:
            place = document.place((statement.name, key))
            raise InputError(f"{place}: speaks of a second world; say under `other` what differs there")
