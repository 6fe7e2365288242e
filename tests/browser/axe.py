"""The accessibility engine axe in a page: SALIENT_AXE names its script (axe.min.js of the npm package axe-core)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

GRAVE = ("serious", "critical")

# What Streamlit draws in colours that no setting reaches, by rule and place, with the reason. In the dark theme its
# blue must be light to be read as text; Streamlit writes white on it, or darkens it.
STREAMLITS = {
    ("color-contrast", "[data-tag] *"): "what is chosen in a multiselect is always white on the theme's colour",
    (
        "color-contrast",
        '[data-testid="stPopoverButton"][kind="tertiary"][aria-expanded="true"] *',
    ): "the label of an open popover is always the theme's colour, darkened",
}

RUN = """async (places) => {
  const ending = document.getAnimations().filter(one => one.effect.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(one => one.finished));
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.flatMap(one => one.nodes.map(node => ({
    rule: one.id, impact: node.impact || one.impact, target: node.target.flat(9).join(' '),
    html: node.html.slice(0, 300), why: node.failureSummary,
    places: places.filter(place => document.querySelector(node.target.flat(9).at(-1))?.matches(place)),
  })));
}"""


@dataclass(frozen=True)
class Violation:
    """A rule that an element of a page breaks."""

    rule: str
    impact: str
    target: str
    html: str
    why: str
    places: tuple[str, ...]  # those of STREAMLITS that it is in

    @property
    def of_streamlit(self) -> bool:
        """Whether it is one that Streamlit makes whatever the app does."""
        return any((self.rule, place) in STREAMLITS for place in self.places)

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}) at {self.target}: {self.html} {self.why}"


def engine() -> str | None:
    """Where axe is, if it is here."""
    return os.environ.get("SALIENT_AXE")


needs_axe = pytest.mark.skipif(
    engine() is None, reason="SALIENT_AXE names no axe.min.js; npm install axe-core gives it"
)


def violations(page: Page) -> tuple[Violation, ...] | None:
    """The grave violations on a page; None where axe is not here."""
    script = engine()
    if script is None:
        return None
    page.evaluate(f"() => {{ {Path(script).read_text(encoding='utf-8')} }}")  # no tag: the app's policy allows none
    told = page.evaluate(RUN, [place for _, place in STREAMLITS])
    found = [Violation(**{**one, "places": tuple(one["places"])}) for one in told]
    return tuple(one for one in found if one.impact in GRAVE)


def ours(found: Iterable[Violation] | None) -> list[str]:
    """The violations that the app itself causes, as text."""
    return [str(one) for one in found or () if not one.of_streamlit]
