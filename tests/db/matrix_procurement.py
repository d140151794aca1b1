"""How the permission matrix calls each procurement command: what it needs, made fresh."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from tests.factories import INSTANT, make
from tracker.imports.draft_types import DraftFile, ReadLine
from tracker.procurement.inheritance import Inheritance
from tracker.vocabulary import DraftStatus

LINE = ReadLine(
    sheet="清单",
    row=2,
    category="办公家具",
    name="办公桌",
    specification=None,
    unit="张",
    quantity_milli=24_000,
    unit_price_fen=165_000,
    amount_fen=3_960_000,
    printed_amount_fen=3_960_000,
    lump_sum=False,
    zone=None,
    remark=None,
    code=None,
)


def _plan(session: Session, project_id: int) -> dict[str, Any]:
    return {"plan_id": make("procurement_plan", session, project_id=project_id).id}


def _plan_edit(session: Session, project_id: int) -> dict[str, Any]:
    plan = make("procurement_plan", session, project_id=project_id, title="设备方案")
    return {
        "plan_id": plan.id,
        "expected_version": plan.version,
        "original": {"title": "设备方案"},
        "changes": {"title": "家具方案"},
    }


def _working(session: Session, project_id: int) -> dict[str, Any]:
    draft = make("draft", session, project_id=project_id, number=None, status=DraftStatus.WORKING)
    make("line", session, project_id=project_id, draft_id=draft.id)
    return {"draft_id": draft.id}


def _numbered(session: Session, project_id: int, **given: Any) -> Any:
    return make("draft", session, project_id=project_id, number=1, status=DraftStatus.SUBMITTED, **given)


def _status(session: Session, project_id: int) -> dict[str, Any]:
    draft = _numbered(session, project_id)
    return {
        "draft_id": draft.id,
        "expected_version": draft.version,
        "original": {"status": DraftStatus.SUBMITTED},
        "changes": {"status": DraftStatus.IN_REVIEW},
    }


def _line(session: Session, project_id: int, **given: Any) -> Any:
    draft = make("draft", session, project_id=project_id, number=None, status=DraftStatus.WORKING)
    return make("line", session, project_id=project_id, draft_id=draft.id, name="办公桌", **given)


def _line_edit(session: Session, project_id: int) -> dict[str, Any]:
    line = _line(session, project_id)
    return {
        "line_id": line.id,
        "expected_version": line.version,
        "original": {"name": "办公桌"},
        "changes": {"name": "会议桌"},
    }


def _grid(session: Session, project_id: int) -> dict[str, Any]:
    line = _line(session, project_id)
    return {
        "draft_id": line.draft_id,
        "original": {f"{line.id}.name": "办公桌"},
        "changes": {f"{line.id}.name": "会议桌"},
    }


def _workbook(session: Session, project_id: int) -> dict[str, Any]:
    return {
        **_plan(session, project_id),
        "number": 1,
        "file": DraftFile((), (LINE,), None, ()),
        "inheritance": Inheritance(),
        "previous_id": None,
    }


_OWN: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "create_procurement_plan": lambda _session, _project: {"title": "设备方案"},
    "update_procurement_plan": _plan_edit,
    "archive_procurement_plan": _plan,
    "restore_procurement_plan": lambda session, project: {
        "plan_id": make("procurement_plan", session, project_id=project, archived_at=INSTANT).id
    },
    "open_working_copy": _plan,
    "submit_draft": lambda session, project: {
        **_working(session, project),
        "submitted_on": dt.date(2026, 3, 20),
    },
    "update_draft": _status,
    "archive_draft": lambda session, project: {"draft_id": _numbered(session, project).id},
    "restore_draft": lambda session, project: {
        "draft_id": _numbered(session, project, archived_at=INSTANT).id
    },
    "import_draft": _workbook,
    "add_line": lambda session, project: {**_working(session, project), "values": {"name": "办公椅"}},
    "update_line": _line_edit,
    "save_lines": _grid,
    "archive_line": lambda session, project: {"line_id": _line(session, project).id},
    "restore_line": lambda session, project: {"line_id": _line(session, project, archived_at=INSTANT).id},
}
"""Command name → its keyword arguments but the project's id."""


def _in_project(own: Callable[[Session, int], dict[str, Any]]) -> Callable[[Session, int], dict[str, Any]]:
    return lambda session, project_id: {"project_id": project_id, **own(session, project_id)}


CALLS = {name: _in_project(own) for name, own in _OWN.items()}
"""Command name → keyword arguments but `actor`, for a project of the test's."""
