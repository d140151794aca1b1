"""Notes, findings and attendees that a phone writes: stored once, edited by the phone that wrote them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from db.commands import field_receipts
from db.commands.attendees import add_attendee, restore_attendee, update_attendee
from db.commands.field_receipts import Receipt
from db.commands.finding_steps import assign_finding
from db.commands.findings import raise_finding, restore_finding, update_finding, usual_due
from db.commands.registry import command, get
from db.commands.rounds import add_note, restore_note, update_note, writable_round
from db.models import Attendee, Finding, Inspection, Project
from tracker.errors import Invalid
from tracker.field import Attendance, NewFinding, Note
from tracker.permissions import Action, Actor
from tracker.vocabulary import Severity, Trade

ANY_VERSION = 0
"""No row has it, so that `merge_edit` compares field by field with what the phone said before."""


@command(Action.HOLD_ROUNDS)
def note_from_phone(
    session: Session, *, actor: Actor, project_id: int, round_id: int, device: str, item: Note
) -> int:
    """Store a note, or what the phone that wrote it says now; on a signed round a new one is an addendum.

    Raises:
        Conflict: somebody else changed the same field of the note meanwhile.
        Invalid: `round_excused`; `round_signed`, for an edit of a note that is frozen; `text_missing`,
            `text_too_long`, `client_id_taken`.
        NotFound: round or zone are not the project's.
    """
    said = {"text": item.text, "zone_id": item.zone_id}
    receipt = Receipt("note", round_id, device, item.at, said=said)
    known, news = field_receipts.before(session, project_id, item, receipt)
    if known is None:
        note_id = add_note(
            session,
            actor=actor,
            project_id=project_id,
            round_id=round_id,
            text=item.text,
            zone_id=item.zone_id,
            device=device,
            client_id=item.client_id,
        )
    elif news:
        note_id = known.record_id
        restore_note(session, actor=actor, project_id=project_id, note_id=note_id)
        update_note(
            session,
            actor=actor,
            project_id=project_id,
            note_id=note_id,
            expected_version=ANY_VERSION,
            original=known.said,
            changes=said,
        )
    else:
        return known.record_id
    field_receipts.keep(session, project_id, item.client_id, replace(receipt, record_id=note_id))
    return note_id


@command(Action.HOLD_ROUNDS)
def finding_from_phone(
    session: Session, *, actor: Actor, project_id: int, round_id: int, device: str, item: NewFinding
) -> int:
    """Raise a finding on the day the round is held, or store what the phone that raised it says now.

    Raises:
        Conflict: somebody else changed the same field of the finding meanwhile.
        Invalid: as for `raise_finding` and `update_finding`; `round_without_day`; `client_id_taken`.
        NotFound: round, zone or organisation are not the project's.
    """
    receipt = Receipt("finding", round_id, device, item.at)
    known, news = field_receipts.before(session, project_id, item, receipt)
    if known is not None and not news:
        return known.record_id
    day = _day_held(writable_round(session, project_id, round_id))
    if known is None:
        finding_id = raise_finding(
            session,
            actor=actor,
            project_id=project_id,
            description=item.description,
            severity=item.severity,
            found_on=day,
            zone_id=item.zone_id,
            trade=item.trade,
            due_on=item.due_on,
            round_id=round_id,
            organisation_id=item.organisation_id,
            client_id=item.client_id,
        )
    else:
        finding_id = known.record_id
        _edit_finding(session, actor, project_id, finding_id, known.said, item, day)
    session.flush()
    said = _said(get(session, Finding, project_id, finding_id), item)
    field_receipts.keep(
        session, project_id, item.client_id, replace(receipt, record_id=finding_id, said=said)
    )
    return finding_id


@command(Action.HOLD_ROUNDS)
def attendee_from_phone(
    session: Session, *, actor: Actor, project_id: int, round_id: int, device: str, item: Attendance
) -> int:
    """Note who walks along, or how the phone that noted it writes the name now.

    Raises:
        Invalid: `round_signed`, `round_excused`, `text_missing`, `text_too_long`, `client_id_taken`.
        NotFound: round or organisation are not the project's.
    """
    receipt = Receipt("attendee", round_id, device, item.at)
    known, news = field_receipts.before(session, project_id, item, receipt)
    if known is not None and not news:
        return known.record_id
    if known is None:
        attendee_id = add_attendee(
            session,
            actor=actor,
            project_id=project_id,
            round_id=round_id,
            name=item.name,
            organisation_id=item.organisation_id,
            client_id=item.client_id,
        )
    else:
        attendee_id = known.record_id
        restore_attendee(session, actor=actor, project_id=project_id, attendee_id=attendee_id)
        row = get(session, Attendee, project_id, attendee_id)
        update_attendee(
            session,
            actor=actor,
            project_id=project_id,
            attendee_id=attendee_id,
            expected_version=row.version,
            original={},
            changes={"name": item.name, "organisation_id": item.organisation_id},
        )
    field_receipts.keep(session, project_id, item.client_id, replace(receipt, record_id=attendee_id))
    return attendee_id


def _edit_finding(
    session: Session,
    actor: Actor,
    project_id: int,
    finding_id: int,
    said: Mapping[str, Any],
    item: NewFinding,
    day: dt.date,
) -> None:
    restore_finding(session, actor=actor, project_id=project_id, finding_id=finding_id)
    original = {
        "description": said["description"],
        "zone_id": said["zone_id"],
        "trade": Trade(said["trade"]),
        "severity": Severity(said["severity"]),
        "due_on": None if said["due_on"] is None else dt.date.fromisoformat(said["due_on"]),
    }
    changes = {
        "description": item.description,
        "zone_id": item.zone_id,
        "trade": item.trade,
        "severity": item.severity,
        "due_on": item.due_on or original["due_on"],
    }
    if item.due_on is None and item.severity is not original["severity"]:
        found_on = get(session, Finding, project_id, finding_id).found_on
        project = session.get_one(Project, project_id)
        changes["due_on"] = usual_due(session, project, item.severity, found_on)
    update_finding(
        session,
        actor=actor,
        project_id=project_id,
        finding_id=finding_id,
        expected_version=ANY_VERSION,
        original=original,
        changes=changes,
    )
    if item.organisation_id not in {None, said["organisation_id"]}:
        assign_finding(
            session,
            actor=actor,
            project_id=project_id,
            finding_id=finding_id,
            organisation_id=item.organisation_id,
            today=day,
        )


def _said(row: Finding, item: NewFinding) -> dict[str, Any]:
    """What the phone knows of a finding, with the due day that followed from its severity."""
    return {
        "description": item.description,
        "zone_id": item.zone_id,
        "trade": item.trade.value,
        "severity": item.severity.value,
        "due_on": None if row.due_on is None else row.due_on.isoformat(),
        "organisation_id": item.organisation_id,
    }


def _day_held(row: Inspection) -> dt.date:
    if row.held_on is None:
        raise Invalid("round_without_day")
    return row.held_on
