"""The form of an official document in Word (GB/T 9704-2012), for the templates that the tracker brings.

A4 with margins of 37, 35, 28 and 26 mm, the title in 小标宋 二号, the text in 仿宋 三号, first headings in 黑体,
22 lines to a page, the page number between dashes.
"""

import io
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tracker.exports.docx_parts import LATIN

TITLE_FACE, TEXT_FACE, HEADING_FACE = "方正小标宋简体", "仿宋_GB2312", "黑体"
FALL_BACKS = {TITLE_FACE: "宋体", TEXT_FACE: "仿宋"}
"""What Word takes where a typeface is not installed."""

TITLE_SIZE, TEXT_SIZE, FOOTER_SIZE = 22, 16, 14
"""Points: 二号, 三号 and 四号 (GB/T 9704-2012, sections 5.2.2, 7.3.1 and 7.5)."""

ENGLISH_TITLE_SIZE, ENGLISH_TEXT_SIZE = 16, 12

LINE = 28
"""Points from line to line, of which 22 fit a page (GB/T 9704-2012, section 5.2.3)."""


def official_paper(language: str) -> Paper:
    """An empty paper of that form; English papers are set smaller, and their paragraphs not indented."""
    paper: Paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    is_chinese = language == "zh"
    size, title = sizes(language)
    text = form(paper, "Normal", TEXT_FACE, size)
    text.line_spacing = Pt(LINE if is_chinese else 18)
    text.space_after = Pt(0 if is_chinese else 8)
    text.first_line_indent = Pt(2 * size if is_chinese else 0)
    text.widow_control = True
    head = form(paper, "Title", TITLE_FACE, title, bold=not is_chinese)
    head.alignment, head.first_line_indent, head.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, Pt(0), Pt(36)
    head.space_after = Pt(LINE)
    _page_number(paper)
    _fall_backs(paper)
    paper.core_properties.title = paper.core_properties.author = paper.core_properties.comments = ""
    return paper


def sizes(language: str) -> tuple[int, int]:
    """Points of the text and of the title."""
    return (TEXT_SIZE, TITLE_SIZE) if language == "zh" else (ENGLISH_TEXT_SIZE, ENGLISH_TITLE_SIZE)


def template_of(paper: Paper, lines: Iterable[tuple[str, str]]) -> bytes:
    """The paper with a template's lines (style and text) as DOCX."""
    for style, text in lines:
        paper.add_paragraph(text, style=style)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def form(paper: Paper, name: str, face: str, size: float, *, bold: bool = False) -> Any:
    """A paragraph style in black with a typeface for Chinese and one for Latin; gives its format."""
    if name in paper.styles:
        style: Any = paper.styles[name]
    else:
        style = paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = paper.styles["Normal"]
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    # A typeface of the theme would win over a named one.
    for attribute in list(fonts.attrib):
        if "heme" in attribute:
            del fonts.attrib[attribute]
    for script, own in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", face)):
        fonts.set(qn(f"w:{script}"), own)
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)
    return style.paragraph_format


def _page_number(paper: Paper) -> None:
    """— 1 — at the foot of each page (GB/T 9704-2012, section 7.5)."""
    line = paper.sections[0].footer.paragraphs[0]
    line.alignment, line.paragraph_format.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
    for kind, text in ((None, "— "), ("begin", ""), (None, "PAGE"), ("end", ""), (None, " —")):
        run = line.add_run()
        run.font.size = Pt(FOOTER_SIZE)
        if kind is not None:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)
        elif text == "PAGE":
            field = OxmlElement("w:instrText")
            field.text = text
            run._element.append(field)
        else:
            run.text = text


def _fall_backs(paper: Paper) -> None:
    """Name what stands in for each typeface that a computer may lack (ECMA-376 part 1, 17.8.3.1)."""
    part: Any = paper.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(part.blob)
    for face, other in FALL_BACKS.items():
        font, alternative = OxmlElement("w:font"), OxmlElement("w:altName")
        font.set(qn("w:name"), face)
        alternative.set(qn("w:val"), other)
        font.append(alternative)
        table.append(font)
    part._blob = serialize_part_xml(table)
