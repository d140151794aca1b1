"""How the permission matrix calls the commands on evaluation standards, self-assessments and goals' indicators."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from db.documents import StoredDocument
from tests.db.matrix_work import _edit, _one
from tests.factories import DAY, INSTANT, make


def _evidence(session: Session, project_id: int, **given: Any) -> dict[str, Any]:
    item = make("evaluation_item", session, project_id=project_id)
    file = {"record_table": "evaluation_item", "record_id": item.id, "purpose": "evidence"}
    return _one("attachment", session, project_id, **file, **given)


CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "create_evaluation_standard": lambda _, project: {
        "project_id": project,
        "title": "评估标准(示例)",
        "source": "示例",
    },
    "update_evaluation_standard": lambda s, project: _edit("evaluation_standard", s, project, band="西部"),
    "archive_evaluation_standard": lambda s, project: _one("evaluation_standard", s, project),
    "restore_evaluation_standard": lambda s, project: _one(
        "evaluation_standard", s, project, archived_at=INSTANT
    ),
    "create_evaluation_item": lambda s, project: {
        **_one("evaluation_standard", s, project),
        "code": "1.1",
        "name": "年外借册次",
        "points_milli": 40_000,
    },
    "update_evaluation_item": lambda s, project: _edit("evaluation_item", s, project, unit="册次"),
    "archive_evaluation_item": lambda s, project: _one("evaluation_item", s, project),
    "restore_evaluation_item": lambda s, project: _one("evaluation_item", s, project, archived_at=INSTANT),
    "import_evaluation_items": lambda s, project: {
        **_one("evaluation_standard", s, project),
        "listed": [{"code": "1.1", "name": "年外借册次", "points_milli": 40_000}],
        "today": DAY,
    },
    "record_self_assessment": lambda s, project: {
        **_one("evaluation_item", s, project, points_milli=40_000),
        "on": DAY,
        "points_milli": 20_000,
        "is_met": False,
        "today": DAY,
    },
    "archive_self_assessment": lambda s, project: _one("self_assessment", s, project),
    "restore_self_assessment": lambda s, project: _one("self_assessment", s, project, archived_at=INSTANT),
    "add_evaluation_evidence": lambda s, project: {
        **_one("evaluation_item", s, project),
        "document": StoredDocument("0" * 64, 3, "application/pdf", "证明.pdf"),
    },
    "archive_evaluation_evidence": _evidence,
    "restore_evaluation_evidence": lambda s, project: _evidence(s, project, archived_at=INSTANT),
    "tie_indicator": lambda s, project: {
        **_one("goal", s, project),
        "indicator_id": make("indicator", s, project_id=project).id,
        "target_milli": 60_000,
    },
    "update_goal_indicator": lambda s, project: _edit("goal_indicator", s, project, target_milli=70_000),
    "untie_indicator": lambda s, project: _one("goal_indicator", s, project),
}
