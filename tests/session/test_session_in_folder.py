"""The scenarios of a folder of the reader's: which are offered, how they are read, and that nothing else is."""

import os
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.differing import differing_paths
from sim.scenario.files import in_folder
from sim.scenario.loading import load
from sim.session.inputs import uploads
from sim.session.inputs.address import Choice
from sim.session.inputs.address import read as read_address
from sim.session.inputs.own.composed import composed
from sim.session.inputs.scenarios import Chosen, _last_written, last_written, loaded, map_of, names, same_map, title_of
from sim.session.inputs.tuned import tuned_text

MINE = "extends: tutorial/baseline\ntitle: Mine\nhorizon_days: 20\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a case, a file that is none, and one that does not load."""
    for file, text in {
        "hill/known.yaml": MINE,
        "hill/leave.yaml": "extends: known\ntitle: Leave\n",
        "alone.yaml": "extends: hill/known.yaml\ntitle: Alone\n",
        "hill/broken.yaml": "extends: known\ntitel: Broken\n",
        "hill/checks.yaml": "extends: x\n",
        "theatres/hill.yaml": "theatre: x\n",
        "posterior/one.yaml": "posterior: {}\nvalues: {}\n",
        "kursk/baseline.yaml": MINE,
        ".hidden/one.yaml": MINE,
        "deep/er/one.yaml": MINE,
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    monkeypatch.setenv(in_folder.FOLDER_VARIABLE, str(tmp_path))
    _last_written.cache_clear()
    return tmp_path


def test_what_is_no_scenario_or_has_a_shipped_name_is_not_offered(folder: Path) -> None:
    assert in_folder.names_in(folder) == ("alone", "hill/broken", "hill/known", "hill/leave")
    assert names(last_written())[:4] == ("alone", "hill/known", "hill/leave", "avdiivka/baseline")


def test_a_scenario_of_the_folder_is_read_by_its_name_with_changes(folder: Path) -> None:
    chosen = Chosen("hill/leave", ("horizon_days=15",))
    assert loaded(chosen).scenario.horizon_days == 15
    assert loaded(chosen.bare).scenario.horizon_days == 20
    assert loaded(chosen).name == "hill/leave"
    assert title_of("hill/leave") == "Leave (hill/leave)"
    assert same_map(chosen, Chosen("tutorial/baseline"))
    assert map_of(Chosen("alone")) == map_of(Chosen("tutorial/baseline"))
    choice = read_address({"a": ["hill/leave"], "a.horizon_days": ["15"]}, Choice((Chosen("kursk/baseline"),), 1, 100))
    assert (choice.choice.scenarios, choice.complaints) == ((chosen,), ())


def test_the_folders_of_the_repository_offer_no_shipped_scenario_twice() -> None:
    root = Path(__file__).parents[2]
    assert in_folder.names_in(root) == ("docs/workshop-scenario",)
    assert in_folder.names_in(root / "scenarios") == ()


def test_of_a_folder_of_many_the_first_are_offered_and_the_others_say_so(folder: Path) -> None:
    for number in range(in_folder.MOST):
        (folder / "hill" / f"z{number:03}.yaml").write_text(MINE, encoding="utf-8")
    assert len(in_folder.names_in(folder)) == in_folder.MOST
    last = f"hill/z{in_folder.MOST - 1:03}"
    assert last not in in_folder.names_in(folder)
    assert loaded(Chosen("hill/z000")).scenario.title == "Mine"
    with pytest.raises(InputError, match="more than 60 scenarios; move some away"):
        loaded(Chosen(last))


def test_one_that_does_not_load_says_why_where_it_is_named(folder: Path) -> None:
    with pytest.raises(InputError, match=r"hill/broken\.yaml:2:1: .*titel"):
        loaded(Chosen("hill/broken"))


def test_a_file_that_is_edited_is_read_again(folder: Path) -> None:
    before = last_written()
    assert loaded(Chosen("hill/known"), before).scenario.horizon_days == 20
    file = folder / "hill" / "known.yaml"
    file.write_text(MINE.replace("20", "25"), encoding="utf-8")
    os.utime(file, (before + 10.0, before + 10.0))
    _last_written.cache_clear()
    assert loaded(Chosen("hill/leave")).scenario.horizon_days == 25


@pytest.mark.parametrize(
    "name", ["../hill/known", "/hill/known", "hill/../hill/known", "deep/er/one", ".hidden/one", ""]
)
def test_no_name_leads_out_of_the_folder_or_deeper(folder: Path, name: str) -> None:
    assert in_folder.file_of(name) is None
    with pytest.raises(InputError, match="no such shipped scenario, nor one in the folder of this app"):
        loaded(Chosen(name))


def test_without_a_folder_nothing_but_the_shipped_is_known(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(in_folder.FOLDER_VARIABLE)
    _last_written.cache_clear()
    monkeypatch.chdir(folder)
    assert in_folder.file_of("hill/known") is None
    for name in ("a" * 300, "kursk/baseline\0"):  # what no file can be called
        with pytest.raises(InputError, match="no such shipped scenario"):
            loaded(Chosen(name))
    with pytest.raises(InputError, match="no such shipped scenario;"):
        loaded(Chosen("hill/known"))


def test_what_is_taken_along_extends_the_file_and_gives_its_numbers(folder: Path, tmp_path: Path) -> None:
    for sets in ((), ("horizon_days=15",)):
        chosen = Chosen("hill/leave", sets)
        file = tmp_path / "along.yaml"
        file.write_text(tuned_text(chosen, last_written()), encoding="utf-8")
        assert load(file).scenario.horizon_days == loaded(chosen).scenario.horizon_days
        assert not differing_paths(load(file), loaded(chosen))


def test_an_upload_cannot_extend_a_file_and_says_how_a_case_is_opened(folder: Path) -> None:
    with pytest.raises(InputError, match="offered by `salient app` when that is started in its folder"):
        uploads.read_upload("mine.yaml", b"extends: hill/known\ntitle: X\n")
    with pytest.raises(InputError, match="hill/known is a file of yours"):
        composed(Chosen("hill/known", ("horizon_days=15",)), "Shorter")
