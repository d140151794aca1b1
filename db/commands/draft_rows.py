"""What the draft commands share: finding drafts, and writing many lines at once."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.commands.registry import get
from db.models import Draft, DraftLine, LineageRow, ProcurementPlan
from db.unit_of_work import note_bulk
from tracker.errors import Invalid
from tracker.vocabulary import DraftStatus

_OWN = frozenset({"id", "draft_id", "version", "archived_at"})
COPIED = tuple(column.name for column in sa.inspect(DraftLine).columns if column.name not in _OWN)
"""Columns that a line keeps when its draft is copied; the lineage is among them."""


def open_plan(session: Session, project_id: int, plan_id: int) -> ProcurementPlan:
    """The plan, locked until the transaction ends, so that two drafts never take one number.

    Raises:
        NotFound: it is not there, or belongs to another project.
        Invalid: it is archived (`plan_archived`).
    """
    plan = get(session, ProcurementPlan, project_id, plan_id)
    session.flush()  # what this transaction changed in the plan would be read over
    session.refresh(plan, with_for_update=True)
    if plan.archived_at is not None:
        raise Invalid("plan_archived", title=plan.title)
    return plan


def working_copy(session: Session, project_id: int, plan_id: int) -> Draft | None:
    """The plan's open working copy, or None."""
    return session.exec(
        select(Draft).where(
            Draft.project_id == project_id,
            Draft.plan_id == plan_id,
            Draft.status == DraftStatus.WORKING,
            col(Draft.archived_at).is_(None),
        )
    ).first()


def working_draft(session: Session, project_id: int, draft_id: int) -> Draft:
    """The draft, which must be an open working copy.

    Raises:
        NotFound: it is not there, or belongs to another project.
        Invalid: it is submitted (`draft_frozen`) or archived (`draft_archived`).
    """
    draft = get(session, Draft, project_id, draft_id)
    if draft.number is not None:
        raise Invalid("draft_frozen", number=draft.number)
    if draft.archived_at is not None:
        raise Invalid("draft_archived")
    return draft


def has_lines(session: Session, project_id: int, draft_id: int) -> bool:
    """Whether the draft has any line, also one that was put aside."""
    query = select(DraftLine.id).where(DraftLine.project_id == project_id, DraftLine.draft_id == draft_id)
    return session.exec(query.limit(1)).first() is not None


def previous_draft_id(session: Session, project_id: int, plan_id: int, number: int) -> int | None:
    """The id of the draft with the highest number below `number`, or None."""
    return session.exec(
        select(Draft.id)
        .where(
            Draft.project_id == project_id,
            Draft.plan_id == plan_id,
            col(Draft.number) < number,
            col(Draft.archived_at).is_(None),
        )
        .order_by(col(Draft.number).desc())
        .limit(1)
    ).first()


def highest_number(session: Session, project_id: int, plan_id: int) -> int:
    """The highest number that a draft of the plan ever had, archived ones included; 0 before the first."""
    highest = session.exec(
        select(sa.func.max(Draft.number)).where(Draft.project_id == project_id, Draft.plan_id == plan_id)
    ).one()
    return int(highest or 0)


def new_lineages(session: Session, project_id: int, plan_id: int, count: int) -> list[int]:
    """The ids of `count` new lineages."""
    if count == 0:
        return []
    rows = [{"project_id": project_id, "plan_id": plan_id}] * count
    made = session.connection().execute(sa.insert(LineageRow).returning(col(LineageRow.id)), rows)
    return sorted(lineage for lineage in made.scalars() if lineage is not None)


def insert_lines(session: Session, draft: Draft, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the lines of a new draft in bulk; each row has a value for every column of `COPIED`."""
    own = {"draft_id": draft.id, "version": 1}
    session.connection().execute(sa.insert(DraftLine), [{**row, **own} for row in rows])


def copy_lines(session: Session, source_id: int, target: Draft) -> int:
    """Copy the lines of a draft that are not archived into a new one, with their lineages; gives how many."""
    lines: Any = DraftLine.__table__  # type: ignore[attr-defined]  # set by SQLAlchemy
    copied = [lines.c[name] for name in COPIED]
    chosen = sa.select(sa.literal(target.id), sa.literal(1), *copied).where(
        lines.c.project_id == target.project_id,
        lines.c.draft_id == source_id,
        lines.c.archived_at.is_(None),
    )
    session.connection().execute(sa.insert(DraftLine).from_select(["draft_id", "version", *COPIED], chosen))
    copied_lines = select(sa.func.count()).select_from(DraftLine).where(DraftLine.draft_id == target.id)
    count = session.exec(copied_lines).one()
    note_bulk(session, target, {"lines": count, "copied_from": source_id})
    return count
