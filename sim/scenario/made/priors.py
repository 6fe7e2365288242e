"""Priors of the pace of loss for a place that was not fitted itself: two fits, and which of them a place takes.

Source: sim/data/ground_priors.yaml. Leaves out what kind of place it is beyond its losses and its neck.
"""

import csv
import math
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
FOLDS = PACKAGE / "data" / "ground_priors_folds.csv"
COLLAPSING, OTHER = "pockets", "boxes"
LEVEL, NOISE = "level", "tempo_start_noise"


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
    return priors_without(name, "")


def priors_without(name: str, group: str) -> Priors:
    """A packaged fit as it comes out without a group of its cases; the whole where the group is not of them."""
    known = _fits()
    if name not in known:
        raise InputError(f"--fit {name}: there is no such fit; {near(name, known)}")
    told, spreads = known[name], _folds()
    numbers = spreads.get((name, group)) or spreads[name, ""]
    values = {key: _value(key, shape, numbers) for key, shape in told["values"].items()}
    return Priors(
        name, told["source"], told["fitted_on"], told["meant_for"], numbers[LEVEL], values, told["quiet_share_per_day"]
    )


def _value(name: str, shape: Mapping[str, Any], numbers: Mapping[str, tuple[float, float]]) -> dict[str, Any]:
    """A value as a scenario writes it: as it stands where it has a number, else normal with those of the fold."""
    if name not in numbers:
        return dict(shape)
    mean, sd = numbers[name]
    return {"normal": [0.0, mean] if name == NOISE else [mean, sd], **shape}


def groups_of(name: str) -> tuple[str, ...]:
    """The groups of cases that a packaged fit rests on."""
    return tuple(sorted(group for fit, group in _folds() if fit == name and group))


def chosen(origin: Origin, asked: str | None = None) -> tuple[Priors, str]:
    """The fit a place takes, and why: the one asked for, else by what was known of it on its first day.

    What counts is how a place came to be looked at: around a town with a way out, and falling, as the pockets were, or
    anyhow, as the boxes. Of boxes that fell as steeply the boxes' fit foretold more (docs/skill.md).
    """
    if asked is not None:
        return priors_of(asked), "asked for"
    if origin.fell_from is not None:
        return priors_of(COLLAPSING), f"a pocket that collapses since {origin.fell_from}, as those of the fit"
    any_place = math.isnan(origin.neck_km)
    return priors_of(OTHER), "no neck was seen: any place" if any_place else "a pocket, but not collapsing yet"


@lru_cache(maxsize=1)
def _fits() -> Mapping[str, Mapping[str, Any]]:
    fits: Mapping[str, Mapping[str, Any]] = read_document(FILE).data["fits"]
    return fits


@lru_cache(maxsize=1)
def _folds() -> dict[tuple[str, str], dict[str, tuple[float, float]]]:
    """(fit, group left out) to the mean and SD of each value."""
    found = dict[tuple[str, str], dict[str, tuple[float, float]]]()
    for row in csv.DictReader(FOLDS.read_text(encoding="utf-8").splitlines()):
        spread = float(row["mean"]), float(row["sd"])
        found.setdefault((row["fit"], row["without"]), {})[row["value"]] = spread
    return found
