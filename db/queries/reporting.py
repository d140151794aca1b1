"""The facts of a period, gathered from every area; the only query that reads them all."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlmodel import Session, col, select

from db.models import AssetCount, Bulletin, Direction, Enrolment, Project
from db.queries import (
    acceptance,
    assets,
    evaluation,
    events,
    goals,
    inspections,
    plan,
    procurement,
    training,
    workstreams,
)
from tracker.evaluation import share_milli, standing
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
    ReachedFact,
    StandardFact,
    StreamFact,
)
from tracker.training import read_rule
from tracker.vocabulary import IssueStatus

AHEAD = dt.timedelta(days=45)
"""How far ahead of a period's end an event is announced in its summary."""


FACT_STEPS = 12
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
    work = workstreams.work(session, project_id)
    happened = _happened(session, project_id, period, today)
    parts: dict[str, Callable[[], Any]] = {
        "streams": lambda: _streams(work, happened, period),
        "events": lambda: _events(work, happened, period),
        "courses": lambda: _courses(session, project_id, period, today),
        "plans": lambda: _plans(session, project_id, period),
        "round_ids": lambda: _rounds(session, project_id, period),
        "gates": lambda: _gates(session, project_id, period),
        "buying": lambda: _buying(session, project_id, period),
        "asset_ids": lambda: _assets(session, project_id, period),
        "direction": lambda: _direction(session, project_id),
        "goals": lambda: _goals(session, project_id, work, period),
        "standards": lambda: _standards(session, project_id, period),
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
        until=min(period.last, today),
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


def _happened(session: Session, project_id: int, period: Period, today: dt.date) -> list[events.EventRow]:
    """The events that began in the period or are announced for the time after it, the first ones first."""
    rows = [
        row
        for row in events.events(session, project_id, today)
        if not row.archived and period.first <= row.starts_on <= period.last + AHEAD
    ]
    return sorted(rows, key=lambda row: (row.starts_on, row.id))


def _streams(
    work: workstreams.Work, happened: list[events.EventRow], period: Period
) -> tuple[StreamFact, ...]:
    found = []
    for stream in work.workstreams:
        if stream.archived:
            continue
        totals = [
            (row, row.figure(period.first, period.last))
            for row in work.indicators
            if row.workstream_id == stream.id and not row.archived
        ]
        found.append(
            StreamFact(
                stream.id,
                stream.name,
                tuple(IndicatorFact(row.name, row.unit, total) for row, total in totals if total is not None),
                tuple(_event(row, period) for row in happened if row.workstream_id == stream.id),
            )
        )
    return tuple(found)


def _events(work: workstreams.Work, happened: list[events.EventRow], period: Period) -> tuple[EventFact, ...]:
    """The events that no workstream tells: of none, or of one that is put aside."""
    told = {stream.id for stream in work.workstreams if not stream.archived}
    return tuple(_event(row, period) for row in happened if row.workstream_id not in told)


def _event(row: events.EventRow, period: Period) -> EventFact:
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
        is_ahead=row.starts_on > period.last,
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


def _goals(session: Session, project_id: int, work: workstreams.Work, period: Period) -> tuple[GoalFact, ...]:
    ties: dict[int, list[goals.GoalIndicatorRow]] = {}
    for tie in goals.goal_indicators(session, project_id):
        ties.setdefault(tie.goal_id, []).append(tie)
    indicators = {row.id: row for row in work.indicators if row.is_current}
    return tuple(
        GoalFact(
            row.id,
            row.title,
            row.stated_on,
            row.horizon_on,
            tuple(
                fact
                for tie in ties.get(row.id, ())
                if tie.indicator_id in indicators
                and (fact := _reached(tie, indicators[tie.indicator_id], period)) is not None
            ),
        )
        for row in goals.goals(session, project_id)
        if not row.archived and (row.stated_on is None or row.stated_on <= period.last)
    )


def _reached(
    tie: goals.GoalIndicatorRow, row: workstreams.IndicatorRow, period: Period
) -> ReachedFact | None:
    """How far a goal's indicator has come by the end of the period; None where nothing was read."""
    total = row.figure_by(period.last)
    if total is None:
        return None
    share = share_milli(total.value_milli, tie.target_milli, row.direction)
    return ReachedFact(row.name, row.unit, total, tie.target_milli, share, row.mode, row.counted_over)


def _standards(session: Session, project_id: int, period: Period) -> tuple[StandardFact, ...]:
    """The standards by which the library has assessed itself by the end of the period."""
    found = []
    for standard in evaluation.standards(session, project_id):
        rows = {row.id: row for row in standard.current}
        newest = {
            row.id: assessed
            for row in rows.values()
            if (assessed := next((each for each in row.assessments if _counts(each, period)), None))
        }
        if standard.archived or not newest:
            continue
        counted = standing(
            [row.item for row in rows.values()], {id_: row.found for id_, row in newest.items()}
        )
        found.append(
            StandardFact(
                id=standard.id,
                title=standard.title,
                reached_milli=counted.total.reached_milli,
                possible_milli=counted.total.possible_milli,
                assessment_ids=tuple(row.id for row in newest.values()),
                item_ids=tuple(rows),
                unassessed_ids=tuple(id_ for id_ in rows if id_ not in newest),
                barring=tuple((id_, rows[id_].name) for id_ in counted.barring),
            )
        )
    return tuple(found)


def _counts(row: evaluation.AssessmentRow, period: Period) -> bool:
    return not row.archived and row.on <= period.last


def _bulletins(session: Session, project_id: int, period: Period) -> tuple[int, ...]:
    query = select(Bulletin.id).where(
        Bulletin.project_id == project_id,
        Bulletin.status == IssueStatus.ISSUED,
        col(Bulletin.issued_on) >= period.first,
        col(Bulletin.issued_on) <= period.last,
        col(Bulletin.archived_at).is_(None),
    )
    return tuple(id_ for id_ in session.exec(query.order_by(col(Bulletin.id))) if id_ is not None)
