"""What the pages of reports read. A summary follows every area, so it is kept until any of them changes."""

from typing import Any

from sqlmodel import Session

from db.queries import bulletins as bulletin_queries
from db.queries import reports as queries
from pages._kit.cached import Key, by_revision
from tracker.reporting import Source


@by_revision("reports")
def report_rows(session: Session, key: Key) -> list[queries.ReportRow]:
    """All summaries, archived ones too."""
    return queries.reports(session, key.project_id)


@by_revision("reports", "work", "plan", "site", "procurement", "people", "project")
def report_text(session: Session, key: Key, report_id: int) -> queries.ReportText:
    """The text of a summary."""
    return queries.report_text(session, key.project_id, report_id, key.today)


@by_revision("work", "plan", "site", "procurement", "people", "reports")
def rows_behind(session: Session, key: Key, source: Source) -> list[dict[str, Any]]:
    """The rows that a figure was computed from."""
    return queries.rows_behind(session, key.project_id, source)


@by_revision("reports")
def bulletin_rows(session: Session, key: Key) -> list[bulletin_queries.BulletinRow]:
    """The issues of the bulletin, archived ones too."""
    return bulletin_queries.bulletins(session, key.project_id)
