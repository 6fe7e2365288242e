"""A small invented theatre with two scenarios, written into a folder for tests."""

from pathlib import Path

import pytest

THEATRE = """\
name: Invented foothold
main_settlement: Alder
axes: [north, south]
areas: given
settlements:
  - {name: Alder, axis: north, depth_km: 8, built_up_share: 0.5, main: true, x_km: 0, y_km: 8, area_km2: 60,
     source: map-2020, basis: reported}
  - {name: Birch, axis: north, depth_km: 2, built_up_share: 0.1, x_km: 1, y_km: 2, area_km2: 40,
     source: map-2020, basis: reported}
  - {name: Cedar, axis: south, depth_km: 1, built_up_share: 0.1, border_strip: true, x_km: 3, y_km: 1,
     area_km2: 20, source: map-2020, basis: reported}
routes:
  - {name: bridge, main: true, surface: paved, length_inside_km: 8, length_outside_km: 30,
     capacity_t_per_day: 300, source: map-2020, basis: reported}
  - {name: ford, surface: track, length_inside_km: 6, length_outside_km: 10, capacity_t_per_day: 30}
"""

SOURCES = """\
map-2020:
  title: A map
  published: 2020-01-15
survey-2021:
  title: A survey
  published: 2021-06-01
hearsay:
  title: Hearsay
  published: unknown
"""

BASE = """\
# An invented scenario.
title: Invented
theatre: theatre.yaml
start: 2020-02-01
horizon_days: 60
ground:
  held_area_km2: {triangular: [110, 120, 140], source: map-2020, basis: reported}  # from the map
supply:
  stock_days: {triangular: [2, 5, 9], source: hearsay, basis: judgement}
  routes:
    bridge: {start_state: under_fire}
talks:
  proposals:
    first: {tabled_day: 2020-02-05, duration_days: 30}
"""

CHILD = """\
title: Short of stock
extends: base.yaml
supply:
  stock_days: 1
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, also the current one, with an invented theatre, its sources, a base and a child scenario."""
    monkeypatch.chdir(tmp_path)
    texts = {"theatre.yaml": THEATRE, "sources.yaml": SOURCES, "base.yaml": BASE, "child.yaml": CHILD}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def replaced(folder: Path, name: str, old: str, new: str) -> None:
    """Put a text in the place of another in a file of the folder."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
