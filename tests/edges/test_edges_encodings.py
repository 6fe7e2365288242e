"""Whatever the locale: UTF-8 where a command is redirected, the signs of the terminal elsewhere, no answer lost."""

import functools
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import sim.experiment.bench
import sim.scenario.schema.json_schema
from sim.cli.signs import spelled
from sim.cli.streams import ENDED_BY_THE_READER
from sim.legible import LONGEST, LONGEST_MESSAGE, visible
from tests.edges.streams import ENCODINGS, Written, salient

schema = functools.cache(sim.scenario.schema.json_schema.json_schema)
FEW = ["--executor", "simpy", "--replications", "4", "--seed", "1"]
SPEED = {
    "bars": [{"name": "compiled ÷ SimPy", "value": 71.5, "unit": "×", "bar": "≥ 40 ×", "met": True}],
    "passed": True,
}
OWN = """\
extends: kursk/hold
horizon_days: 10
title: Утримання – «тридцять днів» → 東京 🙂
attacker:
  people_persons: {value: 65000, source: user, note: "Łódź naïve – ±5 %"}
talks:
  proposals:
    щедра_30: {kind: general}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a scenario whose name and texts are in other alphabets, and one stored result."""
    folder = tmp_path_factory.mktemp("київ")
    (folder / "мій-план.yaml").write_text(OWN, encoding="utf-8")
    (folder / "bad.yaml").write_text("extends: kursk/hold\nщось: 1\n", encoding="utf-8")
    stored = written(folder, "utf-8", "run", terminal=False)
    assert stored.code == 0
    return folder


def arguments(folder: Path, command: str) -> list[object]:
    own, results = folder / "мій-план.yaml", folder / "results"
    stored = next(results.glob("*/manifest.json"), results / "none").parent
    return {
        "run": ["run", own, *FEW, "--out", results],
        "compare": ["compare", "kursk/hold", own, "--set", "horizon_days=10", *FEW, "--out", results],
        "check": ["check", own],
        "facts": ["facts"],
        "replay": ["replay", own, "--replication", 3, "--executor", "simpy"],
        "verify": ["verify", stored],
        "bench": ["bench"],
        "schema": ["schema"],
        "help": ["--help"],
        "version": ["--version"],
        "wrong file": ["check", folder / "bad.yaml"],
        "wrong set": ["run", own, "--set", "щось→=1"],
        "wrong option": ["run", own, "--щось"],
        "wrong command": ["щось"],
        "wrong folder": ["verify", folder / "немає"],
    }[command]


COMMANDS = [
    "run", "compare", "check", "facts", "replay", "verify", "bench", "schema", "help", "version",
    "wrong file", "wrong set", "wrong option", "wrong command", "wrong folder",
]  # fmt: skip
WITH_JSON = {
    "run": ["--json"],
    "compare": ["--json"],
    "check": ["--json"],
    "facts": ["--json"],
    "replay": ["--json"],
    "verify": ["--json"],
    "bench": ["--json"],
    "schema": [],
}


def written(folder: Path, encoding: str, command: str, *more: object, terminal: bool) -> Written:
    given = [*arguments(folder, command), *more]
    return called(folder, encoding, given, out_on_terminal=terminal, err_on_terminal=terminal)


def called(folder: Path, encoding: str, given: list[object], **terminals: bool) -> Written:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sim.experiment.bench, "bench", lambda **_: SPEED)
        patch.setattr(sim.scenario.schema.json_schema, "json_schema", schema)
        return salient(folder, encoding, given, **terminals)


@functools.cache
def in_utf_8(folder: Path, command: str, *more: object, terminal: bool) -> Written:
    return written(folder, "utf-8", command, *more, terminal=terminal)


def words(text: str) -> Counter[str]:
    return Counter(text.split())


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_redirected_is_the_same_in_every_locale(place: Path, command: str, encoding: str) -> None:
    expected = in_utf_8(place, command, terminal=False)
    found = written(place, encoding, command, terminal=False)
    assert found.out or found.err
    assert found == expected
    assert "�" not in (found.out + found.err).decode("utf-8")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", [command for command in COMMANDS if command != "schema"])
def test_a_terminal_shows_every_word_in_the_signs_it_has(place: Path, command: str, encoding: str) -> None:
    expected = in_utf_8(place, command, terminal=True)
    found = written(place, encoding, command, terminal=True)
    assert found.code == expected.code
    for theirs, ours in ((expected.out, found.out), (expected.err, found.err)):
        assert words(ours.decode(encoding)) == words(spelled(theirs.decode("utf-8"), encoding))
        assert ours.count(b"?") == theirs.count(b"?")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("command", WITH_JSON)
