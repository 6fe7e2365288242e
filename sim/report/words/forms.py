"""Mechanisms and forms of the rival laws as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.language.saying import say, say_many
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
    return say(_WORDS.get((slot, key), ""))


def agreement_words(entry: Mapping[str, Any]) -> str:
    """'less over all pairs, and under 9 of 11 laws; 2 leave it open': an entry of `sim.analysis.forms.by_form`."""
    more, less, still_open, n = (int(entry[key]) for key in ("more", "less", "open", "forms"))
    if not n:
        return say("no law is drawn in both")
    of_all = counted(n, "law")
    if entry["sign"] == "0":
        first = say("open over all pairs, and under {k} of {laws}", k=still_open, laws=of_all)
        return _with_others(first, [says for says in (_say_more(more), _say_less(less)) if says])
    if SIGNS[str(entry["sign"])] == "more":
        first = say("more over all pairs, and under {k} of {laws}", k=more, laws=of_all)
        return _with_others(first, [says for says in (_leave_open(still_open), _say_less(less)) if says])
    first = say("less over all pairs, and under {k} of {laws}", k=less, laws=of_all)
    return _with_others(first, [says for says in (_leave_open(still_open), _say_more(more)) if says])


def _with_others(first: str, others: list[str]) -> str:
    return f"{first}; {listed(others)}" if others else first


def _say_more(n: int) -> str:
    return say_many("{n} says more", "{n} say more", n) if n else ""


def _say_less(n: int) -> str:
    return say_many("{n} says less", "{n} say less", n) if n else ""


def _leave_open(n: int) -> str:
    return say_many("{n} leaves it open", "{n} leave it open", n) if n else ""


def turning_words(slots: list[str]) -> str:
    """With which laws a sign turns round; nothing where with none."""
    if not slots:
        return ""
    return say(
        "whether it is more or less turns with {list}",
        list=listed([say("the law of {mechanism}", mechanism=say(MECHANISM_WORDS[slot])) for slot in slots]),
    )
