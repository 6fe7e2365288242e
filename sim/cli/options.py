"""The arguments and flags that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


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
Precision = Annotated[
    str | None,
    typer.Option(
        metavar="[OUTCOME=]P",
        help="Instead of --replications: add replications until the half-width of the 95 % interval of "
        "OUTCOME [default: foothold_ended] is below P.",
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
        help="Change a value of every scenario, or of the one called NAME. May be repeated.",
    ),
]
RESULTS = Path("results")
Out = Annotated[
    Path, typer.Option("--out", envvar="SALIENT_RESULTS", help="Folder that holds the result folders.")
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Ignore stored results of the same run.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout and nothing else.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress on stderr.")]
