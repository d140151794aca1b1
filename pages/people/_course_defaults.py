"""What the form of a course begins with: the course itself, or what is usual."""

import datetime as dt
from dataclasses import dataclass

from db.queries.training import CourseRow
from tracker.training import read_rule
from tracker.vocabulary import CourseKind

USUAL_LENGTH = dt.timedelta(days=49)


@dataclass(frozen=True, slots=True)
class CourseDefaults:
    """The values of the fields; those of a new course are an evening a week for seven weeks more."""

    starts_on: dt.date
    last_day: dt.date | None
    weekdays: list[int]
    title: str = ""
    kind: CourseKind = CourseKind.SEMINAR
    trainer: str = ""
    room: str = ""
    starts_at: dt.time = dt.time(19, 0)
    session_minutes: int = 120
    session_hours_milli: int = 2_000
    planned_hours_milli: int = 16_000
    pass_hours_milli: int | None = None
    certificate_months: int | None = None

    @classmethod
    def of(cls, course: CourseRow | None, today: dt.date) -> "CourseDefaults":
        """Those of a course, or of a new one that would begin on `today`."""
        if course is None:
            return cls(today, today + USUAL_LENGTH, [today.weekday()])
        weekdays, last_day = read_rule(course.rule, course.starts_on)
        return cls(
            starts_on=course.starts_on,
            last_day=last_day,
            weekdays=weekdays,
            title=course.title,
            kind=course.kind,
            trainer=course.trainer or "",
            room=course.room,
            starts_at=course.starts_at,
            session_minutes=course.session_minutes,
            session_hours_milli=course.session_hours_milli,
            planned_hours_milli=course.planned_hours_milli,
            pass_hours_milli=course.pass_hours_milli,
            certificate_months=course.certificate_months,
        )
