"""Compiled code is kept between starts, in a folder of its own for each version of whatever decides it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.engine import cache
from sim.engine.cache import compiled_entry
from sim.engine.compiled import kept_code
from sim.experiment.store.provenance import DECIDING
from tests.machine import patience

SCRIPT = Path(__file__).with_name("warm_start.py")


def start(*arguments: str | Path, **variables: str) -> dict:
    """What a process of its own reports of its start."""
    done = subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=patience(600),
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_second_process_finds_the_compiled_model() -> None:
    compiled_entry()  # here, in the first process: compiled or found
    report = start()
    print(f"\nstart from the cache: {report['seconds']:.2f} s")
    assert report["compiled"] == 0
    assert report["folder"] == str(cache.folder())
    assert report["numba"] == (sys.platform != "linux")


def test_a_start_without_kept_code_compiles_and_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = kept_code.kept(cache.folder()) if compiled_entry() else None
    monkeypatch.setattr(cache, "code_folder", lambda: tmp_path)
    monkeypatch.setattr(cache, "_compile_apart", lambda place: kept_code.save(here, place))
    load_entry = cache._load_entry.__wrapped__
    assert not kept_code.is_kept(tmp_path)
    assert load_entry().code == here
    assert kept_code.is_kept(tmp_path)
    monkeypatch.setattr(cache, "_compile_apart", lambda place: pytest.fail("compiled once more"))
    assert load_entry().code == here


def test_a_damaged_file_is_compiled_anew_by_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = kept_code.kept(cache.folder()) if compiled_entry() else None
    monkeypatch.setattr(cache, "code_folder", lambda: tmp_path)
    (tmp_path / kept_code.FILE).write_bytes(b"half of it")
    asked = []
    monkeypatch.setattr(cache.subprocess, "run", lambda command, **how: asked.append(command) or cache.keep(tmp_path))
    monkeypatch.setattr(cache, "_compiled_code", lambda apart: here if apart else pytest.fail("compiled here"))
    assert cache._load_entry.__wrapped__().code == here
    assert len(asked) == 1
    assert kept_code.kept(tmp_path) == here


def test_where_the_other_process_fails_this_one_compiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = kept_code.kept(cache.folder()) if compiled_entry() else None
    monkeypatch.setattr(cache, "code_folder", lambda: tmp_path)
    monkeypatch.setattr(cache.sys, "executable", str(tmp_path / "no-such-python"))
    monkeypatch.setattr(cache, "_compiled_code", lambda: here)
    assert cache._load_entry.__wrapped__().code == here
    assert kept_code.kept(tmp_path) == here


def test_what_another_process_is_told_is_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled_entry()
    shutil.copy(cache.folder() / kept_code.FILE, tmp_path)
    asked, run = [], subprocess.run
    monkeypatch.setattr(cache.subprocess, "run", lambda command, **how: asked.append((command, how)))
    cache._compile_apart(tmp_path)
    [(command, how)] = asked
    monkeypatch.chdir(tmp_path)
    assert run(command, **how).returncode == 0  # finds the kept code: it is the same program


def test_bounds_checks_have_a_folder_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_BOUNDSCHECK", raising=False)
    unchecked = cache.folder()
    monkeypatch.setenv("NUMBA_BOUNDSCHECK", "1")
    assert cache.folder() != unchecked


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package's sources that may be changed."""
    root = tmp_path / "sim"
    shutil.copytree(cache.ROOT, root, ignore=shutil.ignore_patterns("__pycache__", "ui", "*.npz"))
    monkeypatch.setattr(cache, "ROOT", root)
    return root


def test_the_same_sources_in_another_place_have_the_same_folder(
    copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = cache.fingerprint()
    monkeypatch.setattr(cache, "ROOT", Path(cache.__file__).parents[1])
    assert copied != cache.ROOT
    assert cache.fingerprint() == there


@pytest.mark.parametrize("file", ["model/talks/negotiation.py", "engine/cache.py", "scenario/schema/columns.py"])
def test_a_changed_source_has_a_folder_of_its_own(copied: Path, file: str) -> None:
    before = cache.fingerprint()
    assert cache.fingerprint() == before
    (copied / file).write_text((copied / file).read_text() + "\n# changed\n")
    assert cache.fingerprint() != before


def test_a_changed_source_in_a_folder_of_a_folder_has_a_folder_of_its_own(copied: Path) -> None:
    before = cache.fingerprint()
    deep = copied / "model" / "a_room" / "of_a_room" / "law.py"
    deep.parent.mkdir(parents=True)
    deep.write_text("RATE = 1.0\n")
    with_it = cache.fingerprint()
    deep.write_text("RATE = 2.0\n")
    assert len({before, with_it, cache.fingerprint()}) == 3


@pytest.mark.parametrize("names", [cache.HASHED, DECIDING])
def test_a_name_of_no_source_is_no_silent_gap_in_a_hash(copied: Path, names: tuple[str, ...]) -> None:
    assert len(cache.source_files(names, copied)) > len(names)
    with pytest.raises(FileNotFoundError, match="no such source file"):
        cache.source_files((*names, "model/gone.py"), copied)
    shutil.rmtree(copied / "model")
    with pytest.raises(FileNotFoundError, match="no such source file"):
        cache.source_files(names, copied)


def test_the_folder_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALIENT_CACHE", str(tmp_path))
    assert cache.folder() == tmp_path / cache.fingerprint()


def test_without_any_writable_folder_there_is_none_and_a_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    code = """
import warnings
from sim.engine import cache
cache._compiled_code = lambda: "compiled without keeping it"
cache.Entry = lambda code: code
with warnings.catch_warnings(record=True) as heard:
    warnings.simplefilter("always")
    print(cache.compiled_entry())
print(heard[0].message)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "SALIENT_CACHE": str(blocked)},
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines()[0] == "compiled without keeping it", done.stderr
    assert "every start compiles again" in done.stdout


@pytest.mark.parametrize("processors", [1, 2])
def test_one_processor_is_told_as_well_as_many(
    processors: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without asking LLVM, however long a record is: `flags` alone may take kilobytes."""
    values = {"processor": "0", **dict.fromkeys(cache.TELLING, "1"), "flags": "fpu " * 2000}
    told = "".join(f"{name}\t: {value}\n" for name, value in values.items())
    (tmp_path / "cpuinfo").write_text(f"{told}bugs\t: none\n\n" * processors, encoding="ascii")
    monkeypatch.setattr(cache, "PROCESSORS", tmp_path / "cpuinfo")
    monkeypatch.setitem(sys.modules, "llvmlite", None)
    lines = cache.processor().splitlines()
    assert [line.partition("\t")[0] for line in lines] == list(cache.TELLING)
