"""What came of the statements about any world, for the terminal: a row a statement, or one world in both its lives."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from rich.console import Group, RenderableType
from rich.text import Text

from sim.report.terminal.grids import Grid
from sim.report.words.numbers import counted

SHOWN = 3  # worlds named of those in which a statement fails


class StatementLike(Protocol):
    """A statement by its name and its sentence."""

    @property
    def name(self) -> str: ...
    @property
    def says(self) -> str: ...


class TriedLike(Protocol):
    """What came of a statement."""

    @property
    def statement(self) -> StatementLike: ...
    @property
    def worlds(self) -> int: ...
    @property
    def applies(self) -> int: ...
    @property
    def failures(self) -> Sequence[int]: ...
    @property
    def faults(self) -> Sequence[int]: ...
    @property
    def holds(self) -> bool: ...


def content(tried: Iterable[TriedLike], seed: int) -> dict[str, Any]:
    """The same as plain data, for `--json` and the table."""
    return {
        "seed": seed,
        "statements": [
            {
                "name": one.statement.name,
                "says": one.statement.says,
                "holds": one.holds,
                "worlds": one.worlds,
                "applies": one.applies,
                "fails": len(one.failures),
                "cannot_be_run": len(one.faults),
                "worlds_that_fail": [*one.failures[:SHOWN], *one.faults[:SHOWN]],
            }
            for one in tried
        ],
    }


def statements_table(told: Mapping[str, Any]) -> RenderableType:
    """A row a statement, those that fail first, each with the command that shows a world in which it fails."""
    table = Grid(("what is said of any world", "holds", "of worlds", "fails in"), least_widths=(40, 0, 0, 0))
    rows = sorted(told["statements"], key=lambda one: one["holds"])
    for one in rows:
        bad = one["fails"] + one["cannot_be_run"]
        table.add_row(
            one["says"], "yes" if one["holds"] else "NO", f"{one['applies']:,}", f"{bad:,}" if bad else "",
            style="" if one["holds"] else "bold",
        )  # fmt: skip
    failing = [one for one in rows if not one["holds"]]
    summary = f"{counted(len(rows), 'statement')}, {len(failing)} of which do not hold"
    return Group(Text(summary, style="bold"), table, *(Text(_shown(one, told["seed"])) for one in failing))


def _shown(one: Mapping[str, Any], seed: int) -> str:
    """How to see a world in which a statement fails."""
    if not one["worlds_that_fail"]:
        return f"{one['name']}: speaks of no world that was tried; ask for more with --worlds"
    return (
        f"{one['name']}: salient check --model --statement {one['name']} --seed {seed} "
        f"--world {one['worlds_that_fail'][0]}"
    )


def world_table(says: str, world: Mapping[str, Any]) -> RenderableType:
    """One world: what came of it, then every value of it; of a second life where there is one."""
    lives = len(next(iter(world["outcomes"].values())))
    heads = ("value",) if lives == 1 else ("first", "second")
    outcome_table, value_table = Grid(("outcome", *heads)), Grid(("value", *heads))
    for table, part in ((outcome_table, "outcomes"), (value_table, "values")):
        for name, numbers in world[part].items():
            table.add_row(name, *map(_number, numbers), style="bold" if len(set(map(_number, numbers))) > 1 else "")
    verdict = "holds" if world["holds"] else "does NOT hold"
    spoken_of = "" if world["speaks_of_it"] else " (it does not speak of this world)"
    return Group(Text(f"World {world['world']}: {says} It {verdict}{spoken_of}."), outcome_table, value_table)


def _number(value: float) -> str:
    if math.isnan(value):
        return "missing"
    return "never" if math.isinf(value) else f"{value:.6g}"


def plain_numbers(world: Mapping[str, Any]) -> dict[str, Any]:
    """The same without numbers that JSON does not have: a day that never comes and what is missing are null."""
    parts = {
        part: {
            name: [value if math.isfinite(value) else None for value in numbers]
            for name, numbers in world[part].items()
        }
        for part in ("values", "outcomes")
    }
    return {**world, **parts}
