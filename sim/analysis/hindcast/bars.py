"""What the given cases have to show, fixed before the forecasts were scored: met, or missed and by how much.

Source: the protocol of the feasibility study that came before this code; docs/skill.md repeats it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.hindcast.forecasts import FULL, TEMPO_ONLY
from sim.analysis.hindcast.origins import HORIZONS
from sim.analysis.hindcast.panels import POCKETS, Windows

LAST = HORIZONS[-1]


@dataclass(frozen=True)
class Bar:
    """A bar: what is measured, its value, the least and the most that will do (None: no bound)."""

    what: str
    value: float
    least: float | None = None
    most: float | None = None

    @property
    def missed_by(self) -> float:
        """How far the value lies outside; 0 where the bar is met."""
        below = 0.0 if self.least is None else self.least - self.value
        above = 0.0 if self.most is None else self.value - self.most
        return max(below, above, 0.0)

    def content(self) -> dict[str, Any]:
        """The bar as JSON holds it."""
        return {
            "what": self.what, "value": self.value, "least": self.least, "most": self.most,
            "met": self.missed_by == 0.0, "missed_by": self.missed_by,
        }  # fmt: skip


def bars_of(windows: Mapping[str, Windows], ordered: Sequence[float], method: str = TEMPO_ONLY) -> list[Bar]:
    """The bars of all sets that have windows; `ordered` is the share of orders by origin of the pockets and Kursk.

    A user's folder has those of the boxes: cases that nobody chose for their losses.
    """
    found = list(_pockets(windows[POCKETS], method)) if POCKETS in windows else []
    grids = [name for name, one in windows.items() if one.panel.is_whole and name != POCKETS]
    for name in grids:
        found += _grid(windows, name, method)
    if ordered and POCKETS in windows:
        found.append(_orders(ordered))
    if any(FULL in methods for one in windows.values() for methods in one.scores.values()):
        found += [_full(windows[name]) for name in (POCKETS, *grids) if name in windows]
    return found


def _pockets(windows: Windows, method: str) -> Iterator[Bar]:
    for horizon in _reached(windows, HORIZONS[1:]):
        yield from _beats(windows, horizon, method, 0.10)
        arithmetic = windows.skill(horizon, method).arithmetic
        yield Bar(f"{POCKETS}, {horizon} days: arithmetic skill", arithmetic, least=0.05)
    by_group = windows.skill(max(windows.scores), method).by_group
    worse = float(sum(value < 0.0 for value in by_group.values()))
    yield Bar(f"{POCKETS}, {max(windows.scores)} days: groups that do worse than the reference", worse, most=1.0)
    for horizon in _reached(windows, HORIZONS):
        yield _covered(windows, horizon, method, "covered_90", 0.80, 0.97)
        yield _covered(windows, horizon, method, "covered_50", 0.40, 0.68)


def _grid(windows: Mapping[str, Windows], name: str, method: str) -> Iterator[Bar]:
    """The bars of the boxes."""
    for horizon in _reached(windows[name], HORIZONS[1:]):
        yield from _beats(windows[name], horizon, method, 0.05)
    moving, controls = windows.get(f"{name}, moving"), windows.get(f"{name}, controls")
    for horizon, least in ((14, 0.15), (28, 0.10)):
        if moving is not None and horizon in moving.scores:
            value = moving.skill(horizon, method).geometric
            yield Bar(f"{moving.panel.name}, {horizon} days: geometric skill", value, least=least)
    for horizon in _reached(windows[name], HORIZONS):
        yield _covered(windows[name], horizon, method, "covered_90", 0.80, 0.97)
    if controls is not None:
        for horizon in _reached(controls, HORIZONS):
            value = controls.skill(horizon, method).geometric
            yield Bar(f"{controls.panel.name}, {horizon} days: geometric skill over persistence", value, least=-0.05)


def _reached(windows: Windows, horizons: Sequence[int]) -> list[int]:
    return [horizon for horizon in horizons if horizon in windows.scores]


def _orders(ordered: Sequence[float]) -> Bar:
    what = f"{POCKETS}, full model: share of members with an order within {LAST} days"
    return Bar(what, float(np.mean(ordered)), 0.05, 0.20)


def _full(windows: Windows) -> Bar:
    horizon = max(windows.scores)
    value = windows.skill(horizon, FULL, over=TEMPO_ONLY).geometric
    what = f"{windows.panel.name}, {horizon} days: geometric skill of the full model over the tempo alone"
    return Bar(what, value, least=-0.03)


def _beats(windows: Windows, horizon: int, method: str, least: float) -> Iterator[Bar]:
    found, name = windows.skill(horizon, method), windows.panel.name
    yield Bar(f"{name}, {horizon} days: geometric skill", found.geometric, least=least)
    if found.low is not None:
        yield Bar(f"{name}, {horizon} days: 5 % bound of it", found.low, least=0.0)


def _covered(windows: Windows, horizon: int, method: str, value: str, least: float, most: float) -> Bar:
    share = float(np.mean([getattr(one, value) for one in windows.scores[horizon][method]]))
    return Bar(f"{windows.panel.name}, {horizon} days: {value[-2:]} % coverage", share, least, most)
