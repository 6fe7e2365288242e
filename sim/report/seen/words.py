"""What was seen of the ground, in words and as a table beside what the runs would have shown on a map."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.ensemble_like import EnsembleLike, horizon_days, path_values
from sim.analysis.skill.beside import ABOVE, BELOW, WITHIN, expected, place, told
from sim.analysis.skill.map_lag import LATE_SHARE, late_by
from sim.language.dates import full_date
from sim.language.saying import say, spoken
from sim.model.recorder import HELD_BY_DAY
from sim.report.hindcast.record import tested, track_record
from sim.report.words.numbers import area, area_range, calendar_date, calendar_day, capital, counted, listed
from sim.scenario.observed.sights import LOOKED_BACK, Sight

if TYPE_CHECKING:
    import pandas as pd

ASK = spoken("Show what was seen later")
ASK_HELP = spoken("Maps and claims that were not public on day 0. No value of the scenario rests on them.")
AS_TABLE = spoken("What was seen, as a table")
ALT_TABLE = spoken(
    "A row for each new map or claim: day, by whom, ground held, since when public, what maps of the runs show"
)
EXPECTED = spoken("maps of 9 runs in 10, km²")


def reading(sights: Sequence[Sight]) -> str:
    """How to read the marks over a chart; empty where there are none."""
    if not sights:
        return ""
    known = say("full dots: what maps showed that were public by day 0")
    later = say("hollow diamonds: what maps showed later") if any(not one.known for one in sights) else ""
    claims = say("crosses: claims of a party") if any(one.claimed for one in sights) else ""
    marks = capital("; ".join(filter(None, (known if any(one.known for one in sights) else "", later, claims))))
    whose = listed(sorted({one.observer for one in sights}))
    return say(
        "{marks} ({whose}). The tail goes back over the {late_by} days by which a map is late at most, "
        "{late_share:.0f} times in 10.",
        marks=marks, whose=whose, late_by=late_by(), late_share=LATE_SHARE * 10,
    )


def knowing() -> str:
    """What it is worth that runs agree with what came later, and where forecasts are set against it, how far ahead."""
    first, last = tested(track_record())
    return say(
        "**Knowing the end is not forecasting it.** What came after day 0 feeds no value here, but whoever defined and "
        "judged may have known it: that the two agree shows what the assumptions can produce, not that they would have "
        "foretold it. How forecasts from earlier days fared, {first} to {last} days ahead, stands under *Track "
        "record*; nothing tests what is said of days further ahead.",
        first=first, last=last,
    )


def over_runs(ensemble: EnsembleLike, sights: Sequence[Sight]) -> str:
    """How to read the marks over single runs, and why these need not begin where the last known map stands."""
    begins = path_values(ensemble, HELD_BY_DAY)[:, 0]
    maps = [one for one in sights if one.known and not one.claimed]
    if not maps or not np.isfinite(begins).any():
        return reading(sights)
    low, high = np.nanmin(begins), np.nanmax(begins)
    if max(abs(low - maps[-1].held_km2), abs(high - maps[-1].held_km2)) < 0.5:
        return reading(sights)
    starts = say(
        "Runs begin apart from the last full dot ({dot:.0f} km², {date}): what was held on day 0 is an assumption of "
        "its own, {begins} km² in these runs (see the page Evidence).",
        dot=maps[-1].held_km2, date=_date(maps[-1].date), begins=range_of(low, high),
    )  # fmt: skip
    return f"{reading(sights)} {starts}"


def table(ensemble: EnsembleLike, sights: Sequence[Sight], *, later: bool) -> pd.DataFrame:
    """A row a sight, those of the last four weeks before day 0 first; what came later only where asked for.

    Beside each of a later day: what 9 in 10 of the runs would have shown on a map, which lags as maps do.
    """
    import pandas as pd

    rows = told(sights, horizon_days(ensemble), later=later)
    quantiles = expected(ensemble, rows)
    columns = {
        spoken("day"): [one.day for one in rows],
        spoken("date"): [_date(one.date) for one in rows],
        spoken("seen by"): [f"{one.observer}, {say(one.kind)}" for one in rows],
        spoken("km² held"): [one.held_km2 for one in rows],
        spoken("public"): [say("by day 0") if one.known else _date(one.published) for one in rows],
    }
    if later:
        columns[EXPECTED] = [range_of(low, high) for low, _, high in quantiles]
        columns[spoken("the value lies")] = [
            say(place(one, low, high)) for one, (low, _, high) in zip(rows, quantiles, strict=True)
        ]
    return pd.DataFrame(columns)


def range_of(low: float, high: float) -> str:
    """The two ends of what maps of the runs show [km²]; empty where there are none."""
    return "" if np.isnan(low) else say("{low:.0f} to {high:.0f}", low=low, high=high)


def inside(ensemble: EnsembleLike, sights: Sequence[Sight]) -> str:
    """How many later maps lie within what 9 in 10 of the runs would have shown; empty where none came."""
    maps = [one for one in told(sights, horizon_days(ensemble), later=True) if not one.known and not one.claimed]
    places = [place(one, low, high) for one, (low, _, high) in zip(maps, expected(ensemble, maps), strict=True)]
    known = [one for one in places if one]
    if not known:
        return ""
    runs = len(path_values(ensemble, HELD_BY_DAY))
    return say(
        "{within} of {maps} lie within what maps would have shown of 9 runs in 10 ({below} below, {above} above; "
        "by the first {runs}). Maps follow each other, so they are no independent tries.",
        within=known.count(WITHIN), maps=counted(len(known), "later map"), below=known.count(BELOW),
        above=known.count(ABOVE), runs=counted(runs, "run"),
    )


def newest_by(sights: Sequence[Sight], day: int, *, later: bool) -> list[Sight]:
    """The newest map of each observer by a day and at most four weeks old; what came later only where asked for."""
    shown = [one for one in sights if one.day <= day and (one.known or later) and not one.claimed]
    return list({one.observer: one for one in shown if one.day >= day - LOOKED_BACK}.values())


def on_day(sights: Sequence[Sight], start: date, day: int, *, later: bool) -> str:
    """What the newest maps by a day showed, for beside a map; empty where none may be told."""
    newest = newest_by(sights, day, later=later)
    if not newest:
        return ""
    parts = [
        say(
            "{area} of {date} ({observer})",
            area=area(one.held_km2), date=calendar_date(start, one.day), observer=one.observer,
        )
        for one in newest
    ]
    return say("What was seen by then: {list}.", list=listed(parts))


def scale_title(start: date, day: int, low: float, high: float) -> str:
    """What maps of the runs show on a day, over the scale beside the map."""
    when, reach = capital(calendar_day(start, day)), area_range(low, high)
    return say("{day}: maps of 9 runs in 10 show {area}", day=when, area=reach)


def _date(when: date) -> str:
    return full_date(when)
