"""The site in a few numbers for the overview: weeks held, gates, blocking findings, what needs somebody."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.inspections import slot_rows
from db.queries.places import places
from tracker.calendar import WorkCalendar
from tracker.findings import is_blocking, is_overdue, is_settled
from tracker.inspections import SlotState, week_of
from tracker.site_attention import Attention, FindingFact, SlotFact
from tracker.site_attention import needs_attention as sorted_attention
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage

ORGANISATION = metadata.tables["organisation"]
ACCEPTANCE = metadata.tables["acceptance"]
GATE = metadata.tables["gate"]
FINDING = metadata.tables["finding"]

STRIP_WEEKS = 26
ATTENTION_WEEKS = 4
"""A round missed longer ago is history; the strip still shows it."""


@dataclass(frozen=True, slots=True)
class WeekMark:
    """A slot in the strip of weeks."""

    planned_on: dt.date
    state: SlotState


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """The answer to "is there a building?".

    Attributes:
        weeks: the slots of the last 26 weeks, this week's included, oldest first.
        gates: how each acceptance gate ended last, None for one that was not held.
        open_findings: findings that are neither closed nor waived.
        blocking_findings: those of them that hold up an acceptance or the opening.
        overdue_findings: those of them whose due day has passed.
    """

    weeks: tuple[WeekMark, ...]
    gates: Mapping[AcceptanceStage, AcceptanceOutcome | None]
    open_findings: int
    blocking_findings: int
    overdue_findings: int

    @property
    def gates_passed(self) -> int:
        """Gates passed without conditions."""
        return sum(outcome is AcceptanceOutcome.PASSED for outcome in self.gates.values())

    @property
    def gates_total(self) -> int:
        """Gates that a public building passes."""
        return len(self.gates)

    def count(self, state: SlotState) -> int:
        """How many of the weeks are in a state."""
        return sum(week.state is state for week in self.weeks)


def site_summary(
    session: Session, project_id: int, today: dt.date, calendar: WorkCalendar | None = None
) -> SiteSummary:
    """Weeks, gates and findings of a project. Six statements, five with the calendar given."""
    first, last = _weeks_back(today, STRIP_WEEKS)
    planned = slot_rows(session, project_id, first=first, last=last, today=today, calendar=calendar)
    pending = [each for each in finding_facts(session, project_id) if not is_settled(each.status)]
    return SiteSummary(
        weeks=tuple(WeekMark(row.slot.planned_on, row.state) for row in planned),
        gates=acceptance_gates(session, project_id),
        open_findings=len(pending),
        blocking_findings=sum(is_blocking(each.status, each.severity) for each in pending),
        overdue_findings=sum(is_overdue(each.status, each.due_on, today) for each in pending),
    )


def needs_attention(
    session: Session, project_id: int, today: dt.date, calendar: WorkCalendar | None = None
) -> list[Attention]:
    """What on the site needs somebody now, worst first. Five statements, four with the calendar given."""
    first, last = _weeks_back(today, ATTENTION_WEEKS)
    planned = slot_rows(session, project_id, first=first, last=last, today=today, calendar=calendar)
    facts = [SlotFact(row.series, row.slot, row.state, row.round_id, row.signed) for row in planned]
    return sorted_attention(facts, finding_facts(session, project_id), today)


def acceptance_gates(session: Session, project_id: int) -> dict[AcceptanceStage, AcceptanceOutcome | None]:
    """How each gate ended the last time it was held; None for one that was not. One statement."""
    query = (
        sa.select(GATE.c.stage, ACCEPTANCE.c.outcome)
        .join(GATE, GATE.c.id == ACCEPTANCE.c.gate_id)
        .where(ACCEPTANCE.c.project_id == project_id, ACCEPTANCE.c.archived_at.is_(None))
        .order_by(ACCEPTANCE.c.held_on, ACCEPTANCE.c.id)
    )
    ended: dict[AcceptanceStage, AcceptanceOutcome] = {
        row.stage: row.outcome for row in session.execute(query)
    }
    return {stage: ended.get(stage) for stage in AcceptanceStage}


def finding_facts(session: Session, project_id: int) -> list[FindingFact]:
    """What the numbers need of every finding that is not archived. Two statements."""
    query = (
        sa.select(
            FINDING.c.id,
            FINDING.c.status,
            FINDING.c.severity,
            FINDING.c.found_on,
            FINDING.c.due_on,
            FINDING.c.zone_id,
            sa.func.coalesce(ORGANISATION.c.name, "").label("organisation"),
        )
        .join(ORGANISATION, ORGANISATION.c.id == FINDING.c.organisation_id, isouter=True)
        .where(FINDING.c.project_id == project_id, FINDING.c.archived_at.is_(None))
        .order_by(FINDING.c.id)
    )
    names = places(session, project_id)
    return [
        FindingFact(
            id=row.id,
            status=row.status,
            severity=row.severity,
            found_on=row.found_on,
            due_on=row.due_on,
            zone=names.get(row.zone_id, ""),
            organisation=row.organisation,
        )
        for row in session.execute(query)
    ]


def _weeks_back(today: dt.date, weeks: int) -> tuple[dt.date, dt.date]:
    """Monday of the first and Sunday of the last of `weeks` weeks that end with this one."""
    monday, sunday = week_of(today)
    return monday - dt.timedelta(weeks=weeks - 1), sunday
