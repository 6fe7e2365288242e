"""Tables for terminals of any width: side by side where that fits, else one value a line; nothing is ever cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

Spelling = Callable[[str], str]
GAP = 2
LONGEST_WORD = 32  # a longer one is a path or an id, and may go on in the next line; no number is so long


@dataclass(frozen=True)
class Grid:
    """A heading for each column, and rows of plain text, some in a style of their own."""

    columns: tuple[str, ...]
    rows: list[tuple[tuple[str, ...], str]] = field(default_factory=list)
    least_widths: tuple[int, ...] = ()

    def add_row(self, *cells: str, style: str = "") -> None:
        """Add one row, a text for each column."""
        self.rows.append((cells, style))

    def spelled(self, spelling: Spelling) -> Grid:
        """The same with every text in another spelling."""
        rows = [(tuple(map(spelling, cells)), style) for cells, style in self.rows]
        return replace(self, columns=tuple(map(spelling, self.columns)), rows=rows)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        widths = self._widths(options.max_width)
        if widths is not None:
            yield self._table(widths)
            return
        for cells, style in self.rows:
            yield from self._stacked(cells, style)

    def _widths(self, room: int) -> list[int] | None:
        """The width of each column, no number broken; None where that does not fit."""
        texts = list(zip(self.columns, *(cells for cells, _ in self.rows), strict=True))
        full = [max(map(cell_len, column)) for column in texts]
        words = [max(map(cell_len, " ".join(column).split()), default=0) for column in texts]
        least = [
            max(min(word, LONGEST_WORD), low)
            for word, low in zip(words, self.least_widths or [0] * len(words), strict=True)
        ]
        wanted = [max(0, most - fewest) for most, fewest in zip(full, least, strict=True)]
        spare = room - sum(least) - GAP * len(least)
        if spare < 0:
            return None
        if spare >= 2 * wanted[0]:
            least[0], spare, wanted[0] = least[0] + wanted[0], spare - wanted[0], 0
        share = min(1.0, spare / max(1, sum(wanted)))
        return [fewest + int(share * more) for fewest, more in zip(least, wanted, strict=True)]

    def _table(self, widths: Sequence[int]) -> Table:
        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, GAP, 0, 0))
        for column, width in zip(self.columns, widths, strict=True):
            table.add_column(Text(column), overflow="fold", width=width)
        for cells, style in self.rows:
            table.add_row(*map(Text, cells), style=style)
        return table

    def _stacked(self, cells: tuple[str, ...], style: str) -> Iterator[RenderableType]:
        """One row below the other: its first cell, then each other one that says something, under its heading."""
        yield Text(cells[0], style=style, overflow="fold")
        for column, cell in zip(self.columns[1:], cells[1:], strict=True):
            if cell:
                line = f"{column}: {cell}" if column else cell
                yield Padding(Text(line, style=style, overflow="fold"), (0, 0, 0, 2), expand=False)


def respelled(shown: object, spelling: Spelling) -> RenderableType:
    """What is to be shown with all its texts in another spelling, before its layout is found."""
    if isinstance(shown, str):
        return spelling(shown)
    if isinstance(shown, Grid):
        return shown.spelled(spelling)
    if isinstance(shown, Text):
        return _respelled_text(shown, spelling)
    if isinstance(shown, Group):
        return Group(*(respelled(one, spelling) for one in shown.renderables))
    return shown  # type: ignore[return-value]  # another renderable of rich: the stream spells what it lacks


def _respelled_text(text: Text, spelling: Spelling) -> Text:
    """A text in another spelling, piece by piece so that each keeps its style."""
    cuts = sorted({end for span in text.spans for end in (span.start, span.end)})
    pieces = text.divide(cuts) if cuts else [text]
    result = Text(style=text.style, overflow="fold")
    for piece in pieces:
        result.append(spelling(piece.plain), piece.spans[0].style if piece.spans else None)
    return result
