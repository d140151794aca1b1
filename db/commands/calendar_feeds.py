"""Addresses that calendar programs read a project's dates from: opened, and revoked for good."""

import datetime as dt

from sqlmodel import Session

from db.commands.editing import required_text
from db.commands.registry import command, get
from db.feed_tokens import new_token, token_sha256
from db.models import CalendarFeed
from tracker.errors import Invalid
from tracker.languages import LANGUAGES
from tracker.permissions import Action, Actor

LONGEST_NAME = 120


@command(Action.EDIT_PLANS)
def open_calendar_feed(
    session: Session, *, actor: Actor, project_id: int, name: str, language: str = "zh"
) -> str:
    """Open an address under a name that tells who reads it; gives its secret, which cannot be had again.

    Raises:
        Invalid: the name is missing or too long, or the `language` is none of ours.
    """
    if language not in LANGUAGES:
        raise Invalid("invalid", field="language")
    token = new_token()
    session.add(
        CalendarFeed(
            project_id=project_id,
            name=required_text("name", name, longest=LONGEST_NAME),
            token_sha256=token_sha256(token),
            language=language,
            created_at=dt.datetime.now(dt.UTC),
        )
    )
    return token


@command(Action.EDIT_PLANS)
def revoke_calendar_feed(session: Session, *, actor: Actor, project_id: int, feed_id: int) -> None:
    """Close an address for good; who needs one again gets another. Revoking twice changes nothing."""
    feed = get(session, CalendarFeed, project_id, feed_id)
    if feed.revoked_at is None:
        feed.revoked_at = dt.datetime.now(dt.UTC)
        session.add(feed)
