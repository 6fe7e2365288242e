"""One word, one measure: what Outlook, Compare and the terminal say, sentence by sentence, against the ensemble.

Each pattern below is a measure by the words that name it, with the numbers that must stand beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.application import app
from sim.experiment.running.running import run
from sim.scenario.loading import load
from tests.drawn import drawn

pytestmark = pytest.mark.usefixtures("prepared_app")

Outcomes = dict[str, np.ndarray]
Measure = Callable[[Outcomes, float], float]
STALLS = ("kursk/baseline", "kursk/advance-stalls")
PAIRS = (STALLS, ("kursk/undecided", "kursk/undecided-hold"), ("tutorial/baseline", "tutorial/leave-early"))
SIZES = (1, 200)
FREQUENCY = r"((?:about |fewer than |more than )?[\d,]+ of [\d,]+|none of [\d,]+|all [\d,]+)"
LEVEL = "ground.lost_below_km2"
ROOT = Path(__file__).parents[2]


def share(test: Callable[[Outcomes, float], np.ndarray]) -> Measure:
    return lambda outcomes, level: float(test(outcomes, level).mean())


FIRST_ENDED = share(lambda one, _: one["first_event"] == 1.0)
FIRST_TRUCE = share(lambda one, _: one["first_event"] == 0.0)
EVER_ENDED = share(lambda one, _: one["foothold_ended"] == 1.0)
EVER_TRUCE = share(lambda one, _: one["truce_in_force"] == 1.0)
HELD = share(lambda one, level: one["area_end_km2"] > level)
GONE = share(lambda one, _: np.isfinite(one["ground_gone_day"]))
OF_ONE: dict[str, Measure] = {  # what is said of one scenario; KM is its area
    rf"no longer held \(KM or less\) first in {FREQUENCY}": FIRST_ENDED,
    rf"general truce (?:takes effect )?first in {FREQUENCY}": FIRST_TRUCE,
    rf"before any general truce; .*First or not, at any time by day \d+: {FREQUENCY}": EVER_ENDED,
    rf"before the foothold shrinks to KM; .*First or not, at any time by day \d+: {FREQUENCY}": EVER_TRUCE,
    rf"no longer held \(KM or less\) at any time by day .*; over all futures, in {FREQUENCY}": EVER_ENDED,
    rf"general truce takes effect at any time by day .*; over all futures, in {FREQUENCY}": EVER_TRUCE,
    rf"At any time by day \d+, the foothold is no longer held \(KM or less\) in {FREQUENCY}": EVER_ENDED,
    rf"At any time by day \d+, a general truce takes effect in {FREQUENCY}": EVER_TRUCE,
    rf"[Mm]ore than KM is held(?: at day \d+ in|:| in) {FREQUENCY}": HELD,
    rf"1 km² or less in {FREQUENCY}": GONE,
}
OF_TWO: dict[str, Measure] = {  # what is said of A and of B
    r"no longer held \(KM or less\) first (?:in \w+ futures )?\((.*?)(?:; 95%: [^)]*)?\)": FIRST_ENDED,
    r"shrinks to KM (?:in \w+ futures )?\((.*?)(?:; 95%: [^)]*)?\)": FIRST_TRUCE,
    r"shrinks to KM by day \d+: (.*?);": FIRST_TRUCE,
    r"no longer held \(KM or less\) first by day \d+: (.*?);": FIRST_ENDED,
    r"shrinks to KM by day \d+: .*; first or not, at any time: (.*)": EVER_TRUCE,
    r"no longer held \(KM or less\) first by day \d+: .*; first or not, at any time: (.*)": EVER_ENDED,
}
AMOUNTS = {
    "people of the holder killed or wounded": "holder_casualties",
    "people of the attacker killed or wounded": "attacker_casualties",
    "people of the holder captured or missing": "holder_captured",
    "ground held at the horizon": "area_end_km2",
}


# what is said


def sentences(page: str, **query: str) -> list[str]:
    """Everything that a page says: title, headers, lists, captions, and each card with its note."""
    test = drawn(page, query)
    assert not test.exception
    assert not test.error
    main = test.main
    said = [one.value for one in (*main.title, *main.header, *main.caption, *main.markdown, *main.info)]
    cards = [f"{metric.label}: {metric.value}" for metric in main.metric]
    lines = [line.removeprefix("- ").replace("\\", "") for text in said for line in text.splitlines()]
    return [*lines, *cards]


def terminal(folder: Path, *arguments: str) -> list[str]:
    """Everything that a command prints."""
    done = CliRunner().invoke(app, [*arguments, "--seed", "1", "--quiet", "--out", str(folder)])
    assert done.exit_code == 0, done.output
    answer, _, table = done.stdout.partition("\noutcome ")
    return [*re.sub(r"(?<![.\n]) ?\n(?=\S)", " ", answer).splitlines(), *table.splitlines()]


def outcomes_of(name: str, n: int, sets: tuple[str, ...] = ()) -> Outcomes:
    return dict(run(load(name, list(sets)), replications=n, seed=1, paths=False).outcomes)


def with_level(patterns: dict[str, Measure], level: str) -> Iterator[tuple[str, Measure]]:
    for pattern, measure in patterns.items():
        yield pattern.replace("KM", re.escape(f"{level} km²")), measure


def check(text: str, wanted: float) -> None:
    """A frequency as it is told against the share that it is of."""
    number, _, whole = text.removeprefix("about ").partition(" of ")
    if text.startswith("all "):
        assert wanted == 1.0, text
    elif number == "none":
        assert wanted == 0.0, text
    elif text.startswith(("fewer", "more")):
        assert 0.0 < wanted < 1.0, text
    else:
        of = int(whole.replace(",", ""))
        assert abs(float(number) / of - wanted) <= 0.5 / of + 1e-9, f"{text}, but {wanted}"


def both(text: str) -> tuple[str, str]:
    """'69 → 55 of 100', '8 of 100 in A, 10 of 100 in B', '8 of 100 in A and B', '1 of 1 in both' as two frequencies."""
    if " → " in text:
        first, second = text.split(" → ")
        return (first if " of " in first else f"{first} of {second.rpartition(' of ')[2]}"), second.strip("()")
    told = re.findall(FREQUENCY, text)
    return told[0], told[-1]


def checked(lines: list[str], patterns: dict[str, Measure], level: str, values: list[Outcomes]) -> int:
    """How many statements of these measures were found, each of which holds."""
    found = 0
    for pattern, measure in with_level(patterns, level):
        for line in lines:
            for text in re.findall(pattern, line):
                told = both(text) if len(values) == 2 else (text,)
                for one, outcomes in zip(told, values, strict=True):
                    check(one, measure(outcomes, float(level)))
                found += 1
    return found


def names_its_area(lines: list[str], level: str) -> None:
    """Wherever the foothold is said to be held, or no longer, its area stands in the same sentence."""
    for line in lines:
        if re.search(r"no longer held|longer held|still held|foothold (?:is|shrinks)|ceases to be held", line):
            assert f"{level} km²" in line, line
        assert "nothing is left" not in line


# the pages


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("name", ["kursk/baseline", "kursk/advance-stalls", "tutorial/baseline"])
def test_outlook_says_one_number_under_one_name(name: str, n: int, tmp_path: Path) -> None:
    level = f"{load(name).scenario.ground.lost_below_km2.mean():g}"
    values = [outcomes_of(name, n)]
    lines = sentences("outlook", a=name, seed="1", runs=str(n))
    assert checked(lines, OF_ONE, level, values) >= 8
    names_its_area(lines, level)
    printed = terminal(tmp_path, "run", name, "--replications", str(n))
    assert checked(printed, OF_ONE, level, values) >= 4
    names_its_area(printed, level)


def test_the_area_is_the_scenarios_own() -> None:
    lines = sentences("outlook", **{"a": "kursk/baseline", "seed": "1", "runs": "200", f"a.{LEVEL}": "60"})
    assert checked(lines, OF_ONE, "60", [outcomes_of("kursk/baseline", 200, (f"{LEVEL}=60",))]) >= 8
    names_its_area(lines, "60")
    assert not any("35 km²" in line for line in lines)


def test_two_areas_are_named_apart() -> None:
    query = {"a": "kursk/baseline", "b": "kursk/baseline", "seed": "1", "runs": "200", f"b.{LEVEL}": "60"}
    said = " ".join(sentences("compare", **query))
    assert "no longer held (35 km² or less in A, 60 km² or less in B) first" in said
    assert "shrinks to 35 km² in A, 60 km² in B" in said


NAMING_BOTH = ("**Differs most,", "Amounts are means.")  # another measure under its own name; what the names mean


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("names", PAIRS, ids=["stalls", "hold", "tutorial"])
def test_compare_says_one_number_under_one_name(names: tuple[str, str], n: int, tmp_path: Path) -> None:
    level = f"{load(names[0]).scenario.ground.lost_below_km2.mean():g}"
    values = [outcomes_of(name, n) for name in names]
    lines = sentences("compare", a=names[0], b=names[1], seed="1", runs=str(n), show="What comes first")
    assert checked(lines, OF_TWO, level, values) >= 6
    names_its_area(lines, level)
    both_ = [line for line in lines if "; first or not, at any time: " in line]
    assert len(both_) == 2  # the charts
    others = [line for line in lines if "at any time" in line and not line.startswith(NAMING_BOTH)]
    assert others == both_
    printed = terminal(tmp_path, "compare", *names, "--replications", str(n))
    assert checked(printed, OF_TWO, level, values) == 2
    names_its_area(printed, level)
    for said in (lines, printed):
        assert amounts_checked(said, values) >= 3


def amounts_checked(lines: list[str], values: list[Outcomes]) -> int:
    """How many sentences have levels of an amount, each of them the mean of A and of B to the digits shown."""
    found = 0
    for line in lines:
        for noun, name in AMOUNTS.items():
            head, _, _ = line.partition("). ")
            told = re.search(rf"{noun}[^;]*?([\d,.]+) → ([\d,.]+)", head)
            if told is None:
                continue
            for text, outcomes in zip(told.groups(), values, strict=True):
                shown = float(text.rstrip(".").replace(",", ""))
                digits = len(text) - len(text.rstrip("0")) if "." not in text else -1
                assert shown == pytest.approx(float(outcomes[name].mean()), abs=1.01 * 10.0**digits), line
            found += 1
        if "in both" in line:
            found += any(noun in line for noun in AMOUNTS)
    return found


def test_what_is_clear_on_average_and_not_in_most_pairs_is_said_as_such(tmp_path: Path) -> None:
    names = ("kursk/withdraw-now", "kursk/undecided-hold")
    first, second = (outcomes_of(name, 2000)["attacker_casualties"] for name in names)
    change = second - first
    assert abs((change > 0).mean() - (change < 0).mean()) < 0.05
    printed = terminal(tmp_path, "compare", *names, "--replications", "2000")
    [line] = [one for one in printed if "fewer people of the attacker" in one]
    assert line.endswith(", but not clearly in most pairs that differ.")
    assert f"about {-round(change.mean(), -1):.0f} fewer" in line


@pytest.mark.parametrize("n", SIZES)
def test_a_scenario_beside_itself_is_said_to_be_the_same_once(n: int, tmp_path: Path) -> None:
    lines = sentences("compare", a="kursk/baseline", b="kursk/baseline", seed="1", runs=str(n))
    told = f"A and B are the same: no outcome differs in {'any of 200 pairs' if n > 1 else 'the only pair'}"
    assert [line for line in lines if "no outcome differs" in line] == [told]
    assert not any(line.startswith(("No difference", "No clear")) for line in lines)
    assert "A and B are one scenario: choose another one, or change only one of them." in lines
    printed = terminal(tmp_path, "compare", "kursk/baseline", "kursk/baseline", "--replications", str(n))
    assert sum("no outcome differs" in line for line in printed) == 1
    assert not any("No difference" in line for line in printed)


# days of staying


def test_days_of_staying_are_printed_between_decisions_alone(tmp_path: Path) -> None:
    told = "for each extra day of staying"
    assert told not in " ".join(terminal(tmp_path, "compare", *STALLS, "--replications", "400"))
    leaving = ("kursk/undecided-hold", "kursk/undecided-withdraw-now")
    assert told in " ".join(terminal(tmp_path, "compare", *leaving, "--replications", "400"))


# one, and many


def test_one_run_is_one_run_everywhere(tmp_path: Path) -> None:
    said = [
        *sentences("outlook", a="kursk/baseline", seed="1", runs="1"),
        *(
            line
            for show in ("What comes first", "Ground", "People", "Talks", "After a truce")
            for line in sentences("compare", a=STALLS[0], b=STALLS[1], seed="1", runs="1", show=show)
        ),
        *terminal(tmp_path, "run", "kursk/baseline", "--replications", "1"),
        *terminal(tmp_path, "compare", *STALLS, "--replications", "1"),
    ]
    assert any(re.search(r"\b1 paired run\b", line) for line in said)
    for line in said:
        assert not re.search(r"(?<![\d,.])1 (?:\w+ )?(?:runs|pairs|futures|truces|days)\b", line), line
        assert not re.search(r"95%[^.;]*too few to tell", line), line


def test_counts_have_commas() -> None:
    bare = re.compile(r"\{(?:len\()?\w+\.(?:replications|failures\)|runs|n_pairs)\}")
    files = [file for floor in ("report", "session", "ui") for file in (ROOT / "sim" / floor).rglob("*.py")]
    assert len(files) > 60
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if "--replications" not in line:  # what is typed has none
                assert not bare.search(line), f"{file}: {line.strip()}"


def test_dates_are_told_in_one_form() -> None:
    from sim.session.inputs import changes
    from sim.session.inputs.scenarios import Chosen

    def told(change: str) -> str:
        [line] = changes.in_words(Chosen("kursk/undecided-withdraw-now", (change,)))
        return line.partition(": ")[2].replace("*", "")

    assert told("command.order_day=2025-03-26") == "day 0 (12 March 2025) → day 14 (26 March 2025)"
    assert told("start=2025-04-01") == "12 March 2025 → 1 April 2025"
    assert told("command.lag_days=1") == "0 days → 1 day"
    assert told("attacker.people_persons=50000").endswith(" → 50,000 people in every run")


# medians of counts


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([0.0] * 86 + [900.0] * 14, "86% have none"),
        ([0.0] * 40 + [10.0] * 30 + [400.0] * 30, "half at most 10"),
        ([0.0] * 99 + [5.0], "99% have none"),
        ([10.0] * 100, "half at most 10"),
        ([0.2] * 60 + [40.0] * 40, "60% have none"),
        ([0.0] * 50 + [3.0] * 50, "50% have none"),
    ],
)
@pytest.mark.parametrize("unit", ["persons", "incidents", "settlements"])
def test_of_counts_with_ties_half_are_at_most_the_middle_or_many_have_none(
    values: list[float], told: str, unit: str
) -> None:
    from synthetic_ensembles import Ensemble, Outcome

    from sim.analysis.summary import summarise_outcome
    from sim.report.terminal.tables import uncertainty

    made = Ensemble("a", {"counted": np.array(values)})
    text = uncertainty(summarise_outcome(made, Outcome("counted", "amount", unit)))
    assert told in text
    assert "half below" not in text


def test_a_middle_half_of_nobody_is_said_to_be_nobody() -> None:
    from sim.report.words.numbers import people_title

    assert people_title(0.0, 0.0, "people of the holder", 90) == (
        "At least half of futures see no people of the holder killed or wounded by day 90"
    )
