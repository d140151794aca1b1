"""A small course in a database: Tuesdays at 19:00 from 3 March 2026 on, with two participants."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from db.commands.attendance import record_attendance
from db.commands.participants import create_participants
from db.commands.session_moves import reschedule_session
from db.commands.sessions import update_session
from db.commands.training import create_course
from db.models import Enrolment
from db.queries.training import SessionRow, marks, sessions
from db.unit_of_work import reading, unit_of_work
from tests.factories import make_project
from tracker.permissions import SYSTEM
from tracker.vocabulary import AttendanceMark

TODAY = dt.date(2026, 4, 1)
TUESDAYS = [dt.date(2026, 3, 3) + dt.timedelta(weeks=week) for week in range(8)]
"""3 March to 21 April 2026."""


class Seminar:
    """The course of a project of its own; every call is a transaction."""

    def __init__(self, engine: sa.Engine, *, sessions: int = 4) -> None:
        self.engine = engine
        with unit_of_work(engine) as session:
            self.project_id = make_project(session, opening_on=dt.date(2026, 12, 28)).id
        self.course_id = self.course(rule=f"FREQ=WEEKLY;BYDAY=TU;COUNT={sessions}")
        self.do(create_participants, course_id=self.course_id, people=["甲(示例)", "乙(示例)"])
        with reading(engine) as session:
            self.one, self.two = session.exec(select(Enrolment.id).order_by(col(Enrolment.id))).all()

    def do(self, command: Callable[..., Any], **arguments: Any) -> Any:
        """Run a command in a transaction of its own."""
        with unit_of_work(self.engine) as session:
            return command(session, actor=SYSTEM, project_id=self.project_id, **arguments)

    def ask(self, query: Callable[..., Any], *arguments: Any) -> Any:
        """What a query gives."""
        with reading(self.engine) as session:
            return query(session, self.project_id, *arguments)

    def course(self, **given: Any) -> int:
        """A further course; an evening of two hours in the hall."""
        arguments = {
            "title": "研讨班",
            "starts_on": TUESDAYS[0],
            "starts_at": dt.time(19, 0),
            "rule": "FREQ=WEEKLY;BYDAY=TU;COUNT=4",
            "planned_hours_milli": 10_000,
            "session_hours_milli": 2_500,
            "session_minutes": 120,
            "room": "多功能厅",
            **given,
        }
        return self.do(create_course, **arguments)

    def rows(self, course_id: int = 0) -> list[SessionRow]:
        """The sessions of a course that are not cancelled, by day."""
        found = self.ask(sessions, TODAY, course_id or self.course_id)
        return [row for row in found if not row.archived]

    def days(self, course_id: int = 0) -> list[dt.date]:
        """Their planned days."""
        return [row.planned_on for row in self.rows(course_id)]

    def on(self, day: dt.date, course_id: int = 0) -> SessionRow:
        """The session, cancelled or not, that is planned for a day."""
        found = self.ask(sessions, TODAY, course_id or self.course_id)
        return next(row for row in found if row.planned_on == day)

    def hold(self, day: dt.date) -> None:
        """The session of a day was held for two hours."""
        row = self.on(day)
        self.do(
            update_session,
            session_id=row.id,
            expected_version=row.version,
            original={"held_on": None, "hours_milli": None},
            changes={"held_on": day, "hours_milli": 2_000},
            today=TODAY,
        )

    def move(self, day: dt.date, to: dt.date, course_id: int = 0, **given: Any) -> int:
        """Move the session of a day; gives how many moved."""
        row = self.on(day, course_id)
        return self.do(
            reschedule_session,
            session_id=row.id,
            expected_version=row.version,
            original={"planned_on": day},
            changes={"planned_on": to},
            **given,
        )

    def mark(
        self,
        day: dt.date,
        changes: dict[int, AttendanceMark | None],
        original: dict[int, AttendanceMark] | None = None,
        **given: Any,
    ) -> int:
        """Record attendance of the session of a day as somebody who saw `original`; gives how many marks moved."""
        row = self.on(day)
        return self.do(
            record_attendance,
            session_id=row.id,
            expected_version=1,
            original=original or {},
            changes=changes,
            today=TODAY,
            **given,
        )

    def marks(self, day: dt.date) -> dict[int, AttendanceMark]:
        """The stored marks of the session of a day, by enrolment."""
        return self.ask(marks, self.on(day).id)
