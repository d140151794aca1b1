"""The steps of a finding: assigned, rectified, judged by somebody else, waived, reopened; each one is recorded."""

import datetime as dt
from collections.abc import Iterable

from sqlmodel import Session

from db.commands.registry import command, get, require
from db.models import Account, Finding, FindingEvent, Organisation
from tracker.errors import Invalid
from tracker.finding_dates import DateOddity, oddities
from tracker.findings import Step, after
from tracker.permissions import Action, Actor, Subject
from tracker.vocabulary import FindingStatus

LONGEST_REASON = 1_000


@command(Action.HOLD_ROUNDS)
def assign_finding(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    finding_id: int,
    organisation_id: int,
    today: dt.date,
    due_on: dt.date | None = None,
    account_id: int | None = None,
    date_reason: str = "",
) -> None:
    """Say who must put it right; `due_on` None keeps the due day, and `account_id` is who follows it.

    Raises:
        Invalid: `wrong_step`; `due_before_found`, unless a `date_reason` says why that is right.
    """
    finding = get(session, Finding, project_id, finding_id)
    if due_on is not None and due_on != finding.due_on:
        set_due_day(finding, due_on, date_reason)
    assign(session, actor, finding, organisation_id, account_id, today, date_reason)


@command(Action.HOLD_ROUNDS)
def mark_rectified(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    finding_id: int,
    rectified_on: dt.date,
    today: dt.date,
    note: str = "",
    date_reason: str = "",
) -> None:
    """Record that it is said to be put right; somebody else verifies it.

    Raises:
        Invalid: `wrong_step`; `rectified_in_future`, after `today`; `rectified_before_found`, unless a
            `date_reason` says why that is right.
    """
    finding = get(session, Finding, project_id, finding_id)
    if rectified_on > today:
        raise Invalid("rectified_in_future", rectified_on=rectified_on, today=today)
    odd = oddities(finding.found_on, rectified_on=rectified_on)
    confirm_days(odd, date_reason, found_on=finding.found_on, rectified_on=rectified_on)
    _take(session, actor, finding, Step.RECTIFY, today, said(note, date_reason))
    finding.rectified_on = rectified_on
    finding.rectified_by_id = actor.account_id


@command(Action.CLOSE_FINDINGS)
def close_finding(
    session: Session, *, actor: Actor, project_id: int, finding_id: int, today: dt.date, note: str = ""
) -> None:
    """Close a finding that was looked at and is put right.

    Raises:
        Invalid: `wrong_step`.
        NotAllowed: staff who are its assignee, or marked it rectified themselves.
    """
    finding = _judged(session, actor, project_id, finding_id)
    _take(session, actor, finding, Step.CLOSE, today, note)
    finding.closed_on = today


@command(Action.CLOSE_FINDINGS)
def reject_finding(
    session: Session, *, actor: Actor, project_id: int, finding_id: int, today: dt.date, reason: str
) -> None:
    """Send a finding back that is not put right after all.

    Raises:
        Invalid: `wrong_step`; `reason_missing`.
        NotAllowed: as for `close_finding`.
    """
    finding = _judged(session, actor, project_id, finding_id)
    _take(session, actor, finding, Step.REJECT, today, reason)
    finding.rectified_on = finding.rectified_by_id = None


@command(Action.DECIDE)
def waive_finding(
    session: Session, *, actor: Actor, project_id: int, finding_id: int, today: dt.date, reason: str
) -> None:
    """Accept a finding as it is; the lead answers for it with a reason.

    Raises:
        Invalid: `wrong_step`; `reason_missing`.
    """
    finding = get(session, Finding, project_id, finding_id)
    _take(session, actor, finding, Step.WAIVE, today, reason)
    finding.closed_on = today


@command(Action.HOLD_ROUNDS)
def reopen_finding(
    session: Session, *, actor: Actor, project_id: int, finding_id: int, today: dt.date, reason: str
) -> None:
    """Take a closed or waived finding up again; how often is counted.

    Raises:
        Invalid: `wrong_step`; `reason_missing`.
    """
    finding = get(session, Finding, project_id, finding_id)
    _take(session, actor, finding, Step.REOPEN, today, reason)
    finding.reopened += 1
    finding.closed_on = finding.rectified_on = finding.rectified_by_id = None


def set_due_day(finding: Finding, due_on: dt.date, reason: str) -> None:
    """Agree on another due day.

    Raises:
        Invalid: `due_before_found`, without a reason.
    """
    odd = oddities(finding.found_on, due_on=due_on)
    confirm_days(odd, reason, found_on=finding.found_on, due_on=due_on)
    finding.due_on = due_on


def confirm_days(odd: Iterable[DateOddity], reason: str, **days: dt.date | None) -> None:
    """Ask for a reason where days are odd; `days` are what the sentence names.

    Raises:
        Invalid: the code of the first oddity, when no reason is given.
    """
    first = next(iter(odd), None)
    if first is not None and not reason.strip():
        raise Invalid(first.value, **days)


def said(*parts: str) -> str:
    """What was said at a step, as one text for the history."""
    return " · ".join(part.strip() for part in parts if part.strip())


def assign(
    session: Session,
    actor: Actor,
    finding: Finding,
    organisation_id: int,
    account_id: int | None,
    today: dt.date,
    date_reason: str = "",
) -> None:
    """Give a finding to an organisation, and to the account that follows it; written into its history."""
    organisation = get(session, Organisation, finding.project_id, organisation_id)
    if account_id is not None and session.get(Account, account_id) is None:
        raise Invalid("invalid", field="account_id")
    _take(session, actor, finding, Step.ASSIGN, today, said(organisation.name, date_reason))
    finding.organisation_id = organisation_id
    finding.assignee_account_id = account_id


def _judged(session: Session, actor: Actor, project_id: int, finding_id: int) -> Finding:
    """The finding, if this actor may judge it: not its assignee, nor who marked it rectified."""
    finding = get(session, Finding, project_id, finding_id)
    barred = {finding.assignee_account_id, finding.rectified_by_id} - {None}
    require(actor, Action.CLOSE_FINDINGS, Subject(project_id, frozenset(each for each in barred if each)))
    return finding


def _take(session: Session, actor: Actor, finding: Finding, step: Step, today: dt.date, text: str) -> None:
    """Do a step and write it into the finding's history."""
    if len(text) > LONGEST_REASON:
        raise Invalid("text_too_long", field="reason", longest=LONGEST_REASON, length=len(text))
    before = finding.status
    finding.status = after(before, step, text)
    session.add(finding)
    log_event(session, actor, finding, before, today, text.strip())


def log_event(
    session: Session,
    actor: Actor,
    finding: Finding,
    before: FindingStatus | None,
    on: dt.date,
    text: str = "",
) -> None:
    """Write into a stored finding's history where it came from, where it stands, and what was said."""
    assert finding.id is not None  # noqa: S101 (stored before its first event)
    session.add(
        FindingEvent(
            project_id=finding.project_id,
            finding_id=finding.id,
            on=on,
            actor_id=actor.account_id,
            from_status=before,
            to_status=finding.status,
            text=text,
        )
    )
