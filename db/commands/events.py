"""Events: meetings, study tours, lectures, media notices, awards; who took part, and the topics with their outcomes."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, func, select

from db.commands import editing
from db.commands.days import check_day
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.commands.tasks import create_task
from db.commands.workstreams import LONGEST_TEXT
from db.models import Event, EventParty, EventTopic, Task, Workstream
from tracker.errors import Invalid
from tracker.events import lasted_days
from tracker.permissions import Action, Actor
from tracker.vocabulary import EventKind

LONGEST = {
    "title": 200,
    "place": 300,
    "organiser": 200,
    "account": LONGEST_TEXT,
    "learned": LONGEST_TEXT,
    "organisation": 160,
    "capacity": 160,
    "outcome": LONGEST_TEXT,
}
LONGEST_EVENT_DAYS = 366
MOST_PEOPLE = 99_999

_EVENT_FIELDS = frozenset(
    {"kind", "title", "starts_on", "ends_on", "place", "organiser", "workstream_id", "account", "learned"}
)
_PARTY_FIELDS = frozenset({"organisation", "capacity", "people", "position"})
_TOPIC_FIELDS = frozenset({"title", "outcome", "is_settled", "task_id", "position"})


@command(Action.EDIT_WORK)
def create_event(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    kind: EventKind,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    place: str = "",
    organiser: str = "",
    workstream_id: int | None = None,
    account: str = "",
    learned: str = "",
) -> int:
    """Add an event; gives its id.

    Raises:
        Invalid: a text is missing or too long, a day is out of range (`date_out_of_range`), or the event ends before
            it starts or lasts over a year (`event_days`).
    """
    event = Event(
        project_id=project_id,
        kind=kind,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        place=place,
        organiser=organiser,
        workstream_id=workstream_id,
        account=account,
        learned=learned,
    )
    _check_event(session, event)
    session.add(event)
    session.flush()
    assert event.id is not None  # noqa: S101 (flushed)
    return event.id


@command(Action.EDIT_WORK)
def update_event(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    event_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change an event.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `create_event`.
    """
    event = get(session, Event, project_id, event_id)
    with session.no_autoflush:  # the days must be told before the database refuses them
        merge_edit(
            event, expected_version=expected_version, original=original, changes=changes, fields=_EVENT_FIELDS
        )
        _check_event(session, event)
    session.add(event)


@command(Action.EDIT_WORK)
def archive_event(session: Session, *, actor: Actor, project_id: int, event_id: int) -> None:
    """Put an event aside; the tasks that came of it stay."""
    editing.archive(session, get(session, Event, project_id, event_id))


@command(Action.EDIT_WORK)
def restore_event(session: Session, *, actor: Actor, project_id: int, event_id: int) -> None:
    """Bring an event back."""
    editing.restore(session, get(session, Event, project_id, event_id))


@command(Action.EDIT_WORK)
def add_event_party(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    event_id: int,
    organisation: str,
    people: int,
    capacity: str = "",
) -> int:
    """Say how many people of an organisation took part, and in which capacity; gives the row's id.

    Raises:
        Invalid: the organisation is missing, a text is too long, the number is out of range (`event_people`), or the
            event is archived (`event_archived`).
    """
    _open(session, project_id, event_id)
    party = EventParty(
        project_id=project_id,
        event_id=event_id,
        organisation=organisation,
        capacity=capacity,
        people=people,
        position=_next(session, EventParty, project_id, event_id),
    )
    _check_party(party)
    session.add(party)
    session.flush()
    assert party.id is not None  # noqa: S101 (flushed)
    return party.id


