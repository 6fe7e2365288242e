"""From a value's declaration in the schema to the control that moves it, and between its state and a change.

No Streamlit here. A control left at its mark changes nothing: the scenario keeps its own value, which may be
a whole distribution; a control that was moved replaces it by a fixed value.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sim.report.groups import group_of
from sim.report.markdown import plain
from sim.scenario.distributions import Distribution, Fixed, Quantity, central_value
from sim.scenario.loaded import Leaf, Loaded
from sim.units import unit_text

Kind = Literal["choice", "probability", "slider", "date", "number"]
Value = float | str | datetime.date | None
AS_IN_SCENARIO = "as in the scenario"
STEPS = 100  # a slider has at least so many
TAIL = 0.01  # a slider spans a distribution between these tails
FINE_BELOW = 0.1  # shares below this move in thousandths
DAYS_AROUND = 50.0
COUNTED = ("class", "rounds")
POLICY, ORDER_DAY, ON_A_DATE = "command.policy", "command.order_day", "policy_date"
FIRST_ORDER_DAY = 7.0


@dataclass(frozen=True)
class Main:
    """A control that stands open in the sidebar: which value, its group, label and range (low, high, step)."""

    slot: str
    group: str
    label: str
    span: tuple[float, float, float] | None = None


MAIN = (
    Main(
        "ground.tempo_start_shift",
        "ground",
        "Attacker's tempo on day 0, change (ln units; 0.7 doubles it)",
        (-1.5, 1.5, 0.1),
    ),
    Main("attacker.people_persons", "forces", "Attacker's strength (people)", (20000, 120000, 1000)),
    Main("supply.routes.0.start_state", "supply", "Main road on day 0"),
    Main(POLICY, "decisions", "What decides on a withdrawal"),
    Main(ORDER_DAY, "decisions", "Day of the withdrawal order"),
    Main("talks.attacker.pressure_credibility", "talks", "Pressure on the attacker's government (share)"),
    Main("talks.holder.pressure_credibility", "talks", "Pressure on the holder's government (share)"),
    Main(
        "talks.attacker.settlement_shift",
        "talks",
        "Attacker's preference for a full settlement (delay, ln days)",
        (0.0, 4.0, 0.1),
    ),
    Main("talks.proposals.0.duration_days", "truce", "Length of the truce proposed (days; 0: no end)", (0, 180, 1)),
)


@dataclass(frozen=True)
class Control:
    """One control: its value in the scenario, its label, and where its mark and its ends are."""

    leaf: Leaf
    label: str
    kind: Kind
    mark: Value
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    options: tuple[str, ...] = ()
    start: datetime.date | None = None  # of a date: day 0

    @property
    def slot(self) -> str:
        """The path of the value with entries numbered, the same in all scenarios of a map."""
        return self.leaf.declaration.path

    @property
    def path(self) -> str:
        """The path of the value with the scenario's own names, as files and links write it."""
        return self.leaf.path

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


@lru_cache(maxsize=16)
def leaves_by_slot(scenario: Loaded) -> dict[str, Leaf]:
    """The scenario's values under their paths with entries numbered; made once a scenario."""
    return {leaf.declaration.path: leaf for leaf in scenario.leaves()}


def main_controls(scenario: Loaded, group: str, policy: str = "") -> list[Control]:
    """The main controls of a group; the day of the order only under the policy that reads it."""
    leaves = leaves_by_slot(scenario)
    wanted = [main for main in MAIN if main.group == group and main.slot in leaves]
    if (policy or policy_of(scenario)) != ON_A_DATE:
        wanted = [main for main in wanted if main.slot != ORDER_DAY]
    return [_control(leaves[main.slot], scenario, main) for main in wanted]


def other_leaves(scenario: Loaded, group: str) -> list[Leaf]:
    """The values of a group without a main control."""
    taken = {main.slot for main in MAIN}
    return [
        leaf for slot, leaf in leaves_by_slot(scenario).items() if slot not in taken and group_of(slot) == group
    ]


def control_of(leaf: Leaf, scenario: Loaded) -> Control:
    """The control of any value of the schema."""
    own = next((main for main in MAIN if main.slot == leaf.declaration.path), None)
    return _control(leaf, scenario, own or Main(leaf.declaration.path, group_of(leaf.path), leaf_label(leaf)))


def group_of_control(slot: str) -> str:
    """The group under which the sidebar has a value."""
    return next((main.group for main in MAIN if main.slot == slot), group_of(slot))


