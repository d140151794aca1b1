"""What our Word documents are put together from: an A4 paper in our typefaces, its title, tables and clean text."""

import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.run import Run

LATIN = "Times New Roman"
HAN = "宋体"
"""The typeface of Chinese official papers, which every Chinese Word has; others fall back to one of theirs."""

MARGIN = 18
TEXT_WIDTH = 210 - 2 * MARGIN
"""Millimetres between the margins of the A4 page."""

SIZES = {"Normal": 10.5, "Heading 2": 12, "Footer": 8}
CELL_SIZE = 9.5
TITLE_SIZE = 18

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2)."""


def clean(text: str) -> str:
    """`text` without what a Word document cannot hold."""
    return _NOT_XML.sub("", text)


def a4_paper(title: str, language: str) -> Paper:
    """An empty A4 document with our margins and typefaces; `language` is `zh` or `en`."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(MARGIN)
    for name, size in SIZES.items():
        style: Any = paper.styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        _typefaces(style.element.get_or_add_rPr(), language)
    paper.core_properties.title = clean(title)
    paper.core_properties.author = ""
    return paper


def _typefaces(properties: Any, language: str) -> None:
    """Name the typefaces of Latin and Chinese text; a theme's typeface would win over a named one, so it goes."""
    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if "heme" in attribute:
            del fonts.attrib[attribute]
    for script, face in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", HAN)):
        fonts.set(qn(f"w:{script}"), face)
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "zh-CN" if language == "zh" else "en-GB")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    properties.append(spoken)


def add_title(paper: Paper, text: str) -> None:
    """The title of the document, centred."""
    line = paper.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(clean(text))
    run.bold, run.font.size = True, Pt(TITLE_SIZE)


def add_table(paper: Paper, widths: Sequence[float]) -> Table:
    """A table without rows, its columns of the given widths in millimetres."""
    table: Table = paper.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def add_row(table: Table) -> Sequence[_Cell]:
    """The cells of a new last row."""
    cells: Sequence[_Cell] = table.add_row().cells  # type: ignore[no-untyped-call]  # python-docx says no type here
    return cells


def fill(cell: _Cell, text: str, *, bold: bool = False) -> Run:
    """Write into an empty cell; gives the run that was written."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run: Run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, Pt(CELL_SIZE)
    return run


def repeat_first_row(table: Table) -> None:
    """Show the heading again on every page that the table runs over."""
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
