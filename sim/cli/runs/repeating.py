"""`replay` and `verify`: do again what was done, and look closely."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.options import Json, OneScenario, Quiet, Seed, Sets, WhichExecutor, Workers
from sim.cli.output import progress, write_json, write_tables
from sim.cli.references import load_all

Replication = Annotated[int, typer.Option("--replication", min=0, help="Which replication, counted from 0.")]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN_DIR", help="A result folder with a manifest.json.")]


def replay_command(
    scenario: OneScenario,
    replication: Replication,
    seed: Seed = 1,
    executor: WhichExecutor = None,
    sets: Sets = None,
    as_json: Json = False,
) -> None:
    """Run one replication again and print its event log."""
    [loaded] = load_all([scenario], sets)

    from sim.experiment.replay import replay

    chosen = None if executor is None else executor.value
    result = replay(loaded, replication=replication, seed=seed, executor=chosen)
    if as_json:
        write_json(result.as_json())
    else:
        from sim.report.terminal import tables

        write_tables([tables.events_table(result.as_json())])


def verify_command(
    run_folder: RunFolder, workers: Workers = None, as_json: Json = False, quiet: Quiet = False
) -> None:
    """Run the manifest of a result folder again, compare hashes, and say what differs."""
    from sim.experiment.results.verify import verify

    with progress("verifying", quiet=quiet) as report:
        result = verify(run_folder, workers=workers, progress=report)
    if as_json:
        write_json(result.as_json())
    else:
        from sim.report.terminal import tables

        write_tables([tables.verify_table(result.as_json())])
    if not result.equal:
        raise typer.Exit(1)
