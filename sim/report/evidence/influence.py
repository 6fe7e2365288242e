"""Which values move the answers, so that what is both influential and judged comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sim.analysis.drivers import clear_differences
from sim.analysis.ensemble_like import EnsembleLike, amount_values, lost_below
from sim.experiment.design.drawn import Drawn
from sim.language.saying import say, spoken
from sim.report.evidence.values import Parameter
from sim.report.words import numbers as words
from sim.report.words.measures import level
from sim.report.words.outcomes import DRIVEN, ENTRIES, label
from sim.scenario.values.distributions import Basis

HOW_FAR = spoken(
    "How far: the answer where a value is in its highest third against where it is in its lowest, in futures of 100; "
    "for people killed or wounded, in ranks of 100. On average at most one in twenty of those listed for an answer is "
    "there by chance. These are associations within the simulated futures, not causes in the world."
)


@dataclass(frozen=True)
class Influence:
    """The answer that a value moves most, as the table of outcomes says it, and how far.

    `size`: in shares, or in mean ranks for an amount; from 0 to 1.
    """

    moved: str
    size: float


def influences(ensemble: EnsembleLike, drawn: Drawn) -> dict[str, Influence]:
    """By path, each value that clearly moves one of the answers told on the first screen."""
    at = level(lost_below(ensemble))
    largest: dict[str, Influence] = {}
    for name in DRIVEN:
        found = clear_differences(amount_values(ensemble, name), drawn, ENTRIES[name].kind)
        for path, size in found.items():
            if path not in largest or largest[path].size < size:
                largest[path] = Influence(label(name, at), size)
    return largest


def weightiest_first(found: Sequence[Parameter], moving: Mapping[str, Influence]) -> tuple[Parameter, ...]:
    """Values that move an answer and are judged, those that move one and rest on more, then the others as they were."""

    def weight(one: Parameter) -> tuple[int, float]:
        influence = moving.get(one.path)
        if influence is None:
            return 2, 0.0
        return int(one.basis != Basis.JUDGEMENT), -influence.size

    return tuple(sorted(found, key=weight))


def sentence(found: Sequence[Parameter], moving: Mapping[str, Influence], runs: int) -> str:
    """How many values clearly move an answer in so many runs, and how many of these are judged."""
    bases = [one.basis for one in found if one.path in moving]
    judged = sum(basis == Basis.JUDGEMENT for basis in bases)
    counted = words.counted(runs, "run")
    if not bases:
        return say("No value clearly moves an answer in {runs}: they stand as in the files.", runs=counted)
    return say(
        "{values} clearly {move} an answer in {runs}, {judged} of them judged; these come first, the most influential "
        "on top.",
        values=words.counted(len(bases), "value"), move="moves" if len(bases) == 1 else "move", runs=counted,
        judged=judged or "none",
    )
