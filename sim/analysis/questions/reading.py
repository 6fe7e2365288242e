"""The questions of a file: YAML with a list `questions`, or CSV with a column a key (`if_…` of a condition)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.analysis.questions.events import KEYS, Event, event_from
from sim.errors import InputError
from sim.scenario.files.documents import read_document
from sim.scenario.files.suggestions import near, shown
from sim.scenario.observed.tables import read_table

OWN = ("id", "ask", "of", "scenario", "set", "if", "crowd", "note")
CROWD = ("who", "asked", "chance", "source")
CONDITION = "if_"


@dataclass(frozen=True)
class Question:
    """One question; `entry` is what the file says of it, `sets` are values changed in its scenario.

    `of`: the id of the question of which this is one of several answers that exclude each other; empty for none.
    """

    id: str
    ask: str
    of: str
    scenario: str
    sets: tuple[str, ...]
    event: Event
    condition: Event | None
    crowd: tuple[Mapping[str, Any], ...]
    entry: Mapping[str, Any]
    place: str


def read_questions(file: Path) -> tuple[Question, ...]:
    """The questions of a file; an InputError names file, line and what is wrong with it."""
    entries = _of_table(file) if file.suffix.lower() == ".csv" else _of_document(file)
    found = [_question(entry, place) for entry, place in entries]
    for number, one in enumerate(found):
        if one.id in {other.id for other in found[:number]}:
            raise InputError(f"{one.place}: id = {one.id} stands there twice; give each question an id of its own")
    if not found:
        raise InputError(f"{file}: asks nothing; list questions, each with id, scenario and event")
    return tuple(found)


def _of_document(file: Path) -> Iterator[tuple[Mapping[str, Any], str]]:
    document = read_document(file)
    listed = document.data.get("questions")
    if not isinstance(listed, list):
        raise InputError(f"{document.place(())}: has no list `questions`; see docs/questions-2025.yaml")
    for number, entry in enumerate(listed):
        place = str(document.place(("questions", number)))
        if not isinstance(entry, Mapping):
            raise InputError(f"{place}: a question needs id, scenario and event, as in docs/questions-2025.yaml")
        yield entry, place


def _of_table(file: Path) -> Iterator[tuple[Mapping[str, Any], str]]:
    table = read_table(file)
    for row in range(len(table.lines)):
        cells = {name: texts[row] for name, texts in table.columns.items() if texts[row]}
        entry: dict[str, Any] = {key: text for key, text in cells.items() if not key.startswith(CONDITION)}
        condition = {key.removeprefix(CONDITION): text for key, text in cells.items() if key.startswith(CONDITION)}
        yield {**entry, **({"if": condition} if condition else {})}, table.place(row)


def _question(entry: Mapping[str, Any], place: str) -> Question:
    for key in entry:
        if key not in (*OWN, *KEYS):
            raise InputError(f"{place}: {key} is not known here; {near(key, (*OWN, *KEYS))}")
    for key in ("id", "scenario", "event"):
        if not entry.get(key):
            raise InputError(f"{place}: a question needs {key}; write `{key}: …`")
    own = {key: entry[key] for key in KEYS if key in entry}
    condition = entry.get("if")
    if condition is not None and not isinstance(condition, Mapping):
        raise InputError(f"{place}: if = {shown(condition)} is no event; write it as the question's own")
    return Question(
        id=str(entry["id"]),
        ask=str(entry.get("ask", "")),
        of=str(entry.get("of", "")),
        scenario=str(entry["scenario"]),
        sets=_sets(entry.get("set", ())),
        event=event_from(own, place),
        condition=None if condition is None else event_from(condition, f"{place}: if"),
        crowd=tuple(_crowd(one, place) for one in entry.get("crowd", ())),
        entry=entry,
        place=place,
    )


def _sets(raw: Any) -> tuple[str, ...]:
    """What a question changes in its scenario: a list, or a text with semicolons between."""
    parts: Iterable[Any] = raw.split(";") if isinstance(raw, str) else raw
    return tuple(str(part).strip() for part in parts if str(part).strip())


def _crowd(entry: Any, place: str) -> Mapping[str, Any]:
    """One answer of others, with its day, its chance and where it was read."""
    if not isinstance(entry, Mapping) or set(entry) != set(CROWD):
        raise InputError(f"{place}: crowd: each answer needs {', '.join(CROWD)} and nothing else")
    chance = entry["chance"]
    if isinstance(chance, bool) or not isinstance(chance, int | float) or not 0.0 <= chance <= 1.0:
        raise InputError(f"{place}: crowd: chance = {shown(chance)} is outside 0 to 1; write a share such as 0.25")
    return {**entry, "asked": str(entry["asked"]), "chance": float(chance)}
