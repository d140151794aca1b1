"""Who is told what, and the messages on their way."""

import datetime as dt
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from db.models.base import Archivable, BigId, ProjectRow, Versioned, big, choice, constraints, instant, link
from tracker.permissions import Role


class Subscription(ProjectRow, Versioned, Archivable, table=True):
    """What one person wants to be told, over which channel, and when.

    `actor_key` is whose it is (`tracker.permissions.Actor.key`), `role` the one in which they asked: the one visitor
    of local mode may ask as several. `address` is an Apprise address; it may hold a key, and is private. Times are
    minutes after midnight in the project's time zone; `muted` names the kinds not wanted, divided by commas;
    `most_a_day` is how many messages the reminders of one day may be; the last of them lists the rest.
    """

    __table_args__ = constraints(
        sa.UniqueConstraint("project_id", "actor_key", "role"),
        sa.CheckConstraint("digest_weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("digest_minute BETWEEN 0 AND 1439", name="digest_minute"),
        sa.CheckConstraint("reminder_minute BETWEEN 0 AND 1439", name="reminder_minute"),
        sa.CheckConstraint("most_reminders > 0", name="most_reminders"),
        sa.CheckConstraint("most_a_day > 0", name="most_a_day"),
    )
    area: ClassVar[str] = "messages"
    private: ClassVar[frozenset[str]] = frozenset({"address"})

    actor_key: str = Field(max_length=40)
    role: Role = choice(Role)
    language: str = Field(default="zh", max_length=8)
    address: str = Field(default="", sa_type=sa.Text)
    wants_digest: bool = True
    digest_weekday: int = 0
    digest_minute: int = 480
    wants_reminders: bool = True
    reminder_minute: int = 480
    most_reminders: int = 3
    most_a_day: int = 5
    muted: str = Field(default="", sa_type=sa.Text)


class OutboxMessage(SQLModel, table=True):
    """A message to one person about one event: stored before it is sent, with its Message-ID (`message_key`).

    `nth` counts the reminders of the same event. A sender claims a message until `claimed_until`; what is neither
    sent nor given up by then is free again, so that a crash loses nothing. Delivery is no change of the project's
    content: the audit does not repeat it.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        *link("subscription_id", "subscription"),
        sa.UniqueConstraint("project_id", "subscription_id", "event_key", "nth"),
        sa.UniqueConstraint("message_key"),
        sa.Index(None, "sent_at", "given_up_at", "next_try_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    project_id: int = Field(sa_type=sa.BigInteger, foreign_key="project.id")
    subscription_id: int = big()
    event_key: str = Field(max_length=160)
    nth: int = 1
    message_key: str = Field(max_length=200)
    subject: str = Field(max_length=300)
    body: str = Field(sa_type=sa.Text)
    created_at: dt.datetime = instant(nullable=False)
    next_try_at: dt.datetime = instant(nullable=False)
    attempts: int = 0
    claimed_until: dt.datetime | None = instant()
    sent_at: dt.datetime | None = instant()
    given_up_at: dt.datetime | None = instant()
    error: str = Field(default="", max_length=300)
