"""The site in a few numbers for the overview: weeks held, gates, blocking findings, what needs somebody."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.acceptance import gates, standings
from db.queries.finding_due import due_parties
from db.queries.finding_groups import finding_groups
from db.queries.finding_pages import finding_counts
from db.queries.inspections import slot_rows
from db.queries.rooms import room_visits, rounds_since
from tracker.acceptance import GateState, stage_state
from tracker.acceptance_attention import GateFact, gate_attention
from tracker.calendar import WorkCalendar
from tracker.inspections import SlotState, week_of
from tracker.rooms import ATTENTION_WEEKS as ROOM_WEEKS
from tracker.rooms import not_visited
from tracker.site_attention import INSPECTIONS, Attention, AttentionKind, FindingGroups, SlotFact
from tracker.site_attention import needs_attention as sorted_attention
from tracker.vocabulary import AcceptanceOutcome, AcceptanceStage

GATE = metadata.tables["gate"]

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
        gates: how each stage of acceptance stands, None for one that was not held: at the worst of its gates.
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
        """Stages whose gates have all passed, with no condition left open."""
        return sum(outcome is AcceptanceOutcome.PASSED for outcome in self.gates.values())

    @property
    def gates_total(self) -> int:
        """Stages that a public building passes."""
        return len(self.gates)

    def count(self, state: SlotState) -> int:
        """How many of the weeks are in a state."""
        return sum(week.state is state for week in self.weeks)


def site_summary(
    session: Session, project_id: int, today: dt.date, calendar: WorkCalendar | None = None
) -> SiteSummary:
    """Weeks, gates and findings of a project. Nine statements, eight with the calendar given."""
    first, last = _weeks_back(today, STRIP_WEEKS)
    planned = slot_rows(session, project_id, first=first, last=last, today=today, calendar=calendar)
    findings = finding_counts(session, project_id, today)
    return SiteSummary(
        weeks=tuple(WeekMark(row.slot.planned_on, row.state) for row in planned),
        gates=acceptance_gates(session, project_id),
        open_findings=findings.pending,
        blocking_findings=findings.blocking,
        overdue_findings=findings.overdue,
    )


def needs_attention(
    session: Session, project_id: int, today: dt.date, calendar: WorkCalendar | None = None
) -> list[Attention]:
    """What on the site needs somebody now, worst first. 16 statements, 15 with the calendar given."""
    facts = _slot_facts(session, project_id, today, calendar)
    asked = gate_attention(gate_facts(session, project_id), today)
    more = [*asked, *_rooms(session, project_id, today)]
    groups = finding_groups(session, project_id, today)
    due = due_parties(session, project_id, today, week_of(today)[1])
    return sorted_attention(facts, replace(groups, due=due), today, more)


def reminders(
    session: Session, project_id: int, today: dt.date, calendar: WorkCalendar | None = None
) -> list[Attention]:
    """Rounds that are due, late or missed, and findings that are overdue or due this week, worst first.

    Eight statements, seven with the calendar given.
    """
    facts = _slot_facts(session, project_id, today, calendar)
    overdue = finding_groups(session, project_id, today).overdue
    due = due_parties(session, project_id, today, week_of(today)[1])
    return sorted_attention(facts, FindingGroups(overdue=overdue, due=due), today)


def _slot_facts(
    session: Session, project_id: int, today: dt.date, calendar: WorkCalendar | None
) -> list[SlotFact]:
    first, last = _weeks_back(today, ATTENTION_WEEKS)
    planned = slot_rows(session, project_id, first=first, last=last, today=today, calendar=calendar)
    return [SlotFact(row.series, row.slot, row.state, row.round_id, row.signed, row.owner) for row in planned]


def _rooms(session: Session, project_id: int, today: dt.date) -> list[Attention]:
    """The rooms that four weeks of rounds have passed by, as one row. Three statements."""
    begun = rounds_since(session, project_id)
    since = today - dt.timedelta(weeks=ROOM_WEEKS)
    passed_by = not_visited(
        room_visits(session, project_id, today, since=since + dt.timedelta(days=1)), today, ROOM_WEEKS
    )
    if begun is None or begun > since or not passed_by:
        return []
    facts = {"n": len(passed_by), "weeks": ROOM_WEEKS}
    return [Attention(AttentionKind.ROOMS_NOT_VISITED, facts, INSPECTIONS)]


_OUTCOMES: Mapping[GateState, AcceptanceOutcome | None] = {
    GateState.NOT_HELD: None,
    GateState.FAILED: AcceptanceOutcome.FAILED,
    GateState.CONDITIONAL: AcceptanceOutcome.CONDITIONAL,
    GateState.PASSED: AcceptanceOutcome.PASSED,
}


def acceptance_gates(session: Session, project_id: int) -> dict[AcceptanceStage, AcceptanceOutcome | None]:
    """How each stage stands, at the worst of its gates; None for one that was not held. Three statements.

    All six stages count, also those for which the project has set up no gate: none of them is passed by being left
    out.
    """
    stands = standings(session, project_id)
    query = sa.select(GATE.c.id, GATE.c.stage).where(
        GATE.c.project_id == project_id, GATE.c.archived_at.is_(None)
    )
    states: dict[AcceptanceStage, list[GateState]] = {stage: [] for stage in AcceptanceStage}
    for row in session.execute(query):
        states[row.stage].append(stands[row.id].state if row.id in stands else GateState.NOT_HELD)
    return {stage: _OUTCOMES[stage_state(found)] for stage, found in states.items()}


def gate_facts(session: Session, project_id: int) -> list[GateFact]:
    """What the list of what needs somebody asks of every gate that is not archived. Five statements."""
    return [
        GateFact(
            id=gate.id,
            stage=gate.stage,
            standing=gate.standing,
            contract=gate.contract or gate.place,
            due_on=gate.due_on,
            furniture_on=gate.furniture_on,
        )
        for gate in gates(session, project_id, with_blocking=False)
        if not gate.archived
    ]


def _weeks_back(today: dt.date, weeks: int) -> tuple[dt.date, dt.date]:
    """Monday of the first and Sunday of the last of `weeks` weeks that end with this one."""
    monday, sunday = week_of(today)
    return monday - dt.timedelta(weeks=weeks - 1), sunday
