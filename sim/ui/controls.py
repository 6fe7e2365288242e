"""From a value's declaration in the schema to the control that moves it, and back to a change of the value.

No Streamlit here. A control left at its mark changes nothing: the scenario keeps its own value, which may be
a whole distribution; a control that was moved replaces it by a fixed value.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sim.scenario.distributions import Basis, Distribution, Fixed, Quantity, central_value
from sim.scenario.loaded import Leaf, Loaded
from sim.scenario.spelling import value_text
from sim.units import range_text, unit_text

Kind = Literal["choice", "probability", "slider", "date", "number"]
Value = float | str | datetime.date | None
AS_IN_SCENARIO = "as in the scenario"
STEPS = 100  # a slider has at least so many
TAIL = 0.01  # a slider spans a distribution between these tails
FINE_BELOW = 0.1  # shares below this move in thousandths
DAYS_AROUND = 50.0
COUNTED = ("class", "rounds")
BADGES: dict[Basis, tuple[str, Literal["green", "blue", "orange"]]] = {
    Basis.ARTICLE: ("Data", "green"),
    Basis.REPORTED: ("Data", "green"),
    Basis.FITTED: ("Estimate", "blue"),
    Basis.JUDGEMENT: ("Assumption", "orange"),
}


@dataclass(frozen=True)
class Main:
    """A control that stands open in the sidebar: where, its short name in links, its label and its range."""

    slot: str
    key: str
    label: str
    span: tuple[float, float, float] | None = None  # low, high, step


MAIN = (
    Main("command.policy", "policy", "What decides on a withdrawal"),
    Main("command.order_day", "order", "Day of the withdrawal order"),
    Main(
        "ground.tempo_start_shift",
        "tempo",
        "Attacker's tempo on day 0, change (ln units; 0.7 doubles it)",
        (-1.5, 1.5, 0.1),
    ),
    Main("attacker.people_persons", "strength", "Attacker's strength (people)", (20000, 120000, 1000)),
    Main("supply.routes.0.start_state", "road", "Main road on day 0"),
    Main(
        "talks.attacker.pressure_credibility",
        "pressure-attacker",
        "Pressure on the attacker's government (share)",
    ),
    Main("talks.holder.pressure_credibility", "pressure-holder", "Pressure on the holder's government (share)"),
    Main(
        "talks.proposals.0.duration_days",
        "truce-days",
        "Length of the truce proposed (days; 0: no end)",
        (0, 180, 1),
    ),
    Main(
        "talks.attacker.settlement_shift",
        "settlement",
        "Attacker's preference for a full settlement (delay, ln days)",
        (0.0, 4.0, 0.1),
    ),
)
WORDS = {
    "hold": "no withdrawal is ordered",
    "policy_date": "an order on a set day",
    "policy_road_under_fire": "an order once the road is under fire",
    "policy_road_cut": "an order once the road is cut",
    "access_hazard": "the staff judges day by day",
    "per_km2": "by ground fought over",
    "fitted_1914_82": "fitted to battles of 1914-82",
    "tempo_elastic": "by tempo",
}


@dataclass(frozen=True)
class Control:
    """One control: its key in links, its label, and where its mark and its ends are."""

    leaf: Leaf
    key: str
    label: str
    kind: Kind
    mark: Value
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    options: tuple[str, ...] = ()

    @property
    def slot(self) -> str:
        """The path of the value with entries numbered, the same in all scenarios of a map."""
        return self.leaf.declaration.path

    @property
    def number(self) -> float:
        """The mark of a slider; 0 where it has none."""
        return float(self.mark) if isinstance(self.mark, float | int) else 0.0

    @property
    def whole(self) -> bool:
        """Whether values are shown without decimals."""
        return self.step >= 1.0 and all(end == round(end) for end in (self.low, self.number, self.high))

    def moved(self, value: Value) -> bool:
        """Whether the control is away from its mark."""
        if isinstance(value, float | int) and isinstance(self.mark, float | int):
            return not math.isclose(value, self.mark, abs_tol=self.step / 1000.0)
        return value is not None and value != self.mark


@lru_cache(maxsize=64)
def leaves_by_slot(scenario: Loaded) -> dict[str, Leaf]:
    """The scenario's values under their paths with entries numbered; made once a scenario."""
    return {leaf.declaration.path: leaf for leaf in scenario.leaves()}


