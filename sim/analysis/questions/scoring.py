"""Answers against what came, the model's and each crowd's: Brier score and log score, lower is better.

A question alone: (p - o)² and -ln of the chance stated for what came [nats]. Several answers that exclude each other
(`of`), all resolved, one of them yes: the sum of (p - o)² over them, and -ln of the chance of the one that came (Brier
1950, with its range of 0 to 2; Good 1952). A wrong certainty has no finite log score: None.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.analysis.uncertainty import Entry
from sim.errors import InputError
from sim.scenario.files.suggestions import near, shown
from sim.scenario.observed.tables import read_table

MODEL = "model"
TRUTHS = {"1": 1, "yes": 1, "0": 0, "no": 0}
Pairs = list[tuple[float, int]]  # stated, came


def read_outcomes(file: Path, ids: Sequence[str]) -> dict[str, int]:
    """What became of questions: columns id and outcome (1 or yes, 0 or no); an empty outcome is not resolved yet."""
    table = read_table(file)
    names, texts = table.require("id", "which question"), table.require("outcome", "1 or 0; empty: not yet")
    found: dict[str, int] = {}
    for row, (name, text) in enumerate(zip(names, texts, strict=True)):
        if name not in ids:
            raise InputError(f"{table.place(row)}: id = {shown(name)} was not asked; {near(name, ids)}")
        if name in found:
            raise InputError(f"{table.place(row)}: id = {name} is resolved twice; keep one")
        if text and text.lower() not in TRUTHS:
            raise InputError(f"{table.place(row)}: outcome = {shown(text)} is neither 1 nor 0; leave it empty if open")
        if text:
            found[name] = TRUTHS[text.lower()]
    return found


def scored(answers: Sequence[Entry], came: Mapping[str, int]) -> Entry:
    """Scores of each resolved question, of each group of answers that exclude each other, and means, by who answered.

    Each mean stands beside the model's over the same questions.
    """
    alone = [row for one in answers if one["id"] in came for row in _rows(one["id"], [one], came, binary)]
    groups = [row for of, members in _groups(answers, came) for row in _rows(of, members, came, of_several)]
    return {
        "resolved": len(came),
        "open": len(answers) - len(came),
        "questions": alone,
        "groups": groups,
        "means": _means(alone),
        "group_means": _means(groups),
    }


def binary(pairs: Pairs) -> tuple[float, float | None]:
    """Brier and log score [nats] of one chance."""
    [(stated, came)] = pairs
    return (stated - came) * (stated - came), _surprise(stated if came else 1.0 - stated)


def of_several(pairs: Pairs) -> tuple[float, float | None]:
    """The same of answers of which one came."""
    brier = sum((stated - came) * (stated - came) for stated, came in pairs)
    return brier, _surprise(next(stated for stated, came in pairs if came))


def _surprise(chance: float) -> float | None:
    return -math.log(chance) if chance > 0.0 else None


def _groups(answers: Sequence[Entry], came: Mapping[str, int]) -> Iterator[tuple[str, list[Entry]]]:
    """Those wholly resolved, with one answer that came."""
    for of in dict.fromkeys(one["of"] for one in answers if one["of"]):
        members = [one for one in answers if one["of"] == of]
        known = [came[one["id"]] for one in members if one["id"] in came]
        if len(known) == len(members) > 1 and sum(known) == 1:
            yield of, members


def _rows(name: str, members: Sequence[Entry], came: Mapping[str, int], score: Any) -> Iterator[Entry]:
    """A row for the model and for each crowd, by day, that answered all of them."""
    stated = [_stated(one) for one in members]
    for who in stated[0]:
        if all(who in one for one in stated):
            brier, log = score([(own[who], came[one["id"]]) for own, one in zip(stated, members, strict=True)])
            yield {"id": name, "who": who[0], "asked": who[1], "brier": brier, "log": log}


def _stated(answer: Entry) -> dict[tuple[str, str], float]:
    """Who stated which chance on which day."""
    own = {} if answer["scored_as"] is None else {(MODEL, ""): answer["scored_as"]}
    return {**own, **{(str(one["who"]), str(one["asked"])): one["chance"] for one in answer["crowd"]}}


def _means(rows: Sequence[Entry]) -> list[Entry]:
    """Mean scores by who answered when, each beside the model's mean over the same questions."""
    by_who: dict[tuple[str, str], list[Entry]] = {}
    for row in rows:
        by_who.setdefault((row["who"], row["asked"]), []).append(row)
    model = {row["id"]: row for row in by_who.get((MODEL, ""), ())}
    return [
        {
            "who": who, "asked": asked, "n": len(own), **_mean(own),
            "model_on_the_same": _mean([model[row["id"]] for row in own if row["id"] in model]),
        }
        for (who, asked), own in by_who.items()
    ]  # fmt: skip


def _mean(rows: Iterable[Entry]) -> Entry:
    own = list(rows)
    logs = [row["log"] for row in own]
    return {
        "brier": sum(row["brier"] for row in own) / len(own) if own else None,
        "log": sum(logs) / len(logs) if logs and None not in logs else None,
    }
