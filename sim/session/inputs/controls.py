"""From a value's declaration in the schema to the control that moves it, and between its state and a change.

No Streamlit here. A control left at its mark changes nothing. A drawn value has three modes: as in the scenario, its
whole range shifted, or the same in every run; moving the control shifts. A value that the scenario fixes is replaced.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sim.errors import InputError
from sim.language.saying import spoken
from sim.report.words import scales
from sim.report.words.groups import group_of
from sim.report.words.scales import Scale
from sim.report.words.value_catalogue import Never, control_label, leaf_label, said_of, scale_of
from sim.scenario.files.documents import parse_value
from sim.scenario.loaded import Leaf, LoadedScenario
from sim.scenario.values import moving
from sim.scenario.values.distributions import Distribution, Fixed, Quantity, central_value
from sim.scenario.values.spelling import LeafFault, read_leaf

Kind = Literal["choice", "slider", "date"]
Mode = Literal["own", "shifted", "fixed"]
Value = float | str | datetime.date | None
AS_IN_SCENARIO = spoken("as in the scenario")
OWN: Mode = "own"
SHIFTED: Mode = "shifted"
FIXED: Mode = "fixed"
STEPS = 100  # a slider has at least so many
TAIL = 0.01  # a slider spans a distribution between these tails
WINDOW = 0.05  # in a window, the middle of a range goes no nearer to its ends than these tails
FINE_BELOW = 0.1  # marks below this part of a slider have finer stops around them
DAYS_AROUND = 30.0
GEOMETRIC_FROM = 8.0, 50.0  # ratio of the ends from which steps are ratios: of a logarithm, of an amount
COUNTED = ("class", "rounds")
POLICY, ORDER_DAY, ON_A_DATE = "command.policy", "command.order_day", "policy_date"
FIRST_DAY = 7.0
FIRST_LENGTH = 30.0
NEVER = Never(math.inf, "Never")


@dataclass(frozen=True)
class Main:
    """A control that stands open in the sidebar: which value, its group, label and range as the reader sees it."""

    slot: str
    group: str
    label: str
    span: tuple[float, float, float] | None = None


def _open(slot: str, group: str, span: tuple[float, float, float] | None = None) -> Main:
    return Main(slot, group, control_label(slot), span)


MAIN = (
    _open("ground.tempo_start_shift", "ground", (0.25, 4.0, 0.05)),
    _open("attacker.people_persons", "forces", (20000, 120000, 1000)),
    _open("supply.routes.0.start_state", "supply"),
    _open(POLICY, "decisions"),
    _open(ORDER_DAY, "decisions"),
    _open("talks.attacker.pressure_credibility", "talks"),
    _open("talks.holder.pressure_credibility", "talks"),
    _open("talks.attacker.settlement_shift", "talks", (1.0, 50.0, 0.1)),
    _open("talks.proposals.0.duration_days", "truce", (1, 180, 1)),
)


@dataclass(frozen=True)
class Standing:
    """Where a control stands, as the reader sees it: a number, an option, a day; None where there is never any.

    `fixed`: the same in every run although the scenario draws it. `foreign`: a range that no control makes.
    `by_nothing`: the range is to be shifted, and lies where the scenario has it.
    """

    value: Value
    fixed: bool = False
    foreign: bool = False
    by_nothing: bool = False


@dataclass(frozen=True)
class Control:
    """One control: its value in the scenario, its label, and where its mark and its ends are, as the reader sees it."""

    leaf: Leaf
    label: str
    kind: Kind
    mark: Value
    scale: Scale = scales.AS_IT_IS
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    options: tuple[str, ...] = ()
    never: Never | None = None
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
    def at_rest(self) -> Standing:
        """Where the control stands while the scenario's own value holds."""
        return Standing(self.mark)

    @property
    def drawn(self) -> bool:
        """Whether the scenario draws the value, so that it has a range to move."""
        return moving.movable(self.leaf.quantity)

    @property
    def usual(self) -> Value:
        """A value to begin with once 'never' is switched off."""
        if self.mark is not None:
            return self.mark
        if self.kind == "date":
            return (self.start or datetime.date.min) + datetime.timedelta(days=FIRST_DAY)
        return FIRST_LENGTH

    def moved(self, standing: Standing) -> bool:
        """Whether the control is away from its mark."""
        if standing.fixed or standing.foreign or standing.by_nothing:
            return True
        value = standing.value
        if isinstance(value, float | int) and isinstance(self.mark, float | int):
            return not math.isclose(value, self.mark, rel_tol=1e-9, abs_tol=self.step / 1000.0)
        return value != self.mark

    def mode(self, standing: Standing) -> Mode | None:
        """Which of the three modes of a drawn value this is; None for a range that no control makes."""
        if standing.foreign:
            return None
        return FIXED if standing.fixed else SHIFTED if self.moved(standing) else OWN

    def in_mode(self, mode: Mode, standing: Standing) -> Standing:
        """Where the control stands once a mode is chosen: at its mark in the scenario's own, else where it stood."""
        if mode == OWN:
            return self.at_rest
        shifted = Standing(standing.value, fixed=mode == FIXED)
        return shifted if self.moved(shifted) else replace(shifted, by_nothing=True)

    def stops(self, value: Value) -> tuple[float, ...]:
        """Where the slider stops, its mark and the value it stands at among them."""
        asked = tuple(float(one) for one in (self.mark, value) if isinstance(one, float | int))
        low, high = min((self.low, *asked)), max((self.high, *asked))
        ratios = low > 0.0 and by_ratio(self.leaf, self.scale, low, high)
        mark = self.mark if isinstance(self.mark, float) and not ratios else 0.0
        fine_below = 2.0 * mark if 0.0 < mark < FINE_BELOW * self.high else low
        return scales.stops(low, high, self.step, ratios, fine_below, asked)


