"""What was issued: summaries and bulletins, each in its own language and in the library's own Word template."""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial

from db.evidence.parts import Gathering, KeptRow, Part, kept_part
from db.queries import reports
from db.queries.bulletins import BulletinRow, bulletins
from db.queries.report_text import ReportText, report_text
from tracker.documents import KINDS
from tracker.errors import NotFound, UnreadableFile
from tracker.evidence import EvidenceSection
from tracker.exports.bulletin_docx import bulletin_docx
from tracker.exports.bulletin_paper import issue_number
from tracker.exports.summary_docx import summary_docx
from tracker.vocabulary import IssueStatus

SECTION = EvidenceSection.SUMMARIES


def issued_parts(g: Gathering) -> list[Part]:
    """The summaries issued of days in the period, and the bulletins issued in it."""
    return [*_summaries(g), *_bulletins(g)]


def _summaries(g: Gathering) -> list[Part]:
    rows = [
        row
        for row in reversed(reports.reports(g.session, g.project_id))
        if row.status is IssueStatus.ISSUED
        and not row.archived
        and g.scope.covers(row.starts_on)
        and g.scope.covers(row.ends_on)
    ]
    texts = {row.id: report_text(g.session, g.project_id, row.id, g.scope.last) for row in rows}
    name = g.words._p("evidence", "Summary")
    return [
        *(
            Part(
                SECTION,
                (f"{name} {row.period.code}",),
                "docx",
                row.title,
                _issued_on(g, row),
                partial(_summary, g, row, texts[row.id]),
            )
            for row in rows
        ),
        *_lost_templates(g, (text.dress.template or "" for text in texts.values())),
    ]


def _summary(g: Gathering, row: reports.ReportRow, text: ReportText) -> bytes:
    """Its paper as on the day when it was issued."""
    dress = text.dress
    paper = partial(
        summary_docx,
        text.summary,
        library=dress.library,
        signed_on=dress.signed_on,
        language=row.language,
    )
    return _filled(paper, _bytes(g, dress.template or ""))


def _issued_on(g: Gathering, row: reports.ReportRow) -> dt.date:
    return g.day_of(row.issued_at) if row.issued_at else row.ends_on


def _bulletins(g: Gathering) -> list[Part]:
    rows = sorted(
        (
            row
            for row in bulletins(g.session, g.project_id)
            if row.status is IssueStatus.ISSUED and not row.archived and g.scope.covers(row.issued_on)
        ),
        key=lambda row: (row.year, row.number or 0),
    )
    name = g.words._("Information bulletin")
    return [
        *(
            Part(
                SECTION,
                (f"{name} {row.year}-{row.number or 0:02d}",),
                "docx",
                f"{issue_number(g.words, row.number, row.year)} · {row.title}",
                row.issued_on,
                partial(_bulletin, g, row),
            )
            for row in rows
        ),
        *_lost_templates(g, (_own_template(row) for row in rows)),
    ]


def _bulletin(g: Gathering, row: BulletinRow) -> bytes:
    """Its paper as on the day when it was issued."""
    paper = partial(bulletin_docx, row.paper(g.library, g.scope.last))
    return _filled(paper, _bytes(g, _own_template(row)))


def _filled(paper: Callable[..., bytes], template: bytes | None) -> bytes:
    """The paper in the library's template, or in the standard form where this text cannot be put into it.

    A pack goes on without the form: what it proves is the text.
    """
    try:
        return paper(template=template)
    except UnreadableFile:
        return paper(template=None)


def _own_template(row: BulletinRow) -> str:
    return row.head.template if row.head else ""


def _bytes(g: Gathering, template: str) -> bytes | None:
    """The template; None, for the standard one, also where its file is lost: the index names it then."""
    try:
        return g.files.get(template) if template else None
    except NotFound:
        return None


def _lost_templates(g: Gathering, templates: Iterable[str]) -> list[Part]:
    """A line of the index for each template whose file is lost: its papers are in the standard form."""
    name, docx = g.words._("Word template"), KINDS["docx"][0]
    return [
        kept_part(SECTION, (name,), KeptRow(0, each, docx, "", "", ""), title=name, day=None)
        for each in sorted(set(templates))
        if each and not g.files.has(each)
    ]
