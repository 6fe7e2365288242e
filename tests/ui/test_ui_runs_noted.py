"""A reader writes to results, sets others against one of them, and keeps a first one where there is none."""

from pathlib import Path

import pytest

from sim.experiment.results.listing import stored
from sim.experiment.results.notes import FILE, annotate, notes, pin
from tests.ui.inputs import named
from tests.ui.kept_runs import TUTORIAL, add, button, opening, quiet, runs, said, select

pytestmark = pytest.mark.usefixtures("prepared_app")


def test_a_note_is_written_to_the_result_selected_and_stands_in_its_line(root: Path) -> None:
    first, second = add(root, *TUTORIAL)
    test = select(quiet(runs()), first)
    named(test.text_input, f"note {first.name}").set_value("before the *road* closed").run()
    quiet(test)
    assert notes(root).texts == {first.name: "before the *road* closed"}
    labels = {box.key: box.label for box in test.checkbox}
    assert labels[f"select {first.name}"].endswith("Note: before the \\*road\\* closed")
    assert "Note" not in labels[f"select {second.name}"]
    assert "Note: before the" in said(opening(first))


def test_others_are_set_against_the_one_that_was_chosen(root: Path) -> None:
    first, second = sorted(add(root, *TUTORIAL), key=lambda one: one.written)
    test = select(quiet(runs()), second)
    quiet(button(test, "Pin it as base").click().run())
    assert notes(root).base == second.name
    test = select(test, first)
    quiet(button(test, "Compare").click().run())
    assert test.query_params["open"].split(",")[0] == second.name
    test = select(quiet(runs()), second)
    button(test, "Unpin it as base").click().run()
    assert notes(root).base is None


def test_with_a_result_goes_what_was_written_to_it(root: Path) -> None:
    first, second = add(root, *TUTORIAL)
    annotate(root, first.name, "to be deleted")
    pin(root, first.name)
    test = select(quiet(runs()), first)
    button(test, "Delete…").click().run()
    button(test, "Delete").click().run()
    assert [one.name for one in stored(root)] == [second.name]
    assert (notes(root).texts, notes(root).base) == ({}, None)


def test_notes_that_cannot_be_read_leave_the_results(root: Path) -> None:
    [one] = add(root, "tutorial/baseline")
    (root / FILE).write_text("[", encoding="utf-8")
    test = quiet(runs())
    assert "notes cannot be read" in test.warning[0].value
    assert len(test.checkbox) == 1
    test = select(test, one)
    named(test.text_input, f"note {one.name}").set_value("new").run()
    assert "notes cannot be read" in test.error[0].value
    assert (root / FILE).read_text(encoding="utf-8") == "["


def test_where_there_is_no_result_what_outlook_shows_is_kept(root: Path) -> None:
    test = quiet(runs())
    quiet(button(test, "Keep this result").click().run())
    [one] = stored(root)
    assert one.run is not None
    assert one.run.name == "kursk/baseline"
    assert str(one.folder) in test.success[0].value
