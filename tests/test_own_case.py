"""docs/your-own-case.md keeps its word: its commands and its code run in an empty folder, as they stand there."""

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.called import salient
from tests.scenario.test_scenario_archives import ACLED, BOX, UCDP, collection, rectangle

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "your-own-case.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", flags=re.DOTALL | re.MULTILINE)
FEW = ("--replications", "200")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own-case")


def blocks(language: str, before: str = "", after: str = "") -> list[str]:
    part = TEXT[TEXT.index(before) if before else 0 : TEXT.index(after) if after else len(TEXT)]
    return [text for name, text in BLOCK.findall(part) if name == language]


def commands() -> list[str]:
    return [line for block in blocks("bash") for line in block.splitlines()]


def prepared(here: Path) -> None:
    """The files of the page and those that a reader brings along; nothing else stands in the folder."""
    (here / "seen.csv").write_text(blocks("csv")[0], encoding="utf-8")
    (here / "hill").mkdir(exist_ok=True)
    for name, text in zip(("known", "leave"), blocks("yaml"), strict=True):
        (here / "hill" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (here / "maps").mkdir(exist_ok=True)
    red = collection(("occupied", rectangle(37.0, 47.9, 37.1, 48.2))).replace('"side"', '"status"')
    (here / "maps" / "2030-04-01.geojson").write_text(red, encoding="utf-8")
    (here / "box.geojson").write_text(json.dumps(BOX), encoding="utf-8")
    (here / "acled.csv").write_text(ACLED.replace("37.1,", "37.6,"), encoding="utf-8")
    (here / "ucdp.csv").write_text(UCDP.replace("37.1,", "37.6,"), encoding="utf-8")


def test_every_command_of_the_page_runs_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    prepared(tmp_path)
    told = {}
    for line in commands():
        name, *arguments = shlex.split(line)[1:]
        few = FEW if name in ("run", "compare") else ()
        code, told[line], err = salient(capsys, name, *arguments, *few)
        assert code == 0, (line, err)
    made, *_ = told.values()
    assert "177 km² held by the map of 2030-04-22" in made
    assert "Left out: 1 row seen by day 0 but published later" in made
    assert len(told) > 7


def test_to_leave_gives_up_all_where_the_page_says_so_and_half_of_it_else(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sim

    monkeypatch.chdir(folder)
    prepared(folder)
    if not (folder / "hill" / "baseline.yaml").exists():
        assert salient(capsys, *shlex.split(commands()[0])[1:], "--no-look")[0] == 0
    text = (folder / "hill" / "leave.yaml").read_text(encoding="utf-8")
    *_, last = text.splitlines()
    (folder / "hill" / "part.yaml").write_text(text.replace(last, ""), encoding="utf-8")
    assert last == "withdrawal: {share_given_up: 1}"
    kept = {}
    for name in ("leave", "part"):
        ends = sim.run(sim.load(f"hill/{name}"), replications=400, executor="compiled", paths=False).outcomes
        kept[name] = float(ends["area_end_km2"][ends["withdrawal_done_day"] < 28].mean()) / 177.0
    assert kept["leave"] < 0.04
    assert kept["part"] == pytest.approx(0.5, abs=0.1)


def test_the_code_of_the_page_makes_tables_that_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.scenario.observed.reading import read_series

    monkeypatch.chdir(folder)
    prepared(folder)
    for block in blocks("python"):
        exec(block, {})
    assert read_series("from-maps.csv").held_km2[0] == pytest.approx(82.9, rel=2e-3)  # half of the box
    assert read_series("acled-counts.csv").events_per_day.sum() == 2.0
    assert str(read_series("ucdp-counts.csv").published[0]) == "2030-02-16"  # 45 days after 2 January


def test_the_limits_tell_how_often_the_shipped_place_is_lost() -> None:
    import sim

    told = re.search(r"in (\d+) of 100 runs, with `tempo-only` in (\d+) of 100", TEXT)
    assert told
    runs = [
        sim.run(sim.load("avdiivka/baseline", sets), replications=2000, executor="compiled", paths=False)
        for sets in ([], ["tempo-only"])
    ]
    lost = [100.0 * float(run.outcomes["foothold_ended"].mean()) for run in runs]
    assert lost == pytest.approx([float(number) for number in told.groups()], abs=1.0)


def test_the_page_names_every_quantity_and_the_numbers_of_the_rule() -> None:
    from sim.scenario.made import by_rule, cells, origin
    from sim.scenario.observed.quantities import NAMES

    assert all(f"| `{name}` |" in TEXT for name in NAMES)
    for number in (
        f"{by_rule.HOLDERS_PER_KM:g} of the holder's and {by_rule.ATTACKERS_PER_KM:g} of the attacker's",
        f"equal cells of about {cells.CELL_KM2:g} km² ({cells.FEWEST} to {cells.MOST})",
        f"below {by_rule.LOST_SHARE:.0%}".replace("%", " %"),
        f"{by_rule.HORIZON_DAYS} days: further",
        f"at most {origin.OLDEST_DAYS} days old",
        f"{origin.STEEP_SHARE:.0%}".replace("%", " % lost in 14 days"),
        f"open from {by_rule.OPEN_FROM_KM:g} km of `axis_clear_km` on",
    ):
        assert number in TEXT, number
