"""Results that hang on one assumption, computed under its rivals: momentum of the talks, form of attrition.

Momentum: the effect of an advance on the acceptance clock is one-sided here (an advance delays, its end does not
hasten). Parameters can switch it off or take off its bound. The unbounded two-sided form, under which the
clock accepts as soon as the ground runs out, cannot be expressed by parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.analysis.comparison import paired_values
from sim.analysis.ensemble_like import day_values
from sim.analysis.plausibility import Share, by_days
from sim.analysis.uncertainty import mean_interval, share_numbers
from sim.experiment.ensemble import Ensemble, compare, run
from sim.scenario.loading import load

MOMENTUM = "talks.attacker.momentum_"
UNBOUNDED = (f"{MOMENTUM}cap=10", f"{MOMENTUM}effect=1.5")
REFERENCE_RATES = (0.5, 3.0, 15.0)  # [km²/day]: no source defines the rate that counts as no momentum
ATTRITION_FORMS = ("per_km2", "fitted_1914_82", "tempo_elastic")
CUT_AND_EXPOSED = ("supply.routes.paved_road.start_state=cut", "withdrawal.share_given_up=1")
LEAVE, HOLD = "kursk/undecided-withdraw-now", "kursk/undecided-hold"
MORE_THAN_KM2 = 35.0

Progress = Callable[[str], None]


@dataclass(frozen=True)
class MomentumVariant:
    """Chance of a general truce in force by days 30, 60 and 90 under one form of momentum."""

    name: str
    sets: tuple[str, ...]
    truce: tuple[Share, ...]


@dataclass(frozen=True)
class Difference:
    """Mean paired difference [persons] with its 95 % interval and the share of pairs above zero."""

    mean: float
    low: float
    high: float
    p_greater: float

    @property
    def sign(self) -> str:
        """+, - or 0 when the interval includes zero."""
        if self.low > 0.0:
            return "+"
        return "-" if self.high < 0.0 else "0"


@dataclass(frozen=True)
class AttritionContrast:
    """Holding until cut less leaving at once (nobody ordered before), under one form of attrition.

    Holder's killed or wounded, and all lost with the captured; chance of a truce with more than 35 km² held.
    """

    form: str
    case: str
    casualties: Difference
    lost: Difference
    truce_with_ground_leave: float
    truce_with_ground_hold: float


def momentum_forms() -> dict[str, tuple[str, ...]]:
    """Name of each form of momentum and the values that make it of the baseline."""
    forms: dict[str, tuple[str, ...]] = {
        "as shipped: one-sided, bounded": (),
        "no effect": (f"{MOMENTUM}effect=0",),
    }
    for rate in REFERENCE_RATES:
        name = f"one-sided, unbounded, 1.5 a unit, reference {rate:g} km²/day"
        forms[name] = (*UNBOUNDED, f"{MOMENTUM}reference_km2_per_day={rate}")
    return forms


def momentum_variants(replications: int, seed: int, report: Progress) -> tuple[MomentumVariant, ...]:
    """The baseline under each form of momentum that parameters can express."""
    variants = []
    for name, sets in momentum_forms().items():
        report(f"momentum: {name}")
        ensemble = run(load("kursk/baseline", sets), replications=replications, seed=seed, paths=False)
        variants.append(MomentumVariant(name, sets, by_days(ensemble, "truce_day", (30, 60, 90))))
    return tuple(variants)


def attrition_contrasts(replications: int, seed: int, report: Progress) -> tuple[AttritionContrast, ...]:
    """Hold until cut against leave at once, by form of attrition, also with the road cut and everybody exposed."""
    contrasts = []
    for case, extra in (("as shipped", ()), ("road cut on day 0, all ground given up", CUT_AND_EXPOSED)):
        for form in ATTRITION_FORMS:
            report(f"attrition: {form}, {case}")
            sets = (f"attrition.form={form}", *extra)
            pair = [load(LEAVE, sets), load(HOLD, sets)]
            leave, hold = compare(pair, replications=replications, seed=seed, paths=False)
            contrasts.append(contrast(form, case, leave, hold))
    return tuple(contrasts)


def contrast(form: str, case: str, leave: Ensemble, hold: Ensemble) -> AttritionContrast:
    """One line of the table from a pair of ensembles."""
    return AttritionContrast(
        form,
        case,
        _difference(leave, hold, "holder_casualties"),
        _difference(leave, hold, "holder_lost"),
        truce_while_holding(leave),
        truce_while_holding(hold),
    )


def truce_while_holding(ensemble: Ensemble) -> float:
    """Chance of a general truce in force with more than 35 km² still held."""
    began = day_values(ensemble, "truce_day")
    area = np.nan_to_num(np.asarray(ensemble.outcomes["area_at_truce_km2"]), nan=0.0)
    kept = np.isfinite(began) & (area > MORE_THAN_KM2)
    return float(share_numbers(np.where(np.isnan(began), np.nan, kept))["mean"])


def _difference(base: Ensemble, other: Ensemble, outcome: str) -> Difference:
    change = paired_values(base, other, outcome)
    mean, _, low, high = mean_interval(change)
    return Difference(mean, low, high, float((change > 0.0).mean()))
