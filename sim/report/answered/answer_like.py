"""What words and pictures ask of an answer, wherever its runs come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from sim.analysis.ensemble_like import EnsembleLike

if TYPE_CHECKING:
    from sim.scenario.loaded import LoadedScenario

Entry = Mapping[str, Any]


class RequestLike(Protocol):
    """The theme, and the scenarios read."""

    @property
    def theme(self) -> str: ...
    def loaded(self) -> Sequence[LoadedScenario]: ...


class AnswerLike(Protocol):
    """Results, summaries and differences of the scenarios of a page."""

    @property
    def request(self) -> RequestLike: ...
    @property
    def results(self) -> Sequence[EnsembleLike]: ...
    @property
    def summaries(self) -> Sequence[Entry]: ...
    @property
    def differences(self) -> Sequence[Entry]: ...
