"""A chart without the layers that its rows leave empty: a layer without numbers has a scale without ends.

Constant specifications have a layer for everything that may be there: the bar of the middle half, the mean of all
pairs, the note that no run has a value. Where a frame has no row for one, or no number in it, the layer goes, so that
no browser is asked for the extent of nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sim.report.drawing.specs import CHOSEN_RUN, Spec

if TYPE_CHECKING:
    import pandas as pd

OF_A_PART = re.compile(r"datum\.part === '([^']*)'")
PLACES = ("x", "y", "x2", "y2")


def fed(spec: Spec, frame: pd.DataFrame) -> Spec:
    """The specification with those of its layers for which the frame has rows with a place."""
    return {**spec, "layer": [layer for layer in spec["layer"] if _is_fed(layer, frame)]}


def has_runs(spec: Spec) -> bool:
    """Whether a mark of the chart stands for a single run that can be chosen."""
    return any(one["name"] == CHOSEN_RUN for layer in spec["layer"] for one in layer.get("params", ()))


def _is_fed(layer: Mapping[str, Any], frame: pd.DataFrame) -> bool:
    transforms = layer.get("transform", [])
    rows = frame
    for transform in transforms:
        part = OF_A_PART.fullmatch(str(transform.get("filter", "")))
        if part is not None:
            rows = rows[rows["part"] == part[1]] if "part" in rows else rows.iloc[:0]
    if rows.empty:
        return False
    made = set(_made(transforms))
    channels = (layer.get("encoding", {}).get(name, {}) for name in PLACES)
    fields = {channel["field"] for channel in channels if "field" in channel} - made
    return all(field in rows and bool(rows[field].notna().any()) for field in fields)


def _made(transforms: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Names of the fields that transforms add to the rows."""
    for transform in transforms:
        names = transform.get("as", ())
        yield from [names] if isinstance(names, str) else names
        for key in ("joinaggregate", "aggregate", "window"):
            yield from (one["as"] for one in transform.get(key, ()))
