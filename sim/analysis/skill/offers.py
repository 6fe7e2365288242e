"""Offers of a truce between Ukraine and Russia, 2014-2025: what was answered within 30 days, and how long truces ran.

Own coding (sim/data/README.md). What no source was read for is left out and named: whole rows, or single fields. One
offer that two governments answered is two rows, and the truce that came of it one. Texts of 2014-20 are on record
because they were agreed, so their shares say nothing of refusals. Many truces have no day of an end on record: then
their length is bounded by the next text for the whole front, and the share still in force lies between two counts.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from statistics import median

import numpy as np

from sim.analysis.survival.truce_survival import durability
from sim.analysis.uncertainty import Z95, Entry, wilson
from sim.scenario.files.shipped import PACKAGE

FILE = PACKAGE / "data" / "offers.csv"
WHOLE_FRONT, ALL = "whole front", "all"
BELLIGERENTS = ("Ukraine", "Russia")
REFUSALS_FROM = 2023  # before that the record holds what was agreed
DAYS = (7, 30, 90, 180)
MONTH = range(20, 46)  # days of an end date that count as about a month


@dataclass(frozen=True)
class Offer:
    """One offer as one side answered it; None where nobody answered, or no source was read for it."""

    number: int
    offered: date
    proposer: str
    responder: str
    scope: str
    limit_days: float | None
    response: str
    answered: date | None
    accepted: bool | None
    in_force: bool | None
    truce: str
    in_force_from: date | None
    ended_on: date | None
    how_ended: str
    not_read: str
    source: str

    @property
    def by_a_third_party(self) -> bool:
        """Whether no belligerent made it."""
        return not self.proposer.startswith(BELLIGERENTS)

    @property
    def lag_days(self) -> int | None:
        """Days from offer to answer."""
        return None if self.answered is None else (self.answered - self.offered).days


Chosen = Callable[[Offer], bool]
GROUPS: Mapping[str, Chosen] = {
    "all": lambda one: True,
    "texts of 2014-20, on record because they were agreed": lambda one: not _later(one),
    "offers of 2023-25": lambda one: _later(one),
    "of these, answered by Ukraine": lambda one: _later(one) and one.responder == "Ukraine",
    "of these, answered by Russia": lambda one: _later(one) and one.responder == "Russia",
    "of these, the whole front": lambda one: _later(one) and one.scope == WHOLE_FRONT,
    "of these, one domain": lambda one: _later(one) and one.scope != WHOLE_FRONT,
    "of these, an end date after 20-45 days": lambda one: _later(one) and _about_a_month(one),
    "of these, a sooner end date": lambda one: _later(one) and (one.limit_days or math.inf) < MONTH.start,
    "of these, no end date": lambda one: _later(one) and one.limit_days is None,
}


def _later(one: Offer) -> bool:
    return one.offered.year >= REFUSALS_FROM


def _about_a_month(one: Offer) -> bool:
    return one.limit_days is not None and MONTH.start <= one.limit_days < MONTH.stop


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(csv.DictReader(FILE.read_text(encoding="utf-8").splitlines()))


def offers() -> tuple[Offer, ...]:
    """Those that a source was read for, in order of time."""
    return tuple(_offer(row) for row in _rows() if row["not_read"] != ALL)


def left_out() -> Entry:
    """How many rows no source was read for, and which fields of others, by the number of the offer."""
    missing = {int(row["id"]): row["not_read"] for row in _rows() if row["not_read"]}
    return {
        "coded": len(_rows()),
        "rows": [number for number, what in missing.items() if what == ALL],
        "fields": {str(number): what for number, what in missing.items() if what != ALL},
    }


def _offer(row: Mapping[str, str]) -> Offer:
    def day(name: str) -> date | None:
        return date.fromisoformat(row[name]) if row[name] else None

    def yes(name: str) -> bool | None:
        return row[name] == "1" if row[name] else None

    return Offer(
        int(row["id"]), date.fromisoformat(row["offered"]), row["proposer"], row["responder"], row["scope"],
        float(row["limit_days"]) if row["limit_days"] else None, row["response"], day("response_date"),
        yes("accepted_30d"), yes("in_force"), row["truce"], day("in_force_from"), day("ended_on"), row["how_ended"],
        row["not_read"], row["source"],
    )  # fmt: skip


def shares(record: Sequence[Offer]) -> list[Entry]:
    """A row a group: of how many answers, how many accepted as offered within 30 days and in force, with intervals."""
    return [
        {
            "group": name,
            "accepted": counted_share([one.accepted for one in record if chosen(one)]),
            "in_force": counted_share([one.in_force for one in record if chosen(one)]),
        }
        for name, chosen in GROUPS.items()
    ]


def counted_share(values: Iterable[bool | None]) -> Entry:
    """How many of those known, with Wilson's 95 % interval; answers to one offer hang together, so it is too narrow."""
    known = [one for one in values if one is not None]
    k, n = sum(known), len(known)
    low, high = wilson(k / n, n, Z95) if n else (None, None)
    return {"k": k, "n": n, "share": k / n if n else None, "low": low, "high": high}


