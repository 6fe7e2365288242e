"""Pages that show runs, of one and of many: no browser is asked for the extent of nothing."""

from __future__ import annotations

import pytest

from tests.browser.opening import CHART, MAIN, Opener

TUNED = "a=kursk/hold&b=kursk/hold&b.ground.tempo_start_shift=0.7"
SUBJECTS = ("What+comes+first", "Ground", "People", "Talks", "After+a+truce", "All+outcomes")
COMPARED = [f"/compare?{TUNED}&show={one}" for one in SUBJECTS]
PLACES = ("/?", "/?a=tutorial/baseline", *COMPARED, "/timeline?", "/timeline?run=0")
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("runs", [1, 200])
def test_no_browser_complains_of_an_empty_chart(open_page: Opener, runs: int, place: str) -> None:
    page = open_page(f"{place}&runs={runs}").done()
    assert not page.complaints
    assert page.page.locator(f"{MAIN} {CHART}").count() or "All" in place or (runs == 1 and "After" in place)
