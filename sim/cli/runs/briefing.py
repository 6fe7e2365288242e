"""`report`: an answer as a page to hand on, for a minister or an analyst."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import RESULTS, Fresh, Quiet, Replications, Sets, WhichExecutor, Workers, results_folder
from sim.cli.output import note, progress, spelling_for, write_line
from sim.cli.references import load_all
from sim.cli.runs.ensembles import leave_if_short, settings
from sim.errors import ExtraMissing, InputError, StorageError
from sim.report.brief.content import Length

if TYPE_CHECKING:
    from sim.experiment.ensemble import Ensemble
    from sim.report.answered.answer import Answered
    from sim.report.brief.content import Brief
    from sim.report.brief.parts import Origin
    from sim.scenario.loaded import LoadedScenario

MOST = 4
ENDS = (".html", ".docx", ".pdf")
NAMES = "brief.html, brief.docx or brief.pdf"


def folder_of_results(value: str | Path) -> Path:
    """The folder of `--results`, refused where it can be none."""
    return results_folder(value, "--results")


Answers = Annotated[
    list[str],
    typer.Argument(
        metavar="SCENARIO_OR_RUN...",
        help="One to four scenarios (files, or shipped names such as kursk/baseline), or result folders; the first "
        "is A.",
    ),
]
File = Annotated[
    Path, typer.Option("--out", metavar="<file>", help="The brief: a name that ends in .html, .docx or .pdf.")
]
For = Annotated[Length, typer.Option("--length", help="One page for a minister, up to four for an analyst.")]
Luck = Annotated[
    int | None, typer.Option("--seed", min=0, help="The same seed gives the same luck [default: 1].")
]
Results = Annotated[
    Path,
    typer.Option(
        "--results",
        envvar="SALIENT_RESULTS",
        metavar="<path>",
        parser=folder_of_results,
        help="Folder that holds the result folders.",
    ),
]


def report_command(
    answers: Answers,
    file: File,
    length: For = Length.minister,
    replications: Replications = None,
    seed: Luck = None,
    executor: WhichExecutor = None,
    workers: Workers = None,
    sets: Sets = None,
    results: Results = RESULTS,
    fresh: Fresh = False,
    quiet: Quiet = False,
) -> None:
    """Write the answer of one scenario, or the comparison of up to four with the first, as a page to hand on.

    The page holds the words, numbers and charts that `run`, `compare` and the app give for the same input.
    """
    if len(answers) > MOST:
        raise InputError(f"a brief holds one to {MOST} scenarios, not {len(answers)}; leave some out")
    refuse_unwritable(file)
    if stored := [answer for answer in answers if Path(answer).is_dir()]:
        refuse_changes(answers, stored, replications, seed, sets)
        write_brief(*of_folders(answers, file, length), length, file)
        return
    loaded = load_all(answers, sets)
    chosen = settings(replications, None, 1 if seed is None else seed, executor, workers, results, fresh)
    ensembles, note_on_days = paired(loaded, chosen, quiet=quiet)
    command = again(answers, file, length, ensembles[0], sets or [])
    write_brief(*of_runs(ensembles, command, note_on_days), length, file)
    leave_if_short(ensembles)


def refuse_unwritable(file: Path) -> None:
    """Refuse a file that could not be written here, before anything is computed."""
    if file.suffix.lower() not in ENDS:
        raise InputError(f"--out {file}: a brief is a web page, a Word document or a PDF; name it {NAMES}")
    if not file.parent.is_dir():
        raise InputError(f"--out {file}: there is no folder {file.parent}; choose another place")
    if file.is_dir():
        raise InputError(f"--out {file}: is a folder; choose another name")

    from sim.report.brief.files import KINDS

    if reason := KINDS[file.suffix.lower()].missing():
        raise ExtraMissing(reason)


def refuse_changes(
    answers: list[str], stored: list[str], replications: int | None, seed: int | None, sets: list[str] | None
) -> None:
    """Refuse result folders beside scenarios, or with what only a new run could follow."""
    if len(stored) < len(answers):
        other = next(answer for answer in answers if answer not in stored)
        raise InputError(f"{stored[0]} is a folder and {other} a scenario; give result folders only, or scenarios only")
    for name, value in (("--replications", replications), ("--seed", seed), ("--set", sets)):
        if value is not None and value != []:
            raise InputError(f"{name} changes nothing in a stored result; leave it out, or name the scenario instead")


def of_folders(answers: list[str], file: Path, length: Length) -> tuple[Answered, Origin]:
    """The answer that result folders hold."""
    from sim.report.answered.kept import answer_of
    from sim.report.brief.parts import Origin

    kept = answer_of([Path(answer) for answer in answers])
    command = shlex.join(["salient", "report", *answers, "--out", file.name, "--length", length.value])
    return kept.answer, Origin(command, kept.warnings, kept.told_drivers)


def paired(loaded: list[LoadedScenario], chosen: dict[str, Any], *, quiet: bool) -> tuple[list[Ensemble], str]:
    """Scenarios run with the same luck over the days they have in common, and what must be said of these days."""
    from sim.experiment.running.running import compare
    from sim.scenario.periods import common_period, over

    period = common_period(loaded)
    with progress("paired replications" if len(loaded) > 1 else loaded[0].name, quiet=quiet) as report:
        return compare(over(period, loaded), **chosen, progress=report), period.note


def again(answers: list[str], file: Path, length: Length, first: Ensemble, sets: list[str]) -> str:
    """The command that gives the same brief anywhere."""
    words = ["salient", "report", *answers, "--out", file.name, "--length", length.value]
    words += ["--replications", str(first.replications), "--seed", str(first.seed)]
    return shlex.join([*words, *(word for one in sets for word in ("--set", one))])


def of_runs(ensembles: list[Ensemble], command: str, note_on_days: str) -> tuple[Answered, Origin]:
    """The answer of paired runs."""
    from sim.model.outcomes import RESULTS_VERSION
    from sim.report.answered.answer import Answered, Asked
    from sim.report.brief.parts import Origin

    request = Asked(tuple(one.loaded for one in ensembles), ensembles[0].seed, str(RESULTS_VERSION))
    return Answered(request, ensembles), Origin(command, (note_on_days,) if note_on_days else ())


def write_brief(answer: Answered, origin: Origin, length: Length, file: Path) -> None:
    """Make the brief and write its file whole; the finding goes to standard output."""
    from sim.report.brief.files import KINDS
    from sim.report.brief.writing import brief_of

    brief = brief_of(answer, length, origin)
    content = KINDS[file.suffix.lower()].write(brief)
    keep(file, content)
    tell(brief, file)


def keep(file: Path, content: bytes) -> None:
    """Write a file under another name first, so that none is ever half there."""
    beside = file.with_name(f".{file.name}-writing")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise StorageError(f"--out {file}: cannot be written ({reason}); choose another place") from error


def tell(brief: Brief, file: Path) -> None:
    """The finding, and where the brief is."""
    write_line(spelling_for(sys.stdout)(brief.title), sys.stdout)
    note(f"salient: written to {file}")
