"""Texts of a scenario that try to be links, icons, pictures, formulas or escape codes: shown as text on every page."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sim.experiment.running.running import run
from sim.report.words.markdown import JOINER, address, code, plain, shown
from sim.scenario.loading import load
from sim.session.inputs import uploads
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")

HOSTILE = (
    "zq :material/home: zq:smile: [zq](http://zq.example) <b>zq</b> $zq$ :red[zq] *zq* https://zq.example "
    "www.zq.example zq@zq.example ![zq](http://zq.example/x.png) \x1b[31mzq \u202ezq # zq -> zq :streamlit: &lt;"
)
GIANT = HOSTILE + " zq" * 7_000
HIDDEN = ("\x1b", "\u202e")
AS_MARKDOWN = (
    "http://zq", "https://zq", ":material/home", ":smile:", "www.zq", "zq@zq", ":red[", "[zq](", "<b>", "$zq$", "*zq*",
    " -> ", ":streamlit:", " &lt;",
)  # fmt: skip
NOT_MARKDOWN = ("Selectbox.", "VegaLiteChart.", "Dataframe.", "CodeBlock.", "ChatInput.", "TextInput.", "TextArea.")
PAGES = ["outlook", "compare", "sweep", "timeline", "evidence", "about"]


def hostile(text: str) -> str:
    """A scenario file with such a text wherever a file can have one."""
    quoted = json.dumps(text)
    return (
        f"title: {quoted}\nsummary: {quoted}\nextends: kursk/hold\nhorizon_days: 10\n"
        f"sides: {{holder: {quoted}, attacker: {json.dumps(f'other {text}')}}}\n"
        f"attacker:\n  people_persons: {{value: 65000, source: user, note: {quoted}}}\n"
        "talks: {proposals: {'zq 日程-1': {kind: general}}}\n"
    )


def elements(node: Any) -> Iterator[Any]:
    """Every element of a page, whether the test framework knows its kind or not."""
    if getattr(node, "proto", None) is not None:
        yield node.proto
    for child in getattr(node, "children", {}).values():
        yield from elements(child)


def texts(message: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text of an element by the name of its field; tables and data of charts as the texts in their bytes."""
    for field, value in message.ListFields():
        here = f"{path}.{field.name}"
        for one in value if field.is_repeated and not hasattr(value, "items") else [value]:
            if isinstance(one, str):
                yield here, one
            elif isinstance(one, bytes):
                yield here, one.decode("utf-8", "replace")
            elif hasattr(one, "ListFields"):
                yield from texts(one, here)


def said(test: AppTest) -> list[tuple[str, str]]:
    """What a page says about the hostile scenario."""
    found = [text for proto in elements(test._tree) for text in texts(proto, proto.DESCRIPTOR.name)]
    return [(path, text) for path, text in found if "zq" in text and ".id" not in path and "query" not in path]


def assert_plain(test: AppTest) -> None:
    assert not test.exception
    found = said(test)
    assert found
    for path, text in found:
        in_bytes = path.endswith((".data", ".vega_lite_chart"))
        signs = [sign for sign in HIDDEN if sign in text and not (in_bytes and sign == "\x1b")]
        if not path.startswith(NOT_MARKDOWN) and not in_bytes:
            signs += [sign for sign in AS_MARKDOWN if sign in text]
        assert signs == [], f"{path}: {text[:300]}"
        assert in_bytes or len(text) < 6_000, path


@pytest.mark.parametrize("text", [HOSTILE, GIANT], ids=["hostile", "giant"])
@pytest.mark.parametrize("page", [page for page in PAGES if page != "about"])
def test_texts_of_a_file_are_plain_on_every_page(page: str, text: str) -> None:
    mine = {"a": "mine", "a.file": uploads.encoded(hostile(text))}
    assert_plain(drawn(page, mine | {"b": "kursk/hold"} if page == "compare" else mine))


