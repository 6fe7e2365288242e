"""All forecasts of all cases, a case a job, over the processors there are; the same whatever their number."""

from __future__ import annotations

import datetime
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from sim.analysis.ensemble_like import Floats
from sim.analysis.hindcast.baselines import Paces, Pools, pools_of, rules
from sim.analysis.hindcast.forecasts import FULL, Forecast, Size, forecast
from sim.analysis.hindcast.origins import HORIZONS, Case, given_cases, origins_of, past_of, truth
from sim.analysis.hindcast.scored import Score, origin_of, score
from sim.errors import InputError
from sim.experiment.running.helping import stand_by
from sim.scenario.observed.series import Series

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Job:
    """One case, what simple forecasts may know of other cases, and which of the model's forecasts are wanted."""

    case: Case
    pockets: Paces
    boxes: Paces
    methods: tuple[str, ...]
    size: Size
    keep: str = ""


@dataclass(eq=False)
class Found:
    """What came of a case as its origins pass: scores, members of the method kept by origin (horizon, member).

    `ordered` has the share of members of the full model with an order, `refused` why the rule made nothing of an
    origin; `held_back` counts rows seen by an origin but published later, `failures` members that failed.
    """

    case: str
    scores: list[Score] = field(default_factory=list)
    members: dict[datetime.date, Floats] = field(default_factory=dict)
    ordered: dict[datetime.date, float] = field(default_factory=dict)
    fits: dict[datetime.date, str] = field(default_factory=dict)
    refused: dict[datetime.date, str] = field(default_factory=dict)
    held_back: int = 0
    failures: int = 0


def hindcast(
    cases: Sequence[Case], methods: Sequence[str], size: Size, *, keep: str = "", workers: int = 1,
    progress: Progress | None = None,
) -> list[Found]:
    """What came of each case, in their order; `methods` of the model beside all simple forecasts."""
    pools = pools_of(given_cases())
    jobs = [_job(case, pools, tuple(methods), size, keep) for case in cases]
    found = list[Found]()
    for number, one in enumerate(_done(jobs, workers), start=1):
        found.append(one)
        if progress is not None:
            progress(number, len(jobs))
    return found


def _job(case: Case, pools: Pools, methods: tuple[str, ...], size: Size, keep: str) -> Job:
    return Job(case, *pools.paces_for(case.told.group), methods, size, keep)


def _done(jobs: Sequence[Job], workers: int) -> Iterator[Found]:
    """The jobs done, here or in processes of their own: loading and scoring hold Python's lock most of the time."""
    if min(workers, len(jobs)) < 2:
        yield from map(of_case, jobs)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(jobs)), context, initializer=stand_by) as pool:
        try:
            yield from pool.map(of_case, jobs)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def of_case(job: Job) -> Found:
    """All forecasts of one case and their scores; an origin that the rule refuses is left out for every method."""
    found = Found(job.case.told.name)
    for day in origins_of(job.case.told):
        known = job.case.told.series.as_of(day)
        found.held_back += known.held_back
        try:
            told = {method: forecast(job.case, known, day, method, job.size) for method in job.methods}
        except InputError as refusal:
            found.refused[day] = str(refusal)
        else:
            _keep(found, job, day, told)
            found.scores += _scores(job, known, day, told)
    return found


def _keep(found: Found, job: Job, day: datetime.date, told: Mapping[str, Forecast]) -> None:
    found.failures += sum(one.failures for one in told.values())
    found.fits[day] = next(iter(told.values())).fit
    if FULL in told:
        found.ordered[day] = told[FULL].ordered
    if job.keep in told:
        found.members[day] = told[job.keep].held_km2


def _scores(job: Job, known: Series, day: datetime.date, told: Mapping[str, Forecast]) -> Iterator[Score]:
    """The scores of all methods at the horizons that the series reaches."""
    past = past_of(known, day)
    origin = origin_of(job.case, known, past, day)
    for place, horizon in enumerate(HORIZONS):
        seen = truth(job.case.told.series, day, horizon)
        if np.isnan(seen):
            continue
        for name, rule in rules(job.pockets, job.boxes).items():
            yield score(origin, horizon, name, rule(past, horizon), seen, fair=False)
        for name, one in told.items():
            yield score(origin, horizon, name, one.held_km2[place], seen, fair=True)
