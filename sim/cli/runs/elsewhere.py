"""Flags of `run` and `compare` for what is made elsewhere: by a cluster, or by one job of an array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.output import note, progress, write_json, write_tables
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.experiment.running.making import Makers
    from sim.scenario.loaded import LoadedScenario

Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Let the workers of a Dask cluster run it: tcp://host:8786, the file of a scheduler, or local:2.",
    ),
]
Share = Annotated[
    str | None,
    typer.Option(
        "--share",
        metavar="PLACE",
        help="Where several machines keep finished chunks: a folder or an address such as s3://bucket/runs "
        "[default: the folder of results, if they see it].",
    ),
]
OneRange = Annotated[
    str | None,
    typer.Option(
        "--range", metavar="FROM:TO", help="Make replications FROM to TO - 1 only and keep them for `salient gather`."
    ),
]


def makers_of(cluster: str | None) -> Makers | None:
    """The workers of a cluster, where one is named."""
    if cluster is None:
        return None
    from sim.experiment.elsewhere.cluster import Cluster

    return Cluster(cluster)


def tell_where_crossed(replications: int, cluster: str | None) -> None:
    """Say that runs by law are made here, where a cluster is named that makes the others."""
    if cluster is not None:
        note(f"salient: --forms crosses {replications:,} replications on this machine; {cluster} has made the others")


def run_range(
    loaded: Sequence[LoadedScenario], text: str, chosen: dict[str, Any], *, as_json: bool, quiet: bool
) -> None:
    """Make a range of each scenario's replications and say where they are kept."""
    if chosen["precision"] is not None:
        raise InputError("--range and --precision exclude each other; a job cannot know what the others have made")
    if chosen["makers"] is not None:
        raise InputError("--range and --cluster exclude each other; a cluster divides the run by itself")

    from sim.experiment.elsewhere.jobs import make_range, parsed_range
    from sim.experiment.running.running import settings_of
    from sim.report.terminal.arrays import job_line

    total = chosen["replications"]
    wanted, jobs = parsed_range(text, total), []
    for one in loaded:
        with progress(one.name, quiet=quiet) as report:
            jobs.append(make_range(one, wanted, settings_of(chosen), total, report or (lambda done, total: None)))
    told = [job.as_json() for job in jobs]
    if as_json:
        write_json(told[0] if len(told) == 1 else {"jobs": told})
    else:
        write_tables(map(job_line, told))
