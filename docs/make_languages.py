"""Make the catalogues of other languages from all that the code says: python -m docs.make_languages

The template holds every sentence once, with its places: those that stand in a call of `say`, `say_many`, `spoken`,
`counted` or `few`, those of the tables in the code, and those of the files that are shipped. From it come `uk.po` and
`ru.po`, in which what was translated stays. A catalogue in which nothing is missing is compiled and so offered.

`python -m docs.make_languages pseudo FOLDER` writes qps-ploc.mo there: English with accents, longer by a third, between
⟦ and ⟧. With SALIENT_LOCALES=FOLDER and `?lang=qps-ploc` the app shows by eye what is not said through a catalogue.
"""

from __future__ import annotations

import ast
import importlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from ruamel.yaml import YAML

from sim.language import dates
from sim.language.catalogues import SHIPPED
from sim.model.outcomes import OUTCOMES
from sim.model.world.events import EVENT_KINDS
from sim.report.hindcast.names import places
from sim.report.hindcast.record import track_record
from sim.report.terminal.tables import DAYS_UNTIL
from sim.scenario.files.shipped import PACKAGE
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.structure import slots
from sim.scenario.values.law_forms import every_form
from sim.units import unit_text

ROOT = PACKAGE.parent
ROOMS = ("report", "ui", "session", "notebook", "language")
LANGUAGES = ("uk", "ru")
PSEUDO = "qps-ploc"
NO_DAY = datetime(2025, 3, 12, tzinfo=UTC)  # a template is not dated: it changes when a sentence does
TABLES = {  # of texts, or of records of texts, that are declared here and said where they are shown
    "sim.report.words.value_catalogue": ("CATALOGUE",),
    "sim.report.words.values": ("UNIT_WORDS", "YES_NO"),
    "sim.report.words.numbers": ("UNIT_WORDS",),
    "sim.report.words.scales": ("UNIT_NAMES", "OF_UNIT", "ONE", "TIMES", "AS_LONG", "AS_OFTEN", "SOONER",
                                "OF_REFERENCE", "PERCENT", "FACTOR", "HALF_AFTER", "PER_DOUBLING"),
    "sim.report.words.forms": ("MECHANISM_WORDS",),
    "sim.report.words.groups": ("GROUPS",),
    "sim.report.charts": ("ALT", "HOW_TO_READ", "RANGES", "NOTHING"),
    "sim.report.map.words": ("STATE_TEXTS", "IN_MOST_RUNS", "ALT", "HOW_TO_READ"),
    "sim.report.map.specs": ("CLASSES",),
    "sim.report.drawing.frames": ("ENDINGS", "WAY_NAMES", "SIDES"),
    "sim.report.comparison.frames": ("WAYS_TO_END",),
    "sim.report.evidence.specs": ("ALT", "HOW_TO_READ"),
    "sim.report.evidence.values": ("BADGES", "BASIS_WORDS", "BASIS_MEANINGS"),
    "sim.report.evidence.article": ("ROLE_WORDS",),
    "sim.report.evidence.tables": ("MARK_LABELS",),
    "sim.report.hindcast.specs": ("ALT", "HOW_TO_READ"),
    "sim.report.hindcast.words": ("METHODS", "HEADS", "MORE_HEADS", "WIN_HEADS", "BAR_HEADS"),
    "sim.report.hindcast.talks": ("WORLD_HEADS", "OFFER_HEADS", "LENGTH_HEADS", "BASELINE_HEADS", "LISTED_HEADS",
                                  "NOTES"),
    "sim.analysis.skill.beside": ("WITHIN", "BELOW", "ABOVE"),
    "sim.report.timeline.words": ("LABELS",),
    "sim.report.brief.writing": ("KICKERS",),
    "sim.report.about": ("GUIDE",),
}  # fmt: skip
PAIRS = {  # of one and of many
    "sim.report.evidence.article": ("SUMMARY",),
    "sim.report.evidence.values": ("COUNTED",),
}
KEYS = ("title", "summary", "note", "asks", "says", "became", "differ", "done", "about", "publisher",
        "what", "why", "panel")  # of texts in shipped files
FILES = ("scenarios/**/*.yaml", "sim/data/*.yaml", "sim/data/track_record.json")
MARK = re.compile(r"\{[^{}]*\}|`[^`]*`|\]\([^)]*\)|:[a-z]+-badge\[")
ACCENTS = str.maketrans("aceghijklnorstuwyzACEGHIJKLNORSTUWYZ", "áçéğĥíĵķłñóřšťúŵýžÁÇÉĞĤÍĴĶŁÑÓŘŠŤÚŴÝŽ")
ONE, MANY, COUNTED = ("say", "spoken"), "say_many", ("counted", "few")

