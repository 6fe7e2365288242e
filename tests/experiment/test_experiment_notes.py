"""What readers write beside results is kept, whoever writes at the same time, and told where it cannot be read."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sim.errors import InputError, StorageError
from sim.experiment.results.notes import FILE, LONGEST_NOTE, Notes, annotate, forget, notes, pin


def test_notes_and_the_base_are_kept_in_one_file(tmp_path: Path) -> None:
    assert notes(tmp_path) == Notes()
    annotate(tmp_path, "one", "  before the\n road closed ")
    annotate(tmp_path, "two", "Київ")
    pin(tmp_path, "two")
    assert notes(tmp_path) == Notes({"one": "before the road closed", "two": "Київ"}, "two")
    annotate(tmp_path, "one", " ")
    assert notes(tmp_path) == Notes({"two": "Київ"}, "two")
    forget(tmp_path, "two")
    assert notes(tmp_path) == Notes()


def test_nothing_is_written_where_nothing_was_said(tmp_path: Path) -> None:
    forget(tmp_path, "one")
    assert list(tmp_path.iterdir()) == []


def test_two_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: annotate(tmp_path, f"run {number}", f"note {number}"), range(40)))
    assert notes(tmp_path).texts == {f"run {number}": f"note {number}" for number in range(40)}


NO_NOTES = ("[", "[]", '{"notes": {"a": 1}, "base": null}', '{"notes": {}, "base": 3}', "[" * 9000)


@pytest.mark.parametrize("text", NO_NOTES)
def test_a_file_that_holds_something_else_is_told_and_left(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    for act in (lambda: notes(tmp_path), lambda: annotate(tmp_path, "one", "two")):
        with pytest.raises(StorageError, match="notes cannot be read"):
            act()
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_a_note_has_an_end_and_a_read_only_folder_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match=str(LONGEST_NOTE)):
        annotate(tmp_path, "one", "x" * (LONGEST_NOTE + 1))
    monkeypatch.setenv("SALIENT_READ_ONLY", "1")
    with pytest.raises(InputError, match="read-only"):
        annotate(tmp_path, "one", "two")
    assert list(tmp_path.iterdir()) == []


def test_the_file_can_be_read_by_others(tmp_path: Path) -> None:
    annotate(tmp_path, "one", "two")
    assert json.loads((tmp_path / FILE).read_text(encoding="utf-8")) == {"notes": {"one": "two"}, "base": None}
