"""How the permission matrix calls the commands on workstreams, indicators and readings."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from tests.factories import DAY, INSTANT, make
from tracker.vocabulary import DirectionKind, EventKind, Qualifier


def _edit(table: str, session: Session, project_id: int, **changes: Any) -> dict[str, Any]:
    row = make(table, session, project_id=project_id)
    return {
        "project_id": project_id,
        f"{table}_id": row.id,
        "expected_version": row.version,
        "original": {field: getattr(row, field) for field in changes},
        "changes": changes,
    }


def _one(table: str, session: Session, project_id: int, **given: Any) -> dict[str, Any]:
    row = make(table, session, project_id=project_id, **given)
    return {"project_id": project_id, f"{table}_id": row.id}


def _report(session: Session, project_id: int) -> dict[str, Any]:
    days = {"starts_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 3, 31)}
    return _one("report", session, project_id, language="zh", **days)


def _topic(session: Session, project_id: int) -> dict[str, Any]:
    return {
        **_one("event_topic", session, project_id, is_settled=True),
        "plan_id": make("plan", session, project_id=project_id).id,
        "due_on": DAY,
    }


CALLS: dict[str, Callable[[Session, int], dict[str, Any]]] = {
    "create_workstream": lambda _, project: {"project_id": project, "name": "古籍保护"},
    "update_workstream": lambda s, project: _edit("workstream", s, project, name="地方文献"),
    "archive_workstream": lambda s, project: _one("workstream", s, project),
    "restore_workstream": lambda s, project: _one("workstream", s, project, archived_at=INSTANT),
    "create_indicator": lambda s, project: {
        **_one("workstream", s, project),
        "name": "录入古籍",
        "unit": "件",
    },
    "update_indicator": lambda s, project: _edit("indicator", s, project, unit="册"),
    "archive_indicator": lambda s, project: _one("indicator", s, project),
    "restore_indicator": lambda s, project: _one("indicator", s, project, archived_at=INSTANT),
    "record_reading": lambda s, project: {
        **_one("indicator", s, project),
        "on": DAY,
        "value_milli": 49_000,
        "today": DAY,
    },
    "correct_reading": lambda s, project: {
        **_one("reading", s, project, on=DAY, value_milli=1_000),
        "on": DAY,
        "value_milli": 2_000,
        "today": DAY,
    },
    "import_readings": lambda s, project: {
        "project_id": project,
        "listed": [
            {
                "indicator_id": make("indicator", s, project_id=project).id,
                "on": DAY,
                "value_milli": 1_000,
                "qualifier": Qualifier.EXACT,
                "source": None,
                "note": None,
            }
        ],
        "today": DAY,
    },
    "create_event": lambda _, project: {
        "project_id": project,
        "kind": EventKind.MEETING,
        "title": "动员会",
        "starts_on": DAY,
    },
    "update_event": lambda s, project: _edit("event", s, project, title="开馆动员会"),
    "archive_event": lambda s, project: _one("event", s, project),
    "restore_event": lambda s, project: _one("event", s, project, archived_at=INSTANT),
    "add_event_party": lambda s, project: {
        **_one("event", s, project),
        "organisation": "区财政局",
        "people": 3,
    },
    "update_event_party": lambda s, project: _edit("event_party", s, project, people=4),
    "archive_event_party": lambda s, project: _one("event_party", s, project),
    "restore_event_party": lambda s, project: _one("event_party", s, project, archived_at=INSTANT),
    "add_event_topic": lambda s, project: {**_one("event", s, project), "title": "功能分布"},
    "update_event_topic": lambda s, project: _edit("event_topic", s, project, title="功能布局"),
    "archive_event_topic": lambda s, project: _one("event_topic", s, project),
    "restore_event_topic": lambda s, project: _one("event_topic", s, project, archived_at=INSTANT),
    "make_task_of_topic": _topic,
    "create_report": lambda _, project: {
        "project_id": project,
        "period": "2026Q1",
        "language": "zh",
        "title": "第一季度总结",
    },
    "rewrite_paragraph": lambda s, project: {
        **_report(s, project),
        "paragraph": "site",
        "expected_version": 0,
        "original": {"text": ""},
        "changes": {"text": "新的说法。"},
        "basis": "",
    },
    "take_back_paragraph": lambda s, project: {**_report(s, project), "paragraph": "site"},
    "issue_report": lambda s, project: {**_report(s, project), "today": dt.date(2026, 4, 1)},
    "archive_report": _report,
    "restore_report": _report,
    "create_direction": lambda _, project: {
        "project_id": project,
        "kind": DirectionKind.MISSION,
        "text": "服务社会",
    },
    "update_direction": lambda s, project: _edit("direction", s, project, text="传承文明"),
    "archive_direction": lambda s, project: _one("direction", s, project),
    "restore_direction": lambda s, project: _one("direction", s, project, archived_at=INSTANT),
    "create_goal": lambda _, project: {"project_id": project, "title": "国家一级馆", "horizon_on": DAY},
    "update_goal": lambda s, project: _edit("goal", s, project, title="区域性中心馆"),
    "archive_goal": lambda s, project: _one("goal", s, project),
    "restore_goal": lambda s, project: _one("goal", s, project, archived_at=INSTANT),
    "create_bulletin": lambda _, project: {"project_id": project, "title": "筹备进展", "on": DAY},
    "update_bulletin": lambda s, project: _edit("bulletin", s, project, title="筹备简报"),
    "issue_bulletin": lambda s, project: {
        **_one("bulletin", s, project, body="正文"),
        "expected_version": 1,
        "original": {},
        "changes": {},
        "on": DAY,
        "today": DAY,
    },
    "archive_bulletin": lambda s, project: _one("bulletin", s, project),
    "restore_bulletin": lambda s, project: _one("bulletin", s, project, archived_at=INSTANT),
    "archive_reading": lambda s, project: _one("reading", s, project),
    "restore_reading": lambda s, project: _one("reading", s, project, archived_at=INSTANT),
}
