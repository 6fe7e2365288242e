"""Files that are wrong in ways people make them wrong: each refusal says what, where, and what to do."""

import contextlib
import itertools
import os
import time
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.scenario.files.shipped import scenario_folder
from sim.scenario.loading import load
from sim.scenario.values.distributions import Distribution
from sim.scenario.values.shapes import FORMS
from sim.scenario.values.trials import SHARES, unusable
from sim.session.inputs.uploads import read_upload
from tests.machine import patience

HEAD = "extends: tutorial/baseline\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refusal(content: str | bytes, *sets: str) -> str:
    Path("mine.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as caught:
        load("mine.yaml", sets)
    return str(caught.value)


def baseline(old: str, new: str) -> str:
    text = (scenario_folder() / "tutorial" / "baseline.yaml").read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new).replace("../theatres", str(scenario_folder() / "theatres"))


WRONG = {
    "theatre spelled the other way": (
        baseline("theatre:", "theater:"),
        "mine.yaml:7:1: unknown key 'theater'; did you mean 'theatre'?",
    ),
    "start misspelled in a file without a base": (
        baseline("\nstart:", "\nstrat:"), "mine.yaml:8:1: unknown key 'strat'; did you mean 'start'?"
    ),
    "no theatre at all": (baseline("theatre:", "# theatre:"), "mine.yaml:1:1: theatre is missing; add `theatre: …`"),
    "a theatre of nothing": (HEAD + "theatre:\n", "mine.yaml:2:1: theatre = null is no path"),
    "a value merged in": (
        HEAD + "supply:\n  <<: {stock_days: -3}\n", "mine.yaml:3:8: supply.stock_days = -3 is below 0 days"
    ),
    "a key merged in by alias": (
        HEAD + "ground: &g\n  tempo_mean: -3\nattacker:\n  <<: *g\n",
        "mine.yaml:3:3: unknown key 'attacker.tempo_mean'",
    ),
    "a key of the second of two merged": (
        HEAD + "supply:\n  <<:\n    - {stock_days: 3}\n    - {stok_days: 3}\n",
        "mine.yaml:5:8: unknown key 'supply.stok_days'",
    ),
    "a value behind an alias": (
        HEAD + "supply: {stock_days: &few {value: -4}}\ncommand: {lag_days: *few}\n",
        "mine.yaml:2:10: supply.stock_days = -4",
    ),
    "a decimal comma in braces": (
        HEAD + "command: {hazard_per_day: 0,02}\n",
        "mine.yaml:2:27: 0,02 reads as two entries, because a comma ends an entry; decimals take a point: write 0.02",
    ),
    "a decimal comma in a value with evidence": (
        HEAD + "command:\n  hazard_per_day: {value: 0,25, source: user}\n", "mine.yaml:3:27: 0,25 reads as two",
    ),
    "a decimal comma in brackets": (
        HEAD + "command: {hazard_per_day: {uniform: [0,02, 1]}}\n", "mine.yaml:2:38: 0,02 reads as two entries"
    ),
    "a decimal comma among three numbers": (
        HEAD + "command: {hazard_per_day: {uniform: [0,5, 1]}}\n", "decimals take a point, as in 0.5"
    ),
    "a decimal comma in a line of its own": (
        HEAD + "command:\n  hazard_per_day: 0,02\n", "is text, not a number (Policy access_hazard: base chance of"
    ),
    "a number of 5,000 digits": (
        HEAD + f"horizon_days: {'9' * 5000}\n", "mine.yaml:2:15: holds a number of 5,000 signs, more than any value",
    ),
    "a hexadecimal number of 5,000 digits": (
        HEAD + f"supply: {{stock_days: 0x{'f' * 5000}}}\n", "mine.yaml:2:22: holds a number of 5,002 signs"
    ),
    "a long fraction": (HEAD + f"supply: {{stock_days: 1.{'3' * 900}}}\n", "mine.yaml:2:22: holds a number of 902"),
    "a day that no month has": (HEAD + "start: 2025-02-30\n", "mine.yaml:2:8: 2025-02-30 is no date (day is out of"),
    "such a day in quotes": (
        HEAD + "command: {order_day: '2025-02-30'}\n", "mine.yaml:2:11: command.order_day = 2025-02-30 is no date ("
    ),
    "an hour that no day has": (HEAD + "start: 2025-02-20T25:00:00\n", "mine.yaml:2:8: 2025-02-20T25:00:00 is no date"),
    "a zone beyond the world": (
        HEAD + "summary: a\nstart: 2025-02-20T10:00:00+99:00\n", "mine.yaml:3:8: 2025-02-20T10:00:00+99:00 is no date;"
    ),
    "a tag that its value does not fit": (HEAD + "title: !!bool maybe\n", "mine.yaml:2:8: maybe is no true or false;"),
    "a number that is none": (HEAD + "supply: {stock_days: ._}\n", "mine.yaml:2:22: ._ is no number; correct it"),
    "a tag on a mapping": (HEAD + "supply: !own {stock_days: 3}\n", "2:9: YAML tags are not understood (!own)"),
    "a list as a key": (HEAD + "? [a, b]\n: 3\n", "mine.yaml:2:3: a key must be a word, not a list or a mapping"),
    "a key twice once as a number": (
        HEAD + "talks: {proposals: {1: {}, '1': {}}}\n", "mine.yaml:2:28: the key '1' appears twice in one mapping"
    ),
    "a path that no machine has": (HEAD + 'theatre: "a\\0b"\n', "mine.yaml:2:1: a"),
    "an invisible sign in a key": (
        "\u200bextends: tutorial/baseline\n",
        "unknown key '\u200bextends'; the key holds the sign U+200B (zero width space); type it again as 'extends'",
    ),
    "a letter of another alphabet in a key": (
        HEAD + "s\u0443pply: {}\n", "the key holds the sign U+0443 (cyrillic small letter u); type it again as 'supply'"
    ),
    "extends inside a section": (
        HEAD + "supply: {extends: tutorial/baseline}\n",
        "mine.yaml:2:10: unknown key 'supply.extends'; extends stands at the top of a scenario file; remove it here",
    ),
    "Latin letters": (b"title: a\nsummary: caf\xe9\n", "mine.yaml:2:13: byte 22 of the file (0xE9) is not UTF-8 text"),
    "a letter cut in two": ("title: €".encode()[:-1], "mine.yaml:1:8: byte 8 of the file (0xE2) is not UTF-8 text"),
    "UTF-16 with a mark": (HEAD.encode("utf-16"), "mine.yaml:1:1: is UTF-16 text, not UTF-8; save it as UTF-8"),
    "UTF-16 without a mark": (HEAD.encode("utf-16-be"), "mine.yaml:1:1: is UTF-16 text, not UTF-8"),
    "UTF-32": (HEAD.encode("utf-32"), "mine.yaml:1:1: is UTF-32 text, not UTF-8; save it as UTF-8"),
    "more than a scenario can need": (HEAD + "#" * 600_000, "mine.yaml:1:1: is larger than 512 KiB"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_refusal_says_what_is_wrong_and_where(case: str) -> None:
    content, words = WRONG[case]
    told = refusal(content)
    assert words in told
    assert told.startswith("mine.yaml:")


SETS = {
    "start=2025-02-30": "start: 2025-02-30 is no date (day is out of range for month)",
    "command.order_day='2025-13-01'": "command.order_day = 2025-13-01 is no date (month must be in 1..12)",
    "command.hazard_per_day=0,02": "decimals take a point: write 0.02",
    "horizon_days=30,5": "decimals take a point: write 30.5",
    "command.hazard_per_day={value: 0,02}": "decimals take a point: write 0.02",
    "extends=kursk/baseline": "extends stands in files only",
    'theatre="a\\0b"': "is no path",
    "theatre=/dev/zero": "/dev/zero: is a device, not a file",
    "supply.stock_days=[": "the value is broken YAML (",
    f"horizon_days={'9' * 5000}": "holds a number of 5,000 signs",
}


@pytest.mark.parametrize("text", SETS)
def test_a_refused_option_says_the_true_reason(text: str) -> None:
    told = refusal(HEAD, text)
    assert told.startswith(f"--set {text}"[:60])
    assert SETS[text] in told


def test_merged_and_aliased_keys_that_are_right_load() -> None:
    Path("mine.yaml").write_text(
        HEAD + "supply: &s\n  stock_days: &few {value: 4}\n  <<: {stock_capacity_days: 9}\ncommand: {lag_days: *few}\n"
    )
    loaded = load("mine.yaml")
    assert (loaded.scenario.supply.stock_days.value, loaded.scenario.command.lag_days.value) == (4.0, 4.0)
    assert str(loaded.place("supply.stock_capacity_days")) == "mine.yaml:4:8"


@pytest.mark.timeout(patience(20))
@pytest.mark.parametrize("key", ["theatre", "extends"])
@pytest.mark.parametrize(
    ("path", "words"),
    [("/dev/zero", "is a device"), ("/dev/null", "is a device"), ("pipe", "is a pipe"), ("folder", "is a folder"),
     ("link-to-zero", "is a device"), ("link-to-pipe", "is a pipe"), ("nowhere", "is a link that ends in no file"),
     ("circle", "is a link that ends in no file")],
)  # fmt: skip
def test_what_is_no_regular_file_is_refused_at_once(key: str, path: str, words: str) -> None:
    os.mkfifo("pipe")
    Path("folder").mkdir()
    Path("link-to-zero").symlink_to("/dev/zero")
    Path("link-to-pipe").symlink_to("pipe")
    Path("nowhere").symlink_to("gone")
    Path("circle").symlink_to("circle")
    began = time.monotonic()
    told = refusal(f"{key}: {path}\n" if key == "extends" else HEAD + f"{key}: {path}\n")
    assert words in told
    assert told.startswith(f"mine.yaml:{1 if key == 'extends' else 2}:1: ")
    assert time.monotonic() - began < patience(2.0)


@pytest.mark.parametrize("path", ["/dev/zero", "pipe", "."])
def test_a_scenario_that_is_no_regular_file_is_refused_at_once(path: str) -> None:
    os.mkfifo("pipe")
    with pytest.raises(InputError, match=r"is a (device|pipe|folder), not a scenario file; name a"):
        load(path)


def test_links_that_end_in_regular_files_are_fine() -> None:
    Path("kept.yaml").write_text(baseline("title: ", "title: Kept, "), encoding="utf-8")
    Path("base.yaml").symlink_to("kept.yaml")
    Path("map.yaml").symlink_to(scenario_folder() / "theatres" / "tutorial.yaml")
    Path("mine.yaml").write_text("extends: base.yaml\ntheatre: map.yaml\n")
    assert load("mine.yaml").theatre.name == load("tutorial/baseline").theatre.name


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEAD.encode("utf-16"), "mine.yaml:1:1: is UTF-16 text, not UTF-8"),
        (b"title: \xff\n", "mine.yaml:1:8: byte 8 of the file (0xFF) is not UTF-8 text"),
        (f"{HEAD}horizon_days: {'9' * 5000}\n".encode(), "mine.yaml:2:15: holds a number of 5,000 signs"),
        (f"{HEAD}command: {{hazard_per_day: 0,02}}\n".encode(), "mine.yaml:2:27: 0,02 reads as two entries"),
    ],
)
def test_an_upload_is_refused_with_the_same_words(content: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_upload("mine.yaml", content)
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("target", ["mine.yaml", "gone.yaml", "two.yaml"])
def test_a_link_that_ends_in_no_file_is_told_as_that_and_never_suggested(target: str) -> None:
    Path("mine.yaml").symlink_to(target)
    Path("two.yaml").symlink_to("mine.yaml")
    with pytest.raises(InputError) as caught:
        load("mine.yaml")
    assert str(caught.value) == "mine.yaml: is a link that ends in no file; mend the link or name another file"
    with pytest.raises(InputError, match="no such file or shipped scenario") as caught:
        load("mien.yaml")
    assert "mine.yaml" not in str(caught.value).removeprefix("mien.yaml")


EXTREME = {
    "weights that add up to more than numbers hold": (
        "command:\n  policy: {choice: {hold: 1e308, access_hazard: 1e308}}\n", "mine.yaml:3:12: command.policy"
    ),
    "three weights that do": (
        "command:\n  policy: {choice: {hold: 1e308, policy_date: 5e307, access_hazard: 1e308}}\n",
        "mine.yaml:3:12: command.policy",
    ),
    "a triangle whose square is no number": (
        "ground:\n  tempo_mean: {triangular: [0, 0, 1e308], truncate: [0, 1]}\n", "mine.yaml:3:16: ground.tempo_mean"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "place"), EXTREME.values(), ids=EXTREME)
def test_numbers_that_together_leave_floating_point_are_refused_with_their_place(text: str, place: str) -> None:
    told = refusal(HEAD + text)
    assert told.startswith(place)
    assert "too extreme to be computed; write smaller numbers" in told
    with pytest.raises(InputError) as caught:
        read_upload("mine.yaml", (HEAD + text).encode())
    assert str(caught.value) == told


def test_large_weights_whose_sum_is_a_number_are_shares_like_others() -> None:
    Path("mine.yaml").write_text(HEAD + "command:\n  policy: {choice: {hold: 1e307, access_hazard: 3e307}}\n")
    [policy] = [leaf.quantity for leaf in load("mine.yaml").leaves() if leaf.path == "command.policy"]
    assert policy.quantile([0.2, 0.3]).tolist() == [policy.support()[0], policy.support()[1]]


@pytest.mark.parametrize("form", FORMS)
def test_any_extreme_arguments_of_a_form_are_impossible_or_have_draws(form: str) -> None:
    numbers = (0.0, 1.0, 1e308, -1e308, 1.7e308, 1e154, 1e-308, 5e-324)
    count = 3 if form == "choice" else len(FORMS[form].argument_names)
    for arguments in itertools.product(numbers, repeat=count):
        for truncate in (None, (0.0, 1.0), (-1e308, 1e308)):
            with contextlib.suppress(ValueError):
                made = Distribution(form, arguments, truncate=truncate)
                if not unusable(made, -1e300, 1e300):
                    assert np.isfinite(made.quantile(SHARES)).all()
