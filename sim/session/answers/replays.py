"""What the page Map and timeline shows, made once and kept: chances by day of many runs, and single runs. No Streamlit.

Logs of all runs would fill the memory, so only the chances and the runs worth a look are kept of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.ensemble_like import level_of, path_values
from sim.analysis.notable import Notable, notable_runs
from sim.analysis.settlements import SettlementChances, SettlementDays, states_by_event
from sim.analysis.skill.map_lag import expected_on
from sim.experiment.replay import Replay, replay
from sim.experiment.running.running import run
from sim.language.saying import kept
from sim.model.recorder import HELD_BY_DAY
from sim.report.map.frames import Sketch, sketch
from sim.report.timeline.frames import EventRow, event_rows
from sim.report.words.measures import Level, level
from sim.scenario.loaded import LoadedScenario
from sim.session.inputs.scenarios import Chosen, loaded


@dataclass(frozen=True, eq=False)
class Overview:
    """Many runs of one scenario: chances by day, runs worth a look; `runs` includes those that failed.

    `maps_km2`: 5, 50 and 95 % of the ground that maps of the runs show (day, 3).
    """

    scenario: LoadedScenario
    runs: int
    failures: int
    chances: SettlementChances
    notable: tuple[Notable, ...]
    sketch: Sketch
    maps_km2: NDArray[np.float64]

    @property
    def level(self) -> Level:
        """The area at which the foothold is no longer held, for sentences."""
        return level(level_of(self.scenario.scenario.ground.lost_below_km2))


@dataclass(frozen=True, eq=False)
class OneRun:
    """One run with its log in words and the states (event + 1, settlement) before and after each entry."""

    scenario: LoadedScenario
    replay: Replay
    rows: tuple[EventRow, ...]
    states: NDArray[np.int8]

    @property
    def held_km2(self) -> NDArray[np.float32] | None:
        """Ground held by day."""
        return self.replay.paths.get(HELD_BY_DAY)

    @property
    def level(self) -> Level:
        """The area at which the foothold is no longer held, for sentences."""
        return level(level_of(self.scenario.scenario.ground.lost_below_km2))

    @property
    def outcomes(self) -> dict[str, Any]:
        """Outcomes by name."""
        return self.replay.outcomes


@kept(maxsize=16)
def overview(chosen: Chosen, seed: int, runs: int, written: float) -> Overview:
    """The chances of a scenario over so many runs; kept for the last few scenarios."""
    scenario = loaded(chosen, written)
    days = SettlementDays(scenario.theatre, runs)
    ensemble = run(scenario, replications=runs, seed=seed, logs=runs, read_log=days.read, out=None)
    held = path_values(ensemble, HELD_BY_DAY)
    return Overview(
        scenario,
        ensemble.replications,
        len(ensemble.failures),
        days.chances(ensemble),
        notable_runs(ensemble),
        sketch(scenario.theatre, scenario.scenario.sides.holder),
        expected_on(held, range(held.shape[1]), seed),
    )


@kept(maxsize=64)
def one_run(chosen: Chosen, seed: int, number: int, written: float) -> OneRun:
    """One run of a scenario; kept for the last few runs."""
    scenario = loaded(chosen, written)
    again = replay(scenario, replication=number, seed=seed)
    return OneRun(
        scenario,
        again,
        event_rows(again.events, scenario.scenario.start),
        states_by_event(again.events, scenario.theatre),
    )


def whole(text: str | None, low: int, high: int) -> int | None:
    """A whole number of an address within its limits, else None."""
    if text is None or not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    return int(text) if low <= int(text) <= high else None
