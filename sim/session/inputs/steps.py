"""Undo and redo: the inputs that a reader had, one after the other, and what lies between two of them in words.

No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from sim.language.saying import kept, say
from sim.report.drawing.palette import LETTERS
from sim.report.words.markdown import plain
from sim.session.inputs import changes
from sim.session.inputs.address import Choice
from sim.session.inputs.scenarios import Chosen, last_written, title_of

MOST_STEPS = 100
MOST_TOLD = 2
BACK, ON = -1, 1


@dataclass
class Steps:
    """Inputs in the order in which a reader had them; `at` are those of now, between undone and done again."""

    had: list[Choice]
    at: int = 0

    def seen(self, choice: Choice, walked: bool = False) -> None:
        """Take note of the inputs of now; `walked`: the browser went back or on to them, else they are a new step."""
        if choice == self.had[self.at]:
            return
        places = [place for place, one in enumerate(self.had) if one == choice] if walked else []
        if places:
            self.at = min(places, key=lambda place: abs(place - self.at))
            return
        self.had = [*self.had[: self.at + 1], choice][-MOST_STEPS:]
        self.at = len(self.had) - 1

    def beside(self, way: int) -> Choice | None:
        """The inputs that one step back or on leads to; None where there are none."""
        place = self.at + way
        return self.had[place] if 0 <= place < len(self.had) else None

    def told(self, way: int) -> str:
        """What that step changes, in words as Markdown; empty where there is none."""
        then = self.beside(way)
        return "" if then is None else between(self.had[self.at], then)


def between(now: Choice, then: Choice) -> str:
    """What changes from one choice to another: 'Attacker's strength (people): ... → ...'; many are counted."""
    return _between(now, then, last_written())


@kept(maxsize=32)
def _between(now: Choice, then: Choice, written: float) -> str:
    lines = [*_scenarios(now, then, written), *_luck(now, then)]
    more = len(lines) - MOST_TOLD
    return "; ".join(lines[:MOST_TOLD]) + (say("; and {more} more", more=more) if more > 0 else "")


def _scenarios(now: Choice, then: Choice, written: float) -> Iterator[str]:
    """Another scenario in a place, one more or fewer, or other values of the same."""
    several = max(len(now.scenarios), len(then.scenarios)) > 1
    for letter, one, other in zip_longest(LETTERS, now.scenarios, then.scenarios):
        whose = f"{letter}: " if several else ""
        if one is None or other is None:
            if one is not other:
                yield f"{whose}{_title(one)} → {_title(other)}"
        elif one.bare != other.bare:
            yield f"{whose}{_title(one)} → {_title(other)}"
        else:
            yield from (f"{whose}{line}" for line in changes.between(one, other, written))


def _title(chosen: Chosen | None) -> str:
    return say("none") if chosen is None else plain(title_of(chosen.name))


def _luck(now: Choice, then: Choice) -> Iterator[str]:
    if now.runs != then.runs:
        yield say("Runs to refine to: {now:,} → {then:,}", now=now.runs, then=then.runs)
    if now.seed != then.seed:
        yield say("Seed: {now} → {then}", now=now.seed, then=then.seed)
