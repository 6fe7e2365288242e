"""Makes one law of a mechanism's rival forms: whoever calls it gets the answer of the form that the scenario chose."""

from collections.abc import Callable
from importlib import import_module
from inspect import signature
from typing import Any

from sim.model.numbers.compilable import compilable
from sim.scenario.values.laws import Form, Mechanism

Answer = Callable[..., Any]


def law_of(mechanism: Mechanism, form: Form) -> Answer:
    """What a form answers: the function of its own file."""
    answer: Answer = getattr(import_module(f"sim.model.{mechanism.laws}.{form.key}"), mechanism.answers)
    return answer


def chosen_among(mechanism: Mechanism) -> Answer:
    """The law of a mechanism: called with the number of a form, then with what every form is given.

    It is one function, written out as text: one a form, each asking the next, would take a second of every first start.
    The first form answers where no other is chosen.
    """
    first, *others = [(int(form), law_of(mechanism, form)) for form in mechanism.forms]
    given = ", ".join(signature(first[1]).parameters)
    lines = [f"def {mechanism.answers}(form, {given}):"]
    lines += [f"    if form == {number}:\n        return law_{number}({given})" for number, _ in others]
    lines += [f"    return law_{first[0]}({given})"]
    namespace: dict[str, Any] = {f"law_{number}": law for number, law in (first, *others)}
    exec("\n".join(lines) + "\n", namespace)
    return compilable(namespace[mechanism.answers])
