"""One input along its range, all else as it is: which inputs can be moved so, where it stops, and each stop's scenario.

A value that the scenario draws is the same in every run at a stop. No Streamlit here.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sim.errors import InputError
from sim.language.dates import full_date
from sim.language.saying import kept, say
from sim.scenario.loaded import LoadedScenario
from sim.session.inputs import controls
from sim.session.inputs.controls import Control, Standing
from sim.session.inputs.scenarios import Chosen, loaded

STOPS = 7
LAST_ORDER_DAY = 30
FEWEST_STOPS = 3


@dataclass(frozen=True)
class Stop:
    """Where the input stands: its place on the axis, in words, and the scenario there."""

    at: float
    words: str
    chosen: Chosen
    is_day: bool = False

    @property
    def where(self) -> str:
        """'at 50 %', 'on day 10'."""
        return say("on {day}", day=self.words) if self.is_day else say("at {value}", value=self.words)


@dataclass(frozen=True)
class Sweep:
    """An input along its range; `mark` is where the scenario itself stands on the axis, None where it has no place."""

    control: Control
    stops: tuple[Stop, ...]
    mark: float | None
    by_ratio: bool

    @property
    def axis(self) -> str:
        """The name of the axis; a date counts the days since the start."""
        start = self.control.start
        if self.control.kind != "date" or start is None:
            return self.control.label
        return say("Days after {day}", day=full_date(start))

    @property
    def scenarios(self) -> tuple[Chosen, ...]:
        """The scenario at each stop."""
        return tuple(stop.chosen for stop in self.stops)

    def implied(self, chosen: Chosen) -> set[str]:
        """The paths of what its movement changes besides it in a scenario, at every stop alike."""
        made = set(self.stops[0].chosen.sets) - set(chosen.sets)
        return {change.partition("=")[0] for change in made} - {self.control.path}


@kept(maxsize=8)
def inputs_of(chosen: Chosen) -> dict[str, str]:
    """The inputs that can be moved along a range, labels by path: those that stand open first, then by label."""
    scenario = loaded(chosen)
    leaves = controls.leaves_by_slot(scenario)
    first = [controls.control_of(leaves[main.slot], scenario) for main in controls.MAIN if main.slot in leaves]
    named = {one.slot for one in first}
    others = [controls.control_of(leaf, scenario) for slot, leaf in leaves.items() if slot not in named]
    ordered = [*first, *sorted(others, key=lambda one: one.label)]
    return {one.path: one.label for one in ordered if one.kind != "choice" and len(_values(one)) >= FEWEST_STOPS}


def path_asked(offered: Mapping[str, str], asked: str | None) -> str:
    """The input that is moved: the one asked for, if it is offered, else the first."""
    return asked if asked is not None and asked in offered else next(iter(offered))


def sweep(chosen: Chosen, path: str, written: float) -> Sweep:
    """One input of a scenario, with its changes, along its range; KeyError for what is none of `inputs_of`."""
    return _sweep(chosen, path, written)


@kept(maxsize=8)
def _sweep(chosen: Chosen, path: str, written: float) -> Sweep:
    scenario = loaded(chosen.bare, written)
    control = next(
        controls.control_of(leaf, scenario) for leaf in controls.leaves_by_slot(scenario).values() if leaf.path == path
    )
    sets = _prepared(chosen.sets, control, scenario)
    stops = _possible([_stop(replace(chosen, sets=sets), control, value) for value in _values(control)], written)
    own = controls.stands_at(control, chosen.sets).value
    mark = _place(control, own) if isinstance(own, float | int | datetime.date) else None
    ends = stops[0].at, stops[-1].at
    ratios = ends[0] > 0.0 and controls.by_ratio(control.leaf, control.scale, *ends)
    return Sweep(control, stops, mark, ratios and control.kind == "slider")


def _possible(stops: Sequence[Stop], written: float) -> tuple[Stop, ...]:
    """The stops at which the scenario can be run; InputError, of the first that cannot, where fewer than two can."""
    faults, possible = [], []
    for stop in stops:
        try:
            loaded(stop.chosen, written)
        except InputError as fault:
            faults.append(fault)
        else:
            possible.append(stop)
    if len(possible) < 2:
        raise faults[0]
    return tuple(possible)


def _values(control: Control) -> Sequence[float | datetime.date]:
    """The stops as the reader sees them, evenly among those of the slider; of an order, the first month."""
    if control.kind == "date":
        last = min(control.high, LAST_ORDER_DAY) if control.slot == controls.ORDER_DAY else control.high
        days = sorted({round(control.low + (last - control.low) * step / (STOPS - 1)) for step in range(STOPS)})
        start = control.start or datetime.date.min
        return [start + datetime.timedelta(days=day) for day in days]
    own = control.stops(control.mark)
    return [own[place] for place in sorted({round((len(own) - 1) * step / (STOPS - 1)) for step in range(STOPS)})]


def _prepared(sets: Sequence[str], control: Control, scenario: LoadedScenario) -> tuple[str, ...]:
    """The changes without the input's own; the day of an order needs the policy that reads it."""
    kept = tuple(change for change in sets if change.partition("=")[0] != control.path)
    if control.slot != controls.ORDER_DAY:
        return kept
    policy = controls.control_of(controls.leaves_by_slot(scenario)[controls.POLICY], scenario)
    return controls.with_value(kept, policy, Standing(controls.ON_A_DATE))


def _stop(chosen: Chosen, control: Control, value: float | datetime.date) -> Stop:
    standing = Standing(value, fixed=control.drawn)
    sets = (*chosen.sets, f"{control.path}={controls.spelled(control, standing)}")
    is_day = isinstance(value, datetime.date)
    return Stop(_place(control, value), _words(control, value), replace(chosen, sets=sets), is_day)


def _place(control: Control, value: float | datetime.date) -> float:
    """Where a value stands on the axis: the reader's number, or days since the start."""
    if isinstance(value, datetime.date):
        return float((value - (control.start or datetime.date.min)).days)
    return float(value)


def _words(control: Control, value: float | datetime.date) -> str:
    if isinstance(value, datetime.date):
        return say("day {day}", day=(value - (control.start or datetime.date.min)).days)
    return control.scale.words(value)
