"""Pages of the app drawn without a browser: first answers only, and waited for as long as this machine needs."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from sim.session.background.refinery import refinery
from sim.ui import preparation
from sim.ui.inputs import sidebar
from tests.machine import patience

WHOLE = Path(__file__).parents[1] / "app.py"
SECONDS = 180.0


@cache
def prepare() -> None:
    """What a server does before its first page, once for all tests; nothing is refined in the background.

    Each drawn page would look through all installed packages for components anew: a third of its time.
    """
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    refinery.end()
    preparation.SECONDS_TO_DRAW = 0.0
    preparation.begun(sidebar.first_request()).looked_ahead.wait()


def drawn(
    what: Path | str | Callable[..., None],
    query: Mapping[str, str] | None = None,
    opened: Iterable[str] = (),
    **given: Any,
) -> AppTest:
    """The whole app, a page of it by its name, or a script, at an address and with some parts opened."""
    assert prepare.cache_info().currsize, "a test that draws pages uses the fixture prepared_app"
    test = _made(what, given)
    for part in opened:
        test.session_state[part] = True
    for key, value in (query or {}).items():
        test.query_params[key] = value
    return test.run()


def _made(what: Path | str | Callable[..., None], given: dict[str, Any]) -> AppTest:
    if isinstance(what, Path):
        return AppTest.from_file(str(what), default_timeout=patience(SECONDS))
    if isinstance(what, str):
        return AppTest.from_function(_page, default_timeout=patience(SECONDS), args=(what,))
    return AppTest.from_function(what, default_timeout=patience(SECONDS), kwargs=given)


def _page(name: str) -> None:
    from sim.ui import acts
    from sim.ui.main import PAGES

    acts.catch_up()
    PAGES[name][1]()
