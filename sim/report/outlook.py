"""The answer of one scenario for the first screen: a headline and four cards, each number with its range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from sim.analysis.drivers import drivers
from sim.analysis.ensemble_like import EnsembleLike, amount_values
from sim.analysis.incidence import first_event_days
from sim.analysis.scores import central_interval
from sim.analysis.uncertainty import quantiles
from sim.experiment.drawn import Drawn
from sim.report import frames, words
from sim.report.driver_words import LUCK, told

Entry = Mapping[str, Any]
FIRST = {"foothold_ended": "the foothold is no longer held", "truce": "a general truce takes effect"}
HALF = 0.5
DRIVEN = {"foothold_ended": 2, "truce_in_force": 1, "holder_casualties": 1}  # outcome: sentences at most


@dataclass(frozen=True)
class Card:
    """One number of the answer: what it is (under 24 letters), its value, and its range and condition in words."""

    label: str
    value: str
    note: str


def headline(summary: Entry) -> str:
    """What comes first, the likelier event before the other, in natural frequencies."""
    entries = {name: words.value_entry(summary["outcomes"]["first_event"], name) for name in FIRST}
    shares = {name: words.share_of(entry) or 0.0 for name, entry in entries.items()}
    first, second = sorted(FIRST, key=lambda name: -shares[name])
    by = f"by day {summary['horizon_days']}"
    if not entries[first]["n"]:
        return "No run of this scenario could be finished"
    if shares[first] == 0.0:
        frequency = words.frequency(entries[first], "simulated futures")
        return f"Neither a general truce nor the end of the foothold {by}: either comes in {frequency}"
    often = words.frequency(entries[first], "simulated futures")
    rarely = words.often(entries[second])
    return f"{FIRST[first][:1].upper()}{FIRST[first][1:]} first in {often} {by}; {FIRST[second]} first in {rarely}"


def cards(ensemble: EnsembleLike, summary: Entry, start: date, lost_below_km2: float) -> tuple[Card, ...]:
    """What comes first and when, what is held, and how many people are killed or wounded."""
    ended = _event_card("No longer held first", "foothold_ended", ensemble, summary, start)
    truce = _event_card("Truce first", "truce", ensemble, summary, start)
    at_all = words.frequency(summary["outcomes"]["truce_in_force"], "").split(" (")[0].strip()
    return (
        replace(ended, note=f"{lost_below_km2:g} km² or less, before any truce; {ended.note}"),
        replace(truce, note=f"before the foothold shrinks so far (at any time: {at_all}); {truce.note}"),
        _ground_card(ensemble, summary, lost_below_km2),
        _people_card(ensemble, summary),
    )


def _event_card(label: str, event: str, ensemble: EnsembleLike, summary: Entry, start: date) -> Card:
    entry = words.value_entry(summary["outcomes"]["first_event"], event)
    value = words.often(entry)
    known = entry["low"] is not None
    interval = f"95% simulation interval {words.percent_interval(entry)}" if known else words.TOO_FEW
    days = first_event_days(ensemble)[event]
    came = days[np.isfinite(days)]
    if not came.size:
        return Card(label, value, f"by day {summary['horizon_days']}; {interval}")
    [middle] = quantiles(came, (HALF,))
    low, high = central_interval(came, HALF)
    when = words.calendar_day(start, float(middle or 0.0))
    spread = f"the middle half on days {words.whole_day(low or 0.0)} to {words.whole_day(high or 0.0)}"
    return Card(label, value, f"of these, half by {when}, {spread}; {interval}")


def _ground_card(ensemble: EnsembleLike, summary: Entry, lost_below_km2: float) -> Card:
    held = frames.held_at_horizon(ensemble, lost_below_km2)
    label = f"Ground on day {summary['horizon_days']}"
    often = words.frequency(held, "futures")
    gone = words.frequency(summary["outcomes"]["ground_gone_day"], "futures").split(" (")[0].strip()
    if held["low_km2"] is None:
        note = f"more than {lost_below_km2:g} km² is held in {often}; nothing is left in {gone}"
        return Card(label, "little or none", note)
    where = words.area_range(held["low_km2"], held["high_km2"])
    note = f"the middle half where more than {lost_below_km2:g} km² is held: {often}; nothing is left in {gone}"
    return Card(label, where, note)


def _people_card(ensemble: EnsembleLike, summary: Entry) -> Card:
    ranges = {}
    for side in frames.SIDES:
        low, high = central_interval(amount_values(ensemble, f"{side}_casualties"), HALF)
        ranges[side] = words.people_range(low or 0.0, high or 0.0)
    note = f"killed or wounded in the middle half of futures; of the attacker, {ranges['attacker']}"
    return Card("People of the holder", ranges["holder"], note)


def driver_lines(ensemble: EnsembleLike, drawn: Drawn) -> tuple[str, ...]:
    """What moves the answer most: the foothold first, with the luck of a run, then a truce and the holder's people.

    Where nothing stands out for the foothold, a sentence says so.
    """
    found = {name: told(drivers(ensemble, drawn, name)) for name in DRIVEN}
    first, *others = DRIVEN
    lines = [*found[first].unknown[: DRIVEN[first]]]
    lines += [f"{LUCK}: {line[:1].lower()}{line[1:]}" for line in found[first].luck[:1]]
    for name in others:
        lines += found[name].unknown[: DRIVEN[name]] if found[name].note else ()
    return tuple(lines)
