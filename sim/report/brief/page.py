"""A brief as one HTML file: it loads nothing, its charts are SVG with words, light and dark, and it prints on A4."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from sim.language.saying import current
from sim.report.brief.content import Block, Brief, Chart, Points, Section, Table, Text, grouped, strong_parts
from sim.report.drawing.palette import ThemeName
from sim.report.drawing.still import drawn

STYLE = Path(__file__).with_name("page.css")
A_ROW = 2  # charts
FOR_BROWSERS = {8: 0.86, 4: 0.89, 0: 0.97}  # size of printed letters by columns of a table, wide fonts kept in mind
SHORT = 12  # rows of a table that stays on one page
OPENING = re.compile(r"<svg\b[^>]*?>", re.DOTALL)
SHAPE = re.compile(r'\b(?:viewBox|width|height)="[^"]*"')
NAMED = re.compile(r'(\bid="|url\(#|href="#)')
Drawings = Mapping[int, Mapping[ThemeName, str]]  # by the chart's own identity


def page(brief: Brief, drawings: Drawings | None = None, size: float | None = None) -> str:
    """The whole file as text. The same brief gives the same text.

    `size` is that of printed letters against the usual; without one, what lets a browser keep to the brief's pages.
    `drawings` are those of `drawings_of`, drawn now where none are given.
    """
    drawings = drawings_of(brief) if drawings is None else drawings
    size = brief.fitted(FOR_BROWSERS) if size is None else size
    body = "\n".join(part for section in brief.sections for part in _section(section, drawings))
    return f"""<!doctype html>
<html lang="{current().code}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Salient">
<title>{escape(brief.title)}</title>
<style>
{STYLE.read_text(encoding="utf-8")}:root {{ --size: {size:g}; }}
</style>
</head>
<body>
<main class="{brief.length.value}">
<header>
<p class="kicker">{escape(brief.kicker)}</p>
<h1>{escape(brief.title)}</h1>
</header>
{body}
<footer>{escape(brief.foot)}</footer>
</main>
</body>
</html>
"""


def drawings_of(brief: Brief, themes: Sequence[ThemeName] = ("light", "dark")) -> Drawings:
    """Each chart as SVG in each theme, all drawn at once."""
    places = [(at, theme) for at in range(len(brief.charts)) for theme in themes]
    specs = [brief.charts[at].specs[theme] for at, theme in places]
    svgs = [one.decode() for one in drawn(specs, "svg")] if specs else []
    found: dict[int, dict[ThemeName, str]] = {id(chart): {} for chart in brief.charts}
    for (at, theme), svg in zip(places, svgs, strict=True):
        chart = brief.charts[at]
        found[id(chart)][theme] = _inline(svg, chart.alt, f"{theme}{at}")
    return found


def _inline(svg: str, alt: str, prefix: str) -> str:
    """An SVG that is one picture to a reader of the screen, as wide as its place, with names of its own on the page."""
    found = OPENING.search(svg)
    if found is None:
        return ""
    shape = " ".join(SHAPE.findall(found[0]))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {shape} '
        f'role="img" aria-labelledby="{prefix}-title"><title id="{prefix}-title">{escape(alt)}</title>'
    )
    rest = NAMED.sub(lambda start: f"{start[0]}{prefix}-", svg[found.end() :])
    return f"{opening}{rest.strip()}"


def _section(section: Section, drawings: Drawings) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(section.heading)}</h2>"
    for blocks in grouped(section.blocks):
        if isinstance(blocks[0], Chart):
            charts = [block for block in blocks if isinstance(block, Chart)]
            for start in range(0, len(charts), A_ROW):
                row = "\n".join(_chart(one, drawings) for one in charts[start : start + A_ROW])
                yield f'<div class="charts">\n{row}\n</div>'
        else:
            yield _block(blocks[0])
    yield "</section>"


def _chart(chart: Chart, drawings: Drawings) -> str:
    drawn_ones = drawings.get(id(chart), {}).items()
    pictures = "".join(f'<div class="{theme}">{svg}</div>\n' for theme, svg in drawn_ones)
    caption = f"<figcaption>{_strong(chart.title)}</figcaption>"
    return f'<figure>\n{caption}\n{pictures}<p class="note">{_strong(chart.note)}</p>\n</figure>'


def _block(block: Block) -> str:
    if isinstance(block, Text):
        if block.style == "code":
            return f"<code>{escape(block.text)}</code>"
        kind = "" if block.style == "plain" else f' class="{block.style}"'
        return f"<p{kind}>{_strong(block.text)}</p>"
    if isinstance(block, Points):
        lines = "\n".join(f"<li>{_strong(line)}</li>" for line in block.lines)
        small = ' class="small"' if block.small else ""
        return f"<ul{small}>\n{lines}\n</ul>"
    assert isinstance(block, Table)
    return _table(block)


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for name, *cells in table.rows
    )
    kind = "short" if len(table.rows) <= SHORT else "long"
    note = f'\n<p class="note">{_strong(table.note)}</p>' if table.note else ""
    return f"""<div class="scroll {kind}" role="region" tabindex="0" aria-label="{escape(table.caption)}">
<table class="{kind} columns-{len(table.head)}">
<caption>{escape(table.caption)}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>{note}"""


def _strong(text: str) -> str:
    parts = ((escape(part), strong) for part, strong in strong_parts(text))
    return "".join(f"<strong>{part}</strong>" if strong else part for part, strong in parts)
