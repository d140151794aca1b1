"""The revisions of a project's areas: what a rerun reads first, and what open pages watch."""

from sqlmodel import Session, select

from db.models import AreaRevision


def revisions(session: Session, project_id: int) -> dict[str, int]:
    """Revision by area; an area never written is absent. One query."""
    query = select(AreaRevision.area, AreaRevision.revision).where(AreaRevision.project_id == project_id)
    return dict(session.exec(query).all())
