"""A summary as a Word document, from a Word template that the library can edit (`tracker.exports.word_template`).

Its fields: `title`, `opening`, `sections` (each with `title` and `paragraphs`), `library`, `signed_on`, `annex`,
`charts` (each with `title`, `picture` and `source`).
"""

import io
from typing import Any
from xml.sax.saxutils import quoteattr

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

from tracker.errors import UnreadableFile
from tracker.exports.summary_content import Content, content_of
from tracker.exports.summary_template import standard_template
from tracker.exports.word_template import filled, lines_of
from tracker.reporting.model import Chart, Paragraph, Section, Source, Summary
from tracker.vocabulary import SourceKind

PICTURE_WIDTH = 148
"""Millimetres, of the 156 between the margins of the standard template."""


NEEDED = ("title", "opening", "section.title", "paragraph")
"""What a summary says: a template without one of these would lose it."""


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
        UnreadableFile: the template cannot be used or filled in (`tracker.exports.word_template.filled`).
    """
    content = content_of(summary, library=library, signed_on=signed_on, language=language)
    data = standard_template(language) if template is None else template
    return filled(data, content.title, lambda paper: _fields(paper, content))


def check_template(data: bytes, language: str) -> None:
    """Fill a template in with a summary that has one of everything, so that its faults are told before it is kept.

    Raises:
        UnreadableFile: as `summary_docx`, or the text would not come out whole (`word_template_lacks`, facts: names).
    """
    source = Source(SourceKind.READINGS, (1,))
    spec = {"data": {"values": [{}]}, "mark": "point"}
    sample = Summary(
        "@title@",
        Paragraph("opening", ("@opening@",)),
        (Section("sample", "@section.title@", (Paragraph("sample", ("@paragraph@",)),)),),
        (Chart("sample", "……", spec, source),),
    )
    paper = summary_docx(sample, library="……", signed_on="……", language=language, template=data)
    text = "".join(lines_of(paper))
    lacking = [name for name in NEEDED if f"@{name}@" not in text]
    if lacking:
        raise UnreadableFile("word_template_lacks", names=[f"{{{{ {name} }}}}" for name in lacking])


class _Picture(InlineImage):  # type: ignore[misc]  # docxtpl has no types
    """A picture with a text in its place for those who do not see it."""

    def __init__(self, paper: DocxTemplate, png: bytes, said: str) -> None:
        super().__init__(paper, io.BytesIO(png), width=Mm(PICTURE_WIDTH))
        self._said = said

    def _insert_image(self) -> str:
        xml: str = super()._insert_image()
        return xml.replace("<wp:docPr ", f"<wp:docPr descr={quoteattr(self._said)} ", 1)


def _fields(paper: DocxTemplate, content: Content) -> dict[str, Any]:
    """The fields of a summary; its pictures are bound to the paper."""
    return {
        "title": content.title,
        "opening": content.opening,
        "sections": [{"title": part.title, "paragraphs": list(part.paragraphs)} for part in content.sections],
        "library": content.library,
        "signed_on": content.signed_on,
        "annex": content.annex,
        "charts": [
            {"title": each.caption, "source": each.source, "picture": _Picture(paper, each.png, each.caption)}
            for each in content.charts
        ],
    }