Entry = tuple[str, str, str]  # a sentence, the same of many or nothing, where it is said


# what is said


def entries() -> Iterator[Entry]:
    """Everything that goes into the catalogues."""
    yield from called()
    yield from ((text, "", place) for text, place in (*declared(), *written()))
    for module, names in PAIRS.items():
        for one, many in (pair for name in names for pair in getattr(importlib.import_module(module), name).values()):
            yield one, many, f"{module.replace('.', '/')}.py"


def called() -> Iterator[Entry]:
    """The sentences in calls, by file."""
    for room in ROOMS:
        for file in sorted((PACKAGE / room).rglob("*.py")):
            place = file.relative_to(ROOT).as_posix()
            yield from ((one, many, place) for one, many in in_calls(ast.parse(file.read_text(encoding="utf-8"))))


def in_calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The sentences that a module says; many is empty where there is no such form."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield from _of_call(name, [_texts(one) for one in node.args])


def _of_call(name: str, arguments: list[list[str]]) -> Iterator[tuple[str, str]]:
    if name in ONE and arguments:
        yield from ((text, "") for text in arguments[0])
    elif name == MANY and len(arguments) > 1:
        yield from zip(*arguments[:2], strict=True)
    elif name in COUNTED and len(arguments) > 1 and arguments[1]:
        [one], *others = arguments[1:]
        [many] = (others and others[0]) or [f"{one}s"]
        yield f"{{n:,}} {one}", f"{{n:,}} {many}"


def _texts(node: ast.AST) -> list[str]:
    """A text, or both between which a condition chooses; none for what is made elsewhere."""
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def declared() -> Iterator[tuple[str, str]]:
    """The texts of tables in the code."""
    for module, names in TABLES.items():
        place = f"{module.replace('.', '/')}.py"
        for name in names:
            yield from ((text, place) for text in texts_in(getattr(importlib.import_module(module), name)))
    for text in (*dates.DAY_MONTH_YEAR, *dates.MONTH_YEAR, *dates.DAY_MONTH):
        yield text, "sim/language/dates.py"
    yield from ((text, "sim/scenario/schema") for text in _of_schema())
    yield from ((text, "sim/model/outcomes.py") for text in _of_outcomes())
    yield from ((text, "sim/data/track_record.json") for text in places(track_record()))
    yield from ((one.lane, "sim/model/world/events.py") for one in EVENT_KINDS)
    for letter in "ABCD":
        for head in ("{} less A", "{} less A, 95%", "{}, uncertainty", "pairs, {} and A"):
            yield head.format(letter), "sim/report/terminal/tables.py"
    yield from ((text, "sim/report/terminal/tables.py") for text in ("outcome", "unit", DAYS_UNTIL, "days", "never"))


