"""What an article's statements became, for the terminal and as plain data: a row a statement, a line a reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from sim.analysis.article import Fact, Role
from sim.report.evidence.article import ROLE_WORDS, SUMMARY
from sim.report.terminal.grids import Grid
from sim.report.words.numbers import counted
from sim.scenario.table import Row


def content(
    facts: Iterable[Fact], scenario: str, values: Mapping[str, Row], outcomes: Mapping[str, str]
) -> dict[str, Any]:
    """Each statement with its values in a scenario, its outcomes by meaning, and the scenarios that take it up."""
    return {"scenario": scenario, "facts": [_described(fact, values, outcomes) for fact in facts]}


def _described(fact: Fact, values: Mapping[str, Row], outcomes: Mapping[str, str]) -> dict[str, Any]:
    return {
        "paragraph": fact.paragraph,
        "source": fact.source,
        "says": fact.says,
        "role": str(fact.role),
        "became": fact.became,
        "values": [_value(values[path]) for path in fact.values if path in values],
        "outcomes": [{"name": name, "about": outcomes[name]} for name in fact.results],
        "scenarios": list(fact.scenarios),
    }


def _value(one: Row) -> dict[str, str]:
    return {name: getattr(one, name) for name in ("path", "value", "unit", "basis", "source")}


def facts_table(told: Mapping[str, Any]) -> RenderableType:
    """A row a statement: its paragraph, what it says, what it became and where."""
    table = Grid(("", "the article says", "what it became", "where"), least_widths=(0, 24, 24, 32))
    for fact in told["facts"]:
        table.add_row(
            f"P{fact['paragraph']}", fact["says"], f"{ROLE_WORDS[fact['role']]}: {fact['became']}",
            "; ".join(_places(fact)),
        )  # fmt: skip
    return Group(Text(_summary(told), style="bold"), table)


def _places(fact: Mapping[str, Any]) -> Iterator[str]:
    """Where a statement went: values as they stand in the scenario, outcomes, scenarios."""
    for one in fact["values"]:
        unit = f" {one['unit']}" if one["unit"] else ""
        yield f"{one['path']} = {one['value']}{unit}" if one["value"] else one["path"]
    for one in fact["outcomes"]:
        yield f"outcome {one['name']}"
    for name in fact["scenarios"]:
        yield f"scenario {name}"


def _summary(told: Mapping[str, Any]) -> str:
    roles = Counter(fact["role"] for fact in told["facts"])
    left_out = roles[Role.LEFT_OUT]
    number = counted(sum(roles.values()), "statement")
    verb = SUMMARY[Role.LEFT_OUT][left_out != 1]
    return f"{number} of the article, as {told['scenario']} has them; {left_out} {verb}"
