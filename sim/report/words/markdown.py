"""Texts of others (titles, names, messages) made safe where they are shown: no pictures, links, icons or formulas of
theirs inside Markdown, every character in sight, and no longer than anybody reads.

A backslash keeps a sign from being Markdown while the text is read. What is looked for afterwards in the text itself
(emoji, icons, addresses, arrows) is kept apart by a word joiner, which shows nothing.
"""

from __future__ import annotations

import re

from sim.legible import LONGEST, brief, shortened, visible

JOINER = "\u2060"
FENCES = re.compile(r"`+")
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
AT_THE_START = re.compile(r"^(?:([-+])(?=\s|$)|([-=]+)$|(\d{1,9})([.)])(?=\s|$))")
# What comes after it would make a colon the beginning of an address, an emoji, an icon or a colour.
BEFORE_A_NAME = re.compile(r":(?=[^\W\d]|[+/:-]|(?:100|1234):)")
ADDRESSES = re.compile(r"\bwww(?=\.)|(?<=\S)@(?=\w)", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"https?://[!#-&*-;=?-Z_a-z~]{3,2000}")
ARROWS = re.compile(r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)")


def shown(text: str, longest: int = LONGEST) -> str:
    """The text in one line, in sight and short, where nothing is read as Markdown: options, tables, charts, files."""
    return shortened(visible(" ".join(text.split())), longest)


def plain(text: str) -> str:
    """The text in one line of Markdown, its signs shown as they are."""
    line = brief(visible(" ".join(text.split())))
    apart = ARROWS.sub(lambda arrow: arrow[0][0] + JOINER + arrow[0][1:], line)
    apart = ADDRESSES.sub(lambda start: start[0] + JOINER, BEFORE_A_NAME.sub(":" + JOINER, apart))
    return AT_THE_START.sub(_escaped_start, SPECIAL.sub(r"\\\1", apart))


def address(url: str) -> str | None:
    """The address of a page on the web, which a link may lead to; None for any other text."""
    return url if WEB_ADDRESS.fullmatch(url) else None


def _escaped_start(found: re.Match[str]) -> str:
    bullet, rule, number, dot = found.groups()
    return f"{number}\\{dot}" if number else f"\\{bullet or rule}"


def code(text: str) -> str:
    """The text in one line as a span of code, whatever signs it holds; nothing where there is no text."""
    line = brief(visible(" ".join(text.split())))
    if not line:
        return ""
    line = line.replace(":material/", f":{JOINER}material/")  # Streamlit rewrites it in code too
    fence = "`" * (1 + max(map(len, FENCES.findall(line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"
