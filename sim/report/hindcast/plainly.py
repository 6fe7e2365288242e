"""The track record in plain sentences, before its terms: what was asked, what came out, what was wanted.

The error is told against that of a simple forecast, by the geometric skill of the tables: how much smaller it is in a
typical group of cases. Pure functions of the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sim.language.saying import say, spoken
from sim.report.hindcast.record import BEHIND
from sim.report.hindcast.words import METHODS, Entry, against, called, share, smaller, told_value, wanted
from sim.report.words.numbers import capital, counted, listed

CLOSENESS = re.compile(r"(?P<panel>.+), (?P<days>\d+) days: geometric skill")
OVER_TEMPO = re.compile(r"(?P<panel>.+), (?P<days>\d+) days: geometric skill of the full model over the tempo alone")
TOLD_WIDE = (("coverage_90", 90), ("coverage_50", 50))
THIS_WAR, ANY_ANSWER = spoken("offers of 2023-25"), spoken("any answer")
MONTH, QUARTER = 30, 90  # days
ABOUT_BARS = spoken(
    "A bar is a mark that was set before the forecasts were scored: how much smaller than that of a simple forecast "
    "their error had to be, and how often the map had to lie in the range that they gave."
)
BAR_TERMS = spoken(
    "*Geometric skill*: the error against that of the better simple forecast, in a typical group of cases; "
    "*arithmetic*: the same of mean errors; *5 % bound*: what it is at worst, 19 times in 20. *Reference, "
    "persistence*: the simple forecast to beat; that of no change. *Coverage*: the share of maps inside the range of "
    "that width. *Tempo alone, full model*: the pace of loss, without and with roads and orders. *Members*: the "
    "futures of a forecast. *Points*: percentage points."
)
ABOUT_SKILL = spoken(
    "Asked: is the error of the model, how far the later map lay from what it said, smaller than that of a forecast "
    "that needs no model, such as that nothing changes? In a typical group of cases, against the better simple one:"
)
TERMS = spoken(
    "*Origin*: the day of a forecast. *Group*: cases that share ground or time. *Recent pace*: that of the last 14 "
    "days, as far as it went on in other groups. *Tempo alone*: the pace of loss, without roads, orders or talks; "
    "*full model*: with roads and orders."
)


def missed_lines(told: Entry) -> Iterator[str]:
    """A line for each bar that is missed: where, what came out, what was wanted."""
    about = {panel["name"]: panel["about"] for panel in told["panels"]}
    for bar in (bar for bar in told["bars"] if not bar["met"]):
        found = CLOSENESS.fullmatch(bar["what"])
        if found is None or found["panel"] not in about or bar["least"] is None:
            value, bounds = told_value(bar, bar["value"]), wanted(bar)
            yield say("{what}: {value}, where {wanted} was wanted.", what=say(bar["what"]), value=value, wanted=bounds)
            continue
        miss = say(
            "{panel} ({about}), {days} days ahead: against that of the better simple forecast the error was {smaller}, "
            "where {wanted} was wanted.",
            panel=say(found["panel"]), about=say(about[found["panel"]]), days=found["days"],
            smaller=smaller(bar["value"]), wanted=wanted(bar),
        )  # fmt: skip
        yield " ".join([miss, *_beside(told, found["panel"], int(found["days"]))])


def _beside(told: Entry, name: str, days: int) -> Iterator[str]:
    """What stands beside an error: which forecast was the better one, how far chance reaches, the mean error."""
    panels = {panel["name"]: panel for panel in told["panels"]}
    for row in own_rows(panels[name]):
        skill = row["skill"]
        if row["horizon_days"] == days and skill["low"] is not None:
            yield say(
                "The better one is “{simple}”. With groups of cases drawn anew, 9 times in 10 between {low} and "
                "{high}; over all of them together {smaller}, which a few collapses decide.",
                simple=say(METHODS[row["reference"]]), low=smaller(skill["low"]), high=smaller(skill["high"]),
                smaller=smaller(skill["arithmetic"]),
            )  # fmt: skip


def fans_line(told: Entry, case: str) -> str:
    """How often the map lay within the light band of the forecasts of a case."""
    inside, all_of_them = in_band(told, case)
    return say(
        "Asked: on days of the past, from what was public then, how much ground will be held some weeks on? Of "
        "{maps} that followed in this case, {inside} lay within the light band; about {right}, 9 in 10, would be "
        "right.",
        inside=inside, maps=counted(all_of_them, "map"), right=round(0.9 * all_of_them),
    )


def in_band(told: Entry, case: str) -> tuple[int, int]:
    """How many of the maps that followed the forecasts of a case lay within the light band, and of how many."""
    windows = [one for fan in told["forecasts"] if fan["case"] == case for one in fan["horizons"]]
    inside = sum(one["quantiles_km2"][0] <= one["truth_km2"] <= one["quantiles_km2"][-1] for one in windows)
    return inside, len(windows)


def reliability_line(panel: Entry) -> str:
    """How often the ranges of 90 and of 50 in 100 held what came, by days ahead."""
    rows = own_rows(panel)
    parts = [
        say(
            "the range meant for {wide}% of maps held {held}",
            wide=wide, held=listed([_at(f"{row[name]:.0%}", row) for row in rows]),
        )
        for name, wide in TOLD_WIDE
    ]
    return say(
        "Asked: do its ranges hold as often as they say? {parts}. Fewer is too sure, more is too unsure.",
        parts=capital("; ".join(parts)),
    )


def skill_lines(told: Entry) -> Iterator[str]:
    """A line for each set of windows: the error against that of the better simple forecast, by days ahead."""
    for panel in told["panels"]:
        rows = own_rows(panel)
        parts = [_at(smaller(row["skill"]["geometric"]), row) for row in rows]
        yield say("{panel}: the error was, {against}.", panel=called(panel), against=against(rows, parts))


def wins_line(told: Entry, wins: Sequence[Entry]) -> str:
    """In how many groups of cases a simple forecast does better."""
    panels = {win["panel"] for win in wins}
    groups = sum(panel["groups"] for panel in told["panels"] if panel["name"] in panels)
    days = listed([f"{day}" for day in sorted({win["horizon_days"] for win in wins})])
    return say(
        "In {n} of {groups} of cases the error of a simple forecast was smaller than that of the model {days} days "
        "ahead: there nobody needs the model.",
        n=len(wins), groups=counted(groups, "group"), days=days,
    )


def full_line(told: Entry) -> str:
    """Whether the full model tells ground better than the pace of loss alone, and what was wanted of it."""
    parts = []
    for bar in told["bars"]:
        found = OVER_TEMPO.fullmatch(bar["what"])
        if found is not None and bar["least"] is not None:
            parts.append(say(
                "over {panel}, {smaller} at {days} days (wanted: {wanted})",
                panel=say(found["panel"]), smaller=smaller(bar["value"]), days=found["days"], wanted=wanted(bar),
            ))  # fmt: skip
    asked = say(
        "Asked: is the error of the full model, with roads, orders and talks, smaller than that of its pace of loss "
        "alone?"
    )
    return f"{asked} {capital('; '.join(parts))}."


def talks_lines(talks: Entry) -> Iterator[str]:
    """What the parts of the record of talks come to: offers answered, truces that ran, the world, the one offer."""
    offers = next(row for row in talks["offers"] if row["group"] == THIS_WAR)
    accepted = offers["accepted"]
    yield say(
        "Offers of 2023-25: {k} of {n} were accepted as offered within 30 days, {share} (95% interval {low} to "
        "{high}); the model's clock gives such offers {clock}.",
        k=accepted["k"], n=accepted["n"], share=share(accepted["share"]), low=share(accepted["low"]),
        high=share(accepted["high"]), clock=share(offers["clock"][str(MONTH)]),
    )  # fmt: skip
    ran = _on(talks["in_force"], MONTH)
    yield say(
        "Of {truces} that came of offers, {least} to {most} were in force after {days} days: ends are seldom on "
        "record.",
        truces=counted(ran["n"], "truce"), least=ran["least"]["k"], most=ran["most"]["k"], days=MONTH,
    )
    joined = _on(talks["joined"][0]["days"], MONTH)
    lasting = _on(talks["not_failed"][0]["days"], QUARTER)
    yield say(
        "World, 1989-2020: {joined} of one-sided first offers were joined by day {soon}, {joined_model} by the model's "
        "law; {lasting} of truces had not failed by day {late}, {lasting_model} by the model's law. It was fitted to "
        "them.",
        joined=share(joined["share"]), soon=MONTH, joined_model=share(joined["model"]),
        lasting=share(lasting["share"]), late=QUARTER, lasting_model=share(lasting["model"]),
    )  # fmt: skip
    answered = next(one for one in talks["baseline"]["answers"] if one["name"] == ANY_ANSWER)
    agreed = next(one for one in talks["baseline"]["accepted"] if one["name"].endswith(f" {MONTH}"))
    yield say(
        "Of the 30 days offered on 11 March 2025 the model says: some answer of the attacker's government within 3 "
        "days in {answered} of runs, accepted by day {days} in {accepted}.",
        answered=share(answered["value"]), days=MONTH, accepted=share(agreed["value"]),
    )


def _on(rows: Sequence[Entry], day: int) -> Entry:
    return next(row for row in rows if row["day"] == day)


def own_rows(panel: Entry) -> list[Any]:
    """The rows of the tempo alone."""
    return [row for row in panel["table"] if row["method"] == BEHIND]


def _at(text: str, row: Entry) -> str:
    return say("{skill} at {days} days", skill=text, days=row["horizon_days"])