@command(Action.EDIT_WORK)
def update_event_party(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    event_party_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change who took part.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `add_event_party`.
    """
    party = get(session, EventParty, project_id, event_party_id)
    with session.no_autoflush:  # as for `update_event`
        merge_edit(
            party, expected_version=expected_version, original=original, changes=changes, fields=_PARTY_FIELDS
        )
        _check_party(party)
    session.add(party)


@command(Action.EDIT_WORK)
def archive_event_party(session: Session, *, actor: Actor, project_id: int, event_party_id: int) -> None:
    """Take an organisation out of an event's participants."""
    editing.archive(session, get(session, EventParty, project_id, event_party_id))


@command(Action.EDIT_WORK)
def restore_event_party(session: Session, *, actor: Actor, project_id: int, event_party_id: int) -> None:
    """Bring an organisation back among an event's participants."""
    editing.restore(session, get(session, EventParty, project_id, event_party_id))


@command(Action.EDIT_WORK)
def add_event_topic(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    event_id: int,
    title: str,
    outcome: str = "",
    is_settled: bool = False,
) -> int:
    """Add a topic of an event, with what was settled on it; gives its id.

    Raises:
        Invalid: the title is missing, a text is too long, or the event is archived (`event_archived`).
    """
    _open(session, project_id, event_id)
    topic = EventTopic(
        project_id=project_id,
        event_id=event_id,
        title=title,
        outcome=outcome,
        is_settled=is_settled,
        position=_next(session, EventTopic, project_id, event_id),
    )
    _check_topic(session, topic)
    session.add(topic)
    session.flush()
    assert topic.id is not None  # noqa: S101 (flushed)
    return topic.id


@command(Action.EDIT_WORK)
def update_event_topic(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    event_topic_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change a topic, what was settled on it, or the task that carries it out.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `add_event_topic`.
        NotFound: the task is of another project.
    """
    topic = get(session, EventTopic, project_id, event_topic_id)
    with session.no_autoflush:  # as for `update_event`
        merge_edit(
            topic, expected_version=expected_version, original=original, changes=changes, fields=_TOPIC_FIELDS
        )
        _check_topic(session, topic)
    session.add(topic)


@command(Action.EDIT_WORK)
def archive_event_topic(session: Session, *, actor: Actor, project_id: int, event_topic_id: int) -> None:
    """Put a topic aside; its task stays."""
    editing.archive(session, get(session, EventTopic, project_id, event_topic_id))


@command(Action.EDIT_WORK)
def restore_event_topic(session: Session, *, actor: Actor, project_id: int, event_topic_id: int) -> None:
    """Bring a topic back."""
    editing.restore(session, get(session, EventTopic, project_id, event_topic_id))


@command(Action.EDIT_PLANS)
def make_task_of_topic(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    event_topic_id: int,
    plan_id: int,
    due_on: dt.date,
    owner_id: int | None = None,
) -> int:
    """Turn what was settled into a task of a plan, due on a day; gives the task's id.

    Raises:
        Invalid: the topic has a task already (`topic_has_task`), is not settled (`topic_not_settled`), the day is out
            of range, or the plan could no longer be scheduled.
    """
    topic = get(session, EventTopic, project_id, event_topic_id)
    if not topic.is_settled:
        raise Invalid("topic_not_settled", title=topic.title)
    task = session.get(Task, topic.task_id) if topic.task_id is not None else None
    if task is not None and task.archived_at is None:
        raise Invalid("topic_has_task", title=topic.title)
    check_day(due_on)
    topic.task_id = create_task(
        session,
        actor=actor,
        project_id=project_id,
        plan_id=plan_id,
        title=topic.title,
        owner_id=owner_id,
        deadline=due_on,
    )
    session.add(topic)
    return topic.task_id


def _open(session: Session, project_id: int, event_id: int) -> None:
    """Refuse to add to an event that is put aside."""
    event = get(session, Event, project_id, event_id)
    if event.archived_at is not None:
        raise Invalid("event_archived", title=event.title)


def _next(
    session: Session, model: type[EventParty] | type[EventTopic], project_id: int, event_id: int
) -> int:
    last = session.exec(
        select(func.max(model.position)).where(model.project_id == project_id, model.event_id == event_id)
    ).one()
    return (last or 0) + 1


def _texts(row: Event | EventParty | EventTopic, *fields: str) -> None:
    for field in fields:
        text = getattr(row, field).strip()
        if len(text) > LONGEST[field]:
            raise Invalid("text_too_long", field=field, longest=LONGEST[field], length=len(text))
        setattr(row, field, text)


def _check_event(session: Session, event: Event) -> None:
    event.title = required_text("title", event.title, longest=LONGEST["title"])
    _texts(event, "place", "organiser", "account", "learned")
    for day in (event.starts_on, event.ends_on):
        if day is not None:
            check_day(day)
    if not 1 <= lasted_days(event.starts_on, event.ends_on) <= LONGEST_EVENT_DAYS:
        raise Invalid("event_days", starts_on=event.starts_on, ends_on=event.ends_on)
    if event.workstream_id is not None:
        get(session, Workstream, event.project_id, event.workstream_id)


def _check_party(party: EventParty) -> None:
    party.organisation = required_text("organisation", party.organisation, longest=LONGEST["organisation"])
    _texts(party, "capacity")
    if not 1 <= party.people <= MOST_PEOPLE:
        raise Invalid("event_people", most=MOST_PEOPLE)


def _check_topic(session: Session, topic: EventTopic) -> None:
    topic.title = required_text("title", topic.title, longest=LONGEST["title"])
    _texts(topic, "outcome")
    if topic.task_id is not None:
        get(session, Task, topic.project_id, topic.task_id)
