"""Map and timeline in the browser: its day moves, a run is replayed step by step."""

import re

import pytest

from tests.browser.opening import CHART, MAIN, Opened, Opener

pytestmark = [pytest.mark.browser, pytest.mark.slow(5)]
MAP_OF_RUN = "/timeline?a=kursk/hold&run=3"


def sentence(page: Opened) -> str:
    """What the chosen event says."""
    return page.page.locator(f"{MAIN} h2").first.inner_text()


def test_a_day_moves_the_map_and_its_title(open_page: Opener) -> None:
    page = open_page("/timeline?a=kursk/baseline&day=10").done()
    title, (map_before, *_, strips_before) = page.title, page.charts
    page.pressed(page.slider("Day on the map"), "End")
    assert page.query["day"] == "90"
    assert page.title != title
    map_after, *_, strips_after = page.charts  # between them what was seen, on days near one on which it was
    assert map_after != map_before
    assert strips_after != strips_before
    same = open_page(page.path).done()
    assert (same.title, same.charts) == (page.title, page.charts)


def test_a_run_is_replayed_step_by_step(open_page: Opener) -> None:
    page = open_page("/timeline?a=kursk/hold").done()
    step(page, "One run, event by event", role="radio")
    first, charts = sentence(page), page.charts
    step(page, "Next")
    assert sentence(page) != first
    assert page.charts[0] != charts[0]
    last = open_page(page.path).done()
    assert sentence(last) == sentence(page)
    step(page, "Previous")
    assert (sentence(page), page.charts) == (first, charts)
    step(page, "Last")
    assert page.page.get_by_role("button", name="Next", exact=True).is_disabled()
    assert re.search(r"Event (\d+) of \1 ", page.page.locator(MAIN).inner_text())


def step(page: Opened, name: str, role: str = "button") -> None:
    before = page.page.url
    page.page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]
    page.follows(before)


def test_other_runs_are_a_step_away(open_page: Opener) -> None:
    page = open_page(MAP_OF_RUN).done()
    seen = [page.title]
    for name in ("Next run", "Earliest truce", "Latest end", "Typical"):
        before = page.page.url
        page.page.get_by_role("button", name=re.compile(f"^{name}")).click()
        seen.append(page.follows(before).title)
    assert len(set(seen)) == len(seen)
    assert all(re.match(r"Run \d+: ", title) for title in seen)


def test_a_dot_leads_to_its_run(open_page: Opener) -> None:
    page = open_page("/?a=kursk/hold&runs=200").done()
    people = page.page.locator(CHART).nth(2)
    people.scroll_into_view_if_needed()
    people.locator("svg g.mark-symbol path").nth(20).click()
    link = page.page.get_by_role("link", name=re.compile(r"^Replay run \d+"))
    link.wait_for()
    run = re.findall(r"\d+", link.inner_text())[0]
    before = page.page.url
    link.click()
    page.follows(before)
    assert page.query["run"] == run
    assert page.title.startswith(f"Run {run}: ")
