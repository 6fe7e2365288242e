"""Numbers as tables and sentences for the terminal: runs, comparisons, checks, logs, verification, speed.

Each function takes the plain data that `--json` prints, so that both say the same; `outcome_rows` gives every
outcome as rows of text for any other table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from rich.console import Group, RenderableType
from rich.text import Text

from sim.language.saying import say, spoken
from sim.report.comparison.levels import fine_shares, level_texts, measured
from sim.report.comparison.words import pair_shares, whole_numbers
from sim.report.drawing.palette import LETTERS
from sim.report.terminal import words as terminal_words
from sim.report.terminal.forms import comparison_parts
from sim.report.terminal.grids import Grid
from sim.report.terminal.seen import seen_parts
from sim.report.words import numbers as words
from sim.report.words.changes import Measured, change_interval, change_text
from sim.report.words.measures import UNKNOWN, Level, level, shared_level
from sim.report.words.outcomes import COMPARED_PEOPLE, IN_COMPARISON, label, row_label, value_label
from sim.scenario.differing import only_the_decision

Entry = Mapping[str, Any]
HALF, DAYS_UNTIL = 0.5, spoken("  days until then")
RARE = {"no": "0", "fewer than 1": "under 1", "more than 99": "over 99"}


class Head(NamedTuple):
    """The head of a row of outcomes, and the value of a category that it is about."""

    text: str
    value: str = ""


class RowLike(Protocol):
    """One value of a scenario as `sim.scenario.table` lists it."""

    @property
    def path(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def basis(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def differs(self) -> bool: ...
    @property
    def base_value(self) -> str: ...


def run_table(summary: Entry) -> RenderableType:
    """The answer of one scenario in sentences, then every outcome with its uncertainty."""
    heading = _heading(str(summary["scenario"]), _identity(summary))
    lines = [Text(line) for line in terminal_words.answer_lines(summary)]
    if terminal_words.nothing_finished(summary):
        return Group(heading, *lines, Text(""))
    table, at = _table("outcome", "answer", "uncertainty", "runs"), level(summary.get("lost_below"))
    for name, entry in summary["outcomes"].items():
        table.add_row(label(name, at), answer(entry, at), uncertainty(entry), f"{entry['n']:,}")
    return Group(
        heading,
        *lines,
        table,
        *seen_parts([summary]),
        Text(words.LIMITS, style="dim"),
        Text(""),
    )


def comparison_table(content: Entry) -> RenderableType:
    """What each other scenario changes against the base: in sentences, then the main outcomes side by side.

    Every outcome, and the pairs behind each difference, are in `--json`.
    """
    base, *others = content["runs"]
    period = content.get("period", {"longer": {}})
    days = f", over {period['horizon_days']} days" if period["longer"] else ""
    parts: list[RenderableType] = [Text(line) for line in terminal_words.said_first(content)]
    for other in others:
        name = other["scenario"]
        decision = only_the_decision(content.get("differs_in", {}).get(name, ()))
        parts.append(_heading(f"{name} against {base['scenario']}", _identity(other) + days))
        lines = terminal_words.pairs_lines(base, other)
        if not any(map(terminal_words.nothing_finished, (base, other))):
            change = content["differences"][name]
            lines += terminal_words.comparison_lines(base, other, change, beside=_beside(content), decision=decision)
        lines += terminal_words.precision_lines(other)
        parts += [Text(f"  {line}") for line in lines]
    parts += [Text(""), _side_by_side(base, others, content["differences"])]
    explained = "In brackets: difference against the base over pairs with the same luck, and its 95% interval."
    forms = content.get("forms")
    more = "All outcomes: --json." if forms else "All outcomes: --json; under rival laws: --forms."
    levels = [run.get("lost_below") for run in content["runs"]]
    shared = levels[0] if all(one == levels[0] for one in levels) else None
    by_law = [] if forms is None else comparison_parts(forms, base["scenario"], shared)
    parts += [Text(f"{explained} {more}", style="dim"), *by_law, *seen_parts(content["runs"])]
    return Group(*parts, Text(words.LIMITS, style="dim"))


def _beside(content: Entry) -> dict[str, Measured]:
    """What amounts of people are called, told as fine as in the table of all scenarios."""
    changes = content["differences"].values()
    known = [name for name in COMPARED_PEOPLE if all(name in change for change in changes)]
    whats = {
        name: measured(name, [run["outcomes"][name] for run in content["runs"]], [change[name] for change in changes])
        for name in known
    }
    return {name: what for name, what in whats.items() if what is not None}


def _side_by_side(base: Entry, others: Sequence[Entry], differences: Mapping[str, Mapping[str, Entry]]) -> Grid:
    """One row a main outcome, one column a scenario, each with its difference against the base."""
    table = _table("outcome", base["scenario"], *(other["scenario"] for other in others))
    at = shared_level({str(one["scenario"]): one for one in (base, *others)})
    known = next(iter(differences.values()), {})
    for name in (name for name in IN_COMPARISON if name in known):
        for place, (head, _, _) in enumerate(_parts(name, known[name], at)):
            if head.text == DAYS_UNTIL:
                continue
            changes = [list(_parts(name, differences[other["scenario"]][name], at))[place] for other in others]
            cells = _values(name, head, (base, *others), [numbers for _, numbers, _ in changes])
            for at_column, (_, numbers, unit) in enumerate(changes, 1):
                cells[at_column] += f" {_bracket(numbers, unit)}"
            table.add_row(head.text, *cells)
    return table


def _values(name: str, head: Head, summaries: Sequence[Entry], changes: Sequence[Entry]) -> list[str]:
    """The values of scenarios beside each other, in digits that bear out their differences."""
    entries = [summary["outcomes"][name] for summary in summaries]
    if entries[0]["kind"] == "amount":
        return level_texts(name, entries, changes)
    kept = [*map(_kept, summaries)]
    known = [share for entry, n in zip(entries, kept, strict=True) if (share := _share(entry, head, n)) is not None]
    fine = fine_shares(known, changes) if len(known) == len(kept) and min(kept) >= words.ENOUGH_RUNS else []
    return [f"{one}%" for one in fine] or [_value(one, head, runs) for one, runs in zip(entries, kept, strict=True)]


def outcome_rows(summaries: Sequence[Entry], differences: Sequence[Mapping[str, Entry]] = ()) -> list[dict[str, str]]:
    """Every outcome of one to four scenarios, a row each: the answer and uncertainty of each, differences against A.

    `differences` are those of the second, third and fourth scenario. A category has a row a value, and in a comparison
    a day has a second row for the days until then, where never counts as the horizon.
    """
    rows, at = [], shared_level(dict(zip(LETTERS, summaries, strict=False)))
    for name, first in summaries[0]["outcomes"].items():
        compared = [list(_parts(name, one[name], at)) for one in differences]
        for place, head in enumerate(_heads(name, first, at, compared=bool(differences))):
            row = {spoken("outcome"): say(head.text), spoken("unit"): _unit(first, head)}
            for letter, summary in zip(LETTERS, summaries, strict=False):
                row |= _answers(letter, summary["outcomes"][name], head, _kept(summary))
            if differences and first["kind"] != "day":
                told = zip(LETTERS, _values(name, head, summaries, [one[place][1] for one in compared]), strict=False)
                mean = first["kind"] == "amount"
                row |= {one: say("mean {amount}", amount=text) if mean else text for one, text in told if text}
            for letter, parts in zip(LETTERS[1:], compared, strict=False):
                _, numbers, unit = parts[place]
                row |= _against_base(letter, numbers, unit, str(first["kind"]))
            rows.append(row)
    return rows


def _heads(name: str, entry: Entry, at: Level, *, compared: bool) -> list[Head]:
    """The rows of an outcome, as `_parts` names them."""
    if entry["kind"] == "category":
        return [Head(row_label(f"{name}: {value}", at), value) for value in entry["share"]]
    heads = [Head(label(name, at))]
    return [*heads, Head(DAYS_UNTIL)] if compared and entry["kind"] == "day" else heads


def _unit(entry: Entry, head: Head) -> str:
    if entry["kind"] == "amount":
        return words.with_unit("", str(entry["unit"])).strip()
    return say("days" if head.text == DAYS_UNTIL else "share of runs")


def _answers(letter: str, entry: Entry, head: Head, runs: int) -> dict[str, str]:
    """The answer and its uncertainty; a category as its share of all runs, those without a value included.

    The interval of a category is one among the runs with a value, so it is left out where some have none.
    """
    if head.text == DAYS_UNTIL:
        return {letter: "", f"{letter}, uncertainty": ""}
    if entry["kind"] != "category" or not entry["n"]:
        return {letter: answer(entry), f"{letter}, uncertainty": uncertainty(entry)}
    interval = _share_interval(words.value_entry(entry, head.value)) if entry["n"] == runs else ""
    return {letter: _value(entry, head, runs), f"{letter}, uncertainty": interval}


def _against_base(letter: str, numbers: Entry, unit: str, kind: str) -> dict[str, str]:
    """The mean difference of one scenario against A, its interval, and how the pairs split."""
    names = [f"{letter} less A", f"{letter} less A, 95%", f"pairs, {letter} and A"]
    if numbers["mean"] is None:
        return dict(zip(names, (say("no pair"), "", ""), strict=True))
    more, fewer, equal = pair_shares(numbers)
    greater, smaller = say("more"), say("less")
    if unit == "points":
        greater, smaller = say("only in {letter}", letter=letter), say("only in A")
    elif kind == "day":
        greater, smaller = say("later"), say("earlier")
    counted = whole_numbers((more, fewer, equal), 100)
    shares = (f"{RARE.get(number, number)}%" for number in counted)
    split = ", ".join(f"{what} {share}" for what, share in zip((greater, smaller, say("equal")), shares, strict=True))
    change = "0" if equal == 1.0 else change_text(numbers, unit)
    return dict(zip(names, (change, change_interval(numbers, unit), split), strict=True))


def _bracket(numbers: Entry, unit: str) -> str:
    """A difference and its interval in brackets; `same` where no pair differs."""
    if numbers["mean"] is None:
        return ""
    if numbers["p_equal"] == 1.0:
        return "(same)"
    change = change_text(numbers, unit)
    return f"({change if unit == 'points' else change.split(' ')[0]}; {change_interval(numbers, unit)})"


def check_table(name: str, rows: Iterable[RowLike]) -> RenderableType:
    """Every value of a scenario with unit, basis and source; what differs from the base stands out."""
    listed = list(rows)
    columns = ("value of", "value", "unit", "basis", "source", "in the base")
    table = Grid(columns, least_widths=(0, 20, 0, 0, 0, 0))
    for row in listed:
        base = (row.base_value or "(absent)") if row.differs else ""
        cells = (row.path, row.value, row.unit, row.basis, row.source, base)
        table.add_row(*cells, style="bold" if row.differs else "")
    changed = sum(row.differs for row in listed)
    summary = f"{len(listed)} values, {changed} differ from the base"
    return Group(_heading(name, summary), table, Text(_count_by_basis(listed), style="dim"), Text(""))


def events_table(content: Entry) -> RenderableType:
    """The event log of one replication in the order of time."""
    table = _table("day", "process", "event", "what happens")
    for event in content["events"]:
        day = words.plain(float(event["time"]), 2)
        process, kind = (str(event[name]).replace("_", " ") for name in ("process", "kind"))
        table.add_row(day, process, kind, _told(event))
    identity = f"replication {content['replication']}, seed {content['seed']}, {content['executor']}"
    parts: list[RenderableType] = [_heading(str(content["scenario"]), identity), table]
    if content.get("failure"):
        parts.append(Text(f"This replication failed: {content['failure']}"))
    return Group(*parts)


def verify_table(report: Entry) -> RenderableType:
    """Whether a second run of a stored result gives the same numbers, and each difference."""
    notes = [Text(f"Note: {line}.") for line in report["notes"]]
    if report["equal"]:
        same = f"{report['replications']:,} replications of {report['scenario']} come out the same."
        return Group(Text(same), *notes)
    what = "A second run of" if report["repeated"] else "The files of"
    how = "differs:" if report["repeated"] else "are not as they were written, so it was not run again:"
    lines = [Text(f"{what} {report['scenario']} {how}")]
    return Group(*lines, *(Text(f"  {line}") for line in report["differences"]), *notes)


def export_table(content: Entry) -> RenderableType:
    """What was written where, a line a table, and what the result did not have."""
    table = _table("table", "rows", "columns")
    for name, size in content["tables"].items():
        table.add_row(name, f"{size['rows']:,}", f"{size['columns']:,}")
    size = sum(file["bytes"] for file in content["files"])
    where = Text(f"{content['scenario']} is written to {content['out']}, {size / 1e6:,.1f} MB.")
    return Group(where, table, *(Text(f"Note: no {line}.") for line in content["notes"]))


def bench_table(content: Entry) -> RenderableType:
    """Speed against the bars, one line a measurement."""
    table = _table("measured", "value", "bar", "")
    for bar in content["bars"]:
        verdict = "not measured" if bar["met"] is None else "met" if bar["met"] else "missed"
        value = "" if bar["value"] is None else f"{bar['value']:,g} {bar['unit']}"
        table.add_row(str(bar["name"]), value, str(bar["bar"]), verdict + _share_of_bar(bar))
    return table


def _share_of_bar(bar: Entry) -> str:
    """How much of its bar a time takes, the speed of the machine counted out of both."""
    return f" at {100.0 * bar['steps'] / bar['steps_bar']:.0f} % for this machine" if bar.get("steps_bar") else ""


def answer(entry: Entry, at: Level = UNKNOWN) -> str:
    """The main number of an outcome in words."""
    if not entry["n"]:
        return say("in no run")
    if entry["kind"] == "share":
        return words.percent_of(entry["mean"], entry["n"])
    if entry["kind"] == "category":
        shares = sorted(entry["share"].items(), key=lambda item: -item[1])
        told = {value: words.percent_of(share, entry["n"]) for value, share in shares if share > 0.0}
        return ", ".join(f"{value_label(value, at)} {share}" for value, share in told.items())
    if entry["kind"] == "day":
        return _day_answer(entry)
    return say("mean {amount}", amount=words.amount(entry["mean"], entry["unit"], entry["se"] or 0.0))


def uncertainty(entry: Entry) -> str:
    """The simulation interval of a share or day, the middle nine tenths of an amount."""
    if not entry["n"] or entry["kind"] == "category":
        return ""
    if entry["kind"] in ("share", "day"):
        return _share_interval(entry)
    if entry["n"] < words.ENOUGH_RUNS:
        return words.few(entry["n"], "run")
    low, middle, high = (_bare(entry[key], entry["unit"]) for key in ("p05", "p50", "p95"))
    none = entry.get("p_none") or 0.0
    if none < HALF:  # then the middle is above nothing; as many runs may be equal to it, half are at most that
        return say("9 runs in 10: {low} to {high}, half at most {middle}", low=low, high=high, middle=middle)
    without = say("{share} have none", share=words.percent(none))
    if high == "0":
        return without
    return say("9 runs in 10: {low} to {high}, {without}", low=low, high=high, without=without)


def _share_interval(entry: Entry) -> str:
    """'95%: 12% to 17%', or that one run is too few for an interval."""
    text = words.percent_interval(entry)
    return words.few(entry["n"], "run") if text == say(words.TOO_FEW) else f"95%: {text}"


def _bare(value: float, unit: str) -> str:
    return words.amount(value, unit).split(" ")[0]


def _day_answer(entry: Entry) -> str:
    happens = say("in {share}", share=words.percent_of(entry["share"], entry["n"]))
    if entry["p50"] is None or entry["n"] < words.ENOUGH_RUNS:
        return happens
    day = words.plain(words.whole_day(entry["p50"]))
    return say("{happens}, in half of all by day {day}", happens=happens, day=day)


def _parts(name: str, entry: Entry, at: Level) -> Iterator[tuple[Head, Entry, str]]:
    """The rows of one difference: head, numbers, and unit; shares are given in percentage points."""
    heads = _heads(name, entry, at, compared=True)
    if entry["kind"] == "day":
        yield heads[0], entry["share"], "points"
        yield heads[1], entry["restricted_mean_days"], "day"
    elif entry["kind"] == "category":
        for head in heads:
            yield head, entry["share"][head.value], "points"
    else:
        yield heads[0], entry, "points" if entry["kind"] == "share" else str(entry["unit"])


def _share(entry: Entry, head: Head, runs: int) -> float | None:
    """The share that a row tells of one scenario; a category's is of all runs."""
    if not entry["n"] or head.text == DAYS_UNTIL:
        return None
    if entry["kind"] == "category":
        return float(entry["share"][head.value]) * int(entry["n"]) / runs
    return words.share_of(entry)


