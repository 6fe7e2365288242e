"""What a command does not understand: one line, exit 2, no echo of giants, and where to look next."""

import re

import pytest

from sim.cli import main

GIANT = "a" * 20_000
OTHER_GIANT = "wide words " * 2_000


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What one command says on stderr when it refuses its arguments."""
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    out, err = capsys.readouterr()
    assert (left.value.code, out) == (2, "")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    return err


@pytest.mark.parametrize(
    ("arguments", "said", "next_step"),
    [
        (["rum"], "no such command 'rum'", "did you mean 'run'"),
        (["run"], "missing argument 'SCENARIO...'", "`salient run --help`"),
        (["run", "kursk/hold", "--replicatons", "4"], "no such option: --replicatons", "--replications"),
        (["run", "kursk/hold", "--replications", "many"], "'--replications'", "`salient run --help`"),
        (["run", "kursk/hold", "--replications", "0"], "'--replications'", "`salient run --help`"),
        (["run", "kursk/hold", "--executor", "abacus"], "'abacus' is not one of", "'compiled', 'simpy'"),
        (["compare", "kursk/hold"], "missing argument 'OTHER...'", "`salient compare --help`"),
        (["check", "kursk/hold", "--as-of", "yesterday"], "'yesterday'", "%Y-%m-%d"),
        (["schema", "kursk/hold"], "kursk/hold", "`salient schema --help`"),
        (["replay", "kursk/hold"], "missing option", "`salient replay --help`"),
    ],
)
def test_a_mistake_of_use_is_one_line_with_a_next_step(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str, next_step: str
) -> None:
    err = refusal(capsys, *arguments)
    assert err.startswith("salient: ")
    assert said in err
    assert next_step.lower() in err.lower()


@pytest.mark.parametrize("giant", [GIANT, OTHER_GIANT], ids=["one word", "many words"])
@pytest.mark.parametrize(
    "before",
    [
        [], ["run"], ["run", "kursk/hold", "--set"], ["run", "kursk/hold", "--executor"],
        ["run", "kursk/hold", "--precision"], ["run", "kursk/hold", "--seed"], ["run", "kursk/hold", "--out"],
        ["check", "kursk/hold", "--as-of"], ["verify"], ["replay", "kursk/hold", "--replication"],
        ["app", "--port"], ["schema"], ["compare", "kursk/hold"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_giant_is_not_echoed(capsys: pytest.CaptureFixture[str], before: list[str], giant: str) -> None:
    assert len(refusal(capsys, *before, giant)) < 1_300


@pytest.mark.parametrize(
    "option", [f"--{GIANT}", f"--json={GIANT}", f"--set=horizon_days={GIANT}", f"--set=ground.{GIANT}=3",
               f"--set={GIANT}:horizon_days=3", f"--set=theatre={GIANT}", f"--set=start={GIANT}",
               f"--precision={GIANT}=0.1"],
    ids=lambda option: re.sub("a{100,}", "…", option),
)  # fmt: skip
def test_a_giant_inside_an_option_is_not_echoed(capsys: pytest.CaptureFixture[str], option: str) -> None:
    assert len(refusal(capsys, "run", "kursk/hold", option)) < 1_300


@pytest.mark.parametrize("arguments", [[], ["--help"], ["run", "--help"], ["app", "--help"]])
def test_help_is_ascii_and_no_wider_than_a_terminal(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
    out, err = capsys.readouterr()
    assert (out + err).isascii()
    assert "Usage: salient" in out + err
    assert max(map(len, (out + err).splitlines())) <= 80


@pytest.mark.parametrize(
    ("outcome", "hint"),
    [
        ("truce_in_forse", "did you mean truce_in_force"),
        ("Truce-In-Force", "did you mean truce_in_force"),
        ("holder_loss", "holder_lost"),
        ("x", "choose one of truce_in_force, truce_day"),
    ],
)
def test_an_unknown_outcome_of_a_precision_is_answered_with_near_ones(
    capsys: pytest.CaptureFixture[str], outcome: str, hint: str
) -> None:
    err = refusal(capsys, "run", "kursk/hold", "--precision", f"{outcome}=0.01")
    assert f"--precision {outcome}: no such outcome" in err
    assert hint in err
