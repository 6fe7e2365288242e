"""The app in a real browser: charts with answers, sliders that change them, nothing from other hosts.

SALIENT_SCREENSHOTS names a folder for pictures of what was seen.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sim.cli.serving import script

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("SALIENT_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = (1440, 900), (390, 844)
CHART = '[data-testid="stVegaLiteChart"]'
DRAWN = f"{CHART} svg.marks, {CHART} canvas"
FIRST_START = 240_000  # ms, compilation included
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; install it or set SALIENT_CHROMIUM"),
]
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served("app.py") as url:
        yield url


@contextmanager
def served(path: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", path, "--server.port", str(port)]
    server = subprocess.Popen(
        [*command, "--server.fileWatcherType", "none"], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(url: str) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(url)


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def opened(
    browser: "playwright.Browser", url: str, size: tuple[int, int] = DESKTOP, scheme: str = "light"
) -> "playwright.Page":
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(DRAWN, timeout=FIRST_START)
    return page


def settled(page: "playwright.Page") -> None:
    """Wait until refinement is done, so that nothing moves by itself."""
    page.get_by_text("paired runs; done").wait_for(timeout=120_000)
    page.wait_for_timeout(800)


def kept(page: "playwright.Page", name: str) -> None:
    """Save a picture of the whole page where the environment asks for it."""
    folder = os.environ.get("SALIENT_SCREENSHOTS")
    if not folder:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(Path(folder) / f"{name}.png"))
    width = page.viewport_size["width"]
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height + 80, 7000)})
    page.wait_for_timeout(800)
    page.screenshot(path=str(Path(folder) / f"{name}-whole.png"))


def charts(page: "playwright.Page") -> list[str]:
    """What is drawn, as text that differs when the picture differs."""
    read = "all => all.map(one => one.tagName === 'CANVAS' ? one.toDataURL() : one.innerHTML)"
    drawn: list[str] = page.eval_on_selector_all(DRAWN, read)
    return drawn


def headings(page: "playwright.Page") -> list[str]:
    return [text.strip() for text in page.locator('[data-testid="stMain"] :is(h1, h2)').all_inner_texts()]


def too_wide(page: "playwright.Page") -> int:
    """Pixels by which anything on the page is wider than the window."""
    inside = "const main = document.querySelector('[data-testid=stMain]');"
    wide: int = page.evaluate(f"() => {{ {inside} return main.scrollWidth - main.clientWidth; }}")
    return wide


@pytest.mark.parametrize(("scheme", "size"), [("light", DESKTOP), ("dark", DESKTOP), ("light", PHONE)])
def test_the_first_screen_shows_charts_with_answers(
    browser: "playwright.Browser", address: str, scheme: str, size: tuple[int, int]
) -> None:
    page = opened(browser, address, size, scheme)
    settled(page)
    title, *answers = headings(page)
    assert title.startswith("A general truce takes effect within 90 days in ")
    assert len(answers) == 4
    assert all(any(letter.isdigit() for letter in answer) for answer in answers)
    assert len(charts(page)) == 4
    assert too_wide(page) <= 0
    kept(page, f"outlook-{scheme}-{size[0]}")


@pytest.mark.parametrize(
    ("query", "scheme", "size", "n"),
    [("", "light", DESKTOP, 9), ("?c=kursk/undecided-hold", "dark", DESKTOP, 13), ("", "dark", PHONE, 9)],
)
def test_the_comparison_shows_charts_with_answers(
    browser: "playwright.Browser", address: str, query: str, scheme: str, size: tuple[int, int], n: int
) -> None:
    page = opened(browser, f"{address}/compare{query}", size, scheme)
    settled(page)
    assert len(charts(page)) == n
    assert len(headings(page)) == n + 1
    assert too_wide(page) <= 0
    kept(page, f"compare-{scheme}-{size[0]}")


def test_a_slider_moves_the_charts_at_once(browser: "playwright.Browser", address: str) -> None:
    page = opened(browser, address)
    settled(page)
    slider = page.get_by_role("slider").first
    seconds = []
    for _ in range(3):
        before = charts(page)
        slider.focus()
        start = time.perf_counter()
        page.keyboard.press("ArrowRight")
        while any(a == b for a, b in zip(before, charts(page), strict=False)):
            assert time.perf_counter() - start < 10, "a chart did not change"
            page.wait_for_timeout(20)
        seconds.append(time.perf_counter() - start)
        settled(page)
    print(f"slider to last chart: {[round(1000 * one) for one in seconds]} ms")
    assert statistics.median(seconds) < 3.0
    assert "tempo=0.3" in page.url
    page.get_by_role("button", name="Reset 1 changed").wait_for()
    kept(page, "outlook-moved")


def test_nothing_comes_from_another_host(browser: "playwright.Browser", address: str) -> None:
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_selector(DRAWN, timeout=FIRST_START)
    for name in ("Compare", "About and limits"):
        page.get_by_role("link", name=name).click()
        page.wait_for_timeout(2500)
    hosts = {urlsplit(url).hostname for url in asked if url.startswith(("http", "ws"))}
    assert hosts == {"127.0.0.1"}


def test_the_tuned_file_is_offered(browser: "playwright.Browser", address: str) -> None:
    page = opened(browser, f"{address}/?tempo=1")
    settled(page)
    page.get_by_text("Take it along").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Scenario A (YAML)").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert "extends: kursk/baseline" in text
    assert "tempo_start_shift: {value: 1" in text or "tempo_start_shift: 1" in text
    kept(page, "outlook-downloads")


def test_a_source_opens_by_keyboard(browser: "playwright.Browser", address: str) -> None:
    page = opened(browser, address)
    settled(page)
    page.get_by_role("button", name="Source").nth(1).focus()
    page.keyboard.press("Enter")
    page.get_by_text("In files and on the command line").first.wait_for()
    kept(page, "outlook-source")


def test_every_chart_has_a_description(browser: "playwright.Browser", address: str) -> None:
    page = opened(browser, address)
    settled(page)
    described = page.eval_on_selector_all(CHART, "all => all.map(one => one.outerHTML.includes('aria-label'))")
    assert described
    assert all(described)


def test_a_packaged_server_opens_any_page_first(browser: "playwright.Browser") -> None:
    """The first visitor of a server may come by a link to a page."""
    with served(str(script())) as fresh:
        page = opened(browser, f"{fresh}/compare")
        assert len(headings(page)) == 10


def test_the_limits_have_their_page(browser: "playwright.Browser", address: str) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{address}/about")
    page.get_by_text("What is left out").wait_for(timeout=FIRST_START)
    kept(page, "about")
