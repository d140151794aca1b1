"""How to call the command that takes a baseline."""

import datetime as dt
from typing import Any

from sqlmodel import Session

from tests.factories import make


def _take(session: Session, project_id: int) -> dict[str, Any]:
    make("task", session, project_id=project_id)
    return {"project_id": project_id, "name": "As approved", "on": dt.date(2026, 3, 2)}


CALLS = {"take_baseline": _take}
