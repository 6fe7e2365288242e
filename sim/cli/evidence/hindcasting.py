"""`hindcast`: forecasts from fixed days of past cases, scored on what happened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json, Quiet, Seed, Workers
from sim.cli.output import note, progress, write_json, write_tables
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.analysis.hindcast.origins import Case
    from sim.analysis.hindcast.running import Found

Cases = Annotated[
    list[str] | None, typer.Argument(metavar="[CASE]...", help="Cases by name [default: all given ones].")
]
Folder = Annotated[
    Path | None, typer.Option("--cases", metavar="FOLDER", help="Cases of your own: cases.csv and their series.")
]
Members = Annotated[
    Path | None, typer.Option("--members", metavar="FILE", help="Write each member as CSV (.gz: compressed).")
]
MembersOf = Annotated[str, typer.Option("--members-of", help="Of which model: tempo_only or full.")]
Full = Annotated[bool, typer.Option("--full/--no-full", help="The full model beside the pace of loss alone.")]
Many = Annotated[int, typer.Option("--replications", min=2, help="Members of each forecast.")]


def hindcast_command(
    cases: Cases = None,
    folder: Folder = None,
    members: Members = None,
    members_of: MembersOf = "tempo_only",
    full: Full = True,
    replications: Many = 1000,
    seed: Seed = 1,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Forecast past cases from fixed days, reading nothing published later, and score that on what happened.

    Skill is over simple forecasts that know nothing of the case's group; misses are told as hits are.
    """
    from sim.analysis.hindcast.content import content
    from sim.analysis.hindcast.forecasts import FULL, TEMPO_ONLY, Size

    methods = (TEMPO_ONLY, FULL) if full else (TEMPO_ONLY,)
    if members_of not in methods:
        raise InputError(f"--members-of {members_of}: is not forecast here; choose one of {', '.join(methods)}")
    if members is not None and not members.parent.is_dir():
        raise InputError(f"--members {members}: there is no folder {members.parent}; make it or choose another")
    size = Size(replications, seed)
    found = _found(_cases(cases or [], folder), methods, size, members_of if members else "", workers, quiet)
    if not any(case.scores for case in found):
        raise InputError("no origin has 28 days of series before it, 7 after it and ground to forecast; see cases.csv")
    if members is not None:
        from sim.analysis.hindcast.members import write_members

        write_members(found, members)
        note(f"salient: members of {members_of} written to {members}")
    _tell(content(found, size, methods, whole=not cases), as_json)


def _cases(names: list[str], folder: Path | None) -> list[Case]:
    from sim.analysis.hindcast.origins import cases_in, chosen, given_cases

    return chosen(given_cases() if folder is None else cases_in(folder), names)


def _found(
    cases: list[Case], methods: tuple[str, ...], size: Any, keep: str, workers: int | None, quiet: bool
) -> list[Found]:
    from sim.analysis.hindcast.running import hindcast
    from sim.experiment.running.asked import checked_workers

    with progress("forecasting", quiet=quiet) as report:
        return hindcast(cases, methods, size, keep=keep, workers=checked_workers(workers), progress=report)


def _tell(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        write_json(told)
        return
    from sim.report.terminal.evidence.hindcast import hindcast_tables

    write_tables(hindcast_tables(told))
