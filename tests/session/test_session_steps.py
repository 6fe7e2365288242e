"""Undo and redo as an editor has them: one step back or on, a new change ends what could be done again."""

from dataclasses import replace

import pytest

from sim.session.inputs import steps
from sim.session.inputs.address import Choice
from sim.session.inputs.scenarios import Chosen
from sim.session.inputs.steps import BACK, ON, Steps, between

FIRST = Choice((Chosen("kursk/baseline"),))
TWICE, MORE = "ground.tempo_start_shift=0.69314718056", "attacker.people_persons=70000"
FASTER, STRONGER = (FIRST.with_scenario(0, Chosen("kursk/baseline", sets)) for sets in ((TWICE,), (TWICE, MORE)))
OTHER_LUCK = replace(FASTER, seed=7)


def had(*choices: Choice) -> Steps:
    made = Steps([choices[0]])
    for choice in choices[1:]:
        made.seen(choice)
    return made


def test_nothing_is_undone_where_nothing_was_done() -> None:
    alone = had(FIRST, FIRST)
    assert (alone.beside(BACK), alone.beside(ON)) == (None, None)
    assert (alone.told(BACK), alone.told(ON)) == ("", "")


def test_a_new_change_ends_what_could_be_done_again() -> None:
    made = had(FIRST, FASTER, STRONGER)
    made.at += BACK
    assert (made.beside(BACK), made.beside(ON)) == (FIRST, STRONGER)
    made.seen(OTHER_LUCK)
    assert (made.beside(BACK), made.beside(ON)) == (FASTER, None)


def test_the_browsers_back_is_a_step_and_the_same_inputs_again_are_a_new_one() -> None:
    walked, moved = had(FIRST, FASTER), had(FIRST, FASTER)
    walked.seen(FIRST, walked=True)
    moved.seen(FIRST)
    assert (walked.beside(BACK), walked.beside(ON)) == (None, FASTER)
    assert (moved.beside(BACK), moved.beside(ON)) == (FASTER, None)


def test_only_so_many_steps_are_kept() -> None:
    made = had(*(replace(FIRST, seed=seed) for seed in range(steps.MOST_STEPS + 5)))
    assert (len(made.had), made.at, made.had[0].seed) == (steps.MOST_STEPS, steps.MOST_STEPS - 1, 5)


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (FASTER, FIRST, "Attacker's tempo on day 0 (times as fast): 2 times → no change"),
        (
            FASTER,
            STRONGER,
            "Attacker's strength (people): 50,000 to 67,000 people, most likely 60,000 → 70,000 people in every run",
        ),
        (FASTER, OTHER_LUCK, "Seed: 1 → 7"),
        (FIRST, replace(FIRST, runs=8000), "Runs to refine to: 2,000 → 8,000"),
    ],
)
def test_what_a_step_changes_is_told(now: Choice, then: Choice, words: str) -> None:
    assert between(now, then).replace("\\", "") == words


def test_scenarios_that_come_and_go_are_told_by_letter_and_many_changes_are_counted() -> None:
    pair = replace(FIRST, scenarios=(*FIRST.scenarios, Chosen("kursk/hold")))
    assert between(pair, FIRST).startswith("B: ")
    assert between(pair, FIRST).endswith(" → none")
    many = replace(STRONGER, seed=7, runs=8000)
    assert between(FIRST, many).endswith("; and 2 more")
