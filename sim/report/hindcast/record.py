"""The packaged track record: what `python -m docs.make_skill` found last, as tables and rows for charts."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sim.language.saying import say, spoken
from sim.report.hindcast import names
from sim.report.hindcast.words import Entry
from sim.report.words.numbers import counted
from sim.scenario.files.shipped import PACKAGE

if TYPE_CHECKING:
    import pandas as pd

FILE = PACKAGE / "data" / "track_record.json"
EVERY = 29  # days from one fan to the next, so that they do not cover each other
EVERY_DAILY = 10
BEHIND = "tempo_only"
INTRODUCTION = spoken(
    "*Pockets* were chosen because ground fell there; *boxes*, cells of a fixed grid, were chosen by rule, so they are "
    "the test that counts. The form of the model's law was chosen by people who had seen these cases, so the figures "
    "are too good by an unknown amount. They are of its pace of loss alone (*tempo alone*), with the full model beside "
    "it below."
)


@lru_cache(maxsize=1)
def track_record() -> Entry:
    """The whole record."""
    told: Entry = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def tested(told: Entry) -> tuple[int, int]:
    """How many days ahead the shortest and the longest forecasts looked."""
    days = told["settings"]["horizons_days"]
    return min(days), max(days)


def made_of(told: Entry) -> str:
    """What stands behind the numbers."""
    settings = told["settings"]
    origins = sum(case["origins"] for case in told["cases"])
    return say(
        "{origins:,} forecasts of {n} cases, {members:,} futures each, seed {seed}, version {results_version} of the "
        "results; salient hindcast makes them again.",
        origins=origins, n=len(told["cases"]), members=settings["members"], seed=settings["seed"],
        results_version=settings["results_version"],
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> pd.DataFrame:
    """Texts in rows under their heads."""
    import pandas as pd

    found = [list(row) for row in rows]
    named = [say(head) if head else say("verdict") for head in heads]
    return pd.DataFrame(found, columns=named)


def drawn_cases(told: Entry, theatre: str = "") -> list[str]:
    """The cases whose forecasts are kept, those of a theatre first."""
    cases = dict.fromkeys(one["case"] for one in told["forecasts"])
    return sorted(cases, key=lambda case: names.place(case) != names.place(theatre))


def case_name(told: Entry, case: str) -> str:
    """What a reader calls a case."""
    return names.case_name(_forecasts(told, case))


def _forecasts(told: Entry, case: str) -> list[Entry]:
    return [one for one in told["forecasts"] if one["case"] == case]


def fan_rows(told: Entry, case: str) -> list[dict[str, Any]]:
    """Rows of a chart of one case: its name, what was seen by day, the middle 50 and 90 % of some forecasts."""
    own = _forecasts(told, case)
    seen = dict(point for fan in own for point in _seen(fan))
    rows: list[dict[str, Any]] = [{"part": "name", "name": case_name(told, case)}]
    rows += ({"part": "seen", "date": str(day), "km2": km2} for day, km2 in sorted(seen.items()))
    for fan in fans_apart(own):
        start = {"part": "fan", "fan": fan["origin"], "date": fan["origin"], **_bands([fan["held_km2"]] * 5)}
        rows.append(start)
        for one in fan["horizons"]:
            day = str(_day(fan) + datetime.timedelta(one["days"]))
            rows.append({"part": "fan", "fan": fan["origin"], "date": day, **_bands(one["quantiles_km2"])})
    return rows


def _bands(quantiles: Sequence[float]) -> dict[str, float]:
    return dict(zip(("p05", "p25", "p50", "p75", "p95"), quantiles, strict=True))


def _seen(fan: Entry) -> Iterator[tuple[datetime.date, float]]:
    yield _day(fan), fan["held_km2"]
    for one in fan["horizons"]:
        yield _day(fan) + datetime.timedelta(one["days"]), one["truth_km2"]


def fans_apart(own: Sequence[Entry]) -> Iterator[Entry]:
    """Forecasts of a case far enough from each other to be told apart."""
    daily = len(own) > 1 and (_day(own[1]) - _day(own[0])).days == 1
    after: datetime.date | None = None
    for fan in own:
        if after is None or _day(fan) >= after:
            yield fan
            after = _day(fan) + datetime.timedelta(EVERY_DAILY if daily else EVERY)


def _day(fan: Entry) -> datetime.date:
    return datetime.date.fromisoformat(fan["origin"])


def rank_rows(panel: Entry) -> list[dict[str, Any]]:
    """Rows of a chart of one panel: share of windows in each tenth of the members, by horizon."""
    return [
        {"days": counted(row["horizon_days"], "day"), "from": place / 10, "share": count / row["windows"]}
        for row in panel["table"] if row["method"] == BEHIND for place, count in enumerate(row["ranks"])
    ]  # fmt: skip