def texts_in(thing: Any) -> Iterator[str]:
    """Every text in a table: of its values, of the fields of its records; keys are names in the code."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        yield from (text for value in thing.values() for text in texts_in(value))
    elif is_dataclass(thing) and not isinstance(thing, type):
        yield from (text for one in fields(thing) if one.name != "page" for text in texts_in(getattr(thing, one.name)))
    elif isinstance(thing, list | tuple):
        yield from (text for value in thing for text in texts_in(value))


def _of_schema() -> Iterator[str]:
    for _, terms in slots(Scenario):
        yield from (terms.about, terms.reading, unit_text(terms.unit), unit_text(terms.unit, 1.0))
        yield from (name.replace("_", " ") for name in terms.options or ())
    yield from (f"{{}} {unit_text(unit)}" for unit in ("days", "persons"))
    yield from (text for _, form in every_form() for text in (form.law.words, form.law.otherwise))
    acting = ast.parse((PACKAGE / "scenario" / "acting.py").read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(acting) if isinstance(node, ast.Expr)}
    yield from (text for node in ast.walk(acting) if id(node) not in docs for text in _texts(node) if " " in text)


def _of_outcomes() -> Iterator[str]:
    for one in OUTCOMES:
        yield from (one.head, one.told, one.about, *one.value_words.values(), *one.value_told.values())
        yield from (value.replace("_", " ") for value in one.categories)


def written() -> Iterator[tuple[str, str]]:
    """The texts of the files that are shipped."""
    for pattern in FILES:
        for file in sorted(ROOT.glob(pattern)):
            text = file.read_text(encoding="utf-8")
            told = json.loads(text) if file.suffix == ".json" else YAML(typ="safe").load(text)
            yield from ((text, file.relative_to(ROOT).as_posix()) for text in _under_keys(told))


def _under_keys(thing: Any) -> Iterator[str]:
    if isinstance(thing, Mapping):
        for key, value in thing.items():
            if key in KEYS and isinstance(value, str):
                yield value.strip()
            elif key in KEYS and isinstance(value, list):
                yield from (one.strip() for one in value if isinstance(one, str))  # sentences of a question's note
            elif key == "scenarios" and isinstance(value, Mapping):
                yield from map(str, value)  # what a question calls its scenarios
            yield from _under_keys(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from _under_keys(one)


# catalogues


def template() -> Catalog:
    """Every sentence, sorted, with the files that say it."""
    made = _catalog(None)
    for one, many, place in entries():
        if one.strip():
            message = made.add((one, many) if many else one, locations=[(place, 1)])
            message.flags.discard("python-format")  # a % is a percent sign; places stand in braces
    return made


def _catalog(locale: str | None) -> Catalog:
    return Catalog(
        locale=locale, project="salient-sim", creation_date=NO_DAY, revision_date=NO_DAY, fuzzy=False,
        header_comment="# What Salient says, for translation. Made by python -m docs.make_languages; places stand in "
        "braces.\n#", copyright_holder="Salient contributors", last_translator="", language_team="",
    )  # fmt: skip


def text_of(catalog: Catalog) -> bytes:
    """A catalogue as a file of gettext."""
    file = BytesIO()
    write_po(file, catalog, width=120, sort_output=True, include_lineno=False)
    return file.getvalue()


def updated(code: str, from_template: Catalog, folder: Path = SHIPPED) -> Catalog:
    """The catalogue of a language: what it had, and what is new without a translation."""
    file = folder / f"{code}.po"
    known = _catalog(code)
    if file.exists():
        with file.open("rb") as opened:
            for message in read_po(opened, locale=code):
                if message.id:
                    known.add(message.id, message.string, user_comments=message.user_comments)
    known.update(from_template, no_fuzzy_matching=True)
    known.obsolete.clear()
    for message in known:
        message.flags.discard("python-format")
    return known


def is_whole(catalog: Catalog) -> bool:
    """Whether every sentence is translated, in all forms."""
    return all(_forms(one) and not one.fuzzy for one in catalog if one.id)


def _forms(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return all(strings)


def pseudo(from_template: Catalog) -> Catalog:
    """The language that nobody speaks."""
    made = _catalog("en")
    for message in from_template:
        if message.id:
            forms = message.id if isinstance(message.id, list | tuple) else (message.id,)
            told = tuple(map(accented, forms))
            made.add(message.id, told if len(told) > 1 else told[0])
    return made


def accented(text: str) -> str:
    """A sentence with accents, longer by about a third, between marks in each of its lines; places stay."""
    return "\n".join(map(_accented_line, text.split("\n")))


def _accented_line(line: str) -> str:
    before, body, after = re.fullmatch(r"(\s*(?:- )?)(.*?)(\s*)", line).groups()  # type: ignore[union-attr]
    if not body:
        return line
    kept = MARK.findall(body)
    told = [re.sub(r"([aeiou])", r"\1\1", part).translate(ACCENTS) for part in MARK.split(body)]
    return f"{before}⟦{''.join(_mixed(told, kept))}⟧{after}"


def _mixed(parts: Iterable[str], between: list[str]) -> Iterator[str]:
    for place, part in enumerate(parts):
        yield part
        yield from between[place : place + 1]


# writing


def write_pseudo(folder: Path) -> None:
    """The catalogue of the language that nobody speaks, into a folder."""
    with (folder / f"{PSEUDO}.mo").open("wb") as opened:
        write_mo(opened, pseudo(template()))


def write_all(folder: Path = SHIPPED, told: Callable[[str], object] = print) -> None:
    """The template, each language's catalogue, and the compiled ones of those that are whole."""
    made = template()
    (folder / "salient.pot").write_bytes(text_of(made))
    for code in LANGUAGES:
        catalog = updated(code, made, folder)
        (folder / f"{code}.po").write_bytes(text_of(catalog))
        if is_whole(catalog):
            with (folder / f"{code}.mo").open("wb") as opened:
                write_mo(opened, catalog)
        missing = sum(1 for one in catalog if one.id and not _forms(one))
        told(f"{code}: {len(made)} sentences, {missing} without a translation")


if __name__ == "__main__":
    if sys.argv[1:2] == ["pseudo"]:
        write_pseudo(Path(sys.argv[2]))
    else:
        write_all()
