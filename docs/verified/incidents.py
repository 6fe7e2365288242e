"""V8: how truces of 20-45 days end, and the mean of violations that excite each other."""

from __future__ import annotations

import math

import numpy as np

from docs.verified.check import REFERENCE, Check, near
from docs.verified.truces import LUCK, Z, centres, world_with
from sim.analysis.uncertainty import wilson
from sim.engine.plain_blocks import plain_world
from sim.engine.theatre import model_of
from sim.model.beginning import begin
from sim.model.truce.laws import competing_ends
from sim.model.truce.violations import begin_violations, count_violations, unprovoked
from sim.scenario.loading import load

CASES = 144
FAILED_ON_30, EXTENDED_IN_ALL, EXPIRED_IN_ALL = 0.0486, 71, 57  # ceasefire-fits, truces of 20-45 days
BASE, BRANCHING, DAYS, SEED = 0.4, 0.6, 20_000, 8
STEADY = {  # a truce that leaves all of the violence, so that its level stands still, and costs nobody
    "truce.measures_chance": 0.0, "truce.measures_chance_per_class": 0.0, "truce.residual_violence": 1.0,
    "truce.answered_share": BRANCHING, "truce.incidents_per_km_day": 0.2, "attrition.attacker_per_quiet_km_day": 0.0,
    "ground.attackers_floor_per_km": 0.0, "ground.holders_floor_per_km": 0.0,
}  # fmt: skip
PLAIN = {"truce_class": 1, "written": 0, "mediated": 0, "monitored": 0, "limited": 1, "partial": 0}


def failed_by_30() -> Check:
    """Cumulative incidence of failure on day 30, of truces of 20-45 days, all others competing."""
    fails = [competing_ends.ends(world_with(PLAIN, 0.0), 0, False, u)[0] for u in LUCK]
    ours = float(np.mean(np.array(fails) <= 30.0))
    low, high = wilson(FAILED_ON_30, CASES, Z)
    what, within = "truces of 20-45 days failed by day 30", f"{low:.3f} to {high:.3f} ({CASES} cases)"
    return Check("V8", what, f"{FAILED_ON_30:.3f}", f"{ours:.3f}", within, low <= ours <= high)


def extended() -> Check:
    """Share superseded or extended among those that reach their end date."""
    published = EXTENDED_IN_ALL / (EXTENDED_IN_ALL + EXPIRED_IN_ALL)
    ours = centres()["truce.limited_extension_probability"]
    low, high = wilson(published, EXTENDED_IN_ALL + EXPIRED_IN_ALL, Z)
    what, within = "superseded or extended, of truces of 20-45 days that did not fail", f"{low:.3f} to {high:.3f}"
    return Check("V8", what, f"{published:.3f}", f"{ours:.3f}", within, low <= ours <= high)


def excited_mean() -> Check:
    """Mean count a day of self-exciting incidents: base / (1 - branching), by counting descendants."""
    draws = np.random.Generator(np.random.Philox(SEED))
    born = draws.poisson(BASE, DAYS)
    family = born.astype(float)
    while born.any():
        born = draws.poisson(BRANCHING * born)
        family += born
    error = float(family.std() / np.sqrt(DAYS))
    expected = BASE / (1.0 - BRANCHING)
    return near("V8", "self-exciting incidents, mean a day", expected, float(family.mean()), 3.0 * error, REFERENCE)


def violated_mean() -> Check:
    """Mean violations a day of the model's own truce, against what answers nothing: base / (1 - branching)."""
    world = plain_world(model_of(load("kursk/baseline")))
    world.reset(SEED, 0)
    world.rules.fill(list((centres() | STEADY).values()))
    begin(world)
    world.truce.proposal, world.truce.in_force_since = 0, 0.0
    begin_violations(world)
    base = 0.2 * world.ground.front * unprovoked(1.0, 1.0, BRANCHING)
    for day in range(1, DAYS + 1):
        world.now = float(day)
        count_violations(world, day)
    expected = base / (1.0 - BRANCHING)
    error = math.sqrt(expected / DAYS) / (1.0 - BRANCHING)
    ours = world.truce.violations_true / DAYS
    return near("V8", "violations of the model's truce, mean a day", expected, ours, 3.0 * error)


def checks() -> list[Check]:
    """All of V8."""
    return [failed_by_30(), extended(), excited_mean(), violated_mean()]
