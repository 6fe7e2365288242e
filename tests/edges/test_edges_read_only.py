"""Where results are read-only nothing is written or deleted, whoever asks: the layer that writes refuses."""

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.experiment.results.keeping import keep
from sim.experiment.results.listing import stored
from sim.experiment.results.removal import delete
from sim.experiment.running.running import compare
from sim.experiment.store.permission import READ_ONLY_VARIABLE, read_only
from sim.report import stored_runs
from sim.scenario.loading import load
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")

SCENARIO = "tutorial/baseline"


def everything(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones too."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("yes", True), ("", False), ("0", False), ("No", False)])
def test_the_switch_is_a_variable(value: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(READ_ONLY_VARIABLE, value)
    assert read_only() is expected


def test_nothing_is_kept_run_or_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(SCENARIO)
    [result] = keep([loaded], replications=20, seed=1, root=tmp_path, executor="simpy")
    before = everything(tmp_path)
    monkeypatch.setenv(READ_ONLY_VARIABLE, "1")
    with pytest.raises(InputError, match="read-only"):
        keep([loaded], replications=20, seed=2, root=tmp_path, executor="simpy")
    with pytest.raises(InputError, match="read-only"):
        compare([loaded], replications=20, seed=3, out=tmp_path, executor="simpy")
    with pytest.raises(InputError, match="read-only"):
        delete(result, tmp_path)
    assert everything(tmp_path) == before
    assert [one.name for one in stored(tmp_path)] == [result.name]
    monkeypatch.delenv(READ_ONLY_VARIABLE)
    delete(result, tmp_path)
    assert not stored(tmp_path)


def test_the_command_line_is_bound_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.cli import main

    monkeypatch.setenv(READ_ONLY_VARIABLE, "1")
    with pytest.raises(SystemExit) as left:
        main(["run", SCENARIO, "--replications", "5", "--executor", "simpy", "--out", str(tmp_path / "new")])
    assert left.value.code == 2
    assert not (tmp_path / "new").exists()


def test_the_page_says_so_and_its_button_deletes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [result] = keep([load(SCENARIO)], replications=20, seed=1, root=tmp_path, executor="simpy")
    monkeypatch.setenv("SALIENT_RESULTS", str(tmp_path))
    monkeypatch.setenv(READ_ONLY_VARIABLE, "1")
    page = drawn("runs")
    assert [one.value for one in page.info] == [stored_runs.READ_ONLY]
    page.checkbox(key=f"select {result.name}").check().run()
    [button] = [one for one in page.button if one.label.startswith("Delete")]
    assert button.disabled


def test_a_question_that_is_still_open_deletes_nothing_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [result] = keep([load(SCENARIO)], replications=20, seed=1, root=tmp_path, executor="simpy")
    monkeypatch.setenv("SALIENT_RESULTS", str(tmp_path))
    page = drawn("runs")
    page.checkbox(key=f"select {result.name}").check().run()
    next(one for one in page.button if one.label == "Delete…").click().run()
    monkeypatch.setenv(READ_ONLY_VARIABLE, "1")
    next(one for one in page.button if one.label == "Delete").click().run()
    assert not page.exception
    assert result.folder.is_dir()
