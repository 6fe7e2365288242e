"""A page of the app in a session of its own: what it says, what it draws, what its browser complains of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.browser.tabs import FIRST_START, PATIENCE, Tabs, new_tab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Download, Locator, Page, Response

Size = tuple[int, int]
DESKTOP, PHONE = (1440, 900), (390, 844)
BETWEEN_LOOKS, STILL = 50, 200  # ms; a page stands still when nothing changes in it for so long
TALLEST = 9000  # pixels of a window
CHART = '[data-testid="stVegaLiteChart"]'
MARKS = f"{CHART} svg.marks"
MAIN = '[data-testid="stMain"]'
DRAWN_CHART = f"{MAIN} {CHART}:visible"

MOVED = "before => location.href !== before"
DRAWN = Path(__file__).with_name("drawn.js").read_text(encoding="utf-8")


@dataclass
class Opened:
    """A page, with every address it asked for and every complaint."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    tabs: Tabs | None = None  # to which the tab goes back
    heard: dict[str, Callable[..., None]] = field(default_factory=dict)
    over: bool = False
    _calls: int = 0

    def watch(self) -> None:
        """Note requests and complaints from now on."""
        self.heard = {
            "request": lambda request: self.asked.append(request.url),
            "websocket": lambda socket: self.asked.append(socket.url),
            "console": self._note,
            "response": self._check,
            "pageerror": lambda error: self.complaints.append(f"page error: {error}"),
        }
        for event, note in self.heard.items():
            self.page.on(event, note)  # type: ignore[call-overload]

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            where = urlsplit(str(message.location.get("url", ""))).path
            self.complaints.append(f"console: {message.text} ({where})")

    def _check(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"answered with {response.status}: {response.url}")

    @property
    def hosts(self) -> set[str | None]:
        """The machines that were asked for anything."""
        return {urlsplit(url).hostname for url in self.asked if url.startswith(("http", "ws"))}

    @property
    def query(self) -> dict[str, str]:
        """What the address holds."""
        return {key: values[-1] for key, values in parse_qs(urlsplit(self.page.url).query).items()}

    @property
    def path(self) -> str:
        """The address without the server."""
        parts = urlsplit(self.page.url)
        return f"{parts.path}?{parts.query}"

    def done(self, charted: bool | None = None) -> Opened:
        """Wait until everything is drawn and, in English, nothing is refined; else say whether it has charts."""
        self._calls += 1
        return self.until(DRAWN, [self._calls, STILL, charted])

    def follows(self, before: str) -> Opened:
        """Wait until the address is no longer the one before, and then until everything is drawn."""
        return self.until(MOVED, before).done()

    def until(self, holds: str, given: object = None) -> Opened:
        """Wait until this holds in the page; to ask at every frame would make the browser paint each."""
        self.page.wait_for_function(holds, arg=given, polling=BETWEEN_LOOKS, timeout=PATIENCE)
        return self

    def moved(self, slider: Locator, key: str = "ArrowRight") -> Opened:
        """Press a key on a slider and wait until the address has it."""
        before = self.page.url
        slider.press(key)
        return self.until(MOVED, before)

    def pressed(self, slider: Locator, key: str = "ArrowRight") -> Opened:
        """Press a key on a slider and wait for what follows."""
        return self.moved(slider, key).done()

    def slider(self, name: str) -> Locator:
        """The slider of a label, or of its beginning."""
        return self.page.get_by_role("slider", name=name)

    @property
    def title(self) -> str:
        """The finding of the page."""
        return self.page.locator(f"{MAIN} h1").first.inner_text().strip()

    @property
    def words(self) -> list[str]:
        """Title, answers over the charts, cards with their notes, findings."""
        read = f'{MAIN} :is(h1, h2, li, [data-testid="stMetric"], [data-testid="stCaptionContainer"])'
        return [text.strip() for text in self.page.locator(read).all_inner_texts()]

    @property
    def charts(self) -> list[str]:
        """What is drawn, as text that differs when the picture differs, whatever was drawn first."""
        marks = "[...one.querySelectorAll('path, line, text')].map(mark => mark.outerHTML).sort().join()"
        drawn: list[str] = self.page.eval_on_selector_all(MARKS, f"all => all.map(one => {marks})")
        return drawn

    @property
    def too_wide(self) -> int:
        """Pixels by which anything on the page is wider than the window."""
        wide: int = self.page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return Math.max(main.scrollWidth - main.clientWidth, document.body.scrollWidth - window.innerWidth); }"
        )
        return wide

    def whole(self) -> None:
        """Make the window as high as the page and its sidebar, so that nothing is scrolled out of sight."""
        size = self.page.viewport_size
        assert size is not None
        heights = "all => Math.max(...all.map(one => one.scrollHeight))"
        height = self.page.eval_on_selector_all(f'{MAIN}, [data-testid="stSidebarContent"]', heights)
        self.page.set_viewport_size({"width": size["width"], "height": min(height + 80, TALLEST)})
        self.done()

    def expand(self, start: str) -> None:
        """Open the expander whose label starts so."""
        self.page.locator("summary").filter(has_text=re.compile(f"^\\W*\\w*\\s*{re.escape(start)}")).first.click()

    def download(self, button: Locator) -> Download:
        """Press a button and take what it gives."""
        with self.page.expect_download(timeout=PATIENCE) as waiting:
            button.click()
        return waiting.value

    def close(self) -> None:
        """End the session, once."""
        if self.over:
            return
        self.over = True
        if self.tabs is None:
            self.page.context.close()
            return
        for event, note in self.heard.items():
            self.page.remove_listener(event, note)
        self.tabs.back(self.page)


Opener = Callable[..., Opened]


def opened(
    browser: Browser, url: str, size: Size = DESKTOP, scheme: str = "light", tabs: Tabs | None = None
) -> Opened:
    """A page in a session of its own, once its title is there; in a tab that nobody used, unless there are `tabs`."""
    page = Opened(tabs.taken() if tabs else new_tab(browser), tabs=tabs)
    page.page.set_viewport_size({"width": size[0], "height": size[1]})
    page.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.watch()
    page.page.goto(url, wait_until="commit")
    page.page.wait_for_selector(f"{MAIN} h1", timeout=FIRST_START)
    return page
