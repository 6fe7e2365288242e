"""Stored results as pages draw them: named in the address, read once, put together as an answer. No Streamlit here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Any
from urllib.parse import unquote

from sim.errors import InputError
from sim.experiment.results.listing import Stored, StoredRun
from sim.experiment.results.pairing import Days, why_other_days, why_unpaired
from sim.experiment.results.reopening import reopen
from sim.experiment.store.plain_files import open_plain
from sim.experiment.store.recorded import OUTCOMES, UnreadableManifest, read
from sim.language.saying import say
from sim.report import stored_runs
from sim.report.answered.pictures import Picture
from sim.scenario.loaded import LoadedScenario
from sim.scenario.standalone import standalone_files
from sim.session.answers.answers import Answer, Request
from sim.session.answers.shelf import Results, results_of
from sim.session.inputs.address import folders_text
from sim.session.inputs.scenarios import Chosen, last_written, loaded, names
from sim.session.inputs.tuned import tuned_text

OPEN = "open"
READ_AT_ONCE = 8


@dataclass(frozen=True)
class Wanted:
    """The results that an address names, with a sentence for each part that cannot be shown."""

    results: tuple[Stored, ...] = ()
    complaints: tuple[str, ...] = ()


def address_of(results: Sequence[Stored]) -> str:
    """The folders' names for the address; never a path."""
    return folders_text([result.name for result in results])


def named_in(address: str | None, results: Sequence[Stored]) -> Wanted:
    """The results of a list that an address names; names of anything else are told, not followed."""
    if not address:
        return Wanted()
    known = {result.name: result for result in results}
    asked = list(dict.fromkeys(unquote(name) for name in address.split(",") if name))
    found = [known[name] for name in asked if name in known]
    complaints = [
        say("There is no result {name} here; it may have been deleted.", name=name)
        for name in asked
        if name not in known
    ]
    complaints += [stored_runs.damage_sentence(result) for result in found if result.damage]
    whole = [result for result in found if not result.damage]
    reason = why_unpaired(whole) if len(whole) > 1 else ""
    if reason:
        return Wanted((), (*complaints, say("These results cannot be compared run by run: {reason}", reason=reason)))
    return Wanted(tuple(whole), tuple(complaints))


@dataclass(frozen=True)
class KeptRequest(Request):
    """A request that stored results answer; its scenarios are those that were stored."""

    restored: tuple[LoadedScenario, ...] = ()
    made_by: str = ""
    told_drivers: bool = True  # whether this version draws the values that the runs were given
    linked: bool = True  # whether the other pages show the first scenario as it was run
    run_again: bool = False  # whether this version would run every scenario to the same numbers

    @property
    def replayable(self) -> bool:
        """Where this version runs them to the same numbers: what is stored has no log of every run."""
        return self.run_again

    @property
    def model(self) -> str:
        """The version of the model that gave the numbers, which may be an older one."""
        return self.made_by

    def loaded(self) -> tuple[LoadedScenario, ...]:
        """The scenarios as they were run."""
        return self.restored


@dataclass(frozen=True, eq=False)
class KeptAnswer(Answer):
    """What a page shows of stored results; `replayed` tells whether this version would run them to the same numbers."""

    replayed: bool = True

    @cached_property
    def forms(self) -> dict[str, Any] | None:
        """As ever where this version draws the laws that the runs had; else they are not known."""
        return super().forms if getattr(self.request, "told_drivers", True) else None

    @property
    def summaries_with_drivers(self) -> tuple[dict[str, Any], ...]:
        """As ever where this version draws the values that the runs were given; else without what goes with them."""
        return super().summaries_with_drivers if getattr(self.request, "told_drivers", True) else self.summaries

    def picture(self, name: str) -> Picture:
        """As ever, but without a way to runs that would now go otherwise."""
        picture = super().picture(name)
        return picture if self.replayed else replace(picture, shows_runs=False)