def lags(record: Sequence[Offer]) -> Entry:
    """How soon an answer came, of whatever kind [days]: on the day, within three and seven, the middle, the longest.

    Of 2023-25 alone: a text is on record of before with the day on which it was agreed, not that of the first draft.
    """
    found = [one.lag_days for one in record if _later(one) and one.lag_days is not None]
    within = {str(day): counted_share([lag <= day for lag in found]) for day in (0, 3, 7)}
    return {"n": len(found), "within": within, "median": median(found), "longest": max(found)}


# how long truces ran


@dataclass(frozen=True)
class Ran:
    """How long a truce ran [days]; `ended`: on a day on record, else it ended by then, at an unknown day."""

    truce: str
    days: float
    ended: bool
    bounded: bool


def durations(record: Sequence[Offer]) -> tuple[Ran, ...]:
    """Each truce once; without a day of its end up to the next text for the whole front, else without bound."""
    first = {one.truce: one for one in reversed(record) if one.in_force_from is not None}
    return tuple(_ran(one, record) for one in sorted(first.values(), key=lambda one: one.offered))


def _ran(one: Offer, record: Sequence[Offer]) -> Ran:
    assert one.in_force_from is not None
    if one.ended_on is not None:
        return Ran(one.truce, float((one.ended_on - one.in_force_from).days), ended=True, bounded=True)
    agreed = [other.offered for other in record if other.scope == WHOLE_FRONT and other.in_force and not _later(other)]
    after = min((day for day in agreed if day > one.in_force_from), default=None)
    if after is None:
        return Ran(one.truce, math.inf, ended=False, bounded=False)
    return Ran(one.truce, float((after - one.in_force_from).days), ended=False, bounded=True)


def still_in_force(ran: Sequence[Ran]) -> list[Entry]:
    """Share in force after some days: at least those known to run on, at most also those whose end has no day.

    The widest of both 95 % intervals goes with it.
    """
    rows = []
    for day in DAYS:
        least = counted_share([one.ended and one.days > day for one in ran])
        most = counted_share([one.days > day for one in ran])
        rows.append({"day": day, "n": len(ran), "least": least, "most": most})
    return rows


def longest_reading(ran: Sequence[Ran]) -> list[Entry]:
    """Kaplan and Meier's share in force by day, if truces without a day of their end ran to their bound; with n."""
    held = np.array([one.days for one in ran])
    horizon = DAYS[-1]
    stopped = np.array([one.bounded and one.days <= horizon for one in ran])
    curve = durability(np.minimum(held, horizon), stopped, horizon)
    return [
        {"day": day, "n": curve.n, "share": float(curve.share[day]), "low": float(curve.low[day]),
         "high": float(curve.high[day])}
        for day in DAYS if day < curve.days.size
    ]  # fmt: skip
