"""A summary as a Word document, from a Word template that the library can edit (docxtpl).

The template is a DOCX with fields in double braces: `title`, `opening`, `sections` (each with `title` and
`paragraphs`), `library`, `signed_on`. What people typed is put in as text: braces in it are not read as fields, and
markup is escaped. A template runs in Jinja's sandbox: it can lay the text out, and reach nothing else.
"""

import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from tracker.errors import UnreadableFile
from tracker.reporting.model import Summary

LARGEST_TEMPLATE = 5_000_000
"""Bytes; a letterhead with a picture has a tenth of it."""

TITLE_FONT, TEXT_FONT, HEADING_FONT = "宋体", "仿宋", "黑体"
TITLE_SIZE, TEXT_SIZE = 22, 16
"""Points: 二号 and 三号, as official documents are set (GB/T 9704-2012, section 7)."""

LINE = 28
"""Points from line to line, of which 22 fit a page (GB/T 9704-2012, section 5.2.3)."""

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2)."""


def summary_docx(summary: Summary, *, library: str, signed_on: str, template: bytes | None = None) -> bytes:
    """The summary as DOCX; without a template of the library's own, in the form of an official document.

    Raises:
        UnreadableFile: the template is no DOCX (`word_template_not_docx`), is too large (`word_template_too_large`), or
            asks for something that cannot be (`word_template_broken`, facts: message).
    """
    data = standard_template() if template is None else template
    check_template(data)
    paper = DocxTemplate(io.BytesIO(data))
    context = {
        "title": _clean(summary.title),
        "opening": _clean(summary.opening.text),
        "sections": [
            {
                "title": _clean(section.title),
                "paragraphs": [_clean(paragraph.text) for paragraph in section.paragraphs],
            }
            for section in summary.sections
        ],
        "library": _clean(library),
        "signed_on": signed_on,
    }
    environment = SandboxedEnvironment(autoescape=True)
    try:
        paper.render(context, environment)
    except (TemplateError, ValueError, TypeError) as error:
        raise UnreadableFile("word_template_broken", message=str(error)) from error
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def check_template(data: bytes) -> None:
    """Refuse what cannot be a template.

    Raises:
        UnreadableFile: as for `summary_docx`.
    """
    if len(data) > LARGEST_TEMPLATE:
        raise UnreadableFile("word_template_too_large", largest=LARGEST_TEMPLATE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
    except zipfile.BadZipFile as error:
        raise UnreadableFile("word_template_not_docx") from error
    if "word/document.xml" not in names:
        raise UnreadableFile("word_template_not_docx")


def standard_template() -> bytes:
    """The template that the tracker brings: A4 with the margins and type of an official document, to be edited."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    _line(paper, "{{ title }}", TITLE_FONT, TITLE_SIZE, bold=True, centred=True)
    _line(paper, "{{ opening }}", TEXT_FONT, TEXT_SIZE, indented=True)
    _line(paper, "{%p for section in sections %}", TEXT_FONT, TEXT_SIZE)
    _line(paper, "{{ section.title }}", HEADING_FONT, TEXT_SIZE, indented=True)
    _line(paper, "{%p for paragraph in section.paragraphs %}", TEXT_FONT, TEXT_SIZE)
    _line(paper, "{{ paragraph }}", TEXT_FONT, TEXT_SIZE, indented=True)
    _line(paper, "{%p endfor %}", TEXT_FONT, TEXT_SIZE)
    _line(paper, "{%p endfor %}", TEXT_FONT, TEXT_SIZE)
    for field in ("{{ library }}", "{{ signed_on }}"):
        _line(paper, field, TEXT_FONT, TEXT_SIZE).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _line(
    paper: Any,
    text: str,
    font: str,
    size: int,
    *,
    bold: bool = False,
    centred: bool = False,
    indented: bool = False,
) -> Any:
    line = paper.add_paragraph()
    run = line.add_run(text)
    run.bold = bold
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    line.paragraph_format.line_spacing = Pt(LINE)
    line.paragraph_format.space_after = Pt(LINE if centred else 0)
    if centred:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indented:
        line.paragraph_format.first_line_indent = Pt(2 * size)
    return line


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
