"""What goes with an answer, in sentences: one a drawn value, with natural frequencies or the middle amount.

Thirds are of the draws: in one run of three a value lies in its highest third.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.drivers import THIRD, Driver, Drivers, sides
from sim.analysis.uncertainty import ENOUGH_FOR_SCRAMBLINGS
from sim.language.saying import say, say_many, spoken
from sim.model.outcomes import AREA_AT_END
from sim.report.evidence.values import meaning
from sim.report.words import numbers as words
from sim.report.words import outcomes
from sim.report.words.measures import UNKNOWN, Level
from sim.report.words.value_catalogue import said_of, subject
from sim.report.words.values import YES_NO, bound_words, option_words
from sim.scenario.loaded import Leaf

Entry = Mapping[str, Any]
LUCK = spoken("The luck of a run")
NOTE = spoken(
    "These are associations within simulated futures, each value drawn from its range, not causes in the world."
)
ANY_TIME = spoken("at any time")
ROUTES = "supply.routes."
NEAR_AN_END = 0.02  # of the draws


@dataclass(frozen=True)
class Told:
    """Sentences on what is not known and on luck, and how to take them; where nothing stands out, one that says so."""

    unknown: tuple[str, ...]
    luck: tuple[str, ...]
    note: str


def told(found: Drivers, at: Level = UNKNOWN, when: str = ANY_TIME) -> Told:
    """The drivers of an answer in sentences; `at` and `when` as `measure_words` has them."""
    unknown = tuple(sentence(driver, found, at, when) for driver in found.unknown)
    luck = tuple(sentence(driver, found, at, when) for driver in found.luck)
    return Told(unknown or (_nothing(found),), luck, say(NOTE) if unknown or luck else "")


def sentence(driver: Driver, found: Drivers, at: Level = UNKNOWN, when: str = ANY_TIME) -> str:
    """'Where the attacker's long-run tempo is in its highest third, ... in 82 of 100 futures; ...; over all, in 72.'"""
    outcome, (high, low) = found.outcome, _conditions(driver)
    if outcomes.ENTRIES[outcome].kind == "share":
        often, rarely = _frequencies(driver)
        base = "" if found.base is None else say("; over all futures, in {base}", base=words.often(found.base))
        return say(
            "Where {high}, {told} in {often} futures; {low}, in {rarely}{base}.",
            high=high, told=outcomes.told(outcome, at, say(when)), often=often, low=low, rarely=rarely, base=base,
        )
    much, little = _amounts(driver, outcome)
    base = "" if found.base is None else say("; over all, {amount}", amount=_or_more(_amount(found.base, outcome)))
    of_what = "" if outcome == AREA_AT_END else f" {outcomes.told(outcome)}"
    if _is_nothing(much):
        half = say("half of the futures or more see no{of_what}", of_what=of_what or say(" ground held"))
    elif outcome == AREA_AT_END:
        half = say("half of the futures in which ground is held keep {amount}", amount=_or_more(much))
    else:
        half = say("half of the futures see {amount}{of_what}", amount=_or_more(much), of_what=of_what)
    return say(
        "Where {high}, {half}; {low}, {amount}{base}.",
        high=high, half=half, low=low, amount=_or_more(little), base=base,
    )


def _or_more(amount: str) -> str:
    """What at least half have, however many have just that."""
    return say("none") if _is_nothing(amount) else say("at least {amount}", amount=amount)


def _is_nothing(amount: str) -> bool:
    return amount in (words.people(0.0), words.area(0.0))


def _amount(entry: Entry, outcome: str) -> str:
    """A median by itself."""
    value, error = float(entry["median"]), float(entry["se"] or 0.0)
    return words.area(value) if outcome == AREA_AT_END else words.people(value, error)


def value_name(leaf: Leaf) -> str:
    """A value as the subject of a sentence: in plain words where it has them, else as the schema says it."""
    noun = subject(leaf.declaration.path)
    if noun:
        return noun
    about = meaning(leaf)
    return f"“{about[:1].lower()}{about[1:]}”"


