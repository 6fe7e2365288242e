"""What a hindcast tells, as texts and rows of texts: methods by their names, skill in percent with bounds, bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sim.language.saying import say, spoken
from sim.report.words.numbers import counted, listed

Entry = Mapping[str, Any]
METHODS = {
    "a_persistence": "no change (persistence)",
    "b_linear14": "line of the last 14 days",
    "c_expdecay28": "decay of the last 28 days",
    "d_lognormal_pool": "usual pace of the pockets",
    "e_ar_pockets": "recent pace, by pockets",
    "e_ar_boxes": "recent pace, by boxes",
    "tempo_only": "tempo alone",
    "full": "full model",
}
HEADS = (
    "days", "forecast", "error % (CRPS)", "smaller by % (skill)", "5 to 95 %", "mean error by %", "in 50% range",
    "in 90% range", "place (rank)",
)  # fmt: skip
MORE_HEADS = ("days", "forecast", "tail CRPS %", "interval score %", "ignorance, bits", "Brier", "log score, bits")
MINUS = "−"
NOTE = spoken(
    "Error (CRPS, continuous ranked probability score): how far the map lay from the futures of a forecast, less what "
    "these lie apart, in % of the ground at the start of the episode; mean over groups. Smaller by (skill): by how "
    "much smaller, or with a minus larger, than that of the reference, the simple forecast to beat, in a typical group "
    "(geometric mean; means of cases count as 0.25 % at least); 5 to 95 %: over groups drawn anew. Mean error by: the "
    "same of the means (arithmetic), which a few collapses rule. In 50% range, in 90% range (coverage): share of maps "
    "inside the middle range meant for so many. Place (rank): where the map lay on average among the futures, from "
    "least ground (0%) to most (100%); above 50% more was held than was said."
)


def smaller(skill: float) -> str:
    """A skill as the error against that of another forecast: '14% smaller', '14% larger', 'as large'."""
    share = round(100.0 * abs(skill))
    if not share:
        return say("as large")
    return say("{share}% smaller", share=share) if skill > 0.0 else say("{share}% larger", share=share)


def against(rows: Sequence[Entry], parts: Sequence[str]) -> str:
    """Parts on the error at some horizons, each against the simple forecast to beat there, by its name."""
    found: dict[str, list[str]] = {}
    for row, part in zip(rows, parts, strict=True):
        found.setdefault(row["reference"], []).append(part)
    return "; ".join(
        say("against that of “{simple}”, {list}", simple=say(METHODS[simple]), list=listed(told))
        for simple, told in found.items()
    )


def called(panel: Entry) -> str:
    """A set of windows with what it is: 'boxes, other (no more than 1 % lost …)'."""
    return say("{name} ({about})", name=say(panel["name"]), about=say(panel["about"]))


def panel_title(panel: Entry) -> str:
    """Name, what it is, how much there is, and what has to be beaten."""
    references = listed([f"“{say(METHODS[name])}”" for name in panel["references"]])
    better = say("the better of {methods}", methods=references) if len(panel["references"]) > 1 else references
    return say(
        "{name}: {about} ({forecasts} of {cases} in {groups}; error against that of {better})",
        name=say(panel["name"]), about=say(panel["about"]), forecasts=counted(panel["origins"], "forecast"),
        cases=counted(panel["cases"], "case"), groups=counted(panel["groups"], "group"), better=better,
    )


def bounds(skill: Entry) -> str:
    """The 5 and 95 % bounds of a skill; a dash for one group alone, which has none."""
    return "–" if skill["low"] is None else say(
        "{low} to {high}", low=percent(skill["low"]), high=percent(skill["high"])
    )


def panel_rows(panel: Entry) -> Iterator[tuple[str, ...]]:
    """A row a horizon and method: CRPS, skill with bounds, coverage, mean rank."""
    for row in panel["table"]:
        skill, is_reference = row["skill"], row["method"] == row["reference"]
        told = (say("reference"), "", "") if is_reference else (
            percent(skill["geometric"]), bounds(skill),
            percent(skill["arithmetic"]),
        )  # fmt: skip
        yield (
            str(row["horizon_days"]), say(METHODS[row["method"]]), number(row["crps_percent"]), *told,
            share(row["coverage_50"]), share(row["coverage_90"]), share(row["mean_rank"]),
        )  # fmt: skip


def more_rows(panel: Entry) -> Iterator[tuple[str, ...]]:
    """A row a horizon and method: the other scores."""
    for row in panel["table"]:
        yield (
            str(row["horizon_days"]), METHODS[row["method"]], number(row["weighted_crps_percent"]),
            number(row["interval_score_percent"]), number(row["ignorance_bits"]), f"{row['brier']:.3f}",
            number(row["log_score_bits"]),
        )  # fmt: skip


BAR_HEADS = ("bar", "wanted", "value", "")


def bar_rows(bars: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """A row a bar, the missed ones first."""
    for bar in sorted(bars, key=lambda one: one["met"]):
        yield say(bar["what"]), wanted(bar), told_value(bar, bar["value"]), verdict(bar)


def wanted(bar: Entry) -> str:
    """The bounds of a bar: 'at least 10% smaller' of an error, '80% to 97%' of a share of maps."""
    least, most = bar["least"], bar["most"]
    if most is None:
        if _of_error(bar) and least <= 0.0:
            return say("at most {most}", most=smaller(least)) if round(100.0 * least) else say("no larger")
        return say("at least {least}", least=told_value(bar, least))
    if least is None:
        return say("at most {most}", most=told_value(bar, most))
    return say("{least} to {most}", least=told_value(bar, least), most=told_value(bar, most))


def told_value(bar: Entry, value: float) -> str:
    """A value of a bar with what it counts in: an error against another's, a share in percent, a number."""
    if _of_error(bar):
        return smaller(value)
    return share(value) if _of_share(bar) else plain(value)


