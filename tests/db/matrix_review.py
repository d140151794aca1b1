"""How the permission matrix calls the commands of reasons and review: what each needs, made fresh."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from db.documents import StoredDocument
from tests.factories import INSTANT, make
from tracker.vocabulary import Cause, CommentStatus, DraftStatus, LineDecision

DAY = dt.date(2026, 4, 1)
QUOTATION = StoredDocument("a" * 64, 9, "application/pdf", "报价单.pdf")


def _line(session: Session, project_id: int, **draft: Any) -> Any:
    plan = make("procurement_plan", session, project_id=project_id)
    made = make(
        "draft",
        session,
        **{
            "project_id": project_id,
            "plan_id": plan.id,
            "number": 1,
            "status": DraftStatus.IN_REVIEW,
            **draft,
        },
    )
    lineage = make("lineage", session, project_id=project_id, plan_id=plan.id)
    return make("line", session, project_id=project_id, draft_id=made.id, lineage_id=lineage.id)


def _working(session: Session, project_id: int) -> Any:
    return _line(session, project_id, number=None, status=DraftStatus.WORKING)


def _reason(session: Session, project_id: int) -> dict[str, Any]:
    line = _working(session, project_id)
    return {"draft_id": line.draft_id, "lineage_ids": [line.lineage_id]}


def _threshold(session: Session, project_id: int) -> dict[str, Any]:
    plan = make("procurement_plan", session, project_id=project_id)
    return {
        "plan_id": plan.id,
        "expected_version": plan.version,
        "original": {"reason_threshold_fen": 0},
        "changes": {"reason_threshold_fen": 100_00},
    }


def _draft(session: Session, project_id: int) -> dict[str, Any]:
    return {"draft_id": _line(session, project_id).draft_id}


def _decisions(session: Session, project_id: int) -> dict[str, Any]:
    line = _line(session, project_id)
    return {
        "draft_id": line.draft_id,
        "original": {},
        "changes": {f"{line.lineage_id}.decision": LineDecision.ACCEPT},
    }


def _cut(session: Session, project_id: int) -> dict[str, Any]:
    lineage = make("lineage", session, project_id=project_id)
    plan_id = lineage.plan_id
    submitted = make(
        "draft", session, project_id=project_id, plan_id=plan_id, number=1, status=DraftStatus.RETURNED
    )
    copy = make(
        "draft", session, project_id=project_id, plan_id=plan_id, number=None, status=DraftStatus.WORKING
    )
    for draft in (submitted, copy):
        make("line", session, project_id=project_id, draft_id=draft.id, lineage_id=lineage.id)
    make(
        "line_review",
        session,
        project_id=project_id,
        draft_id=submitted.id,
        lineage_id=lineage.id,
        decision=LineDecision.CUT_TO,
        quantity_milli=1_000,
    )
    return {"draft_id": copy.id}


def _comment(session: Session, project_id: int, **given: Any) -> Any:
    line = _line(session, project_id)
    return make("review_comment", session, project_id=project_id, draft_id=line.draft_id, **given)


def _answer(session: Session, project_id: int) -> dict[str, Any]:
    comment = _comment(session, project_id)
    return {"comment_id": comment.id, "answer": "已核对", "answered_in_id": comment.draft_id}


def _comment_edit(session: Session, project_id: int) -> dict[str, Any]:
    comment = _comment(session, project_id, text="数量依据?")
    return {
        "comment_id": comment.id,
        "expected_version": comment.version,
        "original": {"text": "数量依据?"},
        "changes": {"text": "请补数量依据。"},
    }


def _seen(session: Session, project_id: int) -> dict[str, Any]:
    draft = make("draft", session, project_id=project_id, number=1, status=DraftStatus.IN_REVIEW)
    return {"plan_id": draft.plan_id, "draft_id": draft.id}


def _attached(session: Session, project_id: int, **given: Any) -> dict[str, Any]:
    line = _line(session, project_id)
    row = make(
        "attachment",
        session,
        project_id=project_id,
        record_table="lineage",
        record_id=line.lineage_id,
        purpose="quotation",
        **given,
    )
    return {"attachment_id": row.id}


_OWN: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "set_reason": lambda session, project: {
        **_reason(session, project),
        "cause": Cause.MARKET_PRICE,
        "original": {},
    },
    "clear_reason": _reason,
    "set_reason_threshold": _threshold,
    "add_comment": lambda session, project: {**_draft(session, project), "text": "请说明"},
    "update_comment": _comment_edit,
    "answer_comment": _answer,
    "refuse_comment": lambda session, project: {
        "comment_id": _comment(session, project).id,
        "answer": "不采纳",
    },
    "close_comment": lambda session, project: {"comment_id": _comment(session, project).id},
    "reopen_comment": lambda session, project: {
        "comment_id": _comment(session, project, status=CommentStatus.ANSWERED).id
    },
    "archive_comment": lambda session, project: {"comment_id": _comment(session, project).id},
    "restore_comment": lambda session, project: {
        "comment_id": _comment(session, project, archived_at=INSTANT).id
    },
    "decide_lines": _decisions,
    "accept_lines": lambda session, project: {**_draft(session, project), "lineage_ids": []},
    "take_over_decisions": _cut,
    "start_review": lambda session, project: {
        "draft_id": _line(session, project, status=DraftStatus.SUBMITTED).draft_id
    },
    "return_draft": lambda session, project: {
        **_draft(session, project),
        "opinion": "请补充依据",
        "answer_by": DAY,
        "returned_on": DAY,
    },
    "accept_draft": _draft,
    "mark_seen": _seen,
    "add_quotation": lambda session, project: {
        "lineage_id": _line(session, project).lineage_id,
        "document": QUOTATION,
    },
    "archive_quotation": _attached,
    "restore_quotation": lambda session, project: _attached(session, project, archived_at=INSTANT),
}
"""Command name → its keyword arguments but the project's id."""


def _in_project(own: Callable[[Session, int], dict[str, Any]]) -> Callable[[Session, int], dict[str, Any]]:
    return lambda session, project_id: {"project_id": project_id, **own(session, project_id)}


CALLS = {name: _in_project(own) for name, own in _OWN.items()}
"""Command name → keyword arguments but `actor`, for a project of the test's."""
