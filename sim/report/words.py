"""Numbers into sentences that state the finding, in natural frequencies.

Pure functions of the entries of a summary or of a comparison; no more digits than the runs support. The same
verbs for both sides; a number beside every word of chance.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

Entry = Mapping[str, Any]
MINUS = "−"
COUNTED = ("people", "person", "persons", "settlements", "incidents", "vehicles")  # shown as whole numbers
FINE_ENOUGH_FOR_HUNDREDTHS = 0.05  # half-width of the 95 % interval of a share
LIMITS = (
    "Odds under the stated assumptions, not a prediction. Civilians are not modelled; loss counts rest on "
    "statements of the belligerents."
)


# numbers


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign; the minus is a real one and zero has none."""
    text = f"{abs(value):,.{digits}f}"
    if float(text.replace(",", "")) == 0.0:
        return text
    return ("+" if value > 0 else MINUS) + text


def plain(value: float, digits: int = 0) -> str:
    """A number with thousands separated and a real minus."""
    text = f"{abs(value):,.{digits}f}"
    return MINUS + text if value < 0 and float(text.replace(",", "")) != 0.0 else text


def round_to(value: float, unit: float) -> float:
    """The nearest multiple of the unit."""
    return round(value / unit) * unit


def supported_unit(value: float, error: float = 0.0, digits: int = 2) -> float:
    """Unit to round to: `digits` significant digits, coarser where the half-width of the 95 % interval is."""
    by_digits = 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1) if value else 1.0
    by_error = 10.0 ** math.floor(math.log10(1.96 * error)) if error > 0.0 else 0.0
    return max(by_digits, by_error, 1.0)


def amount(value: float, unit: str = "", error: float = 0.0) -> str:
    """A value of any unit to two digits (a whole number from 1 to 99), coarser where its error is larger."""
    if value == 0.0:
        return with_unit("0", unit)
    size = math.floor(math.log10(abs(value))) - 1
    by_error = math.floor(math.log10(1.96 * error)) if error > 0.0 else size
    power = max(min(size, 0) if abs(value) < 100.0 else size, by_error, 0 if unit in COUNTED else -99)
    return with_unit(plain(round_to(value, 10.0**power), max(0, -power)), unit)


def with_unit(number: str, unit: str) -> str:
    """A number with its unit as people write it; none for shares and counts without a unit."""
    name = {"km2": "km²", "share": "", "1": "", "day": "days", "person": "people", "persons": "people"}.get(
        unit, unit
    )
    return f"{number} {name}" if name else number


def people(value: float, error: float = 0.0) -> str:
    """A number of people to two digits: 7,243 is 7,200."""
    return plain(round_to(value, supported_unit(value, error)))


def area(value_km2: float) -> str:
    """An area to 10 km2, with its unit."""
    if 0.0 < value_km2 < 5.0:
        return "under 5 km²"
    return f"{plain(round_to(value_km2, 10.0))} km²"


def area_range(low_km2: float, high_km2: float) -> str:
    """A range of areas to 10 km2: '60 to 110 km2'."""
    low, high = plain(round_to(low_km2, 10.0)), plain(round_to(high_km2, 10.0))
    return f"about {low} km²" if low == high else f"{low} to {high} km²"


def percent(share: float) -> str:
    """A share as whole percent; what is neither nothing nor all never reads as such."""
    if 0.0 < share < 0.005:
        return "under 1%"
    if 0.995 < share < 1.0:
        return "over 99%"
    return f"{round(100.0 * share)}%"


def of_100(share: float) -> str:
    """A share as whole of 100: '61 of 100', 'fewer than 1 of 100', 'more than 99 of 100'."""
    return _of(share, 100)


def calendar_day(start: date, day: float) -> str:
    """'day 30 (11 April 2025)'."""
    when = start + timedelta(days=round(day))
    return f"day {plain(round(day))} ({when.day} {when:%B %Y})"


