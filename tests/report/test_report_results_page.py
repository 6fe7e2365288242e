"""docs/results.md keeps its word: its commands parse, its Python runs on a folder, its formats are those there are."""

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
import typer.main

from sim.analysis.drivers import ENOUGH_TO_TELL
from sim.cli.application import app
from sim.experiment.running.running import run
from sim.experiment.store.records import KEPT_PATHS
from sim.report.export.exporting import FORMATS
from sim.report.export.workbook import MOST_ROWS
from sim.scenario.loading import load

PAGE = (Path(__file__).parents[2] / "docs" / "results.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)


LINES = [line for block in blocks("bash") for line in block.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    return run(load("kursk/baseline"), replications=200, out=tmp_path_factory.mktemp("results")).folder


@pytest.mark.parametrize("line", LINES)
def test_every_command_shown_parses(line: str) -> None:
    program, name, *arguments = shlex.split(line)
    command = typer.main.get_command(app).get_command(None, name)  # type: ignore[attr-defined, arg-type]
    assert (program, command is not None) == ("salient", True)
    command.make_context(name, arguments)


def test_every_format_is_shown_and_told() -> None:
    shown = {line.partition("--format ")[2].partition(" ")[0] for line in LINES[1:]}
    told = set(re.findall(r"^\| `(\w+)` \| (?:a|the|one) ", PAGE, flags=re.MULTILINE))
    assert shown == told == set(FORMATS)
    for number in (MOST_ROWS - 1, KEPT_PATHS, ENOUGH_TO_TELL):
        assert f"{number:,}" in PAGE


@pytest.mark.parametrize("number", range(3))
def test_the_python_shown_runs_on_a_folder(folder: Path, number: int) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(blocks("python")[number], {"folder": folder})
    assert len(blocks("python")) == 3
    assert ["attrition.exchange_ratio", "many", "withdrawal.share_given_up"][number] in said.getvalue()
