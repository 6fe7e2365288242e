"""`calibrate` and `update`: what observations after the start say of a scenario's values, and of its answer."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json, OneScenario, Quiet, Seed, Sets, Workers
from sim.cli.output import note, progress, write_json, write_tables
from sim.cli.references import load_all
from sim.cli.runs.ensembles import pick
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.analysis.calibration.calibrated import Calibrated, Size
    from sim.analysis.calibration.seen import Observations
    from sim.scenario.loaded import LoadedScenario

Files = Annotated[
    list[Path],
    typer.Option("--observations", metavar="FILE", help="A table of what an observer saw. May be repeated, one each."),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Read nothing published later [default: all].")
]
Observe = Annotated[
    list[str],
    typer.Option(
        "--observe",
        metavar="TEXT",
        help="What was seen: '2025-03-16 area_held_km2 110', or 78..110 for two maps of that day. May be repeated.",
    ),
]
Many = Annotated[int, typer.Option("--replications", min=2, help="Runs to weigh, at most 10,000.")]
Tolerance = Annotated[
    float, typer.Option("--tolerance", min=0.01, max=1.0, help="SD of an observer, in shares of the area shown.")
]
Posterior = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="Write the posterior here, for `parameters: {posterior: …}`."),
]


def calibrate_command(
    scenario: OneScenario,
    observations: Files,
    until: Until = None,
    replications: Many = 4000,
    tolerance: Tolerance = 0.15,
    seed: Seed = 1,
    sets: Sets = None,
    out: Posterior = None,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Weigh a scenario's runs by what was seen after its start: prior against posterior of each drawn value.

    With fewer than 50 effective runs the prior is kept, nothing is written, and the exit is 1.
    """
    [loaded] = load_all([scenario], sets)
    _refuse_unwritable(out)
    last = None if until is None else _date(until)

    from sim.analysis.calibration.seen import from_files
    from sim.analysis.calibration.writing import content, posterior_file

    whole = loaded.scenario
    seen = from_files(observations, whole.start, whole.horizon_days, last)
    found = _calibrated(loaded, seen, _size(replications, seed, tolerance, workers), quiet)
    moved = found.moved()
    if out is not None:
        from sim.scenario.tuning import save

        save(out, posterior_file(found, moved))
        note(f"salient: posterior written to {out}; a scenario takes it with parameters: {{posterior: {out.name}}}")
        note("salient: it keeps values, not the luck of the runs, so runs with it may lie nearer to before than update")
    _tell(content(found, moved), as_json)


def update_command(
    scenario: OneScenario,
    observe: Observe,
    replications: Many = 4000,
    tolerance: Tolerance = 0.15,
    seed: Seed = 1,
    sets: Sets = None,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Say how a scenario's answer changes by what was seen since its start, by how much and why."""
    [loaded] = load_all([scenario], sets)

    from sim.analysis.calibration.changes import update
    from sim.analysis.calibration.seen import from_texts

    seen = from_texts(observe, loaded.scenario.start, loaded.scenario.horizon_days)
    found = _calibrated(loaded, seen, _size(replications, seed, tolerance, workers), quiet)
    _tell(update(found, found.moved()), as_json)


def _size(replications: int, seed: int, tolerance: float, workers: int | None) -> Size:
    from sim.analysis.calibration.calibrated import Size

    return Size(replications, seed, tolerance, workers=workers)


def _calibrated(loaded: LoadedScenario, seen: Observations, size: Size, quiet: bool) -> Calibrated:
    from sim.analysis.calibration.calibrated import calibrate

    pick(None)  # which says when the model has to be compiled first
    with progress(loaded.name, quiet=quiet) as report:
        return calibrate(loaded, seen, size, report)


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--until {text}: is no day; write 2025-03-16") from None


def _refuse_unwritable(out: Path | None) -> None:
    """Refuse a place that cannot hold the posterior, before anything is computed."""
    if out is not None and (out.is_dir() or not out.parent.is_dir()):
        why = "is a folder" if out.is_dir() else f"there is no folder {out.parent}"
        raise InputError(f"--out {out}: {why}; name a file such as posterior.yaml")


def _tell(told: dict[str, Any], as_json: bool) -> None:
    if as_json:
        write_json(told)
        return
    from sim.report.terminal.evidence.calibrating import calibration_tables, update_tables

    write_tables(update_tables(told) if "now" in told else calibration_tables(told))
