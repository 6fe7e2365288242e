"""One server and one browser for all tests here; each test opens pages in sessions of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sim.experiment.running.running import compare
from sim.scenario.loading import load

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # for benchmarks, which start server and browser in the same way

from benchmarks.app.serving import FLAGS, chromium, served  # noqa: E402
from docs.make_languages import write_pseudo  # noqa: E402
from tests.browser.opening import DESKTOP, Opened, Opener, Size, opened  # noqa: E402
from tests.browser.tabs import Tabs  # noqa: E402
from tests.browser.visits import Visits  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STORED = ("tutorial/baseline", "tutorial/leave-early")
BRIEF = (  # how a browser keeps and compiles scripts whose pages live for seconds: what is seen is the same
    "--min-semi-space-size=64", "--max-semi-space-size=64", "--no-flush-bytecode",
    "--no-turbofan", "--invocation-count-for-maglev=2000",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright here; pip install -e '.[test]'")
    path = chromium(as_visitors=False)
    if path is None:
        pytest.skip("no Chromium here; install it or set SALIENT_CHROMIUM")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=[*FLAGS, f"--js-flags={' '.join(BRIEF)}"])
        yield launched
        launched.close()


@pytest.fixture
def usual_browser(browser: Browser) -> Iterator[Browser]:
    """A browser that compiles as visitors' do, for what is timed."""
    launched = browser.browser_type.launch(executable_path=chromium(), args=list(FLAGS))
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two stored results, for the page Runs."""
    folder = tmp_path_factory.mktemp("results")
    compare([load(name) for name in STORED], replications=50, seed=1, out=folder)
    return folder


@pytest.fixture(scope="session")
def own_languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the server looks for languages once they are asked for."""
    return tmp_path_factory.mktemp("languages")


@pytest.fixture(scope="session")
def languages(own_languages: Path) -> Path:
    """That folder with the language that nobody speaks."""
    write_pseudo(own_languages)
    return own_languages


@pytest.fixture(scope="session")
def address(results: Path, own_languages: Path) -> Iterator[str]:
    """Where the app is served."""
    with served(results=results, languages=own_languages) as server:
        yield server.url


@pytest.fixture(scope="session")
def tabs(browser: Browser, address: str) -> Tabs:
    """The tabs in which pages are opened."""
    return Tabs(browser, address)


@pytest.fixture
def open_page(browser: Browser, address: str, tabs: Tabs) -> Iterator[Opener]:
    """Opens a page of the app in a session of its own; in the end no browser may have complained."""
    pages: list[Opened] = []

    def open_one(path: str = "/", size: Size = DESKTOP, scheme: str = "light") -> Opened:
        pages.append(opened(browser, f"{address}{path}", size, scheme, tabs))
        return pages[-1]

    yield open_one
    complaints = [complaint for page in pages for complaint in page.complaints]
    for page in pages:
        page.close()
    assert not complaints


@pytest.fixture(scope="session")
def visits(browser: Browser, tabs: Tabs, results: Path) -> Visits:
    """Pages looked at once, for all tests that ask about them."""
    stored = ",".join(sorted(one.name for one in results.iterdir() if one.is_dir()))
    return Visits(browser, tabs, {"stored": stored}, os.environ.get("SALIENT_SCREENSHOTS"))
