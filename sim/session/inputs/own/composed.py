"""The text of a reader's own scenario: what it extends, its title and note, each changed value with its source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from sim.errors import InputError
from sim.legible import visible
from sim.scenario.files import in_folder
from sim.scenario.files.documents import flow, rewritten, written
from sim.scenario.loaded import Leaf
from sim.scenario.schema.overrides import assignments
from sim.scenario.values.distributions import USER
from sim.scenario.values.spelling import spell, value_text
from sim.session.inputs import changes, uploads
from sim.session.inputs.scenarios import Chosen, loaded

LONGEST_TITLE, LONGEST_NOTE, LONGEST_SOURCE = 120, 1_000, 300  # letters
LONGEST_NAME = 60


def composed(chosen: Chosen, title: str, note: str = "", source: str = "") -> Chosen:
    """A scenario with its changes as one of the reader's own; it gives the same numbers.

    Each changed value says what the reader knows of its `source`, and what it is in the scenario that it was made of.
    InputError where a text is missing or too long, or the whole for an address.
    """
    title, source = _line("title", title, LONGEST_TITLE), _line("source of the values", source, LONGEST_SOURCE)
    note = _line("note", note, LONGEST_NOTE)
    if not title:
        raise InputError("the scenario has no title; write what it assumes, for example: Leave by day 5")
    head = {"title": title, "summary": note or _in_place_of_a_note(chosen)}
    _refuse_of_folder(chosen)
    text = _over_own_text(chosen, head, source) if chosen.upload else _over_shipped(chosen, head, source)
    name, text = uploads.read_upload(f"{name_of(title)}.yaml", text.encode())
    return Chosen(name, upload=text)


def _refuse_of_folder(chosen: Chosen) -> None:
    """A file of the reader's folder is no base of what stands in an address: an address must not name files."""
    if not chosen.upload and in_folder.file_of(chosen.name):
        raise InputError(
            f"{chosen.name} is a file of yours, and an own scenario here can be made of a shipped one only; "
            "take the changed scenario along as a file that extends it, or write the changes into yours"
        )


def name_of(title: str) -> str:
    """The name of a title, for its file and for addresses: small letters, digits and dashes."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_NAME].strip("-")
    return plain or f"scenario-{hashlib.sha256(title.encode()).hexdigest()[:8]}"  # in letters of another alphabet


def in_one_line(text: str) -> str:
    """A text as a field of one line takes and shows it: no sign in it is hidden."""
    return visible(" ".join(text.split()))


def _line(what: str, text: str, longest: int) -> str:
    line = in_one_line(text)
    if len(line) > longest:
        raise InputError(f"the {what} has {len(line):,} letters; write at most {longest:,}")
    return line


def _in_place_of_a_note(chosen: Chosen) -> str:
    """What was changed, where the reader has nothing to say of it; the note of what it was made of would be wrong."""
    told = changes.in_brief(chosen)
    base = f"{loaded(chosen.bare).scenario.title} ({chosen.name})"
    return f"{base} with {told}." if told else f"{base}, nothing changed."


def _over_shipped(chosen: Chosen, head: Mapping[str, str], source: str) -> str:
    tree: dict[str, object] = {**head, "extends": chosen.name}
    for path, value in _changed(chosen, source).items():
        *sections, last = path.split(".")
        node = tree
        for name in sections:
            node = node.setdefault(name, {})  # type: ignore[assignment]
        node[last] = flow(value)
    return written(tree)


def _over_own_text(chosen: Chosen, head: Mapping[str, str], source: str) -> str:
    """The text of before with its comments, and the changes in it."""
    file = uploads.file_of(chosen.name, chosen.upload)
    return rewritten(file, {**head, **_changed(chosen, source)})


def _changed(chosen: Chosen, source: str) -> dict[str, object]:
    """Each changed value as a file has it, by path."""
    before, after = ({leaf.path: leaf for leaf in loaded(one).leaves()} for one in (chosen.bare, chosen))
    given = {change.path: change.value for change in assignments(chosen.sets)}
    return {
        path: _sourced(after[path], before.get(path), chosen.name, source) if path in after else value
        for path, value in given.items()
    }


def _sourced(leaf: Leaf, before: Leaf | None, base: str, source: str) -> dict[str, object]:
    """A value with the reader's word for it."""
    was = f"{base} has {value_text(before.quantity, before.declaration.options)}" if before is not None else ""
    note = ". ".join(filter(None, (source.rstrip("."), was)))
    return spell(replace(leaf.quantity, evidence=replace(USER, note=note)), leaf.declaration.options)
