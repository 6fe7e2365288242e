"""What the commands write: one JSON object or human tables on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import typer


class Report(Protocol):
    """What an experiment calls as it goes: done replications out of a total."""

    def __call__(self, done: int, total: int) -> None: ...


def write_json(content: Mapping[str, Any]) -> None:
    """Print one JSON object on stdout; not-a-number and infinity are refused."""
    typer.echo(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False))


def write_tables(tables: Iterable[object]) -> None:
    """Print rich tables and texts on stdout; 140 characters wide when it is no terminal."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    for table in tables:
        console.print(table)


def note(text: str) -> None:
    """Tell the user something on stderr that is no part of the result."""
    typer.echo(text, err=True)


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Report | None]:
    """Show a bar with rate and time left on stderr while the block runs; nothing when that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, rate="")

        def report(done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            rate = f"{speed:,.0f} a second" if speed else ""
            bar.update(task, completed=done, total=total, rate=rate)

        yield report
