"""The app started in a folder with a case: it is in the list, opens by its name and is compared."""

from pathlib import Path

import pytest

from sim.scenario.files.in_folder import FOLDER_VARIABLE
from sim.session.inputs.scenarios import _last_written
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "hill").mkdir()
    known = "extends: tutorial/baseline\ntitle: Hill, *known*\nhorizon_days: 20\n"
    (tmp_path / "hill" / "known.yaml").write_text(known, encoding="utf-8")
    leave = "extends: known\ntitle: Leave the hill\ncommand: {policy: policy_date, order_day: 5}\n"
    (tmp_path / "hill" / "leave.yaml").write_text(leave, encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    _last_written.cache_clear()
    return tmp_path


def test_a_case_of_the_folder_opens_by_its_name_and_is_listed(case: Path) -> None:
    test = drawn("outlook", {"a": "hill/known", "seed": "1", "runs": "100"})
    assert not test.exception
    assert test.selectbox[0].value == "hill/known"
    assert {"Leave the hill (hill/leave)", "Hill, *known* (hill/known)"} <= set(test.selectbox[0].options)
    assert "no such" not in str([one.value for one in (*test.warning, *test.error, *test.info)])


def test_two_of_the_folder_are_compared(case: Path) -> None:
    test = drawn("compare", {"a": "hill/known", "b": "hill/leave", "seed": "1", "runs": "100"})
    assert not test.exception
    assert [box.value for box in test.selectbox[:2]] == ["hill/known", "hill/leave"]


@pytest.mark.parametrize("spoilt", [True, False])
def test_a_file_that_is_spoilt_or_gone_is_told_and_the_page_stands(case: Path, spoilt: bool) -> None:
    file = case / "hill" / "leave.yaml"
    if spoilt:
        file.write_text("extends: known\ntitel: Leave\n", encoding="utf-8")
    else:
        file.unlink()
    test = drawn("outlook", {"a": "hill/leave", "seed": "1", "runs": "100"})
    assert not test.exception
    assert test.title
    told = str([one.value for one in (*test.warning, *test.error, *test.info)])
    assert ("leave.yaml:2:1" if spoilt else "no such shipped scenario, nor one in the folder") in told
