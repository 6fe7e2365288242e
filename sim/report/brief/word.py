"""A brief as a Word document: real headings, heads of tables, words behind pictures, and a language."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sim.errors import ExtraMissing
from sim.language.saying import ENGLISH, current
from sim.report.brief.content import Block, Brief, Chart, Length, Points, Section, Table, Text, grouped
from sim.report.brief.content import strong_parts as parts_of
from sim.report.drawing.still import drawn

if TYPE_CHECKING:
    from docx.document import Document

INSTALL = "a Word document needs python-docx: pip install 'salient-sim[report]', or write --out brief.html"
SCALE = 2.5
PICTURE_MM = 85
LONGEST_PROPERTY = 255  # letters that Word takes as a title or a comment
MARGINS_MM = {"top": 12, "bottom": 12, "left": 15, "right": 15}
POINTS = {Length.minister: {8: 8.0, 6: 8.3, 4: 8.6, 0: 9.0}, Length.analyst: {0: 7.5}}  # of letters, by columns
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that an archive can hold: a brief does not say when it was written
FONT = "Arial"
OF_THE_TEMPLATE = ("rFonts", "lang", "spacing", "kern")
LONG = 12  # rows
FEWEST, MOST = 14, 46  # letters by which a column is measured
QUIET, ACCENT = "4A4A4A", "1F5A85"


def missing() -> str:
    """Why no Word document can be written here, and what to do; empty where one can."""
    return "" if find_spec("docx") else INSTALL


def docx(brief: Brief) -> bytes:
    """The file. The same brief gives the same bytes; its metadata hold no time."""
    if missing():
        raise ExtraMissing(INSTALL)
    from docx import Document

    document = Document()
    _prepare(document, brief)
    pngs = iter(drawn([chart.specs["light"] for chart in brief.charts], "png", SCALE) if brief.charts else [])
    _paragraph(document, brief.kicker, "Subtitle")
    _paragraph(document, brief.title, "Title")
    for section in brief.sections:
        _section(document, section, pngs)
    _paragraph(document, brief.foot, "Caption")
    written = io.BytesIO()
    document.save(written)
    return _timeless(written.getvalue())


def _prepare(document: Document, brief: Brief) -> None:
    """Page, letters, language and metadata."""
    import datetime

    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    for side, width in MARGINS_MM.items():
        setattr(page, f"{side}_margin", Mm(width))
    size = brief.fitted(POINTS[brief.length])
    _style(document, "Normal", size, after=2)
    _style(document, "Title", 1.7 * size, after=4, bold=True)
    _style(document, "Subtitle", 0.9 * size, after=0, colour=QUIET)
    _style(document, "Heading 1", 1.12 * size, before=6, after=1, bold=True, colour=ACCENT)
    _style(document, "Caption", 0.88 * size, after=2, colour=QUIET)
    _style(document, "List Bullet", size, after=1)
    properties = document.core_properties
    properties.title, properties.comments = (
        textwrap.shorten(text, LONGEST_PROPERTY, placeholder=" …") for text in (brief.title, brief.kicker)
    )
    properties.author, properties.language = "Salient", _language()
    properties.created = properties.modified = datetime.datetime(*NO_TIME[:6])


def _style(
    document: Document, name: str, size: float, *, before: float = 0, after: float, bold: bool = False,
    colour: str = "111111",
) -> None:  # fmt: skip
    """A style of the template in our letters; its own frame, slant and theme's fonts go."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: Any = document.styles[name]
    font, paragraph = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.color.rgb = Pt(size), bold, False, RGBColor.from_string(colour)
    paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(before), Pt(after), 1.0
    properties = style.element.get_or_add_rPr()
    for old in [old for name in OF_THE_TEMPLATE for old in properties.findall(qn(f"w:{name}"))]:
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    properties.insert(0, fonts)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _language())
    properties.append(language)
    for frame in style.element.iter(qn("w:pBdr")):
        frame.getparent().remove(frame)
        break


def _section(document: Document, section: Section, pngs: Any) -> None:
    _paragraph(document, section.heading, "Heading 1")
    for blocks in grouped(section.blocks):
        if isinstance(blocks[0], Chart):
            _charts(document, [block for block in blocks if isinstance(block, Chart)], pngs)
        else:
            _block(document, blocks[0])


