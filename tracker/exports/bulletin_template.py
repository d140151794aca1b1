"""The Word template of the bulletin that the tracker brings: a red masthead over a red rule, text, and recipients."""

from typing import Any

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tracker.exports.official_form import TEXT_FACE, TITLE_FACE, form, official_paper, sizes, template_of

TEXT_WIDTH = 156
"""Millimetres between the margins of an official document."""

MASTHEAD_SIZE = 36
"""Points."""

RED, BLACK = "C00000", "000000"

_TEXT = (
    ("Masthead", "{{ masthead }}"),
    ("Number", "{{ number }}"),
    ("Issued", "{{ library }}\t{{ day }}"),
    ("Title", "{{ title }}"),
    ("Normal", "{%p for paragraph in paragraphs %}"),
    ("Normal", "{{ paragraph }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p for line in recipients %}"),
    ("Recipients", "{{ line }}"),
    ("Normal", "{%p endfor %}"),
)
"""The template, line by line: style and text."""


def standard_bulletin_template(language: str = "zh") -> bytes:
    """The template to begin with: its styles carry the form, and its fields the text."""
    paper = official_paper(language)
    _styles(paper, language)
    return template_of(paper, _TEXT)


def _styles(paper: Paper, language: str) -> None:
    """The styles that a bulletin has besides those of every official document."""
    size, _ = sizes(language)
    head = form(paper, "Masthead", TITLE_FACE, MASTHEAD_SIZE, bold=language != "zh")
    head.alignment, head.first_line_indent, head.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, Pt(0), 1.0
    masthead: Any = paper.styles["Masthead"]
    masthead.font.color.rgb = RGBColor.from_string(RED)
    number = form(paper, "Number", TEXT_FACE, size)
    number.alignment, number.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
    issued = form(paper, "Issued", TEXT_FACE, size)
    issued.first_line_indent, issued.space_after = Pt(0), Pt(2 * size)
    issued.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    _rule(paper, "Issued", RED, "bottom")
    # Lines with the same rules are one block: the rules stand above the first and below the last of them, and so does
    # the space around them.
    offices = form(paper, "Recipients", TEXT_FACE, size)
    offices.first_line_indent, offices.space_before = Pt(0), Pt(2 * size)
    offices.keep_together = offices.keep_with_next = True
    properties = paper.styles["Recipients"].element.get_or_add_pPr()
    properties.insert_element_before(OxmlElement("w:contextualSpacing"), "w:jc", "w:rPr")
    _rule(paper, "Recipients", BLACK, "top", "bottom")


def _rule(paper: Paper, style: str, colour: str, *sides: str) -> None:
    """Lines above ("top") or below ("bottom") a style's paragraphs, in this order (ECMA-376 part 1, 17.3.1.24)."""
    properties = paper.styles[style].element.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    for side in sides:
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", colour)):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    # The schema has an order: the lines stand before the tabs, the spacing and what follows them.
    properties.insert_element_before(borders, "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
