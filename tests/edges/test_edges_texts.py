"""Texts from files on the command line: shown as text, in sight and short, whatever they hold; names that are none."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

import sim.cli.runs.ensembles
from sim.experiment.failures import Failure
from sim.legible import LONGEST, LONGEST_MESSAGE, brief, shortened, visible
from sim.scenario.files.inline import inline
from sim.scenario.loading import load, restore
from tests.edges.streams import Written, salient

FEW = ["--executor", "simpy", "--replications", "4", "--seed", "1"]
HOSTILE = (
    "zq [red]zq[/red] [link=http://zq.example]zq[/link] :smile: \x1b]0;zq\x07 \x1b[31mzq \x9b31m \u202ezq \u200b "
    "\x08\x08 \r zq"
)
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]")
unix = pytest.mark.skipif(sys.platform == "win32", reason="names of files in bytes")


def hostile(text: str) -> str:
    quoted = json.dumps(text)
    return (
        f"title: {quoted}\nsummary: {quoted}\nextends: kursk/hold\nhorizon_days: 10\n"
        f"sides: {{holder: {quoted}, attacker: {json.dumps(f'other {text}')}}}\n"
        f"attacker:\n  people_persons: {{value: 65000, source: user, note: {quoted}}}\n"
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A scenario of such texts, in a file of such a name."""
    file = tmp_path / "zq [bold]zq \x1b[31m\u202e:smile:.yaml"
    file.write_text(hostile(HOSTILE), encoding="utf-8")
    return file


def terminal(folder: Path, *arguments: object, encoding: str = "utf-8") -> Written:
    return salient(folder, encoding, arguments, out_on_terminal=True, err_on_terminal=True)


def assert_in_sight(found: Written, code: int = 0) -> str:
    shown = (found.out + found.err).decode("utf-8")
    for line in shown.splitlines():
        if "\x1b[2K" not in line and "\x1b[?25" not in line:  # a bar of progress draws over itself
            assert HIDDEN.findall(line) == [], line
    assert found.code == code
    return shown


@pytest.mark.parametrize("command", ["run", "compare", "check", "replay", "verify"])
def test_texts_of_a_file_reach_the_terminal_as_text(command: str, own: Path, tmp_path: Path) -> None:
    results = tmp_path / "results"
    if command == "verify":
        assert terminal(tmp_path, "run", own, *FEW, "--out", results).code == 0
    given = {
        "run": [own, *FEW, "--out", results, "--quiet"],
        "compare": ["kursk/hold", own, "--set", "horizon_days=10", *FEW, "--out", results, "--quiet"],
        "check": [own],
        "replay": [own, "--replication", 0, "--executor", "simpy"],
        "verify": [next(results.glob("*/manifest.json"), results).parent, "--quiet"],
    }[command]
    shown = assert_in_sight(terminal(tmp_path, command, *given))
    assert "[bold]zq \\x1b[31m\\u202e:smile:" in re.sub(r"\s+", " ", shown)
    if command in ("check", "replay"):
        assert "[red]zq[/red]" in shown


