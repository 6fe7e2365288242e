"""Which settlements are still with the holder: their chance by day over many runs, and their state in one run.

Read off the event logs. A settlement is *held* until the attacker holds its centre or all of it; *contested* while the
attacker holds the centre, or (in one run) has gained part of it; *passed* once all of it is with the attacker. The
model gives no ground back. A place that is open ground changes hands as a settlement does, but is none and is not
counted as one. What is not here: areas (partial losses of a settlement are not logged when ground is left).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.analysis.ensemble_like import EnsembleLike, Flags, Floats, horizon_days, size, succeeded
from sim.analysis.uncertainty import Entry, share_errors, share_intervals, share_numbers
from sim.model.world.events import CENTRE_LOST, EVENT_KINDS, GAIN, SETTLEMENT_LOST
from sim.scenario.referenced.theatre import Settlement, Theatre

HELD, CONTESTED, PASSED = range(3)
STATES = ("held", "contested", "with the attacker")
HALF = 0.5
MOST, EVEN, FEWER = range(3)  # held in most runs, in about half, in fewer
STANDINGS = ("most runs", "even", "fewer")


class LoadedLike(Protocol):
    """A scenario; its map is all that is needed of it."""

    @property
    def theatre(self) -> Theatre: ...


class LoggedEnsemble(EnsembleLike, Protocol):
    """An ensemble that kept the logs of all its replications."""

    @property
    def events(self) -> NDArray[Any] | None: ...
    @property
    def loaded(self) -> LoadedLike: ...


@dataclass(frozen=True, eq=False)
class SettlementChances:
    """Share of runs (settlement, day) in which each settlement is held, and contested, at the end of each day.

    `lost_day` (replication, settlement) is the day [day] on which it is no longer held: infinite for never, NaN for a
    run that failed. `n` runs ended without failure. `open_ground` (settlement,) are those that are none.
    """

    names: tuple[str, ...]
    open_ground: Flags
    held: Floats
    contested: Floats
    lost_day: Floats
    n: int

    @property
    def horizon(self) -> int:
        """The last day."""
        return int(self.held.shape[1]) - 1

    def entries(self, day: int) -> list[Entry]:
        """Share of runs in which each settlement is held on a day, with its error and interval."""
        kept = np.where(np.isnan(self.lost_day), np.nan, self.lost_day > day)
        return [{"kind": "share", **share_numbers(held)} for held in kept.T]

    @cached_property
    def standings(self) -> NDArray[np.int8]:
        """MOST, EVEN or FEWER (settlement, day): held in more than half of the runs, or in fewer, where that is clear.

        EVEN where the 95 % interval of the share contains a half, so that the next runs may say otherwise.
        """
        grid = np.arange(self.held.shape[1], dtype=np.float64)
        found = np.full(self.held.shape, EVEN, dtype=np.int8)
        for place, days in enumerate(self.lost_day.T):
            low, high = share_intervals(self.held[place], share_errors(days, grid), self.n)
            found[place, low > HALF] = MOST
            found[place, high < HALF] = FEWER
        return found

    def standing(self, day: int) -> list[int]:
        """How many settlements stand as MOST, EVEN and FEWER on a day; open ground is none."""
        of_settlements = self.standings[~self.open_ground, day]
        return [int((of_settlements == one).sum()) for one in (MOST, EVEN, FEWER)]


class SettlementDays:
    """The days on which each settlement passes (replication, settlement), read off logs as they come, in any order."""

    def __init__(self, theatre: Theatre, replications: int) -> None:
        self._theatre = theatre
        shape = (replications, len(theatre.settlements))
        self._days = {kind: np.full(shape, np.inf) for kind in (CENTRE_LOST, SETTLEMENT_LOST)}

    def read(self, events: NDArray[Any]) -> None:
        """Take in the log of some replications."""
        for kind, days in self._days.items():
            _note_first(days, events, kind)

    def chances(self, ensemble: EnsembleLike) -> SettlementChances:
        """What they give for the runs of an ensemble that ended without failure."""
        centre, whole = self._days[CENTRE_LOST], self._days[SETTLEMENT_LOST]
        places = self._theatre.settlements
        return chances_from(
            [place.name for place in places], centre, whole, succeeded(ensemble), horizon_days(ensemble),
            np.array([place.open_ground for place in places]),
        )  # fmt: skip


def chances_by_day(ensemble: LoggedEnsemble) -> SettlementChances:
    """Chances of every settlement on the days 0 to the horizon; needs the logs of all replications."""
    days = SettlementDays(ensemble.loaded.theatre, size(ensemble))
    if ensemble.events is not None:
        days.read(ensemble.events)
    return days.chances(ensemble)


def chances_from(
    names: Sequence[str],
    centre: Floats,
    whole: Floats,
    kept: Flags,
    horizon: int,
    open_ground: Flags | None = None,
) -> SettlementChances:
    """Chances from the days (replication, settlement) on which centre and whole pass; `kept` runs count."""
    no_longer_held = np.minimum(centre, whole)
    held = _share_after(no_longer_held[kept], horizon)
    lost_day = np.where(kept[:, None], no_longer_held, np.nan)
    contested = _share_after(whole[kept], horizon) - held
    open_ground = np.zeros(len(names), dtype=np.bool_) if open_ground is None else open_ground
    return SettlementChances(tuple(names), open_ground, held, contested, lost_day, int(kept.sum()))


def _note_first(days: Floats, events: NDArray[Any], kind: int) -> None:
    """Write the day of the first entry of a kind about each settlement into `days` (replication, settlement)."""
    if len(events):
        chosen = events[events["kind"] == kind]
        np.minimum.at(days, (chosen["replication"].astype(int), chosen["subject"].astype(int)), chosen["time"])


def _share_after(days: Floats, horizon: int) -> Floats:
    """Share of runs (settlement, day) in which the day of a settlement comes later; NaN without runs."""
    n, grid = len(days), np.arange(horizon + 1)
    if n == 0:
        return np.full((days.shape[1], len(grid)), np.nan)
    by_then = [np.searchsorted(np.sort(column), grid, side="right") for column in days.T]
    still: Floats = (n - np.array(by_then, dtype=np.float64).reshape(days.shape[1], len(grid))) / n
    return still


def states_by_event(events: Sequence[Mapping[str, Any]], theatre: Theatre) -> NDArray[np.int8]:
    """State of each settlement (event + 1, settlement) in one run: before the first event, and after each.

    A gain makes the settlement contested that the axis attacks next. The log names no settlement for a gain: where it
    has just taken one, the next of the same ground counts (interior or strip, which a day's attack does not leave).
    """
    states = np.zeros((len(events) + 1, len(theatre.settlements)), dtype=np.int8)
    just_lost: dict[str, tuple[float, bool]] = {}
    for number, event in enumerate(events):
        now = states[number + 1]
        now[:] = states[number]
        kind, subject = event["kind"], int(event["subject"])
        if kind == EVENT_KINDS[CENTRE_LOST].name:
            now[subject] = max(now[subject], CONTESTED)
        elif kind == EVENT_KINDS[SETTLEMENT_LOST].name:
            place = theatre.settlements[subject]
            now[subject] = PASSED
            just_lost[place.axis] = (float(event["time"]), place.border_strip)
        elif kind == EVENT_KINDS[GAIN].name:
            attacked = _attacked(theatre, now, theatre.axes[subject], just_lost, float(event["time"]))
            if attacked is not None:
                now[attacked] = CONTESTED
    return states


def _attacked(
    theatre: Theatre, states: NDArray[np.int8], axis: str, just_lost: Mapping[str, tuple[float, bool]], time: float
) -> int | None:
    """The settlement of an axis in which a gain at this time ends."""
    lost_at, on_strip = just_lost.get(axis, (-np.inf, False))
    if lost_at != time:
        on_strip = not any(_stands(place, state, False) for place, state in _pairs(theatre, states))
    for number, (place, state) in enumerate(_pairs(theatre, states)):
        if place.axis == axis and _stands(place, state, on_strip):
            return number
    return None


def _pairs(theatre: Theatre, states: NDArray[np.int8]) -> list[tuple[Settlement, int]]:
    return [(place, int(state)) for place, state in zip(theatre.settlements, states, strict=True)]


def _stands(place: Settlement, state: int, on_strip: bool) -> bool:
    return place.border_strip == on_strip and state != PASSED
