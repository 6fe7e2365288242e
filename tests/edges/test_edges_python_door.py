"""The door from Python: what stands for a number counts as one, what does not is told in a sentence."""

import math
import os
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim.errors import InputError

SCENARIO = "tutorial/baseline"


class Index:
    """Something that Python takes for a whole number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __index__(self) -> int:
        return self.number


class Place(os.PathLike[str]):
    """Something that stands for a path, and is none of pathlib's."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return self.path


@pytest.mark.parametrize("kind", [int, np.int64, np.uint8, np.array, Index])
def test_any_whole_number_counts(kind: Any) -> None:
    settings = {name: kind(number) for name, number in (("replications", 6), ("seed", 3), ("workers", 1), ("logs", 2))}
    ensemble = sim.run(SCENARIO, **settings)
    assert (ensemble.replications, ensemble.seed) == (6, 3)
    assert type(ensemble.replications) is type(ensemble.seed) is int
    plain = sim.run(SCENARIO, replications=6, seed=3)
    assert np.array_equal(ensemble.outcomes["area_end_km2"], plain.outcomes["area_end_km2"])


@pytest.mark.parametrize("name", ["replications", "max_replications", "seed", "workers", "logs"])
@pytest.mark.parametrize("value", ["10", 10.0, True, np.True_, np.float64(10.0), [10], b"10"])
def test_what_is_no_whole_number_is_refused_by_name(name: str, value: Any) -> None:
    with pytest.raises(InputError) as refused:
        sim.run(SCENARIO, **{name: value})
    assert str(refused.value).startswith(f"{name} = {value!r} is no whole number; give one such as ")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("replications", 0, "replications = 0 is below 1; run at least one replication"),
        ("max_replications", -5, "max_replications = -5 is below 1"),
        ("workers", np.int64(0), "workers = 0 is below 1; use at least one thread"),
        ("logs", -1, "logs = -1 is below 0"),
        ("seed", -1, "seed = -1 is outside 0 to 9223372036854775807"),
        ("seed", 1 << 63, "is outside 0 to 9223372036854775807"),
        ("seed", None, "seed = None is no whole number"),
        ("executor", "fast", "executor = fast does not exist; choose compiled or simpy"),
        ("executor", ["simpy"], "executor = ['simpy'] does not exist"),
        ("design", "sobel", "design = sobel does not exist; choose sobol or random"),
        ("fresh", "no", "fresh = 'no' is neither True nor False"),
        ("paths", 1, "paths = 1 is neither True nor False"),
        ("out", "", "out = '' names no folder"),
        ("out", 5, "out = 5 names no folder"),
        ("progress", "yes", "progress = 'yes' cannot be called"),
        ("precision", True, "precision = True is neither a number nor a text"),
        ("precision", [0.05], "precision = [0.05] is neither a number nor a text"),
        ("precision", 0.0, "precision 0.0: write OUTCOME=P or P with a number above 0"),
        ("precision", math.nan, "precision nan: write OUTCOME=P or P with a number above 0"),
        ("replication", 10, "replication is no setting; did you mean 'replications'?"),
        ("Seeds", 10, "Seeds is no setting; did you mean 'seed'?"),
        ("zzz", 10, "zzz is no setting; known are replications, precision,"),
    ],
)
def test_each_setting_is_told_by_name(name: str, value: Any, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        sim.run(SCENARIO, **{name: value})
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("precision", [0.05, np.float32(0.05), Fraction(1, 20), "0.05", "foothold_ended=0.05"])
def test_a_precision_is_a_number_or_a_text_as_on_the_command_line(precision: Any) -> None:
    ensemble = sim.run(SCENARIO, precision=precision)
    asked = ensemble.manifest["precision"]
    assert asked["outcome"] == "foothold_ended"
    assert asked["half_width_wanted"] == pytest.approx(0.05)


def test_a_precision_names_its_outcome() -> None:
    ensemble = sim.run(SCENARIO, precision="truce_in_force=0.04", max_replications=np.int16(128))
    assert ensemble.manifest["precision"]["outcome"] == "truce_in_force"
    assert ensemble.replications == 128


def test_precision_and_replications_exclude_each_other() -> None:
    with pytest.raises(InputError, match="replications and precision exclude each other"):
        sim.run(SCENARIO, precision=0.05, replications=10)


@pytest.mark.parametrize("kind", [str, Path, Place])
def test_a_scenario_and_a_folder_are_named_by_anything_that_stands_for_a_path(kind: Any, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("extends: tutorial/baseline\n", encoding="utf-8")
    ensemble = sim.run(kind(str(file)), replications=2, out=kind(str(tmp_path / "results")))
    assert ensemble.folder is not None
    assert ensemble.folder.is_relative_to(tmp_path / "results")


@pytest.mark.parametrize("kind", [list, tuple, iter, lambda one: one[0]])
def test_scenarios_and_texts_are_any_list_or_one_alone(kind: Any) -> None:
    [ensemble] = sim.compare(kind([SCENARIO]), replications=2)
    assert ensemble.name == SCENARIO
    assert sim.load(SCENARIO, kind(["command.policy=hold"])).sets == ("command.policy=hold",)


@pytest.mark.parametrize("scenario", [5, None, b"tutorial/baseline", {"tutorial/baseline": 1}])
def test_what_is_no_scenario_is_told(scenario: Any) -> None:
    with pytest.raises(InputError, match="is no scenario; give a path, a shipped name or what load gives"):
        sim.run(scenario, replications=2)


@pytest.mark.parametrize("sets", [5, [5], {"command.policy": "hold"}])
def test_what_is_no_text_to_set_is_told(sets: Any) -> None:
    with pytest.raises(InputError, match=r"sets = .* are no texts"):
        sim.load(SCENARIO, sets)


def test_nothing_to_compare_is_told() -> None:
    with pytest.raises(InputError, match="no scenario is given"):
        sim.compare([])


@pytest.mark.parametrize("what", [[1, 2], "tutorial/baseline", None])
def test_what_is_no_ensemble_has_no_summary(what: Any) -> None:
    with pytest.raises(InputError, match="is no ensemble; give what run or compare gave"):
        sim.summarise(what)
