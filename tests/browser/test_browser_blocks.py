"""Track record and Evidence on a phone: a row of a table is a block, nothing goes sideways, the end is in sight."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from sim.report.hindcast import record
from sim.ui.pages.evidence import LINES_ON_A_PHONE
from tests.browser.axe import ours, violations
from tests.browser.opening import DESKTOP, MAIN, PHONE, Opened, Opener

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = [pytest.mark.browser, pytest.mark.slow(10)]
SIDEWAYS = """all => all.filter(one => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).length"""
SCROLLERS = f'{MAIN} :is([data-testid="stTable"], [data-testid="stTable"] div, .dvn-scroller, [role="tablist"])'
GAP_AT_THE_END = """main => {
    main.scrollTop = main.scrollHeight;
    const bar = document.querySelector('.st-key-change-inputs');
    const seen = main.querySelectorAll('p, li, td, button, canvas');
    const own = [...seen].filter(one => one.checkVisibility() && !bar.contains(one));
    return bar.getBoundingClientRect().top - Math.max(...own.map(one => one.getBoundingClientRect().bottom));
}"""
TITLES = ("boxes, moving", "Offers between", "The offers, one by one")
HEAD = 38  # pixels of the heads of a table
GAP = 32  # pixels between the last words and the button
FOLDED = ("panel-3", "offers", "listed")


def unfolded(open_page: Opener, size: tuple[int, int]) -> Opened:
    page = open_page("/track_record", size).done()
    for title in TITLES:
        page.expand(title)
        page.done()
    return page


def table(page: Opened, key: str) -> Locator:
    return page.page.locator(f".st-key-rows-record-{key} table")


def test_a_row_of_the_track_record_is_a_block_on_a_phone(open_page: Opener) -> None:
    page = unfolded(open_page, PHONE)
    assert page.page.eval_on_selector_all(SCROLLERS, SIDEWAYS) == 0
    panel = record.track_record()["panels"][3]
    rows = table(page, "panel-3").locator("tbody").get_by_role("row")
    assert rows.count() == len(panel["table"])
    cells = rows.first.locator("th, td:visible").all()
    boxes = [box for cell in cells if (box := cell.bounding_box())]
    lines = ["days: 7", "forecast: no change (persistence)", "error % (CRPS): 3.07"]
    assert [cell.inner_text() for cell in cells][: len(lines)] == lines
    assert all(above["y"] < below["y"] for above, below in pairwise(boxes))
    assert not table(page, "panel-3").locator("thead").is_visible()
    found = violations(page.page)
    assert found is None or not ours(found)


def test_a_wide_window_has_the_same_table_with_heads(open_page: Opener) -> None:
    page = unfolded(open_page, DESKTOP)
    for key in FOLDED:
        assert table(page, key).locator("thead").is_visible()
        assert not table(page, key).locator("tbody em").first.is_visible()
    row = table(page, "panel-3").locator("tbody").get_by_role("row").first
    assert row.locator("td").first.inner_text() == "no change (persistence)"


@pytest.mark.parametrize("subject", ["Every value", "What rests on what", "Sources"])
def test_no_table_of_the_evidence_is_wider_than_a_phone(open_page: Opener, subject: str) -> None:
    page = open_page(f"/evidence?show={subject.replace(' ', '+')}", PHONE).done()
    if subject == "What rests on what":
        page.expand("The counts as a table")
        page.done()
    assert page.page.locator(SCROLLERS).locator("visible=true").count()
    assert page.page.eval_on_selector_all(SCROLLERS, SIDEWAYS) == 0
    assert page.too_wide <= 0
    found = violations(page.page)
    assert found is None or not ours(found)


@pytest.mark.parametrize("query", ["/evidence?show=What+is+left+out", "/evidence?show=Sources"])
def test_the_button_of_the_inputs_leaves_the_end_of_a_page_in_sight(open_page: Opener, query: str) -> None:
    page = open_page(query, PHONE).done()
    gap = page.page.eval_on_selector(MAIN, GAP_AT_THE_END)
    assert gap > GAP


def test_a_value_chosen_on_a_phone_stands_in_full_below(open_page: Opener) -> None:
    page = open_page("/evidence?q=weather", PHONE).done()
    before = page.page.url
    frame = page.page.locator('[class*="st-key-on-a-phone-values"] canvas').first
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box
    page.page.mouse.click(box["x"] + 20, box["y"] + HEAD + LINES_ON_A_PHONE / 2)  # the mark of the first row
    page.follows(before)
    assert page.query["parameter"].startswith("weather.")
