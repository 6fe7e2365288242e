"""V7, durability: a simulated population of truces against the Kaplan-Meier curves of ceasefire evidence 1.3.

Each truce draws its terms with the shares of the sample; those with a compliance mechanism are monitored, which is
what the coding says of them. Associations are read in full here, because the curves are of groups as they are, not of
what a term does. Nothing is tuned: the misses are listed in docs/model-review.d.
"""

import math
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest

from sim.model.truce import hazards
from sim.model.truce.laws import competing_ends, donbas, world_hazards

DAYS = (7, 30, 90, 180)
LUCK = (np.arange(200) + 0.5) / 200
RATIOS = {"definitive": -1.378, "compliance": -0.537, "written": -0.646, "mediated": 0.706, "monitored": 0.143,
          "limited": -1.366, "partial": 0.684}  # fmt: skip
OBSERVED = {  # stratum: law, associations, terms held, cases, Kaplan-Meier on those days
    "all": (world_hazards, 2.0, {}, 1234, (0.892, 0.767, 0.695, 0.624)),
    "monitored": (world_hazards, 2.0, {"monitored": 1}, 264, (0.951, 0.850, 0.782, 0.723)),
    "not monitored": (world_hazards, 2.0, {"monitored": 0}, 968, (0.874, 0.740, 0.663, 0.580)),
    "mediated": (world_hazards, 2.0, {"mediated": 1}, 398, (0.825, 0.669, 0.559, 0.499)),
    "20-45 days": (competing_ends, 0.0, {}, 144, (1.0, 0.948, 0.755, 0.504)),
    "Donbas": (donbas, 0.0, {}, 33, (0.748, 0.308, 0.088, 0.0)),
}


def population():
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


def world_with(terms, associations):
    """A world that holds what the laws of durability look at: one proposal, and the centre of each number."""
    rules = {f"truce_{name}_log_hazard": value for name, value in RATIOS.items()}
    rules |= {"truce_world_mu": 6.61, "truce_world_sigma": 3.71, "truce_limited_mu": 5.24, "truce_limited_sigma": 1.2,
              "truce_donbas_mu": 2.7, "truce_donbas_sigma": 1.3, "truce_extension_probability": 0.4,
              "truce_limited_extension_probability": 0.55, "truce_associations": associations,
              "truce_effect_share": 0.5, "truce_origin_counts": 0.0}  # fmt: skip
    talks = {name: [terms[name]] for name in ("truce_class", "written", "mediated", "monitored")}
    talks |= {"duration": [30.0 * terms["limited"]], "kind": [hazards.PARTIAL if terms["partial"] else 0]}
    return SimpleNamespace(rules=SimpleNamespace(**rules), talks=SimpleNamespace(**talks))


def simulated(law, associations, held):
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
    return alive / everybody


def band(share, cases):
    """Wilson's 95 % band of a share."""
    z = 1.96
    middle = (share + z * z / 2.0 / cases) / (1.0 + z * z / cases)
    reach = z * math.sqrt(share * (1.0 - share) / cases + (z / 2.0 / cases) ** 2) / (1.0 + z * z / cases)
    return middle - reach, middle + reach


@pytest.fixture(scope="module")
def misses():
    """(stratum, day) outside its band, with both numbers."""
    found = {}
    for stratum, (law, associations, held, cases, curve) in OBSERVED.items():
        for day, ours, theirs in zip(DAYS, simulated(law, associations, held), curve, strict=True):
            low, high = band(theirs, cases)
            print(f"{stratum:<14} day {day:>3}: {ours:.3f} against {theirs:.3f} ({low:.3f}-{high:.3f})")
            if not low <= ours <= high:
                found[stratum, day] = (ours, theirs)
    return found


def test_twenty_of_twenty_four_points_lie_inside_their_bands(misses):
    assert len(misses) <= 4


def test_no_point_is_far_from_its_curve(misses):
    assert all(abs(ours - theirs) < 0.07 for ours, theirs in misses.values())
