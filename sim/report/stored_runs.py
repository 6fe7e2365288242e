"""Stored results in words: one line for each, what stands behind it, and what is asked before it is deleted."""

from __future__ import annotations

import datetime
import math
import shlex
from collections.abc import Sequence
from pathlib import Path

from sim.experiment.failures import Failure
from sim.experiment.results.listing import Stored, StoredRun, Unfinished
from sim.report.drawing.palette import LETTERS
from sim.report.words.markdown import code
from sim.report.words.numbers import counted

CURRENT, OTHER_VERSION, DAMAGED = "current", "made by another version", "damaged"
MEGABYTE = 1_000_000
BASE_HELP = "In comparisons on this page it is A, which the others are set against; else the oldest is."
READ_ONLY = "Results are read-only here: they can be opened and compared, and none is kept or deleted."


def size(size_bytes: int) -> str:
    """Bytes as people read them: '4 kB', '2.9 MB', '120 MB'."""
    if size_bytes < MEGABYTE:
        return f"{math.ceil(size_bytes / 1000)} kB"
    millions = size_bytes / MEGABYTE
    return f"{millions:.1f} MB" if millions < 100 else f"{millions:,.0f} MB"


def when(moment: datetime.datetime) -> str:
    """'23 November 2026, 00:23', in the time of this machine."""
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


def state(stored: Stored) -> str:
    """Whether a result is current, made by another version, or damaged."""
    if stored.damage:
        return DAMAGED
    return CURRENT if stored.current else OTHER_VERSION


def title(stored: Stored) -> str:
    """The scenario's title, else its name, else the folder's."""
    return stored.name if stored.run is None else stored.run.title or stored.run.name


def details(stored: Stored) -> str:
    """'kursk/hold, 1 value set · 1,000 runs · seed 1 · 23 November 2026, 00:23 · 2.9 MB'."""
    parts = [] if stored.run is None else _run_details(stored.run)
    return " · ".join([*parts, when(stored.written), size(stored.size_bytes)])


def remarks(note: str, base: bool) -> str:
    """What a reader wrote to a result: 'Note: before the road closed', and whether others are set against it."""
    return " · ".join([*(["A in comparisons"] if base else []), *([f"Note: {note}"] if note else [])])


def noted(note: str) -> str:
    """A note behind the line of a result; nothing where there is none."""
    return f". Note: {note}" if note else ""


def _run_details(run: StoredRun) -> list[str]:
    name = run.name
    if run.sets:
        name += f", {counted(len(run.sets), 'value')} set"
    runs = counted(run.replications, "run")
    if run.failures:
        runs += f" ({run.failures:,} failed)"
    return [name, runs, f"seed {run.seed}"]


def own_names(runs: Sequence[StoredRun]) -> list[str]:
    """Names that tell the results of a page apart."""
    own = [f"{run.name}, tuned" if run.sets else run.name for run in runs]
    return [f"{name} ({letter})" if own.count(name) > 1 else name for name, letter in zip(own, LETTERS, strict=False)]


def shelf_title(results: Sequence[Stored]) -> str:
    """How many results are kept, and how many of them this version made."""
    if not results:
        return "No results are kept yet"
    count = f"{counted(len(results), 'result')} {'is' if len(results) == 1 else 'are'} kept"
    current = sum(result.current for result in results)
    if current == len(results):
        return f"{count}, made by this version"
    return f"{count}; {'none' if current == 0 else f'{current:,}'} made by this version"


def selected_sentence(selected: Sequence[Stored]) -> str:
    """How many results are selected, or what selecting is for."""
    if not selected:
        return "Select one result to open it, two to four to compare them run by run."
    return f"{len(selected)} selected, {total(selected)} on disk."


def total(results: Sequence[Stored]) -> str:
    """Disk space of some results."""
    return size(sum(result.size_bytes for result in results))


def stale_sentence(runs: Sequence[StoredRun]) -> str:
    """What differs from this version, and what that means for the numbers; empty where nothing does."""
    differing = list(dict.fromkeys(line for run in runs for line in run.stale))
    if not differing:
        return ""
    made = "This result was" if len(runs) == 1 else "These results were"
    return (
        f"{made} made by another version: {'; '.join(differing)}. The numbers are those of that version; this one may "
        "give others."
    )


def unchecked_sentence(runs: Sequence[StoredRun]) -> str:
    """What cannot be checked of results that an earlier version wrote; empty where everything was."""
    notes = [f"{run.title or run.name}: {run.note}" for run in runs if run.note]
    return "; ".join(notes) + "." if notes else ""


def all_failed_sentence(name: str, failures: Sequence[Failure]) -> str:
    """Why a result holds no numbers at all, and how to see where its runs stop."""
    first = failures[0]
    return (
        f"None of {counted(len(failures), 'run')} of {name} could be finished: {first.message}. "
        f"To see where the first stops: {first.command}"
    )


def damage_sentence(stored: Stored) -> str:
    """Why a result cannot be opened and what to do."""
    advice = "delete it" if stored.run is None else f"delete it and run {stored.run.name} again"
    return f"{stored.name} is damaged: {stored.damage}. The other results are not affected; {advice}."


def unfinished_sentence(begun: Sequence[Unfinished]) -> str:
    """How many runs have begun and not ended; empty where none has."""
    if not begun:
        return ""
    names = ", ".join(code(one.name) for one in begun[:3]) + (" and others" if len(begun) > 3 else "")
    return (
        f"{counted(len(begun), 'unfinished run')} ({names}): running now or interrupted; "
        f"the same command goes on from there."
    )


def delete_question(results: Sequence[Stored]) -> str:
    """What is asked before results are deleted."""
    if len(results) == 1:
        return f"Delete the result “{title(results[0])}”?"
    return f"Delete {len(results)} results?"


def loss_sentence(results: Sequence[Stored]) -> str:
    """What deleting results means: whether their numbers can be had again."""
    again = "the same command makes the numbers again"
    if not all(result.current for result in results):
        again += ", but not those of another version or of a damaged result"
    return f"{total(results)} on disk. This cannot be undone; {again}."


def deleted_sentence(results: Sequence[Stored]) -> str:
    """What was deleted."""
    if len(results) == 1:
        return f"“{title(results[0])}” is deleted; {total(results)} on disk are free again."
    return f"{len(results)} results are deleted; {total(results)} on disk are free again."


def verify_command(stored: Stored) -> str:
    """What to type to run a stored result again and compare every number."""
    return shlex.join(["salient", "verify", str(stored.folder)])


def first_command(root: Path) -> str:
    """What to type to have a first result in this folder."""
    return shlex.join(["salient", "run", "kursk/baseline", "--out", where(root)])


def where(root: Path) -> str:
    """The folder of results, in full."""
    return str(root.absolute())


def searched(stored: Stored, note: str = "") -> str:
    """What a reader may look for, in small letters."""
    return f"{title(stored)} {details(stored)} {state(stored)} {stored.name} {note}".lower()
