"""What is made, as files that people read and change: comments, a value a line with its source, and a note below."""

import datetime
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.errors import InputError, StorageError
from sim.scenario.files.documents import as_typed
from sim.scenario.files.inline import inline
from sim.scenario.files.modeline import SCHEMA, SOURCES_SCHEMA, THEATRE_SCHEMA, modeline
from sim.scenario.files.names import name_fault
from sim.scenario.files.shipped import PACKAGE
from sim.scenario.made.by_rule import Made
from sim.scenario.referenced.observations import ObservedIn
from sim.scenario.referenced.schemas import SCHEMAS
from sim.scenario.tuning import save
from sim.scenario.values.distributions import USER

SCENARIO, SOURCES, MAPS = "baseline.yaml", "sources.yaml", "theatres"
TAKEN = (MAPS, "settings")
WIDTH = 118
HEAD = modeline(f"../{SCHEMA}") + """\
# Made by `salient new` from observations, by the rule of docs/your-own-case.md; nothing published after the first day
# was read. `basis: judgement` marks what nobody has seen: change it where you know better, and say from where.
"""
ABOVE = {
    "ground": "# As seen on the map of the day, or judged where it shows nothing.",
    "ground.tempo_form": "# The pace, in proportion to the ground held.",
    "attacker": "# Nobody has counted: wide, for a force as dense as where counts were found.",
    "supply": "# One road, closed in and cut as often as the ways out of nine pockets were.",
    "command": "# What decides on a withdrawal is the default law; `command.policy: hold` rules it out.",
}
MAP_HEAD = modeline(f"../{THEATRE_SCHEMA}") + """\
# Made by `salient new` by the rule of docs/your-own-case.md. {what}
# the farthest from the way out falls first. x_km and y_km place names on a schematic map.
"""
CELLS = "The cells are no places: they divide the ground equally,"
SETTLEMENTS = "The settlements were\n# given. Each stands for an equal part of the ground, not for an area of its own;"


def files_of(made: Made, name: str, seen_in: Sequence[ObservedIn] = ()) -> dict[str, str]:
    """Path below the chosen folder -> text: the baseline, its map, and the sources it cites besides the shipped.

    `seen_in`: the tables that the map names to be set beside what is simulated.
    """
    scenario = {**made.scenario, "theatre": f"../{MAPS}/{name}.yaml"}
    tables = [one.model_dump(exclude_defaults=True) for one in seen_in]
    theatre = {**made.theatre, **({"observations": tables} if tables else {})}
    return {
        f"{name}/{SCENARIO}": HEAD + "".join(_section(scenario, 0, "")),
        f"{MAPS}/{name}.yaml": _map_head(theatre) + "".join(_map(theatre)),
        f"{name}/{SOURCES}": "".join(_sources(made)),
    }


def write(made: Made, name: str, folder: Path, seen_in: Sequence[ObservedIn] = ()) -> list[Path]:
    """Write the files of a case into a folder; refuses a name that cannot be one, and to write over anything.

    The schemas for editors are put beside them where the folder has none.
    """
    refuse_unfit(name, folder)
    files = {folder / path: text for path, text in files_of(made, name, seen_in).items()}
    for file, text in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StorageError(f"{file.parent}: cannot be made ({fault.strerror}); choose another --out") from None
        save(file, text)
    for schema, text_of in SCHEMAS.values():
        if not (folder / schema).exists():
            save(folder / schema, text_of())
    return list(files)


def refuse_unfit(name: str, folder: Path) -> None:
    """Refuse a name that cannot be a folder's, and one under which something stands already."""
    fault = name_fault(name) or ("it holds a space; write '" + name.replace(" ", "_") + "'" if " " in name else "")
    if fault or name in TAKEN:
        raise InputError(f"NAME = {name}: {fault or 'scenarios use this name for something else; choose another'}")
    for path in (f"{name}/{SCENARIO}", f"{MAPS}/{name}.yaml", f"{name}/{SOURCES}"):
        if (folder / path).exists():
            raise InputError(f"{as_typed(folder / path)} exists already; choose another NAME or --out, or remove it")