def frequency(entry: Entry, noun: str = "futures") -> str:
    """A share with as much precision as its interval supports: of 100, of 10, in none of n, in all n.

    Takes an entry of kind share, or of kind day (share that happens).
    """
    share, n = share_of(entry), int(entry["n"])
    if share is None:
        return f"no {noun}"
    if share == 0.0:
        return f"none of {n:,} {noun} (below about 3 in {n:,})" if n > 3 else f"none of {n} {noun}"
    if share == 1.0:
        return f"all {n:,} {noun}"
    if half_width(entry) <= FINE_ENOUGH_FOR_HUNDREDTHS:
        return f"{of_100(share)} {noun}"
    return f"about {_of(share, 10)} {noun}".replace("about fewer", "fewer").replace("about more", "more")


def share_of(entry: Entry) -> float | None:
    """The share of an entry of kind share or day; None where it has none."""
    value = entry["share"] if entry.get("kind") == "day" else entry["mean"]
    return None if value is None else float(value)


def half_width(entry: Entry) -> float:
    """Half the 95 % interval of a share."""
    return (float(entry["high"]) - float(entry["low"])) / 2.0


def _of(share: float, whole: int) -> str:
    if 0.0 < share < 0.5 / whole:
        return f"fewer than 1 of {whole}"
    if 1.0 - 0.5 / whole < share < 1.0:
        return f"more than {whole - 1} of {whole}"
    return f"{round(whole * share)} of {whole}"


# titles of single scenarios


def headline_title(truce: Entry, horizon: int) -> str:
    """How often a general truce takes effect."""
    return f"A general truce takes effect within {horizon} days in {frequency(truce, 'simulated futures')}"


def first_events_title(first_event: Entry, horizon: int) -> str:
    """Shares by first event at the horizon."""
    truce, ended = (float(first_event["share"][name]) for name in ("truce", "foothold_ended"))
    n = int(first_event["n"])
    if truce == 0.0 and ended == 0.0:
        return f"By day {horizon}: neither a truce nor the end of the foothold in any of {n:,} futures"
    if truce == 1.0:
        return f"By day {horizon}: a truce first in all {n:,} futures"
    if ended == 1.0:
        return f"By day {horizon}: the foothold no longer held first in all {n:,} futures"
    parts = (("a truce first", truce), ("the foothold no longer held first", ended))
    return f"By day {horizon}: " + ", ".join(
        f"{name} in {_percent_or_none(share, n)}" for name, share in parts
    )


def acceptance_title(party: str, accepted: Entry, middle_day: float | None, horizon: int) -> str:
    """How often a party accepts and when half of its acceptances have come."""
    share = share_of(accepted)
    if not share or middle_day is None:
        return f"{_capital(party)} accepts by day {horizon} in {frequency(accepted)}"
    when = "before the start" if middle_day < 0 else f"by day {round(middle_day)}"
    often = frequency(accepted)
    return f"{_capital(party)} accepts in {often}; half of acceptances come {when}"


def area_title(held: Entry, low_km2: float | None, high_km2: float | None, horizon: int) -> str:
    """Whether ground is still held at the horizon and how much in the middle half of those futures."""
    if not share_of(held) or low_km2 is None or high_km2 is None:
        return f"Ground is still held at day {horizon} in {frequency(held)}"
    return (
        f"Ground is still held at day {horizon} in {frequency(held)}; "
        f"where held, {area_range(low_km2, high_km2)} in the middle half"
    )


def people_title(low: float, high: float, who: str = "people", horizon: int | None = None) -> str:
    """Middle half of the futures in people killed or wounded."""
    by = "" if horizon is None else f" by day {horizon}"
    if people(low) == people(high):
        return f"Half of futures see about {people(low)} {who} killed or wounded{by}"
    return f"Half of futures see between {people(low)} and {people(high)} {who} killed or wounded{by}"


def withdrawal_title(leaving: Entry, cut: Entry) -> str:
    """How often forces leave, and in how many of those futures part of them is cut off."""
    if not share_of(leaving):
        return f"Forces leave in {frequency(leaving)}"
    return f"Forces leave in {frequency(leaving)}; of those, part is cut off in {frequency(cut)}"


# titles of comparisons


