"""Numbers into sentences that state the finding, in natural frequencies.

Pure functions of the entries of a summary or of a comparison; no more digits than the runs support. The same
verbs for both sides; a number beside every word of chance.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sim.analysis.summary import COUNTED
from sim.language.dates import full_date
from sim.language.saying import numeral, say, say_many, spoken
from sim.model.outcomes import ENDED_FIRST, TRUCE_FIRST

Entry = Mapping[str, Any]
MINUS = "−"
UNIT_WORDS = {
    "km2": "km²",
    "share": "",
    "1": "",
    "day": "days",
    "person": "people",
    "persons": "people",
    "settlements": "places",  # open ground counts
}
ENOUGH_PAIRS = 20  # with fewer, the interval of a difference is not known well enough to call it clear
ENOUGH_RUNS = 20  # with fewer, runs are counted as they are, and nine in ten of them are not told
TOO_FEW = spoken("too few to tell")
FINE_ENOUGH_FOR_HUNDREDTHS = 0.05  # half-width of the 95 % interval of a share
LIMITS = spoken(
    "Odds under the stated assumptions, not a prediction. Civilians are not modelled; loss counts rest on "
    "statements of the belligerents."
)


# numbers


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign; the minus is a real one and zero has none."""
    text = f"{abs(value):,.{digits}f}"
    if float(text.replace(",", "")) == 0.0:
        return numeral(text)
    return ("+" if value > 0 else MINUS) + numeral(text)


def plain(value: float, digits: int = 0) -> str:
    """A number with thousands separated and a real minus."""
    text = f"{abs(value):,.{digits}f}"
    return (MINUS if value < 0 and float(text.replace(",", "")) != 0.0 else "") + numeral(text)


def round_to(value: float, unit: float) -> float:
    """The nearest multiple of the unit."""
    return round(value / unit) * unit


def to_unit(value: float, unit: float) -> str:
    """The nearest multiple of the unit, without its name."""
    return plain(round_to(value, unit), 1 if unit < 1.0 else 0)


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
    name = say(UNIT_WORDS.get(unit, unit))
    return f"{number} {name}" if name else number


def people(value: float, error: float = 0.0) -> str:
    """A number of people to two digits: 7,243 is 7,200."""
    return plain(round_to(value, supported_unit(value, error)))


def people_range(low: float, high: float) -> str:
    """A range of people to two digits: '2,500 to 5,500'."""
    return people(low) if people(low) == people(high) else say("{low} to {high}", low=people(low), high=people(high))


def area(value_km2: float) -> str:
    """An area to 10 km2, with its unit."""
    if 0.0 < value_km2 < 5.0:
        return say("under 5 km²")
    return say("{number} km²", number=plain(round_to(value_km2, 10.0)))


def area_range(low_km2: float, high_km2: float) -> str:
    """A range of areas to 10 km2: '60 to 110 km2'."""
    low, high = plain(round_to(low_km2, 10.0)), plain(round_to(high_km2, 10.0))
    return say("about {low} km²", low=low) if low == high else say("{low} to {high} km²", low=low, high=high)


def percent(share: float) -> str:
    """A share as whole percent; what is neither nothing nor all never reads as such."""
    k = round(100.0 * share)
    if k == 0 and share > 0.0:
        return say("under 1%")
    if k == 100 and share < 1.0:
        return say("over 99%")
    return f"{k}%"


def percent_of(share: float, n: int) -> str:
    """A share of n runs as whole percent; of few runs as they are counted: '2 of 3'."""
    return say("{k} of {n}", k=round(share * n), n=n) if n < ENOUGH_RUNS else percent(share)


def counted(n: int, one: str, many: str = "") -> str:
    """A number with its noun: '1 run', '2,000 runs', '0 futures'."""
    return say_many(f"{{n:,}} {one}", f"{{n:,}} {many or one + 's'}", n)


def few(n: int, noun: str = "future") -> str:
    """'1 future, too few to tell'."""
    return say("{some}, too few to tell", some=counted(n, noun))


def of_100(share: float) -> str:
    """A share as whole of 100: '61 of 100', 'fewer than 1 of 100', 'more than 99 of 100'."""
    return of_whole(share, 100)


def whole_day(day: float) -> int:
    """The day nearest to a time [days after noon of the start]; from midnight on it is the next."""
    return math.floor(day + 0.5)


def calendar_date(start: date, day: float) -> str:
    """'11 April 2025': the date of a time [days after noon of the start]."""
    return full_date(start + timedelta(days=whole_day(day)))


def calendar_day(start: date, day: float) -> str:
    """'day 30 (11 April 2025)'."""
    return say("day {day} ({date})", day=plain(whole_day(day)), date=calendar_date(start, day))


