"""Plants faults, one at a time, in a copy of the project and shows which test catches each.

    python -m tests.planted_faults            every fault of tests/faults/*.toml (half an hour)
    python -m tests.planted_faults NAME ...   these alone; the name of a floor, such as report, means all of it
    python -m tests.planted_faults --list     what there is

A file holds faults of one floor of the house. Of each fault it says:

    name, harm      what it is called, and what it would do to a user
    file, old, new  where a text stands exactly once, and what is put in its place
    tests           those that must catch it, by file and name

The copies, one for each worker, hold the files that git tracks, as they stand in the working tree. Before anything is
planted the tests named must pass there; then each fault must make one of its own tests fail. The exit code is 1 when a
fault survives, when its text does not stand exactly once in its file, or when its tests cannot run.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.machine import patience

ROOT = Path(__file__).resolve().parents[1]
LISTS = ROOT / "tests" / "faults"
PYTEST = (sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider")
WORKERS = 2
MOST_SECONDS = 300  # of the tests of one fault; as much longer as a test may wait, which may hang by the fault
MOST_SECONDS_OF_ALL = 1800  # of all of them together, without a fault
PASSED, FAILED = 0, 1  # exit codes of pytest


@dataclass(frozen=True)
class Fault:
    """One fault: what it would do to a user, the text it replaces in a file, and the tests that must catch it."""

    name: str
    harm: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def plant(self, folder: Path) -> str:
        """Replace the text in a folder's copy of the file; returns what stood there."""
        place = folder / self.file
        text = place.read_text(encoding="utf-8")
        found = text.count(self.old)
        if found != 1:
            raise LookupError(f"its text stands {found} times in {self.file}")
        place.write_text(text.replace(self.old, self.new), encoding="utf-8")
        return text


def by_floor() -> dict[str, tuple[Fault, ...]]:
    """The faults of each floor, in the order of its files: `report-words.toml` is one of the floor report."""
    found: dict[str, tuple[Fault, ...]] = {}
    for file in sorted(LISTS.glob("*.toml")):
        floor = file.stem.partition("-")[0]
        found[floor] = (*found.get(floor, ()), *faults_in(file))
    return found


def faults_in(file: Path) -> tuple[Fault, ...]:
    """The faults of one file."""
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["fault"]
    return tuple(Fault(**{**entry, "tests": tuple(entry["tests"])}) for entry in entries)


def faults() -> tuple[Fault, ...]:
    """All faults."""
    return tuple(fault for together in by_floor().values() for fault in together)


def copy_project(folder: Path) -> None:
    """Every tracked file as it stands in the working tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)


def run_tests(folder: Path, cache: Path, tests: Sequence[str], seconds: int = MOST_SECONDS) -> tuple[int, str]:
    """Exit code and output of some tests of a copy, which must not import anything of this checkout."""
    own = {"PYTHONPATH": str(folder), "SALIENT_CACHE": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
    own |= {"SALIENT_TESTS_COMPILE": "0"}  # most faults need no compiled model to be caught
    limit = patience(seconds)
    try:
        done = subprocess.run(
            [*PYTEST, *tests], cwd=folder, env=os.environ | own, capture_output=True, text=True, timeout=limit
        )
    except subprocess.TimeoutExpired:
        return -1, f"no end after {limit:.0f} seconds"
    return done.returncode, done.stdout + done.stderr


def first_failure(output: str) -> str:
    """Name of the first test that failed."""
    failed = [line.split()[1].split("::")[-1] for line in output.splitlines() if line.startswith("FAILED ")]
    return failed[0].partition("[")[0] if failed else ""


def try_fault(fault: Fault, folder: Path, cache: Path) -> tuple[bool, str]:
    """Plant one fault, run its tests and take it out again: whether it was caught, and by what."""
    try:
        before = fault.plant(folder)
    except LookupError as reason:
        return False, str(reason)
    try:
        code, output = run_tests(folder, cache, fault.tests)
    finally:
        (folder / fault.file).write_text(before, encoding="utf-8")
    if code == FAILED and (name := first_failure(output)):
        return True, name
    reason = "survived" if code == PASSED else f"its tests cannot run (pytest ended with {code})"
    return False, reason if code == PASSED else f"{reason}\n{output[-2000:]}"


def chosen(names: Sequence[str]) -> tuple[Fault, ...]:
    """The faults of these names or floors, all without names; ends the command at an unknown one."""
    floors = by_floor()
    called = {fault.name: (fault,) for together in floors.values() for fault in together} | floors
    unknown = [name for name in names if name not in called]
    if unknown:
        sys.exit(f"no such fault: {', '.join(unknown)} (--list shows all)")
    return tuple(dict.fromkeys(fault for name in names or floors for fault in called[name]))


def main(arguments: Sequence[str] | None = None) -> int:
    """Try faults and print a line each; 1 if one is not caught."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted_faults", description="Plant faults and test.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--list", action="store_true", help="show the faults and plant none")
    parser.add_argument("--workers", type=int, default=WORKERS, help=f"faults tried side by side [{WORKERS}]")
    options = parser.parse_args(arguments)
    wanted = chosen(options.names)
    if options.list:
        for fault in wanted:
            print(f"{fault.name:<44} {fault.harm}")
        return 0
    with tempfile.TemporaryDirectory(prefix="salient-faults-") as folder:
        copies = [Path(folder) / f"project-{number}" for number in range(max(1, options.workers))]
        return try_all(wanted, copies, Path(folder) / "cache")


def try_all(wanted: Sequence[Fault], copies: Sequence[Path], cache: Path) -> int:
    """First the tests without a fault, then each fault in a copy that is free; returns the exit code."""
    for folder in copies:
        copy_project(folder)
    start = time.perf_counter()
    tests = sorted({test for fault in wanted for test in fault.tests})
    code, output = run_tests(copies[0], cache, tests, MOST_SECONDS_OF_ALL)
    if code != PASSED:
        print(f"The tests fail without any fault:\n{output[-4000:]}")
        return 1
    tell("no fault", "passes", start)
    caught = try_side_by_side(wanted, copies, cache)
    print(f"{caught} of {len(wanted)} caught")
    return 0 if caught == len(wanted) else 1


def try_side_by_side(wanted: Sequence[Fault], copies: Sequence[Path], cache: Path) -> int:
    """Try each fault, a copy for each at a time, and tell of each when it is over; returns how many are caught."""
    free = SimpleQueue[Path]()
    for folder in copies:
        free.put(folder)

    def tried(fault: Fault) -> bool:
        folder, start = free.get(), time.perf_counter()
        try:
            good, by = try_fault(fault, folder, cache)
        finally:
            free.put(folder)
        tell(fault.name, "caught" if good else "NOT", start, by)
        return good

    with ThreadPoolExecutor(len(copies)) as pool:
        return sum(pool.map(tried, wanted))


def tell(name: str, word: str, start: float, by: str = "") -> None:
    """One line of the report."""
    line = f"{name:<44} {word:<9} {time.perf_counter() - start:6.1f} s  {by}".rstrip()
    print(f"{line}\n", end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
