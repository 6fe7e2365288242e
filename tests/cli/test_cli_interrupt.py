"""Ctrl-C: exit code 130, one line, and what is done is kept for the next call."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.children import PROGRAM, SAVING, child
from tests.machine import patience


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for a single process")
def test_an_interrupted_run_leaves_with_130_and_keeps_what_is_done(tmp_path: Path) -> None:
    arguments = ["run", "kursk/undecided", "--executor", "simpy", "--out", str(tmp_path), "--replications"]
    with child(*arguments, "100000", program=SAVING) as running:
        deadline = time.monotonic() + patience(60)
        while not any(tmp_path.rglob("*.npz")) and time.monotonic() < deadline:
            assert running.poll() is None
            time.sleep(0.1)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=patience(60))
    assert (running.returncode, out) == (130, "")
    assert err.count("\n") == 1
    assert any(tmp_path.rglob("*.npz"))
    again = subprocess.run([*PROGRAM, *arguments, "8", "--json"], capture_output=True, text=True, check=False)
    assert again.returncode == 0
