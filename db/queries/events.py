"""Events with who took part and what was settled; the state of an outcome follows its task."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from db.models import Event, EventParty, EventTopic, Task, Workstream
from tracker.events import Carrier, OutcomeState, lasted_days, outcome_state
from tracker.periods import Period
from tracker.reporting.bulletin import OutcomeFact
from tracker.vocabulary import EventKind


@dataclass(frozen=True, slots=True)
class PartyRow:
    """How many people of an organisation took part."""

    id: int
    version: int
    event_id: int
    organisation: str
    capacity: str
    people: int
    archived: bool


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic with what was settled, and the task that carries it out (None: there is none).

    `due_on`, `finished_on` and `owner_id` are the task's.
    """

    id: int
    version: int
    event_id: int
    title: str
    outcome: str
    is_settled: bool
    task_id: int | None
    archived: bool
    state: OutcomeState
    due_on: dt.date | None
    finished_on: dt.date | None
    owner_id: int | None

    @property
    def was_late(self) -> bool:
        """Whether its task ended after the day that it was due."""
        return self.finished_on is not None and self.due_on is not None and self.finished_on > self.due_on


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event with its participants and topics, archived ones too."""

    id: int
    version: int
    kind: EventKind
    title: str
    starts_on: dt.date
    ends_on: dt.date | None
    place: str
    organiser: str
    workstream_id: int | None
    workstream: str | None
    account: str
    learned: str
    archived: bool
    parties: tuple[PartyRow, ...]
    topics: tuple[TopicRow, ...]

    @property
    def people(self) -> int:
        """How many took part."""
        return sum(party.people for party in self.parties if not party.archived)

    @property
    def days(self) -> int:
        """Calendar days, the first and the last included."""
        return lasted_days(self.starts_on, self.ends_on)


def events(session: Session, project_id: int, today: dt.date) -> list[EventRow]:
    """All events of a project, the newest first; three statements."""
    parties, topics = _parties(session, project_id), _topics(session, project_id, today)
    columns: list[Any] = [
        Event.id,
        Event.version,
        Event.kind,
        Event.title,
        Event.starts_on,
        Event.ends_on,
        Event.place,
        Event.organiser,
        Event.workstream_id,
        Workstream.name,
        Event.account,
        Event.learned,
        Event.archived_at,
    ]
    query = (
        select(*columns)
        .outerjoin(
            Workstream,
            (col(Workstream.project_id) == Event.project_id) & (col(Workstream.id) == Event.workstream_id),
        )
        .where(Event.project_id == project_id)
        .order_by(col(Event.starts_on).desc(), col(Event.id).desc())
    )
    return [
        EventRow(
            *[*row[:12], row[12] is not None, tuple(parties.get(row[0], ())), tuple(topics.get(row[0], ()))]
        )
        for row in session.exec(query)
    ]


def outcomes(session: Session, project_id: int, period: Period, today: dt.date) -> list[OutcomeFact]:
    """What became of what was settled at the events of a period and at those whose tasks ended in it, oldest first."""
    found = []
    for row in reversed(events(session, project_id, today)):
        carried = [topic for topic in row.topics if not topic.archived and topic.task_id is not None]
        days = [row.starts_on, *(topic.finished_on for topic in carried if topic.finished_on is not None)]
        if row.archived or not any(period.first <= day <= period.last for day in days):
            continue
        counts = Counter(topic.state for topic in carried)
        done, late = counts[OutcomeState.DONE], counts[OutcomeState.LATE]
        found.append(OutcomeFact(row.id, row.title, row.starts_on, len(carried), done, late))
    return found


def _parties(session: Session, project_id: int) -> dict[int, list[PartyRow]]:
    columns: list[Any] = [
        EventParty.id,
        EventParty.version,
        EventParty.event_id,
        EventParty.organisation,
        EventParty.capacity,
        EventParty.people,
        EventParty.archived_at,
    ]
    query = (
        select(*columns)
        .where(EventParty.project_id == project_id)
        .order_by(EventParty.position, EventParty.id)
    )
    found: dict[int, list[PartyRow]] = {}
    for row in session.exec(query):
        found.setdefault(row[2], []).append(PartyRow(*[*row[:6], row[6] is not None]))
    return found


def _topics(session: Session, project_id: int, today: dt.date) -> dict[int, list[TopicRow]]:
    columns: list[Any] = [
        EventTopic.id,
        EventTopic.version,
        EventTopic.event_id,
        EventTopic.title,
        EventTopic.outcome,
        EventTopic.is_settled,
        EventTopic.archived_at,
        Task.id,
        Task.actual_finish,
        Task.deadline,
        Task.percent_complete,
        Task.owner_id,
    ]
    query = (
        select(*columns)
        .outerjoin(
            Task,
            (col(Task.project_id) == EventTopic.project_id)
            & (col(Task.id) == EventTopic.task_id)
            & col(Task.archived_at).is_(None),
        )
        .where(EventTopic.project_id == project_id)
        .order_by(EventTopic.position, EventTopic.id)
    )
    found: dict[int, list[TopicRow]] = {}
    for row in session.exec(query):
        task = Carrier(row[8], row[9], row[10]) if row[7] is not None else None
        topic = TopicRow(
            *[
                *row[:6],
                row[7],
                row[6] is not None,
                outcome_state(is_settled=row[5], task=task, today=today),
                task.due_on if task else None,
                task.finished_on if task else None,
                row[11],
            ]
        )
        found.setdefault(topic.event_id, []).append(topic)
    return found
