"""Days of a finding that cannot be right at first sight, though real records have them.

Each is a question, not a refusal: whoever gives a reason keeps the day, and the reason stays in the finding's history.
"""

import datetime as dt
from enum import StrEnum


class DateOddity(StrEnum):
    """What is odd about the days of a finding; the values are the codes under which a command asks for a reason."""

    FOUND_BEFORE_START = "found_before_start"
    DUE_BEFORE_FOUND = "due_before_found"
    RECTIFIED_BEFORE_FOUND = "rectified_before_found"


def oddities(
    found_on: dt.date,
    *,
    due_on: dt.date | None = None,
    rectified_on: dt.date | None = None,
    starts_on: dt.date | None = None,
) -> list[DateOddity]:
    """What is odd: found before the project's start, due or rectified before it was found.

    What is None is not looked at.
    """
    odd = {
        DateOddity.FOUND_BEFORE_START: starts_on is not None and found_on < starts_on,
        DateOddity.DUE_BEFORE_FOUND: due_on is not None and due_on < found_on,
        DateOddity.RECTIFIED_BEFORE_FOUND: rectified_on is not None and rectified_on < found_on,
    }
    return [oddity for oddity, is_odd in odd.items() if is_odd]
