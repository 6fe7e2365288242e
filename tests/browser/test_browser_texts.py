"""Texts of others in a real browser: no link, picture, icon, emoji, formula or emphasis comes of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.app.serving import served
from tests.browser.opening import MAIN, PATIENCE
from tests.browser.plain_texts import TEXTS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
MADE = "a[href], img, em, del, hr, blockquote, .katex, [translate=no]:not(code *), .stMarkdownColoredText, ol"


def test_plain_texts_stay_text_in_a_browser(browser: Browser) -> None:
    with served(Path(__file__).with_name("plain_texts.py")) as server:
        page = browser.new_page()
        page.goto(server.url)
        page.get_by_text("All is drawn").wait_for(timeout=PATIENCE)
        found = page.evaluate(
            "([main, made]) => [...document.querySelector(main).querySelectorAll(made)].map(one => one.outerHTML)",
            [MAIN, MADE],
        )
        said = page.locator(MAIN).inner_text().replace("\u2060", "")
        page.close()
    assert found == []
    for text in TEXTS:
        assert said.count(text.strip()) >= 4, text
