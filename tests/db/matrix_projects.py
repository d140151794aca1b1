"""How to call the commands on projects."""

import datetime as dt

from db.models import Project
from tracker.templates import read_template

NEW = {
    "name": "新馆",
    "district": "示例区",
    "starts_on": dt.date(2026, 1, 5),
    "opening_on": dt.date(2026, 6, 26),
    "ceiling_fen": 360_000_000,
}

CALLS = {
    "create_project": lambda _session, _project_id: dict(NEW),
    "start_project": lambda _session, _project_id: {
        **NEW,
        "template": read_template(),
        "language": "zh",
    },
    "update_project": lambda session, project_id: {
        "project_id": project_id,
        "expected_version": session.get(Project, project_id).version,
        "original": {"name": session.get(Project, project_id).name},
        "changes": {"name": "另一个名字"},
    },
    "keep_working_copy": lambda _session, project_id: {
        "project_id": project_id,
        "form": "finding_new",
        "content": {"description": "cracked tile"},
    },
    "drop_working_copy": lambda _session, project_id: {"project_id": project_id, "form": "finding_new"},
}
