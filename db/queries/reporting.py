"""The facts of a period, gathered from every area; the only query that reads them all."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlmodel import Session, col, select

from db.models import AssetCount, Bulletin, Direction, Enrolment, Goal, Project
from db.queries import acceptance, assets, events, inspections, plan, procurement, training, workstreams
from tracker.inspections import SlotState
from tracker.periods import Period
from tracker.reporting.facts import (
    BuyingFact,
    CourseFact,
    DraftFact,
    EventFact,
    Facts,
    GateFact,
    GoalFact,
    IndicatorFact,
    PlanFact,
    StreamFact,
)
from tracker.training import read_rule
from tracker.vocabulary import IssueStatus

AHEAD = dt.timedelta(days=45)
"""How far ahead of a period's end an event is announced in its summary."""


FACT_STEPS = 10
"""How many areas `facts` reads, one after the other."""

Step = Callable[[], None]
"""Told after each step of long work."""


def no_step() -> None:
    """What is told where nobody watches."""


def facts(
    session: Session, project_id: int, period: Period, today: dt.date, *, step: Step = no_step
) -> Facts:
    """What a summary of a period is written from, as the data stands today; `step` is told `FACT_STEPS` times."""
    project = session.get_one(Project, project_id)
    parts: dict[str, Callable[[], Any]] = {
        "streams": lambda: _streams(session, project_id, period, today),
        "courses": lambda: _courses(session, project_id, period, today),
        "plans": lambda: _plans(session, project_id, period),
        "round_ids": lambda: _rounds(session, project_id, period),
        "gates": lambda: _gates(session, project_id, period),
        "buying": lambda: _buying(session, project_id, period),
        "asset_ids": lambda: _assets(session, project_id, period),
        "direction": lambda: _direction(session, project_id),
        "goals": lambda: _goals(session, project_id, period),
        "bulletin_ids": lambda: _bulletins(session, project_id, period),
    }
    found: dict[str, Any] = {}
    for name, read in parts.items():
        found[name] = read()
        step()
    return Facts(
        library=project.library or project.name,
        first=period.first,
        last=period.last,
        weekly=bool(found["round_ids"]) and not _missed(session, project_id, period, today),
        **found,
    )


def _rounds(session: Session, project_id: int, period: Period) -> tuple[int, ...]:
    """The site rounds of the period that are held and signed."""
    return tuple(
        sorted(
            row.id
            for row in inspections.rounds(session, project_id)
            if not row.archived
            and row.status in inspections.FROZEN
            and row.held_on is not None
            and period.first <= row.held_on <= period.last
        )
    )


def _gates(session: Session, project_id: int, period: Period) -> tuple[GateFact, ...]:
    return tuple(
        GateFact(row.id, row.stage, row.standing.passed_on)
        for row in acceptance.gates(session, project_id, with_blocking=False)
        if row.standing.passed_on is not None and row.standing.passed_on <= period.last
    )


def _streams(session: Session, project_id: int, period: Period, today: dt.date) -> tuple[StreamFact, ...]:
    board = workstreams.work(session, project_id)
    happened = [
        row
        for row in events.events(session, project_id, today)
        if not row.archived and period.first <= row.starts_on <= period.last + AHEAD
    ]
    found = []
    for stream in board.workstreams:
        if stream.archived:
            continue
        totals = [
            (row, row.figure(period.first, period.last))
            for row in board.indicators
            if row.workstream_id == stream.id and not row.archived
        ]
        found.append(
            StreamFact(
                stream.id,
                stream.name,
                tuple(IndicatorFact(row.name, row.unit, total) for row, total in totals if total is not None),
                tuple(
                    _event(row, is_ahead=row.starts_on > period.last)
                    for row in sorted(happened, key=lambda row: (row.starts_on, row.id))
                    if row.workstream_id == stream.id
                ),
            )
        )
    return tuple(found)


def _event(row: events.EventRow, *, is_ahead: bool) -> EventFact:
    return EventFact(
        id=row.id,
        kind=row.kind,
        title=row.title,
        starts_on=row.starts_on,
        days=row.days,
        place=row.place,
        account=row.account,
        learned=row.learned,
        people=row.people,
        organisations=tuple(party.organisation for party in row.parties if not party.archived),
        topics=tuple(topic.title for topic in row.topics if topic.is_settled and not topic.archived),
        is_ahead=is_ahead,
    )


