"""Kursk with other strengths and the same luck: what each of a row of numbers of people comes to."""

import numpy as np

from tests.model.small_runs import Small, outcome, series

ATTACKERS, HOLDERS = "attacker.people_persons", "holder.people_persons"


def sweep(runs: Small, path: str, numbers: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """Share of futures in which the foothold is lost and mean area at the end [km²], each by number of people."""
    blocks = [runs.changed({path: number}).run() for number in numbers]
    lost = [outcome(block, "foothold_ended").mean() for block in blocks]
    return np.array(lost), np.array([outcome(block, "area_end_km2").mean() for block in blocks])


def days_held_by_nobody(block) -> np.ndarray:
    """Days on which more than 35 km² are held with fewer than one person (replication,)."""
    held, people = series(block, "held_area_km2"), series(block, "holder_people")
    return ((held > 35.0) & (people < 1.0)).sum(axis=1)
