"""Days of attack at the densities of the fit, without breaks, pauses, fire or towns."""

import math

import numpy as np

from sim.model.world.dimensions import N_AXES
from sim.model.world.events import GAIN
from tests.model.small_runs import HOLDING, SILENT, series, small

OPEN_ROADS = {f"supply.routes.{route}.start_state": 0.0 for route in range(2)} | {"supply.fire_hazard_per_day": 0.0}
FRONT_KM, LOG_TEMPO = 40.0, -4.0
AT_REFERENCE = HOLDING | SILENT | OPEN_ROADS | {
    "ground.held_area_km2": 1000.0, "ground.strip_area_km2": 0.0, "ground.front_length_km": FRONT_KM,
    "ground.front_exponent": 0.0, "ground.tempo_mean": LOG_TEMPO, "ground.tempo_sd": 0.0,
    "ground.tempo_weight_7_days": 0.0, "ground.tempo_weight_14_days": 0.0, "ground.tempo_start_noise": 0.0,
    "ground.urban_multiplier": 1.0, "ground.attackers_exponent": 0.0, "ground.holders_exponent": 0.0,
    "ground.attackers_floor_per_km": 0.001, "ground.holders_floor_per_km": 0.001, "holder.people_persons": 20_000.0,
    "attacker.people_persons": 60_000.0, "attacker.pauses": 0.0, "command.break_share": 1.0,
    "attacker.break_share": 1.0,
}  # the densities of the fit make no difference where exponents and floors are nothing


def lumps(name, correlation=0.9):
    """Each day's loss of ground against the fitted expectation (replication, day) [ratio]."""
    held = series(at_reference(name, correlation).run(), "held_area_km2").astype(float)
    return -np.diff(held, axis=1) / (FRONT_KM * math.exp(LOG_TEMPO))


def at_reference(name, correlation):
    """A scenario at the strengths of the fit, with axes that share the day's luck that far."""
    small_one = small(name, replications=48, days=60)
    return small_one.changed(AT_REFERENCE | {"ground.axis_correlation": correlation})


def gains_of_axes(name, correlation):
    """What each axis gains on each day on which the front gains (day, axis) [km²]."""
    found = at_reference(name, correlation).run(logs=48).events
    table = {}
    for one in found[found["kind"] == GAIN]:
        day = table.setdefault((one["replication"], int(one["time"])), np.zeros(N_AXES))
        day[int(one["subject"])] += one["first"]
    return np.array(list(table.values()))
