"""What the standards make of a draft, kept until procurement, the staffing or the room list change."""

import datetime as dt

from sqlmodel import Session

from db.queries import standards as queries
from db.queries.people import DepartmentRow, staffing
from db.queries.places import ZoneRow, zones
from pages._kit.cached import Key, by_revision
from pages._kit.context import context


@by_revision("procurement")
def standard_rows(session: Session, key: Key) -> list[queries.StandardRow]:
    """The standards, archived ones too."""
    return queries.standards(session, key.project_id)


@by_revision("procurement")
def exemption_rows(session: Session, key: Key) -> list[queries.ExemptionRow]:
    """The exemptions, archived ones too."""
    return queries.exemptions(session, key.project_id)


@by_revision("people")
def departments(session: Session, key: Key) -> list[DepartmentRow]:
    """The departments whose people a cap may count."""
    return list(staffing(session, key.project_id, key.today, key.today).departments)


@by_revision("site")
def zone_rows(session: Session, key: Key) -> list[ZoneRow]:
    """The zones whose area or seats a cap may count."""
    return zones(session, key.project_id)


def judgement(draft_id: int) -> queries.Judgement:
    """What the standards in force today make of a draft."""
    return _judgement(draft_id, context().project.opening_on)


@by_revision("procurement", "people", "site")
def _judgement(session: Session, key: Key, draft_id: int, opening_on: dt.date) -> queries.Judgement:
    return queries.judgement(session, key.project_id, draft_id, key.today, opening_on)
