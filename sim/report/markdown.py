"""Texts of others (titles, names, messages) made safe inside Markdown: no pictures, links or formulas of theirs."""

from __future__ import annotations

import re

FENCES = re.compile(r"`+")
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def plain(text: str) -> str:
    """The text in one line, its signs of Markdown shown as they are."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """The text in one line as a span of code, whatever signs it holds; nothing where there is no text."""
    line = " ".join(text.split())
    if not line:
        return ""
    fence = "`" * (1 + max(map(len, FENCES.findall(line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"
