"""What the article says, statement by statement, what each became in the scenario, and where sources contradict it
or each other.

The statements are told in our own words (origin: sim/data/README.md). A paragraph is cited by a value whose source is
`article-pN` or whose note names PN. Nothing here decides a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.scenario.files.documents import parse
from sim.scenario.schema.complaints import validated

PARAGRAPHS = tuple(range(1, 16))
WITHOUT_STATEMENT = (8,)
SOURCE = re.compile(r"article-p(\d+)")
NAMED = re.compile(r"\bP(\d+)(?:\s*[-–]\s*P?(\d+))?\b")


class Role(StrEnum):
    """What a statement of the article became."""

    VALUE = "value"
    SETTING = "setting"
    ELSEWHERE = "elsewhere"
    REASON = "reason"
    DIRECTION = "direction"
    RESULT = "result"
    LEFT_OUT = "left_out"


WITH_VALUES = (Role.VALUE, Role.SETTING, Role.ELSEWHERE, Role.REASON, Role.DIRECTION)


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(_Entry):
    """One statement of the article: its paragraph, what it says, what it became and where."""

    paragraph: int = Field(ge=1, le=15)
    says: str
    role: Role
    became: str
    values: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _role_and_places_agree(self) -> Fact:
        if bool(self.values) != (self.role in WITH_VALUES):
            raise ValueError(f"role {self.role} {'needs' if self.role in WITH_VALUES else 'has no'} values")
        if bool(self.results) != (self.role is Role.RESULT):
            raise ValueError(f"role {self.role} {'needs' if self.role is Role.RESULT else 'has no'} results")
        return self

    @property
    def source(self) -> str:
        """Id of the source that the paragraph is."""
        return f"article-p{self.paragraph}"


class Disagreement(_Entry):
    """A value about which sources contradict each other; it holds while the value rests on `source`."""

    value: str
    source: str
    also: tuple[str, ...]
    differ: str
    done: str


class _Facts(_Entry):
    facts: tuple[Fact, ...]


class _Disagreements(_Entry):
    disagreements: tuple[Disagreement, ...]


Model = TypeVar("Model", bound=BaseModel)


def _packaged(model: type[Model], name: str) -> Model:
    return validated(model, parse(files("sim").joinpath("data", name).read_text(encoding="utf-8"), f"sim/data/{name}"))


@lru_cache(maxsize=1)
def facts() -> tuple[Fact, ...]:
    """Every statement of the article in its order."""
    return _packaged(_Facts, "article_facts.yaml").facts


@lru_cache(maxsize=1)
def disagreements() -> tuple[Disagreement, ...]:
    """Every contradiction among the sources that is told."""
    return _packaged(_Disagreements, "disagreements.yaml").disagreements


def paragraphs_cited(source: str, note: str) -> frozenset[int]:
    """The paragraphs of the article that a value's source or note names; P10-P12 names three."""
    cited = {int(number) for number in SOURCE.findall(source)}
    for first, last in NAMED.findall(note):
        cited |= set(range(int(first), int(last or first) + 1))
    return frozenset(cited)


def facts_behind(path: str) -> tuple[Fact, ...]:
    """The statements that went into a value."""
    return tuple(fact for fact in facts() if path in fact.values)


def still_holding(sources: Mapping[str, str]) -> tuple[Disagreement, ...]:
    """The contradictions that touch a scenario, from the source of each of its values by path."""
    return tuple(one for one in disagreements() if sources.get(one.value) == one.source)
