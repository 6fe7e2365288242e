"""YAML files with the place of each value, and changes to a file that leave its comments alone."""

import datetime
import io
import os
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq, TaggedScalar
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from sim.errors import InputError
from sim.scenario.files.text_files import read_text
from sim.scenario.files.yaml_limits import (
    DEEPEST,
    CountingComposer,
    DirectParser,
    PlacedConstructor,
    QuietScanner,
    Refused,
    ShallowScanner,
)

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """Where a value was written: file, line and column from 1, or the option that gave it."""

    where: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.where}:{self.line}:{self.column}" if self.line else self.where


class TextFault(InputError):
    """A text that is no YAML a scenario can hold: the problem, apart from its place."""

    def __init__(self, place: Place, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.problem = problem


@dataclass(frozen=True)
class Document:
    """Plain data and the place of each key and item; never changed once read."""

    shown: str
    data: dict[str, Any]
    places: Mapping[Steps, Place] = field(default_factory=dict)

    def place(self, steps: Steps) -> Place:
        """The place of a value, or of the nearest value around it that was written down."""
        for length in range(len(steps), -1, -1):
            if steps[:length] in self.places:
                return self.places[steps[:length]]
        return Place(self.shown)


def path_text(steps: Steps) -> str:
    """A path as people write it: `supply.stock_days`."""
    return ".".join(str(step) for step in steps)


def yaml_format() -> YAML:
    """The round-trip reader and writer, set so that a file written back looks as before."""
    yaml = YAML(typ="rt")
    yaml.Scanner, yaml.Parser = ShallowScanner, DirectParser
    yaml.Composer, yaml.Constructor = CountingComposer, PlacedConstructor
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def reading_format() -> YAML:
    """The same for what is not written back: without comments it takes two thirds of the time."""
    yaml = yaml_format()
    yaml.Scanner = QuietScanner
    return yaml


def as_typed(file: Path) -> str:
    """A path for messages: relative below the current folder or when given so, else absolute."""
    file, here = Path(os.path.normpath(file)), Path.cwd()
    if not file.is_absolute():
        return str(file)
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)


MOST_KEPT = 100  # documents; a server reads other people's uploads for days
_read: dict[tuple[str, str, int, int], Document] = {}


def read_document(file: Path, asked_by: Place | None = None) -> Document:
    """A YAML file whose top level is a mapping; read again only when it changed."""
    shown = as_typed(file)
    try:
        status = file.stat()
        key = (str(file.absolute()), shown, status.st_mtime_ns, status.st_size)
    except (OSError, ValueError):
        key = None
    try:
        document = _read.get(key) if key is not None else None
        if document is None:
            document = parse(read_text(file, shown), shown)
        if key is not None:
            _keep(document, key, _read, MOST_KEPT)
        return document
    except InputError as fault:
        if asked_by is None or _placed(str(fault), shown):
            raise
        raise InputError(f"{asked_by}: {fault}") from None


def _keep(document: Document, key: Any, kept: dict[Any, Document], most: int) -> None:
    """Put a document last; beyond so many, what was not asked for longest goes, so that shipped files stay."""
    kept.pop(key, None)
    kept[key] = document
    for oldest in list(kept)[:-most]:
        kept.pop(oldest, None)


def _placed(message: str, shown: str) -> bool:
    """Whether a message tells a line of the file itself; else who asked for the file is the place."""
    return re.match(rf"{re.escape(shown)}:\d+:\d+: ", message) is not None


MOST_TEXTS = 30  # a whole scenario takes a tenth of a second to read, and a stored or uploaded one is read thrice
_parsed: dict[str, Document] = {}


def parse(text: str, shown: str) -> Document:
    """The document in a text, read once; the name is for messages."""
    document = _parsed.get(text) or _document(text, shown)
    _keep(document, text, _parsed, MOST_TEXTS)
    if document.shown == shown:
        return document
    places = {steps: Place(shown, place.line, place.column) for steps, place in document.places.items()}
    return Document(shown, document.data, places)


def _document(text: str, shown: str) -> Document:
    root = parse_any(text, shown)
    if root is None:
        raise InputError(f"{shown}:1:1: the file is empty; write `key: value` lines")
    if not isinstance(root, CommentedMap):
        raise InputError(f"{shown}:1:1: the file must hold `key: value` lines, not {_kind(root)}")
    places: dict[Steps, Place] = {}
    return Document(shown, _plain(root, (), shown, places), places)


def parse_any(text: str, shown: str) -> Any:
    """YAML of any kind as ruamel reads it; broken YAML is an InputError with line and column."""
    return _read_as(reading_format(), text, shown)


