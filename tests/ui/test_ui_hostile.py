"""Texts and names of an uploaded file or a shared link that try to be more than text."""

from dataclasses import replace

import pytest

from sim.errors import InputError
from sim.report.words.markdown import code
from sim.scenario.loading import load
from sim.session.inputs import controls, uploads
from sim.ui.inputs import widgets
from tests.drawn import WHOLE, drawn

pytestmark = pytest.mark.usefixtures("prepared_app")
EVIL = "`![seen](http://example.org/seen.png)`"
GOOD = "title: Mine\nextends: kursk/hold\n"


def upload_with_name(name: str) -> str:
    return f"{GOOD}talks:\n  proposals:\n    {name!r}: {{kind: general}}\n"


def test_a_name_that_holds_a_picture_is_refused_with_its_place() -> None:
    with pytest.raises(InputError, match=r"^mine\.yaml:5:5: the name '`!\[seen\].*; write 'seen_http_example_org_seen"):
        uploads.read_upload("mine.yaml", upload_with_name(EVIL).encode())


def test_names_in_any_alphabet_with_spaces_and_dashes_are_fine() -> None:
    _, text = uploads.read_upload("mine.yaml", upload_with_name("30 днів-б_2").encode())
    assert "30 днів-б_2" in uploads.load_upload("mine", text).scenario.talks.proposals


def test_a_link_with_a_picture_in_a_name_shows_it_as_text_only() -> None:
    test = drawn(WHOLE, {"a": "mine", "a.file": uploads.encoded(upload_with_name(EVIL))})
    assert not test.exception
    said = [one.value for kind in (test.markdown, test.caption, test.title, test.header, test.warning, test.error)
            for one in kind]  # fmt: skip
    assert any("seen" in one for one in said)
    assert [one for one in said if "![seen" in one] == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("talks.attacker", "`talks.attacker`"),
        ("a`b", "``a`b``"),
        ("`a``b`", "``` `a``b` ```"),
        ("two\n\nlines", "`two lines`"),
        ("", ""),
    ],
)
def test_code_is_one_span_whatever_it_holds(text: str, span: str) -> None:
    assert code(text) == span


def test_the_path_of_a_value_is_a_span_of_code() -> None:
    scenario = load("kursk/baseline")
    control = controls.control_of(scenario.leaves()[0], scenario)
    named = replace(control, leaf=replace(control.leaf, path=f"talks.proposals.{EVIL}.kind"))
    assert f"``talks.proposals.{EVIL}.kind``" in widgets.source_text(named, scenario.sources)


def test_a_fault_that_quotes_a_name_stays_text() -> None:
    test = drawn(faulty)
    assert not test.exception
    assert "seen" in test.error[0].value
    assert "![seen" not in test.error[0].value


def faulty() -> None:
    from sim.errors import InputError
    from sim.ui.parts import panels

    with panels.guarded("This chart", "Reload the page."):
        raise InputError("`![seen](http://example.org/seen.png)` is unknown")
