"""The finding of each chart of one to four scenarios, from the ensembles the chart is drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.analysis.durability import Durability, still_holding, told_day, violations_per_day
from sim.analysis.ensemble_like import EnsembleLike, amount_values, horizon_days
from sim.analysis.scores import central_interval
from sim.report import comparison_words as compared
from sim.report import words
from sim.report.palette import LETTERS

Entry = Mapping[str, Any]
HALF = 0.5


def acceptance_by_day(summaries: Sequence[Entry], side: str, name: str) -> str:
    """'Russia's government accepts by day 90: 18% in A, 30% in B'; `side` is holder or attacker."""
    accepted = {
        letter: summary["outcomes"][f"{side}_accepted_day"]
        for letter, summary in zip(LETTERS, summaries, strict=False)
    }
    return words.accepted_title(accepted, summaries[0]["horizon_days"], f"{name}'s government accepts")


def truce_durability(curves: Sequence[Durability]) -> str:
    """'Of the truces in A, about 7 of 10 still hold after 30 days; in B, about 8 of 10'."""
    lettered = dict(zip(LETTERS, curves, strict=False))
    day = told_day(curves)
    still = {letter: None if day is None else still_holding(curve, day) for letter, curve in lettered.items()}
    return compared.durability_title(day, still, {letter: curve.n for letter, curve in lettered.items()})


def truces_behind(curves: Sequence[Durability], summaries: Sequence[Entry]) -> str:
    """How many truces a durability curve rests on and how they end."""
    counts = {letter: curve.n for letter, curve in zip(LETTERS, curves, strict=False)}
    ends = {letter: one["outcomes"]["truce_end"] for letter, one in zip(LETTERS, summaries, strict=False)}
    return f"{compared.rests_on(counts)} {compared.ends_sentence(ends)}".strip()


def truce_violations(ensembles: Sequence[EnsembleLike]) -> str:
    """'Violations a day, in half of truces: 0.6 to 4.6 in A, 2 to 10 in B'."""
    values = {letter: violations_per_day(one) for letter, one in zip(LETTERS, ensembles, strict=False)}
    ranges = {letter: central_interval(one, HALF) for letter, one in values.items()}
    return compared.violations_title(ranges)


def people_compared(ensembles: Sequence[EnsembleLike], outcome: str) -> str:
    """'People of the holder killed or wounded by day 90, in half of futures: 1,900 to 5,600 in A, ...'."""
    ranges = {
        letter: central_interval(amount_values(one, outcome), HALF)
        for letter, one in zip(LETTERS, ensembles, strict=False)
    }
    return compared.people_compared_title(compared.NOUNS[outcome], ranges, horizon_days(ensembles[0]))
