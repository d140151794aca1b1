"""Days that can be meant: a slip of the pen in the year is refused before anything is stored."""

import datetime as dt

from sqlmodel import Session

from db.models import Project
from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.errors import Invalid

YEARS_AROUND_OPENING = 20
"""Nothing is planned further from opening day than this; only what is older than the project may be earlier."""


def check_day(day: dt.date) -> None:
    """Refuse a day outside the calendar that the tracker keeps.

    Raises:
        Invalid: `date_out_of_range`.
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid("date_out_of_range", day=day, first=FIRST_DAY, last=LAST_DAY)


def check_day_of_project(
    session: Session, project_id: int, day: dt.date, *, may_be_older: bool = False
) -> None:
    """Refuse a day too far from a project's opening to be meant; what `may_be_older` only by lying ahead of it.

    Raises:
        Invalid: `day_not_plausible`.
    """
    year = session.get_one(Project, project_id).opening_on.year
    first = FIRST_DAY if may_be_older else dt.date(year - YEARS_AROUND_OPENING, 1, 1)
    last = dt.date(min(year + YEARS_AROUND_OPENING, LAST_DAY.year), 12, 31)
    if not first <= day <= last:
        raise Invalid("day_not_plausible", on=day, first=first, last=last)
