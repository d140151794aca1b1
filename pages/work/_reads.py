"""What the pages of the work area read, kept until the work (or the plan behind an outcome) changes."""

from typing import Any

from sqlmodel import Session

from db.queries import evaluation as evaluation_queries
from db.queries import events as event_queries
from db.queries import goals as goal_queries
from db.queries import photos as photo_queries
from db.queries import plan as plan_queries
from db.queries import workstreams as queries
from pages._kit.cached import Key, by_revision
from tracker.charts.work import indicator_chart
from tracker.i18n.figures import period_name, qualified
from tracker.periods import period_of
from tracker.permissions import Action
from tracker.schedule.model import TaskKind
from tracker.vocabulary import IndicatorMode


@by_revision("work")
def work(session: Session, key: Key) -> queries.Work:
    """Workstreams, indicators and readings, archived ones too."""
    return queries.work(session, key.project_id)


@by_revision("work", "plan")
def event_rows(session: Session, key: Key) -> list[event_queries.EventRow]:
    """Events with participants and topics, archived ones too."""
    return event_queries.events(session, key.project_id, key.today)


@by_revision("project")
def event_photos(session: Session, key: Key, event_id: int) -> tuple[photo_queries.PhotoRow, ...]:
    """The photos of an event, archived ones too."""
    found = photo_queries.photos_of(session, key.project_id, "event", [event_id], archived=True)
    return found.get(event_id, ())


@by_revision("work")
def direction_rows(session: Session, key: Key) -> list[goal_queries.DirectionRow]:
    """The statements of the direction of work, archived ones too."""
    return goal_queries.directions(session, key.project_id)


@by_revision("work")
def goal_rows(session: Session, key: Key) -> list[goal_queries.GoalRow]:
    """The goals, archived ones too."""
    return goal_queries.goals(session, key.project_id)


@by_revision("work")
def goal_indicator_rows(session: Session, key: Key) -> list[goal_queries.GoalIndicatorRow]:
    """The indicators that are tied to goals."""
    return goal_queries.goal_indicators(session, key.project_id)


@by_revision("work")
def evaluation_standards(session: Session, key: Key) -> list[evaluation_queries.StandardRow]:
    """Evaluation standards with items and assessments, archived ones too."""
    return evaluation_queries.standards(session, key.project_id)


@by_revision("project")
def evidence_files(session: Session, key: Key, item_id: int) -> list[evaluation_queries.EvidenceRow]:
    """The files of an evaluation item, archived ones too; attachments belong to the project's area."""
    return evaluation_queries.evidence(session, key.project_id, item_id)


@by_revision("plan")
def plan_titles(session: Session, key: Key) -> dict[int, str]:
    """The plans that a task can stand in, by id."""
    return {row.id: row.title for row in plan_queries.plans(session, key.project_id) if not row.archived}


@by_revision("plan")
def task_titles(session: Session, key: Key) -> dict[int, str]:
    """The tasks that can carry an outcome out, by id, after the name of their plan."""
    return {
        row.id: f"{row.plan_title} · {row.title}"
        for row in plan_queries.task_facts(session, key.project_id)
        if not row.archived and row.kind is not TaskKind.SUMMARY
    }


@by_revision("plan", "project")
def owner_names(session: Session, key: Key) -> dict[int, str]:
    """Who can own a task, by id; nobody for roles that see no names."""
    return plan_queries.people(session, key.project_id) if key.may(Action.SEE_NAMES) else {}


@by_revision("work")
def chart_spec(_session: Session, key: Key, indicator_id: int, appearance: str) -> dict[str, Any]:
    """The chart of an indicator; its title says what it had come to."""
    row = next(each for each in work().indicators if each.id == indicator_id)
    points = row.running()
    return indicator_chart(
        points,
        target_milli=row.target_milli,
        mode=row.mode,
        counted_over=row.counted_over,
        unit=row.unit,
        words=key.words,
        appearance=appearance,
        title=[part for part in _standing(key, row) if part],  # two lines, so that a phone shows it whole
    )


def indicator_names() -> dict[int, str]:
    """The indicators that something can follow, by id, after the name of their workstream."""
    return {row.id: f"{row.workstream} · {row.name}" for row in work().indicators if row.is_current}


@by_revision("work")
def indicator_sentence(_session: Session, key: Key, indicator_id: int) -> str:
    """What an indicator had come to by its last reading; "" for one that is not there."""
    return next((standing_sentence(key, row) for row in work().indicators if row.id == indicator_id), "")


def standing_sentence(key: Key, row: queries.IndicatorRow) -> str:
    """What an indicator had come to by its last reading."""
    what, said = _standing(key, row)
    return key.words._("{name}: {said}", name=what, said=said) if said else what


def _standing(key: Key, row: queries.IndicatorRow) -> tuple[str, str]:
    """An indicator's name, with the period that is counted where it is added up, and what it had come to ("")."""
    read, w = row.standing(), key.words
    found = row.figure_by(read[-1].on) if read else None
    if found is None:
        return row.name, ""
    last = read[-1].on
    value = qualified(w, found.value_milli, found.qualifier)
    said = w._("{value} {unit} by {day}", value=value, unit=row.unit, day=w.date(last, today=key.today))
    if row.mode is IndicatorMode.CUMULATIVE:
        return row.name, said
    return f"{row.name} · {period_name(w, period_of(last, row.counted_over))}", said
