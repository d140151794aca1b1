"""Issues of the information bulletin: written, numbered and frozen when issued."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from sqlmodel import Session, col, select

from db.commands import editing
from db.commands.days import check_day
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Bulletin, BulletinRecipient, Project
from db.queries.word_templates import word_template
from tracker.bulletins import Manner, Recipient, recipient_of
from tracker.errors import Conflict, Invalid
from tracker.exports.bulletin_paper import head_of
from tracker.i18n import Words
from tracker.permissions import Action, Actor
from tracker.vocabulary import IssueStatus
from tracker.word_templates import TemplateKind

LONGEST_TITLE = 200
LONGEST_BODY = 20_000
LONGEST_RECIPIENT = 160
MOST_RECIPIENTS = 50

RECIPIENTS = "recipients"
"""The offices of an issue, edited as one field of it, in their order."""

_FIELDS = frozenset({"title", "body", "language", "starts_on", "ends_on"})
_PRINTED = ("title", "body", RECIPIENTS)
"""What stands on the paper, and is frozen when the issue is sent out."""


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
    recipients: Sequence[Recipient] = (),
) -> int:
    """Begin an issue in the year of `on`, without a number as yet; gives its id.

    Raises:
        Invalid: a text is missing or too long, a day is out of range, the period ends before it starts
            (`bulletin_period`), or there are too many recipients (`recipients_many`).
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
    _send_to(session, bulletin, recipients)
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
    """Change an issue that is still being written; `recipients` among the changes are all of them, in their order.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: it was issued (`bulletin_issued`), or as for `create_bulletin`.
    """
    bulletin = _draft(session, project_id, bulletin_id)
    _merge(session, bulletin, expected_version, original, changes)


@command(Action.DECIDE)
def issue_bulletin(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    bulletin_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    on: dt.date,
    today: dt.date,
) -> int:
    """Issue a bulletin on a day: it takes the next number of that year and never changes again. Gives the number.

    `original` is what the person saw on the paper (title, body, recipients), `changes` what is to be issued. Where
    something of it is stored otherwise by now, nothing is issued: nobody freezes a text unseen. The head of the paper
    is kept as it stands on that day, so that a later print says the same.

    Raises:
        Conflict: the title, the text or the recipients are not what the person saw.
        Invalid: it was issued already (`bulletin_issued`), is archived (`bulletin_archived`), says nothing
            (`text_missing`), the day is ahead of `today` (`bulletin_in_future`), or an issue of that year was issued
            later than on that day (`bulletin_out_of_order`).
    """
    check_day(on)
    if on > today:
        raise Invalid("bulletin_in_future", on=on, today=today)
    bulletin = _draft(session, project_id, bulletin_id)
    if bulletin.archived_at is not None:
        raise Invalid("bulletin_archived", title=bulletin.title)
    _refuse_unseen(session, bulletin, expected_version, original, changes)
    _merge(session, bulletin, expected_version, original, changes)
    required_text("body", bulletin.body, longest=LONGEST_BODY)
    # Whoever issues another one at the same moment waits here, so that two never take one number.
    project = session.exec(select(Project).where(Project.id == project_id).with_for_update()).one()
    number = _next_number(session, project_id, on)
    bulletin.year, bulletin.number = on.year, number
    bulletin.issued_on, bulletin.status = on, IssueStatus.ISSUED
    template = word_template(session, project_id, TemplateKind.BULLETIN, bulletin.language)
    bulletin.letterhead = head_of(
        Words.of(bulletin.language),
        number=number,
        year=on.year,
        library=project.library or project.name,
        day=on,
        template=template.sha256 if template else "",
    ).kept()
    session.add(bulletin)
    session.flush()
    return number


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


def _next_number(session: Session, project_id: int, on: dt.date) -> int:
    """The number after the last one of a year; the days of its issues follow their numbers.

    Raises:
        Invalid: the last one was issued later than on that day (`bulletin_out_of_order`).
    """
    last = session.exec(
        select(Bulletin)
        .where(Bulletin.project_id == project_id, Bulletin.year == on.year, col(Bulletin.number).is_not(None))
        .order_by(col(Bulletin.number).desc())
    ).first()
    if last is None or last.number is None:
        return 1
    if last.issued_on is not None and on < last.issued_on:
        raise Invalid(
            "bulletin_out_of_order",
            number=last.number,
            year=str(on.year),
            issued_on=last.issued_on,
            on=on,
        )
    return last.number + 1


