"""Light becomes dark while a page is open: charts are drawn again in its colours, whoever changed it, and once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.browser.opening import MARKS, Opened, Opener
from tests.browser.tabs import new_tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PLACE = "/?a=tutorial/baseline&runs=200"
COUNT = (
    "() => { window.again = 0; addEventListener('click', (event) => {"
    " if (event.target.closest('.st-key-other-colours')) window.again += 1; }, true); }"
)
WRITTEN = {"light": "#111111", "dark": "#F5F3F0"}
AXES = f"[...document.querySelectorAll('{MARKS} .role-axis text')]"
IN_COLOUR = f"colour => {AXES}.length > 0 && {AXES}.every(one => one.getAttribute('fill') === colour)"


def by_system(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]


def by_menu(page: Page, scheme: str) -> None:
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.locator(f"button:has-text('{scheme.title()}'), label:has-text('{scheme.title()}')").first.click()
    page.keyboard.press("Escape")


@pytest.mark.parametrize("change", [by_system, by_menu])
def test_charts_follow_from_light_to_dark_and_are_asked_for_once(
    open_page: Opener, change: Callable[[Page, str], None]
) -> None:
    opened = open_page(PLACE).done()
    opened.page.evaluate(COUNT)
    change(opened.page, "dark")
    opened.until(IN_COLOUR, WRITTEN["dark"]).done()
    assert opened.page.evaluate("window.again") == 1


@pytest.mark.parametrize("scheme", WRITTEN)
def test_a_page_opened_in_its_colours_is_not_asked_for_again(browser: Browser, address: str, scheme: str) -> None:
    opened = Opened(new_tab(browser))
    opened.page.add_init_script(f"({COUNT})()")
    by_system(opened.page, scheme)
    opened.page.goto(f"{address}{PLACE}", wait_until="commit")
    opened.until(IN_COLOUR, WRITTEN[scheme]).done()
    assert opened.page.locator(".st-key-other-colours button").count() == 1
    assert opened.page.evaluate("window.again") == 0
    opened.close()
