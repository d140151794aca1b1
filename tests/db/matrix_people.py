"""How to call the commands on departments, posts, counts, courses, sessions and participants."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from db.models import Person
from tests.factories import make

TODAY = dt.date(2026, 4, 1)
LONG_AGO = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
COURSE = {
    "starts_on": dt.date(2026, 3, 3),
    "starts_at": dt.time(19, 0),
    "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
    "planned_hours_milli": 6_000,
    "session_hours_milli": 2_000,
}

Call = Callable[[Session, int], dict[str, Any]]


def on(table: str, argument: str, **columns: Any) -> Call:
    """A call on one fresh row of `table`, named by `argument`."""
    return lambda session, project_id: {
        "project_id": project_id,
        argument: make(table, session, project_id=project_id, **columns).id,
    }


def edit(table: str, argument: str, *, extra: dict[str, Any] | None = None, **changes: Any) -> Call:
    """A call that changes one fresh row of `table`."""

    def call(session: Session, project_id: int) -> dict[str, Any]:
        row = make(table, session, project_id=project_id, **(COURSE if table == "course" else {}))
        return {
            "project_id": project_id,
            argument: row.id,
            "expected_version": row.version,
            "original": {name: getattr(row, name) for name in changes},
            "changes": changes,
            **(extra or {}),
        }

    return call


def update_count(session: Session, project_id: int) -> dict[str, Any]:
    """A counted entry is corrected."""
    return edit("post_count", "count_id", extra={"today": dt.date(2030, 1, 1)}, in_post=0)(
        session, project_id
    )


def update_session(session: Session, project_id: int) -> dict[str, Any]:
    """A session is held."""
    course = make("course", session, project_id=project_id, **COURSE)
    row = make("course_session", session, project_id=project_id, course_id=course.id, planned_on=TODAY)
    return {
        "project_id": project_id,
        "session_id": row.id,
        "expected_version": row.version,
        "original": {"held_on": None, "hours_milli": None},
        "changes": {"held_on": TODAY, "hours_milli": 2_000},
        "today": TODAY,
    }


def update_participant(session: Session, project_id: int) -> dict[str, Any]:
    """A participant is renamed."""
    enrolment = make("enrolment", session, project_id=project_id)
    person = session.get(Person, enrolment.person_id)
    assert person is not None
    return {
        "project_id": project_id,
        "enrolment_id": enrolment.id,
        "expected_version": person.version,
        "original": {"name": person.name},
        "changes": {"name": "学员一(示例)"},
    }


CALLS: dict[str, Call] = {
    "create_department": lambda _session, project_id: {"project_id": project_id, "name": "采编部"},
    "update_department": edit("department", "department_id", name="采编部"),
    "archive_department": on("department", "department_id"),
    "restore_department": on("department", "department_id", archived_at=LONG_AGO),
    "create_post": lambda session, project_id: {
        **on("department", "department_id")(session, project_id),
        "title": "采编馆员",
    },
    "update_post": edit("post", "post_id", title="采编馆员"),
    "archive_post": on("post", "post_id"),
    "restore_post": on("post", "post_id", archived_at=LONG_AGO),
    "record_count": lambda session, project_id: {
        **on("post", "post_id", approved=3)(session, project_id),
        "on": TODAY,
        "in_post": 2,
        "today": TODAY,
    },
    "update_count": update_count,
    "archive_count": on("post_count", "count_id"),
    "restore_count": on("post_count", "count_id", archived_at=LONG_AGO),
    "create_course": lambda _session, project_id: {"project_id": project_id, "title": "研讨班", **COURSE},
    "update_course": edit("course", "course_id", title="研讨班"),
    "archive_course": on("course", "course_id"),
    "restore_course": on("course", "course_id", archived_at=LONG_AGO),
    "create_session": lambda session, project_id: {
        **on("course", "course_id")(session, project_id),
        "planned_on": TODAY,
    },
    "update_session": update_session,
    "archive_session": on("course_session", "session_id"),
    "restore_session": on("course_session", "session_id", archived_at=LONG_AGO),
    "create_participants": lambda session, project_id: {
        **on("course", "course_id")(session, project_id),
        "people": ["学员一(示例)"],
    },
    "update_participant": update_participant,
    "archive_participant": on("enrolment", "enrolment_id"),
    "restore_participant": on("enrolment", "enrolment_id", archived_at=LONG_AGO),
}
