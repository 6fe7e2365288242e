"""Arrays of an ensemble as labelled pandas frames; what a column means and its unit travel in `.attrs`.

`attrs` holds `scenario`, `hash`, `seed`, and `units` and `about` by column; pandas hands it on to a column that is
picked, and writes it into Parquet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.experiment.inputs import inputs_drawn, inputs_of
from sim.model.outcomes import OUTCOMES
from sim.model.recorder import SERIES
from sim.model.world.cast import PROCESS_NAMES
from sim.model.world.events import EVENT_KINDS
from sim.units import unit_text

if TYPE_CHECKING:
    from sim.experiment.ensemble import Ensemble

Described = Iterable[tuple[str, str, str]]  # name, unit and meaning


def inputs_frame(ensemble: Ensemble) -> pd.DataFrame:
    """What was drawn (replication × value), by dotted path; a choice or form is categorical, a switch boolean."""
    found = inputs_of(ensemble.loaded, ensemble.seed, ensemble.replications, design=ensemble.design)
    drawn = inputs_drawn(ensemble.loaded)
    columns = {
        one.path: pd.Categorical(found[one.path], categories=list(one.options)) if one.options else found[one.path]
        for one in drawn
    }
    return _described(
        pd.DataFrame(columns, index=_replications(ensemble.replications)),
        ensemble, ((one.path, unit_text(one.unit), one.about) for one in drawn),
    )  # fmt: skip


def outcomes_frame(ensemble: Ensemble) -> pd.DataFrame:
    """Outcomes (replication × outcome): NaN where there is none, it never comes, or the run failed; words are words."""
    present = [outcome for outcome in OUTCOMES if outcome.name in ensemble.outcomes]
    columns = {one.name: _words(ensemble.outcomes[one.name], one.categories) for one in present}
    return _described(
        pd.DataFrame(columns, index=_replications(ensemble.replications)),
        ensemble, ((one.name, one.unit, one.about) for one in present),
    )  # fmt: skip


def paths_frame(ensemble: Ensemble) -> pd.DataFrame:
    """Daily series ((replication, day) × series) of the first 10,000 runs; without rows where none were kept."""
    present = [one for one in SERIES if one.name in ensemble.paths]
    n, days = next(iter(ensemble.paths.values())).shape if present else (0, 0)
    index = pd.MultiIndex.from_product([range(n), range(days)], names=["replication", "day"])
    frame = pd.DataFrame({one.name: ensemble.paths[one.name].reshape(-1) for one in present}, index=index)
    return _described(frame, ensemble, ((one.name, one.unit, one.about) for one in present))


def events_frame(ensemble: Ensemble) -> pd.DataFrame:
    """The event logs that were kept, a row an event in the order of time, with its words; none without `logs`."""
    words: Mapping[str, Any] = {"process": PROCESS_NAMES, "kind": [kind.name for kind in EVENT_KINDS]}
    events = ensemble.events
    names = () if events is None else events.dtype.names or ()
    columns = {
        name: pd.Categorical(np.take(words[name], events[name].astype(np.int64))) if name in words else events[name]
        for name in names
        if events is not None
    }
    return _described(pd.DataFrame(columns), ensemble, [("time", "days", "Days since day 0")])


def beside(inputs: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Inputs and outcomes of the same replications in one frame, with what `attrs` says of both."""
    frame = pd.concat([inputs, outcomes], axis=1)
    both = {name: inputs.attrs[name] | outcomes.attrs[name] for name in ("units", "about")}
    frame.attrs = dict(outcomes.attrs) | both
    return frame


def stacked(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Frames of several scenarios, their names the outermost level of the index.

    A value that is drawn in some scenarios only is missing in the others.
    """
    found = list(frames.values())
    together = pd.concat(frames, names=["scenario"])
    hashes, seed = [one.attrs["hash"] for one in found], found[0].attrs["seed"]
    units, about = (dict(pair for one in found for pair in one.attrs[name].items()) for name in ("units", "about"))
    together.attrs = {"scenario": list(frames), "hash": hashes, "seed": seed, "units": units, "about": about}
    return together


def _replications(n: int) -> pd.Index:
    return pd.RangeIndex(n, name="replication")


def _words(values: NDArray[np.float64], names: tuple[str, ...]) -> Any:
    """Numbers as they are (a day that never comes is missing), or the words that they stand for."""
    if not names:
        return np.where(np.isposinf(values), np.nan, values)
    codes = np.where(np.isfinite(values), values, -1.0).astype(np.int64)
    return pd.Categorical.from_codes(codes, pd.Index(names))


def _described(frame: pd.DataFrame, ensemble: Ensemble, columns: Described) -> pd.DataFrame:
    described = list(columns)
    frame.attrs = {
        "scenario": ensemble.name, "hash": ensemble.hash, "seed": ensemble.seed,
        "units": {name: unit for name, unit, _ in described},
        "about": {name: about for name, _, about in described},
    }  # fmt: skip
    return frame
