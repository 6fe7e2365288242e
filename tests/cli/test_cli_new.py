"""`salient new`: files that check and run at once, what is refused, and what it says is most needed."""

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.scenario.loading import from_documents, load
from sim.scenario.made.by_rule import theatre_by_rule
from sim.scenario.made.places import read_places
from sim.scenario.observed.reading import read_series
from tests.called import salient
from tests.scenario.made_up_place import table

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seen.csv").write_text(table(days=31), encoding="utf-8")
    return tmp_path


def new(capsys: Captured, *options: object, look: bool = False) -> tuple[int, str, str]:
    return salient(
        capsys, "new", "hill", "--observations", "seen.csv", *options, *(() if look else ("--no-look",))
    )


def test_what_is_made_checks_and_runs_at_once(here: Path, capsys: Captured) -> None:
    code, out, err = new(capsys)
    assert (code, err) == (0, "")
    assert "270 km² held by the map of 2030-05-01" in out
    assert salient(capsys, "check", "hill/baseline", "--json")[0] == 0
    code, out, _ = salient(
        capsys, "run", "hill/baseline", "--executor", "simpy", "--replications", "4", "--json", "--out", here / "r"
    )
    assert code == 0
    assert json.loads(out)["outcomes"]["area_end_km2"]["n"] == 4


def test_the_files_say_what_was_made_in_memory(here: Path, capsys: Captured) -> None:
    new(capsys)
    made = theatre_by_rule(read_series("seen.csv"), "hill", "2030-05-01")
    scenario = {**made.scenario, "theatre": "../theatres/hill.yaml"}
    assert load("hill/baseline").hash == from_documents("hill", scenario, made.theatre, made.sources).hash
    assert load("hill/baseline").sources["observations-hill"] == made.sources["observations-hill"]


def test_every_value_of_the_ground_says_where_it_comes_from(here: Path, capsys: Captured) -> None:
    new(capsys)
    text = (here / "hill" / "baseline.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../salient.schema.json\n# Made by `salient new`")
    assert json.loads((here / "salient.schema.json").read_text(encoding="utf-8"))["title"] == "Salient scenario"
    ground = YAML(typ="safe").load(text)["ground"]
    assert all(value["source"] and value["basis"] for value in ground.values())


def test_a_value_changed_by_hand_keeps_the_comments(here: Path, capsys: Captured) -> None:
    from sim.scenario.loading import write_changes

    new(capsys)
    file = here / "hill" / "baseline.yaml"
    write_changes(file, load(file), {"holder.people_persons": 5000})
    assert "# Nobody has counted" in file.read_text(encoding="utf-8")


def test_it_says_which_fit_it_takes_and_why(here: Path, capsys: Captured) -> None:
    told = json.loads(new(capsys, "--json")[1])
    assert (told["fit"], told["loss_14_days_km2"]) == ("boxes", 14.0)
    assert told["why_fit"] == "a pocket, but not collapsing yet"


def test_the_fit_can_be_asked_for(here: Path, capsys: Captured) -> None:
    told = json.loads(new(capsys, "--fit", "pockets", "--json")[1])
    assert (told["fit"], told["why_fit"]) == ("pockets", "asked for")


def test_rows_published_later_are_left_out_and_told(here: Path, capsys: Captured) -> None:
    (here / "seen.csv").write_text(table(days=31, lag=3), encoding="utf-8")
    code, out, _ = new(capsys, "--origin", "2030-05-01")
    assert code == 0
    assert "Left out: 3 rows seen by day 0 but published later" in out
    assert "273 km² held by the map of 2030-04-28" in out


def test_settlements_of_the_user_are_put_on_the_map(here: Path, capsys: Captured) -> None:
    (here / "places.csv").write_text("name,depth_km,main,axis\nNear,2,,north\nFar,9,1,north\n", encoding="utf-8")
    new(capsys, "--settlements", "places.csv")
    theatre = load("hill/baseline").theatre
    assert [row.name for row in theatre.settlements] == ["Far", "Near"]
    assert theatre.main_settlement == "Far"


@pytest.mark.parametrize("yes", ["yes", "Yes", "true", "1", "1.0"])
def test_the_main_settlement_is_marked_with_yes_or_with_1(here: Path, yes: str) -> None:
    (here / "places.csv").write_text(f"name,depth_km,main\nNear,2,no\nFar,9,{yes}\nMid,5,\n", encoding="utf-8")
    assert [place.name for place in read_places("places.csv") if place.main] == ["Far"]


def test_the_map_calls_cells_no_places_and_says_so_of_no_settlement(here: Path, capsys: Captured) -> None:
    new(capsys)
    cells = (here / "theatres" / "hill.yaml").read_text(encoding="utf-8")
    (here / "places.csv").write_text("name,depth_km\nNear,2\nFar,9\n", encoding="utf-8")
    salient(capsys, "new", "dale", "--observations", "seen.csv", "--settlements", "places.csv", "--no-look")
    named = (here / "theatres" / "dale.yaml").read_text(encoding="utf-8")
    assert "The cells are no places: they divide the ground" in cells
    assert "no places" not in named
    assert "Each stands for an equal part of the ground" in named


