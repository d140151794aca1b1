"""How to call the commands on versions of plans, on submissions, and on templates."""

from typing import Any

from sqlmodel import Session

from db.documents import StoredDocument
from tests.factories import make
from tracker.templates import parse_template

DOCUMENT = StoredDocument("ab" * 32, 3, "application/pdf", "plan.pdf")
TEMPLATE = parse_template(
    '[[plan]]\nkind = "other"\nzh = "搬迁"\nen = "Moving"\n'
    '[[task]]\nid = "A"\nplan = "other"\nzh = "打包"\nen = "Pack"\ndays = 5\n'
)


def _attached(session: Session, project_id: int, table: str, record_id: int, purpose: str) -> dict[str, Any]:
    row = make(
        "attachment",
        session,
        project_id=project_id,
        record_table=table,
        record_id=record_id,
        purpose=purpose,
    )
    return {"project_id": project_id, "attachment_id": row.id}


def _version(session: Session, project_id: int) -> dict[str, Any]:
    plan_id = make("plan", session, project_id=project_id).id
    return _attached(session, project_id, "plan", plan_id, "version")


def _template(session: Session, project_id: int) -> dict[str, Any]:
    return _attached(session, project_id, "project", project_id, "template")


CALLS = {
    "add_plan_version": lambda session, project_id: {
        "project_id": project_id,
        "plan_id": make("plan", session, project_id=project_id).id,
        "document": DOCUMENT,
    },
    "archive_plan_version": _version,
    "restore_plan_version": _version,
    "update_submission": lambda session, project_id: {
        "project_id": project_id,
        "submission_id": make("submission", session, project_id=project_id).id,
        "expected_version": 1,
        "original": {"answer_days": 7},
        "changes": {"answer_days": 10},
    },
    "add_template": lambda session, project_id: {
        "project_id": project_id,
        "template": TEMPLATE,
        "language": "zh",
        "starts_on": make("project", session).starts_on,
    },
    "keep_template": lambda _session, project_id: {
        "project_id": project_id,
        "name": "Moving",
        "document": DOCUMENT,
    },
    "archive_template": _template,
    "restore_template": _template,
}
