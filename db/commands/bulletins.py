"""Issues of the information bulletin: written, numbered and frozen when issued."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, func, select

from db.commands import editing
from db.commands.days import check_day
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Bulletin, BulletinRecipient, Project
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.vocabulary import IssueStatus

LONGEST_TITLE = 200
LONGEST_BODY = 20_000
LONGEST_RECIPIENT = 160
MOST_RECIPIENTS = 50

_FIELDS = frozenset({"title", "body", "language", "starts_on", "ends_on"})


@command(Action.EDIT_WORK)
def create_bulletin(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    title: str,
    on: dt.date,
    body: str = "",
    language: str = "zh",
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> int:
    """Begin an issue in the year of `on`, without a number as yet; gives its id.

    Raises:
        Invalid: a text is missing or too long, a day is out of range, or the period ends before it starts
            (`bulletin_period`).
    """
    check_day(on)
    bulletin = Bulletin(
        project_id=project_id,
        year=on.year,
        title=title,
        body=body,
        language=language,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _check(bulletin)
    session.add(bulletin)
    session.flush()
    assert bulletin.id is not None  # noqa: S101 (flushed)
    return bulletin.id


@command(Action.EDIT_WORK)
def update_bulletin(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    bulletin_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change an issue that is still being written.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: it was issued (`bulletin_issued`), or as for `create_bulletin`.
    """
    bulletin = _draft(session, project_id, bulletin_id)
    merge_edit(
        bulletin, expected_version=expected_version, original=original, changes=changes, fields=_FIELDS
    )
    _check(bulletin)
    session.add(bulletin)


@command(Action.EDIT_WORK)
def set_recipients(
    session: Session, *, actor: Actor, project_id: int, bulletin_id: int, offices: Sequence[str]
) -> None:
    """Say which offices an issue goes to, in their order; who is not named any more is put aside.

    Raises:
        Invalid: it was issued (`bulletin_issued`), a name is too long, or there are too many (`recipients_many`).
    """
    _draft(session, project_id, bulletin_id)
    wanted = [required_text("name", name, longest=LONGEST_RECIPIENT) for name in offices if name.strip()]
    wanted = list(dict.fromkeys(wanted))
    if len(wanted) > MOST_RECIPIENTS:
        raise Invalid("recipients_many", most=MOST_RECIPIENTS)
    present = {
        row.name: row
        for row in session.exec(
            select(BulletinRecipient).where(
                BulletinRecipient.project_id == project_id, BulletinRecipient.bulletin_id == bulletin_id
            )
        )
    }
    for name, row in present.items():
        if name not in wanted:
            editing.archive(session, row)
    for position, name in enumerate(wanted, 1):
        row = present.get(name) or BulletinRecipient(
            project_id=project_id, bulletin_id=bulletin_id, name=name
        )
        row.position, row.archived_at = position, None
        session.add(row)


@command(Action.DECIDE)
def issue_bulletin(session: Session, *, actor: Actor, project_id: int, bulletin_id: int, on: dt.date) -> int:
    """Issue a bulletin on a day: it takes the next number of that year and never changes again. Gives the number.

    Raises:
        Invalid: it was issued already (`bulletin_issued`), is archived (`bulletin_archived`), or says nothing
            (`text_missing`).
    """
    check_day(on)
    bulletin = _draft(session, project_id, bulletin_id)
    if bulletin.archived_at is not None:
        raise Invalid("bulletin_archived", title=bulletin.title)
    required_text("body", bulletin.body, longest=LONGEST_BODY)
    # Whoever issues another one at the same moment waits here, so that two never take one number.
    session.exec(select(Project.id).where(Project.id == project_id).with_for_update()).one()
    last = session.exec(
        select(func.max(Bulletin.number)).where(Bulletin.project_id == project_id, Bulletin.year == on.year)
    ).one()
    bulletin.year, bulletin.number = on.year, (last or 0) + 1
    bulletin.issued_on, bulletin.status = on, IssueStatus.ISSUED
    session.add(bulletin)
    session.flush()
    return bulletin.number


@command(Action.EDIT_WORK)
def archive_bulletin(session: Session, *, actor: Actor, project_id: int, bulletin_id: int) -> None:
    """Put an issue that was not sent out aside.

    Raises:
        Invalid: it was issued (`bulletin_issued`): its number stays taken.
    """
    editing.archive(session, _draft(session, project_id, bulletin_id))


@command(Action.EDIT_WORK)
def restore_bulletin(session: Session, *, actor: Actor, project_id: int, bulletin_id: int) -> None:
    """Bring an issue back."""
    editing.restore(session, get(session, Bulletin, project_id, bulletin_id))


def _draft(session: Session, project_id: int, bulletin_id: int) -> Bulletin:
    """The issue, locked until the transaction ends, so that nothing of it changes while it is being issued."""
    bulletin = get(session, Bulletin, project_id, bulletin_id)
    session.flush()  # what this transaction changed in it would be read over
    session.refresh(bulletin, with_for_update=True)
    if bulletin.status is IssueStatus.ISSUED:
        raise Invalid("bulletin_issued", number=bulletin.number, year=str(bulletin.year))
    return bulletin


def _check(bulletin: Bulletin) -> None:
    bulletin.title = required_text("title", bulletin.title, longest=LONGEST_TITLE)
    bulletin.body = bulletin.body.strip()
    if len(bulletin.body) > LONGEST_BODY:
        raise Invalid("text_too_long", field="body", longest=LONGEST_BODY, length=len(bulletin.body))
    for day in (bulletin.starts_on, bulletin.ends_on):
        if day is not None:
            check_day(day)
    if (
        bulletin.starts_on is not None
        and bulletin.ends_on is not None
        and bulletin.ends_on < bulletin.starts_on
    ):
        raise Invalid("bulletin_period", starts_on=bulletin.starts_on, ends_on=bulletin.ends_on)
