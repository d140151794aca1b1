"""What courses and their sessions may not exceed."""

import datetime as dt

from sqlmodel import Session

from db.models import Project
from tracker.errors import Invalid
from tracker.training import HOUR

LONGEST_TITLE = 160
LONGEST_ROOM = 120
LONGEST_RULE = 200
MOST_COURSE_HOURS = 2_000
MOST_SESSION_HOURS = 24
MOST_SESSION_MINUTES = 12 * 60
MOST_CERTIFICATE_MONTHS = 600
YEARS_AROUND_OPENING = 20
"""A course is further from opening day than this only by a slip of the pen."""


def check_day(session: Session, project_id: int, day: dt.date) -> None:
    """Refuse a day that cannot be meant, above all one of the wrong century.

    Raises:
        Invalid: it is more than `YEARS_AROUND_OPENING` from the project's opening (`day_not_plausible`).
    """
    project = session.get_one(Project, project_id)
    year = project.opening_on.year
    first = dt.date(year - YEARS_AROUND_OPENING, 1, 1)
    last = dt.date(year + YEARS_AROUND_OPENING, 12, 31)
    if not first <= day <= last:
        raise Invalid("day_not_plausible", on=day, first=first, last=last)


def check_hours(hours_milli: int, most: int) -> None:
    """Refuse class hours (thousandths) that are not above 0 and at most `most` hours (`hours_out_of_range`)."""
    if not 0 < hours_milli <= most * HOUR:
        raise Invalid("hours_out_of_range", most=most)


def short_text(field: str, value: str, longest: int) -> str:
    """`value` without outer space.

    Raises:
        Invalid: it is longer than `longest` (`text_too_long`).
    """
    text = value.strip()
    if len(text) > longest:
        raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
    return text
