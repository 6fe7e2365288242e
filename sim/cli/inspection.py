"""`check` and `schema`: look at inputs without running them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json, Scenarios, Sets
from sim.cli.output import note, write_json, write_tables
from sim.cli.references import load_all, sets_by_scenario
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

AsOf = Annotated[
    datetime.datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Refuse values whose source was published later."),
]


def check_command(scenarios: Scenarios, as_of: AsOf = None, sets: Sets = None, as_json: Json = False) -> None:
    """Validate; list each value with unit, source, basis, and what differs from its base."""
    wanted = sets_by_scenario(scenarios, sets or ())
    good: list[LoadedScenario] = []
    problems: list[InputError] = []
    for reference, own in zip(scenarios, wanted, strict=True):
        try:
            good.append(checked(reference, own, as_of))
        except InputError as problem:
            problems.append(problem)
    good = labelled(good)
    if as_json:
        described_all = [described(one) for one in good]
        write_json({"scenarios": described_all, "problems": [str(one) for one in problems]})
    elif good:
        write_check_tables(good)
    for one in problems[:-1]:
        note(f"salient: {one}")
    if problems:
        raise problems[-1]


def labelled(good: list[LoadedScenario]) -> list[LoadedScenario]:
    """The scenarios under names that tell them apart."""
    from sim.scenario.loading import told_apart

    return told_apart(good)


def checked(reference: str, sets: list[str], as_of: datetime.datetime | None) -> LoadedScenario:
    """Load one scenario and, with a date, refuse what was published after it."""
    [loaded] = load_all([reference], sets)
    if as_of is not None:
        from sim.scenario.cut_off import check_as_of

        check_as_of(loaded, as_of.date())
    return loaded


def described(loaded: LoadedScenario) -> dict[str, Any]:
    """Describe one scenario as JSON: identity, base, and a row a value."""
    import dataclasses

    from sim.scenario.table import rows

    return {
        "scenario": loaded.name,
        "hash": loaded.hash,
        "base": loaded.base,
        "changed": list(loaded.changed),
        "warnings": list(loaded.warnings),
        "values": [dataclasses.asdict(row) for row in rows(loaded)],
    }


def write_check_tables(good: list[LoadedScenario]) -> None:
    """Print the whole table of each scenario."""
    from sim.report.terminal import tables
    from sim.scenario.table import rows

    for loaded in good:
        write_tables([tables.check_table(loaded.name, rows(loaded))])


def schema_command() -> None:
    """Print the JSON schema of scenario files, for editors."""
    from sim.scenario.schema.json_schema import json_schema

    write_json(json_schema())