def table_of(observations: Path, folder: Path, case: str | None, publisher: str) -> ObservedIn:
    """How the map in a folder names the table it was made from: from its own place, or by name where it is packaged."""
    observer = publisher.partition(" (")[0]
    if observations.resolve().parent == PACKAGE / "data":
        return ObservedIn(file=observations.name, case=case, observer=observer)
    try:
        beside = Path(os.path.relpath(observations.resolve(), (folder / MAPS).resolve())).as_posix()
    except ValueError:  # on another drive
        beside = observations.resolve().as_posix()
    return ObservedIn(file=beside, case=case, observer=observer)


def _section(tree: Mapping[str, Any], depth: int, path: str) -> Iterator[str]:
    indent = "  " * depth
    for key, value in tree.items():
        here = f"{path}{key}"
        if depth == 0 and isinstance(value, Mapping):
            yield "\n"
        if here in ABOVE:
            yield f"{indent}{ABOVE[here]}\n"
        if isinstance(value, Mapping) and "source" not in value and key != "sides":
            yield f"{indent}{key}:\n"
            yield from _section(value, depth + 1, f"{here}.")
        elif isinstance(value, Mapping):
            yield _leaf(f"{indent}{key}: ", value, indent + "  ")
        elif key == "summary":
            yield f"{key}: >-\n{_folded(value, '  ')}"
        else:
            yield f"{indent}{key}: {_plain(value)}\n"


def _leaf(before: str, value: Mapping[str, Any], indent: str) -> str:
    """A mapping on one line, its note on the next, broken where it grows too long."""
    parts = [f"{key}: {_plain(item, quoted=key in ('note', 'title'))}" for key, item in value.items()]
    lines, line = [], before + "{"
    for number, part in enumerate(parts):
        last = "}" if number == len(parts) - 1 else ","
        new_line = part.startswith("note: ") or len(line) + len(part) + 2 > WIDTH
        if new_line and number:
            lines.append(line.rstrip())
            line = indent
        line += part + last + ("" if last == "}" else " ")
    return "\n".join([*lines, line]) + "\n"


def _plain(value: object, quoted: bool = False) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    if isinstance(value, str) and not quoted and _is_plain(value):
        return value
    if isinstance(value, list):
        return "[" + ", ".join(_plain(item) for item in value) + "]"
    return inline(value)


def _is_plain(text: str) -> bool:
    """Whether YAML reads a text as itself without quotes, on a line of a mapping."""
    words = ("true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf")
    return bool(re.fullmatch(r"(\.\./)?[A-Za-z][\w/.-]*( [\w/.-]+)*", text)) and text.lower() not in words


def _folded(text: str, indent: str) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(indent) + len(line) + 1 + len(word) > WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "".join(f"{indent}{one}\n" for one in [*lines, line])


def _map_head(theatre: Mapping[str, Any]) -> str:
    """What stands above a map: whether its parts are cells of the rule or settlements that somebody named."""
    given = any(row["source"] == USER.source for row in theatre["settlements"])
    return MAP_HEAD.format(what=SETTLEMENTS if given else CELLS)


def _map(theatre: Mapping[str, Any]) -> Iterator[str]:
    for key, value in theatre.items():
        if key in ("settlements", "routes", "observations"):
            yield f"{key}:\n"
            yield from (_leaf("  - ", row, "     ") for row in value)
        else:
            yield f"{key}: {_plain(value)}\n"


def _sources(made: Made) -> Iterator[str]:
    yield modeline(f"../{SOURCES_SCHEMA}")
    yield "# What the baseline beside this file cites besides the sources that come with Salient.\n"
    for source in made.sources.values():
        yield f"{source.id}:\n  title: {inline(source.title)}\n"
        yield f"  publisher: {inline(source.publisher)}\n  published: {source.published}\n"
        yield f"  url: {source.url}\n" if source.url else ""
        yield f"  note: {inline(source.note)}\n"
