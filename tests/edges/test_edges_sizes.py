"""Sizes are compared with the machine before work: what cannot be is refused in a line with the need and the limit."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.cli import main
from sim.errors import InputError
from sim.experiment.running import machine
from sim.experiment.running.need import Need, amount
from tests.machine import patience

SCENARIO = "tutorial/baseline"
GB = 10**9
MILLION = 1_000_000


def refusal(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The one line of a command that is refused, on stderr."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr()
    assert (left.value.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    return said.err


# the command line, as this machine is


@pytest.mark.parametrize(
    ("arguments", "need", "limit"),
    [
        (["--replications", "1000000000000"], "= 1,000,000,000,000 need 548 TB of memory, and", " are free"),
        (["--replications", "1" + 40 * "0"], " TB of memory, and", " are free here; ask for "),
        (["--workers", "1000000000"], "workers = 1,000,000,000 needs as many threads, and this machine allows", ""),
        (["--workers", "100000000", "--replications", "8"], "workers = 100,000,000 needs as many threads", ""),
        (["--precision", "1e-9"], "foothold_ended=1e-09 needs at least 3,688,879,452 replications", "131,072 are run"),
        (["--precision", "truce_in_force=1e-300"], "needs at least ", "131,072 are run; ask for 3e-05 or more"),
    ],
)
@pytest.mark.parametrize("command", ["run", "compare"])
def test_too_much_is_refused_before_any_work(
    command: str, arguments: list[str], need: str, limit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if sys.platform != "linux" and "--workers" in arguments:
        pytest.skip("this machine does not say how many threads it allows")
    names = [SCENARIO, "kursk/hold"] if command == "compare" else [SCENARIO]
    line = refusal([command, *names, *arguments, "--out", str(tmp_path / "results")], capsys)
    assert (need if command == "run" else need.replace("548 TB", "").partition(" need ")[0]) in line
    assert limit in line
    assert not (tmp_path / "results").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="limits of address space are heeded on Linux")
def test_a_limit_of_address_space_is_heeded(tmp_path: Path) -> None:
    """As `ulimit -v` sets it, and batch systems."""
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (6 * 10**9, resource.RLIM_INFINITY))\n"
        "from sim.cli import main; main()"
    )
    arguments = ["run", SCENARIO, "--replications", "20000000", "--out", str(tmp_path)]
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=patience(120))
    assert done.returncode == 2, done.stderr
    assert "replications = 20,000,000 need 11 GB of memory, and " in done.stderr


# the Python door, on machines as they might be


def test_a_million_needs_less_than_a_gigabyte() -> None:
    assert Need(MILLION, 1, 44, 12, 91, 20, 2).memory < GB


@pytest.mark.parametrize(
    ("free", "settings", "sentence"),
    [
        (GB, {"replications": 10 * MILLION}, "= 10,000,000 need 5.6 GB of memory, and 1.0 GB are free here"),
        (GB, {"replications": 10 * MILLION}, "; ask for 1,600,000 at most"),
        (10**8, {"replications": 10_000, "sets": ["horizon_days=365"]}, "need 224 MB of memory"),
        (10**8, {"replications": 10**4, "logs": 10**4}, "need 245 MB of memory"),
    ],
)
def test_what_does_not_fit_into_memory_is_refused(
    free: int, settings: dict[str, Any], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "free_memory", lambda: free)
    settings = dict(settings)
    loaded = sim.load(SCENARIO, settings.pop("sets", ()))
    with pytest.raises(InputError) as refused:
        sim.run(loaded, workers=1, **settings)
    assert sentence in str(refused.value)


def test_what_does_not_fit_on_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "free_disk", lambda folder: 50 * 10**6)
    with pytest.raises(InputError) as refused:
        sim.compare(["kursk/undecided", "kursk/hold"], replications=100_000, out=tmp_path)
    assert f" of disk for {tmp_path}, and 50 MB are free here; ask for " in str(refused.value)
    assert "replications = 100,000 of each of 2 scenarios need " in str(refused.value)
    assert not sim.run(SCENARIO, replications=8, out=tmp_path).failures


def test_a_machine_that_tells_nothing_refuses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("free_memory", "most_threads"):
        monkeypatch.setattr(machine, name, lambda: None)
    assert sim.run(SCENARIO, replications=4, workers=MILLION).replications == 4


def test_more_threads_than_replications_are_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    monkeypatch.setattr(machine, "most_threads", lambda: None)
    before = threading.active_count()
    sim.run(SCENARIO, replications=3, workers=5_000)
    assert threading.active_count() <= before + 3


def test_numbers_of_any_length_are_told_in_words_of_one_line() -> None:
    assert amount(10**7) == "10 MB"
    assert amount(1_049_999_999) == "1.0 GB"
    assert amount(352 * GB) == "352 GB"
    assert amount(10**412).endswith(" TB")
    with pytest.raises(InputError, match="of memory, and"):
        sim.run(SCENARIO, replications=10**400)


# what the machine says


@pytest.fixture
def linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of files: 8 GB available, no control group, no limit."""
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/meminfo").write_text("MemTotal: 16000000 kB\nMemAvailable: 8000000 kB\n")
    monkeypatch.setattr(machine, "PROC", tmp_path / "proc")
    monkeypatch.setattr(machine, "GROUPS", tmp_path / "groups")
    monkeypatch.setattr(machine, "limit_of", lambda name: None)
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path


