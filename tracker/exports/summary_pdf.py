"""A summary as PDF, on A4 in the form of an official document."""

from tracker.exports.summary_content import content_of
from tracker.exports.typeset import pdf
from tracker.reporting.model import Summary


def summary_pdf(summary: Summary, *, library: str, signed_on: str, language: str) -> bytes:
    """The summary as PDF with an embedded typeface, its charts in an annex."""
    content = content_of(summary, library=library, signed_on=signed_on, language=language)
    pictures = {f"chart-{at}": each.png for at, each in enumerate(content.charts, 1)}
    return pdf(
        "summary",
        {
            "language": language,
            "title": content.title,
            "opening": content.opening,
            "sections": [
                {"title": part.title, "paragraphs": list(part.paragraphs)} for part in content.sections
            ],
            "library": content.library,
            "signed_on": content.signed_on,
            "annex": content.annex,
            "charts": [
                {"title": each.caption, "source": each.source, "picture": name}
                for name, each in zip(pictures, content.charts, strict=True)
            ],
        },
        pictures,
    )
