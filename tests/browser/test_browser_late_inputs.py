"""An input whose script arrives late does not write its default into the address."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.opening import FIRST_START

pytestmark = pytest.mark.browser

SECONDS = 3.0


@pytest.mark.slow(8)
@pytest.mark.parametrize("script", ["Slider", "NumberInput", "Selectbox", "Multiselect"])
def test_the_address_stays_as_it_was_given(browser: Any, address: str, script: str) -> None:
    page = browser.new_context().new_page()

    def late(route: Any) -> None:
        time.sleep(SECONDS)
        route.continue_()

    page.route(f"**/{script}.*.js", late)
    asked = "/compare?a=kursk/undecided&b=kursk/hold&b.ground.tempo_start_shift=0.5&seed=7&runs=200"
    page.goto(address + asked)
    page.get_by_text("paired runs; done").wait_for(timeout=FIRST_START)
    page.wait_for_timeout(1000 * SECONDS)
    assert parse_qs(urlsplit(page.url).query) == parse_qs(urlsplit(asked).query)
    assert page.locator("h1").inner_text()
    page.context.close()
