"""How the permission matrix calls the commands on what summaries announce, and on the library's Word templates."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from db.documents import StoredDocument
from tests.factories import INSTANT, make
from tracker.vocabulary import IssueStatus, PromiseVerdict
from tracker.word_templates import TemplateKind

DUE = dt.date(2026, 6, 30)


def _report(session: Session, project_id: int, **given: Any) -> int:
    days = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 3, 31)}
    row = make("report", session, project_id=project_id, language="zh", **days, **given)
    return int(row.id)


def _promise(
    session: Session, project_id: int, status: IssueStatus = IssueStatus.DRAFT, **given: Any
) -> dict[str, Any]:
    report_id = _report(session, project_id, status=status)
    row = make("report_promise", session, project_id=project_id, report_id=report_id, **given)
    return {"project_id": project_id, "promise_id": row.id}


def _edit(
    session: Session, project_id: int, status: IssueStatus = IssueStatus.DRAFT, **changes: Any
) -> dict[str, Any]:
    return {
        **_promise(session, project_id, status),
        "expected_version": 1,
        "original": {},
        "changes": changes,
    }


def _task(session: Session, project_id: int) -> dict[str, Any]:
    return {
        "project_id": project_id,
        "report_id": _report(session, project_id),
        "task_ids": [make("task", session, project_id=project_id).id],
        "today": dt.date(2026, 4, 1),
    }


CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "add_promise": lambda s, project: {
        "project_id": project,
        "report_id": _report(s, project),
        "text": "搬迁图书",
        "due_on": DUE,
    },
    "announce_tasks": _task,
    "update_promise": lambda s, project: _edit(s, project, text="搬迁期刊"),
    "judge_promise": lambda s, project: _edit(s, project, IssueStatus.ISSUED, verdict=PromiseVerdict.DONE),
    "set_word_template": lambda _, project: {
        "project_id": project,
        "kind": TemplateKind.BULLETIN,
        "language": "zh",
        "document": StoredDocument("0" * 64, 1, "application/octet-stream", "模板.docx"),
    },
    "remove_word_template": lambda _, project: {
        "project_id": project,
        "kind": TemplateKind.SUMMARY,
        "language": "zh",
    },
    "archive_promise": _promise,
    "restore_promise": lambda s, project: _promise(s, project, archived_at=INSTANT),
}
