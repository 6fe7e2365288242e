"""Mechanisms and forms of the rival laws as people read them."""

from __future__ import annotations

from sim.scenario.values.law_forms import MECHANISMS

MECHANISM_WORDS = {
    "attrition.form": "attrition",
    "command.policy": "the order to leave",
    "ground.tempo_form": "tempo",
    "ground.force_form": "force to ground",
    "attrition.collapse_form": "a day's collapse",
    "talks.acceptance_form": "how terms are seen",
    "truce.form": "how a truce lasts",
}
_WORDS = {(mechanism.slot, form.key): form.law.words for mechanism in MECHANISMS for form in mechanism.forms}


def form_words(slot: str, key: str) -> str:
    """What a form is called; nothing for the row of all runs."""
    return _WORDS.get((slot, key), "")
