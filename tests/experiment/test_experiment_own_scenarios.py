"""Scenarios kept beside results: one writer at a time, nothing overwritten or deleted that was not looked at."""

import os
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.experiment.results.listing import stored
from sim.experiment.results.own_scenarios import Taken, delete_file, file_of, keep_file, own_files


def test_a_kept_scenario_is_a_file_and_no_result(tmp_path: Path) -> None:
    file = keep_file(tmp_path, "leave-early", "title: Leave\n")
    assert file == tmp_path / "scenarios" / "leave-early.yaml"
    assert file.read_bytes() == b"title: Leave\n"
    assert [(one.name, one.text) for one in own_files(tmp_path)] == [("leave-early", "title: Leave\n")]
    assert stored(tmp_path) == ()
    assert own_files(tmp_path / "nowhere") == ()


def test_another_text_under_the_same_name_is_refused_until_its_reader_has_seen_it(tmp_path: Path) -> None:
    keep_file(tmp_path, "mine", "first\n")
    keep_file(tmp_path, "mine", "first\n")  # an act that is begun again
    with pytest.raises(Taken, match="mine is kept already") as refused:
        keep_file(tmp_path, "mine", "second\n")
    assert refused.value.there.text == "first\n"
    keep_file(tmp_path, "mine", "second\n", instead_of="first\n")
    with pytest.raises(Taken):
        keep_file(tmp_path, "mine", "third\n", instead_of="first\n")
    assert [one.text for one in own_files(tmp_path)] == ["second\n"]


def test_only_what_was_looked_at_is_deleted(tmp_path: Path) -> None:
    keep_file(tmp_path, "mine", "first\n")
    [seen] = own_files(tmp_path)
    keep_file(tmp_path, "mine", "second\n", instead_of="first\n")
    with pytest.raises(InputError, match="mine was changed since"):
        delete_file(tmp_path, seen)
    [now] = own_files(tmp_path)
    delete_file(tmp_path, now)
    assert own_files(tmp_path) == ()
    with pytest.raises(InputError, match="mine is not kept any more"):
        delete_file(tmp_path, now)


@pytest.mark.parametrize("name", ["../mine", "Mine", "", "a/b", ".mine", "-mine", "m" * 61, "mine.yaml"])
def test_a_name_leads_to_no_other_place(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="no name for a scenario"):
        keep_file(tmp_path, name, "text\n")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_plain_text_is_passed_over_and_stays(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret\n", encoding="utf-8")
    folder = file_of(tmp_path, "link").parent
    folder.mkdir()
    (folder / "link.yaml").symlink_to(secret)
    os.mkfifo(folder / "pipe.yaml")
    (folder / "bytes.yaml").write_bytes(b"\xff\xfe")
    (folder / "big.yaml").write_bytes(b"#" * 800_001)
    assert own_files(tmp_path) == ()
    with pytest.raises(InputError, match="no plain file of text"):
        keep_file(tmp_path, "link", "text\n")
    assert secret.read_text(encoding="utf-8") == "secret\n"


def test_nothing_is_written_where_results_are_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_file(tmp_path, "mine", "first\n")
    [one] = own_files(tmp_path)
    monkeypatch.setenv("SALIENT_READ_ONLY", "1")
    for act in (lambda: keep_file(tmp_path, "other", "text\n"), lambda: delete_file(tmp_path, one)):
        with pytest.raises(InputError, match="read-only"):
            act()
    assert own_files(tmp_path) == (one,)
