"""Something that a run did or did not do: an event on a day of a window, or an amount between two levels.

A day outcome stands for the calendar day on which it lies: day 0 is the scenario's first date. A window without an end
also takes in never. What cannot be told from the run, such as how long a truce held that never came, is missing.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.ensemble_like import EnsembleLike, Floats, amount_values, catalogue_of_the_model, day_values
from sim.errors import InputError
from sim.scenario.files.suggestions import near, shown

WINDOW, LEVELS = ("from", "to"), ("at_least", "below", "at_most")
KEYS = ("event", *WINDOW, *LEVELS)
DAY, AMOUNTS = "day", ("amount", "share")


@dataclass(frozen=True)
class Event:
    """An outcome and when, or how much: a window of dates, both ends included, or levels in the outcome's unit."""

    outcome: str
    kind: str
    first: datetime.date | None = None
    last: datetime.date | None = None
    at_least: float = -math.inf
    below: float = math.inf
    at_most: float = math.inf

    def happened(self, ensemble: EnsembleLike, start: datetime.date) -> Floats:
        """Whether each run had it (replication,): one, zero, or NaN where the run failed or cannot tell."""
        if self.kind != DAY:
            values = amount_values(ensemble, self.outcome)
            inside = (values >= self.at_least) & (values < self.below) & (values <= self.at_most)
        else:
            values = day_values(ensemble, self.outcome)
            inside = (values >= self._first_day(start)) & (values < self._day_after(start))
            if self.last is None:
                inside |= np.isinf(values)
        return np.where(np.isnan(values), np.nan, inside)

    def days_needed(self, start: datetime.date) -> int:
        """How many days a run must have for the window to be seen to its end."""
        ends = [one for one in (self.last, self.first and self.first - datetime.timedelta(1)) if one is not None]
        return (max(ends) - start).days + 1 if ends else 0

    def _first_day(self, start: datetime.date) -> float:
        return -math.inf if self.first is None else float((self.first - start).days)

    def _day_after(self, start: datetime.date) -> float:
        return math.inf if self.last is None else float((self.last - start).days + 1)


def event_from(entry: Mapping[str, Any], place: str) -> Event:
    """The event in an entry of a file; an InputError begins with the place given."""
    for key in entry:
        if key not in KEYS:
            raise InputError(f"{place}: {key} is not known here; {near(key, KEYS)}")
    known = {one.name: one.kind for one in catalogue_of_the_model()}
    name = str(entry.get("event", ""))
    if known.get(name, "category") == "category":
        told = "is a category: ask for a day, an amount or a share" if name in known else near(name, known)
        raise InputError(f"{place}: event = {shown(name)} cannot be asked for; {told}")
    used, wrong = (WINDOW, LEVELS) if known[name] == DAY else (LEVELS, WINDOW)
    if any(entry.get(key) is not None for key in wrong) or all(entry.get(key) is None for key in used):
        raise InputError(f"{place}: event = {name} is of kind {known[name]}: give {' or '.join(used)} and nothing else")
    first, last = (_date(entry.get(key), key, place) for key in WINDOW)
    if first is not None and last is not None and last < first:
        raise InputError(f"{place}: to = {last} is before from = {first}; turn them round")
    levels = {key: _number(entry[key], key, place) for key in LEVELS if entry.get(key) is not None}
    return Event(name, known[name], first, last, **levels)


def _date(raw: Any, key: str, place: str) -> datetime.date | None:
    if raw is None:
        return None
    try:
        return datetime.date.fromisoformat(str(raw)[:10])
    except ValueError:
        raise InputError(f"{place}: {key} = {shown(raw)} is no date; write one such as 2025-12-31") from None


def _number(raw: Any, key: str, place: str) -> float:
    try:
        value = float(raw)
    except (TypeError, ValueError):
        value = math.nan
    if not math.isfinite(value):
        raise InputError(f"{place}: {key} = {shown(raw)} is no number; write one in the unit of the outcome")
    return value
