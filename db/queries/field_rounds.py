"""What all phones and desks have said in one round."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.field import disagreements
from tracker.vocabulary import CheckAnswer, FindingObservation, InspectionStatus, Severity

INSPECTION = metadata.tables["inspection"]
CHECK_RESULT = metadata.tables["check_result"]
FINDING_CHECK = metadata.tables["finding_check"]
INSPECTION_NOTE = metadata.tables["inspection_note"]
FINDING = metadata.tables["finding"]
ATTENDEE = metadata.tables["attendee"]


@dataclass(frozen=True, slots=True)
class RoundHead:
    """The round itself."""

    id: int
    client_id: str | None
    status: InspectionStatus
    planned_on: dt.date
    held_on: dt.date | None
    weather: str
    progress: str
    decisions: str
    next_week: str
    signed_at: dt.datetime | None
    signed_name: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One device's answer to one question in one zone."""

    client_id: str
    zone_id: int
    item_id: int
    answer: CheckAnswer
    device: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """What one device saw of an earlier finding."""

    client_id: str
    finding_id: int
    observation: FindingObservation
    text: str
    device: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class SaidNote:
    """A note, from a phone (`client_id`) or a desk (None)."""

    id: int
    client_id: str | None
    zone_id: int | None
    text: str
    device: str
    is_addendum: bool


@dataclass(frozen=True, slots=True)
class SaidFinding:
    """A finding that was raised in the round."""

    id: int
    client_id: str | None
    number: int
    zone_id: int | None
    severity: Severity
    description: str


@dataclass(frozen=True, slots=True)
class SaidAttendee:
    """Somebody who walked along."""

    client_id: str | None
    name: str
    organisation_id: int | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question that devices answered differently: in a zone (`check`), or about a finding (`observation`)."""

    kind: str
    zone_id: int | None
    item_id: int | None
    finding_id: int | None
    answers: list[str]


@dataclass(frozen=True, slots=True)
class RoundState:
    """Everything said in a round, and where devices disagree."""

    head: RoundHead
    checks: list[CheckRow]
    observations: list[ObservationRow]
    notes: list[SaidNote]
    findings: list[SaidFinding]
    attendees: list[SaidAttendee]

    @property
    def disagreements(self) -> list[Disagreement]:
        """The questions that different devices answered differently."""
        checks = disagreements(((row.zone_id, row.item_id), row.device, row.answer) for row in self.checks)
        seen = disagreements((row.finding_id, row.device, row.observation) for row in self.observations)
        return [
            *(Disagreement("check", *question, None, answers) for question, answers in checks.items()),
            *(Disagreement("observation", None, None, each, answers) for each, answers in seen.items()),
        ]


def round_exists(session: Session, project_id: int, round_id: int) -> bool:
    """Whether the project has a round of that id. One statement."""
    query = sa.select(INSPECTION.c.id).where(
        INSPECTION.c.project_id == project_id, INSPECTION.c.id == round_id
    )
    return session.execute(query).first() is not None


def round_state(session: Session, project_id: int, round_id: int) -> RoundState | None:
    """What was said in a round, in the order it was said; None without such a round. Six statements."""
    head = _head(session, project_id, round_id)
    if head is None:
        return None
    check, seen = CHECK_RESULT.c, FINDING_CHECK.c
    note, finding, attendee = INSPECTION_NOTE.c, FINDING.c, ATTENDEE.c
    checks = (check.client_id, check.zone_id, check.item_id, check.answer, check.device, check.answered_at)
    observations = (
        seen.client_id,
        seen.finding_id,
        seen.observation,
        seen.text,
        seen.device,
        seen.answered_at,
    )
    notes = (note.id, note.client_id, note.zone_id, note.text, note.device, note.is_addendum)
    findings = (
        finding.id,
        finding.client_id,
        finding.number,
        finding.zone_id,
        finding.severity,
        finding.description,
    )
    attendees = (attendee.client_id, attendee.name, attendee.organisation_id)

    def rows(table: sa.Table, columns: tuple[sa.ColumnElement[Any], ...]) -> sa.Result[*tuple[Any, ...]]:
        query = (
            sa.select(*columns)
            .where(table.c.project_id == project_id, table.c.inspection_id == round_id)
            .where(table.c.archived_at.is_(None))
            .order_by(table.c.id)
        )
        return session.execute(query)

    return RoundState(
        head=head,
        checks=[CheckRow(*row) for row in rows(CHECK_RESULT, checks)],
        observations=[ObservationRow(*row) for row in rows(FINDING_CHECK, observations)],
        notes=[SaidNote(*row) for row in rows(INSPECTION_NOTE, notes)],
        findings=[SaidFinding(*row) for row in rows(FINDING, findings)],
        attendees=[SaidAttendee(*row) for row in rows(ATTENDEE, attendees)],
    )


def _head(session: Session, project_id: int, round_id: int) -> RoundHead | None:
    names = (
        "id",
        "client_id",
        "status",
        "planned_on",
        "held_on",
        "weather",
        "progress",
        "decisions",
        "next_week",
        "signed_at",
        "signed_name",
    )
    query = sa.select(*(INSPECTION.c[name] for name in names)).where(
        INSPECTION.c.project_id == project_id, INSPECTION.c.id == round_id
    )
    row = session.execute(query).first()
    return None if row is None else RoundHead(*row)
