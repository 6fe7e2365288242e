"""A chart of rows on a page."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import streamlit as st

from sim.language.saying import ENGLISH, current, say
from sim.report.drawing.fed_layers import fed
from sim.report.drawing.specs import Spec

if TYPE_CHECKING:
    import pandas as pd

ROWS = "rows"


def headed(table: pd.DataFrame) -> pd.DataFrame:
    """A table under heads in the language of the reader; those in code, files and tests are English."""
    return table if current() is ENGLISH else table.rename(columns=lambda head: say(str(head)))


def columns(looks: dict[str, Any]) -> dict[str, Any]:
    """How the columns of a table look, by its heads in the language of the reader."""
    return {say(head): look for head, look in looks.items()}


def draw(frame: pd.DataFrame, spec: Spec, *, key: str, alt: str, **more: Any) -> Any:
    """Draw rows by a constant specification; what was chosen in the chart, where it can be.

    The rows have a name: rows without one reach a chart after it was drawn empty, when its scales have no ends yet.
    Layers without rows are left out, for the same reason.
    """
    named = {**pickle.loads(pickle.dumps(fed(spec, frame))), "data": {"name": ROWS}, "datasets": {ROWS: frame}}
    return st.vega_lite_chart(named, key=key, alt=alt, theme=None, **more)