def _block(document: Document, block: Block) -> None:
    if isinstance(block, Text):
        _paragraph(document, block.text, "Caption" if block.style == "note" else "Normal")
    elif isinstance(block, Points):
        for line in block.lines:
            _paragraph(document, line, "List Bullet", small=block.small)
    elif isinstance(block, Table):
        _table(document, block)


def _paragraph(place: Any, text: str, style: str, *, small: bool = False) -> Any:
    """A paragraph with its strong parts."""
    from docx.shared import Pt

    paragraph = place.add_paragraph(style=style)
    for part, strong in parts_of(text):
        run = paragraph.add_run(part)
        if strong:
            run.bold = True
        if small:
            run.font.size = Pt(0.88 * POINTS[Length.analyst][0])
    return paragraph


def _table(document: Document, table: Table) -> None:
    """A table whose head is one, repeated on each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    caption = _paragraph(document, table.caption, "Caption")
    caption.paragraph_format.keep_with_next = True
    grid = document.add_table(rows=1 + len(table.rows), cols=len(table.head))
    _rule(grid)
    _widths(grid, table)
    for place, texts in enumerate((table.head, *table.rows)):
        row = grid.rows[place]
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if place == 0:
            properties.append(OxmlElement("w:tblHeader"))
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _cell(cell, text, strong=place == 0 or column == 0, small=len(table.rows) > LONG)
    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), table.caption)
    grid._tbl.tblPr.append(described)
    if table.note:
        _paragraph(document, table.note, "Caption")


def _rule(grid: Any) -> None:
    """Lines between the rows, and the head told apart from the body by name and not by looks alone."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "B8B8B8")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    grid._tbl.tblPr.append(borders)


def _widths(grid: Any, table: Table) -> None:
    """Columns as wide as what they hold, within limits."""
    from docx.shared import Mm

    whole = 210 - MARGINS_MM["left"] - MARGINS_MM["right"]
    columns = zip(table.head, *table.rows, strict=True)
    letters = [max(FEWEST, min(MOST, max(map(len, texts)))) for texts in columns]
    for column, held in zip(grid.columns, letters, strict=True):
        column.width = width = Mm(whole * held / sum(letters))
        for cell in column.cells:
            cell.width = width


def _cell(cell: Any, text: str, *, strong: bool, small: bool) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold = strong
    if small:
        run.font.size = Pt(0.82 * POINTS[Length.analyst][0])


def _charts(document: Document, charts: Sequence[Chart], pngs: Any) -> None:
    """Charts in two columns of the page, each with its finding above and how to read it below."""
    from docx.enum.section import WD_SECTION
    from docx.enum.text import WD_BREAK
    from docx.shared import Mm

    for start in range(0, len(charts), 2):
        _columns(document.add_section(WD_SECTION.CONTINUOUS), 2)
        for place, chart in enumerate(charts[start : start + 2]):
            title = _paragraph(document, f"**{chart.title}**", "Normal")
            if place == 1:
                title.runs[0].text = ""
                title.runs[0].add_break(WD_BREAK.COLUMN)
                title.runs[0].add_text(chart.title)
            title.paragraph_format.keep_with_next = True
            if chart.specs:
                picture = document.add_picture(io.BytesIO(next(pngs)), width=Mm(PICTURE_MM))
                picture._inline.docPr.set("descr", chart.alt)
                picture._inline.docPr.set("title", chart.title)
                document.paragraphs[-1].paragraph_format.keep_with_next = True
            _paragraph(document, chart.note, "Caption")
        _columns(document.add_section(WD_SECTION.CONTINUOUS), 1)


def _columns(section: Any, n: int) -> None:
    """So many columns in what follows, in a part of the page that begins where the last ended."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = section._sectPr
    for old in properties.findall(qn("w:cols")):
        properties.remove(old)
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), str(n))
    columns.set(qn("w:space"), "340")
    properties.append(columns)


def _timeless(archive: bytes) -> bytes:
    """The same archive with its files in one order and without the time at which each was put into it."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, NO_TIME), before.read(name), zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _language() -> str:
    """The language of the text, as Word spells it: British where it is English."""
    return "en-GB" if current() is ENGLISH else current().code
