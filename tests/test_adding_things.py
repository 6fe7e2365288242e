"""What it takes to add a thing to the model: a toy of each kind in a copy of the package, and everything shows it.

A law and a process are a file and an entry, all else is an entry alone; nothing else in the copy differs.
"""

import filecmp
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.model.world.events import EVENT_KINDS
from tests.machine import patience

ROOT = Path(__file__).parents[1]
COPIED = ("sim", "scenarios", "docs")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

ENTRIES = {  # of each thing: the file, what stands behind its entry there, the entry
    "a form": (
        "sim/scenario/values/law_forms.py",
        "\n\nclass Policy(Form):",
        '''    BY_RUMOUR = 5, Law(
        "by what is rumoured",
        source="judgement-salient",
        fitted_on="nothing: a toy",
        valid_for="tests",
    )
''',
    ),
    "a process": (
        "sim/model/world/cast.py",
        "RECORDER = process(",
        '''RUMOUR = process(
    "talks.rumour:rumour",
    does="Hears of something.",
    acts="Every day.",
    writes=("weather.rumours",),
)
''',
    ),
    "a field": (
        "sim/model/world/state.py",
        "\n\nclass Ground(State):",
        '    rumours = number(about="rumours heard so far")\n',
    ),
    "an outcome": (
        "sim/model/outcomes.py",
        "\nOUTCOMES = tuple(",
        '''outcome(
    lambda world: world.weather.rumours,
    "rumours", "amount", "rumours", "Rumours that were heard", head="Rumours heard",
)
''',
    ),
    "a series": (
        "sim/model/recorder.py",
        "\nSERIES = tuple(",
        'series(lambda world: world.weather.rumours, "rumours_so_far", "rumours", "Rumours heard so far")\n',
    ),
    "a kind of event": (
        "sim/model/world/events.py",
        "\nEVENT_KINDS = tuple(",
        f'RUMOUR_HEARD = event({len(EVENT_KINDS)}, "rumour", "Rumour {{first:.0f}} is heard", lane="diplomacy")\n',
    ),
}
FILES = {  # that a thing has of its own
    "a form": (
        "sim/model/fighting/laws/by_rumour.py",
        '''"""A toy: losses by what is rumoured."""

from sim.model.numbers.compilable import compilable


@compilable
def losses(world, contested_km2, given_up_km2, front_km_days, quiet_km_days, rate):
    """Killed and wounded of the attacker and of the holder [persons, persons]."""
    return 0.5 * world.weather.rumours, 0.25 * world.weather.rumours
''',
    ),
    "a process": (
        "sim/model/talks/rumour.py",
        '''"""A toy: rumours, one a day."""

from sim.model.world.clock import next_day, record
from sim.model.world.events import RUMOUR_HEARD


def rumour(world):
    """Every day."""
    while True:
        world.weather.rumours += 1.0
        record(world, RUMOUR_HEARD, 0, world.weather.rumours, 0.0)
        yield next_day(world)
''',
    ),
}

def add(root: Path) -> None:
    """Put every toy into a copy of the package."""
    for file, text in FILES.values():
        assert not (root / file).exists()
        (root / file).write_text(text, encoding="utf-8")
    for file, before, entry in ENTRIES.values():
        there = (root / file).read_text(encoding="utf-8")
        assert there.count(before) == 1, f"{before!r} in {file}"
        (root / file).write_text(there.replace(before, entry + before), encoding="utf-8")


def touched(root: Path) -> set[str]:
    """The files of a copy that are new or differ."""
    files = {str(file.relative_to(root)) for name in COPIED for file in (root / name).rglob("*.py")}
    return {file for file in files if not (ROOT / file).exists() or not filecmp.cmp(root / file, ROOT / file, False)}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package with every toy."""
    root = tmp_path_factory.mktemp("copy")
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    add(root)
    yield root
    shutil.rmtree(root)


@pytest.fixture(scope="module")
def shown(copy: Path) -> dict[str, Any]:
    """What the copy with all toys shows; compiled once."""
    where = {
        "PYTHONPATH": str(copy),
        "SALIENT_CACHE": str(copy / "cache"),
        "SALIENT_RESULTS": str(copy / "results"),
        "NUMBA_OPT": "0",  # few runs: good machine code takes longer to make than it saves; no bit differs
        "COLUMNS": "200",
    }
    script = ROOT / "tests" / "added_things.py"
    done = subprocess.run(
        [sys.executable, str(script)], cwd=copy, env=os.environ | where, capture_output=True, text=True,
        timeout=patience(240.0), check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads((copy / "shown.json").read_text(encoding="utf-8"))
    return found


def test_a_thing_is_one_entry_and_a_law_or_a_process_its_file_besides(copy: Path) -> None:
    assert touched(copy) == {file for file, _, _ in ENTRIES.values()} | {file for file, _ in FILES.values()}
    assert set(FILES) == {"a form", "a process"}


def test_both_executors_run_the_toys_and_agree(shown: dict[str, Any]) -> None:
    seen = shown["executors"]
    assert seen["same"]
    days = len(seen["acted"])
    assert days > 10
    assert set(seen["acted"]) == {"rumour"}
    assert seen["outcome"] == [days, days]
    assert seen["series"] == [days, days]
    assert seen["losses"] > 0.0


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("check", "by_rumour"),
        ("run", "Rumours heard"),
        ("replay", "Rumour 3 is heard"),
        ("outlook", "Rumours heard"),
        ("timeline", "Rumour 3 is heard"),
        ("evidence", "by what is rumoured"),
        ("map", "**rumour** (15, `talks.rumour`)"),
        ("map", "| `weather.rumours` | rumours heard so far | rumour |"),
        ("map", "| by what is rumoured | `judgement-salient` | nothing: a toy | tests | 0 |"),
    ],
)
def test_it_is_shown(shown: dict[str, Any], where: str, words: str) -> None:
    assert words in shown[where]
