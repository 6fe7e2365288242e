"""A scenario told by its canonical texts loads again as a file, for the command line and for the app."""

from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.files.shipped import shipped_names
from sim.scenario.loaded import LoadedScenario
from sim.scenario.loading import load
from sim.scenario.standalone import standalone_files


def files_of(loaded: LoadedScenario) -> dict[str, str]:
    return standalone_files(loaded.name, loaded.text, loaded.theatre_text, loaded.hash)


def written(files: dict[str, str], folder: Path) -> LoadedScenario:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder / next(iter(files)))


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_scenario_becomes_one_file_with_the_same_hash(name: str, tmp_path: Path) -> None:
    original = load(name)
    files = files_of(original)
    assert list(files) == [f"{name.replace('/', '-')}.yaml"]
    assert written(files, tmp_path).hash == original.hash


def test_changed_values_come_along(tmp_path: Path) -> None:
    tuned = load("kursk/hold", ["ground.tempo_start_shift=1", "horizon_days=40"])
    assert written(files_of(tuned), tmp_path).hash == tuned.hash


def test_another_map_comes_as_a_second_file(tmp_path: Path) -> None:
    loaded = load("tutorial/baseline")
    other_map = loaded.theatre_text.replace('"name": "', '"name": "Another ', 1)
    files = standalone_files(loaded.name, loaded.text, other_map, loaded.hash)
    assert list(files) == ["tutorial-baseline.yaml", "tutorial-baseline-map.yaml"]
    again = written(files, tmp_path)
    assert again.theatre.name.startswith("Another ")
    assert again.scenario.model_copy(update={"theatre": ""}) == loaded.scenario.model_copy(update={"theatre": ""})


def test_a_source_of_ones_own_has_to_be_brought_along(tmp_path: Path) -> None:
    loaded = load("tutorial/baseline")
    own = loaded.text.replace('"source": "', '"source": "own-', 1)
    files = standalone_files(loaded.name, own, loaded.theatre_text, "another")
    assert len(files) == 2
    with pytest.raises(InputError, match="cites the unknown source 'own-"):
        written(files, tmp_path)
