"""What a person has typed into a form that creates a record: kept per person and form until it is saved or dropped."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db.commands.registry import command
from db.models import WorkingCopy
from tracker.errors import Invalid
from tracker.permissions import Action, Actor

LARGEST = 100_000
"""Characters of content; a form that holds more is not a form."""


@command(Action.KEEP_DRAFTS)
def keep_working_copy(
    session: Session, *, actor: Actor, project_id: int, form: str, content: Mapping[str, Any]
) -> None:
    """Keep what stands in a form, in place of what was kept before; `content` must be plain JSON.

    Raises:
        Invalid: the content is larger than `LARGEST`.
    """
    text = json.dumps(content, ensure_ascii=False)
    if len(text) > LARGEST:
        raise Invalid("form_too_large", longest=LARGEST)
    copy = _find(session, actor, project_id, form)
    now = dt.datetime.now(dt.UTC)
    if copy is None:
        copy = WorkingCopy(
            project_id=project_id, actor_key=actor.key, form=form, content=text, updated_at=now
        )
    copy.content, copy.updated_at = text, now
    session.add(copy)


@command(Action.KEEP_DRAFTS)
def drop_working_copy(session: Session, *, actor: Actor, project_id: int, form: str) -> None:
    """Forget what was kept of a form, because it was saved or thrown away."""
    copy = _find(session, actor, project_id, form)
    if copy is not None:
        session.delete(copy)


def _find(session: Session, actor: Actor, project_id: int, form: str) -> WorkingCopy | None:
    return session.exec(
        select(WorkingCopy).where(
            WorkingCopy.project_id == project_id,
            WorkingCopy.actor_key == actor.key,
            WorkingCopy.form == form,
        )
    ).first()
