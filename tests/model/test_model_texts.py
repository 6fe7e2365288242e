"""Texts tabled once more: the dearest clause asked of the government that refused is left out."""

import pytest
from small_runs import SILENT, small

from sim.engine.plain_blocks import plain_world
from sim.engine.story import DESCENTS
from sim.model.beginning import begin
from sim.model.talks.tabling import schedule, table, table_again
from sim.model.talks.terms import MONITORS, NO_MOBILISATION, NO_REARMING, PEOPLE, dearest_of, leave_out_refused
from sim.model.world.dimensions import ATTACKER, HOLDER
from sim.model.world.events import WITHOUT_REFUSED
from sim.model.world.state import ACCEPTED, CLOSED, REFUSED

SHARES = {
    "talks.mediation.monitoring_clause": 0.5, "talks.mediation.rearming_clause": 0.3,
    "talks.mediation.mobilisation_clause": 0.24, "talks.mediation.people_clause": 0.1,
    "talks.mediation.counter_required": 0.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def one():
    return small(replications=1)


def refused(one, asked_by_attacker, asked_by_holder=0, values=(), answer=REFUSED):
    """A world in which the holder's government has answered a text that holds what both asked for."""
    world = plain_world(one.model)
    world.reset(1, 0)
    world.rules.fill([float(value) for value in one.changed(SILENT | SHARES | dict(values)).rows[0]])
    begin(world)
    schedule(world)
    world.talks.used = 1
    table(world, 0, 0.0, 1)
    talks = world.talks
    talks.monitored[0], talks.rearming[0], talks.no_mobilisation[0], talks.people_settled[0] = 1, 1.0, 1.0, 1.0
    talks.asked[0, ATTACKER], talks.asked[0, HOLDER] = asked_by_attacker, asked_by_holder
    talks.answer[0, HOLDER], talks.state[0] = answer, CLOSED
    table_again(world, 0)
    return world


def test_the_dearest_clause_is_the_one_that_fewest_texts_hold(one):
    world = refused(one, 0)
    assert dearest_of(world, MONITORS + NO_REARMING + PEOPLE) == PEOPLE
    assert dearest_of(world, MONITORS + NO_MOBILISATION) == NO_MOBILISATION
    assert dearest_of(world, 0) == 0


def test_what_was_refused_is_left_out_of_the_text_tabled_once_more(one):
    talks = refused(one, MONITORS + PEOPLE).talks
    assert talks.asked[1, ATTACKER] == MONITORS
    assert (talks.monitored[1], talks.people_settled[1]) == (1, 0.0)
    talks = refused(one, NO_REARMING).talks
    assert talks.asked[1, ATTACKER] == 0
    assert talks.rearming[1] == 0.0
    assert talks.statement_at[1, ATTACKER] < 100.0  # who asked for it answers anew


def test_what_it_asked_for_itself_stays(one):
    talks = refused(one, NO_MOBILISATION, asked_by_holder=NO_MOBILISATION).talks
    assert talks.asked[1, ATTACKER] == 0
    assert talks.no_mobilisation[1] == 1.0


@pytest.mark.parametrize(
    ("asked", "values", "answer"),
    [(0, {}, REFUSED), (PEOPLE, {}, ACCEPTED), (PEOPLE, {"talks.mediation.counter_required": 1.0}, REFUSED)],
    ids=["nothing was asked", "nobody refused", "only what meets every clause counts"],
)
def test_else_the_text_is_the_same(one, asked, values, answer):
    world = refused(one, asked, values=values, answer=answer)
    assert world.talks.asked[1, ATTACKER] == asked
    assert world.talks.people_settled[1] == 1.0
    assert not leave_out_refused(world, 0, 1)


def test_the_log_says_so():
    assert "without a clause that was refused" in DESCENTS[int(WITHOUT_REFUSED)]
