"""V3 and V4: battles of 1914-82 by the model's laws as they stand, and what those battles say of axes of 2022-26.

V3, losses: the laws of `fitted_1914_82` on every engagement with both strengths and losses (CDB90), period by period:
how far the middle is off in logs, and how many lie in the 5-95 % that the law's own spread gives. The laws were fitted
to all of them together, so a period is no new case: a miss shows what one line for all of them cannot follow.
V3, a period kept out: powers of both strengths, as the laws were fitted before fatigue was added, fitted to the other
two periods alone, frozen, and set against this one; so too km a day. That is the test on battles not seen.
V3, advance: the model takes no km a day from that record. A regression by folds is a reference for what can be said.
V4: the same reference on five axes of 2023-26, as told by CSIS (ukraine_rates); the attackers' people, the ratio of
strengths and the line there are assumptions, so that a hit says little. A sixth has no assumed strengths.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from docs.verified.check import MODEL, REFERENCE, Check, missing, near
from sim.model.fighting.laws.fitted_1914_82 import fitted_attacker_losses, fitted_holder_losses

Floats = NDArray[np.float64]
FILE = Path(__file__).parent / "data" / "cdb90_1914_82.csv"
PERIODS = {"1914-38": (1914, 1938), "1939-45": (1939, 1945), "1946-82": (1946, 1982)}
SD_ATTACKER, SD_HOLDER = 1.05, 1.19  # residuals of the laws, cdb90-fits
Z90 = 1.6448536269514722
COVERS = (0.85, 0.95)  # of a 90 % interval; the bar of the model's design, V3
WORST_RMSE = 1.1  # of the log of km a day; the same
FOLDS = 10
AXES = {  # attackers, attackers a defender, days, line (1 prepared, 2 fortified), success, km a day
    "Avdiivka 2023-24": (40_000.0, 3.0, 130.0, "FD", 1.0, 0.135),
    "Kharkiv north 2024-25": (30_000.0, 2.0, 365.0, "PD", 0.0, 0.050),
    "Pokrovsk 2024-26": (120_000.0, 3.0, 700.0, "FD", 1.0, 0.070),
    "Kupiansk 2024-26": (40_000.0, 2.0, 430.0, "PD", 0.0, 0.023),
    "Chasiv Yar 2024-26": (25_000.0, 2.5, 700.0, "FD", 1.0, 0.015),
}
LINES = ("HD", "FD", "DL")  # beside prepared


@cache
def engagements() -> tuple[dict[str, str], ...]:
    """Rows of the table of engagements, each as texts."""
    with FILE.open(encoding="utf-8", newline="") as opened:
        return tuple(csv.DictReader(opened))


def numbers(row: dict[str, str], *names: str) -> tuple[float, ...] | None:
    """Some numbers of a row, all above zero, or nothing."""
    found = tuple(float(row[name] or "nan") for name in names)
    return found if all(value > 0.0 for value in found) else None


def residuals(first: int, last: int) -> tuple[Floats, Floats]:
    """ln of observed over expected daily losses in some years: of attackers, and of defenders (engagement,)."""
    attackers, holders = [], []
    for row in engagements():
        found = numbers(row, "str_att", "str_def", "cas_att", "cas_def", "days")
        if found is None or not first <= int(row["year"]) <= last:
            continue
        att, own, lost_att, lost_def, days = found
        attackers.append(math.log(lost_att / days / fitted_attacker_losses(att, own, days, 0.0)))
        holders.append(math.log(lost_def / days / fitted_holder_losses(own, att, days, 0.0)))
    return np.array(attackers), np.array(holders)


def losses() -> list[Check]:
    """Middle and spread of losses by period."""
    found = []
    for period, (first, last) in PERIODS.items():
        sides = zip(("attackers", "defenders"), residuals(first, last), (SD_ATTACKER, SD_HOLDER), strict=True)
        for side, own, sd in sides:
            what = f"daily losses of {side}, {period} ({own.size} engagements)"
            bar = sd / 4.0  # by judgement: a quarter of the spread
            found.append(near("V3", f"{what}: middle, ln observed over expected", 0.0, float(own.mean()), bar))
            found.append(_covered(what, float((np.abs(own) <= Z90 * sd).mean()), MODEL))
    return found


def _covered(what: str, share: float, of: str) -> Check:
    low, high = COVERS
    within = f"{low:.2f} to {high:.2f}"
    return Check("V3", f"{what}: share in the 5-95 %", "0.90", f"{share:.3f}", within, low <= share <= high, of)


def terms(people: float, ratio: float, days: float, line: str, success: float) -> list[float]:
    """What the reference knows of an attack: 1, ln people, ln ratio, ln days, success, and the line."""
    known = [1.0, math.log(people), math.log(ratio), math.log(days), success]
    return [*known, *(float(line == one) for one in LINES)]


@cache
def advances() -> tuple[Floats, Floats]:
    """Terms (engagement, term) and ln km a day (engagement,) of the engagements that moved forward."""
    x, y = [], []
    for row in engagements():
        found = numbers(row, "str_att", "str_def", "days", "km_per_day")
        if found is not None:
            att, own, days, rate = found
            x.append(terms(att, att / own, days, row["posture1"], float(row["outcome_att"] == "1")))
            y.append(math.log(rate))
    return np.array(x), np.array(y)


def fitted(x: Floats, y: Floats) -> tuple[Floats, float]:
    """Least squares: coefficients, and the spread of what is left."""
    coefficients = np.linalg.lstsq(x, y, rcond=None)[0]
    rest = y - x @ coefficients
    return coefficients, math.sqrt(float(rest @ rest) / (y.size - x.shape[1]))


def by_folds() -> tuple[float, float]:
    """RMSE of ln km a day, and the share in the 5-95 %, each engagement by a fit without its fold."""
    x, y = advances()
    fold, off, inside = np.arange(y.size) % FOLDS, np.zeros(y.size), np.zeros(y.size, dtype=bool)
    for one in range(FOLDS):
        out = fold == one
        coefficients, spread = fitted(x[~out], y[~out])
        off[out] = y[out] - x[out] @ coefficients
        inside[out] = np.abs(off[out]) <= Z90 * spread
    return math.sqrt(float((off * off).mean())), float(inside.mean())


def advance() -> list[Check]:
    """The record of advance by ten folds."""
    rmse, share = by_folds()
    what = f"km a day of {advances()[1].size} advances, 1914-82, by ten folds"
    bar = f"under {WORST_RMSE:g}"
    error = Check("V3", f"{what}: RMSE in logs", "1.036", f"{rmse:.3f}", bar, rmse < WORST_RMSE, REFERENCE)
    return [error, _covered(what, share, REFERENCE)]


def losses_known() -> dict[str, tuple[Floats, Floats, Floats]]:
    """By side: year (engagement,), terms of the law's form (engagement, term), ln losses a day (engagement,)."""
    found: dict[str, tuple[list[int], list[list[float]], list[float]]] = {}
    for row in engagements():
        known = numbers(row, "str_att", "str_def", "cas_att", "cas_def", "days")
        if known is None:
            continue
        att, own, lost_att, lost_def, days = known
        for side, us, them, lost in (("attackers", att, own, lost_att), ("defenders", own, att, lost_def)):
            years, x, y = found.setdefault(side, ([], [], []))
            years.append(int(row["year"]))
            x.append([1.0, math.log(us), math.log(them)])
            y.append(math.log(lost / days))
    return {side: (np.array(years), np.array(x), np.array(y)) for side, (years, x, y) in found.items()}


