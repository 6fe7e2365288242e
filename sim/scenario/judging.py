"""Whether the values of a scenario go together: contradictions are refused, what is possible but odd is told."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from sim.errors import InputError
from sim.scenario.files.documents import Place
from sim.scenario.schema.relations import ODDITIES, PARTY, PROPOSAL, RELATIONS, Oddity, Relation
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import near_path
from sim.scenario.values.declarations import Found
from sim.scenario.values.distributions import Distribution, Fixed, Quantity, about_middle, central_value
from sim.scenario.values.spelling import WHOLE, Terms, value_text
from sim.scenario.values.trials import reach, share_beyond
from sim.units import range_text, unit_text

PlaceOf = Callable[[str], Place]
STEPS = {0: 1, 1: 1000, 2: 100, 3: 20}  # of each of so many draws, where the share that breaks a relation is counted
NEARLY = 1e-9
MOSTLY_INSIDE = 0.05  # a distribution is told where more of its draws than this count as a bound


@dataclass(frozen=True)
class Declared:
    """A value of a scenario and what the schema says about it."""

    value: Quantity
    terms: Terms


Values = Mapping[str, Declared]


def refuse_contradictions(scenario: Scenario, place: PlaceOf) -> None:
    """Refuse the first relation that no draw keeps, with both values and both places."""
    values = _values_of(scenario)
    if scenario.sides.holder.strip() == scenario.sides.attacker.strip():
        raise InputError(
            f"{place('sides.attacker')}: sides.attacker = {scenario.sides.attacker} is the name of sides.holder too; "
            "give each side a name of its own"
        )
    _refuse_together(scenario, place)
    for relation in RELATIONS:
        for paths in _bound(relation.fields, scenario):
            if _broken_at_best(relation, values, paths) and _condition(relation, values) == 1.0:
                told = _told(values, _concerned(relation, paths), place)
                raise InputError(f"{told}: {relation.sentence}; {relation.step}")


def _refuse_together(scenario: Scenario, place: PlaceOf) -> None:
    """Refuse values that cannot hang together: unknown ones, luck of a run, and choices, whose order means nothing."""
    if scenario.together is None:
        return
    known = {found.path: found.terms for found in scenario.presents if found.terms is not None}
    for number, path in enumerate(scenario.together.values):
        named = f"{place('together')}: together.values.{number} = {path}"
        terms = known.get(path)
        if terms is None:
            raise InputError(f"{named}: is no value of this scenario; {near_path(path, list(known))}")
        if terms.kind == "chance" or terms.options is not None:
            what = "luck of a run" if terms.kind == "chance" else "a choice, and choices have no order"
            raise InputError(f"{named}: is {what}; take it out with its correlations")


def warnings_of(scenario: Scenario, place: PlaceOf) -> tuple[str, ...]:
    """A line for each relation that some draws break, for each oddity, and for draws that mostly count as a bound."""
    values = _values_of(scenario)
    return (
        *_broken_by_some(scenario, values, place), *_odd(scenario, values, place), *_beyond_bounds(values, place),
        *_between_whole(values, place),
    )  # fmt: skip


def _broken_by_some(scenario: Scenario, values: Values, place: PlaceOf) -> Iterator[str]:
    for relation in RELATIONS:
        for paths in _bound(relation.fields, scenario):
            condition = _condition(relation, values)
            if condition and _broken_at_worst(relation, values, paths):
                share = condition * _share_broken(relation, values, paths)
                told = _told(values, _concerned(relation, paths), place)
                yield f"{told}: {relation.sentence}, but {_in_draws(share)} it is not so; then {relation.then}"


def _odd(scenario: Scenario, values: Values, place: PlaceOf) -> Iterator[str]:
    for oddity in ODDITIES:
        for paths in _bound(oddity.fields, scenario):
            if not _condition(oddity, values):
                continue
            middles = [central_value(values[path].value) for path in paths]
            if oddity.odd(*middles, float(scenario.horizon_days)):
                yield f"{_told(values, _concerned(oddity, paths), place)}: {oddity.sentence}"


def _beyond_bounds(values: Values, place: PlaceOf) -> Iterator[str]:
    for path, declared in values.items():
        low, high = declared.terms.low, declared.terms.high
        if not isinstance(declared.value, Distribution) or reach(declared.value, -math.inf, math.inf) == reach(
            declared.value, low, high
        ):
            continue
        share = share_beyond(declared.value, low, high)
        if share > MOSTLY_INSIDE:
            told, allowed = _told(values, (path,), place), range_text(low, high, declared.terms.unit)
            yield f"{told}: {_in_draws(share)} it lies beyond {allowed} and counts as the bound"


def _between_whole(values: Values, place: PlaceOf) -> Iterator[str]:
    for path, declared in values.items():
        if isinstance(declared.value, Distribution) and declared.terms.unit in WHOLE:
            then = "the lower" if declared.terms.unit == "class" else "the higher"
            yield f"{_told(values, (path,), place)}: a draw between two whole numbers counts as {then} one"


def _concerned(rule: Relation | Oddity, paths: tuple[str, ...]) -> tuple[str, ...]:
    """The paths of a rule, after the field on which it depends."""
    return (rule.only_if[0], *paths) if rule.only_if is not None else paths


def _values_of(scenario: Scenario) -> Values:
    return {
        found.path: Declared(found.value, found.terms)
        for found in scenario.presents
        if isinstance(found, Found) and found.terms is not None
    }


def _bound(fields: tuple[str, ...], scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """The paths that the fields stand for: one set for each proposal, or for each government."""
    if fields[0].startswith(PROPOSAL):
        entries = [f"talks.proposals.{name}" for name in scenario.talks.proposals]
        yield from (tuple(field.replace(PROPOSAL, entry) for field in fields) for entry in entries)
    elif fields[0].startswith(PARTY):
        yield from (tuple(field.replace(PARTY, f"talks.{side}") for field in fields) for side in ("holder", "attacker"))
    else:
        yield fields


def _condition(rule: Relation | Oddity, values: Values) -> float:
    """The chance that the rule applies at all."""
    if rule.only_if is None:
        return 1.0
    field, option = rule.only_if
    declared = values[field]
    number = (declared.terms.options or ()).index(option)
    return float(np.mean(declared.value.quantile((np.arange(200) + 0.5) / 200) == number))


def _ends(relation: Relation, values: Values, paths: tuple[str, ...]) -> list[tuple[float, float]] | None:
    """Lowest and highest of each signed value, or None where a day never comes and the relation leaves that out."""
    ends = []
    for path, sign in zip(paths, relation.signs, strict=True):
        declared = values[path]
        low, high = reach(declared.value, declared.terms.low, declared.terms.high)
        if math.isinf(high) and not relation.counts_never:
            return None
        ends.append((low, high) if sign > 0 else (-high, -low))
    return ends


def _exceeds(relation: Relation, total: float) -> bool:
    return total >= relation.limit if relation.strict else total > relation.limit + NEARLY * max(1.0, abs(total))


def _broken_at_best(relation: Relation, values: Values, paths: tuple[str, ...]) -> bool:
    """Whether even the draws that keep the relation best break it; never where the middle of each value keeps it."""
    middles = [sign * about_middle(values[path].value) for path, sign in zip(paths, relation.signs, strict=True)]
    if not any(map(math.isinf, middles)) and not _exceeds(relation, math.fsum(middles)):
        return False
    ends = _ends(relation, values, paths)
    return ends is not None and _exceeds(relation, math.fsum(low for low, _ in ends))


def _broken_at_worst(relation: Relation, values: Values, paths: tuple[str, ...]) -> bool:
    """Whether the draws that keep the relation worst break it."""
    ends = _ends(relation, values, paths)
    return ends is not None and _exceeds(relation, math.fsum(high for _, high in ends))


def _share_broken(relation: Relation, values: Values, paths: tuple[str, ...]) -> float:
    """Share of independent draws that break a relation, counted on a grid of each value's quantiles."""
    steps = STEPS[sum(isinstance(values[path].value, Distribution) for path in paths)]
    grid = (np.arange(steps) + 0.5) / steps
    columns = []
    for path, sign in zip(paths, relation.signs, strict=True):
        declared = values[path]
        if isinstance(declared.value, Distribution):
            draws = np.clip(declared.value.quantile(grid), declared.terms.low, declared.terms.high)
            columns.append(sign * draws)
        else:
            columns.append(sign * declared.value.quantile(grid[:1]))
    totals = np.array([math.fsum(one) for one in product(*columns)])
    return float(np.mean([_exceeds(relation, float(total)) for total in totals]))