def accepted_title(shares: Mapping[str, Entry], horizon: int, event: str = "Accepted") -> str:
    """'Accepted by day 90: 18% in A, 30% in B'."""
    parts = [
        f"{_percent_or_none(share_of(entry) or 0.0, int(entry['n']))} in {letter}"
        for letter, entry in shares.items()
    ]
    return f"{event} by day {horizon}: " + ", ".join(parts)


def is_clear(entry: Entry) -> bool:
    """Whether the 95 % interval of a paired difference leaves zero out."""
    return entry["low"] is not None and (entry["low"] > 0.0 or entry["high"] < 0.0)


def difference_title(entry: Entry, noun: str, base: str = "A", other: str = "B") -> str:
    """'With B, about 900 fewer people killed or wounded', or that there is no clear difference."""
    if entry["mean"] is None:
        return f"{base} and {other} have no pair in which {noun} can be compared"
    if float(entry["p_equal"]) == 1.0:
        return f"No difference between {base} and {other} in any of {entry['n_pairs']:,} pairs: {noun}"
    if not is_clear(entry):
        return f"No clear difference between {base} and {other}: {noun}"
    size = people(abs(float(entry["mean"])), float(entry["se"]))
    return f"With {other}, about {size} {'more' if entry['mean'] > 0 else 'fewer'} {noun}"


def area_difference_title(entry: Entry, base: str = "A", other: str = "B") -> str:
    """The same for ground held, in km2."""
    if entry["mean"] is None or not is_clear(entry):
        return difference_title({**entry, "low": None}, "ground held", base, other)
    size = abs(float(entry["mean"]))
    if size < 0.5:
        text = "under 1 km²"
    else:
        text = f"about {area(size) if size >= 5.0 else plain(size) + ' km²'}"
    return f"With {other}, {text} {'more' if entry['mean'] > 0 else 'less'} ground held on average"


def share_difference_title(entry: Entry, event: str, base: str = "A", other: str = "B") -> str:
    """The same for a share: 'With B, a truce takes effect in about 12 more of 100'."""
    if entry["mean"] is None or not is_clear(entry):
        return difference_title({**entry, "low": None}, event, base, other)
    change = round(100.0 * abs(float(entry["mean"])))
    size = "fewer than 1" if change == 0 else f"about {change}"
    return f"With {other}, {event} in {size} {'more' if entry['mean'] > 0 else 'fewer'} of 100 futures"


def ties_sentence(entry: Entry) -> str:
    """How many pairs show no difference at all, and how the others split."""
    n, equal = int(entry["n_pairs"]), float(entry["p_equal"])
    if equal == 1.0:
        return f"All {n:,} pairs are equal."
    more = float(entry["p_greater"])
    fewer = max(0.0, 1.0 - equal - more)
    ties = f"No pair of {n:,} is equal" if equal == 0.0 else f"In {of_100(equal)} pairs nothing differs"
    return f"{ties}; more in {of_100(more)}, fewer in {of_100(fewer)}."


def interval_sentence(entry: Entry, unit: str = "people") -> str:
    """'On average −930 people (95% simulation interval −1,060 to −800).'"""
    if entry["mean"] is None:
        return "There is no pair to compare."
    unit_size = supported_unit(float(entry["mean"]), float(entry["se"]))
    mean, low, high = (
        round_to(float(entry[key]), unit_size / 10.0 if unit_size > 1.0 else 1.0)
        for key in ("mean", "low", "high")
    )
    tail = f" {unit}" if unit else ""
    return f"On average {signed(mean)}{tail} (95% simulation interval {signed(low)} to {signed(high)})."


# lines for the terminal


def answer_lines(summary: Entry) -> list[str]:
    """The answer of one run in a few sentences, first the ground, then the talks, then the people."""
    outcomes, horizon = summary["outcomes"], int(summary["horizon_days"])
    lines = []
    if "foothold_ended" in outcomes:
        often = _with_interval(outcomes["foothold_ended"])
        lines.append(f"In {often} the foothold is no longer held by day {horizon}.")
    lines.extend(_levels_line(outcomes, horizon))
    if "truce_in_force" in outcomes:
        lines.append(f"In {_with_interval(outcomes['truce_in_force'])} a general truce takes effect.")
    lines.extend(_truce_with_ground_line(outcomes))
    if "first_event" in outcomes and outcomes["first_event"]["n"]:
        lines.append(first_events_title(outcomes["first_event"], horizon) + ".")
    lines.extend(_people_line(outcomes))
    if summary.get("failures"):
        lines.append(
            f"{summary['failures']:,} of {summary['replications']:,} runs failed and are in no number."
        )
    return lines


