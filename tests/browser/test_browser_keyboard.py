"""By keyboard alone: to the pages, to a slider and its source, to another subject; and what has the focus is seen."""

import io

import pytest

from tests.browser.opening import Opened, Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow(4)]
MOST_TABS = 40
FEW_TABS = 3
LEAST_CONTRAST, LEAST_PIXELS = 3.0, 60  # of the change that the focus makes, as WCAG 2.2 has it (2.4.13)
FOCUSED = "() => { const at = document.activeElement; return at.getAttribute('aria-label') || at.innerText || ''; }"
NAMES = ["Outlook", "Compare", "Sweep", "Map and timeline", "Runs", "Evidence", "Track record", "About and limits"]


def focused(page: Opened) -> str:
    """What has the focus, as it is called."""
    return str(page.page.evaluate(FOCUSED)).strip()


def tab_to(page: Opened, start: str, most: int = MOST_TABS) -> None:
    """Press Tab until what has the focus is called so."""
    for _ in range(most):
        page.page.keyboard.press("Tab")
        if focused(page).startswith(start):
            return
    raise AssertionError(f"{start} is not reached with {most} presses of Tab")


def test_a_slider_is_reached_and_moved(open_page: Opener) -> None:
    page = open_page("/?runs=200").done()
    title, before = page.words, page.page.url
    tab_to(page, "Attacker's tempo")
    page.page.keyboard.press("PageUp")
    page.follows(before)
    assert page.words != title


def test_a_source_is_opened_and_closed(open_page: Opener) -> None:
    page = open_page("/?runs=200").done()
    tab_to(page, "Attacker's tempo")
    tab_to(page, "Assumption Source")
    page.page.keyboard.press("Enter")
    told = page.page.get_by_text("In files and on the command line").first
    told.wait_for()
    page.page.get_by_text("Source: ").first.wait_for()
    page.page.keyboard.press("Escape")
    told.wait_for(state="hidden")


def test_the_page_names_come_before_the_sidebar(open_page: Opener) -> None:
    page = open_page("/?runs=200").done()
    tab_to(page, "Skip to page names", 1)
    page.page.keyboard.press("Enter")
    reached = [focused(page)]
    while len(reached) < len(NAMES):
        page.page.keyboard.press("Tab")
        reached.append(focused(page))
    assert reached == NAMES
    page.page.keyboard.press("Enter")
    page.page.wait_for_url("**/about*")


def test_the_way_past_the_sidebar(open_page: Opener) -> None:
    page = open_page("/?runs=200").done()
    tab_to(page, "Skip to main content", FEW_TABS)
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("() => document.activeElement.tagName") == "MAIN"


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        ("/?runs=200", "light"),
        ("/?runs=200", "dark"),
        ("/compare?runs=200", "dark"),
        ("/runs", "light"),
        ("/runs", "dark"),
    ],
)
def test_what_has_the_focus_is_seen(open_page: Opener, path: str, scheme: str) -> None:
    """Each kind of stop once: enough pixels change, by enough contrast, when it gets the focus."""
    page = open_page(path, scheme=scheme).done()
    page.whole()
    seen: set[str] = set()
    for _ in range(MOST_TABS):
        page.page.keyboard.press("Tab")
        kind = str(page.page.evaluate(KIND))
        if kind.startswith("BODY"):
            break  # past the last stop
        if kind in seen:
            continue
        seen.add(kind)
        changed = pixels_changed(page)
        assert changed >= LEAST_PIXELS, f"{kind} {focused(page)!r}: {changed} pixels change"
    assert len(seen) > 3


KIND = """() => { const at = document.activeElement, around = at.closest('[data-testid]');
  return `${at.tagName} ${at.type || at.getAttribute('role') || ''} ${around ? around.dataset.testid : ''}`; }"""
PLACE = """() => { const r = document.activeElement.getBoundingClientRect();
  return [r.x, r.y, r.width, r.height]; }"""
AROUND = 24  # pixels


def pixels_changed(page: Opened) -> int:
    """How many pixels around the focus differ by enough contrast from the same without it."""
    import numpy as np
    from PIL import Image

    size = page.page.viewport_size
    assert size is not None
    x, y, width, height = page.page.evaluate(PLACE)
    left, top = max(0.0, x - AROUND), max(0.0, y - AROUND)
    right, bottom = min(size["width"], x + width + AROUND), min(size["height"], y + height + AROUND)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    shots = []
    for act in ("", "() => { window.had = document.activeElement; window.had.blur(); }"):
        if act:
            page.page.evaluate(act)
        shot = page.page.screenshot(clip=clip, animations="disabled", caret="hide")
        shots.append(luminance(np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), dtype=np.float64) / 255.0))
    page.page.evaluate("() => window.had.focus({ focusVisible: true })")
    with_focus, without = shots
    brighter, darker = np.maximum(with_focus, without), np.minimum(with_focus, without)
    return int(((brighter + 0.05) / (darker + 0.05) >= LEAST_CONTRAST).sum())


def luminance(colours):  # type: ignore[no-untyped-def]
    """Relative luminance of sRGB colours (…, 3), as WCAG has it."""
    import numpy as np

    linear = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])
