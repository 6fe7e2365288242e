"""`new`: a theatre and a baseline from observations, and what to tell it first."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Json
from sim.cli.output import note, write_json, write_tables
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.scenario.made.by_rule import Made
    from sim.scenario.observed.series import Series

Name = Annotated[str, typer.Argument(metavar="NAME", help="What to call it: `salient run NAME/baseline`.")]
Observations = Annotated[
    Path,
    typer.Option("--observations", metavar="FILE", help="A CSV of what was seen by day, or a packaged one by name."),
]
Case = Annotated[str | None, typer.Option("--case", metavar="CASE", help="Which place, where the file holds several.")]
Settlements = Annotated[
    Path | None, typer.Option("--settlements", metavar="FILE", help="A CSV of settlements instead of equal cells.")
]
FirstDay = Annotated[
    datetime.datetime | None,
    typer.Option("--origin", formats=["%Y-%m-%d"], help="Day 0; nothing published later is read [default: the last]."),
]
Folder = Annotated[
    Path, typer.Option("--out", metavar="FOLDER", help="Where NAME and theatres are written; made if need be.")
]
WhichFit = Annotated[
    str | None, typer.Option("--fit", metavar="NAME", help="Pace of loss: pockets or boxes [default: by the place].")
]
Publisher = Annotated[str, typer.Option("--publisher", metavar="WHO", help="Who published the observations.")]
HolderName = Annotated[str | None, typer.Option("--holder", metavar="WHO", help="Who holds the ground.")]
AttackerName = Annotated[str | None, typer.Option("--attacker", metavar="WHO", help="Who attacks it.")]
MainPlace = Annotated[str | None, typer.Option("--place", metavar="NAME", help="The main settlement.")]
Look = Annotated[bool, typer.Option("--look/--no-look", help="Run a first look at what most needs your knowledge.")]


def new_command(
    name: Name,
    observations: Observations,
    case: Case = None,
    settlements: Settlements = None,
    origin: FirstDay = None,
    out: Folder = Path(),
    fit: WhichFit = None,
    publisher: Publisher = "",
    holder: HolderName = None,
    attacker: AttackerName = None,
    place: MainPlace = None,
    look: Look = True,
    as_json: Json = False,
) -> None:
    """Make a theatre and a baseline from observations by a stated rule, every value with its source.

    Then says which five values most need the knowledge of somebody who knows the place.
    """
    from sim.scenario.loading import load
    from sim.scenario.made.writing import refuse_unfit, table_of, write
    from sim.scenario.observed.reading import unread_columns
    from sim.scenario.referenced.observations import beside_or_packaged

    refuse_unfit(name, out)
    if out.exists() and not out.is_dir():
        raise InputError(f"--out {out}: is no folder; choose another")
    observations = beside_or_packaged(observations, str(observations))
    told = {"defender": holder, "attacker": attacker, "main_settlement": place}
    made, left_out = made_from(name, observations, case, settlements, origin, fit, publisher, told)
    files = write(made, name, out, [table_of(observations, out, case, publisher)])
    if unread := unread_columns(observations):
        note(f"salient: warning: {observations}: not read: {', '.join(unread)}; values count in km² and km")
    for warning in load(files[0]).warnings:
        note(f"salient: warning: {warning}")
    what = content(name, made, files, left_out, look)
    if as_json:
        write_json(what)
        return
    from sim.report.terminal.evidence.making import made_tables

    write_tables(made_tables(what))


def made_from(
    name: str, observations: Path, case: str | None, settlements: Path | None, origin: datetime.datetime | None,
    fit: str | None, publisher: str, asked: Mapping[str, str | None],
) -> tuple[Made, int]:
    """What is made, and how many rows were left out because they were seen by day 0 but published later."""
    from sim.scenario.made.by_rule import MAIN, theatre_by_rule
    from sim.scenario.made.places import read_places
    from sim.scenario.observed.cases import told_beside
    from sim.scenario.observed.reading import read_series

    series = read_series(observations, case)
    told = told_beside(observations, series.name) | {key: text for key, text in asked.items() if text}
    day = origin.date() if origin is not None else last_known(series)
    made = theatre_by_rule(
        series, name, day, fit=fit, main=told.get("main_settlement", MAIN),
        holder=told.get("defender", "the holder"), attacker=told.get("attacker", "the attacker"),
        places=read_places(settlements) if settlements is not None else (), publisher=publisher,
    )  # fmt: skip
    return made, series.as_of(day).held_back


def last_known(series: Series) -> datetime.date:
    """The day by which all of a series was public."""
    day: datetime.date = max(series.known_from.max(), series.dates.max()).item()
    return day


def content(name: str, made: Made, files: list[Path], left_out: int, look: bool) -> dict[str, Any]:
    """What was made, as plain data: files, day 0, the fit and why, rows left out, and what most needs knowledge."""
    known = made.origin
    return {
        "scenario": f"{name}/baseline",
        "reference": files[0].with_suffix("").as_posix(),
        "files": [file.as_posix() for file in files],
        "origin": str(known.day),
        "map_of": str(known.seen),
        "held_area_km2": known.held_km2,
        "loss_7_days_km2": round(known.loss_7_km2, 3),
        "loss_14_days_km2": round(known.loss_14_km2, 3),
        "fit": made.fit.name,
        "why_fit": made.why_fit,
        "fitted_on": made.fit.fitted_on,
        "left_out": left_out,
        "needs": needs(made) if look else [],
    }


def needs(made: Made) -> list[dict[str, Any]]:
    """The five values that most need knowledge, each with its two ends and what they make of an answer."""
    from sim.analysis.needed import REPLICATIONS, most_needed

    return [
        {
            "path": need.question.path,
            "ask": need.question.ask,
            "answer": need.answer.about,
            "ends": [
                {"value": end[0], "share": round(share, 3)}
                for end, share in zip(need.question.ends, (need.first, need.second), strict=True)
            ],
            "replications": REPLICATIONS,
        }
        for need in most_needed(made)
    ]
