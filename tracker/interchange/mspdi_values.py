"""How MSPDI writes values, and the numbers it gives to link types and constraints (mspdi_pj12.xsd).

Reading is in `tracker.imports.mspdi`; what is here is the way back.
"""

import datetime as dt
import re
from collections.abc import Mapping

from tracker.schedule.model import Constraint, LagUnit, LinkType

NAMESPACE = "http://schemas.microsoft.com/project"
DAYS, ELAPSED_DAYS = 7, 8
"""Formats of durations and lags as Microsoft Project shows them: d, ed."""

LINK_NUMBERS: Mapping[LinkType, int] = {LinkType.FF: 0, LinkType.FS: 1, LinkType.SF: 2, LinkType.SS: 3}
CONSTRAINT_NUMBERS: Mapping[Constraint, int] = {
    Constraint.AS_SOON_AS_POSSIBLE: 0,
    Constraint.AS_LATE_AS_POSSIBLE: 1,
    Constraint.MUST_START_ON: 2,
    Constraint.MUST_FINISH_ON: 3,
    Constraint.START_NO_EARLIER_THAN: 4,
    Constraint.START_NO_LATER_THAN: 5,
    Constraint.FINISH_NO_EARLIER_THAN: 6,
    Constraint.FINISH_NO_LATER_THAN: 7,
}
LAG_FORMATS: Mapping[LagUnit, int] = {LagUnit.WORKING_DAYS: DAYS, LagUnit.CALENDAR_DAYS: ELAPSED_DAYS}

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_of(value: str, longest: int = 512) -> str:
    """`value` as an element may hold it: only characters of XML 1.0, no outer blanks, at most so many."""
    return _NOT_XML.sub("", value).replace("\r\n", "\n").replace("\r", "\n").strip()[:longest].rstrip()


def moment_text(moment: dt.datetime) -> str:
    """2026-11-02T08:00:00."""
    return moment.isoformat("T", "seconds")


def duration_text(minutes: int) -> str:
    """480 minutes as PT8H0M0S."""
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def time_text(minute: int) -> str:
    """Minute 480 of the day as 08:00:00; the midnight that ends a day is 00:00:00."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}:00"


def flag_text(*, value: bool) -> str:
    """1 or 0."""
    return "1" if value else "0"
