"""The tour of the app keeps its word: what it quotes is what the app says, its commands give the same numbers."""

import json
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sim.analysis.ensemble_like import amount_values
from sim.analysis.survival.truce_survival import still_holding, truce_durability, violations_per_day
from sim.analysis.uncertainty import quantiles
from sim.cli.application import app
from sim.report.drawing.palette import LETTERS
from sim.report.timeline.frames import shown_rows
from sim.session.answers import replays
from sim.session.inputs.scenarios import last_written
from sim.ui.main import PAGES

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # for docs, which is no package of the wheel

from docs.make_app_pictures import FAULTY, FOLDER, PICTURES, STOP, TOUR, answer, filled, place, title  # noqa: E402
from sim.session.inputs import tuned  # noqa: E402

TEXT = TOUR.read_text(encoding="utf-8")
STOPS = {stop[2]: stop for stop in STOP.finditer(TEXT)}
PATHS = {name: stop[4] for name, stop in STOPS.items()}
COMMANDS = {name: found[1] for name, stop in STOPS.items() if (found := re.search(r"`salient (compare .+?)`", stop[0]))}
LINKED = re.findall(r"!\[([^\]]+)\]\(app/([a-z-]+)\.png\)", TEXT)
PROSE_MAY_SAY = {"95%", "9", "10", "12", "30", "0", "1", "2", "3", "1914-82", "2014-21"}  # names and dates, no results
LABELS = (
    "Take it along", "Keep this result", "Upload a scenario file", "Download", "One run, event by event", "Source",
    "People", "Talks", "All outcomes", "What decides on a withdrawal", "an order on a set day", "What to ask next",
    "Find an input", "Put back", "As in scenario", "Shift range", "Undo", "Change inputs",
    "Show what was seen later", "Track record", "Reliability", "Missed", "Pause", "Play", "Map",
    "Forecasts against what happened", "Where a simple forecast does better, and why",
)  # fmt: skip
MEGABYTES = 1.5


# what is quoted


@pytest.mark.parametrize("name", STOPS)
def test_what_is_quoted_is_what_the_app_says(name: str) -> None:
    assert filled(STOPS[name][0]) == STOPS[name][0], "run python -m docs.make_app_pictures"


@pytest.mark.parametrize("name", STOPS)
def test_every_address_shows_a_finding_on_a_page_of_the_app(name: str) -> None:
    at = place(PATHS[name])
    assert at.page in PAGES
    assert at.choice.seed == 1
    assert title(at.path)


def test_a_changed_number_would_be_noticed() -> None:
    stop = STOPS["outlook"][0]
    quoted = re.search(r"in (\d+) of 100", stop)
    assert quoted is not None
    changed = stop.replace(quoted[0], f"in {int(quoted[1]) + 1} of 100", 1)
    assert filled(changed) == stop != changed


def test_prose_has_no_numbers_of_results() -> None:
    prose = re.sub(r"!\[.*?\]\(.*?\)|`[^`]*`", "", STOP.sub("", TEXT))
    numbers = {number.strip(",.-") for number in re.findall(r"\d[\d,.%-]*", prose)}
    assert numbers <= PROSE_MAY_SAY


def test_labels_are_those_of_the_app() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "sim").rglob("*.py"))
    words = " ".join(TEXT.split())
    for label in LABELS:
        assert f"*{label}" in words, label
        assert f'"{label}' in sources, label


