"""Priors of the pace of loss for a place that was not fitted itself: two fits, and which of them a place takes.

Source: sim/data/ground_priors.yaml. Leaves out what kind of place it is beyond its losses and its neck.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sim.errors import InputError
from sim.scenario.files.documents import read_document
from sim.scenario.files.shipped import PACKAGE
from sim.scenario.files.suggestions import near
from sim.scenario.made.origin import Origin

FILE = PACKAGE / "data" / "ground_priors.yaml"
COLLAPSING, OTHER = "pockets", "boxes"
FALLING_SHARE, STEEP_SHARE, NARROW_KM = 0.01, 0.05, 10.0  # of the rule by which the pockets' episodes begin


@dataclass(frozen=True)
class Priors:
    """One fit: `values` as a scenario writes them, by the last part of their path in `ground`.

    `level` is the mean log share of the ground held that is lost in a day, for `ground.tempo_mean` (a normal one).
    """

    name: str
    source: str
    fitted_on: str
    meant_for: str
    level: tuple[float, float]
    values: Mapping[str, Mapping[str, Any]]
    quiet_share_per_day: float


def priors_of(name: str) -> Priors:
    """The packaged fit of a name; InputError for an unknown one."""
    known = _packaged()
    if name not in known:
        raise InputError(f"--fit {name}: there is no such fit; {near(name, known)}")
    return known[name]


def chosen(origin: Origin, asked: str | None = None) -> tuple[Priors, str]:
    """The fit a place takes, and why: the one asked for, else by what was known of it on its first day.

    As a collapsing pocket counts what would begin an episode of the pockets: 5 % lost in 14 days, or 1 % with a neck
    below 10 km.
    """
    if asked is not None:
        return priors_of(asked), "asked for"
    lost = origin.lost_share_14
    if lost >= STEEP_SHARE or (lost >= FALLING_SHARE and origin.neck_km < NARROW_KM):
        neck = "" if lost >= STEEP_SHARE else f" and the neck is {origin.neck_km:g} km"
        return priors_of(COLLAPSING), f"{lost:.1%} was lost in 14 days{neck}: as the pockets' episodes begin"
    return priors_of(OTHER), f"{max(lost, 0.0):.1%} was lost in 14 days: not yet a collapse as those of the pockets"


@lru_cache(maxsize=1)
def _packaged() -> dict[str, Priors]:
    return {name: _fit(name, told) for name, told in read_document(FILE).data["fits"].items()}


def _fit(name: str, told: Mapping[str, Any]) -> Priors:
    values = dict(told["values"])
    mean, sd = values.pop("level")["normal"]
    return Priors(
        name, told["source"], told["fitted_on"], told["meant_for"], (mean, sd), values, told["quiet_share_per_day"]
    )
