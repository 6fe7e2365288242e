"""The tables behind the charts: every outcome of each scenario, and what differs between scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sim.language.saying import say, spoken
from sim.model.outcomes import ENDED_FIRST, FIRST_EVENT, TRUCE_FIRST
from sim.report.answered.answer_like import AnswerLike
from sim.report.comparison.words import way
from sim.report.drawing.palette import LETTERS
from sim.report.terminal.tables import outcome_rows
from sim.report.words.changes import share_direction
from sim.report.words.markdown import shown
from sim.report.words.measures import shared_level
from sim.report.words.outcomes import MAIN, row_label
from sim.report.words.value_catalogue import leaf_label
from sim.report.words.values import value_words
from sim.scenario.loaded import LoadedScenario
from sim.scenario.table import rows

if TYPE_CHECKING:
    import pandas as pd

EACH_FOR_ITSELF = spoken(
    "A level is over all runs that have the outcome, a difference over the pairs in which both scenarios have it, and "
    "each is rounded for itself."
)


def outcomes_table(answer: AnswerLike) -> pd.DataFrame:
    """A row an outcome: the answer and its uncertainty of each scenario, and each difference against A."""
    import pandas as pd

    return pd.DataFrame(outcome_rows(answer.summaries, answer.differences))


def main_differences(shown: AnswerLike) -> pd.DataFrame:
    """A row a main outcome: its level in A and in each other scenario, the difference with its interval, which way.

    What comes first stands on top, as titles and sentences tell it; what happens at any time is another number.
    """
    import pandas as pd

    at = shared_level(dict(zip(LETTERS, shown.summaries, strict=False)))
    rows = {row["outcome"]: row for row in outcome_rows(shown.summaries, shown.differences)}
    firsts, changes = [f"{FIRST_EVENT}: {event}" for event in (ENDED_FIRST, TRUCE_FIRST)], [*shown.differences]
    told = [(rows[row_label(name, at)], name) for name in (*firsts, *MAIN) if row_label(name, at) in rows]
    return pd.DataFrame([_main_row(row, name, changes) for row, name in told])


def _main_row(row: Mapping[str, str], name: str, differences: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """One row; with several other scenarios the interval stands behind its difference: the table stays narrow."""
    cells = {"outcome": row["outcome"], "A": bare(row["A"])}
    for letter, change in zip(LETTERS[1:], differences, strict=False):
        difference, interval = bare(row[f"{letter} less A"]), row[f"{letter} less A, 95%"]
        way = _way(name, change)
        cells[letter] = bare(row[letter])
        if len(differences) == 1:
            cells |= {spoken("B less A"): difference, spoken("95% interval"): interval, spoken("which way"): way}
        else:
            cells[f"{letter} less A"] = f"{difference} ({interval}): {way}" if interval else f"{difference}: {way}"
    return cells


def bare(answer: str) -> str:
    """A mean, or a number of people, as such: the head of the row and the note say so."""
    return answer.removeprefix(say("mean ")).removesuffix(say(" people"))


def _way(name: str, changes: Mapping[str, Any]) -> str:
    """Which way an outcome, or one value of a category, goes."""
    outcome, _, value = name.partition(": ")
    return share_direction(changes[outcome]["share"][value]) if value else way(name, changes[name])


def differing_values(scenarios: Mapping[str, LoadedScenario]) -> pd.DataFrame:
    """The values in which the scenarios are not the same, a column a scenario."""
    import pandas as pd

    texts = {letter: _texts(scenario) for letter, scenario in scenarios.items()}
    names = list(dict.fromkeys(name for values in texts.values() for name in values))
    differing = [name for name in names if len({values.get(name, "") for values in texts.values()}) > 1]
    columns = {letter: [values.get(name, say("absent")) for name in differing] for letter, values in texts.items()}
    return pd.DataFrame({spoken("what differs"): differing, **columns})


def _texts(scenario: LoadedScenario) -> dict[str, str]:
    """Every value by its meaning, in words; the few without a declaration by their path."""
    start = scenario.scenario.start
    known = {leaf.path: leaf for leaf in scenario.leaves()}
    told = {leaf_label(leaf): value_words(leaf.quantity, leaf.declaration, start) for leaf in known.values()}
    return told | {row.path: shown(f"{row.value} {row.unit}") for row in rows(scenario) if row.path not in known}
