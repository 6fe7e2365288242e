"""A tab that is used again is as good as a new one: it remembers nothing, and what it says is heard once."""

import pytest

from tests.browser.opening import Opener

pytestmark = pytest.mark.browser
LEAVE = """() => {
  localStorage.left = 'x';
  sessionStorage.left = 'x';
  document.cookie = 'left=x';
  console.error('left');
}"""
LEFT = "() => [localStorage.left, sessionStorage.left, document.cookie.includes('left')]"


def test_a_tab_that_is_used_again_remembers_nothing(open_page: Opener) -> None:
    before = open_page("/about").done()
    before.page.evaluate(LEAVE)
    assert before.page.evaluate(LEFT) == ["x", "x", True]
    assert len(before.complaints) == 1
    before.complaints.clear()
    before.close()
    asked = len(before.asked)
    again = open_page("/about").done()
    assert again.page is before.page
    assert again.page.evaluate(LEFT) == [None, None, False]
    assert again.complaints == []
    assert len(before.asked) == asked
