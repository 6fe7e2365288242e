"""Which languages there are: English, and those with a catalogue.

A catalogue is a file of GNU gettext, `uk.mo` beside this module or in the folder that SALIENT_LOCALES names, made by
`python -m docs.make_languages`. It is made only of a catalogue in which nothing is missing, so that a language is
offered whole or not at all; a folder of one's own is for those who translate, and may hold halves.
"""

from __future__ import annotations

import gettext
import os
from functools import lru_cache
from pathlib import Path

from sim.language.numerals import numerals_of
from sim.language.saying import ENGLISH, Language

SHIPPED = Path(__file__).parent / "locale"
OWN_FOLDER = "SALIENT_LOCALES"
NAMES = {"en": "English", "uk": "Українська", "ru": "Русский"}  # each in itself, as a chooser lists them


def language(code: str) -> Language:
    """The language of a code, 'uk'; English for one that is not there."""
    found = _found(code, os.environ.get(OWN_FOLDER, ""))
    return found or ENGLISH


def offered() -> dict[str, str]:
    """The languages that a reader may choose, by code: their own names."""
    return {code: name for code, name in NAMES.items() if code == ENGLISH.code or language(code) is not ENGLISH}


@lru_cache(maxsize=16)
def _found(code: str, own: str) -> Language | None:
    for folder in (Path(own), SHIPPED) if own else (SHIPPED,):
        file = folder / f"{code}.mo"
        if code.replace("-", "").isalnum() and file.is_file():
            return read(code, file)
    return None


def read(code: str, file: Path) -> Language:
    """A language from its catalogue; OSError for a file that is none."""
    with file.open("rb") as opened:
        known = gettext.GNUTranslations(opened)
    return Language(code, known.gettext, known.ngettext, numerals_of(code))
