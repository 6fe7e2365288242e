"""Curves of one input: levels by hand, ends and turns in words, a chart in both looks."""

import numpy as np
import pytest
from synthetic_ensembles import Ensemble, ensemble

from sim.report import picture
from sim.report.comparison import sweeps
from sim.report.drawing.fed_layers import fed
from sim.report.words.measures import UNKNOWN

WHERE = ["at 0 %", "at 50 %", "at 100 %"]


def people(*means: float, n: int = 400) -> list[Ensemble]:
    """So many runs a stop around a mean, with the same luck at every stop."""
    luck = np.random.default_rng(3).normal(0.0, 30.0, n)
    noise = np.random.default_rng(4).normal(0.0, 1.0, (len(means), n))
    return [Ensemble("made up", {"holder_lost": mean + luck + own}) for mean, own in zip(means, noise, strict=True)]


def title(*means: float) -> str:
    return sweeps.sweep_title("holder_lost", people(*means), WHERE, UNKNOWN, 90).partition(": ")[2]


def test_a_level_is_the_mean_with_its_interval() -> None:
    [entry] = sweeps.levels([Ensemble("made up", {"holder_lost": np.array([1.0, 2.0, 3.0, np.nan])})], "holder_lost")
    assert (entry["mean"], entry["n"]) == (2.0, 3)
    assert entry["high"] - entry["mean"] == pytest.approx(4.30265 / np.sqrt(3.0), rel=1e-4)  # Student's t, 2 degrees
    [none] = sweeps.levels([Ensemble("made up", {"holder_lost": np.array([np.nan])})], "holder_lost")
    assert none["mean"] is None


@pytest.mark.parametrize(
    ("means", "said"),
    [
        ((3000.0, 3500.0, 4000.0), "3,000 at 0 %, 4,000 at 100 %"),
        ((3000.0, 2500.0, 3000.0), "3,000 at 0 %, 3,000 at 100 %, lowest 2,500 at 50 %"),
        ((3000.0, 3500.0, 3200.0), "3,000 at 0 %, 3,200 at 100 %, highest 3,500 at 50 %"),
        ((3000.0, 3000.0, 3000.0), "3,000 at 0 %, 3,000 at 100 % (no clear difference)"),
    ],
)
def test_ends_are_told_and_a_turn_between_them(means: tuple[float, ...], said: str) -> None:
    assert title(*means) == said


def test_ends_that_clearly_differ_by_little_are_told_apart_in_title_and_table() -> None:
    means = (3685.0, 3680.0, 3673.0)
    first, last = (text.split(" ")[0] for text in title(*means).split("%, "))
    assert 11 <= int(first.replace(",", "")) - int(last.replace(",", "")) <= 13
    cells = list(sweeps.sweep_table(["holder_lost"], people(*means), WHERE, {"holder_lost": "people"})["people"])
    assert [cells[0].split(" ")[0], cells[-1].split(" ")[0]] == [first, last]


def test_what_moves_most_is_found() -> None:
    still, moved = ensemble(n=200), ensemble("b", n=200, harm=3.0)
    assert sweeps.moved_most(("truce_in_force", "holder_casualties"), [still, still, moved]) == "holder_casualties"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "by_ratio"), [(1.0, True), (9.0, False), (None, False)])
def test_it_draws_with_and_without_a_mark(theme: str, mark: float | None, by_ratio: bool) -> None:
    vl_convert = pytest.importorskip("vl_convert")
    made = people(3000.0, 3500.0, 4000.0)
    frame = sweeps.sweep_frame([0.5, 1.0, 4.0], WHERE, sweeps.levels(made, "holder_lost"), mark)
    assert list(frame["part"]).count("mark") == (mark == 1.0)
    spec = fed(sweeps.sweep_spec(theme, "Pressure", "People", False, by_ratio), frame)
    spec["data"] = {"values": picture.records(frame)}
    assert len(vl_convert.vegalite_to_svg(spec | {"width": 300})) > 1000
