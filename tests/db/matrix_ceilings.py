"""How the permission matrix calls the commands on ceilings."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from tests.factories import INSTANT, make


def _edit(session: Session, project_id: int) -> dict[str, Any]:
    ceiling = make("ceiling", session, project_id=project_id, amount_fen=100)
    return {
        "ceiling_id": ceiling.id,
        "expected_version": ceiling.version,
        "original": {"amount_fen": 100},
        "changes": {"amount_fen": 200},
    }


CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "create_ceiling": lambda s, project: {
        "project_id": project,
        "plan_id": make("procurement_plan", s, project_id=project).id,
        "amount_fen": 360_000_000,
    },
    "update_ceiling": lambda s, project: {"project_id": project, **_edit(s, project)},
    "archive_ceiling": lambda s, project: {
        "project_id": project,
        "ceiling_id": make("ceiling", s, project_id=project).id,
    },
    "restore_ceiling": lambda s, project: {
        "project_id": project,
        "ceiling_id": make("ceiling", s, project_id=project, archived_at=INSTANT).id,
    },
}
