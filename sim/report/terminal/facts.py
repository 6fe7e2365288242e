"""What an article's statements became, for the terminal and as plain data: a row a statement, a line a reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from rich.console import Group, RenderableType
from rich.text import Text

from sim.report.terminal.grids import Grid
from sim.report.words.numbers import counted

LEFT_OUT = "left_out"
BECAME = {
    "value": "gives the value",
    "setting": "fixes the start",
    "elsewhere": "number from elsewhere",
    "reason": "one reason among others",
    "direction": "direction only",
    "result": "a question to the runs",
    LEFT_OUT: "nothing yet",
}


class FactLike(Protocol):
    """One statement of the article and what it became."""

    @property
    def paragraph(self) -> int: ...
    @property
    def source(self) -> str: ...
    @property
    def says(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def became(self) -> str: ...
    @property
    def values(self) -> Sequence[str]: ...
    @property
    def results(self) -> Sequence[str]: ...
    @property
    def scenarios(self) -> Sequence[str]: ...


class ValueLike(Protocol):
    """A value of the scenario, with what it rests on."""

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


def content(
    facts: Iterable[FactLike], scenario: str, values: Mapping[str, ValueLike], outcomes: Mapping[str, str]
) -> dict[str, Any]:
    """Each statement with its values in a scenario, its outcomes by meaning, and the scenarios that take it up."""
    return {"scenario": scenario, "facts": [_described(fact, values, outcomes) for fact in facts]}


def _described(fact: FactLike, values: Mapping[str, ValueLike], outcomes: Mapping[str, str]) -> dict[str, Any]:
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


def _value(one: ValueLike) -> dict[str, str]:
    return {name: getattr(one, name) for name in ("path", "value", "unit", "basis", "source")}


def facts_table(told: Mapping[str, Any]) -> RenderableType:
    """A row a statement: its paragraph, what it says, what it became and where."""
    table = Grid(("", "the article says", "what it became", "where"), least_widths=(0, 24, 24, 32))
    for fact in told["facts"]:
        table.add_row(
            f"P{fact['paragraph']}", fact["says"], f"{BECAME[fact['role']]}: {fact['became']}",
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
    number = counted(sum(roles.values()), "statement")
    return f"{number} of the article, as {told['scenario']} has them; {roles[LEFT_OUT]} became nothing yet"
