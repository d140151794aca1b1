"""Findings: raised with a number that is never reused, edited, put aside; their steps are in `finding_steps`."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, func, select

from db.commands import editing
from db.commands.editing import merge_edit, required_text
from db.commands.finding_steps import assign, confirm_days, log_event
from db.commands.registry import command, get
from db.commands.rounds import writable_round
from db.models import Finding, Project, Zone
from db.photos import StoredPhoto, hang
from db.queries.plan import work_calendar
from tracker.errors import Invalid
from tracker.finding_dates import DateOddity, oddities
from tracker.findings import default_due, is_settled
from tracker.permissions import Action, Actor
from tracker.vocabulary import Severity, Trade

LONGEST_DESCRIPTION = 4_000
FIELDS = frozenset({"description", "zone_id", "trade", "severity", "found_on", "due_on"})
"""What may be edited; everything else changes by a step."""


@command(Action.HOLD_ROUNDS)
def raise_finding(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    description: str,
    severity: Severity,
    found_on: dt.date,
    zone_id: int | None = None,
    trade: Trade = Trade.OTHER,
    due_on: dt.date | None = None,
    round_id: int | None = None,
    organisation_id: int | None = None,
    photos: Sequence[StoredPhoto] = (),
    client_id: str | None = None,
    date_reason: str = "",
) -> int:
    """Record something to put right, in a round or outside of one; gives its id.

    Without `due_on` the due day follows from the severity. With `organisation_id` it is assigned at once.
    `client_id` is that of a phone that raised it.

    Raises:
        Invalid: the description is missing or too long; `round_signed`; and, unless a `date_reason` says why that
            is right, `due_before_found` or (outside of a round) `found_before_start`.
    """
    if round_id is not None:
        writable_round(session, project_id, round_id)
    if zone_id is not None:
        get(session, Zone, project_id, zone_id)
    # Whoever raises at the same moment waits here, so that two findings never get one number.
    project = session.exec(select(Project).where(Project.id == project_id).with_for_update()).one()
    finding = Finding(
        project_id=project_id,
        number=_next_number(session, project_id),
        inspection_id=round_id,
        zone_id=zone_id,
        trade=trade,
        severity=severity,
        description=required_text("description", description, longest=LONGEST_DESCRIPTION),
        found_on=found_on,
        due_on=due_on or usual_due(session, project, severity, found_on),
        client_id=client_id,
    )
    starts_on = project.starts_on if round_id is None else None  # in a round, its own day holds
    odd = oddities(found_on, due_on=finding.due_on, starts_on=starts_on)
    confirm_days(odd, date_reason, found_on=found_on, due_on=finding.due_on)
    session.add(finding)
    session.flush()
    assert finding.id is not None  # noqa: S101 (flushed)
    hang(session, project_id, "finding", finding.id, photos)
    log_event(session, actor, finding, None, found_on, date_reason if odd else "")
    if organisation_id is not None:
        assign(session, actor, finding, organisation_id, None, found_on)
    return finding.id


@command(Action.HOLD_ROUNDS)
def update_finding(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    finding_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    date_reason: str = "",
    today: dt.date | None = None,
) -> None:
    """Change the fields of `FIELDS`, while the finding is not settled.

    Days that are odd only now need a `date_reason`, which goes into the finding's history under `today`.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: `finding_settled`; the description is missing or too long; `due_before_found`,
            `found_before_start` or `rectified_before_found` without a reason.
    """
    finding = get(session, Finding, project_id, finding_id)
    project = session.get_one(Project, project_id)
    if is_settled(finding.status):
        raise Invalid("finding_settled", number=finding.number)
    unknown = set(changes) - FIELDS
    if unknown:
        raise Invalid("invalid", field=min(unknown))
    changes = dict(changes)
    if "description" in changes:
        changes["description"] = required_text(
            "description", changes["description"], longest=LONGEST_DESCRIPTION
        )
    if changes.get("zone_id") is not None:
        get(session, Zone, project_id, changes["zone_id"])
    odd_before = _odd(finding, project)
    merge_edit(finding, expected_version=expected_version, original=original, changes=changes)
    newly_odd = [each for each in _odd(finding, project) if each not in odd_before]
    days = {name: getattr(finding, name) for name in ("found_on", "due_on", "rectified_on")}
    confirm_days(newly_odd, date_reason, **days)
    session.add(finding)
    if newly_odd:
        log_event(session, actor, finding, finding.status, today or finding.found_on, date_reason)


@command(Action.HOLD_ROUNDS)
def archive_finding(session: Session, *, actor: Actor, project_id: int, finding_id: int) -> None:
    """Put a finding aside that was raised by mistake; its number stays taken."""
    editing.archive(session, get(session, Finding, project_id, finding_id))


@command(Action.HOLD_ROUNDS)
def restore_finding(session: Session, *, actor: Actor, project_id: int, finding_id: int) -> None:
    """Bring an archived finding back."""
    editing.restore(session, get(session, Finding, project_id, finding_id))


def _next_number(session: Session, project_id: int) -> int:
    """One more than the highest number ever given in the project; archived findings keep theirs."""
    query = select(func.max(Finding.number)).where(col(Finding.project_id) == project_id)
    return (session.exec(query).one() or 0) + 1


def _odd(finding: Finding, project: Project) -> list[DateOddity]:
    return oddities(
        finding.found_on,
        due_on=finding.due_on,
        rectified_on=finding.rectified_on,
        starts_on=project.starts_on,
    )


def usual_due(session: Session, project: Project, severity: Severity, found_on: dt.date) -> dt.date | None:
    """When a finding of the project is due unless agreed otherwise; None where no day is usual."""
    assert project.id is not None  # noqa: S101 (read from the database)
    calendar = work_calendar(session, project.id)
    return default_due(severity, found_on, completion_on=project.opening_on, calendar=calendar)
