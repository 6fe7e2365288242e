"""Texts of others where pages show them: no link but to a page on the web, no picture, formula or code of theirs."""

import pytest

from sim.report.words.markdown import address, code, plain


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://example.org"])
def test_a_page_on_the_web_is_linked(url: str) -> None:
    assert address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org",
        "",
        "see https://example.org",
        "https://example.org) ![x](https://elsewhere.example",
        "https://example.org/\nx",
    ],
)
def test_nothing_else_is(url: str) -> None:
    assert address(url) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![x](y)", r"!\[x\](y)"),
        ("*bold* _it_ `code` $x$", r"\*bold\* \_it\_ \`code\` \$x\$"),
        ("# title", r"\# title"),
        ("1. first", r"1\. first"),
        ("- point", r"\- point"),
        ("<b>", r"\<b\>"),
        ("two\nlines", "two lines"),
        ("plain words, and 3 - 2 = 1", "plain words, and 3 - 2 = 1"),
    ],
)
def test_signs_are_shown_as_they_are(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_code_stays_code_whatever_it_holds() -> None:
    assert code("a`b") == "``a`b``"
    assert code("`a") == "`` `a ``"
    assert code("") == ""
