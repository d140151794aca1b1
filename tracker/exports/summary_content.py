"""What a summary's papers hold, the same for Word and PDF: texts, and the charts as pictures with their captions."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.exports.chart_image import png_of_chart
from tracker.exports.docx_parts import clean
from tracker.i18n import Words
from tracker.reporting.model import Summary


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
    """A summary's content, without the characters that no paper can hold."""
    words = Words.of(language)
    return Content(
        title=clean(summary.title),
        opening=clean(summary.opening.text),
        sections=[
            Part(clean(section.title), [clean(paragraph.text) for paragraph in section.paragraphs])
            for section in summary.sections
        ],
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
