"""What a person does with their own messages: asks for one as a trial, or has one tried again."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlmodel import Session

from db.commands.registry import command, get
from db.commands.subscriptions import own
from db.messages import outbox
from db.models import OutboxMessage
from tracker.errors import Invalid
from tracker.messages.letters import Letter
from tracker.permissions import Action, Actor


@command(Action.GET_MESSAGES)
def send_trial_message(
    session: Session, *, actor: Actor, project_id: int, subscription_id: int, subject: str, body: str
) -> int:
    """Put a message in that only shows that messages arrive; gives its id.

    Raises:
        Invalid: `nobody_to_tell`: messages are stopped, or no address is set.
        NotFound: the subscription is not the actor's own.
    """
    row = own(session, actor, project_id, subscription_id)
    if row.archived_at is not None or not row.address:
        raise Invalid("nobody_to_tell")
    return outbox.put(
        session,
        project_id=project_id,
        subscription_id=subscription_id,
        event_key=f"trial:{uuid.uuid4().hex}",
        letter=Letter(subject, body),
        now=dt.datetime.now(dt.UTC),
    )


@command(Action.GET_MESSAGES)
def retry_message(session: Session, *, actor: Actor, project_id: int, message_id: int) -> None:
    """Have a message tried again at once, with the same Message-ID, and all its tries before it.

    Raises:
        Invalid: `message_sent`; `nobody_to_tell`: messages are stopped.
        NotFound: it is not one of the actor's own.
    """
    row = get(session, OutboxMessage, project_id, message_id)
    if own(session, actor, project_id, row.subscription_id).archived_at is not None:
        raise Invalid("nobody_to_tell")
    if row.sent_at is not None:
        raise Invalid("message_sent")
    session.execute(
        sa.update(outbox.OUTBOX)
        .where(outbox.OUTBOX.c.id == message_id)
        .values(given_up_at=None, attempts=0, next_try_at=dt.datetime.now(dt.UTC))
    )