def _conditions(driver: Driver) -> tuple[str, str]:
    """Where the value is high and where it is low, as the ends of sentences that start with 'where'."""
    leaf = driver.value.leaf
    if driver.option is None:
        return _thirds(driver)
    said = said_of(leaf.declaration.path)
    if said.yes:
        return say(said.yes), say("where {no}", no=say(said.no))
    options = [option_words(name) for name in leaf.declaration.options or YES_NO]
    other = say("elsewhere") if driver.other is None else say("where it is {option}", option=options[driver.other])
    if leaf.declaration.path.startswith(ROUTES):
        route = leaf.path.removeprefix(ROUTES).partition(".")[0].replace("_", " ")
        return say("the {route} is {option} on day 0", route=route, option=options[driver.option]), other
    return say("{value} is {option}", value=value_name(leaf), option=options[driver.option]), other


def _thirds(driver: Driver) -> tuple[str, str]:
    """'the area of the strip is in its highest third (38 km² or more)', 'in its lowest third (28 km² or less)'."""
    leaf, (upper, lower) = driver.value.leaf, sides(driver)
    high, low = (bound_words(end, leaf.declaration) for end in (upper["from"], lower["to"]))
    name = value_name(leaf)
    if high == low or _many_alike(driver):
        return say("{value} is in its highest third", value=name), say("in its lowest third")
    if leaf.declaration.unit == "day":
        highest = say("{value} is in its highest third ({high} or later)", value=name, high=high)
        return highest, say("in its lowest third ({low} or earlier)", low=low)
    highest = say("{value} is in its highest third ({high} or more)", value=name, high=high)
    return highest, say("in its lowest third ({low} or less)", low=low)


def _many_alike(driver: Driver) -> bool:
    """Whether draws around an end of a third are one number, as where they are cut off: it ends at no value then."""
    declared, near = driver.value.leaf.declaration, NEAR_AN_END
    around = np.array([one + side for one in (THIRD, 1.0 - THIRD) for side in (-near, near)])
    ends = np.clip(driver.value.distribution.quantile(around), declared.low, declared.high)
    return bool(ends[0] == ends[1] or ends[2] == ends[3])


def _frequencies(driver: Driver) -> tuple[str, str]:
    """Both shares with the precision that the wider interval supports, finer where they would read the same."""
    entries = (driver.high, driver.low)
    often, rarely = words.often_alike(entries)
    if often == rarely:
        often, rarely = words.often_alike([{**entry, "low": 0.0, "high": 0.0} for entry in entries])
    return often, rarely


def _amounts(driver: Driver, outcome: str) -> tuple[str, str]:
    """Both medians with the precision that the larger error supports, finer where they would read the same."""
    much, little = (float(entry["median"]) for entry in (driver.high, driver.low))
    error = max(float(entry["se"]) for entry in (driver.high, driver.low))
    if outcome == AREA_AT_END:
        ways = [(words.area(much), words.area(little)), *(_areas(much, little, one) for one in (error, 0.0))]
    else:
        ways = [(words.people(much, one), words.people(little, one)) for one in (error, 0.0)]
    return next((way for way in ways if way[0] != way[1]), ways[-1])


def _areas(much: float, little: float, error: float) -> tuple[str, str]:
    return words.amount(much, "km²", error), words.amount(little, "km²", error)


def _nothing(found: Drivers) -> str:
    """Why there is no driver to tell."""
    if not found.n:
        return say("There is no run in which the question arises.")
    if found.constant and found.n >= words.ENOUGH_RUNS:
        return say("This comes out alike in all {n:,} runs, whatever is drawn.", n=found.n)
    if found.n < ENOUGH_FOR_SCRAMBLINGS:
        return say_many(
            "{n:,} run is too few to tell what goes with this.", "{n:,} runs are too few to tell what goes with this.",
            found.n,
        )
    if not found.tried:
        return say("No value varies enough from run to run to be compared.")
    if found.luck:
        return say("No single value that is not known stands out from chance in {n:,} runs.", n=found.n)
    return say("No single drawn value stands out from chance in {n:,} runs.", n=found.n)