def test_texts_of_a_file_are_plain_in_one_run_and_in_one_value() -> None:
    mine = {"a": "mine", "a.file": uploads.encoded(hostile(HOSTILE))}
    assert_plain(drawn("timeline", mine | {"run": "0"}))
    one = drawn("evidence", mine | {"parameter": "attacker.people_persons"})
    assert_plain(one)
    assert any("zq" in text for table in one.table for text in map(str, table.value.to_numpy().ravel()))


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("outlook", {"a": HOSTILE}),
        ("outlook", {"a": "kursk/hold", f"a.{HOSTILE}": HOSTILE, f"{HOSTILE}": "1", "seed": HOSTILE, "runs": HOSTILE}),
        ("outlook", {"a": "mine", "a.file": uploads.encoded(f"extends: kursk/hold\n{json.dumps(HOSTILE)}: 1\n")}),
        ("compare", {"a": "kursk/hold", "b": HOSTILE, "show": HOSTILE, "tune": HOSTILE}),
        ("timeline", {"a": "kursk/hold", "day": HOSTILE, "run": HOSTILE, "event": HOSTILE}),
    ],
)
def test_texts_of_a_link_are_plain(page: str, query: dict[str, str]) -> None:
    assert_plain(drawn(page, query))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of results with a hostile scenario and a shipped one, and a damaged result of a hostile name."""
    root = tmp_path_factory.mktemp("results")
    file = root.parent / "zq [zq](http:__zq.example) $zq$ :smile: \x1b[31m.yaml"
    file.write_text(hostile(HOSTILE), encoding="utf-8")
    few = {"replications": 8, "executor": "simpy", "out": root, "logs": 8}
    run(load(file), **few)
    run(load("kursk/hold", ["horizon_days=10"]), **few)
    bad = root / "zq :material:home: $zq$ \x1b[31m"
    bad.mkdir()
    (bad / "manifest.json").write_text("{", encoding="utf-8")
    return root


def test_texts_of_stored_results_are_plain(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SALIENT_RESULTS", str(kept))
    assert_plain(drawn("runs", {}))
    folders = sorted(folder.name for folder in kept.iterdir() if (folder / "outcomes.parquet").is_file())
    for shown_together in (folders[-1], ",".join(folders)):
        assert_plain(drawn("runs", {"open": shown_together}))


def test_every_page_is_in_the_list() -> None:
    named = {page.name for page in pkgutil.iter_modules(importlib.import_module("sim.ui.pages").__path__)}
    assert named == {*PAGES, "runs", "track_record"}  # the last shows no text of a file


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("http://zq.example", f"http:{JOINER}//zq.example"),
        ("www.zq.example", f"www{JOINER}.zq.example"),
        ("someone@zq.example", f"someone@{JOINER}zq.example"),
        (":smile:", f":{JOINER}smile:"),
        (":100:", f":{JOINER}100:"),
        (":red[x]", f":{JOINER}red\\[x\\]"),
        ("# heading", "\\# heading"),
        ("- item", "\\- item"),
        ("12. item", "12\\. item"),
        ("---", "\\---"),
        ("&lt;", "\\&lt;"),
        ("a -> b", f"a -{JOINER}\\> b"),
        ("mine.yaml:14:5: x = 3.5 is above 1", "mine.yaml:14:5: x = 3.5 is above 1"),
        ("−5 km² at 12:30, e.g. a@b? C: yes", f"−5 km² at 12:30, e.g. a@{JOINER}b? C: yes"),
        ("two\n\nlines", "two lines"),
        ("\x1b[31m", "\\\\x1b\\[31m"),
    ],
)
def test_plain_text_is_no_markdown(text: str, markdown: str) -> None:
    assert plain(text) == markdown


def test_a_text_without_a_sane_length_is_cut_and_says_so() -> None:
    assert len(shown("x" * 500)) == 200
    assert "…" in shown("x" * 500)
    assert len(plain("word " * 5_000)) <= 1_000
    assert len(code("x" * 20_000)) <= 202


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://a b", "https://x)[y](z", "data:text/html,x", "", "//x"])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert address(url) is None
    assert address("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"
