"""Rival laws: each form has its file, one signature a mechanism, a source that is listed, and a weight."""

import inspect
from types import SimpleNamespace

import pytest

from sim.model.declarations.rival_laws import chosen_among, law_of
from sim.scenario.loading import load
from sim.scenario.schema.columns import COLUMNS
from sim.scenario.values.law_forms import (
    ATTRITION,
    MECHANISMS,
    POLICY,
    Form,
    Mechanism,
    default_of,
    drawn_of,
    every_form,
)

EACH = pytest.mark.parametrize(
    ("mechanism", "form"), list(every_form()), ids=lambda one: getattr(one, "key", getattr(one, "slot", ""))
)
EACH_MECHANISM = pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda mechanism: mechanism.slot)


@EACH_MECHANISM
def test_the_laws_of_a_mechanism_are_asked_alike(mechanism: Mechanism) -> None:
    signatures = {str(inspect.signature(law_of(mechanism, form))) for form in mechanism.forms}
    assert len(signatures) == 1


@EACH_MECHANISM
def test_weights_of_a_mechanism_sum_to_one(mechanism: Mechanism) -> None:
    assert sum(form.law.weight for form in mechanism.forms) == 1.0
    assert mechanism.slot in COLUMNS


def test_what_a_scenario_gets_that_does_not_choose_is_the_usual_form() -> None:
    assert default_of(ATTRITION.forms) == "per_km2"
    assert default_of(POLICY.forms) == "access_hazard"


def test_several_forms_with_weight_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shared(Form):
        ONE = 0, SimpleNamespace(weight=0.25, usual=False)
        TWO = 1, SimpleNamespace(weight=0.75, usual=False)
        THREE = 2, SimpleNamespace(weight=0.0, usual=False)

    assert drawn_of(Shared) == default_of(Shared) == {"choice": {"one": 0.25, "two": 0.75}}


@EACH
def test_a_form_says_what_it_rests_on(mechanism: Mechanism, form: Form) -> None:
    law = form.law
    assert law.words
    assert law.fitted_on
    assert law.valid_for
    assert law.source in load("kursk/baseline").sources
    assert set(law.uses) <= set(COLUMNS)


@EACH
def test_the_chosen_form_answers(mechanism: Mechanism, form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.model.declarations import rival_laws

    monkeypatch.setattr(rival_laws, "law_of", lambda mechanism, form: lambda world, more: (form.key, world, more))
    assert chosen_among(mechanism)(int(form), "world", 7.0) == (form.key, "world", 7.0)
