"""The prior predictive of a baseline beside what followed: plausibility, not skill.

Definitions were chosen knowing what followed, so a good fit says that the assumptions can produce
it, never that they would have foretold it. The true area is reported, the observed one (map_lag.py) scored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import numpy as np
from numpy.typing import ArrayLike

from sim.analysis.ensemble_like import Floats, amount_values, day_values, path_values, succeeded
from sim.analysis.skill.map_lag import WITH_REGAINS, observed_area
from sim.analysis.skill.observed import Case, Observation, SimpleForecast, observations, simple_forecasts
from sim.analysis.skill.scores import covered, crps_sample, probability_rank
from sim.analysis.survival.incidence import LOST_BELOW_KM2, first_event_days, held_at_most
from sim.analysis.uncertainty import quantiles, share_numbers
from sim.experiment.ensemble import Ensemble
from sim.model.outcomes import (
    ANSWERS,
    ATTACKER_ACCEPTED_DAY,
    ATTACKER_ANSWER,
    ATTACKER_ANSWER_DAY,
    ATTACKER_CASUALTIES,
    ENDED_FIRST,
    HOLDER_LOST,
    LOST_MOVING,
    TRUCE_DAY,
    TRUCE_FIRST,
)
from sim.model.recorder import HELD_BY_DAY
from sim.scenario.values.distributions import Distribution, Fixed

REPLICATIONS = 8_000  # every one keeps its daily path (at most 10,000 do)
PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)
HELD_BY_DAYS = (30, 60, 90)
CONDITIONAL = ANSWERS.index("conditional")
STATEMENT_WEIGHTS = ("conditional_weight", "refuse_weight", "examine_weight")


@dataclass(frozen=True)
class Chance:
    """A probability with its 95 % Monte Carlo interval; no doubt about the model is in it."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class StatementShare:
    """Expected share of a kind of first statement, by its weight in the Dirichlet the kinds are drawn from."""

    kind: str
    weight: float
    share: float


@dataclass(frozen=True)
class HeldAtMost:
    """Chance that the held area [km²] has been at or below a level by each of the days of HELD_BY_DAYS."""

    level_km2: float
    by_day: tuple[Chance, ...]


@dataclass(frozen=True)
class AreaOn:
    """Quantiles [km²] at PROBABILITIES of the true area and of the observed one on a date."""

    date: date
    true_km2: tuple[float, ...]
    observed_km2: tuple[float, ...]


@dataclass(frozen=True)
class Seen:
    """One observed value against the predictive of the observed area: its 5-95 %, rank and CRPS [km²]."""

    observation: Observation
    low_km2: float
    high_km2: float
    inside: bool
    rank: float
    crps_km2: float


@dataclass(frozen=True)
class Score:
    """CRPS [km²] by date, the mean over the maps of that date, and the mean of the dates; lower is better."""

    name: str
    about: str
    by_date: tuple[float, ...]
    mean: float


@dataclass(frozen=True)
class Amount:
    """Mean and 5, 50, 95 % of a number of people over the horizon."""

    name: str
    mean: float
    p05: float
    p50: float
    p95: float


@dataclass(frozen=True)
class PriorPredictive:
    """Everything the baseline says before it is told what happened, and how that compares."""

    scenario: str
    hash: str
    seed: int
    replications: int
    statements: tuple[StatementShare, ...]
    answers: tuple[Chance, ...]
    accepted: tuple[Chance, ...]
    truce: tuple[Chance, ...]
    first_event: tuple[Chance, ...]
    held: tuple[HeldAtMost, ...]
    people: tuple[Amount, ...]
    areas: tuple[AreaOn, ...]
    seen: tuple[Seen, ...]
    score: Score
    simple: tuple[Score, ...]
    one_map: tuple[Score, ...]

    @property
    def best_simple(self) -> Score:
        """The best of the three simple forecasts the score is set against."""
        return min(self.simple[:3], key=lambda score: score.mean)


def prior_predictive(ensemble: Ensemble, case: Case) -> PriorPredictive:
    """Read the whole table off an ensemble of the case's baseline with paths."""
    truth = path_values(ensemble, HELD_BY_DAY)
    truth = truth[~np.isnan(truth).any(axis=1)] if ensemble.failures else truth
    shown = observed_area(truth, ensemble.seed, layer=WITH_REGAINS)
    maps = [seen for seen in observations(case) if seen.kind == "map"]
    by_one = [seen for seen in maps if seen.observer == case.one_observer]
    return PriorPredictive(
        scenario=ensemble.name,
        hash=ensemble.hash,
        seed=ensemble.seed,
        replications=ensemble.replications,
        statements=statement_shares(ensemble),
        answers=answers_within_3_days(ensemble),
        accepted=by_days(ensemble, ATTACKER_ACCEPTED_DAY, (7, 30, 90)),
        truce=by_days(ensemble, TRUCE_DAY, (30, 60, 90)),
        first_event=first_event_shares(ensemble),
        held=held_levels(ensemble),
        people=people_lost(ensemble),
        areas=tuple(area_on(day, case.day_of(day), truth, shown) for day in case.told_on),
        seen=tuple(compare_with(seen, shown) for seen in observations(case)),
        score=score_of_ensemble(ensemble.name, shown, maps),
        simple=tuple(score_of_rule(rule, maps) for rule in simple_forecasts(case)),
        one_map=scores_against_one_map(ensemble.name, shown, by_one, simple_forecasts(case)),
    )


# talks


