"""Every page of the app looked at once, light and dark, on a desktop and a phone; what was seen serves all tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.ui.main import PAGES
from tests.browser.axe import Violation, violations
from tests.browser.opening import DESKTOP, DRAWN_CHART, PHONE, Opened, Size, opened
from tests.browser.tabs import Tabs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIRST = next(iter(PAGES))
MAIN_PAGES = 2  # Outlook and Compare
FOUR = "a=kursk/undecided&b=kursk/undecided-withdraw-now&c=kursk/undecided-hold&d=kursk/hold"
TUNED = "a=kursk/hold&b=kursk/hold&b.ground.tempo_start_shift=0.7&runs=200"

PLACES = {name: f"/{'' if name == FIRST else name}" for name in PAGES} | {
    "sweep": "/sweep?a=tutorial/baseline&runs=200",
    "outlook-tuned": "/?a=kursk/hold&a.ground.tempo_start_shift=0.7&runs=200",
    "compare-four": f"/compare?{FOUR}&runs=200",
    "compare-ground": f"/compare?{TUNED}&show=Ground",
    "compare-people": f"/compare?{TUNED}&show=People",
    "compare-talks": f"/compare?{TUNED}&show=Talks",
    "compare-truce": f"/compare?{TUNED}&show=After+a+truce",
    "compare-table": f"/compare?{TUNED}&show=All+outcomes",
    "timeline-run": "/timeline?a=kursk/hold&run=3",
    "runs-opened": "/runs?open={stored}",
}
WITHOUT_CHARTS = {"runs", "about", "compare-table"}


@dataclass(frozen=True)
class Look:
    """A page in one of its looks."""

    place: str
    scheme: str
    size: Size

    def __str__(self) -> str:
        return f"{self.place}-{self.scheme}-{self.size[0]}"


@dataclass(frozen=True)
class Seen:
    """What was seen of a page."""

    title: str
    complaints: tuple[str, ...]
    hosts: frozenset[str | None]
    too_wide: int
    charts: int  # in sight
    undescribed: int  # charts without a description
    violations: tuple[Violation, ...] | None  # None without the accessibility engine


def looks() -> list[Look]:
    """Every page light on a desktop and dark on a phone, two also the other way; further views in one look."""
    ways = [("light", DESKTOP), ("dark", PHONE), ("dark", DESKTOP), ("light", PHONE)]
    found = []
    for number, place in enumerate(PLACES):
        if place not in PAGES:
            seen = [ways[number % 2]]
        else:
            seen = ways if number < MAIN_PAGES else ways[:2]
        found += [Look(place, scheme, size) for scheme, size in seen]
    return found


class Visits:
    """Looks at pages, each once."""

    def __init__(self, browser: Browser, tabs: Tabs, known: Mapping[str, str], pictures: str | None) -> None:
        self._browser, self._tabs, self._known = browser, tabs, known
        self._pictures = Path(pictures) if pictures else None
        self._seen: dict[Look, Seen] = {}

    def of(self, look: Look) -> Seen:
        """What is seen of a page in this look."""
        if look not in self._seen:
            self._seen[look] = self._visit(look)
        return self._seen[look]

    def _visit(self, look: Look) -> Seen:
        path = PLACES[look.place].format(**self._known)
        page = opened(self._browser, f"{self._tabs.address}{path}", look.size, look.scheme, self._tabs).done()
        too_wide = page.too_wide
        self._photograph(page, str(look))
        page.whole()
        self._photograph(page, f"{look}-whole")
        seen = Seen(
            page.title,
            tuple(page.complaints),
            frozenset(page.hosts),
            max(too_wide, page.too_wide),
            page.page.locator(DRAWN_CHART).count(),
            page.page.locator('[data-testid="stVegaLiteChart"]:not([aria-label])').count(),
            violations(page.page),
        )
        page.close()
        return seen

    def _photograph(self, page: Opened, name: str) -> None:
        """A picture of the window, where pictures are wanted."""
        if self._pictures:
            self._pictures.mkdir(parents=True, exist_ok=True)
            page.page.screenshot(path=str(self._pictures / f"{name}.png"))
