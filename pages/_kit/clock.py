"""What day it is for a project: the only place that asks the clock."""

import datetime as dt
from zoneinfo import ZoneInfo

from db.queries.projects import ProjectRow
from pages._kit.installation import settings


def today(project: ProjectRow | None) -> dt.date:
    """The sample's own day, else the configured one (`TRACKER_TODAY`), else today in the project's time zone."""
    if project is not None and project.as_of is not None:
        return project.as_of
    fixed = settings().today
    if fixed is not None:
        return fixed
    return dt.datetime.now(ZoneInfo(project.time_zone if project else "Asia/Shanghai")).date()
