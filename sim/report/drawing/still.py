"""One chart as a PNG to take along: with its title, how to read it and where its numbers come from.

Drawn in a process of its own that ends with the picture, so that a server keeps none of the memory it takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sim.errors import SalientError
from sim.report.drawing.palette import palette
from sim.report.drawing.specs import DATA_NAME, Spec

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 760
TITLE_LETTERS, NOTE_LETTERS = 84, 118
SCALE = 2.0
SECONDS = 60.0
DRAW = (
    "import sys, json, vl_convert; "
    "sys.stdout.buffer.write(vl_convert.vegalite_to_png(sys.stdin.buffer.read().decode(), scale=float(sys.argv[1])))"
)


def still(spec: Spec, frame: pd.DataFrame, title: str, notes: str, theme: str) -> Spec:
    """A chart's specification with its numbers inside, of fixed width, its title above and its notes below."""
    colours = palette(theme)
    config = {**spec.get("config", {}), "background": colours.background}
    chart = {key: value for key, value in spec.items() if key not in ("config", "$schema", "params", "width")}
    chart["data"] = {"name": DATA_NAME, "values": records(frame)}
    chart["width"] = WIDTH
    chart["title"] = _lines(title, TITLE_LETTERS, fontSize=17, fontWeight="bold", color=colours.text, offset=14)
    below = _lines(notes, NOTE_LETTERS, fontSize=12, fontWeight="normal", color=colours.quiet_text, orient="bottom")
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "vconcat": [chart],
        "title": below,
        "padding": 18,
        "config": config,
    }


def records(numbers: Any) -> list[dict[str, Any]]:
    """Rows of a data frame as plain values, None where there is none."""
    rows: list[dict[str, Any]] = json.loads(numbers.to_json(orient="records", double_precision=5))
    return rows


def png(spec: Spec, scale: float = SCALE) -> bytes:
    """The picture; a SalientError where it cannot be drawn."""
    if find_spec("vl_convert") is None:
        raise SalientError("drawing to PNG needs vl-convert: pip install vl-convert-python")
    command = [sys.executable, "-c", DRAW, str(scale)]
    try:
        done = subprocess.run(
            command, input=json.dumps(spec).encode(), capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as fault:
        raise SalientError(f"the picture could not be drawn ({type(fault).__name__}); take the data instead") from fault
    return done.stdout


def _lines(text: str, letters: int, **style: Any) -> dict[str, Any]:
    return {"text": textwrap.wrap(text, letters), "anchor": "start", **style}
