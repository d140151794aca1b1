"""What a person had typed into a form and not saved."""

import json
from typing import Any

from sqlmodel import Session, select

from db.models import WorkingCopy
from tracker.permissions import Actor


def working_copy(session: Session, project_id: int, actor: Actor, form: str) -> dict[str, Any]:
    """The kept fields of a form by name; empty when nothing is kept."""
    content = session.exec(
        select(WorkingCopy.content).where(
            WorkingCopy.project_id == project_id,
            WorkingCopy.actor_key == actor.key,
            WorkingCopy.form == form,
        )
    ).first()
    kept: dict[str, Any] = json.loads(content) if content else {}
    return kept