def test_a_folder_of_cases_tells_the_sides(here: Path, capsys: Captured) -> None:
    cases = "case,episode_start,episode_end,defender,attacker,main_settlement\n"
    (here / "cases.csv").write_text(f"{cases}seen,2030-04-02,2030-05-30,Arvenia,Tolmark,Hilltown\n", encoding="utf-8")
    new(capsys)
    loaded = load("hill/baseline")
    assert (loaded.scenario.sides.holder, loaded.theatre.main_settlement) == ("Arvenia", "Hilltown")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--origin", "2030-04-05"), "choose --origin 2030-04-15 or later"),
        (("--fit", "boxs"), "there is no such fit; did you mean 'boxes'?"),
        (("--case", "x", "--out", "seen.csv"), "--out seen.csv: is no folder; choose another"),
        (("--settlements", "none.csv"), "none.csv: no such file; check the spelling of the path"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_line(
    here: Path, capsys: Captured, options: tuple[str, ...], words: str
) -> None:
    code, out, err = new(capsys, *options)
    assert (code, out) == (2, "")
    assert words in err
    assert not (here / "hill").exists()


def test_a_column_that_nothing_reads_is_told(here: Path, capsys: Captured) -> None:
    rows = (here / "seen.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{rows[0]},unit,note", *(f"{row},sqmi,hand" for row in rows[1:])]
    (here / "seen.csv").write_text("\n".join(rows), encoding="utf-8")
    code, _, err = new(capsys)
    assert code == 0
    assert err == "salient: warning: seen.csv: not read: unit; values count in km² and km\n"
    long = "".join(f"2030-04-{day:02},held_km2,180,A,\n" for day in range(1, 29))
    (here / "long.csv").write_text(f"date,quantity,value,source,held_km2\n{long}", encoding="utf-8")
    err = salient(capsys, "new", "dale", "--observations", "long.csv", "--no-look")[2]
    assert "long.csv: not read: held_km2;" in err  # where a row is a value


def test_the_folder_to_write_into_is_made(here: Path, capsys: Captured) -> None:
    code, _, err = new(capsys, "--out", "mine/of-today")
    assert (code, err) == (0, "")
    assert load("mine/of-today/hill/baseline").theatre.observations[0].file == "../../../seen.csv"


def test_a_packaged_table_is_found_by_its_name_unless_a_file_here_has_it(here: Path, capsys: Captured) -> None:
    given = ("--origin", "2024-01-15", "--no-look")
    code, out, _ = salient(capsys, "new", "town", "--observations", "avdiivka.csv", *given)
    assert code == 0
    assert "held by the map of 2024-01-" in out
    (here / "avdiivka.csv").write_text((here / "seen.csv").read_text(encoding="utf-8"), encoding="utf-8")
    code, out, _ = salient(capsys, "new", "mine", "--observations", "avdiivka.csv", "--no-look")
    assert code == 0
    assert "270 km² held by the map of 2030-05-01" in out


def test_nothing_is_written_over(here: Path, capsys: Captured) -> None:
    new(capsys)
    code, _, err = new(capsys)
    assert code == 2
    assert "hill/baseline.yaml exists already; choose another NAME or --out, or remove it" in err


@pytest.mark.parametrize("name", ["a/b", "two words", "theatres", "."])
def test_a_name_that_can_be_no_folder_is_refused(here: Path, capsys: Captured, name: str) -> None:
    code, _, err = salient(capsys, "new", name, "--observations", "seen.csv")
    assert code == 2
    assert f"NAME = {name}: " in err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,depth_km\nA,\n", "places.csv:2: depth_km is empty; give the km along the axis from where the way out"),
        ("name,depth_km\nA,1\nA,2\n", "places.csv:3: name 'A' stands there twice"),
        ("name,depth_km,main\nA,1,1\nB,2,1\n", "places.csv:3: main = '1', as in line 2; mark one settlement"),
        ("name,depth_km,main\nA,1,perhaps\n", "places.csv:2: main = 'perhaps' is unknown; known here: yes, true, 1"),
        ("name,depth\nA,1\n", "places.csv:1: has no column 'depth_km' (km along the axis from where the way out"),
        ("name,depth_km,lat\nA,1,99\n", "places.csv:2: lat = 99 is outside -90 to 90 degrees"),
    ],
)
def test_a_fault_in_the_settlements_is_told_with_its_line(here: Path, capsys: Captured, text: str, words: str) -> None:
    (here / "places.csv").write_text(text, encoding="utf-8")
    code, _, err = new(capsys, "--settlements", "places.csv")
    assert code == 2
    assert words in err


def test_five_values_that_most_need_knowledge_are_named_with_what_they_move(here: Path, capsys: Captured) -> None:
    needs = json.loads(new(capsys, "--json", look=True)[1])["needs"]
    assert len(needs) == 5
    moves = [abs(need["ends"][1]["share"] - need["ends"][0]["share"]) for need in needs]
    assert moves == sorted(moves, reverse=True)
    assert moves[0] > 0.05
    paths = [need["path"] for need in needs]
    assert "holder.people_persons" in paths


def test_the_list_is_the_same_each_time(here: Path, capsys: Captured) -> None:
    first = json.loads(new(capsys, "--json", look=True)[1])["needs"]
    for file in [*(here / "hill").iterdir(), *(here / "theatres").iterdir()]:
        file.unlink()
    assert json.loads(new(capsys, "--json", look=True)[1])["needs"] == first
