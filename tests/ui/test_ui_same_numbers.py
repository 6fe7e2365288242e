"""What a page shows is what the experiment, its downloads and the command line give."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.analysis.summary import summarise
from sim.cli.application import app as command_line
from sim.experiment.running.running import run
from sim.scenario.loading import load
from sim.session.answers import taking_along
from sim.session.inputs import scenarios as worlds
from sim.session.inputs import tuned as tuning
from sim.session.inputs.scenarios import Chosen
from sim.ui import page_state
from tests.ui.opened_pages import TEMPO, answer

pytestmark = pytest.mark.usefixtures("prepared_app")


def test_the_tuned_file_gives_the_page_its_numbers_on_the_command_line(tmp_path: Path) -> None:
    moved = "attacker.people_persons={triangular: [60000, 70000, 77000]}"
    tuned = Chosen("kursk/baseline", (TEMPO, "command.ordered_before_start={bernoulli: [0.5]}", moved))
    shown = json.loads(taking_along.as_json(answer(tuned, seed=7, runs=100)))
    assert command_line_numbers(tmp_path, tuned) == shown["outcomes"]


def test_an_uploaded_and_tuned_file_gives_the_page_its_numbers_too(tmp_path: Path) -> None:
    text = "# mine\ntitle: Mine\nextends: kursk/hold\nground: {tempo_mean: -3.5}\n"
    tuned = Chosen("mine", (TEMPO,), text)
    shown = json.loads(taking_along.as_json(answer(tuned, seed=7, runs=100)))
    assert "# mine" in tuning.tuned_text(tuned, worlds.last_written())
    assert command_line_numbers(tmp_path, tuned) == shown["outcomes"]


def command_line_numbers(folder: Path, tuned: Chosen) -> object:
    file = folder / "mine.yaml"
    file.write_text(tuning.tuned_text(tuned, worlds.last_written()), encoding="utf-8")
    flags = ["--replications", "100", "--seed", "7", "--json", "--out", str(folder / "results")]
    result = CliRunner().invoke(command_line, ["run", str(file), *flags])
    return json.loads(result.stdout)["outcomes"]


def test_the_comparison_in_json_is_that_of_the_command_line(tmp_path: Path) -> None:
    names = ["kursk/undecided", "kursk/undecided-hold"]
    shown = json.loads(taking_along.as_json(answer(*map(Chosen, names), runs=100)))
    flags = ["--replications", "100", "--seed", "1", "--json", "--out", str(tmp_path / "results")]
    result = CliRunner().invoke(command_line, ["compare", *names, *flags])
    assert json.loads(result.stdout) == shown


def test_downloaded_runs_are_the_runs_shown() -> None:
    import io

    pandas = pytest.importorskip("pandas")
    shown = answer(*page_state.COMPARE_DEFAULT.scenarios)
    table = pandas.read_csv(io.StringIO(taking_along.as_csv(shown)))
    assert len(table) == 2 * shown.replications
    share = table[table.name == shown.names[1]].foothold_ended.mean()
    assert share == pytest.approx(shown.summaries[1]["outcomes"]["foothold_ended"]["mean"])


def test_what_is_shown_is_what_the_experiment_gives() -> None:
    shown = answer(Chosen("kursk/hold", (TEMPO,)))
    same = summarise(run(load("kursk/hold", [TEMPO]), replications=shown.replications, seed=1))
    assert same["outcomes"] == shown.summaries[0]["outcomes"]
