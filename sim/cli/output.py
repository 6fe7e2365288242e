"""What the commands write: one JSON object or human tables on stdout, everything else on stderr.

All text passes here, whoever wrote it: what a reader could not see is written out, and signs that a terminal lacks are
spelled with those it has (`sim.cli.signs`), before tables are laid out.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol, TextIO

from sim.cli.signs import spelled
from sim.legible import brief, is_hidden, visible

NOT_PLAIN = re.compile(r"[^\n -~]")


class OnProgress(Protocol):
    """What an experiment calls as it goes: done replications out of a total."""

    def __call__(self, done: int, total: int) -> None: ...


def write_json(content: Mapping[str, Any]) -> None:
    """Print one JSON object on stdout; not-a-number and infinity are refused."""
    write_json_text(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))


def write_json_text(text: str) -> None:
    """Print JSON that is laid out already.

    In UTF-8 a character stands for itself unless it could not be seen; on any other terminal all is ASCII.
    """
    in_utf_8 = encoding_of(sys.stdout).startswith("utf")
    write_line(NOT_PLAIN.sub(_as_seen if in_utf_8 else _by_number, text.removesuffix("\n")), sys.stdout)


def _as_seen(found: re.Match[str]) -> str:
    """A character that can be seen, and the number of one that cannot."""
    return _by_number(found) if is_hidden(found.group()) else found.group()


def _by_number(found: re.Match[str]) -> str:
    """A character as JSON writes it by number."""
    units = found.group().encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def write_tables(tables: Iterable[object]) -> None:
    """Print rich tables and texts on stdout; 140 characters wide when it is no terminal."""
    from rich.console import Console

    from sim.report.terminal.grids import respelled

    width = None if sys.stdout.isatty() else 140
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    for table in tables:
        console.print(respelled(table, spelling_for(sys.stdout)))


def note(text: str) -> None:
    """Tell the user something on stderr that is no part of the result, in one line."""
    write_line(spelling_for(sys.stderr)(brief(text)), sys.stderr)


def write_line(text: str, stream: TextIO) -> None:
    """Write a text as it is, end the line, and let nothing wait."""
    stream.write(f"{text}\n")
    stream.flush()


def spelling_for(stream: TextIO) -> Callable[[str], str]:
    """How a text is spelled on a stream: all of it in sight, in signs that the stream has."""
    encoding = encoding_of(stream)
    return lambda text: spelled(visible(text), encoding)


def encoding_of(stream: TextIO) -> str:
    """The encoding of a stream, by the name its codec has; UTF-8 where a caller put something without one there."""
    import codecs

    return codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[OnProgress | None]:
    """Show a bar with rate and time left on stderr while the block runs; nothing when that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    console = Console(stderr=True, markup=False, emoji=False)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(spelling_for(sys.stderr)(label), total=None, rate="")

        def report(done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:,.0f} a second" if speed else ""
            bar.update(task, completed=done, total=total, rate=rate)

        yield report
