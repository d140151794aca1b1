"""An issue of the information bulletin as a Word document."""

import io
from collections.abc import Sequence

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from tracker.exports.docx_parts import a4_paper, add_title, clean

LEFT, RIGHT = 28, 26
"""Margins in millimetres, as official documents have them (GB/T 9704-2012, section 5.2.1)."""

MASTHEAD_SIZE, TEXT_SIZE = 32, 14
"""Points."""

RED = RGBColor(0xC0, 0x00, 0x00)


def bulletin_docx(
    *,
    masthead: str,
    number: str,
    library: str,
    day: str,
    title: str,
    body: str,
    recipients: Sequence[str],
    language: str,
) -> bytes:
    """The issue as DOCX; each line of `body` is a paragraph. The arguments are those of `bulletin_pdf`."""
    paper = a4_paper(title, language)
    page = paper.sections[0]
    page.left_margin, page.right_margin = Mm(LEFT), Mm(RIGHT)
    _line(paper, masthead, size=MASTHEAD_SIZE, colour=RED, centred=True).runs[0].bold = True
    _line(paper, number, centred=True)
    issued = _line(paper, f"{library}\t{day}")
    issued.paragraph_format.tab_stops.add_tab_stop(Mm(210 - LEFT - RIGHT), WD_TAB_ALIGNMENT.RIGHT)
    _rule(issued, str(RED), "bottom")
    add_title(paper, title)
    for text in body.splitlines():
        if text.strip():
            paragraph = _line(paper, text.strip())
            if language == "zh":
                paragraph.paragraph_format.first_line_indent = Pt(2 * TEXT_SIZE)
    for at, text in enumerate(recipients):
        offices = _line(paper, text)
        offices.paragraph_format.space_after = Pt(0)
        first, last = at == 0, at == len(recipients) - 1
        if first:
            offices.paragraph_format.space_before = Pt(2 * TEXT_SIZE)
        if first or last:
            _rule(offices, "000000", *["top"] * first, *["bottom"] * last)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _line(
    paper: Paper, text: str, *, size: int = TEXT_SIZE, colour: RGBColor | None = None, centred: bool = False
) -> Paragraph:
    paragraph = paper.add_paragraph()
    run = paragraph.add_run(clean(text))
    run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = colour
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _rule(paragraph: Paragraph, colour: str, *sides: str) -> None:
    """Lines above ("top") or below ("bottom") the paragraph, in this order (ECMA-376 part 1, 17.3.1.24)."""
    properties = paragraph._element.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    for side in sides:
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", colour)):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    # The schema has an order: the lines stand before the tabs, the spacing and what follows them.
    properties.insert_element_before(borders, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
