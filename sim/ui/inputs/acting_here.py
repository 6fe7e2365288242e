"""What acts on a page: of the scenario as it stands or, where one input is moved along its range, at its stops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

from sim.errors import InputError
from sim.language.saying import spoken
from sim.scenario import acting
from sim.scenario.loaded import LoadedScenario
from sim.session.inputs.controls import Control
from sim.session.inputs.scenarios import Chosen, last_written, loaded
from sim.session.inputs.sweeping import Sweep, inputs_of, path_asked, sweep
from sim.ui import page_state
from sim.ui.inputs.widgets import Effect

ALONG = "along"
MOVED = spoken("This page moves it along its range; the charts mark where it stands here.")
IMPLIED = spoken("this page moves the day of the order, and on that day the withdrawal is ordered")
Why = Callable[[LoadedScenario, str], str]


def effect_of(page: str, control: Control, chosen: Chosen) -> Effect:
    """What keeps a value from acting in what the page shows."""
    along = _swept(chosen) if page == page_state.SWEEP else None
    if along is None:
        return _effect(control, [chosen])
    if control.path == along.control.path:
        return Effect(little=MOVED)
    if control.path in along.implied(chosen):
        return Effect(none=IMPLIED)
    return _effect(control, along.scenarios)


def _swept(chosen: Chosen) -> Sweep | None:
    """The sweep that the page shows; none where it cannot be made, of which the page says why."""
    with suppress(InputError):
        path = path_asked(inputs_of(chosen.bare), page_state.extra(ALONG))
        return sweep(chosen, path, last_written())
    return None


def _effect(control: Control, shown: Sequence[Chosen]) -> Effect:
    """Without effect, or with little, in each of the scenarios that are shown."""
    scenarios = [loaded(one) for one in shown]

    def why(tell: Why) -> str:
        reasons = [tell(one, control.slot) for one in scenarios]
        return reasons[0] if all(reasons) else ""

    return Effect(why(acting.why_without_effect), why(acting.why_little_effect))
