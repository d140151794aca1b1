"""What somebody wants to be told, where and when. Each command is about the actor's own choice alone."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from sqlmodel import Session, select

from db.commands import editing
from db.commands.registry import command, get
from db.models import Subscription
from tracker.errors import Invalid, NotFound
from tracker.languages import LANGUAGES
from tracker.messages.addresses import Channel, channel_of, normal_address
from tracker.messages.times import Wishes
from tracker.messages.topics import Topic, stored
from tracker.permissions import Action, Actor, Role

MOST_REMINDERS = 20
MOST_A_DAY = 20
MINUTES = range(24 * 60)
USUAL = Wishes()
"""What a person is offered before the first choice."""

FIELDS = frozenset(
    {
        "language",
        "wants_digest",
        "digest_weekday",
        "digest_minute",
        "wants_reminders",
        "reminder_minute",
        "most_reminders",
        "most_a_day",
        "muted",
    }
)


MEMBERS = (Role.LEAD, Role.STAFF, Role.REVIEWER, Role.PERSONNEL, Role.VIEWER)


def told_as(actor: Actor, project_id: int) -> Role:
    """The role in which somebody is told: of those they have, the one that sees most; viewer where they have none."""
    roles = actor.roles_in(project_id)
    return next((role for role in MEMBERS if role in roles), Role.VIEWER)


@command(Action.GET_MESSAGES)
def subscribe(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    channel: Channel,
    address: str,
    language: str = "zh",
    muted: Collection[Topic] = (),
    wishes: Wishes = USUAL,
) -> int:
    """Choose for the first time what to be told, in the role of `told_as`; gives the id of the choice.

    Raises:
        Invalid: `already_subscribed`; as `update_subscription`.
    """
    role = told_as(actor, project_id)
    values = _valid({"language": language, "muted": stored(muted), **asdict(wishes)})
    known = session.exec(
        select(Subscription.id).where(
            Subscription.project_id == project_id,
            Subscription.actor_key == actor.key,
            Subscription.role == role,
        )
    ).first()
    if known is not None:
        raise Invalid("already_subscribed")
    row = Subscription(
        project_id=project_id,
        actor_key=actor.key,
        role=role,
        address=normal_address(channel, address),
        **values,
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 (the flush gave it its id)
    return row.id


@command(Action.GET_MESSAGES)
def update_subscription(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    subscription_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    channel: Channel | None = None,
    address: str = "",
) -> None:
    """Change when and what to be told, and where.

    The stored address is shown to nobody: without a new one it stays, unless another `channel` asks for one.

    Raises:
        Conflict: it was changed elsewhere meanwhile.
        Invalid: `mail_address`, `chat_address`, `text_too_long`; `message_time`, `message_weekday`, `most_reminders`,
            `most_a_day`;
            `invalid` for a language that is not spoken; `field_not_editable`.
        NotFound: it is not the actor's own.
    """
    row = own(session, actor, project_id, subscription_id)
    editing.only_fields(changes, FIELDS)
    _valid(changes)
    kept = channel is None or (not address.strip() and channel is channel_of(row.address))
    new_address = row.address if channel is None or kept else normal_address(channel, address)
    editing.merge_edit(row, expected_version=expected_version, original=original, changes=changes)
    row.address = new_address
    session.add(row)


@command(Action.GET_MESSAGES)
def archive_subscription(session: Session, *, actor: Actor, project_id: int, subscription_id: int) -> None:
    """Stop all messages; the choice stays. Messages on their way wait."""
    editing.archive(session, own(session, actor, project_id, subscription_id))


@command(Action.GET_MESSAGES)
def restore_subscription(session: Session, *, actor: Actor, project_id: int, subscription_id: int) -> None:
    """Be told again as chosen before."""
    editing.restore(session, own(session, actor, project_id, subscription_id))


def own(session: Session, actor: Actor, project_id: int, subscription_id: int) -> Subscription:
    """The actor's own choice.

    Raises:
        NotFound: it is not there, or somebody else's.
    """
    row = get(session, Subscription, project_id, subscription_id)
    if row.actor_key != actor.key:
        raise NotFound(record=Subscription.__tablename__, id=subscription_id)
    return row


def _valid(values: Mapping[str, Any]) -> dict[str, Any]:
    if values.get("language", "zh") not in LANGUAGES:
        raise Invalid("invalid", field="language")
    if values.get("digest_weekday", 0) not in range(7):
        raise Invalid("message_weekday")
    if any(values.get(name, 0) not in MINUTES for name in ("digest_minute", "reminder_minute")):
        raise Invalid("message_time")
    if not 1 <= values.get("most_reminders", 1) <= MOST_REMINDERS:
        raise Invalid("most_reminders", most=MOST_REMINDERS)
    if not 1 <= values.get("most_a_day", 1) <= MOST_A_DAY:
        raise Invalid("most_a_day", most=MOST_A_DAY)
    return dict(values)
