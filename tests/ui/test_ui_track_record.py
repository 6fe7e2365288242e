"""Track record as a reader meets it, without a browser."""

import pytest

from sim.report.hindcast import first_screen, record, words
from sim.scenario.loading import load
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")


def test_the_page_opens_with_its_finding_and_its_parts() -> None:
    test = drawn("track_record")
    assert not test.exception
    assert not test.error
    assert test.title[0].value == first_screen.title(record.track_record())
    assert [header.value for header in test.header][:3] == [
        "Missed", "Forecasts against what happened: Kursk, 2024-25", "Reliability",
    ]  # fmt: skip
    horizon = load("kursk/baseline").scenario.horizon_days
    assert first_screen.how_far(record.track_record(), horizon) in test.markdown[0].value
    assert len(test.table) == 3  # bars that are missed, that are met, groups that a simple forecast wins


def test_a_folded_table_is_drawn_once_it_is_opened() -> None:
    panel = record.track_record()["panels"][0]
    test = drawn("track_record", opened=["record-folded-panel-0", "record-folded-offers"])
    assert not test.exception
    assert not test.error
    assert len(test.table) == 5
    scores = next(table.value for table in test.table if "*forecast:*" in table.value.iloc[0, 0])
    assert len(scores) == len(panel["table"])
    assert scores.iloc[0, 0] == f"*forecast:* {words.METHODS[panel['table'][0]['method']]}"


def test_another_case_is_drawn() -> None:
    test = drawn("track_record")
    chosen = test.selectbox(key="record-case")
    assert chosen.options[:3] == ["Kursk, 2024-25", "Kursk, March 2025", "Avdiivka, 2023-24"]
    chosen.set_value("kursk_march_2025").run()
    assert not test.exception
    assert not test.error
    assert "Forecasts against what happened: Kursk, March 2025" in [header.value for header in test.header]
