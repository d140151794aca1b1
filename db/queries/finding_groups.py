"""Unsettled findings in groups: what holds up which place, whose are overdue, how many wait for a check.

The database counts and picks; as many rows come out as there are places and organisations, not findings.
"""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.places import places
from tracker.findings import BLOCKING, ORDER, PENDING
from tracker.site_attention import BlockedPlace, FindingGroups, OverdueParty, WaitingChecks
from tracker.vocabulary import FindingStatus

ORGANISATION = metadata.tables["organisation"]
FINDING = metadata.tables["finding"]

UNSETTLED: tuple[sa.ColumnElement[bool], ...] = (
    FINDING.c.status.in_(PENDING),
    FINDING.c.archived_at.is_(None),
)
"""The conditions of findings that are neither settled nor archived, of whatever project."""


def finding_groups(session: Session, project_id: int, today: dt.date) -> FindingGroups:
    """The unsettled findings of a project in groups, the largest first. Four statements."""
    return FindingGroups(
        blocked=_blocked(session, project_id),
        overdue=_overdue(session, project_id, today),
        to_verify=_to_verify(session, project_id),
    )


def severity_rank() -> sa.Case[int]:
    """A finding's severity as a number: the worst is 0."""
    whens = ((FINDING.c.severity == severity, rank) for severity, rank in ORDER.items())
    return sa.case(*whens, else_=len(ORDER))


def read_through(project_id: int) -> sa.ColumnElement[bool]:
    """A project's findings, for a question that reads most of them.

    Without the `+ 0`, SQLite finds each row through an index that narrows nothing: on 30,000 findings that takes
    fifteen times as long as reading the table from end to end.
    """
    return FINDING.c.project_id + 0 == project_id


def unsettled(project_id: int) -> list[sa.ColumnElement[bool]]:
    """The conditions of a project's findings that are neither settled nor archived, for a question about all."""
    return [read_through(project_id), *UNSETTLED]


def _blocked(session: Session, project_id: int) -> tuple[BlockedPlace, ...]:
    names = places(session, project_id)
    heads = _heads(
        FINDING.c.zone_id,
        [severity_rank(), FINDING.c.found_on, FINDING.c.id],
        [*unsettled(project_id), FINDING.c.severity.in_(BLOCKING)],
    )
    found = [
        BlockedPlace(names.get(row.group, ""), row.n, row.severity, row.id) for row in session.execute(heads)
    ]
    return tuple(sorted(found, key=lambda place: (-place.n, place.zone)))


def _overdue(session: Session, project_id: int, today: dt.date) -> tuple[OverdueParty, ...]:
    heads = _heads(
        FINDING.c.organisation_id,
        [FINDING.c.due_on, FINDING.c.id],
        [*unsettled(project_id), FINDING.c.due_on < today],
    ).subquery()
    query = sa.select(heads, sa.func.coalesce(ORGANISATION.c.name, "").label("organisation")).join(
        ORGANISATION, ORGANISATION.c.id == heads.c.group, isouter=True
    )
    found = [
        OverdueParty(row.group, row.organisation, row.n, row.due_on, row.id, row.worst)
        for row in session.execute(query)
    ]
    return tuple(sorted(found, key=lambda party: (-party.n, party.organisation)))


def _to_verify(session: Session, project_id: int) -> WaitingChecks | None:
    waiting = [
        FINDING.c.project_id == project_id,
        FINDING.c.status == FindingStatus.RECTIFIED,
        FINDING.c.archived_at.is_(None),
    ]
    everything = sa.literal(0)
    heads = _heads(everything, [severity_rank(), FINDING.c.found_on, FINDING.c.id], waiting)
    row = session.execute(heads).first()
    return WaitingChecks(row.n, row.id) if row is not None else None


def _heads(
    group: sa.ColumnElement[Any], order: list[Any], wanted: list[sa.ColumnElement[bool]]
) -> sa.Select[Any]:
    """Of each group the first finding in an order, with how many the group has and how bad its worst is."""
    ranked = (
        sa.select(
            group.label("group"),
            FINDING.c.id,
            FINDING.c.severity,
            FINDING.c.due_on,
            sa.func.count().over(partition_by=group).label("n"),
            sa.func.min(severity_rank()).over(partition_by=group).label("worst"),
            sa.func.row_number().over(partition_by=group, order_by=order).label("place"),
        )
        .where(*wanted)
        .subquery()
    )
    return sa.select(ranked).where(ranked.c.place == 1)
