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
    "days", "forecast", "miss % (CRPS)", "closer % (skill)", "5 to 95 %", "mean misses", "in 50 %", "in 90 %", "rank",
)  # fmt: skip
MORE_HEADS = ("days", "forecast", "tail CRPS %", "interval score %", "ignorance, bits", "Brier", "log score, bits")
MINUS = "−"
NOTE = spoken(
    "Miss (CRPS, continuous ranked probability score): how far the map lay from the futures of a forecast, less what "
    "these lie apart, in % of the ground at the start of the episode; mean over groups. Closer (skill): by how much "
    "smaller than that of the reference, the simple forecast to beat, in a typical group (geometric mean; means of "
    "cases count as 0.25 % at least); 5 to 95 %: over groups drawn anew. Mean misses: the same of their means "
    "(arithmetic), which a few collapses rule. In 50 %, in 90 % (coverage): share of maps inside the middle range "
    "meant for so many. Rank: mean place of the map among the futures; above .5 more was held than was said."
)


def closer(skill: float) -> str:
    """'14% closer', '14% farther off', 'no closer'."""
    share = round(100.0 * abs(skill))
    if not share:
        return say("no closer")
    return say("{share}% closer", share=share) if skill > 0.0 else say("{share}% farther off", share=share)


def smaller(skill: float) -> str:
    """The same of a miss: '14% smaller', '14% larger', 'as large'."""
    share = round(100.0 * abs(skill))
    if not share:
        return say("as large")
    return say("{share}% smaller", share=share) if skill > 0.0 else say("{share}% larger", share=share)


def called(panel: Entry) -> str:
    """A set of windows with what it is: 'boxes, other (no more than 1 % lost …)'."""
    return say("{name} ({about})", name=say(panel["name"]), about=say(panel["about"]))


def panel_title(panel: Entry) -> str:
    """Name, what it is, how much there is, and what has to be beaten."""
    references = listed([say(METHODS[name]) for name in panel["references"]])
    better = say("the better of {methods}", methods=references) if len(panel["references"]) > 1 else references
    return say(
        "{name}: {about} ({origins}, {cases}, {groups}; against {better})",
        name=say(panel["name"]), about=say(panel["about"]), origins=counted(panel["origins"], "origin"),
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
        yield say(bar["what"]), wanted(bar), plain(bar["value"]), verdict(bar)


def wanted(bar: Entry) -> str:
    """The bounds of a bar."""
    least, most = bar["least"], bar["most"]
    if most is None:
        return say("at least {least}", least=plain(least))
    if least is None:
        return say("at most {most}", most=plain(most))
    return say("{least} to {most}", least=plain(least), most=plain(most))


def verdict(bar: Entry) -> str:
    """Met, or missed and by how much."""
    return say("met") if bar["met"] else say("missed by {amount}", amount=plain(bar["missed_by"]))


def counted_bars(bars: Sequence[Entry]) -> str:
    """How many bars are met."""
    met = sum(bar["met"] for bar in bars)
    return say("{met} of {n} bars are met, {missed} are missed.", met=met, n=len(bars), missed=len(bars) - met)


def full_lines(full: Entry) -> Iterator[str]:
    """What the full model does beside the tempo alone, in sentences."""
    share_ordered = full["ordered_within_28_days"]
    if share_ordered is not None:
        yield say(
            "Full model: {share_ordered:.1%} of members (futures) have an order within 28 days over the pockets and "
            "Kursk.",
            share_ordered=share_ordered,
        )
    for name in dict.fromkeys(row["panel"] for row in full["over_tempo_only"]):
        rows = [row for row in full["over_tempo_only"] if row["panel"] == name]
        told = listed([_at_days(row["geometric"], row) for row in rows])
        yield say("Full model against the tempo alone, {name}: {told}.", name=say(name), told=told)
    for near in (True, False):
        rows = [row for row in full["by_way_out"] if row["near"] == near and row["skill"] is not None]
        skills = [_at_days(row["skill"], row) for row in rows]
        where = say("the attacker within 5 km of the road or a neck under 10 km") if near else say("neither")
        if rows:
            yield say(
                "Known at the origin: {where} ({windows} windows): {told} than the tempo alone.",
                where=where, windows=rows[0]["windows"], told=listed(skills),
            )


def _at_days(skill: float, row: Entry) -> str:
    return say("{skill} at {days} days", skill=closer(skill), days=row["horizon_days"])


def left_out_line(left: Entry) -> str:
    """What no number holds."""
    return say(
        "Left out: {n} origins that the rule makes nothing of, {rows_published_later:,} rows seen by an origin but "
        "published later, {failed_members:,} members that failed.",
        n=len(left["origins"]), rows_published_later=left["rows_published_later"],
        failed_members=left["failed_members"],
    )


def win_rows(wins: Sequence[Entry], named: Callable[[str], str] = say) -> Iterator[tuple[str, ...]]:
    """A row a group in which a reference does better: where, by how much, why; a group is called as files have it."""
    for win in wins:
        yield (
            say(win["panel"]), named(win["group"]), say(METHODS[win["reference"]]), percent(win["skill"]),
            _against(win), say(win["why"]),
        )  # fmt: skip


def _against(win: Entry) -> str:
    ours, theirs = number(win["crps_percent"]), number(win["reference_crps_percent"])
    return say("{ours} against {theirs}", ours=ours, theirs=theirs)


WIN_HEADS = ("windows", "group", "closer was", "by % (skill)", "miss % (CRPS)", "why")


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
    """A share between 0 and 1, two digits."""
    return f"{value:.2f}".removeprefix("0") if value < 1.0 else "1"


def plain(value: float) -> str:
    """A value of a bar."""
    told = f"{value:.3f}".rstrip("0").rstrip(".")
    return told.replace("-", MINUS)
