"""From the first screen to a comparison and to a sweep, one click each."""

import pytest

from tests.browser.opening import DRAWN_CHART, Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow(10)]


def test_a_question_and_a_range_are_one_click_away(open_page: Opener) -> None:
    page = open_page("/?a=tutorial/baseline&runs=200").done()
    first = page.page.url
    assert page.page.locator(DRAWN_CHART).count()
    page.page.get_by_role("link", name="What is a 30-day truce worth").click()
    page.follows(first)
    assert page.path.startswith("/compare?")
    assert page.query["show"] == "After a truce"
    page.page.get_by_role("rowheader", name="Ground held at the horizon").wait_for()
    page.page.go_back()
    page.page.wait_for_url(first)
    page.done().page.get_by_role("link", name="Pressure on the attacker's government").click()
    page.follows(first)
    assert page.query["along"] == "talks.attacker.pressure_credibility"
    assert page.title.startswith("Pressure on the attacker's government")
    assert len(page.charts) == 3
    assert not page.complaints
