"""The JSON schema of one value: bare, fixed with its evidence, or a distribution; what values share stands once.

Parts of one place are joined by `oneOf` alone. Editors look for the words of a place among all parts that describe it,
and remember words with a part that places share: those of `allOf`, `anyOf` and `if` would speak of another value.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sim.scenario.values.distributions import Basis, Fixed
from sim.scenario.values.shapes import FORMS, UNBOUNDED
from sim.scenario.values.spelling import (
    EVIDENCE_KEYS,
    SWITCH,
    WHOLE,
    WINDOW_KEYS,
    Terms,
    is_day,
    plain_number,
    spell,
    value_text,
)
from sim.units import range_text

DATED = ("uniform", "triangular")  # forms whose numbers may be dates where days count
BOUNDED = (*DATED, "normal", "lognormal")  # forms whose place is told by single numbers
CAN_BE_CUT = [name for name, form in FORMS.items() if not form.discrete]
CALENDAR = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
DATE = CALENDAR + "([Tt ].*)?"
NO_DAY = "This is no day; write a number of days, a date such as 2025-03-12"
DAY = {"pattern": f"^(never|{DATE})$", "patternErrorMessage": f"{NO_DAY}, or never."}
NUMBER: dict[str, Any] = {"type": "number"}
DATE_OR_NUMBER = {"type": ["number", "string"], "pattern": f"^{DATE}$", "patternErrorMessage": f"{NO_DAY}."}
MEANINGS = {
    "uniform": "Anything between the two is equally likely",
    "triangular": "Most likely at the mode, and not outside the two ends",
    "normal": "Bell-shaped around the mean",
    "lognormal": "The logarithm is normal; log_sd is its standard deviation",
    "beta": "A share between 0 and 1",
    "gamma": "A gamma distribution of scale 1",
    "bernoulli": "Yes with this probability, else no",
    "choice": "One of them, by weight; weights need not add up to 1",
    "clip": "Draws beyond these ends count as the end; null leaves an end open",
    "truncate": "Draws beyond these ends are drawn again; null leaves an end open",
    "source": "Id of a source in a sources.yaml, or user",
    "basis": "What it rests on",
    "note": "A remark for readers",
}


def meaning(part: str) -> str:
    """What a part of a value means, as it stands within a sentence."""
    return MEANINGS[part][0].lower() + MEANINGS[part][1:]


def described(name: str, terms: Terms) -> dict[str, Any]:
    """What an editor shows and checks of one value: name, unit, meaning, range, default, and its shared definition."""
    bare = {key: part for key, part in spell(terms.default, terms.options).items() if key not in EVIDENCE_KEYS}
    unit = f" [{terms.unit}]" if terms.options is None else ""
    usual = f"{value_text(terms.default, terms.options)} ({terms.default.evidence.basis})"
    return {
        "title": name,
        "description": f"{terms.about}{unit}. {allowed(terms)}. Default: {usual}",
        "default": bare["value"] if isinstance(terms.default, Fixed) else bare,
        **_ref(name_of(terms)),
    }


def allowed(terms: Terms) -> str:
    """The range, or the options, in words: `From 0 to 60`, `One of: hold, leave`."""
    if terms.options is not None:
        return f"One of: {', '.join(terms.options)}"
    return f"From {range_text(terms.low, terms.high, '')}" + (", a date, or never" if is_day(terms) else "")


def name_of(terms: Terms) -> str:
    """The shared definition of all values that may be what this one may be."""
    if terms.options is not None:
        return "_".join(("one_of", *terms.options))
    kind = "day" if is_day(terms) else "whole" if terms.unit in WHOLE else "number"
    return f"{kind}_from_{terms.low:.10g}_to_{terms.high:.10g}"


def definitions_of(terms: Terms, words: Mapping[str, str]) -> dict[str, Any]:
    """Name -> definition of all that `described` refers to; `words` tell what an option means."""
    name = name_of(terms)
    alone = _number(terms) if terms.options is None else _options(terms.options, words)
    return {f"{name}_alone": alone, name: {"oneOf": [_ref(f"{name}_alone"), _spelled_out(terms)]}, **_shared(terms)}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _number(terms: Terms) -> dict[str, Any]:
    if is_day(terms):
        return {"type": ["number", "string", "null"], **_bounds(terms), **DAY}
    return {"type": "integer" if terms.unit in WHOLE else "number", **_bounds(terms)}


def _bounds(terms: Terms) -> dict[str, Any]:
    ends = {"minimum": terms.low, "maximum": terms.high}
    return {side: plain_number(end) for side, end in ends.items() if math.isfinite(end)}


def _options(options: Sequence[str], words: Mapping[str, str]) -> dict[str, Any]:
    """The options by name, with what each means where that is told; yes and no also as YAML's true and false."""
    told = {"enumDescriptions": [words[option] for option in options]} if set(options) <= set(words) else {}
    return {"enum": [*options, *([True, False] if options == SWITCH else [])], **told}


