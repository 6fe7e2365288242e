"""Answers in the browser: at once, moved by sliders, the same again from the address, undone by going back."""

import time
from typing import Any
from urllib.parse import urlsplit

import pytest

from benchmarks.app.serving import served
from sim.cli.serving import script
from tests.browser.opening import FIRST_START, MARKS, Opened, Opener, opened
from tests.machine import patience

pytestmark = [pytest.mark.browser, pytest.mark.slow(7)]
TEMPO, STRENGTH, DELAY = "Attacker's tempo", "Attacker's strength", "Attacker's preference"
PAIR = "/compare?a=kursk/hold&b=kursk/hold&runs=500"
SECONDS_TO_ANSWER, TRIES = 3.0, 3
HAS_ANSWER = """() => {
  const title = document.querySelector('[data-testid=stMain] h1');
  const charts = document.querySelectorAll('[data-testid=stVegaLiteChart] svg.marks');
  return Boolean(title) && /\\d/.test(title.innerText) && charts.length >= 2;
}"""


def same_numbers(one: Opened, other: Opened) -> None:
    assert one.words == other.words
    assert one.charts == other.charts


def test_the_first_screen_has_an_answer_within_three_seconds(usual_browser: Any, address: str) -> None:
    """Of a warm server, for one of three visitors; on a slow or busy machine as much longer as that is."""
    page = opened(usual_browser, address).done()
    seconds: list[float] = []
    while len(seconds) < TRIES and min(seconds, default=SECONDS_TO_ANSWER) >= SECONDS_TO_ANSWER:
        page.close()  # what goes on in a page of an earlier try would keep this one waiting
        start = time.perf_counter()
        page = opened(usual_browser, address)  # in a tab that nobody used: no file is there already
        page.page.wait_for_function(HAS_ANSWER)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < patience(SECONDS_TO_ANSWER), seconds
    page.done()
    assert "of 100 simulated futures" in page.title
    assert len(page.charts) == 4
    headings = page.page.locator('[data-testid="stMain"] h2').all_inner_texts()
    answers = [text for text in headings if not text.strip().startswith("What ")]  # what drives it, what it rests on
    assert len(answers) == 4
    assert all(any(letter.isdigit() for letter in answer) for answer in answers)
    assert not page.complaints
    page.close()


@pytest.mark.parametrize(("path", "letter"), [("/?runs=500", "a"), (PAIR, "b")])
def test_a_slider_changes_the_numbers_and_the_charts(open_page: Opener, path: str, letter: str) -> None:
    page = open_page(path).done()
    words, charts = page.words, page.charts
    page.pressed(page.slider(TEMPO), "PageUp")
    assert page.words != words
    assert all(after != before for after, before in zip(page.charts, charts, strict=True))
    assert f"{letter}.ground.tempo_start_shift" in page.query
    page.page.get_by_role("button", name="Reset 1 changed").click()
    page.page.wait_for_function("() => !location.search.includes('tempo_start_shift')")
    page.done()
    assert page.words == words
    assert page.charts == charts


def test_a_chart_follows_the_slider_before_the_refinement(open_page: Opener) -> None:
    page = open_page("/?runs=8000").done()
    page.slider(TEMPO).focus()
    page.page.keyboard.press("ArrowRight")
    page.page.get_by_text("Quick answer from 200 paired runs").wait_for()
    page.page.get_by_role("button", name="Stop refining").click()
    page.page.get_by_text("paired runs; refining is stopped").wait_for()
    assert len(page.charts) == 4
    page.page.get_by_role("button", name="Go on refining").click()
    page.page.get_by_text("refining, ").wait_for()


@pytest.mark.parametrize("path", ["/?runs=500", PAIR])
def test_a_link_shows_the_same_numbers_to_somebody_else(open_page: Opener, path: str) -> None:
    page = open_page(path).done()
    page.pressed(page.slider(TEMPO), "PageUp")
    page.pressed(page.slider(DELAY))
    page.expand("Take it along")
    shown = urlsplit(page.page.locator("code", has_text="tempo_start_shift").first.inner_text())
    other = open_page(page.path).done()
    third = open_page(f"{shown.path or '/'}?{shown.query}").done()
    assert other.query == page.query == third.query
    same_numbers(other, third)
    same_numbers(other, page)


def test_back_and_forward_undo_and_redo(open_page: Opener) -> None:
    page = open_page("/?runs=500").done()
    seen = [(page.page.url, page.words)]
    for slider in (TEMPO, DELAY):
        page.pressed(page.slider(slider), "PageUp")
        seen.append((page.page.url, page.words))
    for url, words in (seen[1], seen[0]):
        before = page.page.url
        page.page.go_back()
        page.follows(before)
        assert (page.page.url, page.words) == (url, words)
    for url, words in seen[1:]:
        before = page.page.url
        page.page.go_forward()
        page.follows(before)
        assert (page.page.url, page.words) == (url, words)


def test_two_sessions_do_not_mix(open_page: Opener) -> None:
    one, two = open_page(PAIR).done(), open_page(f"{PAIR}&seed=5").done()
    for page, slider in ((one, TEMPO), (two, STRENGTH), (one, DELAY), (two, TEMPO)):
        slider_of_page, before = page.slider(slider), page.page.url
        slider_of_page.focus()
        page.page.keyboard.press("PageDown")
        page.page.wait_for_function("before => location.href !== before", arg=before)
    assert "b.attacker.people_persons" not in one.done().query
    assert "b.talks.attacker.settlement_shift" not in two.done().query
    for page in (one, two):
        same_numbers(open_page(page.path).done(), page)
    assert one.words != two.words


def test_a_packaged_server_opens_any_page_first(browser: object) -> None:
    """The first visitor of a server may come by a link to a page."""
    with served(script()) as fresh:
        page = opened(browser, f"{fresh.url}/compare?runs=500").done()  # type: ignore[arg-type]
        page.page.wait_for_selector(MARKS, timeout=FIRST_START)
        assert not page.complaints
        page.close()