def policy_of(scenario: Loaded) -> str:
    """The scenario's own withdrawal policy, by name."""
    options = leaves_by_slot(scenario)[POLICY].declaration.options
    return (options or ())[int(central_value(scenario.scenario.command.policy))]


def leaf_label(leaf: Leaf) -> str:
    """The meaning of a value with its unit, and whose it is where several have one."""
    parts = leaf.path.split(".")
    owner = {"talks": parts[1:-1], "supply": parts[2:-1]}.get(parts[0], [])
    owner = [plain(name.replace("_", " ")) for name in owner if name not in ("proposals", "mediation")]
    about = ": ".join([*owner, leaf.declaration.about])
    unit = unit_text(leaf.declaration.unit)
    known = unit in ("", "yes or no") or f"({unit}" in about
    return (about if known else f"{about} ({unit})")[:1].upper() + (about if known else f"{about} ({unit})")[1:]


# between where a control stands and the change it makes, in words of `--set` and of the address


def spelled(control: Control, value: Value) -> str:
    """The value as `--set path=value` takes it."""
    if control.kind == "probability":
        return f"{{bernoulli: [{value:.12g}]}}"
    return f"{value:.12g}" if isinstance(value, float | int) else str(value)


def stands_at(control: Control, sets: Sequence[str]) -> Value:
    """Where a control stands under these changes; at its mark where none is its own or none it can show."""
    texts = [text for path, _, text in (change.partition("=") for change in sets) if path == control.path]
    if not texts:
        return control.mark
    text = texts[-1].strip()
    if control.kind == "choice":
        return text if text in control.options else control.mark
    if control.kind == "date":
        return _date(text, control)
    probability = re.fullmatch(r"\{bernoulli: \[([^\]]+)\]\}", text)
    try:
        return float(probability[1] if probability else text)
    except ValueError:
        return control.mark


def with_value(sets: Sequence[str], control: Control, value: Value) -> tuple[str, ...]:
    """The changes once a control stands at a value: its own replaced, or gone where it is at its mark."""
    kept = [change for change in sets if change.partition("=")[0] != control.path]
    if not control.moved(value):
        return tuple(kept)
    return (*kept, f"{control.path}={spelled(control, value)}")


def with_policy(sets: Sequence[str], policy: Control, day: Control, value: Value) -> tuple[str, ...]:
    """The changes once the policy is chosen: an order on a set day needs the day, other policies none."""
    changed = with_value(sets, policy, value)
    kept = tuple(change for change in changed if change.partition("=")[0] != day.path)
    if value != ON_A_DATE or math.isfinite(central_value(day.leaf.quantity)):
        return kept
    return (*kept, f"{day.path}={spelled(day, day.mark)}")


def _date(text: str, control: Control) -> Value:
    """A day as a date, from a date or from a number of days after the start."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return (control.start or datetime.date.min) + datetime.timedelta(days=float(text))
    except (ValueError, OverflowError):
        return control.mark


def _control(leaf: Leaf, scenario: Loaded, main: Main) -> Control:
    declaration = leaf.declaration
    if declaration.options:
        return Control(leaf, main.label, "choice", AS_IN_SCENARIO, options=(AS_IN_SCENARIO, *declaration.options))
    if main.slot == ORDER_DAY:
        return _date_control(leaf, scenario, main)
    value = central_value(leaf.quantity)
    if math.isinf(value):
        label = f"{main.label} (empty: {AS_IN_SCENARIO})"
        return Control(leaf, label, "number", None, declaration.low, declaration.high)
    if declaration.unit == "yes or no":
        return Control(leaf, f"{main.label} (probability)", "probability", round(leaf.quantity.mean(), 2))
    low, high, step = main.span or span(leaf, value)
    mark = value if isinstance(leaf.quantity, Fixed) else _clean(value, step / 10.0)
    return Control(leaf, main.label, "slider", mark, min(low, mark), max(high, mark), step)


def _date_control(leaf: Leaf, scenario: Loaded, main: Main) -> Control:
    """A day as a date; without a day of its own the mark stands on day 7."""
    day = central_value(leaf.quantity)
    start, horizon = scenario.scenario.start, float(scenario.scenario.horizon_days)
    mark = start + datetime.timedelta(days=FIRST_ORDER_DAY if math.isinf(day) else day)
    return Control(leaf, main.label, "date", mark, 0.0, horizon, 1.0, start=start)


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