def _read_as(yaml: YAML, text: str, shown: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return yaml.load(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = Place(shown, mark.line + 1, mark.column + 1) if mark is not None else Place(shown)
        problem = str(fault.problem or fault.context)
        raise TextFault(place, problem if isinstance(fault, Refused) else _broken(problem)) from None
    except RecursionError:
        raise TextFault(Place(shown, 1, 1), "is nested too deeply; write it flatter") from None
    except (YAMLError, ValueError, OverflowError) as fault:
        before = text[: getattr(fault, "position", 0)]
        place = Place(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        reason = getattr(fault, "reason", None) or str(fault)
        raise TextFault(place, f"broken YAML: {reason}; remove or quote it") from None


def parse_value(text: str, shown: str) -> object:
    """One YAML value, such as the right-hand side of `path=value`, as plain data."""
    return _plain(parse_any(text, shown), (), shown, {})


def _broken(problem: str) -> str:
    if problem.startswith("found duplicate key"):
        key = problem.split('"')[1] if '"' in problem else problem.split()[-1]
        return f"the key '{key}' appears twice in one mapping; keep one of them"
    hint = "check the indentation, colons and brackets of this line and the one before"
    if "\\t" in problem or "\t" in problem:
        hint = "indent with spaces, not tabs"
    return f"broken YAML: {problem}; {hint}"


def _kind(value: object) -> str:
    return "a list" if isinstance(value, list) else "a single value"


def _plain(node: Any, steps: Steps, shown: str, places: dict[Steps, Place]) -> Any:
    """Plain Python data from a ruamel node; notes the places on the way."""
    if len(steps) > DEEPEST:
        place = places.get(steps[:1], shown)
        raise InputError(f"{place}: is nested too deeply or contains itself; write it flatter")
    if isinstance(node, CommentedMap):
        return _plain_map(node, steps, shown, places)
    if isinstance(node, CommentedSeq):
        for index in range(len(node)):
            mark = (node.lc.data or {}).get(index)
            if mark is not None:
                places[(*steps, index)] = Place(shown, mark[0] + 1, mark[1] + 1)
        return [_plain(item, (*steps, index), shown, places) for index, item in enumerate(node)]
    return _plain_scalar(node.value if isinstance(node, TaggedScalar) else node, steps, shown, places)


def _plain_map(node: CommentedMap, steps: Steps, shown: str, places: dict[Steps, Place]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in node.items():
        name = _key_text(key)
        place = _place_of(node, key, shown) or places.get(steps, Place(shown, 1, 1))
        if name in result:
            raise InputError(f"{place}: the key '{name}' appears twice in one mapping; keep one of them")
        places[(*steps, name)] = place
        result[name] = _plain(value, (*steps, name), shown, places)
    return result


def _key_text(key: object) -> str:
    """A key as people write it."""
    if isinstance(key, TaggedScalar):
        return str(key.value)
    if isinstance(key, bool):
        return "true" if key else "false"
    if key is None:
        return "null"
    return str(key)


def _place_of(node: CommentedMap, key: object, shown: str) -> Place | None:
    """Where a key was written: in the mapping itself, or in one that `<<` merges into it."""
    mark = (node.lc.data or {}).get(key)
    if mark is not None:
        return Place(shown, mark[0] + 1, mark[1] + 1)
    found = (_place_of(merged, key, shown) for merged in node.merge if key in merged)
    return next((place for place in found if place is not None), None)


def _plain_scalar(node: Any, steps: Steps, shown: str, places: dict[Steps, Place]) -> Any:
    if node is None or isinstance(node, bool):
        return node
    if isinstance(node, datetime.datetime):
        return datetime.datetime(*node.timetuple()[:6])
    if isinstance(node, datetime.date):
        return node
    for kind in (int, float, str):
        if isinstance(node, kind):
            return bool(node) if type(node).__name__ == "ScalarBoolean" else kind(node)
    raise InputError(f"{places.get(steps, shown)}: {node!r} is not understood; write a plain value")


def flow(value: Any) -> Any:
    """Plain data as ruamel nodes written on one line, as a value with its evidence is."""
    if isinstance(value, Mapping):
        node = CommentedMap((key, flow(item)) for key, item in value.items())
        node.fa.set_flow_style()
        return node
    if isinstance(value, list | tuple):
        items = CommentedSeq(flow(item) for item in value)
        items.fa.set_flow_style()
        return items
    return value


def written(tree: Any) -> str:
    """YAML text of a tree."""
    stream = io.StringIO()
    yaml_format().dump(tree, stream)
    return stream.getvalue()


def rewritten(file: Path, changes: Mapping[str, object]) -> str:
    """The text of a file with values put at paths such as `supply.stock_days`; comments stay as they are."""
    read_document(file)
    tree = _read_as(yaml_format(), read_text(file, as_typed(file)), as_typed(file))
    for path, value in changes.items():
        *sections, last = path.split(".")
        node = tree
        for name in sections:
            if not isinstance(node.get(name), CommentedMap):
                node[name] = CommentedMap()
            node = node[name]
        node[last] = flow(value)
    return written(tree)
