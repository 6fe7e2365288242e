"""Every page in a language that nobody speaks: what stands outside its marks is said through no catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docs.make_languages import PSEUDO
from tests.browser.opening import DESKTOP, PHONE, Opener, Size
from tests.browser.outside import OUTSIDE, left_over

if TYPE_CHECKING:
    from tests.browser.opening import Opened

pytestmark = pytest.mark.browser
WITH_CHARTS = ("outlook", "compare", "sweep", "timeline", "timeline-run", "evidence", "track_record")
PLACES = {
    "outlook": "/?runs=200",
    "compare": "/compare?runs=200",
    "compare-table": "/compare?runs=200&show=All+outcomes",
    "sweep": "/sweep?a=tutorial/baseline&runs=200",
    "timeline": "/timeline?a=kursk/hold&runs=200",
    "timeline-run": "/timeline?a=kursk/hold&run=3",
    "runs": "/runs",
    "evidence": "/evidence",
    "track_record": "/track_record",
    "about": "/about",
}


def looked_at(open_page: Opener, name: str, size: Size) -> Opened:
    path, charted = PLACES[name], name in WITH_CHARTS
    page: Opened = open_page(f"{path}{'&' if '?' in path else '?'}lang={PSEUDO}", size)
    return page.done(charted)


@pytest.mark.slow(15)
@pytest.mark.parametrize("name", PLACES)
def test_nothing_on_a_page_is_left_out_of_the_catalogue(open_page: Opener, languages: Path, name: str) -> None:
    page = looked_at(open_page, name, DESKTOP)
    assert left_over(page.page.evaluate(OUTSIDE)) == []
    assert page.too_wide <= 0


def test_longer_words_fit_on_a_phone(open_page: Opener, languages: Path) -> None:
    page = looked_at(open_page, "outlook", PHONE)
    assert left_over(page.page.evaluate(OUTSIDE)) == []
    assert page.too_wide <= 0


def test_without_the_language_the_same_words_are_english(open_page: Opener) -> None:
    page = open_page("/about?lang=xx", DESKTOP)
    assert page.title == "About Salient and its limits"
    assert "⟦" not in page.page.locator("body").inner_text()
