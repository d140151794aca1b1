"""The outbox: messages are put in once, claimed by one sender at a time, and marked as sent or as failed.

These are no commands of a person; they take a session of a unit of work, and the rows are not audited (see
`db.models.messages`). A claim is an UPDATE that finds the message free, so that two senders never hold the same one; a
sender that dies holds it until its lease ends.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from db.queries.subscriptions import may_be_told
from tracker.messages.letters import Letter
from tracker.messages.states import TOO_OLD
from tracker.messages.times import LONGEST_WAIT, Told, is_stale, next_try

OUTBOX = metadata.tables["outbox_message"]
SUBSCRIPTION = metadata.tables["subscription"]

LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this sender may send until its lease ends; `attempts` counts this try."""

    id: int
    message_key: str
    subject: str
    body: str
    address: str
    attempts: int


def put(
    session: Session,
    *,
    project_id: int,
    subscription_id: int,
    event_key: str,
    letter: Letter,
    now: dt.datetime,
    nth: int = 1,
) -> int:
    """Put a message in; gives its id. Its Message-ID is made here, and is the same at every try.

    Raises:
        IntegrityError: the same message of the same event is there already.
    """
    values = {
        "project_id": project_id,
        "subscription_id": subscription_id,
        "event_key": event_key,
        "nth": nth,
        "message_key": f"<{uuid.uuid4().hex}@kaiguan>",
        "subject": letter.subject,
        "body": letter.body,
        "created_at": now,
        "next_try_at": now,
        "attempts": 0,
        "error": "",
    }
    return int(session.scalars(sa.insert(OUTBOX).values(values).returning(OUTBOX.c.id)).one())


def note(
    session: Session, *, project_id: int, subscription_id: int, event_key: str, now: dt.datetime, nth: int = 1
) -> None:
    """Put in that something was done: a row that is no message.

    The reminders of a day were written, or the event's reminder stands in a message that lists several.

    Raises:
        IntegrityError: it was noted already.
    """
    id_ = put(
        session,
        project_id=project_id,
        subscription_id=subscription_id,
        event_key=event_key,
        letter=Letter("", ""),
        now=now,
        nth=nth,
    )
    session.execute(sa.update(OUTBOX).where(OUTBOX.c.id == id_).values(sent_at=now))


def is_known(session: Session, subscription_id: int, event_key: str) -> bool:
    """Whether anything of this event was put in. One statement."""
    query = sa.select(OUTBOX.c.id).where(
        OUTBOX.c.subscription_id == subscription_id, OUTBOX.c.event_key == event_key
    )
    return session.execute(query.limit(1)).first() is not None


def told(session: Session, project_id: int, subscription_id: int, zone: dt.tzinfo) -> dict[str, Told]:
    """What somebody was told, by event: how often, and the last day in the project's time zone. One statement."""
    query = (
        sa.select(OUTBOX.c.event_key, sa.func.max(OUTBOX.c.nth), sa.func.max(OUTBOX.c.created_at))
        .where(OUTBOX.c.project_id == project_id, OUTBOX.c.subscription_id == subscription_id)
        .group_by(OUTBOX.c.event_key)
    )
    return {key: Told(times, last.astimezone(zone).date()) for key, times, last in session.execute(query)}


def claim(
    session: Session,
    now: dt.datetime,
    lease: dt.timedelta,
    message_id: int | None = None,
    *,
    with_mail: bool = True,
) -> Claimed | None:
    """Take the message that has waited longest, or the one named, for as long as `lease`; None where none is free.

    Messages of a subscription that was stopped wait, and of somebody who has the role no more; without a mail server
    (`with_mail`) e-mails wait too. What waited so long that it is stale is given up, unless it is named. Two or three
    statements.
    """
    while (candidate := _free(session, now, message_id, with_mail=with_mail)) is not None:
        if message_id is None and is_stale(candidate.next_try_at, now):
            _give_up(session, candidate.id, now)
            continue
        taken = session.execute(
            sa.update(OUTBOX)
            .where(OUTBOX.c.id == candidate.id, *_is_free(now, named=message_id is not None))
            .values(claimed_until=now + lease, attempts=OUTBOX.c.attempts + 1)
        )
        if taken.rowcount:  # type: ignore[attr-defined]  # the result of an UPDATE counts its rows
            return Claimed(
                candidate.id,
                candidate.message_key,
                candidate.subject,
                candidate.body,
                candidate.address,
                candidate.attempts + 1,
            )
    return None


