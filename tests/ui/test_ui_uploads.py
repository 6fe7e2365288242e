"""Uploaded scenario files: read with the errors of the command line, and no other file of the machine."""

import os
from pathlib import Path

import pytest

from sim.errors import InputError
from sim.scenario.files.shipped import scenario_folder
from sim.scenario.loading import load
from sim.session.inputs import uploads
from sim.session.inputs.address import Choice, read
from sim.session.inputs.scenarios import Chosen, loaded, oddities
from sim.session.inputs.uploads import clean_name, load_upload, read_upload

GOOD = "title: Mine\nextends: kursk/hold\nground:\n  tempo_mean: -3.5\n"


def test_a_good_file_is_the_scenario_it_says() -> None:
    name, text = read_upload("My scenario.yaml", GOOD.encode())
    assert name == "My-scenario"
    assert load_upload(name, text).scenario.title == "Mine"
    untitled = text.removeprefix("title: Mine\n")
    assert load_upload(name, untitled).hash == load("kursk/hold", ["ground.tempo_mean=-3.5"]).hash


def test_a_shipped_file_can_be_brought_back_whole() -> None:
    text = (scenario_folder() / "kursk" / "baseline.yaml").read_bytes()
    name, read = read_upload("baseline.yaml", text)
    assert load_upload(name, read).hash == load("kursk/baseline").hash


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD.replace("-3.5", "maybe"), "mine.yaml:4:3: ground.tempo_mean"),
        (GOOD.replace("tempo_mean", "tempo_men"), "mine.yaml:4:3: unknown key"),
        ("title: [", "mine.yaml:1:"),
        ("", "mine.yaml:1:1: the file is empty"),
        (GOOD.replace("kursk/hold", "/etc/passwd"), "mine.yaml:2:1: extends = /etc/passwd"),
        (GOOD.replace("kursk/hold", "../../secret.yaml"), "mine.yaml:2:1: extends"),
        (GOOD + "theatre: /etc/hosts\n", "mine.yaml:5:1: theatre = /etc/hosts"),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_column(text: str, says: str) -> None:
    with pytest.raises(InputError) as fault:
        read_upload("mine.yaml", text.encode())
    assert says in str(fault.value)
    assert "/tmp" not in str(fault.value)


def test_what_is_no_text_or_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="UTF-8"):
        read_upload("a.yaml", b"\xff\xfe\x00")
    with pytest.raises(InputError, match="has 300,000 characters; at most 200,000 are allowed"):
        read_upload("a.yaml", b"#" * 300_000)
    noise = "".join(f"# {n * n * 7919:x}{n * 104729:x}\n" for n in range(9000))
    with pytest.raises(InputError, match=r"too long for the address: .* once packed, at most 16,000"):
        read_upload("a.yaml", (GOOD + noise).encode())


def test_an_upload_cites_no_sources_of_others_on_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "salient-uploads-test"
    own.mkdir()
    monkeypatch.setattr(uploads, "own_folder", lambda: own)
    (tmp_path / "sources.yaml").write_text(
        "planted: {title: Planted, publisher: Nobody, published: 2020-01-01, url: 'https://example.org', note: ''}\n"
        "article-p6: {title: Replaced, publisher: Nobody, published: 2020-01-01, url: '', note: ''}\n"
    )
    loaded = load_upload("mine", GOOD)
    assert "planted" not in loaded.sources
    assert loaded.sources == load("kursk/hold").sources
    cites = GOOD.replace("-3.5", "{value: -3.5, source: planted, basis: reported}")
    with pytest.raises(InputError, match=r"mine.yaml:4:3: ground.tempo_mean cites the unknown source 'planted'"):
        load_upload("mine", cites)


def test_a_file_that_is_brought_again_after_many_others_is_not_the_one_that_gives_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "own_folder", lambda: tmp_path)
    monkeypatch.setattr(uploads, "MOST_FOLDERS", 2)
    texts = [GOOD.replace("-3.5", f"-3.{number}") for number in range(3)]
    for number, text in enumerate(texts):
        os.utime(uploads.file_of("mine", text).parents[1], (number, number))
    assert load_upload("mine", texts[0]).scenario.title == "Mine"
    assert load_upload("mine", texts[1]).scenario.title == "Mine"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    ("given", "clean"),
    [("a.yaml", "a"), ("../../x y.YML", "x-y"), ("C:\\dir\\b.yaml", "b"), ("....yaml", "uploaded"), ("", "uploaded")],
)
def test_a_file_name_becomes_a_plain_name(given: str, clean: str) -> None:
    assert clean_name(given) == clean


def test_what_nobody_foresaw_is_one_sentence_and_its_traceback_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr(uploads, "load", broken)
    with pytest.raises(InputError, match=r"^mine.yaml: cannot be read: ZeroDivisionError, which nobody foresaw"):
        read_upload("mine.yaml", GOOD.encode())
    with pytest.raises(InputError, match=r"^odd: cannot be read: ZeroDivisionError"):
        loaded(Chosen("odd", upload=GOOD))
    assert oddities([Chosen("odd", upload=GOOD)]) == ()
    link = {"a": ["odd"], "a.file": [uploads.encoded(GOOD)]}
    found = read(link, Choice((Chosen("kursk/hold"),)))
    assert [chosen.name for chosen in found.choice.scenarios] == ["kursk/hold"]
    assert "A: odd: cannot be read: ZeroDivisionError" in found.complaints[0]
    assert "deep inside" in caplog.text