def leaves_by_slot(scenario: LoadedScenario) -> dict[str, Leaf]:
    """The scenario's values under their paths with entries numbered."""
    return scenario.leaves_by_slot()


def main_controls(scenario: LoadedScenario, group: str, policy: str = "") -> list[Control]:
    """The main controls of a group; the day of the order only under the policy that reads it."""
    leaves = leaves_by_slot(scenario)
    wanted = [main for main in MAIN if main.group == group and main.slot in leaves]
    if (policy or policy_of(scenario)) != ON_A_DATE:
        wanted = [main for main in wanted if main.slot != ORDER_DAY]
    return [_control(leaves[main.slot], scenario, main) for main in wanted]


def other_leaves(scenario: LoadedScenario, group: str) -> list[Leaf]:
    """The values of a group without a main control."""
    taken = {main.slot for main in MAIN}
    return [leaf for slot, leaf in leaves_by_slot(scenario).items() if slot not in taken and group_of(slot) == group]


def control_of(leaf: Leaf, scenario: LoadedScenario) -> Control:
    """The control of any value of the schema."""
    own = next((main for main in MAIN if main.slot == leaf.declaration.path), None)
    return _control(leaf, scenario, own or Main(leaf.declaration.path, group_of(leaf.path), leaf_label(leaf)))


def group_of_control(slot: str) -> str:
    """The group under which the sidebar has a value."""
    return next((main.group for main in MAIN if main.slot == slot), group_of(slot))


def policy_of(scenario: LoadedScenario) -> str:
    """The scenario's own withdrawal policy, by name."""
    options = leaves_by_slot(scenario)[POLICY].declaration.options
    return (options or ())[int(central_value(scenario.scenario.command.policy))]


# between where a control stands and the change it makes, in words of `--set` and of the address