def comparison_lines(
    name: str, differences: Mapping[str, Entry], nouns: Mapping[str, str], base: str = "the base"
) -> list[str]:
    """One sentence for ground, talks and each amount of people: what changes against the base."""
    events = {"foothold_ended": "the foothold is no longer held", "truce_in_force": "a truce takes effect"}
    shares = [
        share_difference_title(differences[outcome], event, base, name) + "."
        for outcome, event in events.items()
        if outcome in differences
    ]
    people = [
        difference_title(differences[outcome], noun, base, name) + "."
        for outcome, noun in nouns.items()
        if outcome in differences
    ]
    staying = staying_line(differences)
    return [*shares, *people, *([staying] if staying else [])]


def staying_line(differences: Mapping[str, Entry]) -> str:
    """People of the holder per extra day until the exit is over; empty where people or days do not clearly differ."""
    harmed, exits = differences.get("holder_lost"), differences.get("withdrawal_done_day")
    if harmed is None or exits is None:
        return ""
    days = exits["restricted_mean_days"]
    if harmed["mean"] is None or days["mean"] is None or not (is_clear(harmed) and is_clear(days)):
        return ""
    rate = harmed["mean"] / days["mean"]
    size = f"{people(abs(rate))} {'more' if rate > 0 else 'fewer'}"
    return f"That is about {size} people of the holder killed, wounded or captured for each extra day of staying."


def source_line(replications: int, seed: int, version: str, cut_off: str | None = None) -> str:
    """Where the numbers of a chart come from."""
    evidence = f", evidence published by {cut_off}" if cut_off else ""
    return f"{replications:,} runs, seed {seed}, model {version}{evidence}."


def _with_interval(entry: Entry) -> str:
    text = frequency(entry, "simulated runs")
    share = share_of(entry)
    if share is None or share in (0.0, 1.0):
        return text
    low, high = round(100.0 * float(entry["low"])), round(100.0 * float(entry["high"]))
    return text if low == high else f"{text} (95% simulation interval {low} to {high} of 100)"


def _levels_line(outcomes: Mapping[str, Entry], horizon: int) -> list[str]:
    levels = {"50 km²": "below_50_km2_day", "20 km²": "below_20_km2_day", "10 km²": "below_10_km2_day"}
    known = {level: outcomes.get(name) for level, name in {**levels, "1 km²": "ground_gone_day"}.items()}
    shares = [
        f"{level} in {percent(entry['share'])}" for level, entry in known.items() if entry and entry["n"]
    ]
    return [f"Ground held falls to at most {', '.join(shares)} by day {horizon}."] if shares else []


def _truce_with_ground_line(outcomes: Mapping[str, Entry]) -> list[str]:
    entry = outcomes.get("truce_with_ground")
    if entry is None or not entry["n"]:
        return []
    return [f"In {frequency(entry, 'simulated runs')} it takes effect while the foothold is still held."]


def _people_line(outcomes: Mapping[str, Entry]) -> list[str]:
    parts = []
    for side in ("attacker", "holder"):
        entry = outcomes.get(f"{side}_casualties")
        if entry is not None and entry["n"]:
            parts.append(f"{side} {people(entry['p05'])} to {people(entry['p95'])}")
    return [f"People killed or wounded, 9 runs in 10: {'; '.join(parts)}."] if parts else []


def _percent_or_none(share: float, n: int) -> str:
    return f"none of {n:,}" if share == 0.0 else percent(share)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def letters_line(letters: Sequence[str], names: Sequence[str]) -> str:
    """'A: kursk/baseline. B: kursk/hold.'"""
    return " ".join(f"{letter}: {name}." for letter, name in zip(letters, names, strict=False))
