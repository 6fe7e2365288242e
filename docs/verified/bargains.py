"""V6: ten turns of bargains among seven actors in three dimensions, as a spatial model of many actors (KTAB) runs them.

Each turn every actor looks for whom it would gain most from challenging, and proposes that both move towards each other
by salience and chance; each then takes the likeliest of the bargains that it is part of. The rules are those of its
open source (MIT), written anew; checked against a reference log, positions printed to a tenth.
"""

from __future__ import annotations

import json
from typing import NamedTuple

import numpy as np

from docs.verified.check import REFERENCE, Check, alike
from docs.verified.spatial import (
    DATA,
    Floats,
    attitudes,
    coalitions_of,
    conditional,
    value_at,
    values,
    victory,
)

ALONE = 1e-10  # strength behind a principal whom nobody supports
WORTH_IT = 1e-5  # least gain for which anybody is challenged
NO_WEIGHT = 1e-6  # keeps the weights of two who do not care from being nothing
PLACES = 4  # decimals of a position that is proposed
SAME = 1e-3  # positions nearer than this are one
TURNS = 10


class Actors(NamedTuple):
    """Strengths (actor,) and saliences (actor, dimension)."""

    strengths: Floats
    saliences: Floats


class Bargain(NamedTuple):
    """Who proposes what to whom: the positions that both would take."""

    by: int
    to: int
    places: tuple[Floats, Floats]


def views(places: Floats, actors: Actors) -> tuple[Floats, Floats]:
    """Attitudes to risk (actor,), and the values of positions as each estimates them (by, of actor, position)."""
    neutral = values(places, actors.saliences, np.zeros(len(places)))
    risk = attitudes(conditional(victory(coalitions_of(actors.strengths, neutral), 1)))
    estimated = [values(places, actors.saliences, (2.0 * own + risk) / 3.0) for own in risk]
    return risk, np.array(estimated)


def side_taken(weight: float, seen: Floats, third: int, pair: tuple[int, int], strengths: list[float]) -> float:
    """Vote of a third actor between two, who commits to the winner's position only if it wins beside him."""
    first, second, own = seen[third, pair[0]], seen[third, pair[1]], seen[third, third]
    vote = weight * (first - second)
    sides = strengths[0] + max(vote, 0.0), strengths[1] + max(-vote, 0.0)
    chance = sides[0] / sum(sides)
    with_first = chance * (2.0 * first + own) + (1.0 - chance) * 3.0 * second
    with_second = chance * 3.0 * first + (1.0 - chance) * (2.0 * second + own)
    return float(weight * (with_first - with_second))


def challenge(seen: Floats, actors: Actors, by: int, to: int) -> tuple[float, float]:
    """Chance that a challenge wins, and what the challenger expects of it, as it sees things."""
    weights = actors.strengths * actors.saliences.sum(axis=1)
    principals = [
        ALONE + weights[by] * (seen[by, by] - seen[by, to]),
        ALONE + weights[to] * (seen[to, to] - seen[to, by]),
    ]
    sides = list(principals)
    for third in set(range(len(weights))) - {by, to}:
        vote = side_taken(weights[third], seen, third, (by, to), principals)
        sides[0 if vote > 0.0 else 1] += abs(vote)
    chance = sides[0] / sum(sides)
    won, lost, cares = 2.0 * seen[by, by], 2.0 * seen[by, to], actors.saliences[to].sum()
    contest = chance * won + (1.0 - chance) * lost
    return chance, float((1.0 - cares) * won + cares * contest - seen[by, by] - seen[by, to])


def proposal(places: Floats, actors: Actors, by: int, to: int, chance: float) -> Bargain:
    """Both move towards each other, in each dimension by the squares of salience and chance."""
    mine = (actors.saliences[by] * chance) ** 2
    theirs = (actors.saliences[to] * (1.0 - chance)) ** 2
    every = mine + theirs + NO_WEIGHT
    new = (
        ((mine + NO_WEIGHT) * places[by] + theirs * places[to]) / every,
        (mine * places[by] + (theirs + NO_WEIGHT) * places[to]) / every,
    )
    return Bargain(by, to, (np.round(new[0], PLACES), np.round(new[1], PLACES)))


def proposals(places: Floats, actors: Actors, seen: Floats) -> list[Bargain]:
    """What every actor proposes to the one whom it would gain most from challenging."""
    found = []
    for by in range(len(places)):
        gains = {to: challenge(seen[by], actors, by, to) for to in range(len(places)) if to != by}
        best = max(gains, key=lambda to: gains[to][1])
        if gains[best][1] > WORTH_IT:
            found.append(proposal(places, actors, by, best, gains[best][0]))
    return found


def outcome_values(places: Floats, actors: Actors, risk: Floats, bargains: list[Bargain]) -> Floats:
    """Mean value to each actor of all positions as they are, and after each bargain (actor, 1 + bargain)."""
    stay = values(places, actors.saliences, risk)
    columns = [stay.sum(axis=1)]
    for one in bargains:
        moved = sum(value_at(places, actors.saliences, risk, place) for place in one.places)
        columns.append(stay.sum(axis=1) - stay[:, one.by] - stay[:, one.to] + moved)
    return np.array(columns).T / len(places)


def next_places(places: Floats, actors: Actors) -> Floats:
    """Positions after one more turn."""
    risk, seen = views(places, actors)
    made, after = proposals(places, actors, seen), places.copy()
    for actor in range(len(places)):
        mine = [one for one in made if actor in (one.by, one.to)]
        worth = outcome_values(places, actors, risk, mine)
        chosen = int(np.argmax(conditional(victory(coalitions_of(actors.strengths, worth), 1))))
        if chosen > 0:
            one = mine[chosen - 1]
            after[actor] = one.places[0 if one.by == actor else 1]
    return after


def turns(places: Floats, actors: Actors) -> Floats:
    """Positions by turn (turn, actor, dimension), from the first alone."""
    found = [places]
    for _ in range(TURNS):
        found.append(next_places(found[-1], actors))
    return np.array(found)


def winning(places: Floats, actors: Actors) -> Floats:
    """Chance that each actor's position is chosen, one position counting once (actor,)."""
    risk, _ = views(places, actors)
    apart = np.linalg.norm(places[:, None] - places[None, :], axis=2) < SAME
    alike_to = apart.argmax(axis=1)
    options = sorted(set(alike_to.tolist()))
    worth = values(places, actors.saliences, risk)[:, options]
    chances = conditional(victory(coalitions_of(actors.strengths, worth), 1))
    return np.array([chances[options.index(one)] for one in alike_to])


def checks() -> list[Check]:
    """Positions and chances of ten turns."""
    told = json.loads((DATA / "ktab_turns.json").read_text(encoding="utf-8"))
    rows = np.array(told["actors_power_then_position_and_salience"])
    actors = Actors(rows[:, 0], rows[:, 2::2] / 100.0)
    found = turns(rows[:, 1::2] / 100.0, actors)
    printed, chances = np.array(told["positions"]), np.array(told["winning"])
    ours = np.array([winning(places, actors) for places in found])
    places = list(zip(printed[::-1].ravel(), 100.0 * found[::-1].ravel(), strict=True))
    return [
        alike("V6", "ten turns of positions, seven actors in three dimensions", places, 0.051, REFERENCE),
        alike("V6", "ten turns, chances that a position is chosen",
              list(zip(chances[::-1].ravel(), ours[::-1].ravel(), strict=True)), 1e-4, REFERENCE),
    ]  # fmt: skip
