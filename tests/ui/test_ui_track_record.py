"""Track record as a reader meets it, without a browser."""

import pytest

from sim.report.hindcast import first_screen, record
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
    assert len(test.dataframe) >= 2 + len(record.track_record()["panels"])


def test_another_case_is_drawn() -> None:
    test = drawn("track_record")
    chosen = test.selectbox(key="record-case")
    assert chosen.options[:3] == ["Kursk, 2024-25", "Kursk, March 2025", "Avdiivka, 2023-24"]
    chosen.set_value("kursk_march_2025").run()
    assert not test.exception
    assert not test.error
    assert "Forecasts against what happened: Kursk, March 2025" in [header.value for header in test.header]
