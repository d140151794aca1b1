"""What the pages of reports read. A summary follows every area, so it is kept until any of them changes."""

from typing import Any

from sqlmodel import Session

from db.queries import bulletins as bulletin_queries
from db.queries import promises as promise_queries
from db.queries import report_text as text_queries
from db.queries import reports as queries
from db.queries import word_templates as template_queries
from pages._kit.cached import Key, by_revision
from pages.reports._progress import told
from tracker.periods import Period
from tracker.reporting import Source
from tracker.word_templates import TemplateKind


@by_revision("reports")
def report_rows(session: Session, key: Key) -> list[queries.ReportRow]:
    """All summaries, archived ones too."""
    return queries.reports(session, key.project_id)


@by_revision("reports", "work", "plan", "site", "procurement", "people", "project")
def report_text(session: Session, key: Key, report_id: int) -> text_queries.ReportText:
    """The text of a summary."""
    return text_queries.report_text(session, key.project_id, report_id, key.today, told=told)


@by_revision("reports", "plan", "project")
def promises(session: Session, key: Key, report_id: int) -> list[promise_queries.PromiseRow]:
    """What a summary announces and how it stands, archived promises too."""
    return promise_queries.promises(session, key.project_id, report_id, key.today)


@by_revision("project")
def word_template(
    session: Session, key: Key, kind: TemplateKind, language: str
) -> template_queries.TemplateFile | None:
    """The library's own Word template of a kind for a language."""
    return template_queries.word_template(session, key.project_id, kind, language)


@by_revision("reports")
def announcing(session: Session, key: Key, report_id: int) -> queries.ReportRow | None:
    """The summary before, whose announcements this one answers."""
    return text_queries.announcing(session, key.project_id, report_id)


@by_revision("plan", "project", "people")
def proposals(session: Session, key: Key, period: Period) -> list[promise_queries.Proposal]:
    """What the plan finishes in a period."""
    return promise_queries.proposals(session, key.project_id, period, key.today)


@by_revision("work", "plan", "site", "procurement", "people", "reports")
def rows_behind(session: Session, key: Key, source: Source) -> list[dict[str, Any]]:
    """The rows that a figure was computed from."""
    return queries.rows_behind(session, key.project_id, source)


@by_revision("reports")
def bulletin_rows(session: Session, key: Key) -> list[bulletin_queries.BulletinRow]:
    """The issues of the bulletin, archived ones too."""
    return bulletin_queries.bulletins(session, key.project_id)
