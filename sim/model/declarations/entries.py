"""What the model declares of an outcome, a daily series, a kind of event, a process: each in one entry, with its words.

Whoever reads, records, tables or tells one of them asks its entry; nothing about it stands elsewhere. In words, `{at}`
is the area at which the foothold is no longer held and `{when}` the span of time asked about.
"""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Any

NOBODY = "nobody: it depends on the reader's aims"

Reader = Callable[[Any], Any]  # from the world to a number; compiled code calls it too


@dataclass(frozen=True, eq=False)
class Outcome:
    """One answer of a replication: how it is read off the end state, what it is, and how people are told of it.

    The kind decides what the reader returns: a `share` whether it is so, a `day` the day or never, a `category` the
    index of its value, an `amount` the number itself; NaN where there is none.
    """

    read: Reader
    name: str
    kind: str
    unit: str
    about: str
    _: KW_ONLY
    head: str  # of its row in a table; without a colon, behind which stands the value of a category
    told: str = ""  # in a sentence: an amount as a noun, a day or a share as what happens
    better_for: str = NOBODY
    categories: tuple[str, ...] = ()
    value_words: Mapping[str, str] = field(default_factory=dict)  # of values that do not read well as they stand
    value_told: Mapping[str, str] = field(default_factory=dict)  # of values that sentences tell, as what happens
    in_comparison: int = 0  # its place in the table of a comparison; 0: not in it
    compared: int = 0  # its place among the differences told in sentences; 0: not told
    drivers: int = 0  # how many sentences at most tell what goes with it
    level_km2: float | None = None  # of the first day with at most so much ground held


@dataclass(frozen=True, eq=False)
class Series:
    """One daily series of a replication: how a day's value is read off the world, and what it is."""

    read: Reader
    name: str
    unit: str
    about: str


@dataclass(frozen=True, eq=False)
class EventKind:
    """One kind of entry in the log: its sentence, and where and how it stands on the time line.

    The sentence may hold {subject}, {first}, {second} and what `describe_event` makes of them. A small kind comes
    daily; `begins` and `ends` name what lasts from the one to the other.
    """

    name: str
    sentence: str
    _: KW_ONLY
    lane: str
    small: bool = False
    tone: str = "plain"
    begins: str = ""
    ends: str = ""


@dataclass(frozen=True, eq=False)
class Process:
    """One process of the cast: where its generator is, what it does, when it acts, and what it touches.

    Its instances have numbers in a row, and words in which the log says who acted. It draws from streams of luck,
    writes fields of the state (`part.field`, or the series) and wakes other processes, all named as they are declared.
    """

    number: int
    generator: str  # module below sim.model, and function
    does: str
    acts: str
    instances: tuple[str, ...]
    streams: tuple[str, ...]
    writes: tuple[str, ...]
    wakes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its generator."""
        return self.generator.partition(":")[2]

    @property
    def several(self) -> bool:
        """Whether it acts in several instances, each of which is told its place among them."""
        return len(self.instances) > 1
