"""Plants faults, one at a time, in a copy of the project and shows which test catches each.

    python -m tests.planted_faults            every fault of planted_faults.toml (some minutes)
    python -m tests.planted_faults NAME ...   these alone
    python -m tests.planted_faults --list     what there is

The copy holds the files that git tracks, as they stand in the working tree. Before anything is planted the tests named
must pass there; then each fault must make one of its own tests fail. The exit code is 1 when a fault survives, when
its text does not stand exactly once in its file, or when its tests cannot run.
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
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = Path(__file__).with_suffix(".toml")
PYTEST = (sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider")
MOST_SECONDS = 300
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


def faults() -> tuple[Fault, ...]:
    """The list, in its order."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["fault"]
    return tuple(Fault(**{**entry, "tests": tuple(entry["tests"])}) for entry in entries)


def copy_project(folder: Path) -> None:
    """Every tracked file as it stands in the working tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)


def run_tests(folder: Path, cache: Path, tests: Sequence[str]) -> tuple[int, str]:
    """Exit code and output of some tests of a copy, which must not import anything of this checkout."""
    own = {"PYTHONPATH": str(folder), "SALIENT_CACHE": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
    own |= {"SALIENT_TESTS_COMPILE": "0"}  # most faults need no compiled model to be caught
    try:
        done = subprocess.run(
            [*PYTEST, *tests], cwd=folder, env=os.environ | own, capture_output=True, text=True, timeout=MOST_SECONDS
        )
    except subprocess.TimeoutExpired:
        return -1, f"no end after {MOST_SECONDS} seconds"
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
    """The faults of these names, all without names; ends the command at an unknown one."""
    by_name = {fault.name: fault for fault in faults()}
    unknown = [name for name in names if name not in by_name]
    if unknown:
        sys.exit(f"no such fault: {', '.join(unknown)} (--list shows all)")
    return tuple(by_name[name] for name in names) if names else tuple(by_name.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """Try faults and print a line each; 1 if one is not caught."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted_faults", description="Plant faults and test.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--list", action="store_true", help="show the faults and plant none")
    options = parser.parse_args(arguments)
    wanted = chosen(options.names)
    if options.list:
        for fault in wanted:
            print(f"{fault.name:<40} {fault.harm}")
        return 0
    with tempfile.TemporaryDirectory(prefix="salient-faults-") as folder:
        return try_all(wanted, Path(folder) / "project", Path(folder) / "cache")


def try_all(wanted: Sequence[Fault], folder: Path, cache: Path) -> int:
    """First the tests without a fault, then each fault; returns the exit code."""
    copy_project(folder)
    start = time.perf_counter()
    code, output = run_tests(folder, cache, sorted({test for fault in wanted for test in fault.tests}))
    if code != PASSED:
        print(f"The tests fail without any fault:\n{output[-4000:]}")
        return 1
    print(f"{'no fault':<40} {'passes':<9} {time.perf_counter() - start:6.1f} s", flush=True)
    caught = 0
    for fault in wanted:
        start = time.perf_counter()
        good, by = try_fault(fault, folder, cache)
        caught += good
        word = "caught" if good else "NOT"
        print(f"{fault.name:<40} {word:<9} {time.perf_counter() - start:6.1f} s  {by}", flush=True)
    print(f"{caught} of {len(wanted)} caught")
    return 0 if caught == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