# the command line


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_its_command_gives_the_same_numbers(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = answer(PATHS[name])
    monkeypatch.chdir(tmp_path)
    for chosen, letter in zip(shown.request.scenarios, LETTERS, strict=False):
        if chosen.sets:
            Path(tuned.file_name(chosen, letter)).write_text(tuned.tuned_text(chosen, last_written()), "utf-8")
    done = CliRunner().invoke(app, [*shlex.split(COMMANDS[name]), "--json", "--quiet", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert [run["outcomes"] for run in told["runs"]] == plain([one["outcomes"] for one in shown.summaries])
    assert list(told["differences"].values()) == plain(list(shown.differences))


def plain(content: Any) -> Any:
    """The same as JSON has it."""
    return json.loads(json.dumps(content))


# what the prose reads off the numbers


def difference(name: str, outcome: str, place_: int = 1) -> dict[str, Any]:
    """A paired difference of the scenario at a place against A."""
    found: dict[str, Any] = answer(PATHS[name]).differences[place_ - 1][outcome]
    return found


def share(name: str, outcome: str, value: str) -> list[float]:
    """The share of a category's value in each scenario, among the runs that have one."""
    return [summary["outcomes"][outcome]["share"][value] for summary in answer(PATHS[name]).summaries]


def test_leaving_at_once_is_as_the_tour_reads_it() -> None:
    people = difference("withdraw", "holder_casualties")
    assert people["high"] < 0.0 < people["p_greater"] < 0.5
    for outcome in ("attacker_casualties", "holder_captured", "people_cut_off"):
        assert difference("withdraw", outcome)["high"] < 0.0
    ended = difference("withdraw", "foothold_ended")
    assert ended["low"] < 0.0 < ended["high"]
    assert abs(difference("withdraw", "area_end_km2")["mean"]) < 5.0
    assert all(one["outcomes"]["foothold_ended"]["mean"] > 0.5 for one in answer(PATHS["withdraw"]).summaries)
    staff, at_once, never = (share_cut(place_) for place_ in range(3))
    assert at_once > max(staff, never) - 0.02


def share_cut(place_: int) -> float:
    """The share of all runs in which people leave through closed roads."""
    modes = amount_values(answer(PATHS["withdraw"]).results[place_], "exit_mode")
    return float((modes == 2.0).mean())


def test_a_closed_pocket_turns_the_sign() -> None:
    assert difference("pocket", "holder_casualties")["high"] < 0.0
    assert difference("pocket", "holder_captured")["low"] > 0.0
    assert difference("pocket", "holder_lost")["low"] > 0.0


def test_pressure_is_as_the_tour_reads_it() -> None:
    accepted = difference("pressure", "attacker_accepted_day")["share"]
    assert accepted["low"] > 0.0
    first = difference("pressure", "attacker_first_answer")["share"]
    assert first["refused"]["high"] < 0.0 < first["conditional"]["low"]
    people = difference("pressure", "holder_casualties")
    assert people["p_equal"] > 0.5
    assert -50.0 < people["low"] < people["high"] < 0.0  # fewer, but hardly
    assert difference("open", "attacker_accepted_day")["share"]["low"] > accepted["high"]


def test_a_truce_is_as_the_tour_reads_it() -> None:
    assert difference("truce", "area_at_truce_km2")["low"] > 0.0
    for side in ("holder", "attacker"):
        people = difference("truce", f"{side}_casualties")
        assert people["high"] < 0.0 < people["p_greater"] < 0.5
    assert min(share("truce", "truce_end", "collapsed")) > 0.4
    usual, early = (quantiles(violations_per_day(one), (0.5,))[0] for one in answer(PATHS["truce"]).results)
    assert early > usual
    as_in_donbas, world_wide = (still_holding(truce_durability(one), 30) for one in answer(PATHS["durable"]).results)
    assert as_in_donbas is not None
    assert world_wide is not None
    assert as_in_donbas["high"] < world_wide["low"]


def test_the_run_shown_is_a_truce_that_breaks_down() -> None:
    at = place(PATHS["replay"])
    number, event = int(at.query["run"][0]), int(at.query["event"][0])
    run = replays.one_run(at.choice.scenarios[0], at.choice.seed, number, last_written())
    [row] = [row for row in shown_rows(run.rows, False) if row.number == event]
    assert "truce collapses" in row.sentence


# pictures


def test_every_picture_is_there_described_and_of_a_stop() -> None:
    assert sorted(file for _, file in LINKED) == sorted(picture.file for picture in PICTURES)
    assert {file.stem for file in FOLDER.iterdir()} == {picture.file for picture in PICTURES}
    assert all(len(described) > 20 for described, _ in LINKED)
    assert {picture.stop for picture in PICTURES} <= set(STOPS)
    assert FAULTY


def test_pictures_are_small() -> None:
    from PIL import Image

    files = list(FOLDER.glob("*.png"))
    assert sum(file.stat().st_size for file in files) < MEGABYTES * 1e6
    for file in files:
        with Image.open(file) as picture:
            assert 600 <= picture.width <= 1440, file.name
