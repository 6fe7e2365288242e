"""Which stored results can be set against each other run by run, and why others cannot."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from sim.experiment.results.listing import Stored, StoredRun

MOST_COMPARED = 4


class Days(NamedTuple):
    """The days that a scenario of some name looks at; `start` is None where it is not known."""

    name: str
    horizon_days: int
    start: datetime.date | None = None


def why_unpaired(results: Sequence[Stored]) -> str:
    """A sentence on why results have no pairs and what to do about it; empty where they do."""
    if len(results) > MOST_COMPARED:
        return f"{len(results)} results are selected; select at most {MOST_COMPARED} to compare."
    runs = [result.run for result in results if result.run is not None and not result.damage]
    if len(runs) < len(results):
        damaged = next(result.name for result in results if result.run is None or result.damage)
        return f"{damaged} is damaged and cannot be compared; leave it out."
    first = runs[0]
    for other in runs[1:]:
        reason = _unlike(first, other)
        if reason:
            return reason
    return ""


def _unlike(first: StoredRun, other: StoredRun) -> str:
    """Why two runs do not share their luck, or do not look at the same thing."""
    if first.map != other.map:
        return (
            f"{first.name} and {other.name} stand on different maps, so no run of one is like a run of the other; "
            "compare results of one theatre."
        )
    if first.seed != other.seed:
        return (
            f"{first.name} ran with seed {first.seed}, {other.name} with seed {other.seed}: their luck differs, so "
            f"runs cannot be paired; run {other.name} again with seed {first.seed}."
        )
    if first.replications != other.replications:
        fewer, more = sorted((first, other), key=lambda run: run.replications)
        return (
            f"{fewer.name} has {fewer.replications:,} runs, {more.name} has {more.replications:,}: not every run has "
            f"a partner; run {fewer.name} with {more.replications:,} replications, which adds to those it has."
        )
    reason = why_other_days([Days(first.name, first.horizon_days), Days(other.name, other.horizon_days)])
    if reason:
        return reason
    if first.design != other.design:
        return f"{first.name} and {other.name} draw their luck in different ways; run both with the same design."
    if first.model != other.model:
        return (
            f"{first.name} and {other.name} were made by different versions of the model, so a difference between "
            "them may be the model's and not the scenario's; run the older one again."
        )
    return ""


def why_other_days(scenarios: Sequence[Days]) -> str:
    """A sentence on why scenarios do not look at the same days and what to do about it; empty where they do.

    A day of one is then no day of another, so neither shares by a day nor amounts at the end can be set side by side.
    """
    first, *others = scenarios
    everything = "both" if len(scenarios) == 2 else "all"
    if any(one.horizon_days != first.horizon_days for one in others):
        told = ", ".join(f"{one.name} {one.horizon_days} days" for one in others)
        return f"{first.name} looks {first.horizon_days} days ahead, {told}; run {everything} with the same horizon."
    if any(one.start != first.start for one in others):
        told = ", ".join(f"{one.name} on {_date(one.start)}" for one in others)
        return f"{first.name} starts on {_date(first.start)}, {told}; run {everything} from the same day."
    return ""


def _date(day: datetime.date | None) -> str:
    return "a day not known" if day is None else f"{day.day} {day:%B %Y}"