def _in_draws(share: float) -> str:
    if share < 0.005:
        return "in fewer than 1 of 100 draws"
    return f"in about {round(100 * share)} of 100 draws" if share < 0.995 else "in nearly all draws"


def _told(values: Values, paths: tuple[str, ...], place: PlaceOf) -> str:
    """The values with their places, an option first: `a.yaml:3:3: x = 3 with y = 2 (a.yaml:2:3)`."""
    ordered = sorted(paths, key=lambda path: _rank(place(path)))
    texts = [f"{path} = {_value(values[path])}" for path in ordered]
    others = [
        f"{text} ({place(path) if _rank(place(path)) < 2 else 'by default'})"
        for path, text in zip(ordered[1:], texts[1:], strict=True)
    ]
    return f"{place(ordered[0])}: {texts[0]}{' with ' if others else ''}{' and '.join(others)}"


def _rank(place: Place) -> int:
    """0 for what an option says, 1 for what a file says, 2 for a default."""
    if place.where.startswith("--set "):
        return 0
    return 1 if place.line else 2


def _value(declared: Declared) -> str:
    """A value with its unit, a day as `day 3`."""
    text = value_text(declared.value, declared.terms.options)
    if declared.terms.unit == "day":
        return f"day {text}" if text[:1].isdigit() or text.startswith("-") else text
    fixed = declared.value.value if isinstance(declared.value, Fixed) else math.nan
    return f"{text} {unit_text(declared.terms.unit, fixed)}".rstrip()
