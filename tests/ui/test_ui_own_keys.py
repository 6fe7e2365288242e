"""What an address asks of a page beside scenarios: named where it is not on offer, and gone from pages without it."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.drawn import drawn
from tests.ui.opened_pages import comparison, outlook

pytestmark = pytest.mark.usefixtures("prepared_app")


def said(test: AppTest) -> str:
    assert not test.exception
    return " ".join(warning.value for warning in test.main.warning).replace("\\", "")


def evidence(**query: str) -> AppTest:
    return drawn("evidence", query)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"show": "Peeple"}, "show = Peeple is not on offer; did you mean 'People'?"),
        ({"tune": "D"}, "tune = D is not on offer; known here: A, B. The controls are for B."),
        ({"asked": "rod"}, "asked = rod is not on offer; did you mean 'road'? No question is repeated."),
        ({"show": "x" * 20_000}, "show = " + "x" * 60 + "… is not on offer"),
        ({"parameter": "truce.lag_days"}, "This version knows no parameter"),
    ],
)
def test_a_bad_subject_or_letter_of_a_comparison_is_named(query: dict[str, str], sentence: str) -> None:
    assert sentence in said(comparison(**query))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"parameter": "truce.lag_dais"}, "parameter = truce.lag_dais is not on offer; did you mean 'truce.lag_days'?"),
        ({"basis": "Date"}, "basis = Date is not on offer; did you mean 'Data'?"),
        ({"group": "truce,weather"}, "group = weather is not on offer"),
        ({"tune": "B"}, "This version knows no tune"),
    ],
)
def test_a_bad_value_or_filter_of_the_evidence_is_named(query: dict[str, str], sentence: str) -> None:
    assert sentence in said(evidence(**query))


def test_a_key_of_another_page_is_named() -> None:
    assert "This version knows no day, show; they are left out." in said(outlook(day="3", show="People"))


def test_good_keys_are_not_complained_of() -> None:
    assert said(comparison(show="People", tune="a")) == ""
    assert said(evidence(parameter="truce.lag_days", basis="Data", group="truce,changed")) == ""
