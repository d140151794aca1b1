"""What stands on the paper of an issue of the bulletin, the same for Word and PDF."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.bulletins import Head, Manner, Recipient, by_manner
from tracker.i18n import Words
from tracker.i18n.marks import N_
from tracker.i18n.official import date_signed
from tracker.vocabulary import IssueStatus

_LINES = {
    Manner.REPORT: N_("Reported to: {offices}"),
    Manner.SEND: N_("Sent to: {offices}"),
    Manner.DISTRIBUTE: N_("Distributed to: {offices}"),
}


@dataclass(frozen=True, slots=True)
class BulletinPaper:
    """An issue on paper.

    Attributes:
        head: the bulletin's name, the issue's number, who issues it and when.
        title: the issue's title.
        body: its text; each line is a paragraph.
        recipients: the lines at its foot that say whom it goes to (`recipient_lines`).
        language: "zh" or "en".
    """

    head: Head
    title: str
    body: str
    recipients: tuple[str, ...]
    language: str

    @property
    def paragraphs(self) -> list[str]:
        """The text, line by line, without the empty ones."""
        return [line.strip() for line in self.body.splitlines() if line.strip()]


def issue_number(words: Words, number: int | None, year: int) -> str:
    """No. 3 of 2026; without a number, that it is a draft."""
    if number is None:
        return words.label(IssueStatus.DRAFT)
    return words._("No. {number} of {year}", number=number, year=str(year))


def head_of(
    words: Words, *, number: int | None, year: int, library: str, day: dt.date, template: str = ""
) -> Head:
    """The head of an issue in its own language."""
    return Head(
        masthead=words._("Information bulletin"),
        number=issue_number(words, number, year),
        library=library,
        day=date_signed(words, day),
        template=template,
    )


def recipient_lines(words: Words, recipients: Iterable[Recipient]) -> tuple[str, ...]:
    """The foot of the paper: a line for each manner that has an office (报：区政府办、区财政局)."""
    return tuple(
        words._(_LINES[manner], offices=words.listed(offices))
        for manner, offices in by_manner(recipients).items()
        if offices
    )
