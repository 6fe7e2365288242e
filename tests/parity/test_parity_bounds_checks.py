"""The same results while compiled code checks every index: no write of the fast executor leaves its array.

That they are those of SimPy is what `test_parity_executors` shows of the code without checks.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from both_executors import digest
from wide_set import case_named, names

from sim.engine import cache
from tests.machine import patience

pytestmark = pytest.mark.parity

SCRIPT = Path(__file__).with_name("bounds_checked.py")


@pytest.fixture(scope="module")
def report() -> dict:
    environment = {**os.environ, "NUMBA_BOUNDSCHECK": "1"}
    done = subprocess.run(
        [sys.executable, SCRIPT, *names()], env=environment, capture_output=True, text=True, timeout=patience(280)
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("place", ["a small function", "the executor itself"])
def test_a_write_planted_out_of_range_raises_first(report: dict, place: str) -> None:
    in_function, in_executor = report["planted"]
    assert (in_function if place == "a small function" else in_executor).startswith("IndexError")


def test_checked_code_is_kept_apart_from_unchecked_code(
    report: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NUMBA_BOUNDSCHECK", raising=False)
    assert report["folder"] != str(cache.folder())


@pytest.mark.parametrize("name", names())
def test_executors_agree_while_bounds_are_checked(report: dict, name: str) -> None:
    assert report["digests"][name] == digest(case_named(name).run("compiled"))
