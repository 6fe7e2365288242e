"""By keyboard alone: to a slider and its source, to another subject, to a dot's run."""

import pytest

from tests.browser.opening import Opened, Opener

pytestmark = pytest.mark.browser
MOST_TABS = 40
FOCUSED = "() => { const at = document.activeElement; return at.getAttribute('aria-label') || at.innerText || ''; }"


def tab_to(page: Opened, start: str) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(MOST_TABS):
        page.page.keyboard.press("Tab")
        if page.page.evaluate(FOCUSED).strip().startswith(start):
            return
    raise AssertionError(f"{start} is not reached with {MOST_TABS} presses of Tab")


def test_a_slider_is_reached_and_moved(open_page: Opener) -> None:
    page = open_page("/?runs=500").done()
    title, before = page.words, page.page.url
    tab_to(page, "Attacker's tempo")
    page.page.keyboard.press("PageUp")
    page.follows(before)
    assert page.words != title


def test_a_source_is_opened_and_closed(open_page: Opener) -> None:
    page = open_page("/?runs=500").done()
    tab_to(page, "Attacker's tempo")
    tab_to(page, "Assumption Source")
    page.page.keyboard.press("Enter")
    told = page.page.get_by_text("In files and on the command line").first
    told.wait_for()
    page.page.get_by_text("Source: ").first.wait_for()
    page.page.keyboard.press("Escape")
    told.wait_for(state="hidden")


def test_the_way_past_the_sidebar(open_page: Opener) -> None:
    page = open_page("/?runs=500").done()
    page.page.keyboard.press("Tab")
    assert "Skip to" in page.page.evaluate(FOCUSED)