def main_controls(scenario: Loaded, anchor: Loaded, policy: str | None = None) -> list[Control]:
    """The main controls for a scenario; the day of the order only under the policy that reads it."""
    leaves = leaves_by_slot(scenario)
    wanted = [main for main in MAIN if main.slot in leaves]
    if (policy or policy_of(scenario)) != "policy_date":
        wanted = [main for main in wanted if main.slot != "command.order_day"]
    return [_control(leaves[main.slot], scenario, anchor, main) for main in wanted]


def other_leaves(scenario: Loaded) -> list[Leaf]:
    """The values without a control of their own in the sidebar."""
    taken = {main.slot for main in MAIN}
    return [leaf for slot, leaf in leaves_by_slot(scenario).items() if slot not in taken]


def other_control(leaf: Leaf, scenario: Loaded, anchor: Loaded) -> Control:
    """The control of any value of the schema."""
    return _control(leaf, scenario, anchor, Main(leaf.declaration.path, leaf.declaration.path, leaf_label(leaf)))


def policy_of(scenario: Loaded) -> str:
    """The scenario's own withdrawal policy, by name."""
    quantity = scenario.scenario.command.policy
    options = leaves_by_slot(scenario)["command.policy"].declaration.options
    return (options or ())[int(central_value(quantity))]


def leaf_label(leaf: Leaf) -> str:
    """The meaning of a value with its unit, and whose it is where several have one."""
    parts = leaf.path.split(".")
    owner = {"talks": parts[1:-1], "supply": parts[2:-1]}.get(parts[0], [])
    owner = [name.replace("_", " ") for name in owner if name not in ("proposals", "mediation")]
    about = ": ".join([*owner, leaf.declaration.about])
    unit = unit_text(leaf.declaration.unit)
    known = unit in ("", "yes or no") or f"({unit}" in about
    return (about if known else f"{about} ({unit})")[:1].upper() + (about if known else f"{about} ({unit})")[1:]


def option_text(name: str) -> str:
    """A choice as people read it."""
    return WORDS.get(name, name.replace("_", " "))


def own_text(leaf: Leaf) -> str:
    """What the scenario itself says, in one short line with its unit."""
    quantity, declaration = leaf.quantity, leaf.declaration
    if declaration.options and isinstance(quantity, Fixed):
        return option_text(declaration.options[int(quantity.value)])
    unit = unit_text(declaration.unit)
    return f"{value_text(quantity, declaration.options)} {unit}".strip()


def bounds_text(leaf: Leaf) -> str:
    """The values allowed."""
    declaration = leaf.declaration
    if declaration.options:
        return ", ".join(option_text(name) for name in declaration.options)
    return range_text(declaration.low, declaration.high, declaration.unit)


def assignment(control: Control, value: Value, path: str) -> str:
    """The change as the command line's --set takes it."""
    if control.kind == "probability":
        return f"{path}={{bernoulli: [{value:.12g}]}}"
    if isinstance(value, float | int):
        return f"{path}={value:.12g}"
    return f"{path}={value}"


def assignments(changes: Sequence[tuple[Control, Value]], scenario: Loaded) -> tuple[str, ...]:
    """The changes for one scenario, by its own names of proposals and routes; without those it does not have."""
    paths = {leaf.declaration.path: leaf.path for leaf in scenario.leaves()}
    return tuple(assignment(control, value, paths[control.slot]) for control, value in changes if control.slot in paths)


