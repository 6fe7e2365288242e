"""What a hindcast tells, as texts and rows of texts: methods by their names, skill in percent with bounds, bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.report.words.numbers import counted

Entry = Mapping[str, Any]
METHODS = {
    "a_persistence": "persistence",
    "b_linear14": "line of 14 days",
    "c_expdecay28": "decay of 28 days",
    "d_lognormal_pool": "pace of the pockets",
    "e_ar_pockets": "(e) on pockets",
    "e_ar_boxes": "(e) on boxes",
    "tempo_only": "tempo alone",
    "full": "full model",
}
HEADS = ("days", "method", "CRPS %", "geometric", "5 to 95 %", "arithmetic", "50 %", "90 %", "mean rank")
MORE_HEADS = ("days", "method", "tail CRPS %", "interval score %", "ignorance, bits", "Brier", "log score, bits")
MINUS = "−"
NOTE = (
    "CRPS in % of the ground at the start of the episode, mean over groups of cases; skill over the reference in %, "
    "means of cases counting as 0.25 % at least: geometric over groups, bounds over groups drawn anew, ratio of means. "
    "50 % and 90 %: share of windows inside. Mean rank: above .5 more was held than was said."
)


def panel_title(panel: Entry) -> str:
    """Name, what it is, how much there is, and what has to be beaten."""
    references = " and ".join(METHODS[name] for name in panel["references"])
    better = f"the better of {references}" if len(panel["references"]) > 1 else references
    return (
        f"{panel['name']}: {panel['about']} ({counted(panel['origins'], 'origin')}, {counted(panel['cases'], 'case')}, "
        f"{counted(panel['groups'], 'group')}; against {better})"
    )


def bounds(skill: Entry) -> str:
    """The 5 and 95 % bounds of a skill; a dash for one group alone, which has none."""
    return "–" if skill["low"] is None else f"{percent(skill['low'])} to {percent(skill['high'])}"


def panel_rows(panel: Entry) -> Iterator[tuple[str, ...]]:
    """A row a horizon and method: CRPS, skill with bounds, coverage, mean rank."""
    for row in panel["table"]:
        skill, is_reference = row["skill"], row["method"] == row["reference"]
        told = ("reference", "", "") if is_reference else (
            percent(skill["geometric"]), bounds(skill),
            percent(skill["arithmetic"]),
        )  # fmt: skip
        yield (
            str(row["horizon_days"]), METHODS[row["method"]], number(row["crps_percent"]), *told,
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
        yield bar["what"], wanted(bar), plain(bar["value"]), verdict(bar)


def wanted(bar: Entry) -> str:
    """The bounds of a bar."""
    least, most = bar["least"], bar["most"]
    if most is None:
        return f"at least {plain(least)}"
    return f"at most {plain(most)}" if least is None else f"{plain(least)} to {plain(most)}"


def verdict(bar: Entry) -> str:
    """Met, or missed and by how much."""
    return "met" if bar["met"] else f"missed by {plain(bar['missed_by'])}"


def counted_bars(bars: Sequence[Entry]) -> str:
    """How many bars are met."""
    met = sum(bar["met"] for bar in bars)
    return f"{met} of {len(bars)} bars are met, {len(bars) - met} are missed."


def full_lines(full: Entry) -> Iterator[str]:
    """What the full model does beside the tempo alone, in sentences."""
    share_ordered = full["ordered_within_28_days"]
    if share_ordered is not None:
        yield f"Full model: {share_ordered:.1%} of members have an order within 28 days over the pockets and Kursk."
    for name in dict.fromkeys(row["panel"] for row in full["over_tempo_only"]):
        rows = [row for row in full["over_tempo_only"] if row["panel"] == name]
        told = ", ".join(f"{percent(row['geometric'])} at {row['horizon_days']} days" for row in rows)
        yield f"Full model over the tempo alone, {name}: {told} (geometric)."
    for near in (True, False):
        rows = [row for row in full["by_way_out"] if row["near"] == near and row["skill"] is not None]
        told = ", ".join(f"{percent(row['skill'])} at {row['horizon_days']} days" for row in rows)
        where = "the attacker within 5 km of the road or a neck under 10 km" if near else "neither"
        if rows:
            yield f"Known at the origin: {where} ({rows[0]['windows']} windows): {told} over the tempo alone."


def left_out_line(left: Entry) -> str:
    """What no number holds."""
    return (
        f"Left out: {len(left['origins'])} origins that the rule makes nothing of, {left['rows_published_later']:,} "
        f"rows seen by an origin but published later, {left['failed_members']:,} members that failed."
    )


def win_rows(wins: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    """A row a group in which a reference does better: where, by how much, why."""
    for win in wins:
        yield (
            win["panel"], win["group"], METHODS[win["reference"]], percent(win["skill"]),
            f"{number(win['crps_percent'])} against {number(win['reference_crps_percent'])}", win["why"],
        )  # fmt: skip


WIN_HEADS = ("windows", "group", "won by", "skill %", "CRPS %", "why")


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
