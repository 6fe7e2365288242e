"""Every page, light and dark, on a desktop and a phone: quiet, from this machine only, and no wider than the window."""

from __future__ import annotations

import pytest

from tests.browser.axe import needs_axe, ours
from tests.browser.visits import WITHOUT_CHARTS, Look, Visits, looks

pytestmark = pytest.mark.browser
every_look = pytest.mark.parametrize("look", looks(), ids=str)


@pytest.mark.slow(4)  # the visit, which serves all
@every_look
def test_no_browser_complains(visits: Visits, look: Look) -> None:
    assert not visits.of(look).complaints


@every_look
def test_nothing_comes_from_another_host(visits: Visits, look: Look) -> None:
    assert visits.of(look).hosts == {"127.0.0.1"}


@every_look
def test_nothing_is_wider_than_the_window(visits: Visits, look: Look) -> None:
    assert visits.of(look).too_wide <= 0


@every_look
def test_charts_are_in_sight(visits: Visits, look: Look) -> None:
    """With many runs wherever charts belong; what one run draws is looked at beside."""
    assert bool(visits.of(look).charts) == (look.place not in WITHOUT_CHARTS)


@every_look
def test_every_chart_has_a_description(visits: Visits, look: Look) -> None:
    assert visits.of(look).undescribed == 0


@needs_axe
@every_look
def test_no_grave_barrier(visits: Visits, look: Look) -> None:
    """Axe finds nothing serious or critical that the app itself causes."""
    found = ours(visits.of(look).violations)
    assert not found
