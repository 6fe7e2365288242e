"""The area at which the foothold is no longer held stands on its card and in the legends, short enough for both."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from synthetic_ensembles import CATALOGUE, Ensemble, ensemble

from sim.analysis.summary import summarise
from sim.report import charts
from sim.report.outlook import first_screen as outlook
from sim.report.words.measures import first_label


def with_level(km2: float, *, drawn: bool = False) -> Ensemble:
    made = ensemble(n=200)
    return replace(made, manifest={**made.manifest, "lost_below": {"km2": km2, "drawn": drawn}})


@pytest.mark.parametrize(
    ("km2", "drawn", "told"),
    [
        (35.0, False, "35 km² or less first"),
        (12.5, False, "12.5 km² or less first"),
        (35.0, True, "≤ about 35 km² first"),
        (0.125, True, "≤ about 0.125 km² first"),
        (1234.5, False, "≤ 1,234.5 km² first"),
    ],
)
def test_the_label_names_the_area_in_under_24_letters(km2: float, drawn: bool, told: str) -> None:
    label = first_label({"km2": km2, "drawn": drawn})
    assert label == told
    assert len(label) < 24


def test_a_result_that_does_not_say_its_area_has_none_in_its_label() -> None:
    assert first_label(None) == "no longer held first"


@pytest.mark.parametrize("drawn", [False, True])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_legends_and_card_name_the_same_area(theme: str, drawn: bool) -> None:
    made = with_level(25.0, drawn=drawn)
    label = first_label(made.manifest["lost_below"])
    for spec, _ in (charts.first_events(made, theme), charts.area_paths(made, 25.0, theme)):
        legends = [text for text in _texts(spec, "labelExpr") if "first" in text]
        assert legends
        assert all(f"'{label}'" in text for text in legends)
        pointed_at = [(layer["encoding"].get("tooltip"), layer.get("transform")) for layer in spec["layer"]]
        assert label in json.dumps(pointed_at, ensure_ascii=False)
    summary = summarise(made, CATALOGUE)
    summary["outcomes"]["ground_gone_day"] = summary["outcomes"]["foothold_ended_day"]
    card = outlook.cards(made, summary, date(2025, 3, 12), 25.0)[0]
    assert card.label == label
    assert card.note.startswith("the foothold is no longer held (")
    assert ("drawn for each run" in card.note) == drawn


def _texts(node: object, key: str) -> list[str]:
    """All values of a key anywhere in a specification."""
    if isinstance(node, list):
        return [text for one in node for text in _texts(one, key)]
    if not isinstance(node, dict):
        return []
    own = [str(node[key])] if key in node else []
    return own + [text for one in node.values() for text in _texts(one, key)]
