"""V6: expected-utility rounds of many actors, in the form of Scholz, Calbert and Smith, as a public program runs them.

Written from the formulas of their paper of 2011 and from the program's printed numbers, never from its code.
As run there: votes on a pair are counted against those on all pairs; no capitulation ever happens; an actor with a
confrontation takes the one that moves it least, else the compromise of whoever gains most by it. Of that last key the
printed rounds tell only that it is not the least move.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from docs.verified.check import REFERENCE, Check, alike, near

DATA = Path(__file__).parent / "data"
PRINTED = 2e-9  # positions and exponents are printed to nine digits
Floats = NDArray[np.float64]


class Rounds(NamedTuple):
    """What was printed: weights behind each actor, and positions and risk exponents by (round, actor)."""

    capabilities: Floats
    saliences: Floats
    positions: Floats
    exponents: Floats


class Offer(NamedTuple):
    """A move that one actor is offered."""

    move: float
    gain: float  # of who offers it
    confronts: bool


def read(name: str) -> Rounds:
    """The printed rounds of one case."""
    with (DATA / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    actors = sum(row["round"] == "0" for row in rows)

    def column(key: str) -> Floats:
        return np.array([float(row[key]) for row in rows]).reshape(-1, actors)

    return Rounds(column("capability")[0], column("salience")[0], column("position"), column("risk_exponent"))


def apart(positions: Floats, span: float) -> Floats:
    """Distances of all actors' positions, as shares of the span."""
    return np.asarray(np.abs(positions[:, None] - positions[None, :]) / span)


def victories(weights: Floats, distance: Floats, exponents: Floats) -> Floats:
    """Votes for one position against another, as shares of the votes cast on all pairs."""
    likes = distance ** exponents[:, None]
    votes = weights[:, None, None] * (likes[:, None, :] - likes[:, :, None])
    return np.asarray(np.maximum(votes, 0.0).sum(axis=0) / np.abs(votes).sum())


def utilities(saliences: Floats, distance: Floats, won: Floats, exponent: float | Floats) -> Floats:
    """Expected utility of each actor against each other, as seen by whoever has that exponent."""
    success, failure = 2.0 - 4.0 * (0.5 - 0.5 * distance) ** exponent, 2.0 - 4.0 * (0.5 + 0.5 * distance) ** exponent
    challenged = won * success + (1.0 - won) * failure
    return np.asarray(saliences * challenged + (1.0 - saliences) * success - (2.0 - 4.0 * 0.5**exponent))


def attitudes(case: Rounds, positions: Floats, span: float) -> Floats:
    """Risk exponents from how endangered each actor is, all seen alike at first."""
    distance, alike_all = apart(positions, span), np.ones(len(positions))
    won = victories(case.capabilities * case.saliences, distance, alike_all)
    seen = utilities(case.saliences, distance, won, 1.0)
    danger = seen.sum(axis=0) - np.diag(seen)
    security = (2.0 * danger - danger.max() - danger.min()) / (danger.max() - danger.min())
    return np.asarray((1.0 - security / 3.0) / (1.0 + security / 3.0))


def offers(own: float, other: float, away: float) -> list[Offer]:
    """What an actor is offered by one other, from both expected utilities as it sees them."""
    if other > own > 0.0:
        return [Offer(away, other, True)]
    if other > 0.0 > own and other > -own:
        return [Offer(away * -own / other, other, False)]
    return []


def chosen(open_to: list[Offer]) -> float:
    """The move that an actor makes."""
    forced = [offer for offer in open_to if offer.confronts]
    if forced:
        return min(forced, key=lambda offer: abs(offer.move)).move
    return max(open_to, key=lambda offer: offer.gain).move if open_to else 0.0


def offers_to(actor: int, positions: Floats, seen: Floats) -> list[Offer]:
    """All that an actor is offered."""
    others = [other for other in range(len(positions)) if other != actor]
    made = [offers(seen[actor, one], seen[one, actor], positions[one] - positions[actor]) for one in others]
    return [offer for some in made for offer in some]


def next_positions(case: Rounds, positions: Floats, span: float) -> Floats:
    """Positions after one more round."""
    exponents, distance = attitudes(case, positions, span), apart(positions, span)
    won = victories(case.capabilities * case.saliences, distance, exponents)
    moved = positions.copy()
    for actor, exponent in enumerate(exponents):
        seen = utilities(case.saliences, distance, won, exponent)
        moved[actor] += chosen(offers_to(actor, positions, seen))
    return moved


def rounds(case: Rounds) -> Floats:
    """Positions by round, as many as were printed, from the first alone."""
    found = [case.positions[0]]
    span = float(np.ptp(found[0]))
    for _ in case.positions[1:]:
        found.append(next_positions(case, found[-1], span))
    return np.array(found)


def mean(case: Rounds, positions: Floats) -> float:
    """Mean position by capability and salience."""
    return float(np.average(positions, weights=case.capabilities * case.saliences))


def median(case: Rounds, positions: Floats) -> float:
    """Position at which half of that weight is reached."""
    order = np.argsort(positions, kind="stable")
    behind = np.cumsum((case.capabilities * case.saliences)[order])
    return float(positions[order][np.searchsorted(behind, behind[-1] / 2.0)])


def outcomes(case: Rounds) -> list[Check]:
    """Means and medians of some rounds, as printed."""
    found = rounds(case)
    printed = ((mean, 0, 7.38996), (median, 0, 7.0), (mean, 1, 7.46131), (mean, 10, 7.24213), (median, 10, 7.0))
    return [
        near("V6", f"emission standards, {of.__name__} of round {number}", told, of(case, found[number]), 5e-6,
             REFERENCE, ".6g")
        for of, number, told in printed
    ]  # fmt: skip


def all_of(what: str, published: Floats, ours: Floats) -> Check:
    """Every printed number of a table, from that of the second actor in its last row on."""
    pairs = list(zip(published.ravel(), ours.ravel(), strict=True))
    return alike("V6", what, pairs[1 - len(published[0]) :] + pairs[: 1 - len(published[0])], PRINTED, REFERENCE)


def exponents(case: Rounds) -> Floats:
    """Risk exponents of each round, from the printed positions before it."""
    return np.array([attitudes(case, before, float(np.ptp(case.positions[0]))) for before in case.positions[:-1]])


def checks() -> list[Check]:
    """Emission standards of ten states over ten rounds, and an oil price among seventeen actors, where nobody moves."""
    emissions, oil = read("expected_utility_emissions.csv"), read("expected_utility_oil.csv")
    still = "oil price, positions of 17 actors, none of whom moves"
    return [
        *outcomes(emissions),
        all_of("emission standards, positions of 10 states over 10 rounds", emissions.positions, rounds(emissions)),
        all_of("emission standards, risk exponents of those rounds", emissions.exponents[1:], exponents(emissions)),
        all_of(still, oil.positions, rounds(oil)),
        all_of("oil price, risk exponents", oil.exponents[1:], exponents(oil)),
        near("V6", "oil price, mean of all rounds", 13.61991, mean(oil, rounds(oil)[-1]), 5e-6, REFERENCE, ".7g"),
    ]
