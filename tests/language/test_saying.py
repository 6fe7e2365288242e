"""Sentences in the language of the reader: places, plurals, numbers and dates; English as it stands in the code."""

from __future__ import annotations

import gettext
import threading
from collections.abc import Iterator
from contextvars import copy_context
from datetime import date
from io import BytesIO

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.numbers import format_decimal

from sim.language import catalogues, dates, saying
from sim.language.numerals import numerals_of
from sim.language.saying import ENGLISH, Language, current, found_by, kept, numeral, say, say_many, speak, spoken

RUNS = ("{n:,} run", "{n:,} runs")
UKRAINIAN = {
    RUNS: ("{n:,} прогін", "{n:,} прогони", "{n:,} прогонів"),
    "No run failed": "Жоден прогін не зазнав збою",
    "Area: {area:,.1f} of {all}": "Площа: {area:,.1f} з {all}",
    "{day} March {year}": "{day} березня {year} року",
}


def made(code: str, told: dict[str | tuple[str, str], str | tuple[str, ...]]) -> bytes:
    """A compiled catalogue with the plural rule that CLDR gives the language."""
    catalog, file = Catalog(locale=code), BytesIO()
    for one, text in told.items():
        catalog.add(one, text)
    write_mo(file, catalog)
    return file.getvalue()


@pytest.fixture
def ukrainian() -> Iterator[Language]:
    known = gettext.GNUTranslations(BytesIO(made("uk", UKRAINIAN)))
    yield speak(Language("uk", known.gettext, known.ngettext, numerals_of("uk")))
    speak(ENGLISH)


def test_english_needs_no_catalogue():
    assert say("{n} of {all} runs", n=3, all=8) == "3 of 8 runs"
    assert say("Braces {stay} where nothing is placed") == "Braces {stay} where nothing is placed"
    assert [say_many(*RUNS, n) for n in (0, 1, 2, 1234)] == ["0 runs", "1 run", "2 runs", "1,234 runs"]
    assert numeral("−1,234.5") == "−1,234.5"
    assert say("") == spoken("") == ""


def test_a_place_that_is_not_given_is_a_fault():
    with pytest.raises(KeyError, match="all"):
        say("{n} of {all} runs", n=3)


def test_plurals_follow_the_rule_of_the_language(ukrainian):
    """Unicode CLDR, plurals of uk: one for 1, 21 but not 11; few for 2-4, 22 but not 12; else many."""
    rule = Locale("uk").plural_form
    forms = {"one": "прогін", "few": "прогони", "many": "прогонів"}
    for n in (0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 1001):
        assert say_many(*RUNS, n).split()[-1] == forms[rule(n)], n


def test_what_a_catalogue_lacks_is_said_in_english(ukrainian):
    assert say("No run failed") == "Жоден прогін не зазнав збою"
    assert say("All {n} runs failed", n=3) == "All 3 runs failed"
    assert say("") == ""  # gettext keeps its header under the empty sentence


@pytest.mark.parametrize("code", ["en", "uk", "ru"])
@pytest.mark.parametrize("value", [0.5, 12.0, 1234.5, 1234567.25])
def test_numbers_stand_as_the_unicode_consortium_has_them(code, value):
    written = numerals_of(code).of(f"{value:,.2f}")
    assert written == format_decimal(value, format="#,##0.00", locale=code).replace("\u202f", "\xa0")


def test_numbers_in_a_sentence_are_written_as_the_language_does(ukrainian):
    assert say("Area: {area:,.1f} of {all}", area=1234.5, all=2000) == "Площа: 1\xa0234,5 з 2000"
    assert say("Version {version}", version="1.2") == "Version 1.2"  # a text is nobody's number
    assert numeral("−1,234.5") == "−1\xa0234,5"


def test_dates_are_sentences(ukrainian):
    assert dates.full_date(date(2025, 3, 12)) == "12 березня 2025 року"
    assert dates.full_date(date(2025, 4, 1)) == "1 April 2025"
    assert dates.short_date(date(2025, 5, 9)) == "9 May"
    assert dates.month_and_year(date(2026, 12, 1)) == "December 2026"
    assert dates.short_months()[:3] == ["Jan", "Feb", "Mar"]


def test_a_context_speaks_its_own_language(ukrainian):
    copy_context().run(lambda: speak(ENGLISH))
    assert current() is ukrainian
    said: list[str] = []
    thread = threading.Thread(target=lambda: said.append(say("No run failed")))
    thread.start()
    thread.join()
    assert said == ["No run failed"]  # nobody told the thread


def test_a_thread_of_the_app_asks_for_its_readers_language(ukrainian, monkeypatch):
    monkeypatch.setattr(saying, "_finders", [])
    found_by(lambda: ukrainian)
    said: list[str] = []
    thread = threading.Thread(target=lambda: said.append(say("No run failed")))
    thread.start()
    thread.join()
    assert said == ["Жоден прогін не зазнав збою"]


def test_what_is_kept_is_kept_for_each_language_apart(ukrainian):
    built: list[str] = []

    @kept(maxsize=2)
    def title(n: int) -> str:
        built.append(current().code)
        return say_many(*RUNS, n)

    assert [title(2), title(2)] == ["2 прогони"] * 2
    speak(ENGLISH)
    assert [title(2), title(2)] == ["2 runs"] * 2
    assert built == ["uk", "en"]
    with pytest.raises(TypeError, match="order of its arguments"):
        title(n=2)


def test_a_language_is_there_when_its_catalogue_is(tmp_path, monkeypatch):
    assert catalogues.offered() == {"en": "English"}  # uk and ru are prepared, not whole
    own = tmp_path / "own"
    own.mkdir()
    for place in (own, tmp_path):  # a code is no way to another folder's file
        (place / "uk.mo").write_bytes(made("uk", UKRAINIAN))
    monkeypatch.setenv(catalogues.OWN_FOLDER, str(own))
    assert catalogues.language("uk").sentence("No run failed") == "Жоден прогін не зазнав збою"
    assert list(catalogues.offered()) == ["en", "uk"]
    for unknown in ("xx", "../uk", "", "en"):
        assert catalogues.language(unknown) is ENGLISH