def group(linux: Path, line: str, **files: str) -> None:
    """A control group of this process, with files as `folder__file`."""
    (linux / "proc/self/cgroup").write_text(line + "\n")
    for name, content in files.items():
        file = linux / "groups" / name.replace("__", "/").replace("_", ".", 1)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content + "\n")


def test_free_memory_is_what_is_available(linux: Path) -> None:
    assert machine.free_memory() == 8_000_000 * 1024


def test_a_container_leaves_less(linux: Path) -> None:
    (linux / "groups").mkdir()
    (linux / "proc/self/cgroup").write_text("0::/service/run\n")
    inner = linux / "groups/service/run"
    inner.mkdir(parents=True)
    (inner / "memory.max").write_text("max\n")
    (inner / "memory.current").write_text("100\n")
    (inner.parent / "memory.max").write_text(f"{2 * GB}\n")
    (inner.parent / "memory.current").write_text(f"{GB}\n")
    (inner.parent / "memory.stat").write_text(f"anon {GB}\ninactive_file 500000000\n")
    assert machine.free_memory() == 1_500_000_000


def test_so_does_one_of_the_older_kind(linux: Path) -> None:
    (linux / "proc/self/cgroup").write_text("5:devices:/x\n4:memory:/batch\n")
    inner = linux / "groups/memory/batch"
    inner.mkdir(parents=True)
    (inner / "memory.limit_in_bytes").write_text(f"{3 * GB}\n")
    (inner / "memory.usage_in_bytes").write_text(f"{GB}\n")
    (inner / "memory.stat").write_text("total_inactive_file 0\n")
    assert machine.free_memory() == 2 * GB


def test_a_group_that_is_full_leaves_nothing(linux: Path) -> None:
    (linux / "proc/self/cgroup").write_text("0::/\n")
    (linux / "groups").mkdir()
    (linux / "groups/memory.max").write_text("1000\n")
    (linux / "groups/memory.current").write_text("2000\n")
    assert machine.free_memory() == 0


def test_the_least_limit_of_threads_counts(linux: Path) -> None:
    assert machine.most_threads() is None
    (linux / "proc/sys/kernel").mkdir(parents=True)
    (linux / "proc/sys/kernel/threads-max").write_text("5000\n")
    assert machine.most_threads() == 5000
    (linux / "proc/self/cgroup").write_text("0::/\n")
    (linux / "groups").mkdir()
    (linux / "groups/pids.max").write_text("max\n")
    assert machine.most_threads() == 5000
    (linux / "groups/pids.max").write_text("300\n")
    assert machine.most_threads() == 300


def test_the_disk_of_a_folder_that_does_not_stand_yet_is_that_of_the_one_above(tmp_path: Path) -> None:
    free = machine.free_disk(tmp_path / "not" / "yet")
    assert free is not None
    assert free > 0
