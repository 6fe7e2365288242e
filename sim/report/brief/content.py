"""What a brief holds, as plain data: headings, sentences, tables and charts. Builders make it, writers write it.

In a text, what stands between two asterisks on either side is strong; nothing else in it is markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from sim.report.drawing.palette import ThemeName

Spec = dict[str, Any]
STRONG = "**"


class Length(StrEnum):
    """For whom a brief is: one page, or four."""

    minister = "minister"
    analyst = "analyst"

    @property
    def pages(self) -> int:
        """Pages of A4 that it may fill."""
        return 1 if self is Length.minister else 4


@dataclass(frozen=True)
class Text:
    """A paragraph: the first one read, a plain one, a note, or something to type."""

    text: str
    style: Literal["lead", "plain", "note", "code"] = "plain"


@dataclass(frozen=True)
class Points:
    """Sentences that stand beside each other; `small` where there are many."""

    lines: tuple[str, ...]
    small: bool = False


@dataclass(frozen=True)
class Table:
    """Texts in rows under a head; the first column names its row. `caption` says what it holds."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart as Vega-Lite with its numbers inside, by theme, under its finding; `alt` is what is to be seen.

    Without specifications there is nothing to draw, and `note` says so.
    """

    title: str
    alt: str
    note: str
    specs: Mapping[ThemeName, Spec]


Block = Text | Points | Table | Chart


@dataclass(frozen=True, eq=False)
class Section:
    """Blocks under a heading; charts stand two in a row."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, eq=False)
class Brief:
    """A brief: its finding as title, for whom it is, its sections, and the line at its foot."""

    length: Length
    kicker: str
    title: str
    sections: tuple[Section, ...]
    foot: str

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts that can be drawn, in their order."""
        blocks = (block for section in self.sections for block in section.blocks)
        return tuple(block for block in blocks if isinstance(block, Chart) and block.specs)

    @property
    def columns(self) -> int:
        """Those of its first table: of several scenarios two each, which then take more room in all that is said."""
        blocks = (block for section in self.sections for block in section.blocks)
        return next((len(block.head) for block in blocks if isinstance(block, Table)), 0)

    def fitted(self, sizes: Mapping[int, float]) -> float:
        """Of sizes by least columns, widest first, the one for this brief."""
        return next(size for least, size in sizes.items() if self.columns >= least)


def strong_parts(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text, and whether each is strong."""
    for place, part in enumerate(text.split(STRONG)):
        if part:
            yield part, place % 2 == 1


def grouped(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The blocks, with charts that follow each other together."""
    charts: list[Block] = []
    for block in blocks:
        if isinstance(block, Chart):
            charts.append(block)
            continue
        if charts:
            yield tuple(charts)
            charts = []
        yield (block,)
    if charts:
        yield tuple(charts)