def _control(leaf: Leaf, scenario: Loaded, anchor: Loaded, main: Main) -> Control:
    declaration = leaf.declaration
    if declaration.options:
        return Control(
            leaf,
            main.key,
            main.label,
            "choice",
            AS_IN_SCENARIO,
            options=(AS_IN_SCENARIO, *declaration.options),
        )
    if main.slot == "command.order_day":
        return _date_control(leaf, scenario, main)
    value = central_value(leaf.quantity)
    key = main.key if _same_mark(leaf, anchor) else f"{main.key}@{scenario.name.rsplit('/', 1)[-1]}"
    if math.isinf(value):
        return Control(
            leaf,
            main.key,
            f"{main.label} (empty: {AS_IN_SCENARIO})",
            "number",
            None,
            declaration.low,
            declaration.high,
        )
    if declaration.unit == "yes or no":
        return Control(
            leaf,
            key,
            f"{main.label} (probability)",
            "probability",
            round(leaf.quantity.mean(), 2),
            0.0,
            1.0,
            0.01,
        )
    low, high, step = main.span or span(leaf, value)
    mark = value if isinstance(leaf.quantity, Fixed) else _clean(value, step / 10.0)
    return Control(leaf, key, main.label, "slider", mark, min(low, mark), max(high, mark), step)


def _date_control(leaf: Leaf, scenario: Loaded, main: Main) -> Control:
    """A day as a date; without a day of its own the mark stands on day 7."""
    day = central_value(leaf.quantity)
    known = 7.0 if math.isinf(day) else day
    key = main.key if math.isinf(day) else f"{main.key}@{scenario.name.rsplit('/', 1)[-1]}"
    mark = scenario.scenario.start + datetime.timedelta(days=known)
    return Control(leaf, key, main.label, "date", mark, 0.0, float(scenario.scenario.horizon_days), 1.0)


def _same_mark(leaf: Leaf, anchor: Loaded) -> bool:
    """Whether the first scenario of the map has the same value, so that a moved control stays moved."""
    there = leaves_by_slot(anchor).get(leaf.declaration.path)
    return there is not None and central_value(there.quantity) == central_value(leaf.quantity)


def span(leaf: Leaf, value: float) -> tuple[float, float, float]:
    """Ends and step of a slider: all that is allowed if that is a share or a class, else the likely part of it."""
    low, high, unit = leaf.declaration.low, leaf.declaration.high, leaf.declaration.unit
    if low >= 0.0 and high <= 1.0:
        return low, high, 0.001 if 0.0 < value < FINE_BELOW else 0.01
    if unit in COUNTED:
        return low, high, 1.0
    left, right = _likely(leaf.quantity, low, high, unit)
    step = _nice((right - left) / STEPS)
    return max(low, _down(left, step)), min(high, _up(right, step)), step


def _likely(quantity: Quantity, low: float, high: float, unit: str) -> tuple[float, float]:
    """The bulk of a distribution; around a fixed value, a quarter to four times it."""
    if isinstance(quantity, Distribution):
        ends = [float(quantity.quantile(tail)) for tail in (TAIL, 1.0 - TAIL)]
    elif unit == "day":
        ends = [quantity.value - DAYS_AROUND, quantity.value + DAYS_AROUND]
    elif quantity.value == 0.0:
        ends = [-10.0, 10.0 if high <= 50.0 else high / 10.0]
    else:
        ends = [quantity.value / 4.0, quantity.value * 4.0]
    return max(min(ends), low), min(max(ends), high)


def _nice(step: float) -> float:
    """The next of 1, 2, 5 times a power of ten at or below a step."""
    power = 10.0 ** math.floor(math.log10(step)) if step > 0.0 else 0.01
    return max(factor * power for factor in (1.0, 2.0, 5.0) if factor * power <= step * 1.000001 or factor == 1.0)


def _down(value: float, step: float) -> float:
    return _clean(math.floor(value / step + 1e-9) * step, step)


def _up(value: float, step: float) -> float:
    return _clean(math.ceil(value / step - 1e-9) * step, step)


def _clean(value: float, step: float) -> float:
    return round(value, max(0, 1 - math.floor(math.log10(step))))
