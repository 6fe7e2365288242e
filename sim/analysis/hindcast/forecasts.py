"""What the model says from a day of a case: theatre by rule, the compiled engine, and the map over the true ground.

One call reads the documents of the rule, runs all members and keeps the days of the horizons; nothing is written.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import numpy as np

from sim.analysis.ensemble_like import Floats
from sim.analysis.hindcast.origins import HORIZONS, Case
from sim.analysis.skill.map_lag import AS_FOUND, MapLayer, observed_area
from sim.experiment.design.unit_cube import uniforms
from sim.experiment.kernel import SalientKernel
from sim.model.outcomes import ORDERED_DAY
from sim.model.recorder import HELD_BY_DAY
from sim.scenario.loading import from_documents
from sim.scenario.made.by_rule import theatre_by_rule
from sim.scenario.made.priors import COLLAPSING, OTHER, Priors, priors_without
from sim.scenario.observed.series import Series

TEMPO_ONLY, FULL = "tempo_only", "full"
SETTINGS = {TEMPO_ONLY: ("tempo-only",), FULL: ()}
FIT_OF = {"pockets": COLLAPSING, "kursk": COLLAPSING, "boxes": OTHER}


@dataclass(frozen=True)
class Size:
    """How many members, and what their luck and the map they are seen on depend on."""

    members: int = 1_000
    seed: int = 1
    layer: MapLayer = AS_FOUND


@dataclass(frozen=True, eq=False)
class Forecast:
    """Ground held on the map [km²] (horizon, member), the share of members with an order by the last day, the fit."""

    held_km2: Floats
    ordered: float
    fit: str
    failures: int


def fit_for(case: Case) -> Priors | None:
    """The fit of a case's fold, which its group had no part in; None leaves the choice to the place itself."""
    name = FIT_OF.get(case.of)
    return None if name is None else priors_without(name, case.told.group)


def forecast(case: Case, known: Series, origin: datetime.date, method: str, size: Size) -> Forecast:
    """The members of one forecast from what was known on its origin; InputError where that is too little."""
    made = theatre_by_rule(known, case.told.name, origin, fit=fit_for(case))
    loaded = from_documents(case.told.name, made.scenario, made.theatre, made.sources, SETTINGS[method])
    kernel = SalientKernel()
    prepared = kernel.prepare(loaded)
    rows = prepared.fill(
        uniforms(size.seed, 0, size.members, prepared.varying, width=prepared.width, chance=prepared.chance)
    )
    executor = "compiled" if kernel.available("compiled") else "simpy"
    block = kernel.run_block(prepared.model, rows, seed=size.seed, first=0, executor=executor, paths=True, logs=0)
    done = block.faults == 0
    ground = _exact(block.paths[:, :, kernel.path_names.index(HELD_BY_DAY)], made.origin.held_km2)
    shown = observed_area(ground, size.seed, layer=size.layer)[done]
    orders = block.outcomes[done, [one.name for one in kernel.outcomes].index(ORDERED_DAY)]
    ordered = float((orders <= HORIZONS[-1]).mean()) if done.any() else float("nan")
    return Forecast(shown[:, list(HORIZONS)].T, ordered, made.fit.name, int((~done).sum()))


def _exact(paths: np.ndarray[tuple[int, ...], np.dtype[np.float32]], now_km2: float) -> Floats:
    """Daily ground in full precision: where it is what it was on day 0, the very number, so that ties count as ties."""
    return np.where(paths == np.float32(now_km2), now_km2, paths.astype(np.float64))
