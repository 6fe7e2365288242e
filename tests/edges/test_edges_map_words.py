"""The map near a half: clearly held, even, clearly not; open ground is no settlement; as many runs as the page says."""

import json
from datetime import date

import numpy as np
import pytest

from sim.analysis.settlements import EVEN, FEWER, MOST, SettlementChances, chances_by_day, chances_from
from sim.analysis.uncertainty import share_numbers
from sim.experiment.running.running import run
from sim.report.drawing.calendar import Calendar
from sim.report.drawing.still import records
from sim.report.map import strips
from sim.report.map import words as map_words
from sim.report.map.frames import map_frame, sketch
from sim.report.map.specs import map_spec
from sim.scenario.loading import load
from sim.session.answers import replays
from sim.session.inputs.scenarios import Chosen, last_written
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")

START = date(2025, 3, 12)
KURSK = "kursk/baseline"


def held_in(*shares: float, n: int = 500, open_ground: tuple[bool, ...] = ()) -> SettlementChances:
    """Places that are held in these shares of runs on every day."""
    luck = np.random.Generator(np.random.Philox(key=3)).permuted(np.tile(np.arange(n), (len(shares), 1)), axis=1)
    days = np.where(np.round(np.array(shares) * n) > luck.T, np.inf, 0.0)
    is_open = np.array(open_ground or (False,) * len(shares))
    return chances_from("ABCDEFGH"[: len(shares)], days, days, np.ones(n, dtype=bool), 3, is_open)


def test_near_a_half_is_even_and_neither_most_runs_nor_fewer() -> None:
    made = held_in(0.496, 0.518, 0.9, 0.1)
    assert list(made.standings[:, 2]) == [EVEN, EVEN, MOST, FEWER]
    assert map_words.most_runs_title(made, 2, START) == (
        "Day 2 (14 March 2025): 1 of 4 settlements stays with the holder in most runs; 2 are even"
    )
    assert map_words.strips_title(made).startswith("C stays ")


@pytest.mark.parametrize("n", [20, 200, 2000])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.45, 0.5, 0.55, 0.7, 0.95])
def test_even_is_where_the_interval_beside_it_contains_a_half(share: float, n: int) -> None:
    made = held_in(share, n=n)
    [entry] = made.entries(1)
    expected = MOST if entry["low"] > 0.5 else FEWER if entry["high"] < 0.5 else EVEN
    assert made.standings[0, 1] == expected
    assert entry["mean"] == share_numbers(np.where(made.lost_day[:, 0] > 1, 1.0, 0.0))["mean"]
    assert map_words.held_sentence(entry, expected).endswith(": even") == (expected == EVEN)


def test_the_three_classes_have_a_form_each() -> None:
    loaded = load("tutorial/baseline")
    drawn = sketch(loaded.theatre, "Holder")
    n = len(loaded.theatre.settlements)
    standings = ["most runs", "even", "fewer", *["fewer"] * (n - 3)]
    frame = map_frame(drawn, [0.5] * n, [""] * n, [""] * n, standings=standings)
    assert list(frame[frame.part == "place"].standing) == standings
    [outline] = [layer["encoding"] for layer in map_spec("light", drawn.extent)["layer"] if "fill" in layer["encoding"]]
    assert "'even'" in outline["strokeDash"]["condition"]["test"]
    assert "'most runs'" in outline["strokeWidth"]["condition"]["test"]
    over = {str(layer["transform"][1]["filter"]): layer["mark"] for layer in map_spec("light", drawn.extent)["layer"]
            if len(layer.get("transform", [])) == 2 and "standing" in str(layer["transform"])}  # fmt: skip
    hatched, struck = over["datum.standing === 'even'"], over["datum.standing === 'fewer'"]
    assert hatched["shape"].count("M") == 3  # lines, on any colour and without one
    assert struck["shape"].count("M") == 1
    for word in ("thick", "dashed and hatched", "thin and struck through", "clearly"):
        assert word in map_words.HOW_TO_READ["map"]


