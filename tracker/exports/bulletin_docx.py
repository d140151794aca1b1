"""An issue of the information bulletin as a Word document, from a template that the library can edit.

Its fields: `masthead`, `number`, `library`, `day`, `title`, `paragraphs` and `recipients`, the last two line by line.
"""

from tracker.bulletins import Head
from tracker.exports.bulletin_paper import BulletinPaper
from tracker.exports.bulletin_template import standard_bulletin_template
from tracker.exports.docx_parts import clean
from tracker.exports.word_template import filled


def bulletin_docx(paper: BulletinPaper, template: bytes | None = None) -> bytes:
    """The issue as DOCX; without a template of the library's own, under a red masthead.

    Raises:
        UnreadableFile: the template cannot be used or filled in (`tracker.exports.word_template.filled`).
    """
    head = paper.head
    fields = {
        "masthead": clean(head.masthead),
        "number": clean(head.number),
        "library": clean(head.library),
        "day": clean(head.day),
        "title": clean(paper.title),
        "paragraphs": [clean(line) for line in paper.paragraphs],
        "recipients": [clean(line) for line in paper.recipients],
    }
    data = standard_bulletin_template(paper.language) if template is None else template
    return filled(data, clean(paper.title), lambda _: fields)


def check_bulletin_template(data: bytes, language: str) -> None:
    """Fill a template in with an issue that has one of everything, so that its faults are told before it is kept.

    Raises:
        UnreadableFile: as `bulletin_docx`.
    """
    said = "……"
    sample = BulletinPaper(Head(said, said, said, said), said, said, (said,), language)
    bulletin_docx(sample, data)
