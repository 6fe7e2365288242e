"""What is reachable where boxes were moving: python -m benchmarks.ground_fit.reachable

Prints the tables of docs/skill-forms.md on moving boxes: forecasts that are no law of the product beside its own, with
what they are made or chosen from leaving the target's group out, and where its miss comes from. Two minutes.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from benchmarks.ground_fit.moving import (
    PLACES,
    Floats,
    Form,
    Sample,
    Told,
    Window,
    alike,
    chosen,
    coverage,
    mixed,
    told_by,
    windows_of_boxes,
)
from sim.analysis.hindcast.baselines import E_BOXES, PERSISTENCE, pools_of
from sim.analysis.hindcast.forecasts import TEMPO_ONLY, Size, forecast
from sim.analysis.hindcast.group_skill import FLOOR_PERCENT, better_of, skill
from sim.analysis.hindcast.origins import HORIZONS, given_cases

WIDTHS = (0.5, 1.0, 1.5)
TENTHS = [round(float(share), 1) for share in np.arange(11) / 10.0]
TWENTIETHS = [round(float(share), 2) for share in np.arange(21) / 20.0]
HALF = 0.5
FEW = 2  # windows of a group
Row = tuple[str, str, Form, list[Any] | None]


class Forms:
    """The forecasts of which the others are made; all windows of other groups are the past of a window."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self.group = np.array([one.origin.group for one in windows])
        spread = np.array([one.state for one in windows])
        self.mean, self.sd = spread.mean(axis=0), spread.std(axis=0)
        self.state = (spread - self.mean) / self.sd
        self.moving = np.array([one.is_moving for one in windows])
        self.kept = np.array([one.truth_km2 / one.origin.now_km2 for one in windows])
        pools = pools_of(given_cases())
        self.rules = {group: pools.rules_for(str(group)) for group in np.unique(self.group)}
        self.windows = windows

    @cached_property
    def members(self) -> dict[tuple[str, datetime.date], Floats]:
        """The members of the tempo alone (horizon, member) by case and day, of moving origins."""
        return {(one.case.told.name, one.day): _members(one) for one in self.windows if one.is_moving}

    def product(self, window: Window, place: int) -> Sample:
        """The members of the tempo alone."""
        return alike(self.members[window.case.told.name, window.day][place])

    def still(self, window: Window, place: int) -> Sample:
        """Nothing changes."""
        return alike(np.array([window.origin.now_km2]))

    def regressed(self, window: Window, place: int) -> Sample:
        """The regression (e) on boxes."""
        return alike(self.rules[window.origin.group][E_BOXES](window.past, HORIZONS[place]))

    def slower(self, pace: float) -> Form:
        """The product's members with all changes times a pace."""
        def form(window: Window, place: int) -> Sample:
            now = window.origin.now_km2
            return alike(now + pace * (self.product(window, place)[0] - now))
        return form

    def like(self, width: float, *, moving: bool = False) -> Form:
        """What became of past windows, the more alike their states the more they count; or of moving ones alone."""
        def form(window: Window, place: int) -> Sample:
            own = (self.group != window.origin.group) & ~np.isnan(self.kept[:, place]) & (self.moving | (not moving))
            apart = ((self.state[own] - (window.state - self.mean) / self.sd) ** 2).sum(axis=1)
            weights = np.exp(-0.5 * apart / width**2)
            return self.kept[own, place] * window.origin.now_km2, weights / weights.sum()
        return form

    def pooled(self, share: float, form: Form) -> Form:
        """A form with a share of its members put at *nothing changes*."""
        return lambda window, place: mixed((share, self.still(window, place)), (1.0 - share, form(window, place)))


def _members(window: Window) -> Floats:
    series = window.case.told.series
    return forecast(window.case, series.as_of(window.day), window.day, TEMPO_ONLY, Size()).held_km2


def rows(forms: Forms, windows: Sequence[Window]) -> Iterator[Row]:
    """A form, how many numbers of it are free, its scores, and the settings that were chosen by horizon."""
    def free(name: str, numbers: str, settings: Sequence[Any], made: Callable[[Any], Form]) -> Row:
        return name, numbers, *chosen(settings, made, windows)

    yield "the product's tempo alone", "12", forms.product, None
    for width in WIDTHS:
        yield f"windows of like states, width {width:g}", "1", forms.like(width), None
    for width in WIDTHS:
        yield f"the same among moving windows alone, width {width:g}", "1", forms.like(width, moving=True), None
    yield free("the product and persistence, a share by horizon", "12 + 3", TWENTIETHS,
               lambda share: forms.pooled(share, forms.product))  # fmt: skip
    yield f"the same, {HALF:g} at all horizons, in sample", "12 + 1", forms.pooled(HALF, forms.product), None
    yield free("the product and (e) on boxes", "12 + 3", TWENTIETHS, lambda share: lambda window, place: mixed(
        (share, forms.regressed(window, place)), (1.0 - share, forms.product(window, place))))  # fmt: skip
    both = [pair for pair in product(TENTHS, TENTHS) if sum(pair) <= 1.0]
    yield free("the product, persistence and (e)", "12 + 6", both, lambda pair: lambda window, place: mixed(
        (pair[0], forms.still(window, place)), (pair[1], forms.regressed(window, place)),
        (1.0 - sum(pair), forms.product(window, place))))  # fmt: skip
    yield free("windows of like states, width 1, and persistence", "1 + 3", TWENTIETHS,
               lambda share: forms.pooled(share, forms.like(1.0)))  # fmt: skip
    yield free("the product, all changes smaller", "12 + 3", TWENTIETHS, forms.slower)
    yield from oracles(forms, windows)