def _courses(session: Session, project_id: int, period: Period, today: dt.date) -> tuple[CourseFact, ...]:
    enrolled: dict[int, list[int]] = {}
    query = select(Enrolment.course_id, Enrolment.id).where(
        Enrolment.project_id == project_id, col(Enrolment.archived_at).is_(None)
    )
    for course_id, enrolment_id in session.exec(query.order_by(col(Enrolment.id))):
        enrolled.setdefault(course_id, []).append(enrolment_id or 0)
    meetings = [row for row in training.sessions(session, project_id, today) if not row.archived]
    found = []
    for course in training.courses(session, project_id, today, names=False):
        held = [
            row
            for row in meetings
            if row.course_id == course.id
            and row.held_on is not None
            and period.first <= row.held_on <= period.last
        ]
        if course.archived or not held:
            continue
        weekdays, last = read_rule(course.rule, course.starts_on)
        found.append(
            CourseFact(
                id=course.id,
                title=course.title,
                starts_on=course.starts_on,
                starts_at=course.starts_at,
                weekday=weekdays[0] if len(weekdays) == 1 else None,
                runs_days=((last or course.starts_on) - course.starts_on).days + 1,
                planned_milli=course.planned_hours_milli,
                delivered_milli=sum(row.hours_milli or 0 for row in held),
                participant_ids=tuple(enrolled.get(course.id, ())),
                session_ids=tuple(row.id for row in held),
            )
        )
    return tuple(found)


def _plans(session: Session, project_id: int, period: Period) -> tuple[PlanFact, ...]:
    sent: dict[int, list[str]] = {}
    for row in plan.submissions(session, project_id):
        if period.first <= row.submitted_on <= period.last:
            sent.setdefault(row.plan_id, []).append(row.recipient)
    return tuple(
        PlanFact(row.id, row.title, tuple(sent[row.id]))
        for row in plan.plans(session, project_id)
        if row.id in sent and not row.archived
    )


def _missed(session: Session, project_id: int, period: Period, today: dt.date) -> bool:
    """Whether a slot of the period passed without a round that counts."""
    return any(
        row.state is SlotState.MISSED
        for row in inspections.slot_rows(
            session, project_id, first=period.first, last=period.last, today=today
        )
    )


def _buying(session: Session, project_id: int, period: Period) -> tuple[BuyingFact, ...]:
    found = []
    for row in procurement.plans(session, project_id):
        drafts = tuple(
            DraftFact(draft.id, draft.number, draft.total_fen, draft.status)
            for draft in procurement.drafts(session, project_id, row.id)
            if draft.number is not None
            and not draft.archived
            and (draft.submitted_on or draft.drawn_up_on or period.last) <= period.last
        )
        found.append(BuyingFact(row.title, tuple(sorted(drafts, key=lambda draft: draft.number))))
    return tuple(found)


def _assets(session: Session, project_id: int, period: Period) -> tuple[int, ...]:
    """The assets counted in the period, each once; where none was counted, the register as it stands."""
    query = select(AssetCount.asset_id).where(
        AssetCount.project_id == project_id,
        AssetCount.counted_on >= period.first,
        AssetCount.counted_on <= period.last,
        col(AssetCount.archived_at).is_(None),
    )
    counted = tuple(sorted(set(session.exec(query))))
    return counted or tuple(row.id for row in assets.register(session, project_id) if not row.archived)


def _direction(session: Session, project_id: int) -> tuple[Any, ...]:
    query = (
        select(Direction.kind, Direction.text)
        .where(Direction.project_id == project_id, col(Direction.archived_at).is_(None))
        .order_by(col(Direction.position), col(Direction.id))
    )
    return tuple((kind, text) for kind, text in session.exec(query))


def _goals(session: Session, project_id: int, period: Period) -> tuple[GoalFact, ...]:
    query = (
        select(Goal)
        .where(Goal.project_id == project_id, col(Goal.archived_at).is_(None))
        .order_by(col(Goal.position), col(Goal.id))
    )
    return tuple(
        GoalFact(row.id or 0, row.title, row.stated_on, row.horizon_on)
        for row in session.exec(query)
        if row.stated_on is None or row.stated_on <= period.last
    )


def _bulletins(session: Session, project_id: int, period: Period) -> tuple[int, ...]:
    query = select(Bulletin.id).where(
        Bulletin.project_id == project_id,
        Bulletin.status == IssueStatus.ISSUED,
        col(Bulletin.issued_on) >= period.first,
        col(Bulletin.issued_on) <= period.last,
        col(Bulletin.archived_at).is_(None),
    )
    return tuple(id_ for id_ in session.exec(query.order_by(col(Bulletin.id))) if id_ is not None)
