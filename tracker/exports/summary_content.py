"""What a summary's papers hold, the same for Word and PDF: texts, and the charts as pictures with their captions."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.exports.chart_image import png_of_chart
from tracker.exports.docx_parts import clean
from tracker.i18n import Words
from tracker.reporting.model import Paragraph, Section, Summary, Typed

BY_HAND = "*"
"""Stands behind a number that somebody wrote into the text."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart on paper: its caption, where its figures come from, and the picture as PNG."""

    caption: str
    source: str
    png: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """A section on paper."""

    title: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Content:
    """A summary on paper; `annex` is the heading above the pictures."""

    title: str
    opening: str
    sections: Sequence[Part]
    library: str
    signed_on: str
    annex: str
    charts: Sequence[Picture]


def content_of(summary: Summary, *, library: str, signed_on: str, language: str) -> Content:
    """A summary's content, without the characters that no paper can hold.

    Numbers that somebody wrote by hand carry a mark, which a note at the end of the text explains.
    """
    words = Words.of(language)
    opening, sections = _marked(summary.opening), [_part(section) for section in summary.sections]
    if any(isinstance(span, Typed) for paragraph in summary.paragraphs for span in paragraph.spans):
        note = words._("Note: figures marked {mark} were written by hand.", mark=BY_HAND)
        if sections:
            sections[-1] = Part(sections[-1].title, [*sections[-1].paragraphs, note])
        else:
            opening = f"{opening}\n{note}"
    return Content(
        title=clean(summary.title),
        opening=opening,
        sections=sections,
        library=clean(library),
        signed_on=signed_on,
        annex=words._("Annex: charts"),
        charts=[
            Picture(
                clean(words._("Figure {number}. {title}", number=str(number), title=chart.title)),
                words._(
                    "Source: {records} of the tracker ({n})",
                    records=words.label(chart.source.kind),
                    n=str(len(chart.source.ids)),
                ),
                png_of_chart(chart.spec),
            )
            for number, chart in enumerate(summary.charts, 1)
        ],
    )


def _part(section: Section) -> Part:
    return Part(clean(section.title), [_marked(paragraph) for paragraph in section.paragraphs])


def _marked(paragraph: Paragraph) -> str:
    return clean(
        "".join(
            span.text + BY_HAND if isinstance(span, Typed) else span if isinstance(span, str) else span.text
            for span in paragraph.spans
        )
    )
