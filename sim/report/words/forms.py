"""Mechanisms and forms of the rival laws as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.report.words.numbers import counted, listed
from sim.scenario.values.law_forms import MECHANISMS

MECHANISM_WORDS = {
    "attrition.form": "attrition",
    "command.policy": "the order to leave",
    "ground.tempo_form": "tempo",
    "ground.advance_form": "advance",
    "ground.force_form": "force to ground",
    "attrition.collapse_form": "a day's collapse",
    "talks.acceptance_form": "how terms are seen",
    "truce.form": "how a truce lasts",
}
SIGNS = {"+": "more", "-": "less", "0": "open"}
_WORDS = {(mechanism.slot, form.key): form.law.words for mechanism in MECHANISMS for form in mechanism.forms}


def form_words(slot: str, key: str) -> str:
    """What a form is called; nothing for the row of all runs."""
    return _WORDS.get((slot, key), "")


def agreement_words(entry: Mapping[str, Any]) -> str:
    """'less over all pairs, and under 9 of 11 laws; 2 leave it open': an entry of `sim.analysis.forms.by_form`."""
    more, less, still_open, n = (int(entry[key]) for key in ("more", "less", "open", "forms"))
    if not n:
        return "no law is drawn in both"
    of_all = counted(n, "law")
    if entry["sign"] == "0":
        said = [f"{number} {_says(number)} {word}" for number, word in ((more, "more"), (less, "less")) if number]
        return f"open over all pairs, and under {still_open} of {of_all}" + (f"; {listed(said)}" if said else "")
    sign = SIGNS[str(entry["sign"])]
    alike, other = (more, less) if sign == "more" else (less, more)
    against = "less" if sign == "more" else "more"
    rest = [f"{still_open} {'leaves' if still_open == 1 else 'leave'} it open"] if still_open else []
    rest += [f"{other} {_says(other)} {against}"] if other else []
    return f"{sign} over all pairs, and under {alike} of {of_all}" + (f"; {listed(rest)}" if rest else "")


def _says(number: int) -> str:
    return "says" if number == 1 else "say"


def turning_words(slots: list[str]) -> str:
    """With which laws a sign turns round; nothing where with none."""
    if not slots:
        return ""
    return f"whether it is more or less turns with {listed([f'the law of {MECHANISM_WORDS[slot]}' for slot in slots])}"
