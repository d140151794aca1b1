"""A summary as JSON and back: what an issued report is kept as."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from tracker.errors import Invalid
from tracker.reporting.model import Chart, Figure, Paragraph, Section, Source, Span, Summary, Typed
from tracker.vocabulary import SourceKind

VERSION = 3
"""1: text alone. 2: with charts. 3: with what its papers are laid out with."""


@dataclass(frozen=True, slots=True)
class Dress:
    """What an issued summary's papers are laid out with beside its text.

    Attributes:
        library: the name that signs.
        signed_on: the day beneath, as it reads.
        template: SHA-256 of the library's own Word template; None for the standard one.
    """

    library: str
    signed_on: str
    template: str | None


def to_json(summary: Summary, dress: Dress | None = None) -> str:
    """The summary with all its figures and the ids of their rows; the same summary gives the same text."""
    return json.dumps(
        {
            "version": VERSION,
            "dress": None if dress is None else asdict(dress),
            "title": summary.title,
            "opening": _paragraph(summary.opening),
            "sections": [
                {
                    "key": section.key,
                    "title": section.title,
                    "paragraphs": [_paragraph(paragraph) for paragraph in section.paragraphs],
                }
                for section in summary.sections
            ],
            "charts": [
                {
                    "key": chart.key,
                    "title": chart.title,
                    "spec": chart.spec,
                    "kind": chart.source.kind.value,
                    "ids": list(chart.source.ids),
                }
                for chart in summary.charts
            ],
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def dress_of(text: str) -> Dress | None:
    """What the papers of a kept summary are laid out with; None where it was kept before version 3.

    Raises:
        Invalid: it was written by a newer tracker (`snapshot_newer`).
    """
    dress = _data(text).get("dress")
    return None if dress is None else Dress(**dress)


def from_json(text: str) -> Summary:
    """The summary that `to_json` wrote.

    Raises:
        Invalid: it was written by a newer tracker (`snapshot_newer`).
    """
    data = _data(text)
    return Summary(
        title=data["title"],
        opening=_read(data["opening"]),
        sections=tuple(
            Section(each["key"], each["title"], tuple(_read(part) for part in each["paragraphs"]))
            for each in data["sections"]
        ),
        charts=tuple(
            Chart(
                each["key"], each["title"], each["spec"], Source(SourceKind(each["kind"]), tuple(each["ids"]))
            )
            for each in data.get("charts", ())
        ),
    )


def _data(text: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    if data["version"] > VERSION:
        raise Invalid("snapshot_newer")
    return data


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {"key": paragraph.key, "spans": [_span(span) for span in paragraph.spans]}


def _span(span: Span) -> Any:
    if isinstance(span, Figure):
        return {"text": span.text, "kind": span.source.kind.value, "ids": list(span.source.ids)}
    return {"typed": span.text} if isinstance(span, Typed) else span


def _read(data: dict[str, Any]) -> Paragraph:
    return Paragraph(data["key"], tuple(_read_span(each) for each in data["spans"]))


def _read_span(data: Any) -> Span:
    if isinstance(data, str):
        return data
    if "typed" in data:
        return Typed(data["typed"])
    return Figure(data["text"], Source(SourceKind(data["kind"]), tuple(data["ids"])))
