"""A chart without the layers that its rows leave empty: a layer without numbers has a scale without ends.

Constant specifications have a layer for everything that may be there: the bar of the middle half, the mean of all
pairs, the note that no run has a value. Where a frame has no row for one, or no number in it, the layer goes, so that
no browser is asked for the extent of nothing.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.report.drawing.specs import CHOSEN_RUN, Spec

if TYPE_CHECKING:
    import pandas as pd

OF_A_PART = re.compile(r"datum\.part === '([^']*)'")
PLACES = ("x", "y", "x2", "y2")
Known = dict[Hashable, set[Hashable]]


def fed(spec: Spec, frame: pd.DataFrame) -> Spec:
    """The specification with those of its layers for which the frame has rows with a place."""
    known = _known(frame)
    return {**spec, "layer": [layer for layer in spec["layer"] if _is_fed(layer, known)]}


def has_runs(spec: Spec) -> bool:
    """Whether a mark of the chart stands for a single run that can be chosen."""
    return any(one["name"] == CHOSEN_RUN for layer in spec["layer"] for one in layer.get("params", ()))


def _known(frame: pd.DataFrame) -> Known:
    """The columns that hold anything, by part of the rows; all of them together under None.

    Looked through once for all layers, and all columns at once: a page does so for every chart it draws.
    """
    import pandas as pd

    held, names = frame.notna().to_numpy(), [*frame]
    whole: Known = {None: _with_any(held, names)}
    if "part" not in frame or frame.empty:
        return whole
    part_of, parts = pd.factorize(frame["part"])
    return whole | {part: _with_any(held[part_of == number], names) for number, part in enumerate(parts)}


def _with_any(held: NDArray[np.bool_], names: Sequence[Hashable]) -> set[Hashable]:
    """Names of the columns that hold anything in these rows (row, column)."""
    return {name for name, column in zip(names, held.T, strict=True) if column.any()}


def _is_fed(layer: Mapping[str, Any], known: Known) -> bool:
    transforms = layer.get("transform", [])
    found = (OF_A_PART.fullmatch(str(one.get("filter", ""))) for one in transforms)
    held = known.get(next((one[1] for one in found if one), None), set())
    made = set(_made(transforms))
    channels = (layer.get("encoding", {}).get(name, {}) for name in PLACES)
    fields = {channel["field"] for channel in channels if "field" in channel} - made
    return bool(held) and fields <= held


def _made(transforms: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Names of the fields that transforms add to the rows."""
    for transform in transforms:
        names = transform.get("as", ())
        yield from [names] if isinstance(names, str) else names
        for key in ("joinaggregate", "aggregate", "window"):
            yield from (one["as"] for one in transform.get(key, ()))
