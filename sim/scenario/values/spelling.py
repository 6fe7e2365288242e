"""How a value is spelled in a scenario file: reading it into a quantity, and writing it back."""

import datetime
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sim.legible import visible
from sim.scenario.files.suggestions import near, nearest, shown
from sim.scenario.values.distributions import USER, Basis, Distribution, Evidence, Fixed, Quantity, Window, outside
from sim.scenario.values.shapes import FORMS
from sim.units import range_text, with_unit

EVIDENCE_KEYS = ("source", "basis", "note")
WINDOW_KEYS = ("clip", "truncate")
LEAF_KEYS = ("value", *FORMS, *WINDOW_KEYS, *EVIDENCE_KEYS)
SWITCH = ("no", "yes")
WHOLE = ("class", "rounds")  # units of which there is no half


class LeafFault(ValueError):
    """What is wrong with a value, without its path; `inside` leads to the place within the value."""

    def __init__(self, message: str, *inside: str | int) -> None:
        super().__init__(message)
        self.inside = inside


@dataclass(frozen=True)
class Terms:
    """What the schema declares about one value."""

    unit: str
    low: float
    high: float
    about: str
    kind: str
    default: Quantity
    options: tuple[str, ...] | None = None
    reading: str = ""  # of a ratio between groups: an association or an effect

    def __call__(self, schema: dict[str, Any]) -> None:
        """What pydantic would say of the value; editors get `sim.scenario.schema.json_schema`."""
        schema["description"] = self.about


def with_point(raw: object) -> str:
    """What to write for a number with a decimal comma; nothing for anything else."""
    found = re.fullmatch(r"\s*([+-]?\d+),(\d+)\s*", raw) if isinstance(raw, str) else None
    return f"; decimals take a point: write {found[1]}.{found[2]}" if found else ""


def read_leaf(terms: Terms, raw: object, start: datetime.date | None = None) -> Quantity:
    """A quantity from its YAML value; raises LeafFault."""
    if isinstance(raw, Fixed | Distribution):
        quantity: Quantity = raw
    elif isinstance(raw, Mapping):
        quantity = _read_mapping(terms, raw, start)
    else:
        quantity = Fixed(_read_value(terms, raw, start, raw), USER)
    _check_bounds(terms, quantity, raw)
    return quantity


def _advice(terms: Terms) -> str:
    if terms.options is not None:
        return f"({terms.about}); give one of: {', '.join(terms.options)}"
    return f"({terms.about}); give {range_text(terms.low, terms.high, terms.unit)}"


def _check_bounds(terms: Terms, quantity: Quantity, raw: object) -> None:
    if isinstance(quantity, Fixed) and quantity.value == math.inf and is_day(terms):
        return
    if isinstance(quantity, Fixed) and terms.unit in WHOLE and quantity.value != round(quantity.value):
        raise LeafFault(f"= {core_text(raw)} is no whole number {_advice(terms)}")
    value = outside(quantity, terms.low, terms.high)
    if value is None:
        return
    side, bound = ("below", terms.low) if value < terms.low else ("above", terms.high)
    found = "" if isinstance(quantity, Fixed) else f" reaches {with_unit(value, terms.unit)}, which"
    raise LeafFault(f"= {core_text(raw)}{found} is {side} {with_unit(bound, terms.unit)} {_advice(terms)}")


def core_text(raw: object) -> str:
    """What the user wrote, without the evidence."""
    if isinstance(raw, Mapping):
        if "value" in raw:
            return shown(raw["value"])
        return shown({key: value for key, value in raw.items() if key not in EVIDENCE_KEYS})
    if isinstance(raw, Fixed):
        return f"{raw.value:g}"
    return f"{raw.form} {list(raw.arguments)}" if isinstance(raw, Distribution) else shown(raw)


def is_day(terms: Terms) -> bool:
    """Whether the value is a day: then a date counts, and null means never."""
    return terms.unit == "day" and terms.options is None


def _read_value(
    terms: Terms, raw: object, start: datetime.date | None, whole: object, *inside: str | int
) -> float:
    if terms.options is not None:
        return float(_read_option(terms, raw, *inside))
    if is_day(terms) and (raw is None or raw in ("never", math.inf)):
        return math.inf
    if isinstance(raw, str) and is_day(terms):
        raw = _as_date(terms, raw, *inside)
    if isinstance(raw, datetime.date):
        return _days_since(terms, raw, start, *inside)
    return _read_number(terms, raw, whole, *inside)


