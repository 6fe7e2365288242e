"""Stored results as an answer again: read from their folders, checked that they pair, and what must be said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sim.errors import InputError
from sim.experiment.ensemble import Ensemble
from sim.experiment.results.listing import Stored, StoredRun, look
from sim.experiment.results.pairing import Days, why_other_days, why_unpaired
from sim.experiment.results.reopening import reopen
from sim.report import stored_runs
from sim.report.answered.answer import Answered, Asked
from sim.scenario.loaded import LoadedScenario
from sim.scenario.referenced.sources import Source, gathered
from sim.scenario.values.distributions import USER


@dataclass(frozen=True, eq=False)
class Kept:
    """An answer from folders, sentences on where it comes from, and whether this version draws the values it had."""

    answer: Answered
    warnings: tuple[str, ...]
    told_drivers: bool


def answer_of(folders: Sequence[Path]) -> Kept:
    """The answer that result folders hold, A first; every hash is checked. InputError where they do not pair."""
    found = [_result_in(folder) for folder in folders]
    runs = [one.run for one in found if one.run is not None]
    reason = why_unpaired(found) if len(found) > 1 else ""
    if reason:
        raise InputError(f"these results cannot be compared run by run: {reason.removesuffix('.')}")
    ensembles = [reopen(one) for one in found]
    scenarios = tuple(_as_run(one, run) for one, run in zip(ensembles, runs, strict=True))
    days = [Days(run.name, run.horizon_days, one.scenario.start) for run, one in zip(runs, scenarios, strict=True)]
    if reason := why_other_days(days):
        raise InputError(reason.removesuffix("."))
    named = tuple(replace(one, name=name) for one, name in zip(ensembles, stored_runs.own_names(runs), strict=True))
    request = Asked(scenarios, runs[0].seed, dict(runs[0].versions).get("results_version", "unknown"))
    warnings = filter(None, (stored_runs.stale_sentence(runs), stored_runs.unchecked_sentence(runs)))
    redrawn = all(one.current and run.design == "sobol" for one, run in zip(found, runs, strict=True))
    return Kept(Answered(request, named), tuple(warnings), redrawn)


def _result_in(folder: Path) -> Stored:
    found = look(folder)
    if found is None:
        raise InputError(f"{folder}: no result is in this folder; name one that `salient run` wrote, or a scenario")
    return found


def _as_run(ensemble: Ensemble, run: StoredRun) -> LoadedScenario:
    """The scenario with what was put over it, and the sources this version knows; of others it has the names alone."""
    scenario: LoadedScenario = ensemble.loaded
    known = {**gathered(()), **scenario.sources}
    cited = {one.source for one in scenario.evidences()} - known.keys() - {USER.source}
    named = {name: Source(id=name, title=name, published="unknown") for name in sorted(cited)}
    return replace(scenario, sets=run.sets, sources={**known, **named})
