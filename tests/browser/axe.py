"""The accessibility engine axe in a page: SALIENT_AXE names its script (axe.min.js of the npm package axe-core)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

GRAVE = ("serious", "critical")
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return found.violations.flatMap(one => one.nodes.map(node => ({
    rule: one.id, impact: node.impact || one.impact, target: node.target.flat(9).join(' '),
    html: node.html.slice(0, 300), why: node.failureSummary,
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

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}) at {self.target}: {self.html} {self.why}"


def engine() -> str | None:
    """Where axe is, if it is here."""
    return os.environ.get("SALIENT_AXE")


def violations(page: Page) -> tuple[Violation, ...] | None:
    """The grave violations on a page; None where axe is not here."""
    script = engine()
    if script is None:
        return None
    page.add_script_tag(path=script)
    found = [Violation(**one) for one in page.evaluate(RUN)]
    return tuple(one for one in found if one.impact in GRAVE)
