"""A summary as a Word document, from a Word template that the library can edit (docxtpl).

The template is a DOCX with fields in double braces: `title`, `opening`, `sections` (each with `title` and
`paragraphs`), `library`, `signed_on`, `annex`, `charts` (each with `title`, `picture` and `source`). What people typed
is put in as text: braces in it are not read as fields, and markup is escaped. A template runs in Jinja's sandbox: it
can lay the text out, and reach nothing else.
"""

import io
import re
from typing import Any
from xml.sax.saxutils import quoteattr

from docx import Document
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from tracker.errors import UnreadableFile
from tracker.exports.summary_content import Content, content_of
from tracker.exports.summary_template import check_package, standard_template
from tracker.reporting.model import Chart, Paragraph, Section, Source, Summary
from tracker.vocabulary import SourceKind

PICTURE_WIDTH = 148
"""Millimetres, of the 156 between the margins of the standard template."""

LONGEST_PLACE = 120
_FIELD = re.compile(r"{{.*?}}|{%.*?%}|{{.*|{%.*")
_UNKNOWN = re.compile(r"'([^']+)' is undefined|has no (?:attribute|element) '?([^']+)'?")
_FAULTS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, SyntaxError)
"""What a template that cannot be filled in raises: Jinja's own errors, those of its expressions, broken XML."""


def summary_docx(
    summary: Summary,
    *,
    library: str,
    signed_on: str,
    language: str = "zh",
    template: bytes | None = None,
) -> bytes:
    """The summary as DOCX; without a template of the library's own, in the form of an official document.

    Raises:
        UnreadableFile: the template cannot be used (as `check_package`), asks for something that a summary does not
            have (`word_template_unknown`, facts: name, place), or cannot be filled in (`word_template_broken`, facts:
            place, message).
    """
    data = standard_template(language) if template is None else template
    check_package(data)
    content = content_of(summary, library=library, signed_on=signed_on, language=language)
    try:
        return _filled(data, content)
    except UndefinedError as error:
        found = _UNKNOWN.search(str(error))
        name = (found[1] or found[2]) if found else str(error)
        raise UnreadableFile("word_template_unknown", name=name, place=_place_of(data, name)) from error
    except _FAULTS as error:
        place = _place_told(error)
        raise UnreadableFile("word_template_broken", place=place, message=str(error)) from error


def check_template(data: bytes, language: str) -> None:
    """Fill a template in with a summary that has one of everything, so that its faults are told before it is kept.

    Raises:
        UnreadableFile: as `summary_docx`.
    """
    said = Paragraph("sample", ("……",))
    source = Source(SourceKind.READINGS, (1,))
    spec = {"data": {"values": [{}]}, "mark": "point"}
    sample = Summary("……", said, (Section("sample", "……", (said,)),), (Chart("sample", "……", spec, source),))
    summary_docx(sample, library="……", signed_on="……", language=language, template=data)


class _Environment(SandboxedEnvironment):
    """Jinja's sandbox, which also refuses the two operators that make something huge out of something small."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        del context, left, right
        raise SecurityError(f"{operator} is refused")


class _Picture(InlineImage):  # type: ignore[misc]  # docxtpl has no types
    """A picture with a text in its place for those who do not see it."""

    def __init__(self, paper: DocxTemplate, png: bytes, said: str) -> None:
        super().__init__(paper, io.BytesIO(png), width=Mm(PICTURE_WIDTH))
        self._said = said

    def _insert_image(self) -> str:
        xml: str = super()._insert_image()
        return xml.replace("<wp:docPr ", f"<wp:docPr descr={quoteattr(self._said)} ", 1)


def _filled(data: bytes, content: Content) -> bytes:
    paper = DocxTemplate(io.BytesIO(data))
    environment = _Environment(autoescape=True, undefined=StrictUndefined)
    fields = {
        "title": content.title,
        "opening": content.opening,
        "sections": [{"title": part.title, "paragraphs": list(part.paragraphs)} for part in content.sections],
        "library": content.library,
        "signed_on": content.signed_on,
        "annex": content.annex,
    }
    # The pictures are bound to the paper that they are laid into, which opens with the first of them.
    paper.init_docx()
    charts = [
        {"title": each.caption, "source": each.source, "picture": _Picture(paper, each.png, each.caption)}
        for each in content.charts
    ]
    paper.render({**fields, "charts": charts}, environment)
    paper.docx.core_properties.title = content.title[:255]
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _place_of(data: bytes, name: str) -> str:
    """The first field of the template that has a name in it; the name itself where none is found."""
    for line in _lines(data):
        for field in _FIELD.findall(line):
            if re.search(rf"\b{re.escape(name)}\b", field):
                return str(field)[:LONGEST_PLACE]
    return name


def _lines(data: bytes) -> list[str]:
    """The texts of a template: body, tables, headers and footers."""
    paper = Document(io.BytesIO(data))
    parts: list[Any] = [paper.element.body]
    for section in paper.sections:
        parts += [section.header._element, section.footer._element]
    return [
        "".join(text.text or "" for text in line.iterfind(".//{*}t"))
        for part in parts
        for line in part.iterfind(".//{*}p")
    ]


def _place_told(error: BaseException) -> str:
    """The line of the template that Jinja stopped at; empty where it told none."""
    line, around = getattr(error, "lineno", None), getattr(error, "docx_context", None)
    if line is None or around is None:
        return ""
    lines = list(around)
    at = min(line - 1 - max(line - 4, 0), len(lines) - 1)
    return str(lines[at]).strip()[:LONGEST_PLACE] if lines else ""
