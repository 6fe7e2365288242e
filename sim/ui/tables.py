"""The tables behind the charts: every outcome of each scenario, and what differs between scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.report.tables import answer, label, uncertainty
from sim.scenario.loaded import Loaded
from sim.scenario.table import rows
from sim.ui.answers import Answer

if TYPE_CHECKING:
    import pandas as pd


def outcomes_table(shown: Answer) -> pd.DataFrame:
    """A row an outcome, two columns a scenario: the answer and its uncertainty."""
    import pandas as pd

    first = shown.summaries[0]["outcomes"]
    columns = {"outcome": [label(name) for name in first]}
    for summary in shown.summaries:
        outcomes = summary["outcomes"]
        columns[f"{summary['scenario']}"] = [answer(outcomes[name]) for name in first]
        columns[f"uncertainty, {summary['scenario']}"] = [uncertainty(outcomes[name]) for name in first]
    return pd.DataFrame(columns)


def differing_values(scenarios: Mapping[str, Loaded]) -> pd.DataFrame:
    """The values in which the scenarios are not the same, a column a scenario."""
    import pandas as pd

    texts = {
        letter: {row.path: f"{row.value} {row.unit}".strip() for row in rows(scenario)}
        for letter, scenario in scenarios.items()
    }
    paths = list(dict.fromkeys(path for values in texts.values() for path in values))
    differing = [path for path in paths if len({values.get(path, "") for values in texts.values()}) > 1]
    columns = {letter: [values.get(path, "absent") for path in differing] for letter, values in texts.items()}
    return pd.DataFrame({"value": differing, **columns})
