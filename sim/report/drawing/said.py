"""A finished specification in the language of the reader: what names a category or a field in it, and its calendar.

Titles are said where they are written. Categories and fields keep their English names in data and expressions, as
files and links have them; here their names in legends, on axes and on hovering are said. English needs none of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sim.language.dates import MONTHS, short_months
from sim.language.saying import ENGLISH, current, say

Spec = dict[str, Any]
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


def said(spec: Spec) -> Spec:
    """The specification, changed in place unless it is read in English."""
    if current() is ENGLISH:
        return spec
    for channel, encoding in _encodings(spec):
        if channel == "tooltip":
            encoding.setdefault("title", say(str(encoding.get("field", ""))))
        else:
            _name_categories(channel, encoding)
    spec.setdefault("config", {})["locale"] = {"number": _numbers(), "time": _calendar()}
    return spec


def _encodings(part: Any) -> Iterator[tuple[str, Spec]]:
    """Every channel of every layer with what it encodes."""
    if isinstance(part, list):
        for one in part:
            yield from _encodings(one)
    if not isinstance(part, dict):
        return
    for name, value in part.items():
        if name == "encoding":
            for channel, encodings in value.items():
                for one in encodings if isinstance(encodings, list) else [encodings]:
                    yield channel, one
        elif name in ("layer", "hconcat", "vconcat", "concat", "spec"):
            yield from _encodings(value)


def _name_categories(channel: str, encoding: Spec) -> None:
    scale = encoding.get("scale")
    domain = scale.get("domain") if isinstance(scale, dict) else None
    names = {one: say(one) for one in domain if isinstance(one, str)} if isinstance(domain, list) else {}
    guide = "axis" if channel in ("x", "y") else "legend"
    look = encoding.get(guide, {})
    if any(one != name for one, name in names.items()) and look is not None and "labelExpr" not in look:
        encoding[guide] = {**look, "labelExpr": f"{json.dumps(names)}[datum.label] || datum.label"}


def _numbers() -> Spec:
    written = current().numerals
    return {"decimal": written.tenths, "thousands": written.thousands, "grouping": [3], "currency": ["", ""]}


def _calendar() -> Spec:
    """Vega asks for all names; only those of the months are drawn, shortened, behind a day."""
    short = short_months()
    return {
        "dateTime": "%x, %X", "date": "%d.%m.%Y", "time": "%H:%M:%S", "periods": ["", ""],
        "days": list(DAYS), "shortDays": [day[:3] for day in DAYS], "months": list(MONTHS), "shortMonths": short,
    }  # fmt: skip
