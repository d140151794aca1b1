"""How the permission matrix calls the commands on standards and exemptions."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from tests.factories import INSTANT, make

RECORD = {"name": "办公桌", "applies_to": "办公桌", "price_cap_fen": 180_000, "source": "示例"}


def _standard(session: Session, project_id: int, **given: Any) -> Any:
    return make("standard", session, project_id=project_id, **{**RECORD, "basis": None, **given})


def _edit(session: Session, project_id: int) -> dict[str, Any]:
    standard = _standard(session, project_id)
    return {
        "standard_id": standard.id,
        "expected_version": standard.version,
        "original": {"price_cap_fen": 180_000},
        "changes": {"price_cap_fen": 160_000},
    }


def _exemption(session: Session, project_id: int, *, archived: bool = False) -> dict[str, Any]:
    row = make(
        "standard_exemption",
        session,
        project_id=project_id,
        standard_id=_standard(session, project_id).id,
        archived_at=INSTANT if archived else None,
    )
    return {"exemption_id": row.id}


CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "create_standard": lambda _session, project: {"project_id": project, "values": RECORD},
    "update_standard": lambda s, project: {"project_id": project, **_edit(s, project)},
    "archive_standard": lambda s, project: {"project_id": project, "standard_id": _standard(s, project).id},
    "restore_standard": lambda s, project: {
        "project_id": project,
        "standard_id": _standard(s, project, archived_at=INSTANT).id,
    },
    "import_standards": lambda _session, project: {"project_id": project, "listed": [RECORD]},
    "exempt_line": lambda s, project: {
        "project_id": project,
        "standard_id": _standard(s, project).id,
        "lineage_id": make("lineage", s, project_id=project).id,
        "reason": "读者用机",
    },
    "archive_exemption": lambda s, project: {"project_id": project, **_exemption(s, project)},
    "restore_exemption": lambda s, project: {"project_id": project, **_exemption(s, project, archived=True)},
}
