"""How long an asset has still to live: acquired, service life in years, and a day to look from."""

import datetime as dt
import re

_ACQUIRED = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
MONTHS = 12


def acquired_on(text: str) -> dt.date | None:
    """The day that 2016, 2016-05 or 2016-05-20 means, its first day where it is a month or a year; None for others."""
    found = _ACQUIRED.fullmatch(text.strip().replace("/", "-").replace(".", "-"))
    if found is None:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def life_ends_on(acquired: str, life_years: int | None) -> dt.date | None:
    """The day on which the service life is over; None where either is not known."""
    begun = acquired_on(acquired)
    if begun is None or life_years is None or begun.year + life_years > dt.MAXYEAR:
        return None
    # 29 February has no anniversary in most years.
    day = min(begun.day, 28) if begun.month == 2 else begun.day
    return begun.replace(year=begun.year + life_years, day=day)


def remaining_months(acquired: str, life_years: int | None, today: dt.date) -> int | None:
    """Whole months of service life left, negative when it is over; None where it is not known."""
    ends = life_ends_on(acquired, life_years)
    if ends is None:
        return None
    months = (ends.year - today.year) * MONTHS + ends.month - today.month
    return months - 1 if ends.day < today.day else months
