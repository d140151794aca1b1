"""One round as its desk page shows it: answers by zone, earlier findings with what was seen of them, attendees."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.checklist import checklist_rows
from db.queries.field_rounds import CheckRow, ObservationRow, round_state
from db.queries.findings import FindingRow, read_rows, rows_query
from db.queries.places import zones
from tracker.checklist import Question, walk
from tracker.desk_round import DESK, FollowUp, Saying, ZoneChecks, checks_by_zone, differ, follow_ups
from tracker.findings import ORDER, SETTLED
from tracker.rooms import Place
from tracker.vocabulary import FindingObservation, InspectionStatus

ATTENDEE = metadata.tables["attendee"]
AUDIT_ENTRY = metadata.tables["audit_entry"]
FINDING = metadata.tables["finding"]
ORGANISATION = metadata.tables["organisation"]

STEPS = frozenset({FollowUp.RECTIFY, FollowUp.CLOSE, FollowUp.REJECT})


@dataclass(frozen=True, slots=True)
class AttendeeRow:
    """Somebody who was at a round; `organisation` is empty where none was named."""

    id: int
    version: int
    name: str
    organisation_id: int | None
    organisation: str
    archived: bool


@dataclass(frozen=True, slots=True)
class SeenFinding:
    """An earlier finding, what each device saw of it in this round, and what may follow now."""

    finding: FindingRow
    sayings: tuple[Saying, ...]
    follow_ups: tuple[FollowUp, ...]

    @property
    def differs(self) -> bool:
        """Whether two devices saw it differently."""
        return differ(self.sayings)


@dataclass(frozen=True, slots=True)
class DeskRound:
    """What was said in a round; `devices` in the order in which they first spoke, the desk left out."""

    zones: tuple[ZoneChecks, ...]
    seen: tuple[SeenFinding, ...]
    attendees: tuple[AttendeeRow, ...]
    devices: tuple[str, ...]
    signed_name: str


def desk_round(session: Session, project_id: int, round_id: int) -> DeskRound | None:
    """A round with all that was said in it; None without such a round. Eleven statements, whatever was said.

    A round that is being held lists every question that is asked and every finding that is open; a signed one only
    what was answered and seen.
    """
    state = round_state(session, project_id, round_id)
    if state is None:
        return None
    working = state.head.status is InspectionStatus.WORKING
    everywhere = zones(session, project_id)
    places = {zone.id: zone.place for zone in everywhere}
    questions = checklist_rows(session, project_id)
    stops = walk(
        [Place(zone.id, zone.kind, zone.place, zone.parent_id) for zone in everywhere if not zone.archived],
        [Question(row.id, row.zone_id, row.text) for row in questions if not row.archived],
    )
    answers: dict[tuple[int, int], list[Saying]] = {}
    for check in state.checks:
        answers.setdefault((check.zone_id, check.item_id), []).append(_answer(check))
    observed: dict[int, list[Saying]] = {}
    for each in state.observations:
        observed.setdefault(each.finding_id, []).append(_observation(each))
    sheets = checks_by_zone(
        stops, answers, places, {row.id: row.text for row in questions}, only_answered=not working
    )
    found = _earlier(session, project_id, round_id, observed, places, with_open=working)
    moved = _moved_since(session, project_id, observed)
    attendees = _attendees(session, project_id, round_id)
    spoken: list[CheckRow | ObservationRow] = [*state.checks, *state.observations]
    spoken.sort(key=lambda row: row.at)
    return DeskRound(
        zones=tuple(sheets),
        seen=tuple(_seen(row, observed.get(row.id, []), moved.get(row.id, {})) for row in found),
        attendees=tuple(attendees),
        devices=tuple(dict.fromkeys(row.device for row in spoken if row.device != DESK)),
        signed_name=state.head.signed_name,
    )


def without_names(found: DeskRound) -> DeskRound:
    """The same for somebody who may not see people's names."""
    nameless = tuple(replace(row, name="") for row in found.attendees)
    return replace(found, attendees=nameless, signed_name="")


def _answer(row: CheckRow) -> Saying:
    return Saying(row.device, row.answer, row.at, client_id=row.client_id)


def _observation(row: ObservationRow) -> Saying:
    return Saying(row.device, row.observation, row.at, row.text, row.client_id)


def _earlier(
    session: Session,
    project_id: int,
    round_id: int,
    observed: Iterable[int],
    places: dict[int, str],
    *,
    with_open: bool,
) -> list[FindingRow]:
    """The findings that were seen, and with `with_open` all open ones of other rounds: seen ones first, worst first."""
    seen = FINDING.c.id.in_(list(observed))
    is_open = sa.and_(FINDING.c.status.not_in(SETTLED), FINDING.c.inspection_id.is_distinct_from(round_id))
    wanted = sa.or_(seen, is_open) if with_open else seen
    query = rows_query().where(FINDING.c.project_id == project_id, FINDING.c.archived_at.is_(None), wanted)
    rows = read_rows(session, query, places)
    known = set(observed)
    return sorted(rows, key=lambda row: (row.id not in known, ORDER[row.severity], row.number))


def _moved_since(
    session: Session, project_id: int, observed: dict[int, list[Saying]]
) -> dict[int, dict[str, dt.datetime]]:
    """When the status and the severity of each observed finding last changed, by finding and column.

    What followed from an observation has then been done, or something else happened to the finding since.
    """
    query = (
        sa.select(AUDIT_ENTRY.c.record_id, AUDIT_ENTRY.c.at, AUDIT_ENTRY.c.changes)
        .where(
            AUDIT_ENTRY.c.project_id == project_id,
            AUDIT_ENTRY.c.record_table == "finding",
            AUDIT_ENTRY.c.record_id.in_(list(observed)),
        )
        .order_by(AUDIT_ENTRY.c.id)
    )
    moved: dict[int, dict[str, dt.datetime]] = {}
    for row in session.execute(query):
        columns = json.loads(row.changes).keys() & {"status", "severity"}
        moved.setdefault(row.record_id, {}).update(dict.fromkeys(columns, row.at))
    return moved


def _seen(row: FindingRow, sayings: list[Saying], moved: dict[str, dt.datetime]) -> SeenFinding:
    offered: dict[FollowUp, None] = {}
    for saying in sayings:
        for follow_up in follow_ups(FindingObservation(saying.said), row.status, row.severity):
            changed = moved.get("status" if follow_up in STEPS else "severity")
            if changed is None or changed < saying.at:
                offered[follow_up] = None
    return SeenFinding(row, tuple(sayings), tuple(offered))


def _attendees(session: Session, project_id: int, round_id: int) -> list[AttendeeRow]:
    query = (
        sa.select(
            ATTENDEE.c.id,
            ATTENDEE.c.version,
            ATTENDEE.c.name,
            ATTENDEE.c.organisation_id,
            sa.func.coalesce(ORGANISATION.c.name, "").label("organisation"),
            ATTENDEE.c.archived_at.is_not(None).label("archived"),
        )
        .join(ORGANISATION, ORGANISATION.c.id == ATTENDEE.c.organisation_id, isouter=True)
        .where(ATTENDEE.c.project_id == project_id, ATTENDEE.c.inspection_id == round_id)
        .order_by(ATTENDEE.c.id)
    )
    return [AttendeeRow(*row) for row in session.execute(query)]
