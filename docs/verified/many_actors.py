"""V6: models of many actors: a spatial one (KTAB): chances, values and attitudes to risk; expected-utility rounds."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from docs.verified import bargains, expected_utility
from docs.verified.check import REFERENCE, Check, alike
from docs.verified.spatial import DATA, NOTHING, Floats, attitudes, coalitions_of, conditional, values, victory

ROUNDS = 2_000


def settled(challenge: Floats, won: Floats) -> Floats:
    """Chances that challenges leave unchanged, approached by halves; `challenge` is (option, by option)."""
    n = len(won)
    chances = np.full(n, 1.0 / n)
    for _ in range(ROUNDS):
        stays = np.array(
            [sum(won[i, j] * (chances[i] * challenge[i, j] + chances[j] * challenge[j, i]) for j in range(n))
             for i in range(n)]
        )  # fmt: skip
        chances = (chances + stays) / 2.0
    return chances / chances.sum()


def uniform_challenge(won: Floats) -> Floats:
    """Every option is challenged by each alike."""
    return np.full(won.shape, 1.0 / len(won))


def incentive_challenge(coalitions: Floats, won: Floats) -> Floats:
    """An option is challenged by another as far as that other would gain: strength behind it times its chance."""
    with_self = coalitions.copy()
    np.fill_diagonal(with_self, NOTHING)
    drawn = with_self * won
    return (drawn / drawn.sum(axis=0)).T


def small_instances(told: dict[str, Any]) -> list[Check]:
    """The printed small elections, to four digits."""
    found = []
    for one in told["small"]:
        coalitions = np.array(one["coalitions"], dtype=float)
        won = victory(coalitions, 2)
        laws = {
            "Conditional": conditional(won),
            "MarkovUniform": settled(uniform_challenge(won), won),
            "MarkovIncentive": settled(incentive_challenge(coalitions, won), won),
        }
        for name, published in one["pce"].items():
            pairs = list(zip(published, laws[name], strict=True))
            found.append(alike("V6", f"election of {len(won)} options, {name}", pairs, 1e-4, REFERENCE))
    return found


def logged_instances(told: dict[str, Any]) -> list[Check]:
    """The elections of a logged run; chances where the printed digits of the smallest coalition suffice."""
    chances, strengths = [], []
    for one in told["instances"]:
        printed = np.array(one["coalitions"], dtype=float)
        off = ~np.eye(len(printed), dtype=bool)
        if not off.any():
            continue  # one option is left: it is chosen
        ours = coalitions_of(np.array(one["weights"]), np.array(one["utilities_actor_by_option"]))
        strengths += list(zip(printed[off], ours[off], strict=True))
        if printed[off].min() > 1.0:
            chances += list(zip(one["pce"], conditional(victory(printed, 1)), strict=True))
    return [
        alike("V6", "logged elections, chances of options", chances, 1e-4, REFERENCE),
        alike("V6", "logged elections, coalitions from utilities of three printed digits", strengths, 0.25, REFERENCE),
    ]


def first_turn() -> list[Check]:
    """Values, attitudes to risk and values under them in the first turn of seven actors."""
    told = json.loads((DATA / "ktab_first_turn.json").read_text(encoding="utf-8"))
    actors = np.array(told["actors_power_then_position_and_salience"])
    places, saliences = actors[:, 1::2] / 100.0, actors[:, 2::2] / 100.0
    raw = values(places, saliences, np.zeros(len(actors)))
    aware = values(places, saliences, np.array(told["risk"]))
    risk = attitudes(conditional(victory(coalitions_of(actors[:, 0], raw), 1)))
    chosen = conditional(victory(coalitions_of(actors[:, 0], aware), 1))
    return [
        flat("first turn, values", told["raw_value_matrix"], raw, 6e-4),
        flat("first turn, attitudes to risk", told["risk"], risk, 6e-4),
        flat("first turn, values under the printed attitudes", told["risk_aware"], aware, 6e-4),
        flat("first turn, chances that a position is chosen", told["winning"], chosen, 1e-4),
    ]


def flat(what: str, published: Any, ours: Floats, within: float) -> Check:
    """A printed table, number by number; the first is shown last, because it is 1 in most."""
    pairs = list(zip(np.array(published).ravel(), ours.ravel(), strict=True))
    return alike("V6", what, pairs[1:] + pairs[:1], within, REFERENCE)


def checks() -> list[Check]:
    """All of V6."""
    told = json.loads((DATA / "ktab_pce.json").read_text(encoding="utf-8"))
    return [
        *small_instances(told),
        *logged_instances(told),
        *first_turn(),
        *bargains.checks(),
        *expected_utility.checks(),
    ]
