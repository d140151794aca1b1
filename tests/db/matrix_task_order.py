"""How to call the commands on the outline of the plans."""

from typing import Any

from sqlmodel import Session

from tests.factories import make


def _two(session: Session, project_id: int) -> tuple[Any, Any]:
    plan = make("plan", session, project_id=project_id)
    first, second = (
        make("task", session, project_id=project_id, plan_id=plan.id, position=place) for place in (1, 2)
    )
    return first, second


def _second(session: Session, project_id: int) -> dict[str, Any]:
    _, second = _two(session, project_id)
    return {"project_id": project_id, "seen": {second.id: (None, 2)}}


def _below(session: Session, project_id: int) -> dict[str, Any]:
    first, second = _two(session, project_id)
    second.parent_id = first.id
    session.add(second)
    return {"project_id": project_id, "seen": {second.id: (first.id, 2)}}


CALLS = {
    "indent_tasks": _second,
    "outdent_tasks": _below,
    "shift_tasks": lambda session, project_id: {**_second(session, project_id), "up": True},
    "archive_tasks": lambda session, project_id: {
        "project_id": project_id,
        "task_ids": [task.id for task in _two(session, project_id)],
    },
}
