"""Pages that show one run alone: no browser is asked for the extent of nothing. Of many, all pages are looked at."""

from __future__ import annotations

import pytest

from tests.browser.opening import DRAWN_CHART, Opener

TUNED = "a=kursk/hold&b=kursk/hold&b.ground.tempo_start_shift=0.7"
FIRST, *OTHERS = ("What comes first", "Ground", "People", "Talks", "After a truce", "All outcomes")
PLACES = ("/?", "/?a=tutorial/baseline", "/timeline?", "/timeline?run=0")
pytestmark = [pytest.mark.browser, pytest.mark.slow(3)]


@pytest.mark.parametrize("place", PLACES)
def test_no_browser_complains_of_an_empty_chart(open_page: Opener, place: str) -> None:
    page = open_page(f"{place}&runs=1").done()
    assert not page.complaints
    assert page.page.locator(DRAWN_CHART).count()


def test_no_browser_complains_of_an_empty_chart_of_a_comparison(open_page: Opener) -> None:
    """Subject by subject, as somebody turns to them."""
    page = open_page(f"/compare?{TUNED}&runs=1").done()
    charts = {FIRST: page.page.locator(DRAWN_CHART).count()}
    for subject in OTHERS:
        before = page.page.url
        page.page.get_by_role("tab", name=subject, exact=True).click()
        page.follows(before)
        assert page.query["show"] == subject
        assert not page.complaints, subject
        charts[subject] = page.page.locator(DRAWN_CHART).count()
    without = {subject for subject, count in charts.items() if not count}
    assert without <= {"All outcomes", "After a truce"}
