"""Nothing that a reader sees stands outside the catalogues: every sentence in the code of pages and reports is said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.scenario.files.shipped import PACKAGE

ROOMS = ("report", "ui", "session")
IN_ENGLISH = (  # what is typed into a shell, written into files, or sent by a server before there is a page
    "report/terminal/", "report/export/", "report/calibration/", "report/brief/pdf.py", "report/brief/word.py",
    "report/drawing/still.py", "report/forms/picture.py", "report/words/markdown.py", "session/background/",
    "session/inputs/own/composed.py", "session/inputs/scenarios.py", "session/inputs/uploads.py", "ui/server/",
)  # fmt: skip
NOT_SHOWN = (  # calls whose texts are no part of a page: expressions of Vega, patterns, keys, logs, errors
    "transform_filter", "transform_calculate", "condition", "compile", "fullmatch", "getLogger", "exception", "debug",
    "KeyError", "LookupError", "ValueError", "TypeError", "getattr", "removeprefix", "removesuffix", "partition",
    "startswith", "replace", "_paragraph", "_style", "reading", "InputError", "StorageError",
)  # fmt: skip
KEYS = {  # of what a session holds
    "acts of the reader", "address and inputs", "base of stored results", "day that plays", "language of the reader",
    "one scenario", "own scenario", "own scenario that stood in the way", "pages of the app",
    "questions that cannot be computed", "request stopped", "rows of stored results", "told about own scenarios",
    "told about stored results",
}  # fmt: skip
NO_WORDS = re.compile(
    r"datum\b|^<|</|:[QNTO]$|^[^A-Za-z]*$|^[.,+%]?[^ ]*$|^(min|max|split|length|width|height|isValid|timeFormat)\b|^@"
    r"|^\{Salient|^%|^(select|note|mark) \{\}$|^\{\} less A|^\{\}, uncertainty|^ of \{\}$|^\{\} km²$|^1 |^salient "
    r"|^--|--forms$|^\{bernoulli|^w:|^M-|badge\["
)
LONG = 60  # letters of a text that is no accident as part of another
FILES = sorted(
    file
    for room in ROOMS
    for file in (PACKAGE / room).rglob("*.py")
    if not file.relative_to(PACKAGE).as_posix().startswith(IN_ENGLISH)
)


def unsaid(tree: ast.Module, known: set[str]) -> Iterator[tuple[int, str]]:
    """Texts with a word and a blank in them that are neither said where they stand nor in the catalogue."""
    silent = {id(part) for node in ast.walk(tree) for one in _silent(node) for part in ast.walk(one)}
    texts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        text = _text(node)
        if id(node) in silent | texts or " " not in text.strip() or NO_WORDS.search(text):
            continue
        if re.search(r"[A-Za-z]{2}", re.sub(r"\{[^{}]*\}", "", text)) and not _is_known(text, known):
            yield getattr(node, "lineno", 0), text


def _is_known(text: str, known: set[str]) -> bool:
    """Whether a text is said, or part of one that is: tables put some together."""
    parts = [part for part in text.split("{}") if part.strip()]
    return text in known | KEYS or (len(text) > LONG and all(any(part in one for one in known) for part in parts))


def _silent(node: ast.AST) -> list[ast.expr]:
    """What nobody reads of a node, and what is said by it."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        named = [one.value for one in node.keywords if one.arg in ("key", "format") or name in NOT_SHOWN]
        return named + (node.args if name in NOT_SHOWN else _said(name, node.args))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node.value]  # a docstring
    return []


def _said(name: str, arguments: list[ast.expr]) -> list[ast.expr]:
    return [one for one in arguments if isinstance(one, ast.Constant)] if name in ("counted", "few") else []


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_every_sentence_of_pages_and_reports_is_in_the_catalogue(file: Path, known: set[str]) -> None:
    assert list(unsaid(ast.parse(file.read_text(encoding="utf-8")), known)) == []


def test_a_sentence_that_is_not_said_is_found() -> None:
    told = 'f"All {n} runs failed", "No run failed", say("It is said")'
    code = f'def shown(n):\n    """A doc of it."""\n    return {told}'
    said = ["All {} runs failed", "It is said", "No run failed"]
    assert sorted(text for _, text in unsaid(ast.parse(code), set())) == said
    assert list(unsaid(ast.parse(code), {"It is said", "No run failed"})) == [(3, "All {} runs failed")]
