"""An answer form by form, and of two scenarios under the same luck the sign of their difference form by form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.comparison import pair_numbers
from sim.analysis.ensemble_like import Floats
from sim.analysis.uncertainty import Entry, mean_interval, share_numbers
from sim.scenario.values.law_forms import UNKNOWN

Forms = Mapping[str, NDArray[np.int64]]
ENOUGH_PAIRS = 20  # with fewer nothing is said of a sign


def drawn_forms(forms: Forms) -> Iterator[tuple[str, str, NDArray[np.bool_]]]:
    """Slot, form and the replications that have it, of every mechanism of which several forms were drawn."""
    for mechanism in UNKNOWN:
        numbers = forms.get(mechanism.slot)
        if numbers is not None and np.unique(numbers).size > 1:
            for form in mechanism.forms:
                if (numbers == int(form)).any():
                    yield mechanism.slot, form.key, numbers == int(form)


def answers_by_form(outcomes: Mapping[str, tuple[str, Floats]], forms: Forms) -> list[Entry]:
    """For all runs and for each form drawn: how many have it, and each outcome (kind, (replication,)) in them."""
    every = np.ones(len(next(iter(forms.values()))), dtype=np.bool_)
    return [_answers(slot, form, has, outcomes) for slot, form, has in (("", "", every), *drawn_forms(forms))]


def _answers(slot: str, form: str, has: NDArray[np.bool_], outcomes: Mapping[str, tuple[str, Floats]]) -> Entry:
    means = {
        name: _numbers(np.where(has, values, np.nan), share=kind == "share")
        for name, (kind, values) in outcomes.items()
    }
    return {"slot": slot, "form": form, "runs": int(has.sum()), "outcomes": means}


def _numbers(values: Floats, *, share: bool) -> Entry:
    """n, mean, error and interval of the values that are not NaN (replication,)."""
    n = int((~np.isnan(values)).sum())
    if share or not n:
        return share_numbers(values)
    mean, error, low, high = mean_interval(values)
    return {"n": n, "mean": mean, "se": error, "low": low, "high": high}


def differences_by_form(changes: Mapping[str, tuple[str, Floats]], forms: Forms) -> list[Entry]:
    """For all pairs and for each form drawn: each outcome's difference (kind, (replication,)), and its sign."""
    every = np.ones(len(next(iter(forms.values()))), dtype=np.bool_)
    return [_changes(slot, form, has, changes) for slot, form, has in (("", "", every), *drawn_forms(forms))]


def _changes(slot: str, form: str, has: NDArray[np.bool_], changes: Mapping[str, tuple[str, Floats]]) -> Entry:
    told: dict[str, Any] = {}
    for name, (kind, values) in changes.items():
        numbers = pair_numbers(np.where(has, values, np.nan), share=kind == "share")
        told[name] = {**numbers, "sign": sign_of(numbers)}
    return {"slot": slot, "form": form, "runs": int(has.sum()), "outcomes": told}


def sign_of(numbers: Entry) -> str:
    """`+` or `-` where the 95 % interval leaves zero out, `0` where it does not or pairs are too few to tell."""
    if numbers["low"] is None or numbers["n_pairs"] < ENOUGH_PAIRS or numbers["low"] <= 0.0 <= numbers["high"]:
        return "0"
    return "+" if numbers["low"] > 0.0 else "-"


def agreement(rows: list[Entry], name: str) -> Entry:
    """The sign of one difference over all pairs, and how many of the forms drawn say more, less, or leave it open."""
    every, *drawn = rows
    signs = [row["outcomes"][name]["sign"] for row in drawn]
    told = {"more": signs.count("+"), "less": signs.count("-"), "open": signs.count("0")}
    return {"sign": every["outcomes"][name]["sign"], "forms": len(drawn), **told}


def disagreeing(rows: list[Entry], name: str) -> list[str]:
    """Mechanisms among whose forms the sign of one difference turns round, from clearly more to clearly less."""
    signs: dict[str, set[str]] = {}
    for row in rows:
        signs.setdefault(row["slot"], set()).add(row["outcomes"][name]["sign"])
    return [slot for slot, found in signs.items() if {"+", "-"} <= found]
