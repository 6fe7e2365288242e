"""Compare's box on other laws in a browser: opened, it is filled by the background process and fits a phone."""

import pytest

from tests.browser.opening import Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow(10)]
PHONE = {"width": 390, "height": 844}
PAIR = "/compare?a=tutorial/baseline&b=tutorial/leave-early&runs=200"


def test_the_box_fills_itself_and_fits_a_phone(open_page: Opener) -> None:
    page = open_page(PAIR).done()
    before = len(page.charts)
    page.expand("What other laws say")
    page.page.get_by_text("What the spread of the differences comes of").wait_for()
    page.page.get_by_text("B against A: ").first.wait_for()
    page.until("fewest => document.querySelectorAll('[data-testid=stVegaLiteChart]').length >= fewest", before + 5)
    page.page.set_viewport_size(PHONE)
    page.done()
    assert page.too_wide <= 0
