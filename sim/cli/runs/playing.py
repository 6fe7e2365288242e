"""`workshop`: one future played in rounds, and what may come under the decisions taken so far."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.options import Json, Quiet, Workers
from sim.cli.output import progress, write_json, write_tables

LogFile = Annotated[
    Path, typer.Argument(metavar="LOG", help="The log of the session, as YAML: scenario, replication, rounds.")
]
UpTo = Annotated[int | None, typer.Option("--round", min=1, help="Play up to this round [default: the last].")]
Futures = Annotated[
    int, typer.Option("--futures", min=0, help="Runs of the scenario as decided so far that the outlook counts.")
]


def workshop_command(
    log: LogFile,
    until_round: UpTo = None,
    futures: Futures = 1000,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Play one future in rounds and tell what happened in each; then what may come under the decisions so far."""
    from sim.experiment.workshop import play
    from sim.scenario.workshop import read_workshop

    workshop = read_workshop(log)
    rounds = play(workshop, until_round=until_round)
    content: dict[str, Any] = {
        "scenario": workshop.scenario(0).name,
        "seed": workshop.log.seed,
        "replication": workshop.log.replication,
        "rounds": [one.as_json() for one in rounds],
        "outlook": _outlook(workshop.scenario(len(rounds)), workshop.log.seed, futures, workers, quiet),
    }
    if as_json:
        write_json(content)
        return
    from sim.report.terminal.rounds import round_tables

    write_tables(round_tables(content))


def _outlook(loaded: Any, seed: int, futures: int, workers: int | None, quiet: bool) -> dict[str, Any] | None:
    """Many futures of the scenario as decided so far, whatever their luck; None where none is asked for."""
    if not futures:
        return None
    from sim.analysis.summary import summarise
    from sim.experiment.running.running import run

    with progress("looking ahead", quiet=quiet) as report:
        ensemble = run(loaded, replications=futures, seed=seed, workers=workers, progress=report)
    return summarise(ensemble)
