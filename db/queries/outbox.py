"""The messages of a subscription, as its page lists them."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from db.models import metadata
from tracker.messages.states import MessageState

OUTBOX = metadata.tables["outbox_message"]

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message and what became of it; instants in UTC.

    `at` is when it was sent or given up, or else when it is tried (again); `attempts` counts the tries so far.
    """

    id: int
    subject: str
    body: str
    state: MessageState
    created_at: dt.datetime
    at: dt.datetime
    attempts: int
    error: str


def messages(
    session: Session, project_id: int, subscription_id: int, most: int = MOST_SHOWN
) -> list[MessageRow]:
    """The messages of a subscription, those given up first, else the newest first; notes (without a subject) are none.

    One statement.
    """
    query = (
        sa.select(
            OUTBOX.c.id,
            OUTBOX.c.subject,
            OUTBOX.c.body,
            OUTBOX.c.created_at,
            OUTBOX.c.sent_at,
            OUTBOX.c.given_up_at,
            OUTBOX.c.next_try_at,
            OUTBOX.c.attempts,
            OUTBOX.c.error,
        )
        .where(
            OUTBOX.c.project_id == project_id,
            OUTBOX.c.subscription_id == subscription_id,
            OUTBOX.c.subject != "",
        )
        .order_by(OUTBOX.c.given_up_at.is_(None), OUTBOX.c.id.desc())
        .limit(most)
    )
    return [
        MessageRow(
            row.id,
            row.subject,
            row.body,
            _state(row.sent_at, row.given_up_at),
            row.created_at,
            row.sent_at or row.given_up_at or row.next_try_at,
            row.attempts,
            row.error,
        )
        for row in session.execute(query)
    ]


def _state(sent_at: dt.datetime | None, given_up_at: dt.datetime | None) -> MessageState:
    if sent_at is not None:
        return MessageState.SENT
    return MessageState.WAITS if given_up_at is None else MessageState.GIVEN_UP
