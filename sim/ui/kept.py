"""Stored results as pages draw them: named in the address, read once, put together as an answer. No Streamlit here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

from sim.errors import InputError
from sim.experiment.listing import Run, Stamp, Stored, look
from sim.experiment.pairing import why_unpaired
from sim.experiment.reopening import reopen
from sim.experiment.store import read_manifest
from sim.report import stored_runs
from sim.report.palette import LETTERS
from sim.scenario.loading import Loaded, load
from sim.scenario.standalone import standalone_files
from sim.ui.answers import Answer, Request
from sim.ui.results import Results, results_of
from sim.ui.worlds import Chosen, last_written

OPEN = "open"
READ_AT_ONCE = 8


@dataclass(frozen=True)
class Wanted:
    """The results that an address names, with a sentence for each part that cannot be shown."""

    results: tuple[Stored, ...] = ()
    complaints: tuple[str, ...] = ()


def address_of(results: Sequence[Stored]) -> str:
    """The folders' names for the address; never a path."""
    return ",".join(quote(result.name, safe="") for result in results)


def named_in(address: str | None, results: Sequence[Stored]) -> Wanted:
    """The results of a list that an address names; names of anything else are told, not followed."""
    if not address:
        return Wanted()
    known = {result.name: result for result in results}
    names = list(dict.fromkeys(unquote(name) for name in address.split(",") if name))
    found = [known[name] for name in names if name in known]
    complaints = [f"There is no result {name} here; it may have been deleted." for name in names if name not in known]
    complaints += [stored_runs.damage_sentence(result) for result in found if result.damage]
    whole = [result for result in found if not result.damage]
    reason = why_unpaired(whole) if len(whole) > 1 else ""
    if reason:
        return Wanted((), (*complaints, f"These results cannot be compared run by run: {reason}"))
    return Wanted(tuple(whole), tuple(complaints))


@dataclass(frozen=True)
class KeptRequest(Request):
    """A request that stored results answer; its scenarios are those that were stored."""

    restored: tuple[Loaded, ...] = ()

    def loaded(self) -> tuple[Loaded, ...]:
        """The scenarios as they were run."""
        return self.restored


def answer_of(selected: Sequence[Stored], theme: str) -> Answer:
    """What a page shows of stored results, A first; StorageError where one is gone or damaged."""
    runs = [result.run for result in selected if result.run is not None]
    read = [read_once(result.folder, result.stamp) for result in selected]
    named = tuple(one.first(one.replications, name) for one, name in zip(read, own_names(runs), strict=True))
    request = KeptRequest(
        scenarios=tuple(Chosen(run.name, run.sets) for run in runs),
        seed=runs[0].seed,
        runs=runs[0].replications,
        theme=theme,
        written=0.0,
        restored=tuple(one.loaded for one in named),
    )
    return Answer(request, named)


@lru_cache(maxsize=READ_AT_ONCE)
def read_once(folder: Path, stamp: Stamp) -> Results:
    """A stored result, read once for each state of its files."""
    seen = look(folder)
    return results_of(reopen(seen if seen is not None else _gone(folder)))


def _gone(folder: Path) -> Stored:
    """A folder that is no more, for `reopen` to refuse."""
    raise InputError(f"{folder.name} is not there any more; another session or program may have deleted it.")


def own_names(runs: Sequence[Run]) -> list[str]:
    """Names that tell the results of a page apart."""
    plain = [f"{run.name}, tuned" if run.sets else run.name for run in runs]
    return [
        f"{name} ({letter})" if plain.count(name) > 1 else name for name, letter in zip(plain, LETTERS, strict=False)
    ]


def scenario_files(stored: Stored) -> dict[str, str]:
    """The stored scenario as files that the command line runs to the same numbers; empty where it cannot be read."""
    manifest = read_manifest(stored.folder)
    if manifest is None or stored.run is None:
        return {}
    told = manifest["scenario"]
    return standalone_files(stored.run.name, told["text"], told["theatre_text"], stored.run.hash)


def to_run_again(stored: Stored) -> Chosen | None:
    """The scenario for the other pages: the shipped one with its changes, else its text; None where neither loads.

    A shipped scenario that has changed since is given as it is now.
    """
    run = stored.run
    if run is None:
        return None
    named = Chosen(run.name, run.sets)
    current = _hash_of(named, last_written())
    if current == run.hash:
        return named
    files = scenario_files(stored)
    if len(files) == 1:
        [(name, text)] = files.items()
        return Chosen(name.removesuffix(".yaml"), upload=text)
    return None if current is None else named


@lru_cache(maxsize=64)
def _hash_of(chosen: Chosen, written: float) -> str | None:
    """The hash of a shipped scenario with changes; None where this version has no such scenario."""
    try:
        return load(chosen.name, chosen.sets).hash
    except InputError:
        return None
