"""`bench`: how fast this machine runs the model, against the bars of the project."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.options import Json, Quiet
from sim.cli.output import progress, write_json, write_tables

Million = Annotated[bool, typer.Option("--million", help="Also run a million replications (minutes).")]


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