def spelled(control: Control, standing: Standing) -> str:
    """The value as `--set path=value` takes it."""
    value = standing.value
    if value is None:
        return "never" if math.isinf((control.never or NEVER).value) else f"{(control.never or NEVER).value:g}"
    if not isinstance(value, float | int):
        return str(value)
    declaration, own = control.leaf.declaration, control.leaf.quantity
    number = min(max(control.scale.to_model(value), declaration.low), declaration.high)
    if declaration.unit == "yes or no":
        return f"{{bernoulli: [{number:.12g}]}}"
    if standing.fixed or not isinstance(own, Distribution) or not control.drawn:
        return f"{number:.12g}"
    return moving.text(moving.moved(own, number, declaration.low, declaration.high))


def given(control: Control, sets: Sequence[str]) -> Quantity | None:
    """The value that the changes give instead of the scenario's own; None where they give none that can be read."""
    texts = [text for path, _, text in (change.partition("=") for change in sets) if path.strip() == control.path]
    if not texts:
        return None
    try:
        return read_leaf(control.leaf.declaration.terms, parse_value(texts[-1], control.path), control.start)
    except (LeafFault, InputError):
        return None


def stands_at(control: Control, sets: Sequence[str]) -> Standing:
    """Where a control stands under these changes; at its mark where none is its own."""
    quantity = given(control, sets)
    return control.at_rest if quantity is None else standing_of(control, quantity)


def standing_of(control: Control, quantity: Quantity) -> Standing:
    """Where a control stands for a value that is given instead of the scenario's own."""
    declaration = control.leaf.declaration
    if isinstance(quantity, Fixed):
        return Standing(_value(control, quantity.value), control.drawn)
    if declaration.unit == "yes or no":
        return Standing(control.scale.to_reader(quantity.mean()))
    to = moving.moved_to(quantity, control.leaf.quantity, declaration.low, declaration.high)
    if to is not None and control.kind == "slider":
        return control.in_mode(SHIFTED, Standing(control.scale.to_reader(to)))
    at = _value(control, central_value(quantity)) if control.kind != "choice" else control.mark
    return Standing(at, foreign=True)


def _value(control: Control, number: float) -> Value:
    """A fixed number of the model as the control shows it."""
    if control.never is not None and number == control.never.value:
        return None
    if control.kind == "choice":
        names = control.leaf.declaration.options
        return names[int(number)] if names else f"{number:g}"
    if control.kind == "date":
        return (control.start or datetime.date.min) + datetime.timedelta(days=number)
    return control.scale.to_reader(number)


def with_value(sets: Sequence[str], control: Control, standing: Standing) -> tuple[str, ...]:
    """The changes once a control stands somewhere: its own replaced, or gone where it is at its mark."""
    kept = [change for change in sets if change.partition("=")[0] != control.path]
    if not control.moved(standing):
        return tuple(kept)
    return (*kept, f"{control.path}={spelled(control, standing)}")


def with_policy(sets: Sequence[str], policy: Control, day: Control, standing: Standing) -> tuple[str, ...]:
    """The changes once the policy is chosen: an order on a set day needs the day, other policies none."""
    changed = with_value(sets, policy, standing)
    kept = tuple(change for change in changed if change.partition("=")[0] != day.path)
    if standing.value != ON_A_DATE or day.mark is not None:
        return kept
    return (*kept, f"{day.path}={spelled(day, Standing(day.usual))}")


# controls of all kinds


def _control(leaf: Leaf, scenario: LoadedScenario, main: Main) -> Control:
    declaration, quantity = leaf.declaration, leaf.quantity
    main = replace(main, label=control_label(main.slot)) if main in MAIN else main
    codes = said_of(main.slot).codes
    if declaration.options or (codes and isinstance(quantity, Fixed)):
        names = (AS_IN_SCENARIO, *(declaration.options or codes))
        return Control(leaf, main.label, "choice", AS_IN_SCENARIO, options=names, start=scenario.scenario.start)
    if declaration.unit == "day" and isinstance(quantity, Fixed):
        return _date_control(leaf, scenario, main)
    scale, never = scale_of(declaration), said_of(main.slot).never
    if declaration.unit == "yes or no":
        number = scale.to_reader(quantity.mean())
        return Control(leaf, main.label, "slider", number, scale, 0.0, 100.0, 1.0)
    own = moving.middle(quantity) if moving.movable(quantity) else central_value(quantity)
    none = never is not None and own == never.value and isinstance(quantity, Fixed)
    mark = None if none else scale.to_reader(own)
    low, high, step = main.span or span(leaf, own if mark is not None else FIRST_LENGTH, scale)
    if isinstance(mark, float):
        low, high = min(low, mark), max(high, mark)
    return Control(leaf, main.label, "slider", mark, scale, low, high, step, never=never, start=scenario.scenario.start)


