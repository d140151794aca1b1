"""How to call the commands on messages."""

from typing import Any

from sqlmodel import Session

from tests.factories import make
from tracker.messages.addresses import Channel
from tracker.permissions import Role


def choice(session: Session, project_id: int, **given: Any) -> int:
    """What the local visitor chose, stored; gives its id."""
    values = {"actor_key": "local:0", "role": Role.LEAD, "address": "lead@example.cn", **given}
    return int(make("subscription", session, project_id=project_id, **values).id)


def _on_choice(session: Session, project_id: int, **given: Any) -> dict[str, Any]:
    return {"project_id": project_id, "subscription_id": choice(session, project_id), **given}


def _message(session: Session, project_id: int) -> dict[str, Any]:
    own = choice(session, project_id)
    row = make("outbox_message", session, project_id=project_id, subscription_id=own, subject="任务延误")
    return {"project_id": project_id, "message_id": row.id}


CALLS = {
    "subscribe": lambda _session, project_id: {
        "project_id": project_id,
        "channel": Channel.MAIL,
        "address": "lead@example.cn",
    },
    "update_subscription": lambda session, project_id: _on_choice(
        session,
        project_id,
        expected_version=1,
        original={"most_reminders": 3},
        changes={"most_reminders": 2},
    ),
    "archive_subscription": _on_choice,
    "restore_subscription": _on_choice,
    "send_trial_message": lambda session, project_id: _on_choice(
        session, project_id, subject="测试消息", body="测试"
    ),
    "retry_message": _message,
}
