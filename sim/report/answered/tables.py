"""The tables behind the charts: every outcome of each scenario, and what differs between scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.report.answered.pictures import AnswerLike
from sim.report.terminal.tables import outcome_rows
from sim.report.words.markdown import shown
from sim.report.words.value_catalogue import leaf_label
from sim.report.words.values import value_words
from sim.scenario.loaded import LoadedScenario
from sim.scenario.table import rows

if TYPE_CHECKING:
    import pandas as pd


def outcomes_table(answer: AnswerLike) -> pd.DataFrame:
    """A row an outcome: the answer and its uncertainty of each scenario, and each difference against A."""
    import pandas as pd

    return pd.DataFrame(outcome_rows(answer.summaries, answer.differences))


def differing_values(scenarios: Mapping[str, LoadedScenario]) -> pd.DataFrame:
    """The values in which the scenarios are not the same, a column a scenario."""
    import pandas as pd

    texts = {letter: _texts(scenario) for letter, scenario in scenarios.items()}
    names = list(dict.fromkeys(name for values in texts.values() for name in values))
    differing = [name for name in names if len({values.get(name, "") for values in texts.values()}) > 1]
    columns = {letter: [values.get(name, "absent") for name in differing] for letter, values in texts.items()}
    return pd.DataFrame({"what differs": differing, **columns})


def _texts(scenario: LoadedScenario) -> dict[str, str]:
    """Every value by its meaning, in words; the few without a declaration by their path."""
    start = scenario.scenario.start
    known = {leaf.path: leaf for leaf in scenario.leaves()}
    told = {leaf_label(leaf): value_words(leaf.quantity, leaf.declaration, start) for leaf in known.values()}
    return told | {row.path: shown(f"{row.value} {row.unit}") for row in rows(scenario) if row.path not in known}