def _value(entry: Entry, head: Head, runs: int) -> str:
    """The value of one scenario; a category as its share of all runs, those without a value included."""
    if not entry["n"] or head.text == DAYS_UNTIL:
        return ""
    share = _share(entry, head, runs)
    if entry["kind"] in ("category", "day", "share") and share is not None:
        return words.percent_of(share, runs if entry["kind"] == "category" else entry["n"])
    return words.amount(entry["mean"], entry["unit"], entry["se"] or 0.0)


def _told(event: Entry) -> str:
    return str(event.get("text") or event.get("subject", ""))


def _count_by_basis(rows: Sequence[RowLike]) -> str:
    counts: dict[str, int] = {}
    for row in rows:
        if row.basis:
            counts[row.basis] = counts.get(row.basis, 0) + 1
    return "By basis: " + ", ".join(f"{basis} {n}" for basis, n in sorted(counts.items())) + "."


def _kept(summary: Entry) -> int:
    return max(int(summary["replications"]) - int(summary["failures"]), 1)


def _identity(summary: Entry) -> str:
    return f"{words.counted(summary['replications'], 'run')}, seed {summary['seed']}, {summary['executor']}"


def _heading(title: str, detail: str) -> Text:
    return Text.assemble((title, "bold"), f"  {detail}")


def _table(*columns: str) -> Grid:
    return Grid(columns)
