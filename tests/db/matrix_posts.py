"""How to call the commands on approvals over time, norms of staff and the import of posts."""

import datetime as dt
from typing import Any

from sqlmodel import Session

from tests.db.matrix_people import Call, edit, on
from tests.factories import make

TODAY = dt.date(2026, 4, 1)
LONG_AGO = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
NORM = {
    "title": "示例标准(非官方)",
    "residents_low": 10_000,
    "residents_high": 25_000,
    "source": "示例(非官方)",
}


def update_staffing_norm(session: Session, project_id: int) -> dict[str, Any]:
    """A norm gets another upper figure."""
    norm = make("staffing_norm", session, project_id=project_id, **NORM)
    return {
        "project_id": project_id,
        "norm_id": norm.id,
        "expected_version": norm.version,
        "original": {"residents_high": 25_000},
        "changes": {"residents_high": 20_000},
    }


CALLS: dict[str, Call] = {
    "set_approval": lambda session, project_id: {
        **on("post", "post_id")(session, project_id),
        "on": TODAY,
        "approved": 4,
    },
    "update_approval": edit("post_approval", "approval_id", approved=4),
    "archive_approval": on("post_approval", "approval_id"),
    "restore_approval": on("post_approval", "approval_id", archived_at=LONG_AGO),
    "create_staffing_norm": lambda _session, project_id: {"project_id": project_id, **NORM},
    "update_staffing_norm": update_staffing_norm,
    "archive_staffing_norm": on("staffing_norm", "norm_id", **NORM),
    "restore_staffing_norm": on("staffing_norm", "norm_id", archived_at=LONG_AGO, **NORM),
    "set_service_population": lambda _session, project_id: {
        "project_id": project_id,
        "expected_version": 1,
        "original": {"service_population": None},
        "changes": {"service_population": 400_000},
    },
    "import_posts": lambda _session, project_id: {
        "project_id": project_id,
        "listed": [{"department": "采编部", "title": "采编馆员", "approved": 2}],
        "confirmed_departments": ["采编部"],
        "today": TODAY,
    },
}
