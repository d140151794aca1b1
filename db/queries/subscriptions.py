"""Who wants to be told what, and where: one's own choice for the page, all of them for the sender."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.models import Account, Membership, Project, Subscription
from tracker.messages.times import Wishes
from tracker.messages.topics import Topic, read_stored
from tracker.permissions import Role


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """What somebody chose. The `address` is secret: a page shows its mask alone."""

    id: int
    version: int
    language: str
    address: str
    wishes: Wishes
    muted: frozenset[Topic]
    archived: bool


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody to be told, with the project as a message names it; `as_of` is the sample's own day."""

    id: int
    project_id: int
    role: Role
    language: str
    wishes: Wishes
    muted: frozenset[Topic]
    project: str
    opening_on: dt.date
    ceiling_fen: int | None
    time_zone: str
    as_of: dt.date | None


_WISHES: tuple[Any, ...] = (
    Subscription.wants_digest,
    Subscription.digest_weekday,
    Subscription.digest_minute,
    Subscription.wants_reminders,
    Subscription.reminder_minute,
    Subscription.most_reminders,
    Subscription.most_a_day,
)


def own_subscription(session: Session, project_id: int, actor_key: str, role: Role) -> SubscriptionRow | None:
    """What somebody chose in a role, stopped or not; None before the first choice. One statement."""
    query = sa.select(
        col(Subscription.id),
        col(Subscription.version),
        col(Subscription.language),
        col(Subscription.address),
        col(Subscription.muted),
        col(Subscription.archived_at).is_not(None),
        *_WISHES,
    ).where(
        col(Subscription.project_id) == project_id,
        col(Subscription.actor_key) == actor_key,
        col(Subscription.role) == role,
    )
    row = session.execute(query).first()
    if row is None:
        return None
    id_, version, language, address, muted, archived, *wishes = row
    return SubscriptionRow(id_, version, language, address, Wishes(*wishes), read_stored(muted), archived)


def may_be_told() -> sa.ColumnElement[bool]:
    """Of a subscription: that it was not stopped, and that its person still is who asked.

    Whoever signs in is told only while the account is not disabled and still has the role in the project; the visitor
    of local mode, while there is no account.
    """
    number = sa.func.substr(col(Subscription.actor_key), len("account:") + 1)
    member = (
        sa.select(col(Membership.id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .where(
            col(Membership.project_id) == col(Subscription.project_id),
            col(Membership.role) == col(Subscription.role),
            col(Membership.archived_at).is_(None),
            col(Account.disabled_at).is_(None),
            sa.cast(col(Account.id), sa.String) == number,
        )
        .correlate(Subscription)
        .exists()
    )
    anybody = sa.select(col(Account.id)).exists()
    signs_in = col(Subscription.actor_key).like("account:%")
    return sa.and_(
        col(Subscription.archived_at).is_(None), sa.or_(sa.and_(signs_in, member), ~sa.or_(signs_in, anybody))
    )


def subscribers(session: Session, *, with_mail: bool = True) -> list[Subscriber]:
    """Everybody who is to be told, in all projects that are not archived; one statement.

    Without a mail server (`with_mail`), those who chose a chat.
    """
    query = (
        sa.select(
            col(Subscription.id),
            col(Subscription.project_id),
            col(Subscription.role),
            col(Subscription.language),
            col(Subscription.muted),
            col(Project.name),
            col(Project.opening_on),
            col(Project.ceiling_fen),
            col(Project.time_zone),
            col(Project.as_of),
            *_WISHES,
        )
        .join(Project, col(Project.id) == col(Subscription.project_id))
        .where(
            may_be_told(),
            col(Subscription.address) != "" if with_mail else col(Subscription.address).contains("://"),
            col(Project.archived_at).is_(None),
        )
        .order_by(col(Subscription.id))
    )
    return [
        Subscriber(id_, project_id, Role(role), language, Wishes(*wishes), read_stored(muted), *project)
        for id_, project_id, role, language, muted, *rest in session.execute(query)
        for project, wishes in ((rest[:5], rest[5:]),)
    ]
