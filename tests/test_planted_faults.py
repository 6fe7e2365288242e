"""The list of planted faults keeps up with the code; `python -m tests.planted_faults` plants them."""

import ast
from functools import cache
from pathlib import Path

import pytest
from planted_faults import ROOT, Fault, by_floor, chosen, faults, first_failure, try_fault, try_side_by_side

LEAST, LEAST_A_FLOOR = 200, 5
FAULTS = faults()


@cache
def test_names(file: str) -> set[str]:
    """Names of the tests of a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


test_names.__test__ = False


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_can_be_planted_and_its_tests_exist(fault: Fault) -> None:
    assert (ROOT / fault.file).read_text(encoding="utf-8").count(fault.old) == 1
    assert fault.old != fault.new
    assert fault.harm
    assert fault.tests
    for test in fault.tests:
        file, _, name = test.partition("::")
        assert name in test_names(file), test


def test_there_are_enough_faults_each_with_its_name() -> None:
    names = {fault.name for fault in FAULTS} | set(by_floor())
    assert len(names) - len(by_floor()) == len(FAULTS) >= LEAST


def test_every_floor_of_the_house_has_faults_in_files_of_its_name() -> None:
    floors = {place.parent.name for place in (ROOT / "sim").glob("*/__init__.py")}
    assert set(by_floor()) == floors
    for floor, together in by_floor().items():
        assert len(together) >= LEAST_A_FLOOR
        assert all(fault.file.startswith(f"sim/{floor}/") for fault in together)


def test_planting_changes_its_file_alone_and_refuses_a_text_that_is_gone(tmp_path: Path) -> None:
    fault = Fault("x", "harm", "law.py", "a + b", "a - b", ())
    (tmp_path / "law.py").write_text("return a + b\n")
    assert fault.plant(tmp_path) == "return a + b\n"
    assert (tmp_path / "law.py").read_text() == "return a - b\n"
    with pytest.raises(LookupError, match=r"stands 0 times in law\.py"):
        fault.plant(tmp_path)


@pytest.fixture
def little_of_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is started for a law of two lines loads of the plugins that are installed the one that it names."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_PLUGINS", "xdist.plugin")


@pytest.mark.usefixtures("little_of_pytest")
@pytest.mark.parametrize(
    ("old", "new", "good", "said"),
    [
        ("a + b", "a - b", True, "test_sum"),
        ("a + b", "b + a", False, "survived"),
        ("a + b", "a + (", False, "its tests cannot run"),
        ("a * b", "a / b", False, "its text stands 0 times in law.py"),
    ],
)
def test_a_fault_counts_as_caught_only_when_a_test_fails(
    tmp_path: Path, old: str, new: str, good: bool, said: str
) -> None:
    (tmp_path / "law.py").write_text("def law(a, b):\n    return a + b\n")
    (tmp_path / "test_law.py").write_text("from law import law\n\n\ndef test_sum():\n    assert law(2, 3) == 5\n")
    caught, by = try_fault(Fault("x", "harm", "law.py", old, new, ("test_law.py::test_sum",)), tmp_path, tmp_path)
    assert (caught, by.partition(" (pytest")[0]) == (good, said)
    assert "a + b" in (tmp_path / "law.py").read_text()


def test_an_unknown_name_ends_the_command() -> None:
    with pytest.raises(SystemExit, match="no such fault: nonsense"):
        chosen(["nonsense"])
    assert chosen([FAULTS[3].name]) == (FAULTS[3],)


def test_a_floor_means_all_its_faults_each_once() -> None:
    floor, together = next(iter(by_floor().items()))
    assert chosen([together[1].name, floor]) == (together[1], together[0], *together[2:])
    assert chosen([]) == FAULTS


@pytest.mark.usefixtures("little_of_pytest")
def test_faults_side_by_side_are_each_tried_in_a_copy_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copies = [tmp_path / "one", tmp_path / "two"]
    for folder in copies:
        folder.mkdir()
        (folder / "law.py").write_text("def law(a, b):\n    return a + b\n")
        (folder / "test_law.py").write_text("from law import law\n\n\ndef test_sum():\n    assert law(2, 3) == 5\n")
    tests = ("test_law.py::test_sum",)
    planted = [Fault(new, "harm", "law.py", "a + b", new, tests) for new in ("a - b", "b + a", "a")]
    assert try_side_by_side(planted, copies, tmp_path) == 2
    told = dict(line.split("  ", 1) for line in capsys.readouterr().out.splitlines())
    assert {name: line.split()[0] for name, line in told.items()} == {"a - b": "caught", "b + a": "NOT", "a": "caught"}
    assert all("a + b" in (folder / "law.py").read_text() for folder in copies)


def test_the_test_that_failed_is_read_from_the_output() -> None:
    assert first_failure("FAILED tests/a.py::test_law[1-2] - assert\n1 failed") == "test_law"
    assert first_failure("1 passed") == ""
