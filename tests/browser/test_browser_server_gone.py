"""A page whose server was stopped says so, and how to start it; it goes on by itself once the server is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sim.cli.serving import Asked
from tests.browser.opening import PATIENCE, Opener, opened
from tests.edges.running_app import running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PAGE = "/about"  # needs no runs


@pytest.mark.slow
def test_a_page_without_its_server_says_how_to_start_it(browser: Browser) -> None:
    with running() as app:
        page = opened(browser, f"{app.url}{PAGE}")
        notice = page.page.locator("#salient-gone")
        assert not notice.count()
        app.end()
    notice.wait_for(timeout=PATIENCE)
    told = notice.inner_text()
    assert "Salient was stopped" in told
    assert Asked(app.port).command in told
    assert "internet" not in page.page.locator("body").inner_text()  # where Streamlit would look for the fault
    assert page.hosts == {"127.0.0.1"}
    with running("--read-only", port=app.port):
        notice.wait_for(state="detached", timeout=PATIENCE)
        page.done()
        page.close()


def test_no_notice_stands_on_a_page_that_has_its_server(open_page: Opener) -> None:
    page = open_page(PAGE).done()
    page.page.wait_for_timeout(2500)
    assert not page.page.locator("#salient-gone").count()
