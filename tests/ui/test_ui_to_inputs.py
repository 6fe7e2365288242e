"""Where a page names an input, a button leads to it."""

import pytest

from sim.session.inputs import controls
from sim.session.inputs.scenarios import Chosen
from tests.drawn import drawn
from tests.ui.inputs import named
from tests.ui.opened_pages import answer, comparison, outlook

pytestmark = pytest.mark.usefixtures("prepared_app")


def test_every_driver_that_is_told_leads_to_its_input() -> None:
    test, shown = outlook(), answer(Chosen("kursk/baseline"))
    leading = {one.key.partition("-to-")[2]: one for one in test.main.button if "-drivers-to-" in (one.key or "")}
    assert list(leading) == [leaf.path for leaf in shown.driving]
    assert len(shown.driving) > 2
    path = next(path for path in leading if path not in {main.slot for main in controls.MAIN})
    leading[path].click().run()
    assert named(test.sidebar.multiselect, "outlook-A-find").value == [path]
    assert named(test.sidebar.select_slider, f"outlook-A-{path}").value is not None


def test_a_value_of_the_evidence_leads_to_its_input() -> None:
    test = drawn("evidence", {"parameter": "ground.strip_tempo"})
    [button] = [one for one in test.main.button if "-one-to-" in (one.key or "")]
    button.click().run()
    assert named(test.sidebar.multiselect, "evidence-A-find").value == ["ground.strip_tempo"]


def test_what_was_changed_in_a_comparison_leads_to_its_scenario() -> None:
    changed = {"a": "kursk/hold", "b": "kursk/hold", "a.ground.strip_tempo": "0.5", "runs": "200"}
    test = comparison(**changed)
    [button] = [one for one in test.main.button if "-to-ground.strip_tempo" in (one.key or "")]
    button.click().run()
    assert test.query_params["tune"] in ("A", ["A"])
    assert named(test.sidebar.multiselect, "compare-A-find").value == ["ground.strip_tempo"]
