"""What a plan file says beside the tasks: why the project's own working days and days off are what they are."""

import datetime as dt

from sqlmodel import Session, col, select

from db.models import CalendarException


def exception_reasons(session: Session, project_id: int) -> dict[dt.date, str]:
    """The project's own days with their reasons, "" where none is given."""
    query = select(col(CalendarException.day), col(CalendarException.reason)).where(
        CalendarException.project_id == project_id, col(CalendarException.archived_at).is_(None)
    )
    return dict(session.exec(query).all())
