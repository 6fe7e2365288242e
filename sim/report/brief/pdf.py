"""A brief as PDF: its own HTML page laid out by WeasyPrint, tagged for readers of the screen (PDF/UA-1)."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import Any

from sim.errors import ExtraMissing, SalientError
from sim.report.brief.content import Brief
from sim.report.brief.page import drawings_of, page

SIZES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)  # of letters: the first at which the brief keeps to its pages
VARIANT = "pdf/ua-1"
INSTEAD = "or write --out brief.html and print that from a browser"
INSTALL = f"a PDF needs WeasyPrint: pip install 'salient-sim[report]', {INSTEAD}"
PANGO = (
    "a PDF needs the libraries of Pango, which are not here; on Debian and Ubuntu: "
    f"apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0, {INSTEAD}"
)


def pdf(brief: Brief) -> bytes:
    """The file; letters shrink a little where the brief would not keep to its pages. The same brief, the same bytes."""
    html = _weasyprint()
    drawings = drawings_of(brief, ("light",))
    laid_out = (html(string=page(brief, drawings, size)).render(pdf_variant=VARIANT) for size in SIZES)
    document: Any = next((one for one in laid_out if len(one.pages) <= brief.length.pages), None)
    if document is None:
        raise SalientError(f"the brief does not fit on {brief.length.pages} pages of A4; compare fewer scenarios")
    written: bytes = document.write_pdf(pdf_variant=VARIANT)
    return written


def missing() -> str:
    """Why no PDF can be written here, and what to do; empty where one can."""
    try:
        _weasyprint()
    except ExtraMissing as fault:
        return str(fault)
    return ""


def _weasyprint() -> Any:
    """WeasyPrint's own page; an ExtraMissing where it or Pango is not here."""
    if find_spec("weasyprint") is None:
        raise ExtraMissing(INSTALL)
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    try:
        from weasyprint import HTML
    except OSError as fault:
        raise ExtraMissing(PANGO) from fault
    return HTML