def _date_control(leaf: Leaf, scenario: LoadedScenario, main: Main) -> Control:
    """A day as a date; no date where it never comes. The order of a withdrawal always has one under its policy."""
    day, start = central_value(leaf.quantity), scenario.scenario.start
    mark = None if math.isinf(day) else start + datetime.timedelta(days=day)
    around = FIRST_DAY if math.isinf(day) else day
    low = max(leaf.declaration.low, min(around, 0.0) - DAYS_AROUND)
    high = max(float(scenario.scenario.horizon_days), around)
    never = None if main.slot == ORDER_DAY else said_of(main.slot).never or (NEVER if mark is None else None)
    return Control(leaf, main.label, "date", mark, low=low, high=high, step=1.0, never=never, start=start)


def span(leaf: Leaf, value: float, scale: Scale) -> tuple[float, float, float]:
    """Ends and step of a slider as the reader sees it.

    All that is allowed if that is a share or a class, else the likely part of it.
    """
    low, high, unit = leaf.declaration.low, leaf.declaration.high, leaf.declaration.unit
    if low >= 0.0 and high <= 1.0 and not scale.geometric:
        return _inside(leaf, scale, scale.to_reader(low), scale.to_reader(high), scale.to_reader(0.01))
    if unit in COUNTED:
        return low, high, 1.0
    bottom, top = sorted((scale.to_reader(low), scale.to_reader(high)))
    left, right = _likely(leaf.quantity, scale, bottom, top, scale.to_reader(value))
    step = _nice((right - left) / STEPS)
    if left > 0.0 and by_ratio(leaf, scale, left, right):
        return _inside(leaf, scale, left, right, step)
    return _inside(leaf, scale, max(bottom, _down(left, step)), min(top, _up(right, step)), step)


def by_ratio(leaf: Leaf, scale: Scale, low: float, high: float) -> bool:
    """Whether equal steps of a slider are equal ratios: of logarithms, and of amounts that are drawn over decades."""
    quantity = leaf.quantity
    wide = isinstance(quantity, Distribution) and quantity.form in ("lognormal", "gamma")
    return high > GEOMETRIC_FROM[0] * low if scale.geometric else wide and high > GEOMETRIC_FROM[1] * low


def _inside(leaf: Leaf, scale: Scale, low: float, high: float, step: float) -> tuple[float, float, float]:
    """Without the ends at which a form has no room for a range, nor its window if it is conditioned on one."""
    quantity = leaf.quantity
    if not isinstance(quantity, Distribution):
        return low, high, step
    if quantity.form in (*moving.RESHAPED, *moving.SCALED):
        low = step if low == 0.0 else low
        high = high - step if quantity.form == "beta" else high
    if quantity.truncate is not None:
        ends = sorted(scale.to_reader(float(quantity.quantile(share))) for share in (WINDOW, 1.0 - WINDOW))
        low, high = max(low, ends[0]), min(high, ends[1])
    return low, high, step


def _likely(quantity: Quantity, scale: Scale, low: float, high: float, value: float) -> tuple[float, float]:
    """The bulk of a distribution; around a fixed value, a quarter to four times it."""
    if isinstance(quantity, Distribution):
        ends = [scale.to_reader(float(quantity.quantile(tail))) for tail in (TAIL, 1.0 - TAIL)]
    elif value == 0.0:
        ends = [-10.0, 10.0 if high <= 50.0 else high / 10.0]
    else:
        ends = [value / 4.0, value * 4.0]
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
