"""What the analysis needs of an ensemble and of an outcome, so that no heavy floor is imported at start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.scenario.values.distributions import Fixed, Quantity, central_value

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class OutcomeLike(Protocol):
    """Name, kind (share, amount, category, day), unit, meaning and category names of one outcome."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def categories(self) -> tuple[str, ...]: ...


class FailureLike(Protocol):
    """One failed replication; its number is all the analysis needs."""

    @property
    def replication(self) -> int: ...


class EnsembleLike(Protocol):
    """Outcomes (replication,), paths (replication, day), failures and identity of one ensemble."""

    @property
    def name(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def seed(self) -> int: ...
    @property
    def executor(self) -> str: ...
    @property
    def outcomes(self) -> Mapping[str, NDArray[Any]]: ...
    @property
    def paths(self) -> Mapping[str, NDArray[Any]]: ...
    @property
    def failures(self) -> Sequence[FailureLike]: ...
    @property
    def manifest(self) -> Mapping[str, Any]: ...


def catalogue_of_the_model() -> tuple[OutcomeLike, ...]:
    """The outcomes the model declares, in their order; imported late because the model is a heavy import."""
    from sim.model.outcomes import OUTCOMES

    return tuple(OUTCOMES)


def outcome_named(name: str, catalogue: Sequence[OutcomeLike] | None = None) -> OutcomeLike:
    """The declaration of one outcome; KeyError names the outcome when there is none."""
    for outcome in catalogue_of_the_model() if catalogue is None else catalogue:
        if outcome.name == name:
            return outcome
    raise KeyError(name)


def size(ensemble: EnsembleLike) -> int:
    """Number of replications asked for, failures included: every outcome has one value of each."""
    return len(next(iter(ensemble.outcomes.values()), ()))


def succeeded(ensemble: EnsembleLike) -> Flags:
    """True where the replication ended without failure (replication,)."""
    kept = np.ones(size(ensemble), dtype=np.bool_)
    for failure in ensemble.failures:
        kept[failure.replication] = False
    return kept


def horizon_days(ensemble: EnsembleLike) -> int:
    """Horizon [day] from the manifest, else from the scenario, else from the length of the paths."""
    if "horizon_days" in ensemble.manifest:
        return int(ensemble.manifest["horizon_days"])
    loaded = getattr(ensemble, "loaded", None)
    if loaded is not None:
        return int(loaded.scenario.horizon_days)
    for path in ensemble.paths.values():
        if path.ndim == 2 and path.shape[1] > 1:
            return int(path.shape[1]) - 1
    raise ValueError(f"{ensemble.name}: the ensemble does not say how long its horizon is")


def first_day(ensemble: EnsembleLike) -> date | None:
    """The date of day 0 from the manifest, else from the scenario; None where neither says."""
    if "start" in ensemble.manifest:
        told: date = ensemble.manifest["start"]
        return told
    loaded = getattr(ensemble, "loaded", None)
    return None if loaded is None else loaded.scenario.start


def lost_below(ensemble: EnsembleLike) -> dict[str, Any] | None:
    """Area [km²] at or below which the foothold is no longer held, and whether it is drawn anew for each run.

    From the manifest, else from the scenario; None where neither says.
    """
    if "lost_below" in ensemble.manifest:
        return dict(ensemble.manifest["lost_below"])
    loaded = getattr(ensemble, "loaded", None)
    return None if loaded is None else level_of(loaded.scenario.ground.lost_below_km2)


def level_km2(ensemble: EnsembleLike) -> float:
    """That area [km²]; an ensemble that does not say is refused."""
    below = lost_below(ensemble)
    if below is None:
        raise ValueError(f"{ensemble.name}: the ensemble does not say at which area the foothold is no longer held")
    return float(below["km2"])


def level_of(quantity: Quantity) -> dict[str, Any]:
    """The same of a scenario's value; of one that is drawn its middle."""
    return {"km2": central_value(quantity), "drawn": not isinstance(quantity, Fixed)}


def day_values(ensemble: EnsembleLike, name: str) -> Floats:
    """Event days [day] (replication,): infinite where the event never happens within the horizon.

    Replications that failed are NaN.
    """
    days = np.asarray(ensemble.outcomes[name], dtype=np.float64)
    days = np.where(days <= horizon_days(ensemble), days, np.inf)
    return np.where(succeeded(ensemble), days, np.nan) if ensemble.failures else days


def path_values(ensemble: EnsembleLike, name: str) -> Floats:
    """One path (replication, day), NaN where a run failed; large ensembles keep the first runs' only."""
    path = np.asarray(ensemble.paths[name], dtype=np.float64)
    return np.where(succeeded(ensemble)[: len(path), None], path, np.nan) if ensemble.failures else path


def amount_values(ensemble: EnsembleLike, name: str) -> Floats:
    """Values (replication,): NaN where the outcome does not apply or the replication failed."""
    values = np.asarray(ensemble.outcomes[name], dtype=np.float64)
    present = np.isfinite(values) & succeeded(ensemble) if ensemble.failures else np.isfinite(values)
    return np.where(present, values, np.nan)
