"""An answer to take along: the command that repeats it, its numbers as JSON, CSV and Parquet, and as a brief."""

from __future__ import annotations

import json
import shlex
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.analysis.comparison import side_by_side
from sim.analysis.skill.beside import seen_content
from sim.experiment.store import parquet
from sim.model.outcomes import OUTCOMES
from sim.report.answered.kept import answer_of
from sim.report.answered.questions import QuestionLike
from sim.report.brief.content import Length
from sim.report.brief.files import KINDS
from sim.report.brief.parts import Origin
from sim.report.brief.writing import brief_of
from sim.report.drawing.palette import LETTERS
from sim.scenario.periods import common_period
from sim.session.answers.answers import Answer, Request
from sim.session.inputs.tuned import file_name


def command(answer: Answer) -> str:
    """The command that gives the same numbers; tuned scenarios are the files offered beside it."""
    return command_of(answer.request, answer.replications)


def command_of(request: Request, replications: int) -> str:
    """The command for so many runs of the scenarios of a request."""
    verb = "compare" if len(request.scenarios) > 1 else "run"
    return f"salient {verb} {_names(request)} {_luck(request, replications)}"


def _names(request: Request) -> str:
    """The scenarios as they are typed; tuned ones are the files offered beside."""
    names = [
        file_name(chosen, letter) if chosen.sets or chosen.upload else chosen.name
        for chosen, letter in zip(request.scenarios, LETTERS, strict=False)
    ]
    return " ".join(names)


def _luck(request: Request, replications: int) -> str:
    return f"--replications {replications} --seed {request.seed}"


def as_brief(answer: Answer, length: Length, end: str, question: QuestionLike | None = None) -> bytes:
    """The answer as a brief, in a file whose name ends so; an ExtraMissing where that cannot be written here."""
    command = f"salient report {_names(answer.request)} --out brief{end} --length {length.value}"
    origin = Origin(f"{command} {_luck(answer.request, answer.replications)}")
    return KINDS[end].write(brief_of(answer, length, origin, question))


def folders_as_brief(folders: Sequence[Path], length: Length, end: str) -> bytes:
    """Stored results as a brief, A first; StorageError where one is gone or damaged."""
    kept = answer_of(folders)
    command = ["salient", "report", *map(str, folders), "--out", f"brief{end}", "--length", length.value]
    origin = Origin(shlex.join(command), kept.warnings, kept.told_drivers)
    return KINDS[end].write(brief_of(kept.answer, length, origin))


def as_json(answer: Answer) -> str:
    """The summaries as `salient run --json` and `salient compare --json` print them."""
    told = zip(answer.summaries_with_drivers, answer.results, answer.request.loaded(), strict=True)
    summaries = [{**one, "seen": seen_content(its, scenario, later=False)} for one, its, scenario in told]
    content: dict[str, Any] = summaries[0]
    if len(summaries) > 1:
        others = dict(zip(answer.names[1:], answer.differences, strict=True))
        period = common_period(answer.request.loaded(), answer.names)
        content = side_by_side(answer.request.loaded(), summaries, others, period, answer.forms)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)


def as_parquet(answer: Answer, number: int) -> bytes:
    """One scenario's runs, a row a replication, as the result folder has them."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "outcomes.parquet"
        results = answer.results[number]
        identity = {"seed": results.seed, "hash": results.hash}
        failures = {failure.replication: failure.as_json() for failure in results.failures}
        parquet.write_outcomes(file, identity, results.outcomes, OUTCOMES, failures)
        return file.read_bytes()


def as_csv(answer: Answer) -> str:
    """The runs of all scenarios, a row a scenario and replication."""
    import io

    import pandas as pd

    tables = []
    for number, name in enumerate(answer.names):
        table = pd.read_parquet(io.BytesIO(as_parquet(answer, number)))
        table.insert(0, "name", name)
        tables.append(table)
    return str(pd.concat(tables, ignore_index=True).to_csv(index=False))
