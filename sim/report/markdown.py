"""Texts of others (titles, names, messages) made safe inside Markdown: no pictures, links or formulas of theirs."""

from __future__ import annotations

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")


def plain(text: str) -> str:
    """The text in one line, its signs of Markdown shown as they are."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
