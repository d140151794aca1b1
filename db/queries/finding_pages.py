"""Findings by page: filtered, sorted, counted and cut to a page by the database, however many there are."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.finding_groups import read_through, severity_rank, unsettled
from db.queries.findings import FindingRow, read_rows, rows_query
from db.queries.places import places
from tracker.finding_views import FindingFilter, FindingOrder, statuses_of
from tracker.findings import BLOCKING, PENDING, SETTLED
from tracker.vocabulary import FindingStatus

ORGANISATION = metadata.tables["organisation"]
FINDING = metadata.tables["finding"]
ZONE = metadata.tables["zone"]


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One page of a list: its rows, and how many rows all pages have."""

    rows: tuple[FindingRow, ...]
    matching: int


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many findings a project has.

    Attributes:
        total: those that are not archived.
        archived: those that are.
        pending: those of `total` that are neither closed nor waived.
        blocking: pending ones that hold up an acceptance or the opening.
        overdue: pending ones whose due day has passed.
    """

    total: int
    archived: int
    pending: int
    blocking: int
    overdue: int


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """The findings in one state: how many there are, and the first of them, worst and most urgent first."""

    status: FindingStatus
    matching: int
    rows: tuple[FindingRow, ...]


def finding_page(
    session: Session,
    project_id: int,
    asked: FindingFilter,
    order: FindingOrder,
    *,
    today: dt.date,
    page: int = 1,
    size: int = 50,
    matching: int | None = None,
) -> FindingPage:
    """Page `page` (from 1) of the findings asked for; past the end it is empty, and so is its count.

    `matching`, where the caller knows how many there are, spares counting them. Three statements.
    """
    names = places(session, project_id)
    # Ids and count in one pass; photos and texts are then read for the rows of the page alone.
    count = sa.func.count().over() if matching is None else sa.literal(matching)
    ids = sa.select(FINDING.c.id, count).where(*conditions(project_id, asked, names, today))
    found = session.execute(_ordered(ids, order).limit(size).offset((page - 1) * size)).all()
    if not found:
        return FindingPage((), 0)
    position = {id_: index for index, (id_, _) in enumerate(found)}
    rows = read_rows(session, rows_query().where(FINDING.c.id.in_(position)), names)
    return FindingPage(tuple(sorted(rows, key=lambda row: position[row.id])), found[0][1])


def findings_asked_for(
    session: Session, project_id: int, asked: FindingFilter, order: FindingOrder, *, today: dt.date
) -> list[FindingRow]:
    """All findings asked for, for an export. Two statements."""
    names = places(session, project_id)
    query = _ordered(rows_query().where(*conditions(project_id, asked, names, today)), order)
    return read_rows(session, query, names)


def finding_counts(session: Session, project_id: int, today: dt.date) -> FindingCounts:
    """The numbers of the page's sentence. Two statements, so that settled findings are counted by the index alone."""
    mine, archived = FINDING.c.project_id == project_id, FINDING.c.archived_at.is_not(None)
    aside = sa.select(sa.func.count()).select_from(FINDING).where(read_through(project_id), archived)
    everything, put_aside = session.execute(
        sa.select(
            sa.select(sa.func.count()).select_from(FINDING).where(mine).scalar_subquery(),
            aside.scalar_subquery(),
        )
    ).one()
    pending = sa.select(
        sa.func.count(),
        _how_many(FINDING.c.severity.in_(BLOCKING)),
        _how_many(FINDING.c.due_on < today),
    ).where(*unsettled(project_id))
    return FindingCounts(everything - put_aside, put_aside, *session.execute(pending).one())


def board(
    session: Session, project_id: int, asked: FindingFilter, *, today: dt.date, per_column: int = 6
) -> list[BoardColumn]:
    """The findings asked for by state, in the order of a finding's life. Four statements.

    Settled ones are counted only, unless the filter asks for their state.
    """
    names = places(session, project_id)
    wanted = conditions(project_id, asked, names, today)
    state = FINDING.c.status
    counted = sa.select(state, sa.func.count().label("n")).where(*wanted).group_by(state)
    matching = {row.status: row.n for row in session.execute(counted)}
    urgency = [severity_rank(), FINDING.c.due_on.asc().nulls_last(), FINDING.c.number.desc()]
    ranked = (
        sa.select(
            FINDING.c.id, sa.func.row_number().over(partition_by=state, order_by=urgency).label("place")
        )
        .where(*wanted, state.in_(asked.statuses or PENDING))
        .subquery()
    )
    first = session.execute(sa.select(ranked.c.id).where(ranked.c.place <= per_column)).all()
    query = rows_query().where(FINDING.c.id.in_([row.id for row in first])).order_by(*urgency)
    rows = read_rows(session, query, names)
    return [
        BoardColumn(status, matching.get(status, 0), tuple(row for row in rows if row.status is status))
        for status in FindingStatus
    ]