def _as_date(terms: Terms, text: str, *inside: str | int) -> object:
    """A text as a date; one that looks like a date and is none is refused."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as fault:
        if re.fullmatch(r"\d{4}-\d\d?-\d\d?", text.strip()):
            raise LeafFault(f"= {text} is no date ({fault}); write a day such as 2025-03-12 ({terms.about})",
                            *inside) from None  # fmt: skip
        return text


def _days_since(terms: Terms, date: datetime.date, start: datetime.date | None, *inside: str | int) -> float:
    if not is_day(terms):
        raise LeafFault(f"= {date} is a date, not a number {_advice(terms)}", *inside)
    if start is None:
        raise LeafFault(f"= {date} is a date, but the scenario has no start; give `start`, or days", *inside)
    day = date.date() if isinstance(date, datetime.datetime) else date
    return float((day - start).days)


def _read_number(terms: Terms, raw: object, whole: object, *inside: str | int) -> float:
    if raw is None:
        raise LeafFault(f"= {core_text(whole)} has an empty value {_advice(terms)}", *inside)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        words = {bool: "yes or no", str: "text", list: "a list", dict: "a mapping"}
        found = next((word for kind, word in words.items() if isinstance(raw, kind)), type(raw).__name__)
        raise LeafFault(f"= {core_text(whole)} is {found}, not a number {_advice(terms)}{with_point(raw)}", *inside)
    try:
        number = float(raw)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise LeafFault(f"= {core_text(whole)} is not a finite number {_advice(terms)}", *inside)
    return number


def _read_option(terms: Terms, raw: object, *inside: str | int) -> int:
    options = terms.options or ()
    if isinstance(raw, bool) and options == SWITCH:
        return int(raw)
    if isinstance(raw, str):
        word = raw.strip().lower().replace("-", "_")
        if options == SWITCH:
            word = {"true": "yes", "false": "no"}.get(word, word)
        if word in options:
            return options.index(word)
        meant = f"; did you mean '{nearest(word, options)}'?" if nearest(word, options) else ""
        raise LeafFault(f"= {visible(raw)} is no choice {_advice(terms)}{meant}", *inside)
    raise LeafFault(f"= {shown(raw)} is no choice {_advice(terms)}", *inside)


def _read_mapping(terms: Terms, raw: Mapping[str, object], start: datetime.date | None) -> Quantity:
    for key in raw:
        if key not in LEAF_KEYS:
            raise LeafFault(f"has an unknown key '{key}'; {near(str(key), LEAF_KEYS)}", key)
    evidence = _read_evidence(raw)
    forms = [key for key in raw if key in FORMS]
    if len(forms) + ("value" in raw) != 1:
        raise LeafFault(f"= {shown(raw)} needs exactly one of: value, {', '.join(FORMS)} ({terms.about})")
    if not forms:
        windows = [key for key in WINDOW_KEYS if key in raw]
        if windows:
            raise LeafFault(f"= {core_text(raw)} is fixed, so remove `{windows[0]}` ({terms.about})", windows[0])
        return Fixed(_read_value(terms, raw["value"], start, raw, "value"), evidence)
    return _read_distribution(terms, forms[0], raw, start, evidence)


def _read_distribution(
    terms: Terms, form: str, raw: Mapping[str, object], start: datetime.date | None, evidence: Evidence
) -> Distribution:
    wanted = "choice" if terms.options is not None else form
    if form != wanted and not (form == "bernoulli" and terms.options == SWITCH):
        spelled = "{choice: {" + ", ".join(f"{option}: weight" for option in terms.options or ()) + "}}"
        raise LeafFault(f"= {core_text(raw)} is no choice ({terms.about}); give {spelled}", form)
    if form == "choice" and terms.options is None:
        raise LeafFault(f"= {core_text(raw)} is a choice, not a number {_advice(terms)}", form)
    if form == "choice":
        arguments = _read_weights(terms, raw[form])
    else:
        arguments = _read_arguments(terms, form, raw, start)
    windows = [_read_window(terms, key, raw, start) for key in WINDOW_KEYS]
    try:
        return Distribution(form, arguments, windows[0], windows[1], evidence)
    except ValueError as fault:
        raise LeafFault(f"= {core_text(raw)} is impossible: {fault} ({terms.about})", form) from None


def _read_arguments(
    terms: Terms, form: str, raw: Mapping[str, object], start: datetime.date | None
) -> tuple[float, ...]:
    names, items = FORMS[form].argument_names, raw[form]
    if len(names) == 1 and isinstance(items, int | float) and not isinstance(items, bool):
        items = [items]
    if not isinstance(items, list | tuple) or len(items) != len(names):
        comma = "; decimals take a point, as in 0.5" if isinstance(items, list) and len(items) > len(names) else ""
        raise LeafFault(f"= {core_text(raw)} must be spelled {form}: [{', '.join(names)}] ({terms.about}){comma}", form)
    bare = replace(terms, options=None)
    if form in ("uniform", "triangular"):
        return tuple(_date_or_number(bare, item, start, raw, form, place) for place, item in enumerate(items))
    return tuple(_read_number(bare, item, raw, form, place) for place, item in enumerate(items))


def _date_or_number(
    terms: Terms, raw: object, start: datetime.date | None, whole: object, *inside: str | int
) -> float:
    if isinstance(raw, datetime.date):
        return _days_since(terms, raw, start, *inside)
    return _read_number(terms, raw, whole, *inside)


def _read_weights(terms: Terms, raw: object) -> tuple[float, ...]:
    options = terms.options or ()
    if not isinstance(raw, Mapping):
        spelled = "{" + ", ".join(f"{option}: weight" for option in options) + "}"
        raise LeafFault(f"= choice {shown(raw)} must be spelled choice: {spelled} ({terms.about})", "choice")
    weights = [0.0] * len(options)
    bare = replace(terms, options=None, unit="", low=0.0, high=math.inf)
    for name, weight in raw.items():
        place = _read_option(terms, name, "choice", name)
        weights[place] = _read_number(bare, weight, {"choice": raw}, "choice", name)
    return tuple(weights)


def _read_window(
    terms: Terms, key: str, raw: Mapping[str, object], start: datetime.date | None
) -> Window | None:
    window = raw.get(key)
    if window is None:
        return None
    if not isinstance(window, list | tuple) or len(window) != 2:
        raise LeafFault(f"= {core_text(raw)}: {key} must be spelled [low, high], null for an open end", key)
    low, high = (
        None if end is None else _date_or_number(terms, end, start, raw, key, place)
        for place, end in enumerate(window)
    )
    return low, high


def _read_evidence(raw: Mapping[str, object]) -> Evidence:
    for key in EVIDENCE_KEYS:
        if key in raw and not isinstance(raw[key], str):
            raise LeafFault(f"has {key} = {shown(raw[key])}, which is not text; put it in quotes", key)
    basis = str(raw.get("basis", Basis.JUDGEMENT.value))
    if basis not in set(Basis):
        raise LeafFault(f"has an unknown basis '{basis}'; basis is one of: {', '.join(Basis)}", "basis")
    return Evidence(str(raw.get("source", USER.source)), Basis(basis), str(raw.get("note", "")))


def plain_number(value: float) -> int | float | None:
    """A number as YAML spells it best: whole numbers without a point, never as null."""
    if value == math.inf:
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def spell(quantity: Quantity, options: tuple[str, ...] | None) -> dict[str, Any]:
    """The YAML mapping that reads back as the same quantity."""
    spelled: dict[str, Any]
    if isinstance(quantity, Fixed):
        spelled = {"value": options[int(quantity.value)] if options else plain_number(quantity.value)}
    else:
        spelled = {quantity.form: _spell_arguments(quantity, options)}
        for key, window in (("clip", quantity.clip), ("truncate", quantity.truncate)):
            if window is not None:
                spelled[key] = [None if end is None else plain_number(end) for end in window]
    spelled |= {"source": quantity.evidence.source, "basis": str(quantity.evidence.basis)}
    return spelled | ({"note": quantity.evidence.note} if quantity.evidence.note else {})


def _spell_arguments(quantity: Distribution, options: tuple[str, ...] | None) -> object:
    if quantity.form == "choice":
        names = options or tuple(str(place) for place in range(len(quantity.arguments)))
        return {name: plain_number(weight) for name, weight in zip(names, quantity.arguments, strict=True)}
    return [plain_number(argument) for argument in quantity.arguments]


def value_text(quantity: Quantity, options: tuple[str, ...] | None) -> str:
    """A value in one short line, without unit and evidence: `15`, `triangular [8, 15, 30]`, `never`."""
    spelled = spell(quantity, options)
    if "value" in spelled:
        return "never" if spelled["value"] is None else shown(spelled["value"]).strip("'")
    parts = []
    for key, value in spelled.items():
        if key in EVIDENCE_KEYS:
            continue
        if isinstance(value, Mapping):
            weights = ", ".join(f"{name}: {weight}" for name, weight in value.items() if weight)
            parts.append(f"{key} {{{weights}}}")
        else:
            parts.append(f"{key} [{', '.join('null' if item is None else str(item) for item in value)}]")
    return ", ".join(parts)
