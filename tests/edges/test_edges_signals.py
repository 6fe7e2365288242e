"""SIGTERM and SIGHUP end a command as Ctrl-C does: what is done is kept, one line, and the signal's own exit code."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.children import SAVING, child
from tests.machine import patience

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
ALL = [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)]


def wait_for_chunks(folder: Path, running: subprocess.Popen[str]) -> None:
    """Wait until something of a run is on disk; folders come and go while it is looked for."""
    deadline = time.monotonic() + patience(60)
    while not any(name.endswith(".npz") for _, _, files in os.walk(folder) for name in files):
        assert running.poll() is None, running.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)


def long_run(folder: Path) -> list[str]:
    return ["run", "tutorial/baseline", "--executor", "simpy", "--out", str(folder), "--replications", "100000"]


def ends_in_order(running: subprocess.Popen[str], name: str, folder: Path) -> None:
    """A run in the middle hears a signal, says one line, and leaves what is done in its folder."""
    running.send_signal(getattr(signal, name))
    out, err = running.communicate(timeout=patience(60))
    assert (running.returncode, out) == (dict(ALL)[name], "")
    assert err.count("\n") == 1
    assert "what is done is kept in" in err
    assert any(folder.rglob("*.npz"))


def test_a_run_ends_in_order_and_keeps_what_is_done(tmp_path: Path) -> None:
    with child(*long_run(tmp_path), program=SAVING) as running:
        wait_for_chunks(tmp_path, running)
        ends_in_order(running, "SIGHUP", tmp_path)


@pytest.mark.slow
def test_so_does_a_comparison(tmp_path: Path) -> None:
    arguments = ["compare", "tutorial/baseline", "kursk/hold", *long_run(tmp_path)[2:]]
    with child(*arguments, program=SAVING) as running:
        wait_for_chunks(tmp_path, running)
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=patience(60))
    assert (running.returncode, out) == (143, "")
    assert err.splitlines()[-1].startswith("salient: interrupted after ")


def test_a_command_without_replications_says_a_line_too(tmp_path: Path) -> None:
    slow = "import sim.cli.inspection as i, time; i.load_all = lambda *a: (print('on', flush=True), time.sleep(60))"
    program = [sys.executable, "-c", f"{slow}; from sim.cli import main; main()"]
    with child("check", "tutorial/baseline", program=program) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "on\n"
        running.send_signal(signal.SIGTERM)
        _, err = running.communicate(timeout=patience(60))
    assert (running.returncode, err) == (143, "salient: interrupted\n")


@pytest.mark.parametrize("name", ["SIGHUP", "SIGINT"])
def test_what_the_starter_lets_it_ignore_stays_ignored_and_another_ends_it_in_order(name: str, tmp_path: Path) -> None:
    """As `nohup` does with SIGHUP, and a shell with SIGINT of a job in the background."""
    with child(*long_run(tmp_path), program=SAVING, ignored=name) as running:
        wait_for_chunks(tmp_path, running)
        running.send_signal(getattr(signal, name))
        time.sleep(1.0)
        assert running.poll() is None
        ends_in_order(running, "SIGTERM", tmp_path)


@pytest.mark.parametrize("second", ["SIGTERM", "SIGINT"])
def test_a_second_signal_ends_it_at_once(second: str) -> None:
    """Also where the first is still being answered."""
    code = (
        "import time\nfrom sim.cli.endings import ending_in_order\n"
        "with ending_in_order():\n    try:\n        print('on', flush=True); time.sleep(60)\n"
        "    except KeyboardInterrupt:\n        print('ending', flush=True); time.sleep(60)\n"
    )
    with child(program=[sys.executable, "-c", code]) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "on\n"
        running.send_signal(signal.SIGTERM)
        assert running.stdout.readline() == "ending\n"
        before = time.monotonic()
        running.send_signal(getattr(signal, second))
        running.wait(timeout=patience(20))
    assert time.monotonic() - before < patience(5)
    assert running.returncode == 128 + getattr(signal, second)


def test_the_handlers_of_a_program_that_calls_a_command_come_back() -> None:
    from sim.cli import main

    before = [signal.getsignal(getattr(signal, name)) for name, _ in ALL]
    with pytest.raises(SystemExit):
        main(["--version"])
    assert [signal.getsignal(getattr(signal, name)) for name, _ in ALL] == before