@pytest.mark.parametrize(
    "content",
    [
        f"extends: kursk/hold\n{json.dumps(HOSTILE)}: 1\n",
        f"extends: {json.dumps(HOSTILE)}\n",
        f"extends: kursk/hold\nhorizon_days: {json.dumps(HOSTILE)}\n",
        f"extends: kursk/hold\nstart: {json.dumps(HOSTILE)}\n",
        f"extends: kursk/hold\nattacker: {{people_persons: {{value: 1, source: {json.dumps(HOSTILE)}}}}}\n",
        f"extends: kursk/hold\ntalks: {{proposals: {{{json.dumps(HOSTILE)}: {{kind: general}}}}}}\n",
        f"extends: kursk/hold\ntheatre: {json.dumps(HOSTILE)}\n",
    ],
)
@pytest.mark.parametrize("giant", [False, True])
def test_a_complaint_quotes_a_file_in_sight_and_briefly(content: str, giant: bool, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(content.replace("zq \\r zq", "zq " * 7_000) if giant else content, encoding="utf-8")
    found = terminal(tmp_path, "check", file)
    shown = assert_in_sight(found, code=2)
    assert shown.count("\n") == 1
    assert len(shown) < 1_300
    assert "own.yaml" in shown


def test_words_of_a_failure_reach_the_terminal_as_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failed:
        name = HOSTILE
        replications = 4
        failures = (Failure(0, 1, 7, HOSTILE * 100, None, "salient replay x"),)

    sim.cli.runs.ensembles.warn_of_failures(Failed())  # type: ignore[arg-type]
    err = capsys.readouterr().err
    assert HIDDEN.findall(err) == []
    assert len(err) < 1_300
    assert err.rstrip().endswith("salient replay x")

    def fails(*_: object) -> None:
        raise ValueError(HOSTILE)

    monkeypatch.setattr(sim.cli.runs.ensembles, "load_all", fails)
    monkeypatch.setenv("SALIENT_TRACEBACK", "1")
    with pytest.raises(SystemExit):
        sim.cli.main(["run", "kursk/hold"])
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert HIDDEN.findall(err) == []


@unix
def test_a_file_and_a_folder_whose_names_are_no_text_work_like_others(tmp_path: Path) -> None:
    own = Path(os.fsdecode(os.fsencode(tmp_path) + b"/plan\xff\xc3.yaml"))
    own.write_text(hostile("own"), encoding="utf-8")
    results = Path(os.fsdecode(os.fsencode(tmp_path) + b"/results\xfe"))
    first = terminal(tmp_path, "run", own, *FEW, "--out", results, "--json", "--quiet")
    assert (first.code, first.err) == (0, b"")
    assert json.loads(first.out)["scenario"] == "plan\\xff\\xc3"
    again = terminal(tmp_path, "run", own, *FEW, "--out", results, "--json", "--quiet")
    assert again == first
    [folder] = [manifest.parent for manifest in results.glob("*/manifest.json")]
    assert terminal(tmp_path, "verify", folder, "--quiet").code == 0
    copied = folder.with_name(os.fsdecode(b"copy\xff"))
    shutil.copytree(folder, copied)
    assert terminal(tmp_path, "verify", copied, "--quiet").code == 0


@unix
def test_a_disk_that_fills_while_the_answer_is_written_is_told_and_the_result_kept(tmp_path: Path) -> None:
    import resource

    results = tmp_path / "results"
    stored = salient(
        tmp_path, "utf-8", ["run", "kursk/hold", *FEW, "--out", results], out_on_terminal=False, err_on_terminal=False
    )
    assert stored.code == 0
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, limit[1]))
        found = salient(tmp_path, "utf-8", ["schema"], out_on_terminal=False, err_on_terminal=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert found.code == 1
    assert found.err.startswith(b"salient: the answer cannot be written to standard output")
    assert found.err.count(b"\n") == 1
    assert len(list(results.glob("*/manifest.json"))) == 1


def test_a_text_is_cut_in_the_middle_and_says_so() -> None:
    assert shortened("a" * 150 + "b" * 100) == "a" * 149 + "…" + "b" * 50
    assert shortened("a" * LONGEST) == "a" * LONGEST
    assert brief(f"x = {'a' * 20_000} is no number; write one").endswith(
        "… is no number; write one".replace("… ", "a ")
    )
    assert len(brief("word " * 10_000)) == LONGEST_MESSAGE
    assert visible("in sight: −5 km², Київ, 東京") == "in sight: −5 km², Київ, 東京"


@pytest.mark.parametrize(
    "sign", ["\x00", "\x1b", "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\ufeff", "\ufffe", "🙂", "é"]
)
def test_a_scenario_with_any_sign_in_its_title_is_kept_and_read_again(sign: str, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(f"extends: kursk/hold\ntitle: {inline(f'a {sign} b')}\n", encoding="utf-8")
    loaded = load(file)
    again = restore("own", loaded.text, loaded.theatre_text)
    assert again.scenario.title == loaded.scenario.title == f"a {sign} b"
    assert again.hash == loaded.hash