def test_open_ground_is_neither_counted_nor_named_as_a_settlement() -> None:
    made = held_in(0.9, 0.95, 0.1, open_ground=(False, True, False))
    assert map_words.most_runs_title(made, 1, START).endswith("1 of 2 settlements stays with the holder in most runs")
    assert map_words.strips_title(made).startswith("A stays ")
    [open_] = [place for place in load(KURSK).theatre.settlements if place.open_ground]
    table = map_words.chances_table(held_in(*[0.9] * 12), load(KURSK).theatre, 1)
    assert table[table.place == open_.name].ground.item() == "border strip, open ground"
    assert "settlement" not in table.columns


def test_a_theatre_says_which_ground_is_open_without_another_hash() -> None:
    theatre = load(KURSK).theatre
    places = [place.model_copy(update={"open_ground": False}) for place in theatre.settlements]
    assert theatre.model_copy(update={"settlements": tuple(places)}).text() == theatre.text()


@pytest.mark.parametrize(
    ("n", "title"),
    [(0, "no run ended without failure"), (1, "1 run is too few to say"), (19, "19 runs are too few to say")],
)
def test_few_runs_are_no_finding(n: int, title: str) -> None:
    made = held_in(1.0, 0.0, n=n)
    title = f"{title} what stays with the holder" if n else title
    assert map_words.most_runs_title(made, 0, START) == f"Day 0 (12 March 2025): {title}"
    assert map_words.strips_title(made) == f"{title[:1].upper()}{title[1:]}"


def test_the_bands_are_drawn_with_long_names_on_two_lines() -> None:
    vl_convert = pytest.importorskip("vl_convert")
    theatre = load(KURSK).theatre
    names = [place.name for place in theatre.settlements]
    days = np.full((40, len(names)), 2.0)
    made = chances_from(names, days, days, np.ones(40, dtype=bool), 3)
    spec = strips.strips_spec("light", "400", Calendar(date(2025, 3, 12), 3), "alone")
    spec |= {"data": {"values": records(strips.strips_frame(made, theatre, 1))}, "width": 300}
    drawn = vl_convert.vegalite_to_svg(json.dumps(spec))
    assert "…" not in drawn
    assert all(part in drawn for part in (">Open ground<", ">of the strip<", ">Rubanshchina<"))


@pytest.mark.parametrize("runs", [40, 700])
def test_the_map_rests_on_as_many_runs_as_the_page_says(runs: int) -> None:
    test = drawn("timeline", {"a": KURSK, "seed": "5", "runs": str(runs), "day": "20"}, ["day-as-table"])
    assert not test.exception
    said = " ".join(caption.value for caption in test.caption)
    assert said.count(f"{runs} runs, seed 5") == 3  # under the map, what was seen and the strips
    chances = chances_by_day(run(load(KURSK), replications=runs, seed=5, logs=runs))
    assert test.title[0].value == map_words.most_runs_title(chances, 20, START)
    overview = replays.overview(Chosen(KURSK), 5, runs, last_written())
    assert overview.chances.n == runs
    assert set(map_words.chances_data(overview.chances).runs) == {runs}
    shown = test.dataframe[0].value
    by_name = dict(zip(chances.names, chances.standings[:, 20], strict=True))
    assert [map_words.IN_MOST_RUNS[by_name[name]] for name in shown.place] == list(shown["in most runs"])


def test_logs_that_are_read_while_they_are_made_are_those_that_are_kept() -> None:
    seen: list[int] = []
    read = run(load("tutorial/baseline"), replications=90, seed=1, logs=90, read_log=lambda log: seen.append(len(log)))
    kept = run(load("tutorial/baseline"), replications=90, seed=1, logs=90)
    assert read.events is None
    assert kept.events is not None
    assert sum(seen) == len(kept.events)
