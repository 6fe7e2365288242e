"""A future played in rounds: what is decided in one changes what follows it, and nothing that was seen before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.errors import InputError
from sim.experiment.kernel import Kernel
from sim.experiment.replay import Replay, replay

if TYPE_CHECKING:
    from sim.scenario.workshop import Workshop

TOLD_OF_EVENT = ("time", "process", "kind", "subject", "values")
CHANCES = "acceptance_30d_"  # series of what the model itself expects: it knows the dates that the teams will set
VIEW = "view"  # the event that tells such a chance


@dataclass(frozen=True)
class Played:
    """One round: days [from, to], decisions and note, events in the order of time, and the series on its last day."""

    number: int
    start: int
    end: int
    decisions: Mapping[str, tuple[str, ...]]
    note: str
    events: tuple[dict[str, Any], ...]
    standing: Mapping[str, float]

    def as_json(self) -> dict[str, Any]:
        """A plain mapping."""
        return {**vars(self), "events": list(self.events), "standing": dict(self.standing)}


def play(workshop: Workshop, *, until_round: int | None = None, kernel: Kernel | None = None) -> tuple[Played, ...]:
    """Play the rounds of a log, all or up to one; InputError where a decision changes what was seen before it."""
    log = workshop.log
    last = len(log.rounds) if until_round is None else until_round
    if not 1 <= last <= len(log.rounds):
        raise InputError(f"--round {last}: the log has rounds 1 to {len(log.rounds)}")
    before, rounds = _replayed(workshop, 0, kernel), []
    for number in range(1, last + 1):
        after = _replayed(workshop, number, kernel)
        _refuse_change_of_the_past(workshop, number, before, after)
        rounds.append(_round(workshop, number, after))
        before = after
    return tuple(rounds)


def _replayed(workshop: Workshop, number: int, kernel: Kernel | None) -> Replay:
    log = workshop.log
    return replay(workshop.scenario(number), replication=log.replication, seed=log.seed, kernel=kernel)


def _round(workshop: Workshop, number: int, played: Replay) -> Played:
    one, start = workshop.log.rounds[number - 1], workshop.starts(number)
    events = tuple(event for event in played.events if start <= event["time"] < one.until)
    standing = {name: float(days[one.until]) for name, days in played.paths.items()}
    return Played(number, start, one.until, one.decisions, one.note, events, standing)


def _refuse_change_of_the_past(workshop: Workshop, number: int, before: Replay, after: Replay) -> None:
    """What was seen before a round begins must stand: else somebody decided with what was not known yet."""
    start = workshop.starts(number)
    changed = first_difference(before, after, start)
    if changed:
        place = workshop.document.place(("rounds", number - 1, "decisions"))
        raise InputError(
            f"{place}: what is decided on day {start} changes what was seen before: {changed}; decide something that "
            f"acts from day {start} on, such as command.order_day={start}"
        )


def first_difference(before: Replay, after: Replay, day: int) -> str:
    """The first thing before a day that is not the same in two runs, in words; empty where all is.

    Chances of acceptance are left aside: the model reads them off dates that the teams set later.
    """
    seen = [[event for event in one.events if event["time"] < day] for one in (before, after)]
    for first, second in zip(*seen, strict=False):
        if _differs(first, second):
            return f"on day {min(first['time'], second['time']):.2f} “{first['text']}” becomes “{second['text']}”"
    longer = max(seen, key=len)[min(map(len, seen)) :]
    if longer:
        verb = "is no more" if len(seen[0]) > len(seen[1]) else "is new"
        return f"on day {longer[0]['time']:.2f} “{longer[0]['text']}” {verb}"
    for name, days in before.paths.items():
        if name.startswith(CHANCES):
            continue
        apart = np.flatnonzero(days[:day] != after.paths[name][:day])
        if apart.size:
            return f"{name} on day {apart[0]} is {after.paths[name][apart[0]]:g} instead of {days[apart[0]]:g}"
    return ""


def _differs(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    told = TOLD_OF_EVENT[:-1] if first["kind"] == VIEW else TOLD_OF_EVENT
    return any(first[name] != second[name] for name in told)
