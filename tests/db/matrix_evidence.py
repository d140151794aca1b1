"""How the permission matrix calls the commands on evidence packs."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from tests.factories import INSTANT, make

QUARTER = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 3, 31)}


def _pack(session: Session, project_id: int, **given: Any) -> dict[str, Any]:
    row = make("evidence_pack", session, project_id=project_id, **given)
    return {"project_id": project_id, "evidence_pack_id": row.id}


CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "request_evidence_pack": lambda _, project: {"project_id": project, "language": "zh", **QUARTER},
    "rebuild_evidence_pack": _pack,
    "archive_evidence_pack": _pack,
    "restore_evidence_pack": lambda s, project: _pack(s, project, archived_at=INSTANT),
}
