"""Signs that a terminal may lack, spelled with those it has: by a table, else by the letters they are made of.

A character that has no such spelling is written as its number; none is lost, and none becomes a question mark.
"""

from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache

from sim.legible import written_out

ERRORS = "salient-signs"  # the name under which the codecs of the standard library know this spelling
SPELLINGS = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "±": "+/-", "×": "x", "÷": "/", "⁄": "/", "·": "-", "•": "*",
    "→": "->", "←": "<-", "↑": "^", "↓": "v", "↔": "<->", "⇒": "=>", "≤": "<=", "≥": ">=", "≈": "~", "≠": "!=",
    "∞": "inf", "√": "sqrt", "∑": "sum", "Δ": "delta ", "µ": "u", "μ": "u", "°": " deg", "‰": " per mille",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "′": "'", "″": '"', "ʼ": "'",
    "…": "...", "€": "EUR", "£": "GBP", "§": "section ", "©": "(c)", "№": "No.", "✓": "yes", "✗": "no",
    "━": "-", "─": "-", "│": "|", "┃": "|", "╸": "-", "╺": "-", "█": "#", "■": "#", "▪": "*", "●": "*",
    "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
}  # fmt: skip
# Ukrainian as its government spells it in passports (2010), and the letters that Russian and Belarusian add.
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ь": "'", "ю": "iu", "я": "ia", "ё": "e", "ъ": "'", "ы": "y", "э": "e", "ў": "u",
}  # fmt: skip


@lru_cache(maxsize=4096)
def spelling(sign: str) -> str:
    """A character in ASCII."""
    if sign.isascii():
        return sign
    lower = sign.lower()
    if sign in SPELLINGS:
        return SPELLINGS[sign]
    if lower in CYRILLIC:
        return CYRILLIC[lower] if sign == lower else CYRILLIC[lower].capitalize()
    if "\u0300" <= sign <= "\u036f":
        return ""  # an accent upon a letter that has been spelled without it
    parts = unicodedata.normalize("NFKD", sign)
    if parts == sign or any(unicodedata.category(part) == "Cs" for part in parts):
        return written_out(sign)
    return "".join(map(spelling, parts))


def spelled(text: str, encoding: str) -> str:
    """The text with the signs that an encoding lacks spelled out."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.encode(encoding, ERRORS).decode(encoding)
    return text


def _spell_out(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(spelling(sign) for sign in error.object[error.start : error.end]), error.end


codecs.register_error(ERRORS, _spell_out)
