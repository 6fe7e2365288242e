"""`questions`: dated questions answered with chances, frozen with a hash, and scored once they are resolved."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import Executor, Json, Quiet, Seed, WhichExecutor, Workers
from sim.cli.output import note, progress, write_json, write_tables
from sim.cli.runs.ensembles import pick
from sim.errors import InputError

if TYPE_CHECKING:
    from sim.experiment.ensemble import Ensemble
    from sim.scenario.loaded import LoadedScenario

Asked = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="Questions as YAML or CSV, or a .json that --out froze."),
]
Freeze = Annotated[
    Path | None, typer.Option("--out", metavar="<file.json>", help="Freeze questions and answers with a hash.")
]
Score = Annotated[
    Path | None,
    typer.Option("--score", metavar="OUTCOMES.csv", help="What came: columns id, outcome (1, 0, empty)."),
]
Many = Annotated[int, typer.Option("--replications", min=2, help="How many runs of each scenario.")]


def questions_command(
    file: Asked,
    out: Freeze = None,
    score: Score = None,
    replications: Many = 10_000,
    seed: Seed = 1,
    executor: WhichExecutor = None,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Answer dated questions with chances and intervals; freeze the answers, and score them when resolved.

    A frozen file is read as it is: nothing is run again, and a file that was changed is refused.
    """
    from sim.analysis.questions.frozen import FROZEN, read_frozen, write_frozen

    refuse_place(out)
    is_frozen = file.suffix.lower() == FROZEN
    if is_frozen and out is not None:
        raise InputError(f"--out {out}: {file} is frozen already; leave out --out")
    content = read_frozen(file) if is_frozen else answers_of(file, score, replications, seed, executor, workers, quiet)
    if out is not None:
        write_frozen(content, out)
        note(f"salient: frozen in {out}, SHA-256 {content['sha256']}; publish the hash, and the day can be shown too")
    told = {**content, "scores": scores_of(content, score, frozen=is_frozen)}
    if as_json:
        write_json(told)
        return
    from sim.report.terminal.evidence.questions import question_tables

    write_tables(question_tables(told))


def answers_of(
    file: Path, score: Path | None, replications: int, seed: int, executor: Executor | None, workers: int | None,
    quiet: bool,
) -> dict[str, Any]:  # fmt: skip
    """Everything that is frozen: the questions as asked, the answers, and what they were made with."""
    from sim.analysis.questions.answering import answered, asked_content
    from sim.analysis.questions.frozen import frozen
    from sim.analysis.questions.reading import read_questions
    from sim.analysis.questions.scoring import read_outcomes

    questions = read_questions(file)
    if score is not None:
        read_outcomes(score, [one.id for one in questions])
    ensembles: list[Ensemble] = []

    def run_one(loaded: LoadedScenario) -> Ensemble:
        ensembles.append(run_of(loaded, replications, seed, executor, workers, quiet))
        return ensembles[-1]

    answers = answered(questions, run_one)
    return frozen({
        "answered_on": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "questions": [asked_content(one) for one in questions],
        "answers": answers,
        "made_with": [stamp(one) for one in ensembles],
    })  # fmt: skip


def run_of(
    loaded: LoadedScenario, replications: int, seed: int, executor: Executor | None, workers: int | None, quiet: bool
) -> Ensemble:
    """One ensemble, of which only the outcomes are looked at."""
    from sim.experiment.running.running import run

    chosen = pick(executor)
    with progress(loaded.name, quiet=quiet) as report:
        return run(
            loaded, replications=replications, seed=seed, executor=chosen, workers=workers, paths=False,
            progress=report,
        )  # fmt: skip


def stamp(ensemble: Ensemble) -> dict[str, Any]:
    """What one ensemble was made with: enough to make it again."""
    manifest = ensemble.manifest
    kept = ("name", "hash", "sets", "seed", "replications", "failures", "design", "horizon_days", "versions")
    return {key: manifest[key] for key in kept}


def scores_of(content: dict[str, Any], score: Path | None, *, frozen: bool) -> dict[str, Any] | None:
    """Scores of what is resolved, if that is asked for."""
    if score is None:
        return None
    from sim.analysis.questions.scoring import read_outcomes, scored

    came = read_outcomes(score, [one["id"] for one in content["answers"]])
    if not frozen:
        note("salient: these answers were made now, knowing what came: freeze with --out before, and score that file")
    return scored(content["answers"], came)


def refuse_place(out: Path | None) -> None:
    """Refuse a file that could not be kept, before anything is computed."""
    if out is None:
        return
    if out.suffix.lower() != ".json":
        raise InputError(f"--out {out}: what is frozen is JSON; give it a name that ends in .json")
    if out.exists():
        raise InputError(f"--out {out}: is there already, and what is frozen stays; choose another name")
    if not out.parent.is_dir():
        raise InputError(f"--out {out}: there is no folder {out.parent}; choose another place")