def test_json_holds_the_same_whatever_it_is_written_to(place: Path, command: str, encoding: str) -> None:
    expected = json.loads(in_utf_8(place, command, *WITH_JSON[command], terminal=False).out)
    given = [*arguments(place, command), *WITH_JSON[command]]
    found = called(place, encoding, given, out_on_terminal=True, err_on_terminal=False)
    assert json.loads(found.out.decode("ascii")) == expected
    assert found.err == b""


@pytest.mark.parametrize(("out_on_terminal", "err_on_terminal"), [(True, False), (False, True)])
def test_each_stream_has_its_own_signs(place: Path, out_on_terminal: bool, err_on_terminal: bool) -> None:
    given = ["check", place / "мій-план.yaml", place / "bad.yaml"]
    found = called(place, "cp437", given, out_on_terminal=out_on_terminal, err_on_terminal=err_on_terminal)
    assert found.code == 2
    shown = found.out.decode("cp437" if out_on_terminal else "utf-8")
    assert ("мій-план" in shown, "mii-plan" in shown) == (not out_on_terminal, out_on_terminal)
    said = found.err.decode("cp437" if err_on_terminal else "utf-8")
    assert ("щось" in said, "shchos'" in said) == (not err_on_terminal, err_on_terminal)


def test_columns_stay_below_each_other_where_a_sign_becomes_longer(place: Path) -> None:
    lines = written(place, "ascii", "bench", terminal=True).out.decode("ascii").splitlines()
    assert [line.split() for line in lines] == [
        ["measured", "value", "bar"],
        ["compiled", "/", "SimPy", "71.5", "x", ">=", "40", "x", "met"],
    ]
    assert lines[0].index("bar") == lines[1].index(">=")


@pytest.mark.parametrize("variables", [{"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}])
def test_a_program_of_its_own_writes_utf_8_into_a_pipe(variables: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from sim.cli import main; main()"]
    command += ["compare", "kursk/undecided", "kursk/hold", *FEW, "--out", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True, env=os.environ | variables)
    assert "−" in done.stdout.decode("utf-8")
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("text", "in_ascii"),
    [
        ("−13 to +130", "-13 to +130"),
        ("±5 km², → next", "+/-5 km2, -> next"),
        ("“so”… – ‘thus’", "\"so\"... - 'thus'"),
        ("Щедрий план Їжака", "Shchedryi plan Izhaka"),
        ("Łódź, naïve, Straße, Ærø", "Lodz, naive, Strasse, AEro"),
        ("½ of 10³", "1/2 of 103"),
        ("東京 🙂", "\\u6771\\u4eac \\U0001f642"),
        (os.fsdecode(b"file\xff"), "file\\xff"),
    ],
)
def test_a_sign_that_is_missing_is_spelled(text: str, in_ascii: str) -> None:
    assert spelled(text, "ascii") == in_ascii


def test_what_an_encoding_has_stays_as_it_is() -> None:
    assert spelled("±5 km² −3", "cp1252") == "±5 km² -3"
    assert spelled("план — 30 днів", "cp1251") == "план — 30 днів"


def escapes() -> list[tuple[str, str]]:
    return [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2066b", "a\\u2066b"),
        ("a\u200bb", "a\\u200bb"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\U000e0041", "\\U000e0041"),
        (os.fsdecode(b"\xc3"), "\\xc3"),
    ]


@pytest.mark.parametrize(("text", "shown"), escapes())
def test_what_cannot_be_seen_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", [text for text, _ in escapes()])
@pytest.mark.parametrize("terminal", [False, True])
def test_json_hides_nothing_and_keeps_every_character(text: str, terminal: bool, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(f"extends: kursk/hold\n{json.dumps('x' + text)}: 1\n", encoding="utf-8")
    given = ["check", file, "--json"]
    found = salient(tmp_path, "utf-8", given, out_on_terminal=terminal, err_on_terminal=terminal)
    content: dict[str, Any] = json.loads(found.out.decode("utf-8"))
    assert len(content["problems"]) == 1
    assert visible(found.out.decode("utf-8").replace("\n", "")) == found.out.decode("utf-8").replace("\n", "")
    assert found.err.count(b"\n") == 1
    assert visible(found.err.decode("utf-8")[:-1]) == found.err.decode("utf-8")[:-1]


def test_the_docs_say_what_holds() -> None:
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    spelt = re.findall(r"`([^`]*)`\sas\s`([^`]*)`", page.partition("Spelled out means")[2].partition("\n\n")[0])
    assert len(spelt) == 7
    assert [spelled(text, "ascii") for text, _ in spelt] == [shown for _, shown in spelt]
    written_out = re.findall(r"(?:code|direction) as `(\\\w+)`", page)
    assert written_out == [visible("\x1b"), visible("\u202e")]
    assert f"of more than {LONGEST} or a message of more than {LONGEST_MESSAGE:,} characters" in page
    assert f"| {ENDED_BY_THE_READER} |" in page
