"""An issue of the information bulletin as PDF."""

from tracker.exports.bulletin_paper import BulletinPaper
from tracker.exports.typeset import pdf


def bulletin_pdf(paper: BulletinPaper) -> bytes:
    """The issue on A4; what people typed is set as text."""
    head = paper.head
    return pdf(
        "bulletin",
        {
            "language": paper.language,
            "masthead": head.masthead,
            "number": head.number,
            "library": head.library,
            "day": head.day,
            "title": paper.title,
            "paragraphs": paper.paragraphs,
            "recipients": list(paper.recipients),
        },
    )
