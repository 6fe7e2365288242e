"""Track record as a reader meets it, without a browser."""

import pytest

from sim.report.hindcast import record
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")


def test_the_page_opens_with_its_finding_and_its_parts() -> None:
    test = drawn("track_record")
    assert not test.exception
    assert not test.error
    assert test.title[0].value == record.title(record.track_record())
    assert [header.value for header in test.header][:3] == [
        "Missed", "Forecasts against what happened", "Reliability",
    ]  # fmt: skip
    assert len(test.dataframe) >= 2 + len(record.track_record()["panels"])


def test_another_case_is_drawn() -> None:
    test = drawn("track_record")
    test.selectbox(key="record-case").set_value("kursk_march_2025").run()
    assert not test.exception
    assert not test.error
