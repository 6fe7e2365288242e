"""A page of the app in a browser, watched from inside: what it says, and when its charts were drawn."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import TimeoutError as TooLate

from sim.session.inputs.sizes import quick_size

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCRIPT = Path(__file__).with_name("watching.js").read_text(encoding="utf-8")
DRAWN = '[data-testid="stVegaLiteChart"] svg.marks'
SKELETON = '[data-testid="stMain"] [data-testid="stSkeleton"]'
DESKTOP = {"width": 1440, "height": 900}
FIRST_START = 240_000  # ms, compilation included
PATIENCE = 20_000  # ms for charts to follow a slider
STEPS = 4  # mouse moves of a drag


@dataclass(frozen=True)
class Redraw:
    """What a move of a slider led to: milliseconds from release to the last chart of the first answer, and charts."""

    milliseconds: float
    charts: int


@dataclass
class Watched:
    """A page of its own session."""

    page: Page

    @classmethod
    def opened(cls, browser: Browser, url: str) -> Watched:
        """A page in a new session, once its first charts are drawn."""
        page = browser.new_context(viewport=DESKTOP).new_page()  # type: ignore[arg-type]
        page.add_init_script(f"({SCRIPT})({quick_size()})")
        page.goto(url, wait_until="commit")
        page.wait_for_selector(DRAWN, timeout=FIRST_START)
        return cls(page)

    def close(self) -> None:
        """End the session."""
        self.page.context.close()

    def seconds_to_charts(self) -> float:
        """From the start of loading to the last chart of the first screen."""
        settled = "() => performance.now() - Math.max(...salient.shown.values()) > 700"  # a function: no eval there
        self.page.wait_for_function(settled, timeout=PATIENCE)
        return float(self.page.evaluate("Math.max(...salient.shown.values())")) / 1000.0

    def drag(self, label: str, part: float) -> None:
        """Drag a slider's thumb to a part of its track and let go."""
        slider = self.page.get_by_test_id("stSlider").filter(has_text=label)
        slider.scroll_into_view_if_needed()
        track, thumb = slider.get_by_role("group").bounding_box(), self._thumb(label)
        assert track is not None
        x, y = track["x"] + part * track["width"], thumb[1]
        self.page.mouse.move(*thumb)
        self.page.mouse.down()
        self.page.mouse.move(x, y, steps=STEPS)
        self.page.mouse.up()

    def choose_next(self, label: str) -> None:
        """Choose what stands next in a list."""
        box = self.page.get_by_role("combobox", name=label)
        box.click()
        box.press("ArrowDown")
        box.press("Enter")

    def _thumb(self, label: str) -> tuple[float, float]:
        """The middle of a slider's thumb."""
        box = self.page.get_by_role("slider", name=label).locator("xpath=../..").bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2.0, box["y"] + box["height"] / 2.0

    def place(self, label: str) -> float:
        """Where a slider stands, as a part of its track."""
        read = "e => (Number(e.value) - Number(e.min)) / (Number(e.max) - Number(e.min))"
        return float(self.page.get_by_role("slider", name=label).evaluate(read))

    def redraw(self, quiet: float = 700.0) -> Redraw | None:
        """The redraw after the latest release, once no chart has changed for so long [ms]; None where none did."""
        with suppress(TooLate):
            self.page.wait_for_function("quiet => salient.firstAnswerIsThere(quiet)", arg=quiet, timeout=PATIENCE)
            found = self.page.evaluate("[salient.lastDrawn() - salient.released, salient.drawn.size]")
            return Redraw(float(found[0]), int(found[1]))
        return None

    def refined(self) -> None:
        """Wait until all runs asked for are there."""
        self.page.get_by_text("paired runs; done").wait_for(timeout=120_000)

    def says(self) -> list[str]:
        """The title, the answers over the charts, the findings and the line that tells the number of runs."""
        told = self.page.locator(
            '[data-testid="stMain"] :is(h1, h2, li), [data-testid="stCaptionContainer"]:has-text("paired runs")'
        )
        return [text.strip() for text in told.all_inner_texts()]

    @property
    def path(self) -> str:
        """The address without the server."""
        parts = urlsplit(self.page.url)
        return f"{parts.path}?{parts.query}"
