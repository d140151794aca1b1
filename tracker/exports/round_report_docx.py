"""The record of one round as a Word document: the same content as its PDF, to be edited or put into other papers."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tracker.exports.round_report import round_report_content
from tracker.i18n import Words
from tracker.round_report import RoundReport

LATIN = "Times New Roman"
HAN = "宋体"
"""The typeface of Chinese official papers, which every Chinese Word has; others fall back to one of theirs."""

ALARM = RGBColor(0xB5, 0x39, 0x1F)
QUIET = RGBColor(0x6B, 0x72, 0x80)
SHADE = "EDF0EF"
TEXT_WIDTH = 174
"""Millimetres between the margins of the A4 page."""

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2)."""


def round_report_docx(report: RoundReport, images: Mapping[str, bytes], words: Words) -> bytes:
    """The record as a DOCX; a photo without its picture in `images` is left out."""
    content = round_report_content(report, images, words)
    paper = _paper(content)
    _title(paper, content)
    _head(paper, content["head"])
    for section in content["sections"]:
        paper.add_heading(_clean(section["title"]), level=2)
        _SETTERS[section["kind"]](paper, section, images)
    _signature(paper, content["signature"])
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _paper(content: Mapping[str, Any]) -> Paper:
    """An empty A4 document with our typefaces and a footer."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = Mm(18)
    page.bottom_margin = Mm(20)
    for name, size in (("Normal", 10.5), ("Heading 2", 12), ("Footer", 8)):
        style: Any = paper.styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        _typefaces(style.element.get_or_add_rPr(), content["language"])
    normal: Any = paper.styles["Normal"]
    normal.paragraph_format.space_after = Pt(4)
    paper.core_properties.title = _clean(content["title"])
    paper.core_properties.author = ""
    page.footer.paragraphs[0].text = _clean(content["footer"])
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


def _title(paper: Paper, content: Mapping[str, Any]) -> None:
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = title.add_run(_clean(content["title"]))
    run.bold, run.font.size = True, Pt(18)
    subtitle = paper.add_paragraph(_clean(content["subtitle"]))
    subtitle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if content["unsigned"]:
        line = paper.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(f"{content['unsigned']} · {content['unsigned_note']}")
        run.bold, run.font.color.rgb = True, ALARM


def _head(paper: Paper, head: Sequence[Sequence[str]]) -> None:
    table = _table(paper, [28, TEXT_WIDTH - 28])
    for label, value in head:
        left, right = _add_row(table)
        _fill(left, label, bold=True)
        _shade(left)
        _fill(right, value)


def _as_text(paper: Paper, section: Mapping[str, Any], _images: Mapping[str, bytes]) -> None:
    paper.add_paragraph(_clean(section["text"]))


def _as_table(paper: Paper, section: Mapping[str, Any], images: Mapping[str, bytes]) -> None:
    if section.get("summary"):
        _quiet(paper.add_paragraph(), section["summary"])
    share = TEXT_WIDTH / sum(section["widths"])
    table = _table(paper, [width * share for width in section["widths"]])
    heads = _add_row(table)
    for cell, head in zip(heads, section["heads"], strict=True):
        _fill(cell, head, bold=True)
        _shade(cell)
    _repeat_first_row(table)
    for row in section["rows"]:
        cells = _add_row(table)
        for at, (cell, text) in enumerate(zip(cells, row["cells"], strict=True)):
            _fill(cell, text, bold=at in row["alarm"], alarm=at in row["alarm"])
        wide = cells[section["wide"]]
        if row["details"]:
            _quiet(wide.add_paragraph(), row["details"])
        if row["photos"]:
            across = _add_row(table)
            _photos(across[0].merge(across[-1]).paragraphs[0], row["photos"], images)


def _as_notes(paper: Paper, section: Mapping[str, Any], images: Mapping[str, bytes]) -> None:
    for note in section["notes"]:
        paragraph = paper.add_paragraph()
        paragraph.add_run(_clean(note["place"])).bold = True
        paragraph.add_run().add_break()
        paragraph.add_run(_clean(note["text"]))
        if note["photos"]:
            _photos(paper.add_paragraph(), note["photos"], images)


def _as_photos(paper: Paper, section: Mapping[str, Any], images: Mapping[str, bytes]) -> None:
    _photos(paper.add_paragraph(), section["photos"], images)


_SETTERS = {"text": _as_text, "table": _as_table, "notes": _as_notes, "photos": _as_photos}


def _signature(paper: Paper, lines: Sequence[Sequence[str]]) -> None:
    paper.add_paragraph()
    for label, value in lines:
        line = paper.add_paragraph()
        line.paragraph_format.keep_together = True
        line.add_run(f"{_clean(label)}  ").bold = True
        line.add_run(_clean(value) if value else "_" * 24)


def _photos(paragraph: Paragraph, items: Sequence[Mapping[str, str]], images: Mapping[str, bytes]) -> None:
    """The pictures in a row, each 20 mm high, and below them what they show."""
    for item in items:
        paragraph.add_run().add_picture(io.BytesIO(images[item["name"]]), height=Mm(20))
        paragraph.add_run(" ")
    labels = [item["label"] for item in items if item["label"]]
    if labels:
        paragraph.add_run().add_break()
        _quiet(paragraph, " | ".join(labels))


def _quiet(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(_clean(text))
    run.font.size, run.font.color.rgb = Pt(9), QUIET


def _table(paper: Paper, widths: Sequence[float]) -> Table:
    """A table without rows, its columns of the given widths in millimetres."""
    table: Table = paper.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _add_row(table: Table) -> Sequence[_Cell]:
    cells: Sequence[_Cell] = table.add_row().cells  # type: ignore[no-untyped-call]  # python-docx says no type here
    return cells


def _fill(cell: _Cell, text: str, *, bold: bool = False, alarm: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(_clean(text))
    run.bold, run.font.size = bold, Pt(9.5)
    if alarm:
        run.font.color.rgb = ALARM


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat_first_row(table: Table) -> None:
    """Show the heading again on every page that the table runs over."""
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)


def _clean(text: str) -> str:
    """`text` without what a Word document cannot hold."""
    return _NOT_XML.sub("", text)
