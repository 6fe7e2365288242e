"""Tabs of a browser that are used again: to make one takes as long as to draw a page in it. Nothing is left in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tests.machine import patience

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Motion = Literal["no-preference", "reduce"]
FIRST_START, PATIENCE = patience(240_000), patience(120_000)  # ms; the first with what a server prepares
RESTING = "/_stcore/health"  # a word in plain text, from the same server
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


@dataclass
class Tabs:
    """Tabs for the pages of one server, each in a session of its own, as many as are open at the same time."""

    browser: Browser
    address: str
    free: list[Page] = field(default_factory=list)

    def taken(self) -> Page:
        """A tab that knows no page, or only the files that every page of this server loads.

        Nothing in it pulses: to paint what stands where something is still missing took as long as to draw the page.
        """
        return self.free.pop() if self.free else new_tab(self.browser, "reduce")

    def back(self, tab: Page) -> None:
        """Take a tab back: its session ends, and what the browser kept of it is forgotten, but for files."""
        tab.mouse.move(0, 0)
        tab.goto(self.address + RESTING)
        tab.evaluate(FORGET)
        everything = {"origin": self.address, "storageTypes": "cookies,local_storage,indexeddb,service_workers"}
        session = tab.context.new_cdp_session(tab)
        session.send("Storage.clearDataForOrigin", everything)
        session.detach()
        self.free.append(tab)


def new_tab(browser: Browser, motion: Motion = "no-preference") -> Page:
    """A tab in a session of its own that nobody used before, of a reader who wants so much motion."""
    context = browser.new_context(accept_downloads=True, reduced_motion=motion)
    context.set_default_timeout(PATIENCE)
    return context.new_page()
