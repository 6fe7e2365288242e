"""Which windows are looked at together, and what a forecast of them has to beat."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.hindcast.baselines import E_BOXES, E_POCKETS, PERSISTENCE
from sim.analysis.hindcast.forecasts import FULL, TEMPO_ONLY
from sim.analysis.hindcast.group_skill import FLOOR_PERCENT, Skill, better_of, geometric_mean, group_means, skill
from sim.analysis.hindcast.origins import HORIZONS
from sim.analysis.hindcast.scored import Origin, Score

RANKS = 10  # bins of a histogram of ranks
MEANS = ("crps_percent", "weighted_crps_percent", "interval_score_percent", "ignorance_bits", "brier", "log_score_bits")


@dataclass(frozen=True)
class Panel:
    """Windows by a rule that is known at the origin, and the methods of which the better one is the reference.

    A whole panel has all episodes of a set.
    """

    name: str
    about: str
    holds: Callable[[Origin], bool]
    references: tuple[str, ...]
    is_whole: bool = False


def _of_pockets(origin: Origin) -> bool:
    return origin.of in ("pockets", "kursk") and origin.kind == "episode"


def _panels_of_grid(of: str, name: str) -> list[Panel]:
    """Episodes of a set, its moving and its other origins, and its controls."""
    both = (PERSISTENCE, E_BOXES)
    return [
        Panel(name, "all origins of episodes", lambda one: one.of == of and one.kind == "episode", both, True),
        Panel(
            f"{name}, moving", "more than 1 % lost in the 14 days before the day of the forecast",
            lambda one: one.of == of and one.kind == "episode" and one.moving, both,
        ),
        Panel(
            f"{name}, other", "no more than 1 % lost in the 14 days before the day of the forecast",
            lambda one: one.of == of and one.kind == "episode" and not one.moving, both,
        ),
        Panel(
            f"{name}, controls", "quiet stretches, whatever followed",
            lambda one: one.of == of and one.kind == "control", (PERSISTENCE,),
        ),
    ]  # fmt: skip


POCKETS, BOXES = "pockets and Kursk", "boxes"
GIVEN = [
    Panel(POCKETS, "chosen because ground fell there", _of_pockets, (E_POCKETS,), True),
    Panel(
        "Kursk, March 2025", "every day of the month; in no mean of the others",
        lambda one: one.of == "kursk" and one.kind == "apart", (E_POCKETS,),
    ),
    *_panels_of_grid("boxes", BOXES),
]  # fmt: skip


def panels_for(origins: Iterable[Origin]) -> list[Panel]:
    """The given panels, and those of a user's folders, that have an origin."""
    seen = list(origins)
    others = dict.fromkeys(one.of for one in seen if one.of not in ("pockets", "kursk", "boxes"))
    known = [*GIVEN, *(panel for name in others for panel in _panels_of_grid(name, name))]
    return [panel for panel in known if any(map(panel.holds, seen))]


@dataclass(frozen=True, eq=False)
class Windows:
    """The scores of one panel, by horizon and method, and the floored group means from which skill comes."""

    panel: Panel
    scores: Mapping[int, Mapping[str, Sequence[Score]]]

    def means(self, horizon: int) -> dict[str, Mapping[str, float]]:
        """Floored group means of CRPS by method."""
        return {
            method: group_means(scores, floor=FLOOR_PERCENT) for method, scores in self.scores[horizon].items()
        }

    def reference(self, horizon: int) -> str:
        """The method that counts as the one to beat."""
        return better_of(self.panel.references, self.means(horizon))

    def skill(self, horizon: int, method: str, over: str | None = None) -> Skill:
        """Skill of a method over another, or over the one to beat."""
        means = self.means(horizon)
        return skill(means[method], means[over or self.reference(horizon)])


def windows_of(panel: Panel, scores: Iterable[Score]) -> Windows:
    """The windows of a panel."""
    sorted_in: dict[int, dict[str, list[Score]]] = {horizon: {} for horizon in HORIZONS}
    for one in scores:
        if panel.holds(one.origin):
            sorted_in[one.horizon].setdefault(one.method, []).append(one)
    return Windows(panel, {horizon: methods for horizon, methods in sorted_in.items() if methods})


def panel_content(windows: Windows) -> dict[str, Any]:
    """A panel as JSON holds it: counts, a row a horizon and method, skill by group, ranks."""
    panel = windows.panel
    firsts = [one.origin for one in next(iter(next(iter(windows.scores.values())).values()))]
    return {
        "name": panel.name,
        "about": panel.about,
        "references": list(panel.references),
        "cases": len({one.case for one in firsts}),
        "groups": len({one.group for one in firsts}),
        "origins": len(firsts),
        "table": [
            row(windows, horizon, method) for horizon, methods in windows.scores.items() for method in methods
        ],
    }


def row(windows: Windows, horizon: int, method: str) -> dict[str, Any]:
    """All that is told of one method at one horizon; coverage and ranks over windows, the rest over groups."""
    scores = windows.scores[horizon][method]
    means = {name: float(np.mean(list(group_means(scores, name).values()))) for name in MEANS}
    ranks = np.array([one.rank for one in scores])
    found = windows.skill(horizon, method)
    return {
        "horizon_days": horizon,
        "method": method,
        "windows": len(scores),
        **means,
        "crps_floored_geometric": geometric_mean(group_means(scores, floor=FLOOR_PERCENT)),
        "coverage_50": float(np.mean([one.covered_50 for one in scores])),
        "coverage_90": float(np.mean([one.covered_90 for one in scores])),
        "mean_rank": float(ranks.mean()),
        "ranks": np.bincount(np.minimum((ranks * RANKS).astype(int), RANKS - 1), minlength=RANKS).tolist(),
        "reference": windows.reference(horizon),
        "skill": {
            "geometric": found.geometric, "low": found.low, "high": found.high, "arithmetic": found.arithmetic,
            "by_group": dict(found.by_group) if method in (TEMPO_ONLY, FULL) else None,
        },
    }  # fmt: skip
