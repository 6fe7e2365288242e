"""`bench`: how fast this machine runs the model, against the bars of the project."""

from __future__ import annotations

import typer

from sim.cli.options import Json, Quiet
from sim.cli.output import progress, write_json, write_tables


def bench_command(as_json: Json = False, quiet: Quiet = False) -> None:
    """Measure speed (medians of 7 alternating runs); only ratios that miss their bar make it fail."""
    from sim.experiment.bench import bench

    with progress("measuring", quiet=quiet) as report:
        result = bench(progress=report)
    if as_json:
        write_json(result)
    else:
        write_tables([line(bar) for bar in result["bars"]])
    if not result["passed"]:
        raise typer.Exit(1)


def line(bar: dict[str, object]) -> str:
    """Say one bar in a line: what, measured, wanted, met or not."""
    if bar["met"] is None:
        verdict = "not measured"
    else:
        verdict = "met" if bar["met"] else "MISSED"
    return f"{bar['name']}: {bar['value']} {bar['unit']} (bar: {bar['bar']}) {verdict}"
