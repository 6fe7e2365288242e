"""Results are deleted after asking, and what the disk refuses is a sentence."""

from pathlib import Path

import pytest

from sim.errors import StorageError
from sim.experiment.results import removal
from sim.experiment.results.listing import stored
from sim.report import stored_runs
from tests.ui.kept_runs import TUTORIAL, add, button, quiet, runs, said, select

pytestmark = pytest.mark.usefixtures("prepared_app")


def test_deleting_asks_first_and_cancel_keeps_the_result(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    test = select(runs(), one)
    button(test, "Delete…").click().run()
    assert one.folder.exists()
    assert "Brannock foothold" in said(test)
    assert stored_runs.size(one.size_bytes) in said(test)
    button(test, "Cancel").click().run()
    assert one.folder.exists()
    assert len(quiet(test).checkbox) == 1


def test_several_results_are_deleted_at_once_after_asking(root: Path) -> None:
    first, second = add(root, *TUTORIAL)
    [left] = add(root, "tutorial/baseline", seed=2)
    test = select(runs(), first, second)
    button(test, "Delete…").click().run()
    button(test, "Delete").click().run()
    assert [one.name for one in stored(root)] == [left.name]
    assert "2 results are deleted" in quiet(test).success[0].value
    assert len(test.checkbox) == 1
    assert not test.run().success


def test_what_cannot_be_deleted_is_said_and_the_others_are_gone(root: Path) -> None:
    first, second = add(root, *TUTORIAL)
    test = select(runs(), first, second)
    button(test, "Delete…").click().run()
    (first.folder / "notes.txt").write_text("keep me")
    button(test, "Delete").click().run()
    assert [one.name for one in stored(root)] == [first.name]
    assert "holds notes.txt, which no run wrote" in test.error[0].value
    assert "is deleted" in test.success[0].value


def test_a_disk_that_refuses_is_a_sentence(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [one] = add(root, "tutorial/baseline")

    def refuse(*_: object) -> None:
        raise StorageError("planted: Permission denied")

    monkeypatch.setattr("sim.ui.pages.runs.runs.delete", refuse)
    assert removal.delete is not refuse
    test = select(runs(), one)
    button(test, "Delete…").click().run()
    button(test, "Delete").click().run()
    assert not test.exception
    assert "planted: Permission denied" in test.error[0].value
    assert one.folder.exists()
