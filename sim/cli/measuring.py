"""`bench` and `forms`: how fast this machine runs the model, and what an answer's spread comes of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import (
    Chart,
    Executor,
    Json,
    OneScenario,
    Quiet,
    Seed,
    Sets,
    WhichExecutor,
    Workers,
    refuse_unwritable_chart,
)
from sim.cli.output import note, progress, write_json, write_tables
from sim.cli.runs.ensembles import pick
from sim.cli.runs.laws import crossed_runs, with_laws_drawn

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

Million = Annotated[bool, typer.Option("--million", help="Also run a million replications (minutes).")]
Less = Annotated[
    str | None,
    typer.Option("--less", metavar="OTHER", help="Also SCENARIO less OTHER under the same luck, form by form."),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option("--outcome", metavar="NAME", help="An outcome instead of the usual five. May be repeated."),
]
Many = Annotated[
    int, typer.Option("--replications", min=2, help="How many replications, each run eight times.")
]


def forms_command(
    scenario: OneScenario,
    less: Less = None,
    outcomes: Outcomes = None,
    replications: Many = 1000,
    seed: Seed = 1,
    executor: WhichExecutor = None,
    workers: Workers = None,
    sets: Sets = None,
    chart: Chart = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Draw each mechanism's law in every replication: outcomes by form, and what their spread comes of."""
    refuse_unwritable_chart(chart)
    loaded = with_laws_drawn([scenario, *([less] if less else [])], sets)
    content = content_of_forms(loaded, outcomes or [], replications, seed, executor, workers, quiet)
    if chart is not None:
        from sim.report.forms.picture import write_picture

        write_picture(content, chart)
        note(f"salient: drawn in {chart}")
    if as_json:
        write_json(content)
    else:
        from sim.report.terminal.forms import forms_table

        write_tables([forms_table(content)])
    if content["failures"]:
        note(f"salient: {content['failures']:,} replications failed in some run and are left out")
        raise typer.Exit(1 if content["failures"] == content["replications"] else 0)


def content_of_forms(
    loaded: list[LoadedScenario],
    outcomes: list[str],
    replications: int,
    seed: int,
    executor: Executor | None,
    workers: int | None,
    quiet: bool,
) -> dict[str, Any]:
    """What the command prints, of one scenario or of one less another over the days that both have."""
    from sim.analysis.forms.answers import forms_content, less_content
    from sim.scenario.periods import common_period, over

    chosen, period = pick(executor), common_period(loaded)
    scenario, *_ = alike = over(period, loaded)
    first, *others = crossed_runs(alike, outcomes, replications, seed, chosen, workers, quiet=quiet)
    other = less_content(loaded[1].name, first, others[0]) if others else None
    return forms_content(scenario, first, seed, period, other)


def bench_command(million: Million = False, as_json: Json = False, quiet: Quiet = False) -> None:
    """Measure speed (medians of 7 alternating runs); only ratios that miss their bar make it fail."""
    from sim.experiment.bench import bench

    with progress("measuring", quiet=quiet) as report:
        result = bench(million=million, progress=report)
    if as_json:
        write_json(result)
    else:
        from sim.report.terminal import tables

        write_tables([tables.bench_table(result)])
    if not result["passed"]:
        raise typer.Exit(1)
