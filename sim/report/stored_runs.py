"""Stored results in words: one line for each, what stands behind it, and what is asked before it is deleted."""

from __future__ import annotations

import datetime
import math
import shlex
from collections.abc import Sequence
from pathlib import Path

from sim.experiment.failures import Failure
from sim.experiment.results.listing import Stored, StoredRun, Unfinished
from sim.language.dates import full_date
from sim.language.saying import say, say_many, spoken
from sim.report.drawing.palette import LETTERS
from sim.report.words.markdown import code
from sim.report.words.numbers import counted

CURRENT, OTHER_VERSION, DAMAGED = spoken("current"), spoken("made by another version"), spoken("damaged")
MEGABYTE = 1_000_000
BASE_HELP = spoken("In comparisons on this page it is A, which the others are set against; else the oldest is.")
READ_ONLY = spoken("Results are read-only here: they can be opened and compared, and none is kept or deleted.")


def size(size_bytes: int) -> str:
    """Bytes as people read them: '4 kB', '2.9 MB', '120 MB'."""
    if size_bytes < MEGABYTE:
        return say("{kilobytes} kB", kilobytes=math.ceil(size_bytes / 1000))
    millions = size_bytes / MEGABYTE
    if millions < 100:
        return say("{millions:.1f} MB", millions=millions)
    return say("{millions:,.0f} MB", millions=millions)


def when(moment: datetime.datetime) -> str:
    """'23 November 2026, 00:23', in the time of this machine."""
    local = moment.astimezone()
    return f"{full_date(local)}, {local:%H:%M}"


def state(stored: Stored) -> str:
    """Whether a result is current, made by another version, or damaged."""
    if stored.damage:
        return DAMAGED
    return CURRENT if stored.current else OTHER_VERSION


def title(stored: Stored) -> str:
    """The scenario's title, else its name, else the folder's."""
    return stored.name if stored.run is None else say(stored.run.title or "") or stored.run.name


def details(stored: Stored) -> str:
    """'kursk/hold, 1 value set · 1,000 runs · seed 1 · 23 November 2026, 00:23 · 2.9 MB'."""
    parts = [] if stored.run is None else _run_details(stored.run)
    return " · ".join([*parts, when(stored.written), size(stored.size_bytes)])


def remarks(note: str, base: bool) -> str:
    """What a reader wrote to a result: 'Note: before the road closed', and whether others are set against it."""
    told = [say("Pinned as base: A in comparisons")] if base else []
    return " · ".join([*told, say("Note: {note}", note=note)] if note else told)


def noted(note: str) -> str:
    """A note behind the line of a result; nothing where there is none."""
    return say(". Note: {note}", note=note) if note else ""


def _run_details(run: StoredRun) -> list[str]:
    name = run.name
    if run.sets:
        name += say_many(", {n} value set", ", {n} values set", len(run.sets))
    runs = counted(run.replications, "run")
    if run.failures:
        runs += say(" ({failures:,} failed)", failures=run.failures)
    return [name, runs, say("seed {seed}", seed=run.seed)]


def own_names(runs: Sequence[StoredRun]) -> list[str]:
    """Names that tell the results of a page apart."""
    own = [say("{name}, tuned", name=run.name) if run.sets else run.name for run in runs]
    return [f"{name} ({letter})" if own.count(name) > 1 else name for name, letter in zip(own, LETTERS, strict=False)]


def shelf_title(results: Sequence[Stored]) -> str:
    """How many results are kept, and how many of them this version made."""
    if not results:
        return say("No results are kept yet")
    count = say_many("{n:,} result is kept", "{n:,} results are kept", len(results))
    current = sum(result.current for result in results)
    if current == len(results):
        return say("{count}, made by this version", count=count)
    if current == 0:
        return say("{count}; none made by this version", count=count)
    return say("{count}; {current:,} made by this version", count=count, current=current)


def selected_sentence(selected: Sequence[Stored]) -> str:
    """How many results are selected, or what selecting is for."""
    if not selected:
        return say("Select one result to open it, two to four to compare them run by run.")
    return say("{n} selected, {total} on disk.", n=len(selected), total=total(selected))


def total(results: Sequence[Stored]) -> str:
    """Disk space of some results."""
    return size(sum(result.size_bytes for result in results))


def stale_sentence(runs: Sequence[StoredRun]) -> str:
    """What differs from this version, and what that means for the numbers; empty where nothing does."""
    differing = list(dict.fromkeys(line for run in runs for line in run.stale))
    if not differing:
        return ""
    return say_many(
        "This result was made by another version: {list}. The numbers are those of that version; this one may give "
        "others.",
        "These results were made by another version: {list}. The numbers are those of that version; this one may give "
        "others.",
        len(runs), list="; ".join(differing),
    )


def unchecked_sentence(runs: Sequence[StoredRun]) -> str:
    """What cannot be checked of results that an earlier version wrote; empty where everything was."""
    notes = [f"{run.title or run.name}: {run.note}" for run in runs if run.note]
    return "; ".join(notes) + "." if notes else ""


def all_failed_sentence(name: str, failures: Sequence[Failure]) -> str:
    """Why a result holds no numbers at all, and how to see where its runs stop."""
    first = failures[0]
    return say(
        "None of {runs} of {name} could be finished: {message}. To see where the first stops: {command}",
        runs=counted(len(failures), "run"), name=name, message=first.message, command=first.command,
    )


def damage_sentence(stored: Stored) -> str:
    """Why a result cannot be opened and what to do."""
    advice = say("delete it") if stored.run is None else say("delete it and run {name} again", name=stored.run.name)
    return say(
        "{name} is damaged: {damage}. The other results are not affected; {advice}.",
        name=stored.name, damage=stored.damage, advice=advice,
    )


def unfinished_sentence(begun: Sequence[Unfinished]) -> str:
    """How many runs have begun and not ended; empty where none has."""
    if not begun:
        return ""
    names = ", ".join(code(one.name) for one in begun[:3]) + (say(" and others") if len(begun) > 3 else "")
    return say(
        "{runs} ({names}): running now or interrupted; the same command goes on from there.",
        runs=counted(len(begun), "unfinished run"), names=names,
    )


def delete_question(results: Sequence[Stored]) -> str:
    """What is asked before results are deleted."""
    if len(results) == 1:
        return say("Delete the result “{title}”?", title=title(results[0]))
    return say_many("Delete {n} result?", "Delete {n} results?", len(results))


def loss_sentence(results: Sequence[Stored]) -> str:
    """What deleting results means: whether their numbers can be had again."""
    again = say("the same command makes the numbers again")
    if not all(result.current for result in results):
        again += say(", but not those of another version or of a damaged result")
    return say("{total} on disk. This cannot be undone; {again}.", total=total(results), again=again)


def deleted_sentence(results: Sequence[Stored]) -> str:
    """What was deleted."""
    if len(results) == 1:
        return say(
            "“{title}” is deleted; {total} on disk are free again.", title=title(results[0]), total=total(results)
        )
    return say("{n} results are deleted; {total} on disk are free again.", n=len(results), total=total(results))


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