def _draft(session: Session, project_id: int, bulletin_id: int) -> Bulletin:
    """The issue, locked until the transaction ends, so that nothing of it changes while it is being issued."""
    bulletin = get(session, Bulletin, project_id, bulletin_id)
    session.flush()  # what this transaction changed in it would be read over
    session.refresh(bulletin, with_for_update=True)
    if bulletin.status is IssueStatus.ISSUED:
        raise Invalid("bulletin_issued", number=bulletin.number, year=str(bulletin.year))
    return bulletin


def _refuse_unseen(
    session: Session,
    bulletin: Bulletin,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Refuse to print what is not as the person saw it; a field that they name no value of, by the version."""
    now = {"title": bulletin.title, "body": bulletin.body, RECIPIENTS: _recipients(session, bulletin)}
    same = bulletin.version == expected_version
    unseen = [name for name in _PRINTED if now[name] != original.get(name, now[name] if same else None)]
    if unseen:
        raise Conflict(
            base={name: original.get(name) for name in unseen},
            mine={name: changes.get(name, original.get(name)) for name in unseen},
            theirs={name: now[name] for name in unseen},
            version=bulletin.version,
            record_id=bulletin.id,
        )


def _merge(
    session: Session,
    bulletin: Bulletin,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Apply an edit to an issue and to its recipients, both or neither."""
    own = {name: value for name, value in changes.items() if name != RECIPIENTS}
    if RECIPIENTS in changes:
        # The version of an issue does not tell that its recipients moved; so their values are compared.
        offices = SimpleNamespace(id=bulletin.id, version=None, recipients=_recipients(session, bulletin))
        merge_edit(
            offices,
            expected_version=expected_version,
            original=original,
            changes={RECIPIENTS: _cleaned(changes[RECIPIENTS])},
        )
        _send_to(session, bulletin, offices.recipients)
    merge_edit(bulletin, expected_version=expected_version, original=original, changes=own, fields=_FIELDS)
    _check(bulletin)
    session.add(bulletin)


def _recipients(session: Session, bulletin: Bulletin) -> tuple[Recipient, ...]:
    """The recipients of an issue in their order."""
    rows = (row for row in _offices(session, bulletin) if row.archived_at is None)
    ordered = sorted(rows, key=lambda row: (row.position, row.id or 0))
    return tuple(recipient_of(row.manner, row.name) for row in ordered)


def _offices(session: Session, bulletin: Bulletin) -> Sequence[BulletinRecipient]:
    """The rows of its recipients, those put aside too."""
    query = select(BulletinRecipient).where(
        BulletinRecipient.project_id == bulletin.project_id, BulletinRecipient.bulletin_id == bulletin.id
    )
    return session.exec(query).all()


def _cleaned(recipients: Sequence[Recipient]) -> tuple[Recipient, ...]:
    """Recipients as they are kept: those reported to first, each once.

    Raises:
        Invalid: one is too long (`text_too_long`), or there are too many (`recipients_many`).
    """
    named = [
        Recipient(each.manner, required_text(RECIPIENTS, each.office, longest=LONGEST_RECIPIENT))
        for manner in Manner
        for each in recipients
        if each.manner is manner and each.office.strip()
    ]
    wanted = list(dict.fromkeys(named))
    if len(wanted) > MOST_RECIPIENTS:
        raise Invalid("recipients_many", most=MOST_RECIPIENTS)
    return tuple(wanted)


def _send_to(session: Session, bulletin: Bulletin, recipients: Sequence[Recipient]) -> None:
    """Store the recipients of an issue; who is not named any more is put aside."""
    assert bulletin.id is not None  # noqa: S101 (flushed)
    wanted = _cleaned(recipients)
    present: dict[Recipient, BulletinRecipient] = {}
    for row in _offices(session, bulletin):
        if present.setdefault(recipient_of(row.manner, row.name), row) is not row:
            editing.archive(session, row)
    for recipient, row in present.items():
        if recipient not in wanted:
            editing.archive(session, row)
    for position, recipient in enumerate(wanted, 1):
        row = present.get(recipient) or BulletinRecipient(
            project_id=bulletin.project_id, bulletin_id=bulletin.id, name=recipient.office
        )
        row.manner, row.name = recipient.manner, recipient.office
        row.position, row.archived_at = position, None
        session.add(row)


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
