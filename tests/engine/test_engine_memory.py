"""Compiled generators never release what they hold: many calls, long or short, must not grow memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import patience

SCRIPT = Path(__file__).with_name("growing_memory.py")
MOST = 20.0  # [MB] over 50 calls of 1,000 replications, or 1,500 of 2

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is read the Unix way")


def growth(*arguments: str) -> float:
    done = subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, text=True, timeout=patience(250))
    assert done.returncode == 0, done.stderr
    return float(done.stdout)


def test_a_leak_is_seen() -> None:
    assert growth("leak") > MOST


@pytest.mark.slow(12)
def test_fifty_calls_of_a_thousand_replications_do_not_grow_memory() -> None:
    assert growth() < MOST


def test_many_short_calls_do_not_grow_memory() -> None:
    assert growth("short") < MOST
