"""Makes one law of a mechanism's rival forms: whoever calls it gets the answer of the form that the scenario chose."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from sim.model.numbers.compilable import compilable
from sim.scenario.values.laws import Form, Mechanism

Answer = Callable[..., Any]


def law_of(mechanism: Mechanism, form: Form) -> Answer:
    """What a form answers: the function of its own file."""
    answer: Answer = getattr(import_module(f"sim.model.{mechanism.laws}.{form.key}"), mechanism.answers)
    return answer


def chosen_among(mechanism: Mechanism) -> Answer:
    """The law of a mechanism: called with the number of a form, then with what every form is given."""
    first, *others = [(int(form), law_of(mechanism, form)) for form in mechanism.forms]
    chosen = _always(first[1])
    for number, law in others:
        chosen = _either(number, law, chosen)
    return chosen


def _always(law: Answer) -> Answer:
    """The form that answers where no other is chosen."""

    @compilable
    def answer(form, *given):
        return law(*given)

    return answer


def _either(number: int, law: Answer, otherwise: Answer) -> Answer:
    """The form with a number, or what the others answer."""

    @compilable
    def answer(form, *given):
        if form == number:
            return law(*given)
        return otherwise(form, *given)

    return answer
