"""One run in words: what it is about, why it is worth a look, and the event that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sim.analysis.notable import Notable
from sim.language.saying import say, spoken
from sim.model.outcomes import (
    AREA_AT_END,
    AREA_AT_TRUCE,
    ENDED_AT_ALL,
    ENDED_DAY,
    ENDED_FIRST,
    FIRST_EVENT,
    TRUCE_DAY,
    TRUCE_FIRST,
)
from sim.report.timeline.frames import EventRow
from sim.report.words import numbers as words
from sim.report.words.measures import Level
from sim.report.words.outcomes import first_told, told

LABELS = {"typical": "Typical", "earliest_truce": "Earliest truce", "latest_end": "Latest end"}
ALT_LANES = spoken(
    "Four lanes of dots over days: diplomacy, supply, ground and outcome of one run, above the ground it holds"
)
HOW_TO_READ_LANES = spoken(
    "Each dot is an event of this one run; bars show what lasts: a truce in force, a move out, a pause. Blue: truce; "
    "orange: the foothold is no longer held, or no ground is left. The ring and the line mark the chosen event. "
    "Days are counted from noon: day 0.5 is the midnight after it. One run is one possible course, not a likely one in "
    "its details."
)
SMALL_HELP = spoken("Weather, single gains of ground and the violations of a day: too many to step through one by one.")


def run_title(run: int, outcomes: Mapping[str, Any], start: date, horizon: int, at: Level) -> str:
    """'Run 17: a general truce on day 12 (24 March 2025) with 90 km² held', or what comes first instead."""
    ending = str(outcomes.get(FIRST_EVENT))
    truce, ended = outcomes.get(TRUCE_DAY), outcomes.get(ENDED_DAY)
    if ending == TRUCE_FIRST and truce is not None:
        area = outcomes.get(AREA_AT_TRUCE)
        held = "" if area is None else say(", with {area} held", area=words.area(float(area)))
        return say(
            "Run {run}: a general truce enters into force on {day}{held}",
            run=run, day=words.calendar_day(start, float(truce)), held=held,
        )
    if ending == ENDED_FIRST and ended is not None:
        later = "" if truce is None else say("; a general truce on {day}", day=words.calendar_day(start, float(truce)))
        return say(
            "Run {run}: {told} from {day}{later}",
            run=run, told=told(ENDED_AT_ALL, at), day=words.calendar_day(start, float(ended)), later=later,
        )
    area = float(outcomes.get(AREA_AT_END) or 0.0)
    return say(
        "Run {run}: no general truce by day {horizon}, and {area} held then",
        run=run, horizon=horizon, area=words.area(area),
    )


def failed_title(run: int) -> str:
    """Instead of a finding."""
    return say("Run {run} failed and has no outcome", run=run)


def failed_sentence(run: int, failure: str, name: str) -> str:
    """What happened and what is not affected."""
    return say(
        "Run {run} of {name} stopped with a fault: {failure}. It is in no number of this app; the other runs are not "
        "affected. Choose another run, or repeat this one on the command line for its log and the place of the fault:",
        run=run, name=name, failure=failure,
    )


def why(notable: Notable, at: Level) -> str:
    """Why a run is worth a look, or why there is none."""
    if not notable.runs:
        return say("No run ended without failure.")
    all_runs, some = words.counted(notable.runs, "run"), words.counted(notable.among, "run")
    if notable.kind == "typical":
        return say(
            "Typical: of {all_runs}, most often ({among:,}) {ending}; {then}among those, run {replication} is nearest "
            "to the middle in day, ground held and people killed or wounded.",
            all_runs=all_runs, among=notable.among, ending=first_told(str(notable.ending), at),
            then=_then(notable, at), replication=notable.replication,
        )
    if notable.kind == "earliest_truce":
        if notable.replication is None:
            return say(
                "Earliest truce: there is none, as no general truce takes effect in {all_runs}.", all_runs=all_runs
            )
        return say(
            "Earliest truce: run {replication}, of {some} with a truce among {runs:,}.",
            replication=notable.replication, some=some, runs=notable.runs,
        )
    if notable.replication is None:
        return say(
            "Latest end: there is none, as {more} is held to the horizon in each of {all_runs}.",
            more=at.more, all_runs=all_runs,
        )
    return say(
        "Latest end: run {replication}, of {some} among {runs:,} in which {told} at any time.",
        replication=notable.replication, some=some, runs=notable.runs, told=told(ENDED_AT_ALL, at),
    )


def _then(notable: Notable, at: Level) -> str:
    """How runs of the kind of a typical one go on: 'of those, most often (1,450) no general truce follows; '."""
    if notable.follows is None:
        return ""
    if notable.ending == ENDED_FIRST:
        goes_on = say("a general truce follows") if notable.follows else say("no general truce follows")
    elif notable.follows:
        goes_on = say("{told} later", told=told(ENDED_AT_ALL, at))
    else:
        goes_on = say("{more} is held to the horizon", more=at.more)
    if 2 * notable.alike == notable.among:
        return say("of those, as often as not ({alike:,}) {goes_on}; ", alike=notable.alike, goes_on=goes_on)
    return say("of those, most often ({alike:,}) {goes_on}; ", alike=notable.alike, goes_on=goes_on)


def label(notable: Notable) -> str:
    """'Typical: run 38', or that there is none."""
    which = say("none") if notable.replication is None else say("run {replication}", replication=notable.replication)
    return f"{say(LABELS[notable.kind])}: {which}"


def run_source(run: int, seed: int, version: str) -> str:
    """Where the course of one run comes from."""
    return say("Run {run}, seed {seed}, model {version}.", run=run, seed=seed, version=version)


def run_event(run: int, row: EventRow) -> str:
    """'Run 17, day 12.4: All of Podol passes to the attacker.'"""
    return say("Run {run}, day {day}: {sentence}.", run=run, day=row.day, sentence=row.sentence)


def event_line(place: int, of: int, row: EventRow, start: date) -> str:
    """'Event 3 of 21, day 12.4 (24 March 2025), diplomacy'."""
    return say(
        "Event {place} of {of} · day {day} ({date}) · {lane}",
        place=place + 1, of=of, day=row.day, date=words.calendar_date(start, row.time), lane=say(row.lane),
    )
