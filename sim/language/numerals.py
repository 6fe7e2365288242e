"""How a language separates thousands and decimals. Digits, and the sign before them, are the same in all.

Source of the separators: Unicode CLDR, `symbols` of the locales en, uk and ru (a test asks Babel for them).
"""

from __future__ import annotations

from typing import NamedTuple


class Numerals(NamedTuple):
    """What stands between thousands, and before tenths."""

    thousands: str = ","
    tenths: str = "."

    def of(self, english: str) -> str:
        """A number as English writes it, '−1,234.5', as this language does."""
        return english.translate({ord(","): self.thousands, ord("."): self.tenths})


ENGLISH = Numerals()
WITH_COMMA = Numerals("\N{NO-BREAK SPACE}", ",")
OF_LANGUAGE = {"uk": WITH_COMMA, "ru": WITH_COMMA}


def numerals_of(code: str) -> Numerals:
    """The numerals of a language by its code; those of English for one that is not known here."""
    return OF_LANGUAGE.get(code, ENGLISH)
