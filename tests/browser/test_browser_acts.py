"""What somebody who uses a page comes upon: no grave barrier in what is opened or asked, and a way to every page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.app.serving import served
from sim.ui.main import PAGES
from tests.browser.axe import STREAMLITS, needs_axe, ours, violations
from tests.browser.opening import MAIN, Opener, opened
from tests.browser.visits import FIRST

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TRIES, BETWEEN_TRIES = 20, 250  # ms
HERE = Path(__file__).parent
pytestmark = [pytest.mark.browser, pytest.mark.slow(4)]


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/?a=kursk/hold&a.ground.tempo_start_shift=0.7&runs=200", "/compare?runs=200"])
def test_no_grave_barrier_in_what_is_opened(open_page: Opener, path: str, scheme: str) -> None:
    """Expanders, the uploader, further values and a source."""
    page = open_page(path, scheme=scheme).done()
    others = page.page.get_by_role("combobox", name="More under ground")
    others.scroll_into_view_if_needed()  # the list of a box that scrolls closes
    page.done()
    option = page.page.get_by_role("option", name="Mean length of a clear spell")
    for _ in range(TRIES):  # on a busy machine the box may scroll once more, which closes its list
        others.fill("")
        others.fill("clear spell")
        page.page.wait_for_timeout(BETWEEN_TRIES)
        if option.count():
            break
    option.wait_for()
    for key in ("ArrowDown", "Enter", "Escape"):
        page.page.keyboard.press(key)
    page.slider("Mean length of a clear spell").wait_for(state="attached")
    page.page.eval_on_selector_all("details:not([open]) summary", "all => all.forEach(one => one.click())")
    page.done().page.get_by_role("button", name="Source").first.click()
    page.page.get_by_text("In files and on the command line").first.wait_for()
    found = ours(violations(page.page))
    assert not found


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_grave_barrier_in_a_question(open_page: Opener, scheme: str) -> None:
    """The page Runs asks before it deletes."""
    page = open_page("/runs", scheme=scheme).done()
    page.page.locator(f"{MAIN} label:has(input[type=checkbox])").first.click()
    page.page.get_by_role("button", name="Open").and_(page.page.locator(":enabled")).wait_for()
    found = ours(violations(page.page))
    assert not found
    page.page.get_by_role("button", name="Delete").click()
    page.page.get_by_role("dialog").get_by_role("button", name="Cancel").wait_for()
    found = ours(violations(page.page))
    assert not found
    page.page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    page.page.get_by_role("dialog").wait_for(state="hidden")


@needs_axe
def test_what_is_excused_is_streamlits(browser: Browser) -> None:
    """Each entry of the list is found in a page of Streamlit that has nothing of the app but its colours."""
    with served(HERE / "streamlit_alone.py") as alone:
        page = opened(browser, alone.url, scheme="dark")
        page.page.get_by_role("button", name="More").click()
        page.page.get_by_text("Inside").wait_for()
        for _ in range(TRIES):  # on a busy machine its colours may come after its words
            found = {(one.rule, place) for one in violations(page.page) or () for place in one.places}
            if found == set(STREAMLITS):
                break
            page.page.wait_for_timeout(BETWEEN_TRIES)
        page.close()
    assert found == set(STREAMLITS)


def test_pages_are_reached_from_each_other(open_page: Opener) -> None:
    page = open_page()
    for name, (label, _) in list(PAGES.items())[::-1]:
        before = page.page.url
        page.page.get_by_role("link", name=label, exact=True).first.click()
        page.follows(before)
        assert page.page.url.split("?")[0].endswith("/" if name == FIRST else f"/{name}")
        assert page.hosts == {"127.0.0.1"}
