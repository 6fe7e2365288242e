"""V5: fighting on for N forts (gambler's ruin), its value under beliefs, and Gamma-Erlang times to lose a salient."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from docs.verified.check import REFERENCE, Check, alike
from sim.model.talks.views.bargaining import expected_captures

FILE = Path(__file__).parent / "data" / "forts_and_gamma.json"
NODES, WEIGHTS = np.polynomial.legendre.leggauss(400)


def ruin(k: int, n: int, p: float) -> tuple[float, float]:
    """Chance to hold all N forts before none, starting with k, and the battles expected until either."""
    if p == 0.5:
        return k / n, float(k * (n - k))
    odds = (1.0 - p) / p
    reach = (1.0 - odds**k) / (1.0 - odds**n)
    return reach, (n * reach - k) / (2.0 * p - 1.0)


def values(n: int, p: float, delta: float, cost: float, prize: float = 1.0) -> NDArray[np.float64]:
    """Discounted value of fighting on with each number of forts (N + 1,)."""
    matrix, right = np.eye(n + 1), np.full(n + 1, -cost)
    right[0], right[n] = 0.0, prize
    for k in range(1, n):
        matrix[k, k + 1] -= delta * p
        matrix[k, k - 1] -= delta * (1.0 - p)
    return np.linalg.solve(matrix, right)


def believed(k: int, n: int, alpha: float, beta: float, delta: float, cost: float) -> float:
    """Value of fighting on averaged over a Beta belief about the chance to win a battle."""
    ps = (NODES + 1.0) / 2.0
    weight = WEIGHTS * ps ** (alpha - 1.0) * (1.0 - ps) ** (beta - 1.0)
    return float(np.dot(weight, [values(n, p, delta, cost)[k] for p in ps]) / weight.sum())


def learned(path: Mapping[str, Any]) -> list[tuple[float, float]]:
    """Value of fighting on as each side sees it after every battle of a path told."""
    n, state = path["N"], path["start"]
    (a, b), (c, d) = path["priors_A"], path["priors_B"]
    told = []
    for battle in range(len(path["steps"])):
        told.append((
            believed(state, n, a, b, path["delta"], path["cost"]),
            believed(n - state, n, d, c, path["delta"], path["cost"]),
        ))  # fmt: skip
        if battle < len(path["path"]):
            won = path["path"][battle] == "W"
            state, a, b, c, d = state + (1 if won else -1), a + won, b + (not won), c + won, d + (not won)
    return told


def all_lost(shape: float, rate: float, settlements: int, days: float) -> float:
    """Chance that all settlements are lost by a day, with a Gamma belief on the rate of their loss."""
    share = rate / (rate + days)
    at_most, weight = 0.0, share**shape
    for lost in range(settlements):
        at_most += weight
        weight *= (shape + lost) / (lost + 1.0) * (1.0 - share)
    return 1.0 - at_most


def attackers_value(one: Mapping[str, float]) -> float:
    """Discounted value of taking k settlements at a constant rate, less the cost of the days until then."""
    each = one["rate_per_day"] / (one["rate_per_day"] + one["discount_per_day"])
    k = int(one["k"])
    gains = one["value_each"] * sum(each**i for i in range(1, k + 1)) + one["value_last"] * each**k
    return gains - one["cost_per_day"] * (1.0 - each**k) / one["discount_per_day"]


def table(what: str, pairs: Sequence[tuple[float, float]], within: float) -> Check:
    """A table as a whole."""
    return alike("V5", what, pairs, within, REFERENCE)


def path_table(what: str, path: Mapping[str, Any]) -> Check:
    """A learning path as told and as ours."""
    pairs = []
    for step, (a, b) in zip(path["steps"], learned(path), strict=True):
        pairs += [(step["W_A"], a), (step["W_B"], b), (step["surplus"], 1.0 - a - b)]
    return table(what, pairs, 1e-6)


def believed_lost(shape: float, rate: float, days: float, left: float) -> float:
    """Chance that all settlements fall, as the model's side believes: what the last adds to those expected."""
    return float(expected_captures(shape, rate, days, left) - expected_captures(shape, rate, days, left - 1.0))


def checks() -> list[Check]:
    """All of V5."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    by_state = [
        (theirs, ours)
        for one in told["discounted_value_solving_linear_system"]
        for theirs, ours in zip(
            one["value_by_state"], values(one["N"], one["p"], one["delta"], one["cost_per_battle"], one["prize"]),
            strict=True,
        )
    ]  # fmt: skip
    beliefs = [
        (one["expected_war_value"], believed(*(one[name] for name in ("k", "N", "alpha", "beta", "delta", "cost"))))
        for one in told["belief_averaged_value"]
    ]
    lost = [
        (one["prob_all_lost"], all_lost(one["shape_a"], one["rate_b_days"], one["settlements_left"], one["days"]))
        for one in told["gamma_erlang_time_to_lose_salient"]
    ]
    ahead = [
        (one["prob_all_lost"], believed_lost(one["shape_a"], one["rate_b_days"], one["days"], one["settlements_left"]))
        for one in told["gamma_erlang_time_to_lose_salient"]
    ]
    ruins = [(one, ruin(one["k"], one["N"], one["p"])) for one in told["ruin"]]
    return [
        table("gambler's ruin, chance", [(one["prob_reach_N_before_0"], ours[0]) for one, ours in ruins], 1e-9),
        table("gambler's ruin, battles", [(one["expected_battles"], ours[1]) for one, ours in ruins], 1e-6),
        table("discounted value of forts", by_state, 1e-7),
        table("value under a belief", beliefs, 1e-7),
        path_table("a learning path that does not settle", told["two_prior_learning_path"]),
        path_table("a learning path that settles", told["two_prior_learning_path_settles"]),
        table("Gamma-Erlang time to lose all", lost, 1e-9),
        alike("V5", "Gamma-Erlang time to lose all, as a side believes it in talks", ahead, 1e-9),
        table("attacker's discounted value", [(one["value"], attackers_value(one))
                                             for one in told["attacker_discounted_value"]], 1e-9),
    ]  # fmt: skip
