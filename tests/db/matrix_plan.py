"""How to call the commands on plans, tasks and links."""

import datetime as dt
from typing import Any

from sqlmodel import Session

from db.commands.tasks import TaskEdit
from db.models import Plan
from tests.factories import make
from tracker.vocabulary import PlanKind, PlanStatus, SubmissionOutcome

DAY = dt.date(2026, 3, 2)


def _plan(session: Session, project_id: int, status: PlanStatus = PlanStatus.DRAFT) -> Plan:
    plan: Plan = make("plan", session, project_id=project_id, status=status)
    return plan


def _task_id(session: Session, project_id: int) -> int:
    return make("task", session, project_id=project_id).id


def _of_plan(session: Session, project_id: int) -> dict[str, Any]:
    return {"project_id": project_id, "plan_id": _plan(session, project_id).id}


def _of_task(session: Session, project_id: int) -> dict[str, Any]:
    return {"project_id": project_id, "task_id": _task_id(session, project_id)}


def _of_link(session: Session, project_id: int) -> dict[str, Any]:
    return {
        "project_id": project_id,
        "predecessor_id": _task_id(session, project_id),
        "successor_id": _task_id(session, project_id),
    }


def _answer(session: Session, project_id: int) -> dict[str, Any]:
    plan = _plan(session, project_id, PlanStatus.SUBMITTED)
    make("submission", session, project_id=project_id, plan_id=plan.id, submitted_on=DAY)
    return {
        "project_id": project_id,
        "plan_id": plan.id,
        "outcome": SubmissionOutcome.APPROVED,
        "decided_on": DAY,
    }


_RETITLED = {"expected_version": 1, "original": {}, "changes": {"title": "Another title"}}

CALLS = {
    "create_plan": lambda _session, project_id: {
        "project_id": project_id,
        "kind": PlanKind.CEREMONY,
        "title": "Opening ceremony",
    },
    "update_plan": lambda session, project_id: {**_of_plan(session, project_id), **_RETITLED},
    "archive_plan": _of_plan,
    "restore_plan": _of_plan,
    "submit_plan": lambda session, project_id: {
        **_of_plan(session, project_id),
        "recipient": "District bureau",
        "submitted_on": DAY,
    },
    "record_answer": _answer,
    "advance_plan": lambda session, project_id: {
        "project_id": project_id,
        "plan_id": _plan(session, project_id, PlanStatus.APPROVED).id,
        "status": PlanStatus.IN_FORCE,
    },
    "create_task": lambda session, project_id: {**_of_plan(session, project_id), "title": "Pack the books"},
    "update_task": lambda session, project_id: {**_of_task(session, project_id), **_RETITLED},
    "update_tasks": lambda session, project_id: {
        "project_id": project_id,
        "edits": [TaskEdit(_task_id(session, project_id), 1, {}, {"title": "Another title"})],
    },
    "apply_change": lambda session, project_id: {
        **_of_task(session, project_id),
        "expected_version": 1,
        "original": {},
        "changes": {"duration_days": 20},
    },
    "archive_task": _of_task,
    "restore_task": _of_task,
    "link_tasks": _of_link,
    "unlink_tasks": _of_link,
}
