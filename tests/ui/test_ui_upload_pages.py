"""An uploaded file on the pages: it takes its place, is told what is wrong with it, and brings no picture."""


import pytest

from sim.session.inputs import uploads
from tests.ui.opened_pages import comparison, findings, outlook, unescaped

pytestmark = pytest.mark.usefixtures("prepared_app")


def test_an_uploaded_file_takes_its_place_and_a_broken_one_is_told() -> None:
    test = comparison()
    good = "title: Mine\nextends: kursk/hold\nground:\n  tempo_mean: -3.5\n"
    test.file_uploader[0].upload("mine.yaml", good.encode(), "application/yaml").run()
    findings(test)
    assert test.query_params["b"] == "mine"
    assert uploads.decoded(test.query_params["b.file"]) == good
    test.file_uploader[0].upload("bad.yaml", good.replace("-3.5", "maybe").encode(), "application/yaml").run()
    [error] = test.error
    assert "bad.yaml:4:3: ground.tempo_mean" in unescaped(error.value)
    assert test.query_params["b"] == "mine"


@pytest.mark.parametrize("broken", [False, True], ids=["too extreme", "what nobody foresaw"])
def test_an_upload_that_cannot_be_read_leaves_the_page(broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    test = comparison()
    before = [chosen.value for chosen in test.selectbox]
    assert test.file_uploader[0].proto.max_upload_size_mb == 1
    assert "at most 200,000 characters" in test.file_uploader[0].label
    content = "extends: kursk/hold\ncommand: {policy: {choice: {hold: 1e308, access_hazard: 1e308}}}\n"
    with monkeypatch.context() as patched:
        if broken:
            patched.setattr(uploads, "text_of", lambda *_: 1 / 0)
        test.file_uploader[0].upload("mine.yaml", content.encode(), "application/yaml").run()
    assert not test.exception
    assert [chosen.value for chosen in test.selectbox] == before
    [told] = [error.value for error in test.error]
    assert ("ZeroDivisionError" if broken else "mine.yaml:2:20: command.policy") in told.replace("\\", "")
    assert "The scenarios are as before" in told


def test_texts_of_an_uploaded_file_bring_no_picture_and_no_link() -> None:
    evil = "![seen](http://example.org/seen.png)"
    note = "{value: -3.5, note: '" + evil + "'}"
    text = f"title: '{evil}'\nsummary: '{evil} [click](http://example.org)'\nextends: kursk/hold\n"
    text += f"ground:\n  tempo_mean: {note}\nsides: {{holder: '{evil}', attacker: 'B {evil}'}}\n"
    query = {"a": "mine", "a.file": uploads.encoded(text)}
    for test in (outlook(**query), comparison(**query, b="mine", **{"b.file": uploads.encoded(text)})):
        findings(test)
        said = [*test.markdown, *test.caption, *test.title, *test.header, *test.warning]
        assert any("seen" in one.value for one in said)
        assert [one.value for one in said if "![seen" in one.value or "[click]" in one.value] == []


def test_what_is_odd_in_a_scenario_is_told_beside_it_and_a_contradiction_is_refused() -> None:
    text = "extends: kursk/hold\nattacker:\n  stall_factor: 0.2\n"
    for test in (outlook(a="mine", **{"a.file": uploads.encoded(text)}),
                 comparison(a="kursk/hold", b="mine", **{"b.file": uploads.encoded(text)})):  # fmt: skip
        findings(test)
        [told] = [unescaped(one.value) for one in test.sidebar.warning]
        assert told == (
            "mine.yaml:3:3: attacker.stall_factor = 0.2 with attacker.stall_days = 0 days (by default): "
            "a stall of 0 days changes nothing"
        )
    test = comparison()
    bad = text.replace("attacker:\n  stall_factor: 0.2", "ground:\n  lost_below_km2: 900")
    test.file_uploader[0].upload("bad.yaml", bad.encode(), "application/yaml").run()
    [error] = test.error
    assert unescaped(error.value).startswith("bad.yaml:3:3: ground.lost_below_km2 = 900 km² with ground.held_area_km2")
