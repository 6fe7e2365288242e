"""What the app says about itself, and its history."""

import re

from sim.report import about as about_words
from sim.report.words.numbers import source_line

TEXTS = {name: text for name, text in vars(about_words).items() if name.isupper() and isinstance(text, str)}


def test_no_text_has_a_heading_of_its_own() -> None:
    assert len(TEXTS) >= 9
    for name, text in TEXTS.items():
        assert not re.search(r"^#", text, re.MULTILINE), name


def test_the_limits_name_what_is_missing() -> None:
    for words in ("Civilians are not modelled", "belligerents", "Refused offers", "front line", "judged"):
        assert words in about_words.LIMITS
    assert "not for choosing targets" in about_words.CARE
    assert "the war began with its invasion of" in " ".join(about_words.CARE.split())
    assert "imply no position" in about_words.CARE


def test_under_a_chart_stands_what_it_says_to_cite_from_there() -> None:
    """The scenario was said to stand there, too; and answers to be the same, which choices change."""
    text, line = " ".join(about_words.CITE_WITH.split()), source_line(1000, 7, "4", "12 March 2025")
    assert "the others stand under each chart, the results version as *model*" in text
    assert all(part in line for part in ("1,000 runs", "seed 7", "model 4"))
    assert "same answers" not in " ".join(step.text for step in about_words.GUIDE)


def test_no_word_takes_a_side() -> None:
    for name, text in TEXTS.items():
        assert not re.search(r"\b(win|wins|lose|loses|enemy|liberat\w+|victory)\b", text, re.IGNORECASE), name


def test_releases_are_read_from_the_list_of_changes() -> None:
    text = (
        "# Changes\n\nA line a fact.\n\n## 0.2.0\n\n- One fact\n  that goes on.\n- Another.\n\n## 0.1.0 (old)\n- First."
    )
    newest, oldest = about_words.releases(text)
    assert newest == about_words.Release("0.2.0", ("One fact that goes on.", "Another."))
    assert oldest == about_words.Release("0.1.0 (old)", ("First.",))
    assert about_words.releases("") == ()


def test_the_history_comes_with_the_project() -> None:
    assert about_words.changelog_file().is_file()
    assert all(release.lines for release in about_words.history())


def test_without_the_list_there_is_no_history(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(about_words, "PACKAGE", tmp_path / "sim")
    assert about_words.history() == ()


def test_a_citation_names_both_versions() -> None:
    assert "version 1.2.3 (results version 4)" in about_words.citation("1.2.3", 4)
    assert about_words.bibtex("1.2.3", 4).startswith("@software{salient,\n")
    assert "version = {1.2.3}" in about_words.bibtex("1.2.3", 4)
