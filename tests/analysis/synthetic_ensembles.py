"""Made-up ensembles with known numbers, in the shape of the real one; nothing here is a result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Outcome:
    name: str
    kind: str
    unit: str = ""
    about: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failure:
    replication: int
    code: int = 7
    message: str = "delay is not a number"


@dataclass(frozen=True)
class Ensemble:
    name: str
    outcomes: dict[str, np.ndarray]
    paths: dict[str, np.ndarray] = field(default_factory=dict)
    seed: int = 1
    hash: str = "0123456789abcdef"
    executor: str = "compiled"
    failures: tuple[Failure, ...] = ()
    manifest: dict[str, Any] = field(
        default_factory=lambda: {"horizon_days": 90, "lost_below": {"km2": 35.0, "drawn": False}}
    )


ANSWERS = ("examining", "conditional", "refused", "accepted")
CATALOGUE = (
    Outcome("truce_in_force", "share"),
    Outcome("truce_day", "day", "day"),
    Outcome("holder_first_answer", "category", "", "", ANSWERS),
    Outcome("holder_accepted_day", "day", "day"),
    Outcome("attacker_first_answer", "category", "", "", ANSWERS),
    Outcome("attacker_first_answer_day", "day", "day"),
    Outcome("attacker_accepted_day", "day", "day"),
    Outcome("foothold_ended", "share"),
    Outcome("foothold_ended_day", "day", "day"),
    Outcome("first_event", "category", "", "", ("truce", "foothold_ended", "neither")),
    Outcome("truce_with_ground", "share"),
    Outcome("below_20_km2_day", "day", "day"),
    Outcome("area_end_km2", "amount", "km2"),
    Outcome("area_at_truce_km2", "amount", "km2"),
    Outcome("attacker_casualties", "amount", "people"),
    Outcome("holder_casualties", "amount", "people"),
    Outcome("holder_captured", "amount", "people"),
    Outcome("exit_mode", "category", "", "", ("orderly", "pressed", "cut", "surrendered")),
    Outcome("exit_loss_share", "amount", ""),
    Outcome("holder_lost", "amount", "people"),
    Outcome("truce_held_days", "amount", "days"),
    Outcome("truce_end", "category", "", "", ("running", "extended", "settled", "expired", "collapsed")),
    Outcome("violations_true", "amount", "incidents"),
)


def ensemble(
    name: str = "kursk/baseline",
    n: int = 400,
    *,
    truce: float = 0.17,
    pace: float = 0.035,
    harm: float = 1.0,
    seed: int = 1,
    failures: tuple[Failure, ...] = (),
) -> Ensemble:
    """A pocket shrinking at random pace; the luck is the same for every scenario of one seed."""
    luck = np.random.Generator(np.random.Philox(key=seed)).random((n, 8))
    horizon = 90
    days = np.arange(horizon + 1)
    accepted = np.where(luck[:, 0] < truce, 1.0 + 80.0 * luck[:, 0] / max(truce, 1e-9) * luck[:, 1], np.nan)
    truce_day = np.where(accepted + 3.0 <= horizon, accepted + 3.0, np.nan)
    rate = pace * np.exp(1.2 * (luck[:, 2] + luck[:, 3] - 1.0))
    moving = np.minimum(days[None, :], np.nan_to_num(truce_day, nan=1e9)[:, None])
    area = 140.0 * np.exp(-rate[:, None] * moving)
    leaves = luck[:, 4] < 0.5
    exit_day = np.where(leaves & ~(truce_day < 60 * luck[:, 5]), 60 * luck[:, 5], np.inf)
    area = np.where(days[None, :] >= exit_day[:, None], 0.0, area)
    below = area <= 35.0
    ended_day = np.where(below.any(axis=1), below.argmax(axis=1).astype(float), np.nan)
    never = lambda x: np.nan_to_num(x, nan=np.inf)  # noqa: E731
    tie_is_truce = never(truce_day) <= never(ended_day)
    first = np.where(np.isnan(truce_day) & np.isnan(ended_day), 2.0, np.where(tie_is_truce, 0.0, 1.0))
    at_truce = np.where(
        np.isnan(truce_day), np.nan, area[np.arange(n), np.nan_to_num(truce_day, nan=0).astype(int)]
    )
    lasting = 4.0 + 60.0 * luck[:, 5]
    held_days = np.where(np.isnan(truce_day), np.nan, np.minimum(lasting, horizon - truce_day))
    truce_end = np.where(np.isnan(truce_day), np.nan, np.where(lasting > horizon - truce_day, 0.0, 4.0))
    violations = np.nan_to_num(np.floor(held_days * 6.0 * luck[:, 6]))
    fighting = np.minimum(never(truce_day), np.minimum(never(ended_day), horizon))
    mode = np.where(~np.isfinite(exit_day), np.nan, 0.0 + (luck[:, 6] > 0.4) + (luck[:, 6] > 0.8))
    harmed = np.round(harm * fighting * 80 * np.exp(luck[:, 2] - 0.5))
    captured = np.round(400 * luck[:, 3] * (mode == 2))
    outcomes = {
        "truce_in_force": np.isfinite(truce_day).astype(float),
        "truce_day": truce_day,
        "holder_first_answer": np.full(n, 3.0),
        "holder_accepted_day": np.full(n, -1.0),
        "attacker_first_answer": np.floor(4 * luck[:, 7] ** 1.5),
        "attacker_first_answer_day": np.where(luck[:, 7] < 0.9, 3.0 * luck[:, 7], np.nan),
        "attacker_accepted_day": accepted,
        "foothold_ended": np.isfinite(ended_day).astype(float),
        "foothold_ended_day": ended_day,
        "first_event": first,
        "truce_with_ground": np.nan_to_num(at_truce, nan=0.0) > 35.0,
        "below_20_km2_day": np.where((area <= 20).any(axis=1), (area <= 20).argmax(axis=1), np.nan),
        "area_end_km2": area[:, -1],
        "area_at_truce_km2": at_truce,
        "attacker_casualties": np.round(harm * fighting * 140 * np.exp(luck[:, 1] - 0.5)),
        "holder_casualties": harmed,
        "holder_captured": captured,
        "exit_mode": mode,
        "exit_loss_share": np.where(mode >= 0, 0.1 * luck[:, 6], np.nan),
        "holder_lost": harmed + captured,
        "truce_held_days": held_days,
        "truce_end": truce_end,
        "violations_true": violations,
    }
    chance = np.clip(0.15 * np.exp(-days / 60)[None, :] * (0.3 + luck[:, :1]), 0, 1)
    paths = {
        "held_area_km2": area.astype(np.float32),
        "acceptance_30d_attacker": chance.astype(np.float32),
        "acceptance_30d_holder": np.ones_like(chance, dtype=np.float32),
    }
    return Ensemble(name, outcomes, paths, seed=seed, failures=failures)
