"""Two versions side by side: which is told as how much faster, and that they gave the same."""

from typing import Any

import pytest

from benchmarks import versions


def found(scale: float, outcomes: str = "1.5") -> dict[str, Any]:
    """What a version takes that is so many times as slow as another."""
    return {
        "first start, compiling": [20.0 * scale, 18.0 * scale],
        "later start": [0.8, 0.7],
        "replication": [200e-6 * scale, 100e-6 * scale],
        "SimPy replication": [0.04, 0.03],
        "resumption": [200e-9 * scale, 100e-9 * scale],
        "step of a plain loop": [60e-9, 60e-9],
        "memory of 50 calls": 0.25,
        "outcomes": outcomes,
    }


def test_the_table_tells_by_how_much_cpu_time_differs() -> None:
    lines = versions.table(found(3.0), found(1.0)).splitlines()
    [replication] = [line for line in lines if line.startswith("replication")]
    assert replication.split()[-1] == "3.00x"
    assert "300.00 (600.00) µs" in replication
    assert lines[-3] == "old: 100 times SimPy; compiling takes 1,777 SimPy replications; 50 calls add 0.2 MB"
    assert lines[-2].startswith("new: 300 times SimPy; compiling takes 577 SimPy replications")
    assert lines[-1] == "outcomes of 16 replications: the same"


def test_versions_that_give_other_numbers_are_told_apart() -> None:
    assert versions.table(found(1.0), found(1.0, "1.6")).endswith("DIFFERENT")


def test_medians_are_of_wall_and_of_cpu_time_apart() -> None:
    assert versions.middle([[1.0, 9.0], [5.0, 2.0], [3.0, 4.0]]) == [3.0, 4.0]


def test_a_worker_that_ends_is_no_measurement(tmp_path: Any) -> None:
    with versions.Version(tmp_path, "/bin/false") as version, pytest.raises(SystemExit, match="ended with"):
        versions.asked_of(version.worker(), None)
