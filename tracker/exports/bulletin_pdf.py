"""An issue of the information bulletin as PDF."""

from collections.abc import Sequence

from tracker.exports.typeset import pdf


def bulletin_pdf(
    *,
    masthead: str,
    number: str,
    library: str,
    day: str,
    title: str,
    body: str,
    recipients: Sequence[str],
    language: str,
) -> bytes:
    """The issue on A4; each line of `body` is a paragraph, and what people typed is set as text.

    Args:
        masthead: the bulletin's name.
        number: which issue of which year, or that it is a draft.
        library: who issues it.
        day: when.
        title: the issue's title.
        body: its text.
        recipients: the lines at its foot that say whom it goes to (`recipient_lines`).
        language: "zh" or "en".
    """
    return pdf(
        "bulletin",
        {
            "language": language,
            "masthead": masthead,
            "number": number,
            "library": library,
            "day": day,
            "title": title,
            "paragraphs": [line.strip() for line in body.splitlines() if line.strip()],
            "recipients": list(recipients),
        },
    )
