"""The shape of the schema: what lies below a key, which paths exist, and how two files merge along it."""

import re
import typing
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from annotated_types import MaxLen
from pydantic import BaseModel

from sim.errors import InputError
from sim.scenario.files.documents import Document, Place, Steps, path_text
from sim.scenario.files.names import name_fault
from sim.scenario.files.suggestions import near, nearest
from sim.scenario.values.declarations import Section, section_of, sections_of, terms_of
from sim.scenario.values.spelling import Terms


@dataclass(frozen=True)
class Entries:
    """A mapping of freely named entries, each of them a section."""

    section: type[Section]
    most: int


Branch = type[Section] | Entries


@lru_cache(maxsize=4096)
def below(branch: Branch, key: str) -> Branch | None:
    """What lies below a key: sections or entries; None for a value or an unknown key."""
    if isinstance(branch, Entries):
        return branch.section
    field = branch.model_fields.get(key)
    if field is None:
        return None
    entry = sections_of(field.annotation)
    if entry is None:
        return section_of(field.annotation)
    most = next((mark.max_length for mark in field.metadata if isinstance(mark, MaxLen)), 1)
    return Entries(entry, most)


def model_in(annotation: object) -> type[BaseModel] | None:
    """The model somewhere inside an annotation such as `tuple[Settlement, ...]`, or None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in typing.get_args(annotation) if (model := model_in(part))), None)


def slots(section: type[Section], slot: str = "") -> Iterator[tuple[str, Terms]]:
    """Each value the schema can hold with its slot path; entries are numbered up to their limit."""
    for name in section.model_fields:
        terms, branch = terms_of(section, name), below(section, name)
        if terms is not None:
            yield f"{slot}{name}", terms
        elif isinstance(branch, Entries):
            for place in range(branch.most):
                yield from slots(branch.section, f"{slot}{name}.{place}.")
        elif branch is not None:
            yield from slots(branch, f"{slot}{name}.")


def paths(branch: Branch, data: Any, path: str = "") -> Iterator[str]:
    """Each path that can be set in a scenario with these entries."""
    data = data if isinstance(data, Mapping) else {}
    names = data if isinstance(branch, Entries) else branch.model_fields
    for name in names:
        deeper = below(branch, name)
        if deeper is None:
            yield f"{path}{name}"
        else:
            yield from paths(deeper, data.get(name), f"{path}{name}.")


def near_path(path: str, known: list[str]) -> str:
    """`did you mean …?` for a whole path; a last part that exists elsewhere is the best hint."""
    last = path.rsplit(".", 1)[-1]
    same = [candidate for candidate in known if candidate.rsplit(".", 1)[-1] == last]
    if len(same) == 1:
        return f"did you mean '{same[0]}'?"
    ends = {candidate.rsplit(".", 1)[-1]: candidate for candidate in known}
    found = nearest(path, same or known) or ends.get(nearest(last, ends), "")
    return f"did you mean '{found}'?" if found else "`salient check` lists every path"


def unknown_key(model: type[BaseModel], steps: Steps) -> str:
    """The complaint about a key that the schema does not have."""
    owner: Any = model
    for step in steps[:-1]:
        if isinstance(owner, Entries):
            owner = owner.section
        elif isinstance(owner, type) and issubclass(owner, Section):
            owner = below(owner, str(step))
        elif isinstance(owner, type) and issubclass(owner, BaseModel) and step in owner.model_fields:
            owner = model_in(owner.model_fields[str(step)].annotation)
    fields = list(owner.model_fields) if isinstance(owner, type) and issubclass(owner, BaseModel) else []
    key = str(steps[-1])
    if key == "extends":
        return f"unknown key '{path_text(steps)}'; extends stands at the top of a scenario file; remove it here"
    if owner is model and fields and issubclass(model, Section):
        fields += ["extends", "parameters"]
    return f"unknown key '{path_text(steps)}'; {_disguised(key, fields) or near(key, fields)}"


def _disguised(key: str, fields: list[str]) -> str:
    """Why a key that looks like a known one is none: a sign that shows nothing, or one of another alphabet."""
    odd = [sign for sign in key if not sign.isascii() or sign.isspace()]
    if not 1 <= len(odd) <= 3:
        return ""
    pattern = "".join(".?" if sign in odd else re.escape(sign) for sign in key)
    meant = next((field for field in fields if re.fullmatch(pattern, field)), "")
    name = unicodedata.name(odd[0], "a sign without a name").lower()
    return f"the key holds the sign U+{ord(odd[0]):04X} ({name}); type it again as '{meant}'" if meant else ""


def merged(model: type[Section], base: Document, over: Document) -> Document:
    """The base with the values of `over` put in: sections merge, a value replaces the whole value.

    An entry set to null is taken out; an empty section changes nothing.
    """
    places = dict(base.places)
    data = _merge(model, base.data, over, over.data, (), places)
    return Document(over.shown, data, places)


def _merge(
    branch: Branch, base: Mapping[str, Any], over: Document, changes: Mapping[str, Any], steps: Steps,
    places: dict[Steps, Place],
) -> dict[str, Any]:
    # Who wins: the later file, key by key. Below a key of the schema both are merged; a value, a list or a distribution
    # is replaced whole, with the places of all that it held; an entry set to null is taken out.
    result = dict(base)
    for key, value in changes.items():
        here = (*steps, key)
        deeper = below(branch, key)
        if isinstance(branch, Entries) and (fault := name_fault(key)):
            raise InputError(f"{over.place(here)}: {fault}")
        if value is None and isinstance(branch, Entries) and key in result:
            del result[key]
        elif deeper is not None and (value is None or isinstance(value, Mapping)):
            old = result.get(key)
            old = old if isinstance(old, Mapping) else {}
            places[here] = over.place(here) if here in over.places else places.get(here, over.place(here))
            result[key] = _merge(deeper, old, over, value or {}, here, places)
        else:
            for old in _within(result.get(key), here):
                places.pop(old, None)
            places.update({step: over.places[step] for step in _within(value, here) if step in over.places})
            places.setdefault(here, over.place(here))
            result[key] = value
    return result


def _within(value: Any, steps: Steps) -> Iterator[Steps]:
    """The path of a value and of all that it holds."""
    yield steps
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _within(item, (*steps, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _within(item, (*steps, place))
