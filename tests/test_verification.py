"""The page of verification: its checks can fail, those that agree go on agreeing, and its misses are the known ones."""

import re

import pytest

from docs import make_verification
from docs.verified import (
    bargains,
    battles,
    directions,
    epstein,
    expected_utility,
    forts,
    incidents,
    lanchester,
    many_actors,
    truces,
)
from docs.verified.check import Check, alike, missing, near


def test_a_check_can_fail() -> None:
    assert near("V0", "a", 1.0, 1.05, 0.1).holds
    assert not near("V0", "a", 1.0, 1.2, 0.1).holds
    assert alike("V0", "a", [(1.0, 1.0), (2.0, 2.05)], 0.1).holds
    assert not alike("V0", "a", [(1.0, 1.0), (2.0, 2.2)], 0.1).holds
    assert not missing("V0", "a", "b").holds


def test_what_rounding_leaves_is_not_told_digit_by_digit() -> None:
    """Another processor rounds otherwise, and the page is made again to the byte."""
    assert alike("V0", "a", [(1.0, 1.0 + 2e-15)], 1e-9).within == alike("V0", "a", [(1.0, 1.0)], 1e-9).within
    assert "largest distance of 1: 2.0e-08" in alike("V0", "a", [(1.0, 1.0 + 2e-8)], 1e-7).within


def test_a_wrong_law_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epstein, "RHO", 1.6)
    assert not any(check.holds for check in epstein.checks() if "defender value" in check.what)
    monkeypatch.setitem(truces.centres(), "talks.attacker.clock_mu", 6.0)
    assert sum(check.holds for check in truces.acceptance()) < 6


def test_rounds_of_another_choice_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compromise that moves least is another one from round 3 on: the printed rounds tell the two apart."""
    monkeypatch.setattr(expected_utility, "chosen", lambda made: min((one.move for one in made), key=abs, default=0.0))
    wrong = [check.what for check in expected_utility.checks() if not check.holds]
    assert "emission standards, positions of 10 states over 10 rounds" in wrong


def test_expected_utility_rounds_are_those_printed() -> None:
    """Belgium 8.41593, Luxembourg 7 and Ireland 4 after the first round; nobody else moves."""
    case = expected_utility.read("expected_utility_emissions.csv")
    assert expected_utility.rounds(case)[1] == pytest.approx([4, 8.41593, 7, 4, 10, 10, 10, 4, 4, 7], abs=5e-6)
    assert all(check.holds for check in expected_utility.checks())


def test_ten_turns_of_bargains_hang_on_how_far_a_third_actor_commits_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no third actor took a side, other positions would follow."""
    assert all(check.holds for check in bargains.checks())
    monkeypatch.setattr(bargains, "side_taken", lambda *given: 0.0)
    assert not any(check.holds for check in bargains.checks())


@pytest.mark.parametrize(
    "group",
    [lanchester, epstein, battles.V3, battles.V4, forts, many_actors, truces, incidents],
    ids=lambda one: one.__name__,
)
def test_what_misses_is_what_the_page_lists_as_missing(group: object) -> None:
    listed = make_verification.PAGE.read_text(encoding="utf-8").split("## Misses")[1].split("\n## ")[0]
    for check in group.checks():
        assert check.holds != (f"| {check.id}: {check.what} |" in listed), check.what


def test_pressure_and_monitors_never_delay_an_acceptance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directions, "RUNS", 400)
    monkeypatch.setattr(directions, "WORLDS", 100)
    for check in directions.checks():
        assert check.holds, check.what


def test_a_wrong_spread_of_losses_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(battles, "SD_ATTACKER", 0.5)
    assert not any(check.holds for check in battles.losses() if "attackers" in check.what and "share" in check.what)


def test_periods_are_kept_out_of_the_form_that_the_laws_have() -> None:
    """Fitted to all periods the form gives the coefficients of cdb90-fits: level, own, enemy, and the spread."""
    published = {"attackers": ((-3.03, 0.58, 0.32), 1.05), "defenders": ((-2.22, 0.54, 0.32), 1.19)}
    for side, (_, x, y) in battles.losses_known().items():
        coefficients, spread = battles.fitted(x, y)
        assert coefficients == pytest.approx(published[side][0], abs=0.015)
        assert spread == pytest.approx(published[side][1], abs=0.01)


def test_the_page_lists_misses_first_and_counts_them() -> None:
    checks = [near("V1", "one", 1.0, 1.0, 0.1), missing("V7", "two", "no data")]
    text = make_verification.page(checks)
    assert "1 of 2 comparisons agree" in text
    assert text.index("V7: two") < text.index("## V1")


def test_the_page_kept_is_of_these_groups_and_adds_up() -> None:
    text = make_verification.PAGE.read_text(encoding="utf-8")
    hits, every, misses = map(int, re.search(r"(\d+) of (\d+) comparisons.*?(\d+) do not", text, re.DOTALL).groups())
    assert hits + misses == every
    groups = re.findall(r"^## (V\d+)\. .*: (\d+) of (\d+)$", text, re.MULTILINE)
    assert [name for name, _, _ in groups] == list(make_verification.GROUPS)
    assert (sum(int(n) for _, n, _ in groups), sum(int(n) for _, _, n in groups)) == (hits, every)


def test_a_line_holds_the_published_number_beside_ours() -> None:
    line = make_verification.line(Check("V2", "a day", "4.531", "4.53", "printed", True))
    assert line.index("4.531") < line.index("4.53 ")
