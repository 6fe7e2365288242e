"""A file uploaded while the page refines its answer takes its place and keeps it, however the moments fall."""

from __future__ import annotations

import os
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.opening import FIRST_START, PATIENCE, Opened, Opener
from tests.machine import patience

pytestmark = pytest.mark.browser
UPLOADS, STEP = 30, 50  # ms between one delay and the next: three looks of the refinement are crossed
STANDS = 700  # ms in which the page looks at its refinement at least once more
FILE = "extends: kursk/hold\ntitle: Upload number {number}\nground:\n  tempo_start_shift: {shift}\n"
PAGE = "/compare?a=kursk/hold&b=kursk/hold&show=All+outcomes&runs=8000"  # refined, and drawn fast
ONE_PLACE = """() => document.querySelectorAll('input[type="file"]').length === 1"""
REFUSED = "no such shipped scenario"


def upload(page: Opened, number: int) -> None:
    text = FILE.format(number=number, shift=0.5 + number / 100)
    content = {"name": f"mine-{number}.yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    page.until(ONE_PLACE)  # the one of the upload before may still be there beside the next
    page.page.locator('input[type="file"]').set_input_files(content)  # type: ignore[arg-type]


def stands(page: Opened, number: int) -> str:
    """What became of an upload; empty where it stands in the sidebar and in the address, and stays."""
    try:
        page.page.get_by_text(f"Upload number {number}").first.wait_for(timeout=PATIENCE)
    except Exception:  # playwright's own, which is not imported where it is not installed
        return f"{number}: never shown"
    page.page.wait_for_timeout(STANDS)
    shown = parse_qs(urlsplit(page.page.url).query).get("b", [""])[0]
    if shown != f"mine-{number}" or page.page.get_by_text(REFUSED).count():
        return f"{number}: {shown} in the address"
    return ""


@pytest.mark.slow(100)
@pytest.mark.timeout(patience(900))
def test_thirty_uploads_at_rising_delays_all_stand(open_page: Opener) -> None:
    page = open_page(PAGE)
    page.page.get_by_text("refining, ").wait_for(timeout=FIRST_START)
    page.expand("Upload")
    lost = []
    for number in range(int(os.environ.get("SALIENT_UPLOADS", UPLOADS))):
        page.page.wait_for_timeout(number * STEP)
        upload(page, number)
        fault = stands(page, number)
        if fault:
            lost.append(fault)
            print(fault, flush=True)
    assert lost == []