def answer_of(selected: Sequence[Stored], theme: str) -> KeptAnswer:
    """What a page shows of stored results, A first; StorageError where one is gone or damaged."""
    runs = [result.run for result in selected if result.run is not None]
    read = [read_once(result) for result in selected]
    _refuse_other_days(runs, [scenario for _, scenario in read])
    again = [to_run_again(result) for result in selected]
    linked = [is_same(chosen, run) for chosen, run in zip(again, runs, strict=True)]
    redrawn = all(result.current and run.design == "sobol" for result, run in zip(selected, runs, strict=True))
    names = stored_runs.own_names(runs)
    named = tuple(one.first(one.replications, name) for (one, _), name in zip(read, names, strict=True))
    request = KeptRequest(
        scenarios=tuple(chosen or Chosen(run.name) for chosen, run in zip(again, runs, strict=True)),
        seed=runs[0].seed,
        runs=runs[0].replications,
        theme=theme,
        written=last_written(),
        restored=tuple(scenario for _, scenario in read),
        made_by=dict(runs[0].versions).get("results_version", "unknown"),
        told_drivers=redrawn,
        linked=linked[0],
        run_again=redrawn and all(linked),
    )
    return KeptAnswer(request, named, replayed=request.run_again)


def _refuse_other_days(runs: Sequence[StoredRun], scenarios: Sequence[LoadedScenario]) -> None:
    """Results that begin on different days are refused once their scenarios are read; their manifests do not say."""
    reason = why_other_days(
        [Days(run.name, run.horizon_days, one.scenario.start) for run, one in zip(runs, scenarios, strict=True)]
    )
    if reason:
        raise InputError(reason.removesuffix("."))


@lru_cache(maxsize=READ_AT_ONCE)
def read_once(stored: Stored) -> tuple[Results, LoadedScenario]:
    """A stored result and its scenario, read once for each state of its files."""
    ensemble = reopen(stored)
    return results_of(ensemble), ensemble.loaded


def scenario_files(stored: Stored) -> dict[str, Callable[[], str]]:
    """The stored scenario as files that the command line runs to the same numbers, each made when asked for.

    Just the changes where a shipped scenario is the base; else every value, with the map where it is another one.
    """
    run = stored.run
    if run is None:
        return {}
    if _still_shipped(run):
        chosen = Chosen(run.name, run.sets)
        return {f"{run.name.replace('/', '-')}.yaml": lambda: tuned_text(chosen, last_written())}
    try:
        told = read(stored.folder).scenario
    except UnreadableManifest:
        return {}
    files = standalone_files(run.name, told.text, told.theatre_text, run.hash)
    return {name: partial(str, text) for name, text in files.items()}


def to_run_again(stored: Stored) -> Chosen | None:
    """The scenario for the other pages: the shipped one with its changes, else its text; None where neither loads.

    A shipped scenario that has changed since is given as it is now.
    """
    run = stored.run
    if run is None:
        return None
    named = Chosen(run.name, run.sets)
    if _still_shipped(run):
        return named
    files = scenario_files(stored)
    if len(files) == 1:
        [(name, text)] = files.items()
        return Chosen(name.removesuffix(".yaml"), upload=text())
    return None if _hash_of(named, last_written()) is None else named


def is_same(chosen: Chosen | None, run: StoredRun) -> bool:
    """Whether the scenario that the other pages are given is the very one that was run."""
    try:
        return chosen is not None and loaded(chosen).hash == run.hash
    except InputError:
        return False


def _still_shipped(run: StoredRun) -> bool:
    """Whether a shipped scenario with the changes of a run is the very scenario that was run."""
    return _hash_of(Chosen(run.name, run.sets), last_written()) == run.hash


def _hash_of(chosen: Chosen, written: float) -> str | None:
    """The hash of a shipped scenario with changes; None where this version has no such scenario."""
    try:
        return loaded(chosen, written).hash if chosen.name in names(written) else None
    except InputError:
        return None


def as_csv(stored: Stored) -> str:
    """The outcomes of a stored result, a row a replication, with its name."""
    import pandas as pd

    with open_plain(stored.folder / OUTCOMES) as file:
        table = pd.read_parquet(file)
    table.insert(0, "name", stored.run.name if stored.run is not None else stored.name)
    return str(table.to_csv(index=False))
