"""Specifications of charts kept between processes: the same as those made, and made again where they are not whole."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sim.language.saying import ENGLISH, Language, speak
from sim.report.comparison.sweeps import sweep_form
from sim.report.drawing import kept_specs
from sim.report.drawing.kept_specs import kept_or_made
from sim.report.drawing.specs import constant
from tests.machine import patience

ROOT = Path(__file__).parents[2]
FIRST_SCREEN = """
import json, sys
from sim.session.answers.answers import best_answer
from sim.ui.inputs import sidebar
from sim.ui.parts import views
answer = best_answer(sidebar.first_request())
specs = [answer.picture(name).spec for row in views.ONE for name in row]
print(json.dumps([specs, "altair" in sys.modules]))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept_specs, "_folder", lambda: tmp_path)
    return tmp_path


class Maker:
    """Makes a specification of its arguments, and counts how often."""

    made = 0

    def __call__(self, *arguments: Any) -> dict[str, Any]:
        self.made += 1
        return {"layer": list(arguments), "height": 0.1 + 0.2}


def test_a_later_process_draws_the_same_first_screen_without_altair(tmp_path: Path) -> None:
    from sim.engine import cache

    place = tmp_path / cache.fingerprint()
    compiled = cache.code_folder()
    if compiled is not None:  # not to compile again
        shutil.copytree(compiled, place)
    surroundings = {**os.environ, "SALIENT_CACHE": str(tmp_path)}
    told = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", FIRST_SCREEN], capture_output=True, text=True, timeout=patience(240), cwd=ROOT,
            env=surroundings,
        )
        assert done.returncode == 0, done.stderr
        told.append(json.loads(done.stdout))
    (first, with_altair), (second, with_it_again) = told
    assert (with_altair, with_it_again) == (True, False)
    assert len(first) == 4
    assert json.dumps(first) == json.dumps(second), "in the same order, too"


def test_what_is_kept_is_what_was_made(folder: Path) -> None:
    maker = Maker()
    made = kept_or_made("chart('light', 3)", maker, ("light", 3))
    assert made == {"layer": ["light", 3], "height": 0.1 + 0.2}
    assert kept_or_made("chart('light', 3)", maker, ("light", 3)) == made
    assert kept_or_made("chart('dark', 3)", maker, ("dark", 3))["layer"] == ["dark", 3]
    assert maker.made == len([*folder.iterdir()]) == 2


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"name": "another", "spec": {}}', b'{"name": "chart()"}', b"\xff"]
)
def test_what_is_not_whole_is_made_again(folder: Path, content: bytes) -> None:
    maker = Maker()
    made = kept_or_made("chart()", maker, ())
    [file] = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(content)
    assert kept_or_made("chart()", maker, ()) == made
    assert (maker.made, file.read_bytes()) == (2, whole)


def test_where_nothing_can_be_kept_it_is_made_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = Maker()
    for place in (None, tmp_path / "gone"):
        monkeypatch.setattr(kept_specs, "_folder", lambda place=place: place)
        assert kept_or_made("chart()", maker, ()) == kept_or_made("chart()", maker, ())
    assert maker.made == 4


def test_of_many_charts_no_more_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_specs, "MOST", 3)
    maker = Maker()
    for number in (0, 1, 2, 3, 4, 0, 4):
        assert kept_or_made(f"chart({number})", maker, (number,))["layer"] == [number]
    assert (maker.made, len([*folder.iterdir()])) == (6, 3)


def test_another_language_is_kept_by_no_file(folder: Path) -> None:
    def chart(theme: str) -> dict[str, Any]:
        return {"layer": [], "theme": theme}

    build = constant(chart)
    another = Language("xx", lambda text: f"{text}!", ENGLISH.plural)
    try:
        speak(another)
        build("light")
        assert not [*folder.iterdir()]
    finally:
        speak(ENGLISH)
    build("light")
    assert len([*folder.iterdir()]) == 1


def test_a_changed_source_has_specifications_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALIENT_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "sim"
    shutil.copytree(kept_specs.PACKAGE / "report", root / "report", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(kept_specs, "PACKAGE", root)
    before = kept_specs._folder.__wrapped__()
    assert kept_specs._folder.__wrapped__() == before
    palette = root / "report" / "drawing" / "palette.py"
    palette.write_text(palette.read_text() + "\n# changed\n")
    assert kept_specs._folder.__wrapped__() != before


def test_a_specification_is_its_readers_own(folder: Path) -> None:
    first = sweep_form("light", True, False)
    first["layer"].clear()
    assert sweep_form("light", True, False)["layer"]
