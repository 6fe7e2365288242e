"""The levels of several scenarios on a phone: each difference in sight beside its level, still a table to a reader."""

import pytest

from tests.browser.opening import PHONE, Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow(10)]
THREE = "/compare?a=kursk/undecided&b=kursk/undecided-withdraw-now&c=kursk/undecided-hold&runs=200"
ROW = "People of the holder killed or wounded"


def test_a_phone_has_each_difference_beside_its_level(open_page: Opener) -> None:
    page = open_page(THREE, PHONE).done()
    row = page.page.get_by_role("row").filter(has=page.page.get_by_role("rowheader", name=ROW, exact=True))
    boxes = [box for cell in row.get_by_role("cell").all() if (box := cell.bounding_box())]
    assert len(boxes) == 5  # A, B, B less A, C, C less A
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE[0] for box in boxes)
    _, b, b_less_a, c, c_less_a = boxes
    assert b["y"] == b_less_a["y"] < c["y"] == c_less_a["y"]
