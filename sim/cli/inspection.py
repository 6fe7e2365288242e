"""`check`, `facts` and `schema`: look at inputs without running them."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json, Seed, Sets
from sim.cli.output import note, progress, write_json, write_json_text, write_tables
from sim.cli.references import load_all, sets_by_scenario
from sim.errors import InputError
from sim.scenario.files.suggestions import near

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

AsOf = Annotated[
    datetime.datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="Refuse values whose source was published later."),
]


CheckedScenarios = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SCENARIO...]", help="A file, or a shipped name such as kursk/baseline."),
]
OfTheModel = Annotated[bool, typer.Option("--model", help="Try the statements about any world instead.")]
Statement = Annotated[list[str] | None, typer.Option("--statement", help="With --model: these alone.")]
Worlds = Annotated[int, typer.Option("--worlds", min=1, help="With --model: how many random worlds.")]
World = Annotated[int | None, typer.Option("--world", min=0, help="With one --statement: this world again.")]
WORLDS = 10_000


def check_command(
    scenarios: CheckedScenarios = None,
    as_of: AsOf = None,
    sets: Sets = None,
    of_the_model: OfTheModel = False,
    statement: Statement = None,
    worlds: Worlds = WORLDS,
    world: World = None,
    seed: Seed = 1,
    as_json: Json = False,
) -> None:
    """Validate; list each value with unit, source, basis, and what differs from its base.

    With --model: try what an expert says of any world (checks.yaml) on random ones; leaves with 1 where it fails.
    """
    if of_the_model:
        if scenarios or sets or as_of:
            raise InputError("--model tries statements, which name their scenarios: leave out SCENARIO, --set, --as-of")
        statements_command(statement or [], worlds, world, seed, as_json)
        return
    if statement or world is not None:
        raise InputError("--statement and --world are about statements: add --model")
    if not scenarios:
        raise InputError("name a scenario, such as kursk/baseline, or ask for --model")
    check_scenarios(scenarios, as_of, sets, as_json)


def check_scenarios(
    scenarios: list[str], as_of: datetime.datetime | None, sets: list[str] | None, as_json: bool
) -> None:
    """Validate scenarios and list their values."""
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


def statements_command(names: list[str], worlds: int, world: int | None, seed: int, as_json: bool) -> None:
    """Try statements on random worlds, or look at one world of one statement again."""
    from sim.experiment.statements.statements import shipped_statements
    from sim.experiment.statements.trying import one_world, try_all
    from sim.report.terminal import statements as words

    known = {one.name: one for one in shipped_statements()}
    for name in names:
        if name not in known:
            raise InputError(f"--statement {name}: there is none of this name; {near(name, list(known))}")
    chosen = [known[name] for name in names] or list(known.values())
    if world is not None:
        if len(names) != 1:
            raise InputError("--world looks at one world of one statement: name it with --statement")
        again = one_world(chosen[0], seed, world)
        write_json(words.plain_numbers(again)) if as_json else write_tables([words.world_table(chosen[0].says, again)])
        return
    with progress("trying statements", quiet=as_json) as told:
        tried = try_all(chosen, worlds=worlds, seed=seed, progress=told or (lambda done, total: None))
    content = words.content(tried, seed)
    write_json(content) if as_json else write_tables([words.statements_table(content)])
    if not all(one.holds for one in tried):
        raise typer.Exit(1)


def labelled(good: list[LoadedScenario]) -> list[LoadedScenario]:
    """The scenarios under names that tell them apart."""
    from sim.scenario.loading import told_apart

    return told_apart(good)


def checked(reference: str, sets: list[str], as_of: datetime.datetime | None) -> LoadedScenario:
    """Load one scenario with what was seen of its ground and, with a date, refuse what was published after it."""
    [loaded] = load_all([reference], sets)
    loaded.sights()
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


FactsScenario = Annotated[str, typer.Argument(metavar="[SCENARIO]", help="Whose values are shown beside them.")]


def facts_command(scenario: FactsScenario = "kursk/baseline", as_json: Json = False) -> None:
    """List the article's statements by paragraph, in our own words, and what each became in the model."""
    from sim.analysis.article import facts
    from sim.model.outcomes import OUTCOMES
    from sim.report.terminal import facts as words
    from sim.scenario.table import rows

    [loaded] = load_all([scenario], None)
    values = {row.path: row for row in rows(loaded)}
    outcomes = {outcome.name: outcome.about for outcome in OUTCOMES}
    content = words.content(facts(), loaded.name, values, outcomes)
    write_json(content) if as_json else write_tables([words.facts_table(content)])


class OfFiles(StrEnum):
    """Of which files a schema is."""

    scenario = "scenario"
    theatre = "theatre"
    sources = "sources"


WhichFiles = Annotated[OfFiles, typer.Option("--of", help="Which files it describes.")]


def schema_command(of: WhichFiles = OfFiles.scenario) -> None:
    """Print the JSON schema of scenario, theatre or source files, for editors."""
    from sim.scenario.referenced.schemas import SCHEMAS

    _, text = SCHEMAS[of.value]
    write_json_text(text())
