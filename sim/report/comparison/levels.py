"""The levels of scenarios beside each other, each as fine as what is told of its difference from the first.

Pure functions of the entries of summaries and of differences.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from sim.language.saying import say
from sim.report.words.changes import Measured, day_of, ground, is_denied, level_numbers, level_unit
from sim.report.words.numbers import (
    ENOUGH_RUNS,
    FINE_ENOUGH_FOR_HUNDREDTHS,
    amount,
    half_width,
    often_alike,
    plain,
    share_of,
    with_unit,
)
from sim.report.words.outcomes import ENTRIES, told

Entry = Mapping[str, Any]


def measured(name: str, levels: Sequence[Entry] = (), differences: Sequence[Entry] = ()) -> Measured | None:
    """What an amount or a day is called where it differs; None for what is told otherwise.

    With the entries of all scenarios beside each other and their differences against the first, amounts of a pair are
    told as fine as those of the row that they stand in.
    """
    one, noun = ENTRIES.get(name), told(name)
    if one is None or not noun or one.kind not in ("amount", "day"):
        return None
    if one.kind == "day":
        return day_of(noun)
    what = ground(noun) if one.unit == "km²" else Measured(noun)
    units = [level_unit(one, what) for one in _compared(what, levels, differences).values()]
    return what._replace(finest=min(units, default=math.inf))


def level_texts(name: str, levels: Sequence[Entry], differences: Sequence[Entry]) -> list[str]:
    """Mean amounts of scenarios beside each other, digit by digit as in the sentences on their differences.

    `levels` are the entries of all scenarios, `differences` those against the first. All have the finest digits that
    any difference gives them, so that none stands beside another rounded otherwise. Where pairs are not all runs, or
    no sentence tells it, an amount is rounded for itself.
    """
    told = [amount(one["mean"], one["unit"], one["se"] or 0.0) if one["n"] else "" for one in levels]
    what = measured(name, levels, differences)
    if what is None:
        return told
    for place, difference in _compared(what, levels, differences).items():
        both = level_numbers(difference, what)
        for at, number in ((0, both[0]), (place, both[1])):
            told[at] = with_unit(number, levels[at]["unit"])
    return told


def fine_shares(shares: Sequence[float], differences: Sequence[Entry]) -> list[str]:
    """Shares of 100 with a digit more, '9.8', where whole ones would deny a clear difference; else none.

    `differences` are those against the first: '10%' and '13%' would stand beside '+3.6 pt', twice '11%' beside '−0.5'.
    """
    denied = any(is_denied(shares[0], other, one) for other, one in zip(shares[1:], differences, strict=True))
    return [plain(100.0 * share, 1) for share in shares] if denied else []


def share_texts(entries: Sequence[Entry], differences: Sequence[Entry]) -> list[str]:
    """Shares in words, as fine as the coarsest of them: '80 of 100'; finer where that denies a clear difference.

    `differences` are those against the first; shares may be of other runs than theirs.
    """
    [told_] = rows_of_shares((entries, differences))
    return told_


def rows_of_shares(*rows: tuple[Sequence[Entry], Sequence[Entry]]) -> list[list[str]]:
    """The same of several rows that stand together, all as fine as one another: entries and differences of each."""
    entries = [one for row, _ in rows for one in row]
    shares = [share_of(one) or 0.0 for one in entries]
    texts = often_alike(entries)
    if all(map(_is_of_100, entries, shares)) and any(map(_is_denied_in, rows)):
        texts = [say("{number} of 100", number=plain(100.0 * share, 1)) for share in shares]
    left = iter(texts)
    return [list(islice(left, len(row))) for row, _ in rows]


def _is_denied_in(row: tuple[Sequence[Entry], Sequence[Entry]]) -> bool:
    entries, differences = row
    return bool(fine_shares([share_of(one) or 0.0 for one in entries], differences))


def _is_of_100(entry: Entry, share: float) -> bool:
    """Whether a share is told as of 100 and, to a tenth, is neither none nor all."""
    known = 0 < round(1000.0 * share) < 1000 and entry["n"] >= ENOUGH_RUNS
    return known and half_width(entry) <= FINE_ENOUGH_FOR_HUNDREDTHS


def _compared(what: Measured, levels: Sequence[Entry], differences: Sequence[Entry]) -> dict[int, Entry]:
    """The differences that tell the level of the first scenario and of the one at their place: over all their runs."""
    return {
        place: difference
        for place, difference in enumerate(differences, 1)
        if level_numbers(difference, what) and {levels[0]["n"], levels[place]["n"]} == {difference["n_pairs"]}
    }