def kept_out() -> list[Check]:
    """Losses and km a day of each period by a fit to the other two: how far the middle is off, the share covered."""
    tried = {f"daily losses of {side}": known for side, known in losses_known().items()}
    tried["km a day"] = (advance_years(), *advances())
    found = []
    for what, (years, x, y) in tried.items():
        for period, (first, last) in PERIODS.items():
            out = (years >= first) & (years <= last)
            coefficients, spread = fitted(x[~out], y[~out])
            off = y[out] - x[out] @ coefficients
            told = f"{what}, {period} kept out ({off.size} engagements)"
            found.append(near("V3", f"{told}: middle, ln observed over expected", 0.0, float(off.mean()), spread / 4.0))
            found.append(_covered(told, float((np.abs(off) <= Z90 * spread).mean()), REFERENCE))
    return found


def advance_years() -> Floats:
    """Year of each engagement of `advances` (engagement,)."""
    moved = [row for row in engagements() if numbers(row, "str_att", "str_def", "days", "km_per_day") is not None]
    return np.array([float(row["year"]) for row in moved])


def axes() -> list[Check]:
    """V4: five axes in the 5-95 % of the reference, and the one that cannot be tried."""
    coefficients, spread = fitted(*advances())
    found = []
    for axis, (*known, rate) in AXES.items():
        middle = float(np.array(terms(*known)) @ coefficients)
        low, high = (math.exp(middle + sign * Z90 * spread) for sign in (-1.0, 1.0))
        within = f"{low:.3f} to {high:.3f}"
        holds = low <= rate <= high
        what = f"{axis}: km a day, strengths assumed"
        found.append(Check("V4", what, f"{rate:.3f}", f"{math.exp(middle):.3f}", within, holds, REFERENCE))
    return [*found, missing("V4", "Kurakhove 2024-11: km a day", "strengths of that month are not among the data")]


class V3:
    """The group of battles."""

    checks = staticmethod(lambda: [*losses(), *advance(), *kept_out()])


class V4:
    """The group of modern axes."""

    checks = staticmethod(axes)
