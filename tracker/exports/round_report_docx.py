"""The record of one round as a Word document: the same content as its PDF, to be edited or put into other papers."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tracker.exports.docx_parts import (
    TEXT_WIDTH,
    a4_paper,
    add_row,
    add_table,
    add_title,
    clean,
    fill,
    repeat_first_row,
)
from tracker.exports.round_report import round_report_content
from tracker.i18n import Words
from tracker.round_report import RoundReport

ALARM = RGBColor(0xB5, 0x39, 0x1F)
QUIET = RGBColor(0x6B, 0x72, 0x80)
SHADE = "EDF0EF"


def round_report_docx(report: RoundReport, images: Mapping[str, bytes], words: Words) -> bytes:
    """The record as a DOCX; a photo without its picture in `images` is left out."""
    content = round_report_content(report, images, words)
    paper = _paper(content)
    _title(paper, content)
    _head(paper, content["head"])
    for section in content["sections"]:
        paper.add_heading(clean(section["title"]), level=2)
        _SETTERS[section["kind"]](paper, section, images)
    _signature(paper, content["signature"])
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _paper(content: Mapping[str, Any]) -> Paper:
    """An empty A4 document with our typefaces and a footer."""
    paper = a4_paper(content["title"], content["language"])
    page = paper.sections[0]
    page.bottom_margin = Mm(20)
    normal: Any = paper.styles["Normal"]
    normal.paragraph_format.space_after = Pt(4)
    page.footer.paragraphs[0].text = clean(content["footer"])
    return paper


def _title(paper: Paper, content: Mapping[str, Any]) -> None:
    add_title(paper, content["title"])
    subtitle = paper.add_paragraph(clean(content["subtitle"]))
    subtitle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if content["unsigned"]:
        line = paper.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(f"{content['unsigned']} · {content['unsigned_note']}")
        run.bold, run.font.color.rgb = True, ALARM


def _head(paper: Paper, head: Sequence[Sequence[str]]) -> None:
    table = add_table(paper, [28, TEXT_WIDTH - 28])
    for label, value in head:
        left, right = add_row(table)
        _fill(left, label, bold=True)
        _shade(left)
        _fill(right, value)


def _as_text(paper: Paper, section: Mapping[str, Any], _images: Mapping[str, bytes]) -> None:
    paper.add_paragraph(clean(section["text"]))


def _as_table(paper: Paper, section: Mapping[str, Any], images: Mapping[str, bytes]) -> None:
    if section.get("summary"):
        _quiet(paper.add_paragraph(), section["summary"])
    share = TEXT_WIDTH / sum(section["widths"])
    table = add_table(paper, [width * share for width in section["widths"]])
    heads = add_row(table)
    for cell, head in zip(heads, section["heads"], strict=True):
        _fill(cell, head, bold=True)
        _shade(cell)
    repeat_first_row(table)
    for row in section["rows"]:
        cells = add_row(table)
        for at, (cell, text) in enumerate(zip(cells, row["cells"], strict=True)):
            _fill(cell, text, bold=at in row["alarm"], alarm=at in row["alarm"])
        wide = cells[section["wide"]]
        if row["details"]:
            _quiet(wide.add_paragraph(), row["details"])
        if row["photos"]:
            across = add_row(table)
            _photos(across[0].merge(across[-1]).paragraphs[0], row["photos"], images)


def _as_notes(paper: Paper, section: Mapping[str, Any], images: Mapping[str, bytes]) -> None:
    for note in section["notes"]:
        paragraph = paper.add_paragraph()
        paragraph.add_run(clean(note["place"])).bold = True
        paragraph.add_run().add_break()
        paragraph.add_run(clean(note["text"]))
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
        line.add_run(f"{clean(label)}  ").bold = True
        line.add_run(clean(value) if value else "_" * 24)


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
    run = paragraph.add_run(clean(text))
    run.font.size, run.font.color.rgb = Pt(9), QUIET


def _fill(cell: _Cell, text: str, *, bold: bool = False, alarm: bool = False) -> None:
    run = fill(cell, text, bold=bold)
    if alarm:
        run.font.color.rgb = ALARM


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)