def _spelled_out(terms: Terms) -> dict[str, Any]:
    """A mapping: one fixed value or one form, with its evidence."""
    parts = {"value": {"title": "The value", "description": allowed(terms), **_ref(f"{name_of(terms)}_alone")}}
    parts |= {key: _weights(terms) if key == "choice" else _ref(_kind_of(key, terms)) for key in _parts_of(terms)}
    inside = _numbers(terms) if terms.options is None else [{"required": [key]} for key in ("value", *_forms_of(terms))]
    return {"type": "object", "properties": parts, "additionalProperties": False, "oneOf": inside}


def _forms_of(terms: Terms) -> list[str]:
    if terms.options is None:
        return [form for form in FORMS if form != "choice"]
    return ["choice", "bernoulli"] if terms.options == SWITCH else ["choice"]


def _parts_of(terms: Terms) -> list[str]:
    """What a mapping may hold besides a fixed value; a choice has no ends that could be cut."""
    return [*_forms_of(terms), *(WINDOW_KEYS if terms.options is None else ()), *EVIDENCE_KEYS]


def _kind_of(part: str, terms: Terms) -> str:
    """The shared definition of a part: where days count, dates do."""
    return f"{part}_of_days" if is_day(terms) and part in (*DATED, *WINDOW_KEYS) else part


def _numbers(terms: Terms) -> list[dict[str, Any]]:
    """Plain ones: ends, or a middle where there are none, lie within the bounds of the value. Or cut ones."""
    bounds = _bounds(terms)
    kept = {form: {"prefixItems": [bounds]} if form in UNBOUNDED else {"items": bounds} for form in BOUNDED}
    return [{"properties": kept | dict.fromkeys(WINDOW_KEYS, False), "oneOf": [_ref("one_of_all")]}, _ref("cut")]


def _weights(terms: Terms) -> dict[str, Any]:
    weights = {option: NUMBER | {"minimum": 0} for option in terms.options or ()}
    told = {"title": "choice", "description": MEANINGS["choice"], "type": "object", "minProperties": 1}
    return {**told, "properties": weights, "additionalProperties": False}


def _shared(terms: Terms) -> dict[str, Any]:
    """The parts that all values share; of days those where dates count."""
    found = {_kind_of(part, terms): _part(part, is_day(terms)) for part in _parts_of(terms) if part != "choice"}
    return found | (ONE_FORM if terms.options is None else {})


def _part(part: str, days: bool) -> dict[str, Any]:
    """A part that says the same whatever the bounds of the value."""
    told = {"title": part, "description": MEANINGS[part]}
    number = DATE_OR_NUMBER if days and part in (*DATED, *WINDOW_KEYS) else NUMBER
    if part in FORMS:
        return told | _arguments(FORMS[part].argument_names, number, MEANINGS[part])
    if part in WINDOW_KEYS:
        return told | _window(number, MEANINGS[part])
    return told | ({"enum": [basis.value for basis in Basis]} if part == "basis" else {"type": "string"})


def _arguments(names: Sequence[str], number: dict[str, Any], meaning: str) -> dict[str, Any]:
    """The numbers of a form; a single one may stand without brackets."""
    numbers = _list_of(number, len(names)) | {"description": f"[{', '.join(names)}]: {meaning}"}
    return numbers | ({"type": ["array", "number"]} if len(names) == 1 else {})


def _window(number: dict[str, Any], meaning: str) -> dict[str, Any]:
    kinds = number["type"] if isinstance(number["type"], list) else [number["type"]]
    ends = _list_of(number | {"type": [*kinds, "null"]}, 2)
    return ends | {"type": ["array", "null"], "description": f"[low, high]: {meaning}"}


def _list_of(item: dict[str, Any], size: int) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": size, "maxItems": size}


ONE_FORM = {
    "one_of_all": {"oneOf": [{"required": [key]} for key in ("value", *CAN_BE_CUT, "bernoulli")]},
    "one_of_cut": {"oneOf": [{"required": [key]} for key in CAN_BE_CUT]},
    "cut": {
        "properties": {"value": False, "bernoulli": False},
        "oneOf": [
            {"required": ["clip"], "oneOf": [_ref("one_of_cut")]},
            {"required": ["truncate"], "properties": {"clip": False}, "oneOf": [_ref("one_of_cut")]},
        ],
    },
}
