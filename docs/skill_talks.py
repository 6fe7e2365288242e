"""The numbers of the part on talks: the world's strata as in V7, the offers of 2014-25, the model's own beside them.

The strata, their curves and the model's numbers for them are declared in docs/verified/truces.py alone; what the
baseline says of the offer of March 2025 is read from benchmarks/plausibility.json, from which the README has it too.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docs.verified import truces
from sim.analysis.skill import offers
from sim.analysis.uncertainty import wilson
from sim.model.outcomes import RESULTS_VERSION

PLAUSIBILITY = Path(__file__).parents[1] / "benchmarks" / "plausibility.json"
TOLD_DAYS = (30, 90)
Entry = dict[str, Any]


def content() -> Entry:
    """Everything that page and app tell of talks."""
    record = offers.offers()
    ran = offers.durations(record)
    return {
        "results_version": RESULTS_VERSION,
        "joined": [_joined(name) for name in truces.JOINED],
        "not_failed": [_not_failed(name) for name in truces.OBSERVED],
        "offers": [{**row, "clock": _clock(row["group"], record)} for row in offers.shares(record)],
        "lags": offers.lags(record),
        "in_force": offers.still_in_force(ran),
        "longest_reading": offers.longest_reading(ran),
        "baseline": _baseline(),
        "left_out": offers.left_out(),
        "listed": [_listed(one) for one in record],
    }


def _points(n: int, curve: Sequence[float], model: Sequence[float]) -> list[Entry]:
    """The record's share on each day with its 95 % interval, and the model's."""
    rows = []
    for day, share, ours in zip(truces.DAYS, curve, model, strict=True):
        low, high = wilson(share, n, truces.Z)
        rows.append({"day": day, "share": share, "low": round(low, 4), "high": round(high, 4), "model": _short(ours)})
    return rows


def _joined(name: str) -> Entry:
    limited, mediated, n, curve = truces.JOINED[name]
    model = [truces.joined_by(day, limited, mediated) for day in truces.DAYS]
    return {"stratum": name, "n": n, "days": _points(n, curve, model)}


def _not_failed(name: str) -> Entry:
    law, associations, held, n, curve = truces.OBSERVED[name]
    return {"stratum": name, "n": n, "days": _points(n, curve, truces.simulated(law, associations, held).tolist())}


def _clock(group: str, record: Sequence[offers.Offer]) -> Entry:
    """What the clock fitted to the world says of offers with the same end dates and go-betweens, by 30 and 90 days."""
    own = [one for one in record if offers.GROUPS[group](one) and one.accepted is not None]
    return {str(day): _short(sum(map(_chance(day), own)) / len(own)) for day in TOLD_DAYS}


def _chance(day: int) -> Any:
    return lambda one: truces.joined_by(day, float(one.limit_days is not None), float(one.by_a_third_party))


def _baseline() -> Entry:
    """What kursk/baseline says of the 30 days offered on 11 March 2025, and with how many runs."""
    base = json.loads(PLAUSIBILITY.read_text(encoding="utf-8"))["baseline"]
    kept = ("scenario", "hash", "seed", "replications", "answers", "accepted")
    return {name: base[name] for name in kept}


def _listed(one: offers.Offer) -> Entry:
    fields = dataclasses.asdict(one)
    return {name: str(value) if name in ("offered", "answered", "in_force_from", "ended_on") and value else value
            for name, value in fields.items()}  # fmt: skip


def _short(value: float) -> float:
    return round(float(value), 4)