def statement_shares(ensemble: Ensemble) -> tuple[StatementShare, ...]:
    """Weights of the first statement of the attacker's government as the scenario has them."""
    party = ensemble.loaded.scenario.talks.attacker
    weights = [_weight(getattr(party, name)) for name in STATEMENT_WEIGHTS]
    kinds = ("conditional", "refuse", "keeps examining")
    return tuple(StatementShare(k, w, w / sum(weights)) for k, w in zip(kinds, weights, strict=True))


def _weight(quantity: Distribution | Fixed) -> float:
    return quantity.value if isinstance(quantity, Fixed) else float(quantity.mean())


def answers_within_3_days(ensemble: Ensemble) -> tuple[Chance, ...]:
    """First answer of the attacker's government within 3 days: of any kind, and conditional."""
    early = day_values(ensemble, ATTACKER_ANSWER_DAY) <= 3.0
    kind = amount_values(ensemble, ATTACKER_ANSWER)
    return (
        _share("any answer", early, ensemble),
        _share("a conditional one", early & (kind == CONDITIONAL), ensemble),
    )


def by_days(ensemble: Ensemble, outcome: str, days: Sequence[int]) -> tuple[Chance, ...]:
    """Shares of runs in which a day outcome has come by each of these days."""
    values = day_values(ensemble, outcome)
    return tuple(_share(f"by day {day}", values <= day, ensemble) for day in days)


def first_event_shares(ensemble: Ensemble) -> tuple[Chance, ...]:
    """What comes first within the horizon."""
    came = {name: np.isfinite(days) for name, days in first_event_days(ensemble).items()}
    truce, lost = came[TRUCE_FIRST], came[ENDED_FIRST]
    named = (("truce", truce), ("foothold lost", lost), ("neither", ~(truce | lost)))
    return tuple(_share(name, happened, ensemble) for name, happened in named)


def _share(name: str, happened: ArrayLike, ensemble: Ensemble) -> Chance:
    numbers = share_numbers(np.where(succeeded(ensemble), np.asarray(happened, dtype=np.float64), np.nan))
    return Chance(name, numbers["mean"], numbers["low"], numbers["high"])


# ground


def held_levels(ensemble: Ensemble) -> tuple[HeldAtMost, ...]:
    """Chance of at most 50, 35, 20, 10 and 1 km² by days 30, 60 and 90."""
    by_day = {day: held_at_most(ensemble, LOST_BELOW_KM2, day) for day in HELD_BY_DAYS}
    return tuple(
        HeldAtMost(level, tuple(_from_entry(day, table[level]) for day, table in by_day.items()))
        for level in LOST_BELOW_KM2
    )


def _from_entry(day: int, entry: dict[str, float]) -> Chance:
    return Chance(f"by day {day}", entry["mean"], entry["low"], entry["high"])


def people_lost(ensemble: Ensemble) -> tuple[Amount, ...]:
    """People lost over the horizon on both sides, and during the move out."""
    names = {
        "attacker killed or wounded": ATTACKER_CASUALTIES,
        "holder killed, wounded or captured": HOLDER_LOST,
        "of these during the move out": LOST_MOVING,
    }
    return tuple(_amount(name, amount_values(ensemble, outcome)) for name, outcome in names.items())


def _amount(name: str, values: Floats) -> Amount:
    p05, p50, p95 = _quantiles(values, (0.05, 0.5, 0.95))
    return Amount(name, float(np.nanmean(values)), p05, p50, p95)


def area_on(day: date, column: int, truth: Floats, shown: Floats) -> AreaOn:
    """Quantiles of both areas (replication, day) on a date, which is a day of the simulation."""
    return AreaOn(day, _quantiles(truth[:, column]), _quantiles(shown[:, column]))


def _quantiles(values: Floats, probabilities: tuple[float, ...] = PROBABILITIES) -> tuple[float, ...]:
    return tuple(float("nan") if q is None else q for q in quantiles(values, probabilities))


# scores


def compare_with(seen: Observation, shown: Floats) -> Seen:
    """One observed value against the observed area (replication, day) of that date."""
    sample = shown[:, seen.day]
    low, high = _quantiles(sample, (0.05, 0.95))
    return Seen(
        seen,
        low,
        high,
        covered(sample, seen.held_km2, 0.9),
        probability_rank(sample, seen.held_km2),
        crps_sample(sample, seen.held_km2),
    )


def scores_against_one_map(
    name: str, shown: Floats, maps: Sequence[Observation], rules: Sequence[SimpleForecast]
) -> tuple[Score, ...]:
    """The baseline, then the simple forecasts, against one observer alone."""
    return (score_of_ensemble(name, shown, maps), *(score_of_rule(rule, maps) for rule in rules))


def score_of_ensemble(name: str, shown: Floats, maps: Sequence[Observation]) -> Score:
    """CRPS of the predictive of the observed area."""
    return _score(name, "predictive of the observed area", maps, lambda seen: shown[:, seen.day])


def score_of_rule(rule: SimpleForecast, maps: Sequence[Observation]) -> Score:
    """CRPS of a single number: its absolute error."""
    return _score(rule.name, rule.about, maps, lambda seen: [rule.area_km2(seen.day)])


def _score(name: str, about: str, maps: Sequence[Observation], sample_for: Callable[[Observation], ArrayLike]) -> Score:
    by_date = [
        float(np.mean([crps_sample(sample_for(seen), seen.held_km2) for seen in of_day]))
        for _, of_day in groupby(sorted(maps, key=lambda seen: seen.date), key=lambda seen: seen.date)
    ]
    return Score(name, about, tuple(by_date), float(np.mean(by_date)))
