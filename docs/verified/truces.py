"""V7: truces and acceptances simulated for whole groups against the record's curves, within their 95 % bands.

Each truce draws its terms with the shares of the sample; those with a compliance mechanism are monitored, which is
what the coding says of them. Associations are read in full here, because the curves are of groups as they are, not of
what a term does. The laws were fitted to these records, so this is no test on new cases: a miss shows what a form
cannot follow. Values are the medians of the baseline. Curves are those of ceasefire-fits: durability of ceasefires with
a dated ending, and unilateral first offers that the other side joins.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docs.verified.check import Check, missing
from sim.analysis.uncertainty import wilson
from sim.model.talks.acceptance import accepted_by
from sim.model.truce import hazards
from sim.model.truce.laws import competing_ends, donbas, world_hazards
from sim.model.world.parameters import fill, plan
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS

DAYS = (7, 30, 90, 180)
Z = 1.96  # of a 95 % band
LUCK = (np.arange(200) + 0.5) / 200
Terms = dict[str, float]
OBSERVED: dict[str, tuple[Any, float, Terms, int, tuple[float, ...]]] = {
    # stratum: law, associations, terms held, cases, Kaplan-Meier on those days
    "all": (world_hazards, 2.0, {}, 1234, (0.892, 0.767, 0.695, 0.624)),
    "monitored": (world_hazards, 2.0, {"monitored": 1}, 264, (0.951, 0.850, 0.782, 0.723)),
    "not monitored": (world_hazards, 2.0, {"monitored": 0}, 968, (0.874, 0.740, 0.663, 0.580)),
    "mediated": (world_hazards, 2.0, {"mediated": 1}, 398, (0.825, 0.669, 0.559, 0.499)),
    "20-45 days": (competing_ends, 0.0, {}, 144, (1.0, 0.948, 0.755, 0.504)),
    "Donbas": (donbas, 0.0, {}, 33, (0.748, 0.308, 0.088, 0.0)),
}
CLOCK = ("clock_mu", "clock_sigma", "same_day_atom", "time_limit_shift", "mediation_shift")
SHARE_LIMITED, SHARE_MEDIATED = 515 / 779, 94 / 778
JOINED: dict[str, tuple[float | None, float | None, int, tuple[float, ...]]] = {
    # stratum: with an end date, mediated (None: as in the sample), offers, joined by those days
    "all": (None, None, 794, (0.1977, 0.3199, 0.4509, 0.5252)),
    "with an end date": (1.0, None, 515, (0.1767, 0.2913, 0.4311, 0.5029)),
    "open-ended": (0.0, None, 264, (0.2386, 0.3712, 0.4886, 0.5644)),
    "mediated": (None, 1.0, 94, (0.2766, 0.4468, 0.5851, 0.6277)),
    "20-45 days": (1.0, None, 126, (0.1032, 0.1984, 0.3016, 0.3651)),
    "Donbas": (1.0, None, 10, (0.4, 0.8, 0.8, 1.0)),
}


def population() -> Iterator[tuple[float, Terms]]:
    """(share, terms) of every combination of terms, by the shares of the sample."""
    of_class = {1: 1.0 - hazards.SHARE_COMPLIANCE - hazards.SHARE_DEFINITIVE, 2: hazards.SHARE_COMPLIANCE,
                3: hazards.SHARE_DEFINITIVE}  # fmt: skip
    among_first = (hazards.SHARE_MONITORED - of_class[2] - 0.5 * of_class[3]) / of_class[1]
    watched = {1: among_first, 2: 1.0, 3: 0.5}  # half of the definitive: the tables do not say
    shares = (hazards.SHARE_WRITTEN, hazards.SHARE_MEDIATED, hazards.SHARE_LIMITED, hazards.SHARE_PARTIAL)
    for kind, monitored, *terms in product((1, 2, 3), *[(0, 1)] * 5):
        share = of_class[kind] * (watched[kind] if monitored else 1.0 - watched[kind])
        share *= math.prod(p if has else 1.0 - p for has, p in zip(terms, shares, strict=True))
        yield share, dict(zip(("written", "mediated", "limited", "partial"), terms, strict=True)) | {
            "truce_class": kind, "monitored": monitored
        }  # fmt: skip


@cache
def centres() -> dict[str, float]:
    """The median of every value of the baseline, as the schema and its scenario draw them."""
    row = fill(plan(load("kursk/baseline")), np.full((1, len(COLUMNS)), 0.5))[0]
    return dict(zip(COLUMNS, row.tolist(), strict=True))


def world_with(terms: Terms, associations: float) -> SimpleNamespace:
    """A world that holds what the laws of durability look at: one proposal, and the centre of each number."""
    rules = {name.replace(".", "_"): value for name, value in centres().items() if name.startswith("truce.")}
    rules |= {"truce_associations": associations, "truce_origin_counts": 0.0}
    talks = {name: [terms[name]] for name in ("truce_class", "written", "mediated", "monitored")}
    talks["guaranteed"] = [0]
    talks |= {"duration": [30.0 * terms["limited"]], "kind": [hazards.PARTIAL if terms["partial"] else 0]}
    return SimpleNamespace(rules=SimpleNamespace(**rules), talks=SimpleNamespace(**talks))


def simulated(law: Any, associations: float, held: Terms) -> NDArray[np.float64]:
    """Share of a population of truces that has not failed by each day (day,)."""
    alive, everybody = np.zeros(len(DAYS)), 0.0
    for share, terms in population():
        if any(terms[name] != value for name, value in held.items()):
            continue
        world = world_with(terms, associations)
        fails = np.array([law.ends(world, 0, False, u)[0] for u in LUCK])
        alive += share * np.array([np.mean(fails > day) for day in DAYS])
        everybody += share
        if not associations:
            break  # the terms move nothing
    return np.asarray(alive / everybody)


def joined_by(day: float, limited: float | None, mediated: float | None) -> float:
    """Share of offers that the model's clock has accepted by a day, over the terms of a group."""
    with_limit = SHARE_LIMITED if limited is None else limited
    with_mediator = SHARE_MEDIATED if mediated is None else mediated
    own = {name: centres()[f"talks.attacker.{name}"] for name in CLOCK}
    total = 0.0
    for has_limit, has_mediator in product((0.0, 1.0), repeat=2):
        share = with_limit if has_limit else 1.0 - with_limit
        share *= with_mediator if has_mediator else 1.0 - with_mediator
        later = own["time_limit_shift"] * has_limit + own["mediation_shift"] * has_mediator
        ran = day * math.exp(-later)
        total += share * accepted_by(ran, own["clock_mu"], own["clock_sigma"], own["same_day_atom"])
    return total


def point(what: str, published: float, ours: float, cases: int) -> Check:
    """One day of one curve."""
    low, high = wilson(published, cases, Z)
    within = f"{low:.3f} to {high:.3f} ({cases} cases)"
    return Check("V7", what, f"{published:.3f}", f"{ours:.3f}", within, bool(low <= ours <= high))


def durability() -> list[Check]:
    """24 points: six groups on four days."""
    return [
        point(f"not failed, {stratum}, day {day}", published, float(ours), cases)
        for stratum, (law, associations, held, cases, curve) in OBSERVED.items()
        for day, published, ours in zip(DAYS, curve, simulated(law, associations, held), strict=True)
    ]


def acceptance() -> list[Check]:
    """The groups whose record tells: monitors are agreed later, so no offer is coded with them."""
    found = [
        point(f"accepted, {stratum}, day {day}", published, joined_by(day, limited, mediated), cases)
        for stratum, (limited, mediated, cases, curve) in JOINED.items()
        for day, published in zip(DAYS, curve, strict=True)
    ]
    why = "offers are not coded by monitoring"
    return [*found, missing("V7", "accepted, monitored and not monitored, days 7 to 180", why)]


def checks() -> list[Check]:
    """All of V7."""
    return durability() + acceptance()
