"""Inputs beside the page on a desktop, in a sheet on a phone: undone, found from their names, never in the way."""

import pytest

from tests.browser.axe import ours, violations
from tests.browser.opening import MAIN, PHONE, Opened, Opener
from tests.browser.test_browser_keyboard import NAMES

pytestmark = [pytest.mark.browser, pytest.mark.slow(6)]
PATH = "/?a=kursk/baseline&a.attacker.people_persons=70000&runs=200"
TO_INPUTS = ".st-key-to-inputs-drivers button:visible"
BOTTOMS = "() => [...document.querySelectorAll('{}')].map(one => one.getBoundingClientRect().bottom)"
FOCUSED = """() => { const at = document.activeElement, side = at.closest('[data-testid=stSidebar]');
  const r = at.getBoundingClientRect();
  return side && r.top >= 0 && r.bottom <= innerHeight ? at.getAttribute('aria-label') : null; }"""


def asks_for_its_first_driver(page: Opened) -> None:
    """The input has the focus, in sight, whether or not the sidebar was open."""
    button = page.page.locator(TO_INPUTS).first
    name = button.inner_text()
    button.click()
    page.until(f"name => ({FOCUSED})() === name", name)


def test_a_step_is_undone_and_a_driver_leads_to_its_input(open_page: Opener) -> None:
    page = open_page(PATH).done()
    assert [page.page.get_by_role("link", name=name, exact=True).count() for name in NAMES] == [1] * len(NAMES)
    assert not page.page.get_by_role("button", name="Change inputs").count()  # what a phone needs is hidden here
    words = page.words
    page.pressed(page.slider("Attacker's tempo"), "PageUp")
    assert page.words != words
    before = page.page.url
    page.page.get_by_role("button", name="Undo").click()
    page.follows(before)
    assert page.words == words
    undone = page.page.url
    page.page.get_by_role("button", name="Redo").click()
    page.follows(undone)
    assert page.page.url == before
    asks_for_its_first_driver(page)


def test_a_phone_has_the_answer_first_and_its_inputs_in_a_sheet(open_page: Opener) -> None:
    page = open_page(PATH, PHONE, "dark").done()
    for name in NAMES:
        assert page.page.get_by_role("link", name=name, exact=True).first.is_visible()
    bottoms = page.page.evaluate(BOTTOMS.format(f"{MAIN} [data-testid=stVegaLiteChart]"))
    first, second, *_ = sorted(bottoms)
    assert first < 2 * PHONE[1]  # the first chart, in the first two screens
    questions = page.page.evaluate(BOTTOMS.format(".st-key-questions a"))
    assert len(questions) > 3
    assert first < min(questions) < max(questions) < second
    slider = page.slider("Attacker's strength")
    assert not slider.is_visible()
    page.page.get_by_role("button", name="Change inputs (1 changed)").click()
    slider.wait_for()
    assert page.page.locator(f"{MAIN} h1").is_visible()
    page.until("() => document.activeElement.getAttribute('aria-label') === 'Collapse sidebar'")
    found = ours(violations(page.page))
    assert not found
    page.page.keyboard.press("Enter")
    slider.wait_for(state="hidden")
    asks_for_its_first_driver(page)
    assert page.too_wide <= 0