def mark_sent(session: Session, message_id: int, now: dt.datetime) -> None:
    """The message was taken by whoever carries it further."""
    session.execute(
        sa.update(OUTBOX)
        .where(OUTBOX.c.id == message_id)
        .values(sent_at=now, claimed_until=None, given_up_at=None, error="")
    )


def mark_failed(session: Session, message: Claimed, error: str, now: dt.datetime) -> None:
    """The message was refused: it waits for its next try, or is given up.

    Where another sender took it over meanwhile and sent it, it stays sent.
    """
    again = next_try(message.attempts, now)
    session.execute(
        sa.update(OUTBOX)
        .where(OUTBOX.c.id == message.id, OUTBOX.c.sent_at.is_(None))
        .values(
            claimed_until=None,
            error=error[:LONGEST_ERROR],
            next_try_at=again or now,
            given_up_at=None if again else now,
        )
    )


def _give_up(session: Session, message_id: int, now: dt.datetime) -> None:
    """A message that is stale; what was said of its last try stays."""
    session.execute(
        sa.update(OUTBOX)
        .where(OUTBOX.c.id == message_id)
        .values(
            given_up_at=now,
            claimed_until=None,
            error=sa.case((OUTBOX.c.error == "", TOO_OLD), else_=OUTBOX.c.error),
        )
    )


def is_anything_free(session: Session, now: dt.datetime, *, with_mail: bool = True) -> bool:
    """Whether a message waits for a sender now. One statement."""
    return _free(session, now, None, with_mail=with_mail) is not None


def _free(
    session: Session, now: dt.datetime, message_id: int | None, *, with_mail: bool
) -> sa.Row[tuple[object, ...]] | None:
    query = (
        sa.select(
            OUTBOX.c.id,
            OUTBOX.c.message_key,
            OUTBOX.c.subject,
            OUTBOX.c.body,
            OUTBOX.c.attempts,
            OUTBOX.c.next_try_at,
            SUBSCRIPTION.c.address,
        )
        .join(
            SUBSCRIPTION,
            sa.and_(
                SUBSCRIPTION.c.project_id == OUTBOX.c.project_id,
                SUBSCRIPTION.c.id == OUTBOX.c.subscription_id,
            ),
        )
        .where(*_is_free(now, named=message_id is not None), may_be_told())
        .order_by(OUTBOX.c.next_try_at, OUTBOX.c.id)
        .limit(1)
    )
    if message_id is not None:
        query = query.where(OUTBOX.c.id == message_id)
    elif not with_mail:
        query = query.where(SUBSCRIPTION.c.address.contains("://"))
    return session.execute(query).first()


def _is_free(now: dt.datetime, *, named: bool) -> list[sa.ColumnElement[bool]]:
    """Neither sent nor given up nor claimed, and its time has come; a message that is named need not wait for it."""
    conditions = [
        OUTBOX.c.sent_at.is_(None),
        OUTBOX.c.given_up_at.is_(None),
        sa.or_(OUTBOX.c.claimed_until.is_(None), _has_come(OUTBOX.c.claimed_until, now)),
    ]
    return conditions if named else [*conditions, _has_come(OUTBOX.c.next_try_at, now)]


def _has_come(time: sa.ColumnElement[dt.datetime], now: dt.datetime) -> sa.ColumnElement[bool]:
    """A time that is over, or so far ahead that only a clock that went wrong can have written it."""
    return sa.or_(time <= now, time > now + LONGEST_WAIT)
