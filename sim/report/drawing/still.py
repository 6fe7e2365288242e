"""Charts to take along: one as a PNG with its title and notes, or several bare ones for a page that has the words.

Drawn in a process of its own that ends with the pictures, so that a server keeps none of the memory it takes.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from sim.errors import SalientError
from sim.report.drawing.fed_layers import fed
from sim.report.drawing.palette import palette
from sim.report.drawing.specs import DATA_NAME, Spec

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 760
TITLE_LETTERS, NOTE_LETTERS = 84, 118
SCALE = 2.0
SECONDS = 60.0
APART = 30  # between names in a legend [px]: letters may be wider where the picture is shown than where it was made
Form = Literal["png", "svg"]
DRAW = """
import base64, json, sys, vl_convert
form, scale = sys.argv[1], float(sys.argv[2])
def drawn(spec):
    if form == "svg":
        return vl_convert.vegalite_to_svg(spec).encode()
    return vl_convert.vegalite_to_png(spec, scale=scale)
print(json.dumps([base64.b64encode(drawn(spec)).decode() for spec in json.load(sys.stdin.buffer)]))
"""


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


def alone(spec: Spec, frame: pd.DataFrame, theme: str, width: int, height: int | None = None) -> Spec:
    """A chart's specification with its numbers inside and of fixed size, its words to stand beside it."""
    config = {**spec.get("config", {}), "background": palette(theme).background}
    config["legend"] = {**config.get("legend", {}), "columnPadding": APART}
    chart = {key: value for key, value in fed(spec, frame).items() if key not in ("params", "width")}
    size = {"width": width, **({} if height is None else {"height": height})}
    return {**chart, **size, "data": {"name": DATA_NAME, "values": records(frame)}, "config": config}


def png(spec: Spec, scale: float = SCALE) -> bytes:
    """The picture; a SalientError where it cannot be drawn."""
    return drawn([spec], "png", scale)[0]


def drawn(specs: Sequence[Spec], form: Form, scale: float = SCALE) -> list[bytes]:
    """Several pictures, drawn in one process; a SalientError where they cannot be."""
    if find_spec("vl_convert") is None:
        raise SalientError("drawing pictures needs vl-convert: pip install vl-convert-python")
    command = [sys.executable, "-c", DRAW, form, str(scale)]
    try:
        done = subprocess.run(
            command, input=json.dumps(specs).encode(), capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as fault:
        raise SalientError(f"the picture could not be drawn ({type(fault).__name__}); take the data instead") from fault
    return [base64.b64decode(text) for text in json.loads(done.stdout)]


def _lines(text: str, letters: int, **style: Any) -> dict[str, Any]:
    return {"text": textwrap.wrap(text, letters), "anchor": "start", **style}
