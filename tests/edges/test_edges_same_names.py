"""Files of one name in two folders are two scenarios: with labels of their own, and never mixed up."""

import json
from pathlib import Path

import pytest

import sim
from sim.cli.application import main
from sim.cli.references import load_all, sets_by_scenario
from sim.errors import InputError
from sim.scenario.files.names import distinct
from sim.scenario.loading import load, told_apart


@pytest.fixture(autouse=True)
def two_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for place, days in (("a", 20), ("b", 21), ("c/b", 22)):
        Path(place).mkdir(parents=True, exist_ok=True)
        text = f"extends: tutorial/baseline\nhorizon_days: 20\nsupply: {{stock_days: {days - 18}}}\n"
        Path(place, "x.yaml").write_text(text)
    Path("tutorial").mkdir()
    Path("tutorial/baseline.yaml").write_text("extends: kursk/baseline\n")
    Path("a/x.yml").write_text("extends: tutorial/baseline\nhorizon_days: 10\n")


def names(*references: str) -> list[str]:
    return [one.name for one in load_all(list(references), [])]


@pytest.mark.parametrize(
    ("references", "labels"),
    [
        (["a/x.yaml"], ["x"]),
        (["a/x.yaml", "b/x.yaml"], ["a/x", "b/x"]),
        (["a/x", "b/x", "c/b/x"], ["a/x", None, "c/b/x"]),
        (["a/x.yaml", "a/x.yaml"], ["x", "x"]),
        (["a/x.yaml", "a/x.yml"], ["x.yaml", "x.yml"]),
        (["a/x.yaml", "kursk/hold"], ["x", "kursk/hold"]),
    ],
)
def test_a_label_is_the_shortest_end_of_the_path_that_no_other_has(references: list[str], labels: list[str]) -> None:
    found = names(*references)
    assert [label if wanted else None for label, wanted in zip(found, labels, strict=True)] == labels
    assert len(set(found)) == len({str(load(one).file) for one in references})


def test_a_file_that_is_called_like_a_shipped_scenario_is_told_from_it() -> None:
    mine = Path("tutorial/baseline.yaml").resolve()
    files = [load("kursk/hold").file, mine, Path("q/baseline.yaml")]
    labels = distinct(["tutorial/baseline", "baseline", "baseline"], files)
    assert labels[0] == "tutorial/baseline"
    assert labels[2] == "q/baseline"
    assert labels[1].endswith("/tutorial/baseline")
    assert len(set(labels)) == 3


def test_tables_and_json_call_them_by_their_labels(capsys: pytest.CaptureFixture[str]) -> None:
    quick = ["--replications", "4", "--executor", "simpy", "--out", "results", "--quiet"]
    main_ends(["compare", "a/x.yaml", "b/x.yaml", "c/b/x.yaml", *quick, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [run["scenario"] for run in told["runs"]] == ["a/x", told["runs"][1]["scenario"], "c/b/x"]
    assert len(told["differences"]) == 2
    main_ends(["check", "a/x.yaml", "b/x.yaml", "--json"])
    assert [one["scenario"] for one in json.loads(capsys.readouterr().out)["scenarios"]] == ["a/x", "b/x"]


def main_ends(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code in (0, None)


def test_a_result_is_found_again_whatever_the_scenario_is_called() -> None:
    settings = {"replications": 4, "executor": "simpy", "out": "results"}
    alone = sim.run("b/x.yaml", **settings)
    _, other = sim.compare(["a/x.yaml", "b/x.yaml"], **settings)
    assert (alone.name, other.name) == ("x", "b/x")
    assert other.folder == alone.folder
    assert len([folder for folder in Path("results").iterdir() if folder.name.startswith("x-")]) == 2


@pytest.mark.parametrize("name", ["x", "x.yaml"])
def test_an_option_for_a_name_that_two_have_is_refused_with_both(name: str) -> None:
    with pytest.raises(InputError, match=r"^--set x.*: x.* can mean a/x.yaml or b/x.yaml; write one of them before"):
        sets_by_scenario(["a/x.yaml", "b/x.yaml"], [f"{name}:horizon_days=5"])


def test_shipped_scenarios_of_one_last_name_are_not_both_meant() -> None:
    with pytest.raises(InputError, match="baseline can mean kursk/baseline or tutorial/baseline"):
        sets_by_scenario(["kursk/baseline", "tutorial/baseline"], ["baseline:horizon_days=5"])


@pytest.mark.parametrize("name", ["a/x", "a/x.yaml", "./a/x.yaml"])
def test_an_option_for_a_label_reaches_that_file_alone(name: str) -> None:
    references = ["./a/x.yaml", "b/x.yaml"]
    assert sets_by_scenario(references, [f"{name}:horizon_days=5"]) == [["horizon_days=5"], []]


def test_an_option_for_a_file_that_is_given_twice_reaches_both() -> None:
    assert sets_by_scenario(["a/x.yaml", "a/x"], ["x:horizon_days=5"]) == [["horizon_days=5"]] * 2


def test_scenarios_of_different_names_keep_them() -> None:
    loaded = [load("kursk/hold"), load("a/x.yaml")]
    assert told_apart(loaded) == loaded
