"""The arguments and flags that several commands share."""

from __future__ import annotations

import stat
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sim.errors import InputError


def results_folder(value: str | Path, option: str = "--out") -> Path:
    """The folder that an option or SALIENT_RESULTS names, refused where it can be none, before anything is computed."""
    if not str(value).strip():
        raise InputError(f"{option} is empty; name a folder for the results, or leave {option} out")
    folder = Path(value)
    for place in (folder, *folder.parents):
        reason = obstacle(place)
        if reason:
            raise InputError(f"{option} {folder}: {reason if place == folder else f'{place} {reason}'}; choose another")
    return folder


def obstacle(place: Path) -> str:
    """Why a place can hold no folder of results; nothing where it does or could."""
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return f"is a link to {place.readlink()}, which does not exist" if place.is_symlink() else ""
    except NotADirectoryError:
        return ""  # told of the file that stands above it
    except (OSError, ValueError) as error:
        return f"cannot be a folder here ({getattr(error, 'strerror', None) or error})"
    return "" if stat.S_ISDIR(mode) else "is a file, not a folder"


class Executor(StrEnum):
    """Which executor runs the model; both give the same numbers."""

    compiled = "compiled"
    simpy = "simpy"


Scenarios = Annotated[
    list[str],
    typer.Argument(metavar="SCENARIO...", help="A file, or a shipped name such as kursk/baseline."),
]
OneScenario = Annotated[
    str, typer.Argument(metavar="SCENARIO", help="A file, or a shipped name such as kursk/baseline.")
]
Replications = Annotated[
    int | None, typer.Option("--replications", min=1, help="How many replications of each [default: 1000].")
]
HalfWidth = Annotated[
    str | None,
    typer.Option(
        "--precision",
        metavar="[OUTCOME=]P",
        help="Instead of --replications: add replications until the half-width of the 95 % interval of "
        "OUTCOME [default: foothold_ended] is at most P, at two sizes in a row.",
    ),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same luck.")]
WhichExecutor = Annotated[
    Executor | None, typer.Option("--executor", help="compiled is fast, simpy is readable; same numbers.")
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="Threads [default: one for each core]; same numbers.")
]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="[NAME:]path=value",
        help="Change a value of every scenario, or of the one called NAME; or put a shipped setting over it, "
        "such as tempo-only. May be repeated.",
    ),
]
RESULTS = Path("results")
Out = Annotated[
    Path,
    typer.Option(
        "--out",
        envvar="SALIENT_RESULTS",
        metavar="<path>",
        parser=results_folder,
        help="Folder that holds the result folders.",
    ),
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Ignore stored results of the same run.")]
SeenLater = Annotated[
    bool,
    typer.Option("--seen-later", help="Also show what was seen of the ground after day 0, beside maps of the runs."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout and nothing else.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress on stderr.")]
Chart = Annotated[Path | None, typer.Option("--chart", metavar="<file.png>", help="Draw the outcomes by form too.")]


def refuse_unwritable_chart(chart: Path | None) -> None:
    """Refuse a picture that could not be kept, before anything is computed."""
    if chart is None:
        return
    if chart.suffix.lower() != ".png":
        raise InputError(f"--chart {chart}: the picture is a PNG; give it a name that ends in .png")
    if not chart.parent.is_dir():
        raise InputError(f"--chart {chart}: there is no folder {chart.parent}; choose another place")
