"""Results that hang on one assumption, computed under its rivals: momentum of the talks, a closed pocket, attrition.

Momentum is one-sided and bounded as shipped: an advance delays an acceptance, its end does not hasten it. The rival is
two-sided and unbounded, and goes on after the foothold is lost: the clock accepts as soon as the ground runs out, so
the answer is that of a rate of reference which no source defines (the momentum trap). Expected chances are those of
a compact daily study of 20,000 draws made before this model.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.analysis.comparison import paired_values
from sim.analysis.ensemble_like import day_values
from sim.analysis.skill.prior_predictive import Chance, by_days
from sim.analysis.uncertainty import mean_interval, share_numbers
from sim.experiment.ensemble import Ensemble
from sim.experiment.running.running import compare, run
from sim.model.outcomes import AREA_AT_TRUCE, HOLDER_CASUALTIES, HOLDER_LOST, TRUCE_DAY
from sim.scenario.loading import load
from sim.scenario.values.law_forms import AttritionForm

MOMENTUM = "talks.attacker.momentum_"
NO_EFFECT = (f"{MOMENTUM}effect=0",)
# 1.5 ln(rate / reference): smoothing at its least, a floor and a cap that the logarithm does not reach
TRAP = (
    f"{MOMENTUM}effect=1.5",
    f"{MOMENTUM}floor=-20",
    f"{MOMENTUM}cap=10",
    f"{MOMENTUM}smoothing=0.001",
    f"{MOMENTUM}after_loss=yes",
)
EVERYBODY_OPEN = ("talks.attacker.open_probability=1", "talks.mediation.counter_rounds=0")  # as the study has it

CUT_AND_EXPOSED = ("supply.routes.paved_road.start_state=cut", "withdrawal.share_given_up=1")
ALL_THROUGH_CUT = (*CUT_AND_EXPOSED, "withdrawal.orderly_if_cut=0", "withdrawal.pressed_if_cut=0")
POCKETS = {
    "as shipped": (),
    "no breakout": ("command.breakout=no",),
    "cut on day 0": CUT_AND_EXPOSED,
    "cut on day 0, one mode": ALL_THROUGH_CUT,
}
ATTRITION_FORMS = tuple(form.key for form in AttritionForm)
MORE_THAN_KM2 = 35.0

Progress = Callable[[str], None]
Pair = tuple[str, str]  # the scenario of leaving at once, that of holding until cut


@dataclass(frozen=True)
class MomentumForm:
    """A form of momentum: the values that make it, and the truce chances by days 30 and 90 expected of it."""

    name: str
    sets: tuple[str, ...]
    expected: tuple[float, float] | None


@dataclass(frozen=True)
class MomentumVariant:
    """Chance of a general truce in force by days 30, 60 and 90 under one form of momentum.

    As shipped, and where the attacker's government is open to a truce in every replication.
    """

    form: MomentumForm
    truce: tuple[Chance, ...]
    truce_if_open: tuple[Chance, ...]


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
    """Holding until cut less leaving at once (nobody ordered before), by form of attrition and fate of a pocket.

    Holder's killed or wounded, and all lost with the captured; chance of a truce with more than 35 km² held.
    """

    form: str
    case: str
    casualties: Difference
    lost: Difference
    truce_with_ground_leave: float
    truce_with_ground_hold: float


# momentum


def momentum_forms() -> tuple[MomentumForm, ...]:
    """As shipped, none, and the trap at three rates of reference [km²/day]."""
    return (
        MomentumForm("as shipped: one-sided, bounded", (), (0.09, 0.17)),
        MomentumForm("no effect", NO_EFFECT, None),
        trap(0.5, (0.17, 0.59)),
        trap(3.0, (0.36, 0.77)),
        trap(15.0, (0.58, 0.86)),
    )


def trap(reference: float, expected: tuple[float, float]) -> MomentumForm:
    """The unbounded two-sided form at a rate of reference [km²/day]."""
    sets = (*TRAP, f"{MOMENTUM}reference_km2_per_day={reference}")
    return MomentumForm(f"two-sided, unbounded, reference {reference:g} km²/day", sets, expected)


def momentum_variants(baseline: str, replications: int, seed: int, report: Progress) -> tuple[MomentumVariant, ...]:
    """The baseline under each form of momentum."""
    variants = []
    for form in momentum_forms():
        report(f"momentum: {form.name}")
        variants.append(momentum_variant(baseline, form, replications, seed))
    return tuple(variants)


def momentum_variant(baseline: str, form: MomentumForm, replications: int, seed: int) -> MomentumVariant:
    """The baseline under one form of momentum."""
    truce, if_open = (
        by_days(
            run(load(baseline, (*form.sets, *extra)), replications=replications, seed=seed, paths=False),
            TRUCE_DAY,
            (30, 60, 90),
        )
        for extra in ((), EVERYBODY_OPEN)
    )
    return MomentumVariant(form, truce, if_open)


# people


def attrition_contrasts(pair: Pair, replications: int, seed: int, report: Progress) -> tuple[AttritionContrast, ...]:
    """Leave at once against hold until cut, by fate of a closed pocket and form of attrition."""
    contrasts = []
    for case in POCKETS:
        for form in ATTRITION_FORMS:
            report(f"attrition: {form}, {case}")
            contrasts.append(attrition_contrast(pair, form, case, replications, seed))
    return tuple(contrasts)


def attrition_contrast(pair: Pair, form: str, case: str, replications: int, seed: int) -> AttritionContrast:
    """Hold until cut against leave at once in one case."""
    sets = (f"attrition.form={form}", *POCKETS[case])
    leave, hold = compare([load(name, sets) for name in pair], replications=replications, seed=seed, paths=False)
    return contrast(form, case, leave, hold)


def contrast(form: str, case: str, leave: Ensemble, hold: Ensemble) -> AttritionContrast:
    """One line of the table from a pair of ensembles."""
    return AttritionContrast(
        form,
        case,
        _difference(leave, hold, HOLDER_CASUALTIES),
        _difference(leave, hold, HOLDER_LOST),
        truce_while_holding(leave),
        truce_while_holding(hold),
    )


def truce_while_holding(ensemble: Ensemble) -> float:
    """Chance of a general truce in force with more than 35 km² still held."""
    began = day_values(ensemble, TRUCE_DAY)
    area = np.nan_to_num(np.asarray(ensemble.outcomes[AREA_AT_TRUCE]), nan=0.0)
    kept = np.isfinite(began) & (area > MORE_THAN_KM2)
    return float(share_numbers(np.where(np.isnan(began), np.nan, kept))["mean"])


def _difference(base: Ensemble, other: Ensemble, outcome: str) -> Difference:
    change = paired_values(base, other, outcome)
    mean, _, low, high = mean_interval(change)
    low, high = (math.nan if end is None else end for end in (low, high))
    return Difference(mean, low, high, float((change > 0.0).mean()))
