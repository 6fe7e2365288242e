"""The catalogues hold what the code says, and the language that nobody speaks is made from them by rule."""

from __future__ import annotations

import ast
import string

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from docs.make_languages import LANGUAGES, accented, in_calls, is_whole, pseudo, updated, write_all
from sim.language.catalogues import SHIPPED

MAKE = "run: python -m docs.make_languages"


def keys(catalog: Catalog) -> set[object]:
    return {one.id for one in catalog if one.id}


@pytest.mark.parametrize("name", ["salient.pot", *(f"{code}.po" for code in LANGUAGES)])
def test_the_catalogues_are_those_of_the_code(name: str, made: Catalog) -> None:
    with (SHIPPED / name).open("rb") as opened:
        written = keys(read_po(opened))
    assert sorted(map(str, keys(made) - written)) == [], MAKE
    assert sorted(map(str, written - keys(made))) == [], MAKE


def test_the_plural_rules_of_both_languages_have_three_forms() -> None:
    for code in LANGUAGES:
        with (SHIPPED / f"{code}.po").open("rb") as opened:
            assert read_po(opened, locale=code).num_plurals == 3


def test_sentences_are_found_in_calls() -> None:
    code = """
say("one"); words.say("{n} two", n=n); say("three" if n else "four"); say(name); spoken("five" "six")
say_many("{n} seven", "{n} sevens", n); counted(n, "run"); counted(n, "map or claim", "maps or claims"); few(n, "eight")
"""
    assert list(in_calls(ast.parse(code))) == [
        ("one", ""), ("{n} two", ""), ("three", ""), ("four", ""), ("fivesix", ""), ("{n} seven", "{n} sevens"),
        ("{n:,} run", "{n:,} runs"), ("{n:,} map or claim", "{n:,} maps or claims"), ("{n:,} eight", "{n:,} eights"),
    ]  # fmt: skip


def test_what_was_translated_stays_and_what_is_gone_goes(tmp_path, made: Catalog) -> None:
    write_all(tmp_path, lambda _: None)
    file = tmp_path / "uk.po"
    text = file.read_text(encoding="utf-8").replace('msgid "no run"\nmsgstr ""', 'msgid "no run"\nmsgstr "жодного"')
    file.write_text(f'{text}\nmsgid "said no more"\nmsgstr "минуле"\n', encoding="utf-8")
    after = updated("uk", made, tmp_path)
    assert after.get("no run").string == "жодного"
    assert after.get("said no more") is None
    assert not is_whole(after)
    assert not (tmp_path / "uk.mo").exists()


def test_a_catalogue_is_whole_when_every_form_is_there() -> None:
    for last, whole in (("", False), ("{n} прогонів", True)):
        catalog = Catalog(locale="uk")
        catalog.add("no run", "жодного")
        catalog.add(("{n} run", "{n} runs"), ("{n} прогін", "{n} прогони", last))
        assert is_whole(catalog) is whole


def test_the_language_that_nobody_speaks_keeps_places_and_marks() -> None:
    assert accented("{n:,} of {all} runs") == "⟦{n:,} óóf {all} řúúñš⟧"
    assert accented("**No.** See `--out`\n- *At* {x}\n") == "⟦**Ñóó.** Šéééé `--out`⟧\n- ⟦*Áť* {x}⟧\n"


def test_every_sentence_has_its_places_in_the_language_that_nobody_speaks(made: Catalog) -> None:
    def places(text: str) -> list[tuple[str, str | None]]:
        return sorted((name, form) for _, name, form, _ in string.Formatter().parse(text) if name is not None)

    for message in pseudo(made):
        forms = zip(message.id, message.string, strict=True) if isinstance(message.id, tuple) else [
            (message.id, message.string)
        ]  # fmt: skip
        for one, told in forms:
            if "{" in one and "{{" not in one:
                assert places(one) == places(told), one
