"""One step for many findings: all of them, or none."""

import datetime as dt
from collections.abc import Collection

from sqlmodel import Session, col, select

from db.commands.finding_steps import assign, set_due_day
from db.commands.registry import command
from db.models import Finding
from tracker.errors import Invalid, NotFound
from tracker.findings import MOVES, Step
from tracker.permissions import Action, Actor


@command(Action.HOLD_ROUNDS)
def assign_findings(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    finding_ids: Collection[int],
    organisation_id: int,
    today: dt.date,
    due_on: dt.date | None = None,
    date_reason: str = "",
) -> int:
    """Give findings to one organisation, each with an entry in its history; gives how many.

    `due_on` None keeps each one's due day. Who followed a finding goes on following it.

    Raises:
        Invalid: `no_findings_chosen`; `findings_not_assignable`, with the numbers of those that are rectified,
            settled or archived; `due_before_found`, unless a `date_reason` says why that is right.
        NotFound: one of them is no finding of the project.
    """
    wanted = set(finding_ids)
    if not wanted:
        raise Invalid("no_findings_chosen")
    query = select(Finding).where(Finding.project_id == project_id, col(Finding.id).in_(wanted))
    found = session.exec(query.order_by(col(Finding.number))).all()
    missing = wanted - {finding.id for finding in found}
    if missing:
        raise NotFound(record="finding", id=min(missing))
    stuck = [
        finding.number
        for finding in found
        if finding.status not in MOVES[Step.ASSIGN].sources or finding.archived_at is not None
    ]
    if stuck:
        raise Invalid("findings_not_assignable", numbers=stuck)
    with session.no_autoflush:  # each finding is written, and audited, once
        for finding in found:
            if due_on is not None and due_on != finding.due_on:
                set_due_day(finding, due_on, date_reason)
            followed_by = finding.assignee_account_id
            assign(session, actor, finding, organisation_id, followed_by, today, date_reason)
    return len(found)
