"""Talks on the page of skill and in the app: the world's record and the offers of 2014-25, with n and interval."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from sim.language.saying import say, spoken
from sim.report.hindcast.words import Entry, share
from sim.report.words.numbers import counted, listed
from sim.scenario.files.shipped import PACKAGE

FILE = PACKAGE / "data" / "talks_record.json"
TITLE = spoken("Talks: what was offered and answered; no bar")
INTRODUCTION = spoken(
    "No bar is set on talks, and none is claimed: the laws were fitted to the world's record below, the answers to "
    "offers in this war are too few to tell a good forecast from a constant, and the scenario of March 2025 was "
    "written when it was known what followed. Shares stand with the number that they are of and their 95% interval, "
    "the model's own beside."
)
WORLD_HEADS = (
    "record", "number", "by day 30", "95% interval, day 30", "model, day 30", "by day 90", "95% interval, day 90",
    "model, day 90",
)  # fmt: skip
OFFER_HEADS = (
    "answers", "number", "accepted as offered in 30 days", "95% interval", "model's clock, 30 days",
    "model's clock, 90 days", "in force", "95% interval of these",
)  # fmt: skip
LENGTH_HEADS = ("after", "truces", "in force, at least", "at most", "95% interval of both", "if longest",
                "95% interval of that")
BASELINE_HEADS = ("of the 30 days offered on 11 March 2025", "share of runs", "95% interval of runs")
LISTED_HEADS = ("offered", "by", "to", "of", "end date, days", "answer", "after days", "in force", "ended")
WORLD_DAYS = (30, 90)
RARE = 0.1
JOINED_TITLE = spoken("World, 1989-2020: one-sided first offers that the other side joins")
NOT_FAILED_TITLE = spoken("World, 1989-2020: truces that have not failed")
OFFERS_TITLE = spoken("Offers between Ukraine and Russia, 2014-25, as answered")
LENGTH_TITLE = spoken("How long the truces that came of them ran")
BASELINE_TITLE = spoken("What kursk/baseline says of one of these offers")
LISTED_TITLE = spoken("The offers, one by one")
NOTES = {
    "world": (
        "Days 7 and 180 stand in docs/verification.md (V7). The clock and the laws of truces were fitted to these "
        "records, so that agreement is no forecast; offers that were refused are in no data set, so that shares joined "
        "are upper bounds."
    ),
    "offers": (
        "Texts of 2014-20 are on record because they were agreed and say nothing of refusals. One offer answered by "
        "two governments is two rows, so that answers hang together and intervals are too narrow. Clock: what the "
        "model's law, as fitted to the world, gives offers with the same end dates and go-betweens; it knows neither "
        "the war nor the domain."
    ),
    "lengths": (
        "Only three truces have a day of an end on record. At least: those known to run on; at most: those too whose "
        "end has no day, up to the next text for the whole front. If longest: the share in force if each ran as long "
        "as it can have, by the estimate of Kaplan and Meier, in which a truce counts for as long as it is known."
    ),
    "baseline": (
        "The attacker's government in the model, beside one answer that was given: with conditions, after two days. "
        "The holder's is an input there: accepted on the day. That is plausibility and not skill."
    ),
}


@lru_cache(maxsize=1)
def talks_record() -> Entry:
    """The whole record of talks."""
    told: Entry = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def interval(entry: Entry) -> str:
    """'21% to 72%', or nothing."""
    if entry["low"] is None:
        return ""
    return say("{low} to {high}", low=share(entry["low"]), high=share(min(entry["high"], 1.0)))


def world_rows(strata: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """A row a stratum: its number, and on days 30 and 90 the record's share, its interval and the model's."""
    for one in strata:
        days = [point for point in one["days"] if point["day"] in WORLD_DAYS]
        told = [(share(point["share"]), interval(point), share(point["model"])) for point in days]
        yield one["stratum"], f"{one['n']:,}", *(text for three in told for text in three)


def offer_rows(told: Entry) -> Iterator[tuple[str, ...]]:
    """A row a group of answers."""
    for row in told["offers"]:
        accepted, in_force = row["accepted"], row["in_force"]
        yield (
            row["group"], str(accepted["n"]), _of(accepted), interval(accepted), share(row["clock"]["30"]),
            share(row["clock"]["90"]), _of(in_force), interval(in_force),
        )  # fmt: skip


def length_rows(told: Entry) -> Iterator[tuple[str, ...]]:
    """A row a day: between which counts the share in force lies."""
    longest = {row["day"]: row for row in told["longest_reading"]}
    for row in told["in_force"]:
        least, most = row["least"], row["most"]
        both = say("{low} to {high}", low=share(least["low"]), high=share(most["high"]))
        if_longest = longest.get(row["day"])
        last = (share(if_longest["share"]), interval(if_longest)) if if_longest else ("", "")
        yield counted(row["day"], "day"), str(row["n"]), _of(least), _of(most), both, *last


def baseline_rows(told: Entry) -> Iterator[tuple[str, ...]]:
    """First answers within three days, and acceptance by day, of the attacker's government."""
    base = told["baseline"]
    for one in base["answers"]:
        yield say("first answer within 3 days: {name}", name=one["name"]), share(one["value"]), interval(one)
    for one in base["accepted"]:
        low, high = (_fine(one[end]) for end in ("low", "high"))
        yield say("accepted {name}", name=one["name"]), _fine(one["value"]), say("{low} to {high}", low=low, high=high)


def listed_rows(told: Entry) -> Iterator[tuple[str, ...]]:
    """A row an offer and who answered it."""
    for one in told["listed"]:
        answered = say("not read") if one["accepted"] is None else one["response"]
        lag = "" if one["answered"] is None else str(_days(one["offered"], one["answered"]))
        in_force = {None: say("not read"), True: "yes", False: "no"}[one["in_force"]]
        ended = "; ".join(filter(None, (one["ended_on"], one["how_ended"])))
        limit = "" if one["limit_days"] is None else f"{one['limit_days']:g}"
        yield (
            one["offered"], one["proposer"], one["responder"], one["scope"], limit, answered, lag, in_force, ended,
        )  # fmt: skip


def lag_line(told: Entry) -> str:
    """How soon answers came."""
    lags = told["lags"]
    within = {day: _of(entry) for day, entry in lags["within"].items() if day != "0"}
    counts = [say("{answers} within {day} days", answers=answers, day=day) for day, answers in within.items()]
    same_day = lags["within"]["0"]
    return say(
        "Answers of 2023-25 of any kind: {same_day} on the day (95% interval {interval}), {list}; the longest took "
        "{days}.",
        same_day=_of(same_day), interval=interval(same_day), list=", ".join(counts),
        days=counted(lags["longest"], "day"),
    )


def left_out_line(told: Entry) -> str:
    """What is coded and in no number, because no source was read for it."""
    left = told["left_out"]
    fields = ", ".join(f"{number} {what.replace('_', ' ')}" for number, what in left["fields"].items())
    rows = listed([*map(str, left["rows"])])
    return say(
        "Of {coded} answers coded, {n} (numbers {rows}) rest on memory alone and are left out, and so are single "
        "fields of {others} others ({fields}).",
        coded=left["coded"], n=len(left["rows"]), rows=rows, others=len(left["fields"]), fields=fields,
    )


def _fine(value: float) -> str:
    """A small share in percent with a digit more, another as it is."""
    return f"{100.0 * value:.1f}%" if value < RARE else share(value)


def _of(entry: Entry) -> str:
    """'5 of 11'."""
    return say("{k} of {n}", k=entry["k"], n=entry["n"])


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
