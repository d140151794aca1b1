"""Summaries: the list, and the rows behind a figure of one. Their text is in `db.queries.report_text`."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.models import Report, metadata
from tracker.periods import Period, PeriodKind, period_of
from tracker.reporting import Source, SourceKind
from tracker.vocabulary import IssueStatus

MOST_IDS = 5_000
"""How many rows are asked for at once: databases bound the parameters of a statement."""

TABLES: dict[SourceKind, tuple[str, tuple[str, ...]]] = {
    SourceKind.READINGS: ("reading", ("on", "value_milli", "qualifier", "source")),
    SourceKind.EVENTS: ("event", ("starts_on", "ends_on", "title", "place")),
    SourceKind.PLANS: ("plan", ("title", "status")),
    SourceKind.ROUNDS: ("inspection", ("planned_on", "held_on", "status")),
    SourceKind.GATES: ("gate", ("stage", "contract", "planned_on")),
    SourceKind.DRAFTS: ("draft", ("number", "status", "submitted_on")),
    SourceKind.ASSETS: ("asset", ("code", "name", "quantity_milli")),
    SourceKind.COURSES: ("course", ("title", "starts_on", "planned_hours_milli")),
    SourceKind.SESSIONS: ("course_session", ("planned_on", "held_on", "hours_milli")),
    SourceKind.PARTICIPANTS: ("enrolment", ()),
    SourceKind.BULLETINS: ("bulletin", ("year", "number", "title", "issued_on")),
    SourceKind.GOALS: ("goal", ("title", "stated_on", "horizon_on")),
    SourceKind.TASKS: ("task", ("title", "percent_complete", "actual_finish")),
    SourceKind.PROMISES: ("report_promise", ("text", "due_on", "verdict", "verdict_note")),
    SourceKind.FINDINGS: ("finding", ("number", "found_on", "closed_on", "status", "description")),
    SourceKind.ASSESSMENTS: ("self_assessment", ("assessed_on", "value_milli", "points_milli", "evidence")),
    SourceKind.ITEMS: ("evaluation_item", ("code", "name", "points_milli", "is_prerequisite")),
}
"""The table of each kind of source, and the columns that show its rows; none of them names a person."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A summary in the list."""

    id: int
    version: int
    title: str
    language: str
    starts_on: dt.date
    ends_on: dt.date
    status: IssueStatus
    issued_at: dt.datetime | None
    archived: bool

    @property
    def period(self) -> Period:
        """The calendar period that it covers."""
        return period_from(self.starts_on, self.ends_on)


def period_from(first: dt.date, last: dt.date) -> Period:
    """The month, quarter or year of these days."""
    return next(period for kind in PeriodKind for period in [period_of(first, kind)] if period.last == last)


def reports(session: Session, project_id: int) -> list[ReportRow]:
    """All summaries, the newest period first; one statement."""
    columns: list[Any] = [
        Report.id,
        Report.version,
        Report.title,
        Report.language,
        Report.starts_on,
        Report.ends_on,
        Report.status,
        Report.issued_at,
        Report.archived_at,
    ]
    query = (
        select(*columns)
        .where(Report.project_id == project_id)
        .order_by(col(Report.ends_on).desc(), col(Report.starts_on).desc(), col(Report.id).desc())
    )
    return [ReportRow(*[*row[:8], row[8] is not None]) for row in session.exec(query)]


def _reckoned(kind: SourceKind) -> list[Any]:
    """What a row says only together with others: a draft's total, a reading's indicator, an event's people."""
    if kind is SourceKind.DRAFTS:
        draft, line = metadata.tables["draft"], metadata.tables["line"]
        total = sa.select(sa.func.coalesce(sa.func.sum(line.c.amount_fen), 0)).where(
            line.c.project_id == draft.c.project_id,
            line.c.draft_id == draft.c.id,
            line.c.archived_at.is_(None),
        )
        return [total.scalar_subquery().label("total_fen")]
    if kind is SourceKind.READINGS:
        indicator, read = metadata.tables["indicator"], metadata.tables["reading"]
        name = sa.select(indicator.c.name).where(
            indicator.c.project_id == read.c.project_id, indicator.c.id == read.c.indicator_id
        )
        return [name.scalar_subquery().label("indicator")]
    if kind is SourceKind.EVENTS:
        event, party = metadata.tables["event"], metadata.tables["event_party"]
        people = sa.select(sa.func.sum(party.c.people)).where(
            party.c.project_id == event.c.project_id,
            party.c.event_id == event.c.id,
            party.c.archived_at.is_(None),
        )
        return [people.scalar_subquery().label("people")]
    return []


def rows_behind(session: Session, project_id: int, source: Source) -> list[dict[str, Any]]:
    """The rows that a figure was computed from, in its order; columns by name, the id first."""
    name, columns = TABLES[source.kind]
    table = metadata.tables[name]
    found: dict[int, dict[str, Any]] = {}
    for at in range(0, len(source.ids), MOST_IDS):
        own = [table.c[column] for column in columns]
        query = sa.select(table.c.id, *own, *_reckoned(source.kind)).where(
            table.c.project_id == project_id, table.c.id.in_(source.ids[at : at + MOST_IDS])
        )
        found |= {row.id: dict(row._mapping) for row in session.execute(query)}
    return [found[id_] for id_ in source.ids if id_ in found]
