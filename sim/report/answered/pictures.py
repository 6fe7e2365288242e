"""What pages and briefs draw, by name: charts of sim.report under titles in words. No arithmetic.

A name may end in the letter of a scenario: `area:B`. Each is made when a page asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from sim.analysis.ensemble_like import Floats, amount_values, day_values
from sim.analysis.survival.truce_survival import (
    Durability,
    end_dates,
    still_holding,
    told_day,
    truce_durability,
    violations_per_day,
)
from sim.language.saying import say, spoken
from sim.model.outcomes import (
    ACCEPTED_DAY,
    ATTACKER_ACCEPTED_DAY,
    CASUALTIES,
    ENDED_AT_ALL,
    ENDED_FIRST,
    FIRST_EVENT,
    HOLDER_LOST,
    TRUCE_AT_ALL,
    TRUCE_END,
    TRUCE_FIRST,
)
from sim.report import charts
from sim.report.answered.answer_like import AnswerLike
from sim.report.answered.compared import measured_in
from sim.report.comparison import words as comparison_words
from sim.report.comparison.levels import rows_of_shares, share_texts
from sim.report.drawing import frames
from sim.report.drawing.palette import LETTERS
from sim.report.drawing.seen import over_chart, top_of
from sim.report.outlook import first_screen as outlook
from sim.report.seen import words as seen_words
from sim.report.words import (
    changes as change_words,
)
from sim.report.words import (
    measures as measure_words,
)
from sim.report.words import (
    numbers as words,
)
from sim.report.words.markdown import shown
from sim.report.words.middle import MiddleHalf, middle, middle_half
from sim.report.words.outcomes import COMPARED, COMPARED_PEOPLE, ENTRIES, first_told, told
from sim.scenario.values.distributions import central_value

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
Entry = Mapping[str, Any]
AT_ALL = {TRUCE_FIRST: TRUCE_AT_ALL, ENDED_FIRST: ENDED_AT_ALL}  # the same events, first or not
RUN_MARKS = ("area_paths", "people", "event_days", "paired_differences", "people_compared", "truce_violations")


@dataclass(frozen=True, eq=False)
class Picture:
    """One chart: its finding in words, its specification and data, its description and how to read it.

    Where its marks stand for single runs, they are those of the scenario at `place` unless a mark names another.
    `nothing` is not empty where there is nothing to draw, and says so. `whole` gives the rows to take along where
    drawing needs fewer.
    """

    title: str
    spec: dict[str, Any]
    frame: pd.DataFrame
    alt: str
    how_to_read: str
    shows_runs: bool = False
    place: int = 0
    nothing: str = ""
    whole: Callable[[], pd.DataFrame] | None = None

    def as_csv(self) -> str:
        """The rows to take along."""
        return str((self.frame if self.whole is None else self.whole()).to_csv(index=False))


def draw(name: str, answer: AnswerLike) -> Picture:
    """The picture of a name in PICTURES, for the scenario whose letter follows a colon (else the first)."""
    kind, _, letter = name.partition(":")
    return PICTURES[kind](answer, LETTERS.index(letter) if letter else 0)


def headline(summary: Entry) -> str:
    """The answer for one scenario."""
    return outlook.headline(summary)


def _picture(
    name: str, title: str, chart: charts.Chart, first: str = "", place: int = 0, last: str = ""
) -> Picture:
    """The picture of a chart; `first` stands before how to read it, `last` after that."""
    (spec, frame), of_runs = chart, name in RUN_MARKS
    reading = " ".join(filter(None, (first, charts.how_to_read(name, frame), last)))
    nothing = charts.nothing_drawn(name, spec, frame, of_runs=of_runs)
    return Picture(title, spec, frame, say(charts.ALT[name]), reading, of_runs, place, nothing)


def _first_events(answer: AnswerLike, place: int) -> Picture:
    summary = answer.summaries[place]
    at = measure_words.level(summary.get("lost_below"))
    title = words.first_events_title(summary["outcomes"][FIRST_EVENT], summary["horizon_days"], at.or_less)
    chart = charts.first_events(answer.results[place], answer.request.theme)
    return _picture("first_events", title, chart, say("No longer held: {or_less}.", or_less=at.or_less))


def _curves(event: str) -> Callable[[AnswerLike, int], Picture]:
    def curves(answer: AnswerLike, place: int) -> Picture:
        outcomes, changes = [summary["outcomes"] for summary in answer.summaries], answer.differences
        entries = [words.value_entry(one[FIRST_EVENT], event) for one in outcomes]
        first, ever = map(_lettered, rows_of_shares(
            (entries, [one[FIRST_EVENT]["share"][event] for one in changes]),
            ([one[AT_ALL[event]] for one in outcomes], [one[AT_ALL[event]] for one in changes]),
        ))  # fmt: skip
        at = measure_words.shared_level(_lettered(answer.summaries))
        told_ = words.capital(first_told(event, at))
        title = words.first_title(first, ever, answer.summaries[0]["horizon_days"], told_)
        return _picture("event_curves", title, charts.event_curves(answer.results, event, answer.request.theme))

    return curves


def _area(answer: AnswerLike, place: int) -> Picture:
    return _area_and_seen(answer, place, later=False)


def _area_and_later(answer: AnswerLike, place: int) -> Picture:
    return _area_and_seen(answer, place, later=True)


def _area_and_seen(answer: AnswerLike, place: int, *, later: bool) -> Picture:
    """Single runs under what was seen of the ground: by day 0, and after it where that is asked for."""
    results, summary, loaded = answer.results[place], answer.summaries[place], answer.request.loaded()
    threshold, horizon = central_value(loaded[place].scenario.ground.lost_below_km2), summary["horizon_days"]
    held = frames.held_at_horizon(results, threshold)
    title = words.area_title(held, threshold, held["low_km2"], held["high_km2"], horizon)
    top = frames.area_top(answer.results)
    if later:
        top = max(top, *(top_of(one.sights(), horizon) for one in loaded))
    seen = over_chart(loaded[place].sights(), horizon, top, later=later)
    chart = charts.area_paths(results, threshold, answer.request.theme, top, seen)
    drawn = _picture("area_paths", title, chart, place=place, last=seen_words.over_runs(results, seen))
    return replace(drawn, whole=lambda: charts.area_days(results, threshold, top, seen))


def _people(answer: AnswerLike, place: int) -> Picture:
    results = answer.results[place]
    holder, attacker = (middle_half(amount_values(results, CASUALTIES[side])) for side in ("holder", "attacker"))
    title = _people_title(holder, attacker, answer.summaries[place]["horizon_days"])
    return _picture("people", title, charts.people(results, answer.request.theme), place=place)


def _people_title(holder: MiddleHalf, attacker: MiddleHalf, horizon: int) -> str:
    if None in (*holder, *attacker):
        few = words.few(holder.n)
        return say("{few} how many people of the holder are killed or wounded by day {day}", few=few, day=horizon)
    title = words.people_title(holder.low or 0.0, holder.high or 0.0, spoken("people of the holder"), horizon)
    theirs = words.people_range(attacker.low or 0.0, attacker.high or 0.0)
    return say("{title}; of the attacker, {people}", title=title, people=say("none") if theirs == "0" else theirs)


def _acceptance_days(answer: AnswerLike, place: int) -> Picture:
    results, summary = answer.results[place], answer.summaries[place]
    party = say("{attacker}'s government", attacker=shown(answer.request.loaded()[place].scenario.sides.attacker))
    days = day_values(results, ATTACKER_ACCEPTED_DAY)
    half_by = middle(days[days <= summary["horizon_days"]])
    accepted = summary["outcomes"][ATTACKER_ACCEPTED_DAY]
    title = words.acceptance_title(party, accepted, half_by, summary["horizon_days"])
    chart = charts.event_days(results, ATTACKER_ACCEPTED_DAY, answer.request.theme, say("Day"))
    return _picture("event_days", title, chart, place=place)


def _pairs(outcome: str) -> Callable[[AnswerLike, int], Picture]:
    def pairs(answer: AnswerLike, place: int) -> Picture:
        entry, letter = answer.differences[place - 1][outcome], LETTERS[place]
        unit = ENTRIES[outcome].unit
        title = change_words.change_title(entry, measured_in(answer, outcome), "A", letter)
        base, other, theme = answer.results[0], answer.results[place], answer.request.theme
        chart = charts.paired_differences(base, other, outcome, theme, say(
            "{letter} less A, {unit}", letter=letter, unit=words.with_unit("", unit).strip()
        ), letter=letter)
        often = comparison_words.how_often(outcome, entry)
        known = entry["low"] is not None and entry["p_equal"] < 1.0
        interval = comparison_words.interval_sentence(entry, unit) if known else ""
        return _picture("paired_differences", title, chart, " ".join(filter(None, (often, interval))), place)

    return pairs


def _rows_of_people(outcome: str) -> Callable[[AnswerLike, int], Picture]:
    def rows(answer: AnswerLike, place: int) -> Picture:
        ranges = _lettered(_ends(amount_values(one, outcome)) for one in answer.results)
        horizon = answer.summaries[0]["horizon_days"]
        without = _lettered(frames.without_entry(one, outcome) for one in answer.results)
        title = comparison_words.people_compared_title(told(outcome), ranges, horizon, without)
        chart = charts.people_compared(answer.results, outcome, answer.request.theme, say("People"))
        return _picture("people_compared", title, chart)

    return rows


def _accepts(side: str) -> Callable[[AnswerLike, int], Picture]:
    def accepts(answer: AnswerLike, place: int) -> Picture:
        name = ACCEPTED_DAY[side]
        entries = [summary["outcomes"][name] for summary in answer.summaries]
        shares = _lettered(share_texts(entries, [one[name]["share"] for one in answer.differences]))
        party = shown(getattr(answer.request.loaded()[0].scenario.sides, side))
        title = words.accepted_title(shares, answer.summaries[0]["horizon_days"], say(
            "{party}'s government accepts", party=party
        ))
        chart = charts.acceptance_by_day(answer.results, side, answer.request.theme)
        return _picture("acceptance_by_day", title, chart)

    return accepts


def _durability(answer: AnswerLike, place: int) -> Picture:
    curves = [truce_durability(results) for results in answer.results]
    truces, days = _lettered(curve.n for curve in curves), end_dates(answer.results)
    title = _title_of_durability(curves, next(iter(days), None))
    chart = charts.truce_durability(curves, answer.request.theme, days)
    more = comparison_words.rests_on(truces)
    if len(days) > 1:
        later = words.listed([str(day) for day in days[1:]])
        more += " " + say(
            "The end date of those that are extended, or of a longer text: day {days}. Those extended again, or made a "
            "settlement, go on.",
            days=later,
        )
    return _picture("truce_durability", title, chart, more)


def _title_of_durability(curves: Sequence[Durability], day: int | None) -> str:
    """What holds up to the day on which truces run out and beyond it, if they do; else what holds after some weeks."""
    truces = _lettered(curve.n for curve in curves)
    if day is not None and any(day < curve.days.size for curve in curves):
        before, after = (_lettered(still_holding(curve, on) for curve in curves) for on in (day - 1, day))
        return comparison_words.end_date_title(day, before, after, truces)
    on = told_day(curves)
    still = _lettered(None if on is None else still_holding(curve, on) for curve in curves)
    return comparison_words.durability_title(on, still, truces)


def _truce_ends(answer: AnswerLike, place: int) -> Picture:
    ends = _lettered(summary["outcomes"][TRUCE_END] for summary in answer.summaries)
    title = comparison_words.truce_ends_title(ends, answer.summaries[0]["horizon_days"])
    drawn = _picture("truce_ends", title, charts.truce_ends([*ends.values()], answer.request.theme))
    return drawn if any(entry["n"] for entry in ends.values()) else replace(drawn, nothing=say(charts.IN_NO_RUN))


def _violations(answer: AnswerLike, place: int) -> Picture:
    rates = [violations_per_day(results) for results in answer.results]
    ranges = _lettered(_ends(one) for one in rates)
    title = comparison_words.violations_title(ranges, _lettered(int(np.isfinite(one).sum()) for one in rates))
    return _picture("truce_violations", title, charts.truce_violations(answer.results, answer.request.theme))


def _ends(values: Floats) -> comparison_words.Range:
    """From where to where the middle half lies, where that is known."""
    half = middle_half(values)
    return half.low, half.high


def _lettered(values: Iterable[T]) -> dict[str, T]:
    """Values under the letters of their scenarios."""
    return dict(zip(LETTERS, values, strict=False))


def _exits(answer: AnswerLike, place: int) -> Picture:
    entries = [frames.exit_entry(results, "cut", "surrendered") for results in answer.results]
    shares = _lettered(words.often_alike(entries))
    horizon = answer.summaries[0]["horizon_days"]
    title = words.accepted_title(shares, horizon, say("Forces leave through a closed way or surrender"))
    lettered = [{**summary, "scenario": ""} for summary in answer.summaries]
    return _picture("exit_modes", title, charts.exit_modes(lettered, answer.request.theme))


PICTURES: dict[str, Callable[[AnswerLike, int], Picture]] = {
    "first_events": _first_events,
    **{f"curves_{event}": _curves(event) for event in (TRUCE_FIRST, ENDED_FIRST)},
    "area": _area,
    "area_later": _area_and_later,
    "people": _people,
    "acceptance_days": _acceptance_days,
    **{f"pairs_{outcome}": _pairs(outcome) for outcome in COMPARED},
    **{f"people_{outcome}": _rows_of_people(outcome) for outcome in (HOLDER_LOST, *COMPARED_PEOPLE)},
    **{f"accepts_{side}": _accepts(side) for side in frames.SIDES},
    "truce_durability": _durability,
    "truce_ends": _truce_ends,
    "truce_violations": _violations,
    "exit_modes": _exits,
}
