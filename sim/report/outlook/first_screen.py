"""The answer of one scenario for the first screen: a headline and four cards, each number with its range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import Any

import numpy as np

from sim.analysis.drivers import Driver, drivers
from sim.analysis.ensemble_like import EnsembleLike, amount_values, horizon_days, lost_below
from sim.analysis.survival.incidence import first_event_days
from sim.experiment.design.drawn import Drawn
from sim.language.saying import say, spoken
from sim.model.outcomes import (
    AREA_AT_END,
    CASUALTIES,
    ENDED_AT_ALL,
    ENDED_FIRST,
    FIRST_EVENT,
    HOLDER_LOST,
    TRUCE_AT_ALL,
    TRUCE_FIRST,
)
from sim.report.drawing import frames
from sim.report.outlook import drivers as driver_words
from sim.report.words import numbers as words
from sim.report.words.measures import any_time, first_label, level
from sim.report.words.middle import UNKNOWN, MiddleHalf, middle, middle_half
from sim.report.words.outcomes import DRIVEN, LEVELS, told
from sim.scenario.loaded import Leaf

Entry = Mapping[str, Any]
LITTLE_KM2 = 5.0  # what rounds to no ten of km²


@dataclass(frozen=True)
class Card:
    """One number of the answer: what it is (under 24 letters), its value, and its range and condition in words."""

    label: str
    value: str
    note: str


def headline(summary: Entry) -> str:
    """What comes first, the likelier event before the other, in natural frequencies."""
    entry, at = summary["outcomes"][FIRST_EVENT], level(summary.get("lost_below"))
    events = {ENDED_FIRST: told(ENDED_AT_ALL, at), TRUCE_FIRST: told(TRUCE_AT_ALL, at)}
    entries = {name: words.value_entry(entry, name) for name in events}
    shares = {name: words.share_of(entry) or 0.0 for name, entry in entries.items()}
    first, second = sorted(events, key=lambda name: -shares[name])
    by = say("by day {horizon_days}", horizon_days=summary["horizon_days"])
    if not entries[first]["n"]:
        return say("No run of this scenario could be finished")
    if shares[first] == 0.0:
        frequency = words.frequency(entries[first], spoken("simulated futures"))
        return say(
            "Neither a general truce takes effect nor the foothold shrinks to {to} {by}: either in {frequency}",
            to=at.to, by=by, frequency=frequency,
        )
    often, rarely = words.frequency(entries[first], spoken("simulated futures")), words.often(entries[second])
    return say(
        "{event} first in {often} {by}; {other} first in {rarely}",
        event=words.capital(events[first]), often=often, by=by, other=events[second], rarely=rarely,
    )


def cards(ensemble: EnsembleLike, summary: Entry, start: date, lost_below_km2: float) -> tuple[Card, ...]:
    """What comes first and when, what is held, and how many people are killed or wounded."""
    at, by = level(summary.get("lost_below")), any_time(summary["horizon_days"])
    at_all = [summary["outcomes"][name] for name in (ENDED_AT_ALL, TRUCE_AT_ALL)]
    ended_at_all, truce_at_all = (say("First or not, {by}: {often}", by=by, often=words.often(one)) for one in at_all)
    first = words.capital(first_label(summary.get("lost_below")))
    ended_first = _event_card(first, ENDED_FIRST, ensemble, summary, start)
    before_truce = say("{told} before any general truce", told=told(ENDED_AT_ALL, at))
    truce_first = _event_card(say("Truce first"), TRUCE_FIRST, ensemble, summary, start)
    return (
        replace(ended_first, note=f"{before_truce}; {ended_first.note}. {ended_at_all}"),
        replace(truce_first, note=say(
            "before the foothold shrinks to {to}; {note}. {truce_at_all}",
            to=at.to, note=truce_first.note, truce_at_all=truce_at_all,
        )),
        _ground_card(ensemble, summary, lost_below_km2),
        _people_card(ensemble, summary),
    )


def _event_card(label: str, event: str, ensemble: EnsembleLike, summary: Entry, start: date) -> Card:
    entry = words.value_entry(summary["outcomes"][FIRST_EVENT], event)
    value = words.often(entry)
    known = entry["low"] is not None
    ends = words.percent_interval(entry)
    interval = say("95% simulation interval {ends}", ends=ends) if known else say("too few for an interval")
    days = first_event_days(ensemble)[event]
    came = days[np.isfinite(days)]
    if not came.size:
        return Card(label, value, say(
            "by day {horizon_days}; {interval}", horizon_days=summary["horizon_days"], interval=interval
        ))
    half, day = middle_half(came), middle(came)
    if half.low is None or half.high is None or day is None:
        return Card(label, value, say("too few to tell when; {interval}", interval=interval))
    when = words.calendar_day(start, day)
    spread = say(
        "the middle half on days {first} to {last}", first=words.whole_day(half.low), last=words.whole_day(half.high)
    )
    return Card(label, value, say(
        "of these, half by {when}, {spread}; {interval}", when=when, spread=spread, interval=interval
    ))


def _ground_card(ensemble: EnsembleLike, summary: Entry, lost_below_km2: float) -> Card:
    """Ground over all futures; what the few hold that hold more stands below: as the number it was quoted for all."""
    held, half = frames.held_at_horizon(ensemble, lost_below_km2), middle_half(amount_values(ensemble, AREA_AT_END))
    label = say("Ground on day {horizon_days}", horizon_days=summary["horizon_days"])
    above = say("more than {lost_below_km2:,g} km²", lost_below_km2=lost_below_km2)
    often = words.frequency(held, "futures").partition(" (")[0]
    gone = _falls_to(summary)
    if half.low is None or half.high is None:
        value, over = words.capital(say(words.TOO_FEW)), ""
    else:
        value = words.area_range(half.low, half.high) if half.high >= LITTLE_KM2 else say("little or none")
        over = say("the middle half of all futures; ")
    if not words.share_of(held) or held["low_km2"] is None:
        return Card(label, value, say(
            "{over}{above} is held in {often}; {gone}", over=over, above=above, often=often, gone=gone
        ))
    where = words.area_range(held["low_km2"], held["high_km2"])
    return Card(label, value, say(
        "{over}where {above} is held ({often}), {where}; {gone}",
        over=over, above=above, often=often, where=where, gone=gone,
    ))


def _falls_to(summary: Entry) -> str:
    """How often the ground held falls to each of the levels that are told."""
    known = {at: summary["outcomes"][name] for at, name in LEVELS.items() if name in summary["outcomes"]}
    shares = zip(known, words.often_alike([*known.values()]), strict=True)
    parts = [say("{level} or less in {often}", level=at, often=often) for at, often in shares]
    if not parts:
        raise KeyError(*LEVELS.values())
    return say("at some time {list}", list=", ".join(parts))


def _people_card(ensemble: EnsembleLike, summary: Entry) -> Card:
    ranges, half = {}, UNKNOWN
    for side in frames.SIDES:
        half = middle_half(amount_values(ensemble, CASUALTIES[side]))
        ranges[side] = _nobody_or(half)
    if half.low is None:
        note = say("killed or wounded; {runs}", runs=words.counted(half.n, "run"))
        return Card(say("People of the holder"), words.capital(say(words.TOO_FEW)), note)
    note = say(
        "killed or wounded in the middle half of futures; with those captured or missing, {lost}; of the attacker, "
        "killed or wounded, {attacker}",
        lost=_lost(ensemble, summary["outcomes"][HOLDER_LOST]), attacker=ranges["attacker"],
    )
    return Card(say("People of the holder"), words.capital(ranges["holder"]), note)


def _lost(ensemble: EnsembleLike, entry: Entry) -> str:
    """People of the holder with those captured or missing: the middle half, and the mean that questions tell."""
    half = _nobody_or(middle_half(amount_values(ensemble, HOLDER_LOST)))
    return say("{half}, on average {mean}", half=half, mean=words.people(entry["mean"], entry["se"] or 0.0))


def _nobody_or(half: MiddleHalf) -> str:
    text = words.people_range(half.low or 0.0, half.high or 0.0)
    return "none" if text == "0" else text


def driver_lines(ensemble: EnsembleLike, drawn: Drawn) -> tuple[str, ...]:
    """What moves the answer most, in sentences."""
    return tuple(line for line, _ in told_drivers(ensemble, drawn))


def told_drivers(ensemble: EnsembleLike, drawn: Drawn) -> tuple[tuple[str, Leaf | None], ...]:
    """What moves the answer most: the foothold first, with the luck of a run, then a truce and the holder's people.

    Each sentence comes with the value that it names. Where nothing stands out for the foothold, one without says so.
    """
    at, when = level(lost_below(ensemble)), any_time(horizon_days(ensemble))
    found = {name: drivers(ensemble, drawn, name) for name in DRIVEN}
    said = {name: driver_words.told(one, at, when) for name, one in found.items()}
    first, *others = DRIVEN
    lines = _named(said[first].unknown, found[first].unknown)[: DRIVEN[first]]
    luck = _named(said[first].luck, found[first].luck)[:1]
    lines += [(f"{say(driver_words.LUCK)}: {line[:1].lower()}{line[1:]}", leaf) for line, leaf in luck]
    for name in others:
        lines += _named(said[name].unknown, found[name].unknown)[: DRIVEN[name]] if said[name].note else []
    return tuple(lines)


def _named(sentences: Sequence[str], of: Sequence[Driver]) -> list[tuple[str, Leaf | None]]:
    """Sentences with the values that they name; one that says why there is none names none."""
    return [*zip_longest(sentences, [one.value.leaf for one in of])]
