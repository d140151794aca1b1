"""The Word template of a summary that the tracker brings."""

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from tracker.exports.official_form import HEADING_FACE, TEXT_FACE, form, official_paper, sizes, template_of

CAPTION_SIZE = 12

_TEXT = (
    ("Title", "{{ title }}"),
    ("Normal", "{{ opening }}"),
    ("Normal", "{%p for section in sections %}"),
    ("Heading 1", "{{ section.title }}"),
    ("Normal", "{%p for paragraph in section.paragraphs %}"),
    ("Normal", "{{ paragraph }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endfor %}"),
    ("Signature", "{{ library }}"),
    ("Signature", "{{ signed_on }}"),
    ("Normal", "{%p if charts %}"),
    ("Annex", "{{ annex }}"),
    ("Normal", "{%p for chart in charts %}"),
    ("Caption", "{{ chart.title }}"),
    ("Picture", "{{ chart.picture }}"),
    ("Source", "{{ chart.source }}"),
    ("Normal", "{%p endfor %}"),
    ("Normal", "{%p endif %}"),
)
"""The standard template, line by line: style and text."""


def standard_template(language: str = "zh") -> bytes:
    """The template that the tracker brings, to be edited: its styles carry the form, and its fields the text."""
    paper = official_paper(language)
    _styles(paper, language)
    return template_of(paper, _TEXT)


def _styles(paper: Paper, language: str) -> None:
    """The styles that a summary has besides those of every official document."""
    is_chinese = language == "zh"
    size, _ = sizes(language)
    heading = form(paper, "Heading 1", HEADING_FACE, size, bold=not is_chinese)
    heading.space_before = Pt(0 if is_chinese else 8)
    heading.keep_with_next = True
    signed = form(paper, "Signature", TEXT_FACE, size)
    # Name and day stay on one page.
    signed.alignment, signed.keep_together, signed.keep_with_next = WD_ALIGN_PARAGRAPH.RIGHT, True, True
    annex = form(paper, "Annex", HEADING_FACE, size, bold=not is_chinese)
    annex.page_break_before, annex.first_line_indent = True, Pt(0)
    for name, keeps in (("Caption", True), ("Picture", True), ("Source", False)):
        caption = form(paper, name, TEXT_FACE, CAPTION_SIZE)
        caption.alignment, caption.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
        caption.line_spacing, caption.space_after, caption.keep_with_next = 1.0, Pt(4), keeps
    paper.styles["Caption"].paragraph_format.space_before = Pt(12)