def frequency(entry: Entry, noun: str = "futures") -> str:
    """A share with as much precision as its interval supports: of 100, of 10, in none of n, in all n.

    Few runs are counted as they are. Takes an entry of kind share, or of kind day (share that happens).
    """
    share, n = share_of(entry), int(entry["n"])
    noun = say(noun)
    if share is None:
        return say("no {noun}", noun=noun)
    if n == 1:
        return _of_one(share, noun.removesuffix("s"))
    if share == 0.0:
        rare = say("none of {n:,} {noun} (below about 3 in {n:,})", n=n, noun=noun)
        return rare if n > 3 else say("none of {n} {noun}", n=n, noun=noun)
    if share == 1.0:
        return say("all {n:,} {noun}", n=n, noun=noun)
    if n < ENOUGH_RUNS:
        return say("{k} of {n} {noun}", k=round(share * n), n=n, noun=noun)
    if half_width(entry) <= FINE_ENOUGH_FOR_HUNDREDTHS:
        return f"{of_100(share)} {noun}"
    if round(10 * share) in (0, 10):
        return f"{of_whole(share, 10)} {noun}"
    return say("about {of_ten} {noun}", of_ten=of_whole(share, 10), noun=noun)


def _of_one(share: float, noun: str) -> str:
    if share == 0.0:
        return say("none of 1 {noun} (too few to tell)", noun=noun)
    return say("1 of 1 {noun} (too few to tell)", noun=noun)


def often(entry: Entry) -> str:
    """The same number alone: '61 of 100', 'about 6 of 10', 'none of 1,000', 'all 1,000', 'no run'."""
    return say("no run") if share_of(entry) is None else frequency(entry, "").partition(" (")[0].strip()


def often_alike(entries: Sequence[Entry]) -> list[str]:
    """Shares beside each other, all as fine as the coarsest: none is told of 100 and its neighbour of 10."""
    wide = max((half_width(entry) for entry in entries if share_of(entry) is not None), default=0.0)
    return [often({**entry, "low": 0.0, "high": 2.0 * wide}) for entry in entries]


def value_entry(category: Entry, value: str) -> Entry:
    """The share of one value of a category, as an entry of kind share."""
    numbers = {name: category[key][value] for name, key in (("mean", "share"), ("low", "low"), ("high", "high"))}
    return {"kind": "share", "n": category["n"], **numbers}


def share_of(entry: Entry) -> float | None:
    """The share of an entry of kind share or day; None where it has none."""
    value = entry["share"] if entry.get("kind") == "day" else entry["mean"]
    return None if value is None else float(value)


def few_runs(n: int) -> str:
    """That so few runs tell little; empty where they are enough."""
    return say("Only {runs}: too few to tell.", runs=counted(n, "run")) if 0 < n < ENOUGH_RUNS else ""


def half_width(entry: Entry) -> float:
    """Half the 95 % interval of a share; a half where it has none: nothing is known."""
    if entry["low"] is None:
        return 0.5
    return (float(entry["high"]) - float(entry["low"])) / 2.0


def percent_interval(entry: Entry) -> str:
    """The 95 % interval of a share, '12% to 17%', or that the runs are too few for one."""
    if entry["low"] is None:
        return say(TOO_FEW)
    return say("{low} to {high}", low=percent(entry["low"]), high=percent(entry["high"]))


def of_whole(share: float, whole: int) -> str:
    """A share as a number of 10 or 100; what is neither nothing nor all never reads as such."""
    k = round(whole * share)
    if k == 0 and share > 0.0:
        return say("fewer than 1 of {whole}", whole=whole)
    if k == whole and share < 1.0:
        return say("more than {k} of {whole}", k=whole - 1, whole=whole)
    return say("{k} of {whole}", k=k, whole=whole)


# titles of single scenarios


def first_events_title(entry: Entry, horizon: int, or_less: str) -> str:
    """Shares by first event at the horizon; `or_less` is the area at which the foothold is no longer held."""
    end = say("the foothold no longer held ({or_less})", or_less=or_less)
    truce, ended = (value_entry(entry, first) for first in (TRUCE_FIRST, ENDED_FIRST))
    n = int(entry["n"])
    if not n:
        return say("By day {horizon}: no run", horizon=horizon)
    if n == 1:
        return say(
            "By day {horizon}: a general truce first in {truce}, {end} first in {ended}",
            horizon=horizon, truce=often(truce), end=end, ended=often(ended),
        )
    if truce["mean"] == 0.0 and ended["mean"] == 0.0:
        return say(
            "By day {horizon}: neither a general truce nor {end} in any of {n:,} futures", horizon=horizon, end=end, n=n
        )
    if truce["mean"] == 1.0:
        return say("By day {horizon}: a general truce first in all {n:,} futures", horizon=horizon, n=n)
    if ended["mean"] == 1.0:
        return say("By day {horizon}: {end} first in all {n:,} futures", horizon=horizon, end=end, n=n)
    return say(
        "By day {horizon}: a general truce first in {truce}, {end} first in {ended}",
        horizon=horizon, truce=often(truce), end=end, ended=often(ended),
    )


