"""Findings and small tables as HTML that any notebook shows: its own colours, light or dark, every text escaped.

No colour is set: text, lines and background are those of the page around, so that contrast is the page's. Tables have a
caption and heads of rows and columns, as screen readers need them.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sim.report.words.markdown import shown

OWN = ".salient-answer.salient-answer"  # said twice, so that it comes before what a notebook sets for its tables
STYLE = (
    "<style>"
    f"{OWN}{{max-width:72rem;line-height:1.45}}"
    f"{OWN} .finding{{font-size:1.1em;font-weight:600;margin:.2em 0 .5em}}"
    f"{OWN} ul{{margin:.3em 0 .6em;padding-left:1.3em}}"
    f"{OWN} .scroll{{overflow-x:auto}}"
    f"{OWN} table{{border-collapse:collapse;margin:.4em 0;font-size:.95em}}"
    f"{OWN} caption{{text-align:left;caption-side:top;padding:.2em 0}}"
    f"{OWN} table th,{OWN} table td{{text-align:left;vertical-align:top;padding:.2em .9em .2em 0;white-space:normal;"
    "max-width:none;border:0;border-bottom:1px solid color-mix(in srgb,currentColor 30%,transparent)}"
    f"{OWN} table th{{font-weight:600}}"
    f"{OWN} table tbody th{{font-weight:400;max-width:26rem}}"
    "</style>"
)


def section(finding: str, lines: Sequence[str] = (), body: str = "", note: str = "") -> str:
    """A part of a page: the finding, then lines (HTML), a body (HTML) and a note; finding and note are plain text."""
    listed = "".join(f"<p>{line}</p>" for line in lines if line)
    last = f"<p>{escape(note)}</p>" if note else ""
    return (
        f'{STYLE}<section class="salient-answer" lang="en" aria-label="{escape(shown(finding))}">'
        f'<p class="finding">{escape(finding)}</p>{listed}{body}{last}</section>'
    )


def bullets(lines: Sequence[str]) -> str:
    """Sentences as a list; nothing for none."""
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>" if lines else ""


def table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with the head of each row in its first cell; every text is escaped."""
    columns = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(_row(row) for row in rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(shown(caption))}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{columns}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[str]) -> str:
    first, *others = (escape(shown(cell)) for cell in cells)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'
