"""`plan` and `gather`: a run divided among the jobs of an array, and what they have made brought together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import RESULTS, Json, OneScenario, Quiet, Seed, Sets, WhichExecutor, Workers, results_folder
from sim.cli.output import progress, write_json, write_line, write_tables
from sim.cli.references import load_all
from sim.cli.runs.elsewhere import Cluster, Share, makers_of
from sim.cli.runs.ensembles import pick

if TYPE_CHECKING:
    from sim.experiment.elsewhere.gathered import Standing
    from sim.scenario.loaded import LoadedScenario

Place = Annotated[str, typer.Argument(metavar="PLACE", help="The --out or --share of the jobs.")]
GatheredOut = Annotated[
    Path | None,
    typer.Option("--out", metavar="<path>", parser=results_folder, help="Folder for the results [default: PLACE]."),
]
LookOnly = Annotated[bool, typer.Option("--look", help="Name what is missing and make nothing; exit 1 if any is.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, help="How many jobs.")]
Planned = Annotated[int, typer.Option("--replications", min=1, help="How many replications in all.")]
Cpus = Annotated[int, typer.Option("--cpus", min=1, help="Processors of each job.")]
Minutes = Annotated[
    int | None,
    typer.Option("--minutes", min=1, help="Time of each job [default: three times what a short run here takes]."),
]
PlannedOut = Annotated[str, typer.Option("--out", metavar="<path>", help="Folder of results that all jobs see.")]


def gather_command(
    place: Place,
    out: GatheredOut = None,
    look_only: LookOnly = False,
    workers: Workers = None,
    cluster: Cluster = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Gather what jobs of an array have made; name what is missing or doubled, make it, check and store the result."""
    from sim.experiment.chunks.places import as_folder
    from sim.experiment.elsewhere.gathered import Way, gather
    from sim.experiment.running.asked import checked_workers
    from sim.report.terminal.arrays import finished_line

    with progress("gathering", quiet=quiet) as report:
        way = Way(
            place, out or as_folder(place) or RESULTS, checked_workers(workers), makers_of(cluster), look_only,
            told=(lambda standing: None) if as_json else say, progress=report or (lambda done, total: None),
        )  # fmt: skip
        gathered = gather(way)
    if as_json:
        write_json({"runs": [one.as_json() for one in gathered]})
    elif not look_only:
        write_tables(finished_line(one.as_json()) for one in gathered)
    if look_only and any(one.gaps for one in gathered):
        raise typer.Exit(1)


def say(standing: Standing) -> None:
    """Say what stands of a run, before what is missing is made."""
    from sim.report.terminal.arrays import standing_lines

    write_tables(standing_lines(standing.as_json()))


def plan_command(
    scenario: OneScenario,
    jobs: Jobs,
    replications: Planned,
    seed: Seed = 1,
    executor: WhichExecutor = None,
    sets: Sets = None,
    cpus: Cpus = 1,
    minutes: Minutes = None,
    out: PlannedOut = str(RESULTS),
    share: Share = None,
    as_json: Json = False,
) -> None:
    """Print the script of an array of jobs (SLURM, PBS, or a shell) that together make a run."""
    [loaded] = load_all([scenario], sets)

    from sim.experiment.elsewhere.planned import Plan, minutes_for

    words = ["salient", "run", scenario, "--seed", str(seed), "--out", out]
    words += [] if executor is None else ["--executor", executor.value]
    words += [] if share is None else ["--share", share]
    words += [word for one in sets or () for word in ("--set", one)]
    each = -(-replications // jobs)
    needed = minutes or minutes_for(each, _rate(loaded, None if executor is None else executor.value), cpus)
    plan = Plan(loaded.name, replications, jobs, cpus, needed, words, share or out)
    if as_json:
        content = {"scenario": loaded.name, "replications": replications, "minutes": needed}
        write_json({**content, "ranges": [list(one) for one in plan.ranges()], "script": plan.script()})
    else:
        write_line(plan.script().rstrip("\n"), sys.stdout)


def _rate(loaded: LoadedScenario, executor: str | None) -> float:
    """Replications a second of one thread here."""
    from sim.experiment.elsewhere.planned import rate_of

    return rate_of(loaded, executor or pick(None))
