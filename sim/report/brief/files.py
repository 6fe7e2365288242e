"""The files that a brief can be, by the ends of their names; what is missing for one is said before it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sim.language.saying import spoken
from sim.report.brief import pdf, word
from sim.report.brief.content import Brief
from sim.report.brief.page import page


@dataclass(frozen=True)
class Kind:
    """A kind of file: what people call it, its media type, how it is written, and why it cannot be written here."""

    name: str
    mime: str
    write: Callable[[Brief], bytes]
    missing: Callable[[], str]


def _page(brief: Brief) -> bytes:
    return page(brief).encode()


KINDS: Mapping[str, Kind] = {
    ".html": Kind(spoken("web page"), "text/html", _page, str),
    ".docx": Kind(
        "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", word.docx, word.missing
    ),
    ".pdf": Kind("PDF", "application/pdf", pdf.pdf, pdf.missing),
}
