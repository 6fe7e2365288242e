"""An input whose script arrives late does not write its default into the address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.opening import Opened
from tests.browser.tabs import FIRST_START, Tabs

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = pytest.mark.browser
ASKED = "/compare?a=kursk/undecided&b=kursk/hold&b.ground.tempo_start_shift=0.5&seed=7&runs=200"
MISSING = "[data-testid=stSidebar] [data-testid=stSkeleton]"
AFTER_ALL = "Take it along"


@pytest.mark.slow(3)
@pytest.mark.parametrize("script", ["Slider", "NumberInput", "Selectbox", "Multiselect"])
def test_the_address_stays_as_it_was_given(tabs: Tabs, address: str, script: str) -> None:
    """The script comes when all else is drawn; the server then answers to a part opened after what an input told it."""
    page, held = Opened(tabs.taken(), tabs=tabs), list["Route"]()
    page.page.route(f"**/{script}.*.js", lambda route: held.append(route))  # asks for all files anew, as a new tab does
    with page.page.expect_request(f"**/{script}.*.js", timeout=FIRST_START):  # other inputs are missing at first, too
        page.page.goto(address + ASKED, wait_until="commit")
    page.page.get_by_text("paired runs; done").wait_for(timeout=FIRST_START)
    page.page.locator(MISSING).first.wait_for(state="attached")
    assert held
    with page.page.expect_event("requestfinished", lambda request: f"/{script}." in request.url):
        for route in held:
            route.continue_()
    page.done().expand(AFTER_ALL)
    page.page.get_by_role("button", name="Summary (JSON)").wait_for()
    assert parse_qs(urlsplit(page.done().page.url).query) == parse_qs(urlsplit(ASKED).query)
    assert page.title
    page.page.unroute_all()
    page.close()