def oracles(forms: Forms, windows: Sequence[Window]) -> Iterator[Row]:
    """Forms that know of the target what nobody can."""
    quiet = np.array([[seen == one.origin.now_km2 for seen in one.truth_km2] for one in windows])
    seen = np.array([~np.isnan(one.truth_km2) for one in windows])
    group = np.array([one.origin.group for one in windows])
    share = {(name, place): quiet[(group == name) & seen[:, place], place].mean() for name in group for place in PLACES}

    def changing(window: Window, place: int) -> Sample:
        values = forms.product(window, place)[0]
        some = values[values != window.origin.now_km2]
        return alike(some if len(some) else values)

    def knows_share(window: Window, place: int) -> Sample:
        return forms.pooled(share[window.origin.group, place], changing)(window, place)

    def knows_which(window: Window, place: int) -> Sample:
        is_still = window.truth_km2[place] == window.origin.now_km2
        return (forms.still if is_still else changing)(window, place)

    yield "it knows the group's share of still windows", "-", knows_share, None
    yield "it knows which windows stand still", "-", knows_which, None
    yield "it knows the group's best share of persistence", "-", _best_by_group(forms, windows), None


def _best_by_group(forms: Forms, windows: Sequence[Window]) -> Form:
    """Each group with the share of persistence that turned out best for it."""
    told = {share: told_by(forms.pooled(share, forms.product), windows) for share in TWENTIETHS}
    means = {(share, place): one.means(place) for share, one in told.items() for place in PLACES}

    def form(window: Window, place: int) -> Sample:
        best = min(TWENTIETHS, key=lambda share: means[share, place][window.origin.group])
        return forms.pooled(best, forms.product)(window, place)
    return form


def printed(row: Row, windows: Sequence[Window], references: Sequence[Told], *, fair: bool) -> str:
    """A row of the table: skill with bounds by horizon, arithmetic skill and the middle 90 % at the last two."""
    name, numbers, form, settings = row
    told = told_by(form, windows, fair=fair)
    found = [skill(told.means(place), references[place].means(place)) for place in PLACES]
    cells = [f"{100 * one.geometric:.0f} [{100 * one.low:.0f}, {100 * one.high:.0f}] %" for one in found]
    arithmetic = ", ".join(f"{100 * one.arithmetic:.0f}" for one in found[1:])
    held = ", ".join(f"{share:.2f}"[1:] for share in coverage(form, windows)[1:])
    return " | ".join((name, numbers, *cells, f"{arithmetic} %", held, str(settings or "")))


def where(ours: Told, theirs: Told, place: int) -> Iterator[str]:
    """Where the miss at a horizon comes from: skill among some groups and all others, and without some windows."""
    own, base = ours.means(place), theirs.means(place)
    group = np.array([one.origin.group for one in ours.windows])
    seen = ~np.isnan(ours.percent[:, place])
    quiet = np.array([one.truth_km2[place] == one.origin.now_km2 for one in ours.windows])
    logs = np.array([np.log(own[name] / base[name]) for name in own])
    counts = np.array([np.sum(seen & (group == name)) for name in own])
    shares = np.array([quiet[group == name].sum() for name in own]) / counts
    for name, kept in (
        ("one or two windows", counts <= FEW), ("half and more still", shares >= 0.5),
        ("the two worst", logs >= np.sort(logs)[-2]),
        ("persistence at the floor", np.array([base[name] <= FLOOR_PERCENT for name in own])),
    ):  # fmt: skip
        inner, outer = (100 * (1.0 - np.exp(logs[part].mean())) for part in (kept, ~kept))
        yield f"{name}: {kept.sum()} groups, {counts[kept].sum()} windows, {inner:.1f} %; all others {outer:.1f} %"
    yield f"still windows: {quiet.sum()} of {seen.sum()} in {np.sum(shares > 0)} groups"
    changed = skill(ours.means(place, ~quiet), theirs.means(place, ~quiet))
    yield f"windows that changed: {100 * changed.geometric:.1f} [{100 * changed.low:.1f}, {100 * changed.high:.1f}] %"
    without = Told(ours.windows, np.where(quiet[:, None], 0.0, ours.percent))
    yield f"no error in still windows: {100 * skill(without.means(place), base).geometric:.1f} %"


def main() -> None:
    """Print the table, then where the miss comes from."""
    every = windows_of_boxes()
    forms, windows = Forms(every), [one for one in every if one.is_moving]
    simple = {PERSISTENCE: told_by(forms.still, windows), E_BOXES: told_by(forms.regressed, windows)}
    references = [
        simple[better_of(list(simple), {name: told.means(place) for name, told in simple.items()})] for place in PLACES
    ]
    for row in rows(forms, windows):
        print(printed(row, windows, references, fair=row[2] == forms.product), flush=True)
    ours = told_by(forms.product, windows, fair=True)
    for place in PLACES:
        print(f"{HORIZONS[place]} days", *where(ours, references[place], place), sep="\n  ")
        said = np.mean([forms.product(one, place)[0] == one.origin.now_km2 for one in windows])
        print(f"  members that stand still: {100 * said:.1f} %")
        over = skill(ours.means(place), simple[E_BOXES].means(place))
        print(f"  over (e) alone: {100 * over.geometric:.1f} [{100 * over.low:.1f}, {100 * over.high:.1f}] %")


if __name__ == "__main__":
    main()
