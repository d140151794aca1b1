"""The Word template of a summary: the one that the tracker brings, and what is asked of one of the library's own.

The form is that of an official document (GB/T 9704-2012): A4 with margins of 37, 35, 28 and 26 mm, the title in 小标宋
二号, the text in 仿宋 三号, first headings in 黑体, 22 lines to a page, the page number between dashes.
"""

import io
import re
import zipfile
from collections.abc import Iterator
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

from tracker.errors import UnreadableFile
from tracker.exports.docx_parts import LATIN

LARGEST_TEMPLATE = 5_000_000
"""Bytes; a letterhead with a picture has a tenth of it."""

LARGEST_UNPACKED = 50_000_000
"""Bytes of all its parts."""

TITLE_FACE, TEXT_FACE, HEADING_FACE = "方正小标宋简体", "仿宋_GB2312", "黑体"
FALL_BACKS = {TITLE_FACE: "宋体", TEXT_FACE: "仿宋"}
"""What Word takes where a typeface is not installed."""

TITLE_SIZE, TEXT_SIZE, FOOTER_SIZE = 22, 16, 14
"""Points: 二号, 三号 and 四号 (GB/T 9704-2012, sections 5.2.2, 7.3.1 and 7.5)."""

ENGLISH_TITLE_SIZE, ENGLISH_TEXT_SIZE = 16, 12
CAPTION_SIZE = 12

LINE = 28
"""Points from line to line, of which 22 fit a page (GB/T 9704-2012, section 5.2.3)."""

_MACROS = re.compile(r"vbaProject|vbaData|activeX|\.bin$", re.IGNORECASE)
_HYPERLINK = "/hyperlink"

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


def check_package(data: bytes) -> None:
    """Refuse what cannot be a template, or could do more than lay out text.

    Raises:
        UnreadableFile: it is no DOCX (`word_template_not_docx`), too large packed or unpacked
            (`word_template_too_large`), holds macros or controls (`word_template_macros`), or draws in something from
            elsewhere (`word_template_external`, facts: target). A hyperlink that a reader may click is none of these.
    """
    if len(data) > LARGEST_TEMPLATE:
        raise UnreadableFile("word_template_too_large", largest=LARGEST_TEMPLATE // 1_000_000)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _check_parts(parts)
    except (zipfile.BadZipFile, SyntaxError, RuntimeError) as error:
        raise UnreadableFile("word_template_not_docx") from error


def _check_parts(parts: zipfile.ZipFile) -> None:
    names = parts.namelist()
    if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
        raise UnreadableFile("word_template_too_large", largest=LARGEST_UNPACKED // 1_000_000)
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise UnreadableFile("word_template_not_docx")
    if any(_MACROS.search(name) for name in names) or b"macroEnabled" in parts.read("[Content_Types].xml"):
        raise UnreadableFile("word_template_macros")
    for name in names:
        if name.endswith(".rels"):
            for target in _external(parts.read(name)):
                raise UnreadableFile("word_template_external", target=target[:200])


def _external(relations: bytes) -> Iterator[str]:
    """What a part draws in from outside the file."""
    for relation in parse_xml(relations):
        is_external = relation.get("TargetMode", "").lower() == "external"
        if is_external and not relation.get("Type", "").endswith(_HYPERLINK):
            yield relation.get("Target", "")


def standard_template(language: str = "zh") -> bytes:
    """The template that the tracker brings, to be edited: its styles carry the form, and its fields the text."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    _styles(paper, language)
    for style, text in _TEXT:
        paper.add_paragraph(text, style=style)
    _page_number(paper)
    _fall_backs(paper)
    paper.core_properties.title = paper.core_properties.author = paper.core_properties.comments = ""
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _styles(paper: Paper, language: str) -> None:
    """The styles of the standard template; English papers are set smaller, and their paragraphs not indented."""
    is_chinese = language == "zh"
    size = TEXT_SIZE if is_chinese else ENGLISH_TEXT_SIZE
    title = TITLE_SIZE if is_chinese else ENGLISH_TITLE_SIZE
    text = _style(paper, "Normal", TEXT_FACE, size)
    text.line_spacing = Pt(LINE if is_chinese else 18)
    text.space_after = Pt(0 if is_chinese else 8)
    text.first_line_indent = Pt(2 * size if is_chinese else 0)
    text.widow_control = True
    head = _style(paper, "Title", TITLE_FACE, title, bold=not is_chinese)
    head.alignment, head.first_line_indent, head.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, Pt(0), Pt(36)
    head.space_after = Pt(LINE)
    heading = _style(paper, "Heading 1", HEADING_FACE, size, bold=not is_chinese)
    heading.space_before = Pt(0 if is_chinese else 8)
    heading.keep_with_next = True
    signed = _style(paper, "Signature", TEXT_FACE, size)
    signed.alignment, signed.keep_together = WD_ALIGN_PARAGRAPH.RIGHT, True
    annex = _style(paper, "Annex", HEADING_FACE, size, bold=not is_chinese)
    annex.page_break_before, annex.first_line_indent = True, Pt(0)
    for name, keeps in (("Caption", True), ("Picture", True), ("Source", False)):
        form = _style(paper, name, TEXT_FACE, CAPTION_SIZE)
        form.alignment, form.first_line_indent = WD_ALIGN_PARAGRAPH.CENTER, Pt(0)
        form.line_spacing, form.space_after, form.keep_with_next = 1.0, Pt(4), keeps
    paper.styles["Caption"].paragraph_format.space_before = Pt(12)


def _style(paper: Paper, name: str, face: str, size: float, *, bold: bool = False) -> Any:
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
