"""The first screen of the track record: what was asked, how often it was right, against what, and where it was not.

Pure functions of the record, the missed bars before the met ones.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from sim.language.dates import full_date
from sim.language.saying import say, spoken
from sim.report.hindcast.plainly import CLOSENESS, in_band, own_rows
from sim.report.hindcast.record import case_name, tested
from sim.report.hindcast.words import METHODS, Entry, against, smaller
from sim.report.words.numbers import area, counted, listed

WHOLE = ("pockets and Kursk", "boxes")
MOVING, CONTROLS = "boxes, moving", "boxes, controls"
WHOLE_CASE, OWN_CASE, OWN_PANEL = "kursk", "kursk_march_2025", "Kursk, March 2025"
WIDE = 90  # % of maps that the light band is meant for
WHERE = {
    "pockets and Kursk": spoken("in the pockets and Kursk"),
    "Kursk, March 2025": spoken("in Kursk in March 2025"),
    "boxes": spoken("in the boxes"),
    MOVING: spoken("where ground was moving"),
    "boxes, other": spoken("where ground hardly moved"),
    CONTROLS: spoken("where ground was quiet"),
}


def title(told: Entry) -> str:
    """The finding: where bars are missed, then how many are met."""
    bars = told["bars"]
    missed = [bar for bar in bars if not bar["met"]]
    if not missed:
        return say("Track record: none of {bars} that were set beforehand is missed", bars=counted(len(bars), "bar"))
    where = listed([*dict.fromkeys(say(WHERE[panel_of(bar["what"])]) for bar in missed)])
    close = [CLOSENESS.fullmatch(bar["what"]) for bar in missed]
    if all(close) and all(round(100.0 * bar["value"]) <= 0 for bar in missed):
        return say(
            "Track record: no better than a simple forecast {where}, {days} days ahead; {met} of {n} bars that were "
            "set beforehand are met",
            days=listed([*dict.fromkeys(one["days"] for one in close if one)]),
            where=where, met=len(bars) - len(missed), n=len(bars),
        )  # fmt: skip
    return say(
        "Track record: {missed} of {n} bars that were set beforehand are missed, {where}",
        missed=len(missed), n=len(bars), where=where,
    )


def panel_of(what: str) -> str:
    """The set of windows that a bar is about: the longest name that it begins with."""
    return max((name for name in WHERE if what.startswith(f"{name}, ")), key=len)


def lines(told: Entry, horizon: int) -> Iterator[str]:
    """What a reader is told before anything else, a line each; `horizon`: the last day of which the Outlook speaks."""
    panels = {panel["name"]: panel for panel in told["panels"]}
    whole = [panels[name] for name in WHOLE if name in panels]
    last = max(row["horizon_days"] for panel in whole for row in own_rows(panel))
    yield _asked(told)
    yield how_far(told, horizon)
    yield say(
        "**How often the model was right**: the range that should hold {wide}% of maps held {list}, {days} days ahead.",
        wide=WIDE, days=last, list=listed([_there(f"{_row(one, last)['coverage_90']:.0%}", one) for one in whole]),
    )
    yield say(
        "**Against what**: forecasts that need no model, that nothing changes or that the recent pace goes on, the "
        "better where there are two. Set against its error (how far the map lay from it), that of the model was, in "
        "a typical group of cases, {list}, {days} days ahead.",
        list=listed([_there(smaller(_row(one, last)["skill"]["geometric"]), one) for one in whole]), days=last,
    )  # fmt: skip
    for name in dict.fromkeys(panel_of(bar["what"]) for bar in told["bars"] if not bar["met"]):
        yield _not(told, panels[name])
    if any(bar["value"] <= 0.0 for bar in _missed(told, MOVING) if CLOSENESS.fullmatch(bar["what"])):
        yield _meaning(told, panels, last)


def _asked(told: Entry) -> str:
    origins = sum(case["origins"] for case in told["cases"])
    return say(
        "**What was asked**: from what was public on a day, how much ground will be held {days} days later? "
        "{forecasts} of {cases} are set against the map that followed.",
        days=listed([f"{days}" for days in told["settings"]["horizons_days"]]),
        forecasts=counted(origins, "forecast"), cases=counted(len(told["cases"]), "case"),
    )  # fmt: skip


def how_far(told: Entry, horizon: int) -> str:
    """Of how many days ahead the record speaks, and that the Outlook goes further."""
    first, last = tested(told)
    only = say("**How far ahead**: only forecasts of {first} to {last} days were tested.", first=first, last=last)
    if horizon <= last:
        return only
    beyond = say(
        "*Outlook*, as it opens, goes on to day {horizon}: how good it is after day {last} is not known.",
        horizon=horizon, last=last,
    )
    return f"{only} {beyond}"


def _not(told: Entry, panel: Entry) -> str:
    """Where it was not good enough: closeness in words, other bars by their names."""
    return say(
        "**It missed its bars {where}** ({about}): {list}.",
        where=say(WHERE[panel["name"]]), about=say(panel["about"]), list=listed([*_misses(told, panel)]),
    )


def _misses(told: Entry, panel: Entry) -> Iterator[str]:
    rows, parts = [], []
    for bar in _missed(told, panel["name"]):
        close = CLOSENESS.fullmatch(bar["what"])
        if close is None:
            yield say(bar["what"])
        else:
            rows.append(_row(panel, int(close["days"])))
            parts.append(say("{smaller} {days} days ahead", smaller=smaller(bar["value"]), days=close["days"]))
    if rows:
        yield say("its error was, {against}", against=against(rows, parts))


def _missed(told: Entry, name: str) -> list[Entry]:
    return [bar for bar in told["bars"] if not bar["met"] and panel_of(bar["what"]) == name]


def _meaning(told: Entry, panels: Mapping[str, Entry], last: int) -> str:
    """What a miss on moving ground means: that is what the scenarios are about."""
    row = _row(panels[MOVING], last)
    told_so = say(
        "**What that means**: in a typical place where ground is on the move, “{simple}” was as good a guess or a "
        "better one, {days} days ahead. The range that should hold {wide}% of maps held {held} there; over all such "
        "places together the error of the model was {smaller}, which a few collapses decide.",
        simple=say(METHODS[row["reference"]]), days=last, wide=WIDE, held=f"{row['coverage_90']:.0%}",
        smaller=smaller(row["skill"]["arithmetic"]),
    )  # fmt: skip
    own = [one for one in told["forecasts"] if one["case"] == OWN_CASE]
    if not own or OWN_PANEL not in panels:
        return told_so
    rows = own_rows(panels[OWN_PANEL])
    parts = [_at_days(smaller(one["skill"]["geometric"]), one) for one in rows]
    inside, forecasts = in_band(told, WHOLE_CASE)
    about_own = say(
        "In Kursk in March 2025, where {first} were held on {begin} and {later} on {end}, the error of the model was, "
        "{against}; over all of {case} its range held {inside} of {n} maps, where about {right} would be right. One "
        "place proves little.",
        first=area(own[0]["held_km2"]), begin=_day(own[0]), later=area(own[-1]["held_km2"]), end=_day(own[-1]),
        against=against(rows, parts), case=case_name(told, WHOLE_CASE), inside=inside, n=forecasts,
        right=round(WIDE / 100 * forecasts),
    )  # fmt: skip
    return f"{told_so} {about_own}"


def _at_days(text: str, row: Entry) -> str:
    return say("{skill} at {days} days", skill=text, days=row["horizon_days"])


def _day(forecast: Entry) -> str:
    return full_date(datetime.date.fromisoformat(forecast["origin"]))


def _there(text: str, panel: Entry) -> str:
    return f"{text} {say(WHERE[panel['name']])}"


def _row(panel: Entry, days: int) -> Entry:
    """The row of the tempo alone at a horizon."""
    return next(row for row in own_rows(panel) if row["horizon_days"] == days)
