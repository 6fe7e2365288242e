"""A chart as a picture to take along: its title, its notes and its numbers are in it."""

import struct

import pytest

from sim.errors import SalientError
from sim.experiment.running.running import run
from sim.report import charts
from sim.report.drawing import still
from sim.scenario.loading import load

TITLE = "By day 90: a truce first in 8%, the foothold no longer held first in 69%, and more words that fill a line"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_is_a_png_with_title_notes_and_numbers(theme: str) -> None:
    spec, frame = charts.first_events(run(load("kursk/baseline"), replications=60, seed=1), theme)
    drawn = still.still(spec, frame, TITLE, "How to read it. 60 runs, seed 1.", theme)
    [chart] = drawn["vconcat"]
    assert " ".join(chart["title"]["text"]) == TITLE
    assert len(chart["data"]["values"]) == len(frame)
    image = still.png(drawn, 1.0)
    assert image.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", image[16:24])
    assert width > still.WIDTH
    assert height > 300


def test_what_cannot_be_drawn_is_a_sentence() -> None:
    with pytest.raises(SalientError, match="take the data instead"):
        still.png({"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "mark": 7})