def conditions(
    project_id: int, asked: FindingFilter, names: Mapping[int, str], today: dt.date
) -> list[sa.ColumnElement[bool]]:
    """A filter as conditions on the table of findings; `names` are the places of the project's zones, by id."""
    narrow = (
        asked.statuses,
        asked.turns,
        asked.zone_ids,
        asked.organisation_ids,
        asked.overdue,
        asked.round_id,
    )
    mine = FINDING.c.project_id == project_id if any(narrow) else read_through(project_id)
    wanted: list[sa.ColumnElement[bool]] = [mine]
    if not asked.archived:
        wanted.append(FINDING.c.archived_at.is_(None))
    chosen = (
        (FINDING.c.status, asked.statuses),
        (FINDING.c.severity, asked.severities),
        (FINDING.c.trade, asked.trades),
        (FINDING.c.organisation_id, asked.organisation_ids),
        (FINDING.c.status, statuses_of(asked.turns)),
    )
    wanted += [column.in_(values) for column, values in chosen if values]
    if asked.zone_ids:
        wanted.append(FINDING.c.zone_id.in_(_zones_below(project_id, asked.zone_ids)))
    if asked.overdue:
        wanted += [FINDING.c.due_on < today, FINDING.c.status.in_(PENDING)]
    if asked.round_id is not None:
        wanted.append(FINDING.c.inspection_id == asked.round_id)
    if text := asked.text.strip():
        wanted.append(_holds(text, names))
    return wanted


def _holds(text: str, names: Mapping[int, str]) -> sa.ColumnElement[bool]:
    """Whether a finding's description or place holds a text, or its number begins with it."""
    caseless = text.lower() == text.upper()  # as Chinese is: then no description need be lowered
    description = FINDING.c.description
    found = [
        description.contains(text, autoescape=True)
        if caseless
        else description.icontains(text, autoescape=True)
    ]
    if text.isdecimal():
        found.append(sa.cast(FINDING.c.number, sa.String).startswith(text, autoescape=True))
    in_place = [zone_id for zone_id, name in names.items() if text.casefold() in name.casefold()]
    if in_place:
        found.append(FINDING.c.zone_id.in_(in_place))
    return sa.or_(*found)


def _zones_below(project_id: int, zone_ids: tuple[int, ...]) -> sa.ScalarSelect[Any]:
    """The ids of some zones and of everything that lies in them."""
    tree = (
        sa.select(ZONE.c.id)
        .where(ZONE.c.project_id == project_id, ZONE.c.id.in_(zone_ids))
        .cte("below", recursive=True)
    )
    tree = tree.union(sa.select(ZONE.c.id).join(tree, ZONE.c.parent_id == tree.c.id))
    return sa.select(tree.c.id).scalar_subquery()


def _ordered(query: sa.Select[Any], order: FindingOrder) -> sa.Select[Any]:
    """The query in an order; what is settled comes last, and within equals the newest first."""
    newest = FINDING.c.number.desc()
    settled = FINDING.c.status.in_(SETTLED)
    due = FINDING.c.due_on.asc().nulls_last()
    if order is FindingOrder.DUE:
        return query.order_by(settled, due, newest)
    if order is FindingOrder.WORST:
        return query.order_by(settled, severity_rank(), due, newest)
    if order is FindingOrder.OLDEST:
        return query.order_by(settled, FINDING.c.found_on, newest)
    if order is FindingOrder.ORGANISATION:
        holder = ORGANISATION.alias()
        name = sa.select(holder.c.name).where(holder.c.id == FINDING.c.organisation_id).scalar_subquery()
        return query.order_by(settled, name.asc().nulls_last(), due, newest)
    return query.order_by(newest)


def _how_many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)