def acceptance_title(party: str, accepted: Entry, middle_day: float | None, horizon: int) -> str:
    """How often a party accepts and, if known, when half of its acceptances have come."""
    share = share_of(accepted)
    if not share or middle_day is None:
        return say(
            "{party} accepts by day {horizon} in {accepted}",
            party=capital(party), horizon=horizon, accepted=frequency(accepted),
        )
    when = say("before the start") if middle_day < 0 else say("by day {day}", day=whole_day(middle_day))
    return say(
        "{party} accepts in {accepted}; half of acceptances come {when}",
        party=capital(party), accepted=frequency(accepted), when=when,
    )


def area_title(held: Entry, above_km2: float, low_km2: float | None, high_km2: float | None, horizon: int) -> str:
    """How often more than an area is held at the horizon, and how much in the middle half of those futures if known."""
    often_held = say(
        "More than {above_km2:,g} km² is held at day {horizon} in {held}",
        above_km2=above_km2, horizon=horizon, held=frequency(held),
    )
    if not share_of(held) or int(held["n"]) == 1:
        return often_held
    if low_km2 is None or high_km2 is None:
        return say("{often_held}; too few to tell how much", often_held=often_held)
    return say(
        "{often_held}; there, {range} in the middle half", often_held=often_held, range=area_range(low_km2, high_km2)
    )


def people_title(low: float, high: float, who: str = "people", horizon: int | None = None) -> str:
    """Middle half of the futures in people killed or wounded; where that is nobody, at least half have nobody."""
    by = "" if horizon is None else say(" by day {horizon}", horizon=horizon)
    if people(high) == "0":
        return say("At least half of futures see no {who} killed or wounded{by}", who=say(who), by=by)
    if people(low) == people(high):
        return say("Half of futures see about {low} {who} killed or wounded{by}", low=people(low), who=say(who), by=by)
    return say(
        "Half of futures see between {low} and {high} {who} killed or wounded{by}",
        low=people(low), high=people(high), who=say(who), by=by,
    )


# titles of comparisons


def accepted_title(shares: Mapping[str, str], horizon: int, event: str = "Accepted") -> str:
    """'Accepted by day 90: 18 of 100 in A, 30 of 100 in B'; a scenario alone needs no letter."""
    return say("{event} by day {horizon}: {each}", event=say(event), horizon=horizon, each=by_letter(shares))


def first_title(first: Mapping[str, str], ever: Mapping[str, str], horizon: int, event: str) -> str:
    """'The foothold is no longer held first by day 90: 80 of 100 in A, 74 of 100 in B; first or not: 81 of 100 ...'.

    `first` are the shares in which it comes first, `ever` those in which it comes at any time, which questions tell.
    """
    return say(
        "{event} by day {horizon}: {each}; first or not, at any time: {ever}",
        event=event, horizon=horizon, each=by_letter(first), ever=by_letter(ever),
    )


def by_letter(parts: Mapping[str, str]) -> str:
    """'18 of 100 in A, 30 of 100 in B', '20 of 100 in A and B'; what stands alone needs no letter."""
    if len(parts) == 1:
        return next(iter(parts.values()))
    if len(set(parts.values())) == 1:
        return say("{text} in {list}", text=next(iter(parts.values())), list=listed(list(parts)))
    return ", ".join(say("{text} in {letter}", text=text, letter=letter) for letter, text in parts.items())


def listed(texts: Sequence[str]) -> str:
    """'A, B and C'."""
    return texts[0] if len(texts) == 1 else say("{list} and {last}", list=", ".join(texts[:-1]), last=texts[-1])


def is_clear(entry: Entry) -> bool:
    """Whether the 95 % interval of a paired difference leaves zero out, with pairs enough to know the interval."""
    if entry["low"] is None or int(entry["n_pairs"]) < ENOUGH_PAIRS:
        return False
    return bool(entry["low"] > 0.0 or entry["high"] < 0.0)


# lines under charts


def source_line(replications: int, seed: int, version: str, cut_off: str | None = None) -> str:
    """Where the numbers of a chart come from."""
    evidence = say(", evidence published by {day}", day=cut_off) if cut_off else ""
    return say(
        "{runs}, seed {seed}, model {version}{evidence}.",
        runs=counted(replications, "run"), seed=seed, version=version, evidence=evidence,
    )


def capital(text: str) -> str:
    """The same text with a capital letter at its start."""
    return text[:1].upper() + text[1:]
