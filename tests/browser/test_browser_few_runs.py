"""Pages that show runs, of one and of many: no browser is asked for the extent of nothing."""

from __future__ import annotations

import pytest

from tests.browser.opening import CHART, MAIN, Opener

TUNED = "a=kursk/hold&b=kursk/hold&b.ground.tempo_start_shift=0.7"
FIRST, *OTHERS = ("What comes first", "Ground", "People", "Talks", "After a truce", "All outcomes")
PLACES = ("/?", "/?a=tutorial/baseline", "/timeline?", "/timeline?run=0")
pytestmark = [pytest.mark.browser, pytest.mark.slow(3)]
runs_on_a_page = pytest.mark.parametrize("runs", [1, 200])
DRAWN = f"{MAIN} {CHART}:visible"


@pytest.mark.parametrize("place", PLACES)
@runs_on_a_page
def test_no_browser_complains_of_an_empty_chart(open_page: Opener, runs: int, place: str) -> None:
    page = open_page(f"{place}&runs={runs}").done()
    assert not page.complaints
    assert page.page.locator(DRAWN).count()


@runs_on_a_page
def test_no_browser_complains_of_an_empty_chart_of_a_comparison(open_page: Opener, runs: int) -> None:
    """Subject by subject, as somebody turns to them."""
    page = open_page(f"/compare?{TUNED}&runs={runs}").done()
    charts = {FIRST: page.page.locator(DRAWN).count()}
    for subject in OTHERS:
        before = page.page.url
        page.page.get_by_role("tab", name=subject, exact=True).click()
        page.follows(before)
        assert page.query["show"] == subject
        assert not page.complaints, subject
        charts[subject] = page.page.locator(DRAWN).count()
    without = {subject for subject, count in charts.items() if not count}
    assert without <= {"All outcomes"} | ({"After a truce"} if runs == 1 else set())