def _of_error(bar: Entry) -> bool:
    return any(word in bar["what"] for word in ("skill", "bound"))


def _of_share(bar: Entry) -> bool:
    return any(word in bar["what"] for word in ("coverage", "share"))


def verdict(bar: Entry) -> str:
    """Met, or missed and by how much."""
    if bar["met"]:
        return say("met")
    if _of_error(bar) or _of_share(bar):
        points = round(100.0 * bar["missed_by"])
        return say("missed by {amount}", amount=counted(points, "point")) if points else say("missed by under 1 point")
    return say("missed by {amount}", amount=plain(bar["missed_by"]))


def counted_bars(bars: Sequence[Entry]) -> str:
    """How many bars are met."""
    met = sum(bar["met"] for bar in bars)
    return say("{met} of {n} bars are met, {missed} are missed.", met=met, n=len(bars), missed=len(bars) - met)


def full_lines(full: Entry) -> Iterator[str]:
    """What the full model does beside the tempo alone, in sentences."""
    share_ordered = full["ordered_within_28_days"]
    if share_ordered is not None:
        yield say(
            "Full model: {share_ordered:.1%} of the futures have an order to leave within 28 days over the pockets and "
            "Kursk.",
            share_ordered=share_ordered,
        )
    for name in dict.fromkeys(row["panel"] for row in full["over_tempo_only"]):
        rows = [row for row in full["over_tempo_only"] if row["panel"] == name]
        told = listed([_at_days(row["geometric"], row) for row in rows])
        yield say(
            "Error of the full model against that of the tempo alone, {name}: {told}.", name=say(name), told=told
        )
    for near in (True, False):
        rows = [row for row in full["by_way_out"] if row["near"] == near and row["skill"] is not None]
        skills = [_at_days(row["skill"], row) for row in rows]
        where = say("the attacker within 5 km of the road or a neck under 10 km") if near else say("neither")
        if rows:
            yield say(
                "The same where known on the day of the forecast: {where} ({windows} forecasts): {told}.",
                where=where, windows=rows[0]["windows"], told=listed(skills),
            )


def _at_days(skill: float, row: Entry) -> str:
    return say("{skill} at {days} days", skill=smaller(skill), days=row["horizon_days"])


def left_out_line(left: Entry) -> str:
    """What no number holds."""
    return say(
        "Left out: {n} days of forecasts that the rule makes nothing of, {rows_published_later:,} rows of maps seen by "
        "the day of a forecast but published later, {failed_members:,} futures that failed.",
        n=len(left["origins"]), rows_published_later=left["rows_published_later"],
        failed_members=left["failed_members"],
    )


def win_rows(wins: Sequence[Entry], named: Callable[[str], str] = say) -> Iterator[tuple[str, ...]]:
    """A row a group in which a reference does better: where, by how much, why; a group is called as files have it."""
    for win in wins:
        yield (
            say(win["panel"]), named(win["group"]), say(METHODS[win["reference"]]), smaller(win["skill"]),
            _against(win), say(win["why"]),
        )  # fmt: skip


def _against(win: Entry) -> str:
    ours, theirs = number(win["crps_percent"]), number(win["reference_crps_percent"])
    return say("{ours} against {theirs}", ours=ours, theirs=theirs)


WIN_HEADS = ("which forecasts", "group", "simple forecast", "the model's error", "both errors, % (CRPS)", "why")


def percent(value: float | None) -> str:
    """A share as whole percent with its sign."""
    if value is None:
        return ""
    told = f"{100.0 * value:+.0f}"
    return told.replace("-", MINUS) if told not in ("+0", "-0") else "0"


def number(value: float) -> str:
    """Three digits."""
    return f"{value:.2f}" if abs(value) < 10.0 else f"{value:.1f}"


def share(value: float) -> str:
    """A share in percent."""
    return f"{round(value, 2):.0%}"


def plain(value: float) -> str:
    """A number as it is."""
    told = f"{value:.3f}".rstrip("0").rstrip(".")
    return told.replace("-", MINUS)
