"""A summary as PDF, on A4 in the form of an official document."""

from tracker.exports.typeset import pdf
from tracker.reporting.model import Summary


def summary_pdf(summary: Summary, *, library: str, signed_on: str, language: str) -> bytes:
    """The summary as PDF with an embedded typeface."""
    return pdf(
        "summary",
        {
            "language": language,
            "title": summary.title,
            "opening": summary.opening.text,
            "sections": [
                {"title": section.title, "paragraphs": [paragraph.text for paragraph in section.paragraphs]}
                for section in summary.sections
            ],
            "library": library,
            "signed_on": signed_on,
        },
    )
