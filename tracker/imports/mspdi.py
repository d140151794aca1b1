"""Microsoft Project's XML exchange format (MSPDI): a file's bytes -> its tasks, links and calendars.

Reads what a schedule is computed from and leaves stored early and late dates alone. Units are those of the
format (namespace http://schemas.microsoft.com/project): durations as ISO 8601 "PT8H0M0S", lags in tenths of a
minute, dates in local time without a zone. Rows left blank in Microsoft Project are skipped.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tracker.errors import UnreadableFile
from tracker.schedule.model import Constraint, LinkType

MAX_BYTES = 64 * 1024 * 1024
MAX_OUTLINE_LEVEL = 500
NO_CALENDAR = -1

_T = TypeVar("_T")
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")
_ELAPSED_FORMATS = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})
_PERCENT_FORMATS = frozenset({19, 51})
_ELAPSED_PERCENT_FORMATS = frozenset({20, 52})
_LINK_TYPES = {0: LinkType.FF, 1: LinkType.FS, 2: LinkType.SF, 3: LinkType.SS}
_CONSTRAINTS = {
    0: Constraint.AS_SOON_AS_POSSIBLE,
    1: Constraint.AS_LATE_AS_POSSIBLE,
    2: Constraint.MUST_START_ON,
    3: Constraint.MUST_FINISH_ON,
    4: Constraint.START_NO_EARLIER_THAN,
    5: Constraint.START_NO_LATER_THAN,
    6: Constraint.FINISH_NO_EARLIER_THAN,
    7: Constraint.FINISH_NO_LATER_THAN,
}


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link as stored: `lag` in minutes, or in percent of the predecessor's duration."""

    predecessor_uid: int
    successor_uid: int
    type: LinkType
    lag: float
    elapsed: bool
    percent: bool


@dataclass(frozen=True, slots=True)
class FileTask:
    """A task as stored; `duration` in minutes of work, or of elapsed time where `elapsed`."""

    uid: int
    name: str
    parent_uid: int | None
    outline_level: int
    summary: bool
    milestone: bool
    active: bool
    duration: int
    elapsed: bool
    fixed_duration: bool
    calendar_uid: int
    ignores_resource_calendars: bool
    constraint: Constraint
    constraint_date: datetime | None
    deadline: datetime | None
    percent_complete: int
    actual_start: datetime | None
    actual_finish: datetime | None
    actual_duration: int | None
    fixed_start: datetime | None


@dataclass(frozen=True, slots=True)
class FileProject:
    """What an MSPDI file says of a project.

    Attributes:
        start: the project's start; finish: its finish, the anchor where `from_start` is False.
        critical_slack_limit: days of slack up to which a task is critical.
        calendars: the `Calendar` elements by UID, read by `tracker.imports.mspdi_calendars`.
        assigned: per task UID the calendar UIDs of the people assigned to it.
    """

    name: str
    start: datetime
    finish: datetime | None
    from_start: bool
    status_date: datetime | None
    critical_slack_limit: int
    minutes_per_day: int
    calendar_uid: int
    calendars: dict[int, Element]
    tasks: tuple[FileTask, ...]
    links: tuple[FileLink, ...]
    assigned: dict[int, frozenset[int]]


def read_mspdi(content: bytes) -> FileProject:
    """The project in an MSPDI file.

    Raises:
        UnreadableFile: reason "size", "xml" (broken, cut off, or with entities), "not_mspdi", "no_start",
            "outline_too_deep", or "value" with the field, its text and the task; nothing is read in part.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableFile(reason="size", limit=MAX_BYTES)
    try:
        root = fromstring(content, forbid_dtd=True)
    except ParseError as error:
        raise UnreadableFile(reason="xml", line=error.position[0]) from error
    except (DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableFile(reason="xml", line=1) from error
    for element in root.iter():
        element.tag = str(element.tag).rpartition("}")[2]
    if root.tag != "Project":
        raise UnreadableFile(reason="not_mspdi", root=root.tag)
    return _project(root)


def optional(element: Element, field: str, convert: Callable[[str], _T], default: _T) -> _T:
    """The value of a child element, `default` where it is absent or empty.

    Raises:
        UnreadableFile: reason "value" when `convert` refuses the text.
    """
    text = (element.findtext(field) or "").strip()
    if not text:
        return default
    try:
        return convert(text)
    except (ValueError, KeyError, OverflowError) as error:
        task = (element.findtext("Name") or element.findtext("UID") or "").strip()
        raise UnreadableFile(reason="value", field=field, value=text[:80], task=task) from error


def local_time(text: str) -> datetime:
    """A date and time of the file, to the minute. Raises `ValueError`."""
    return datetime.fromisoformat(text).replace(tzinfo=None, second=0, microsecond=0)


def minutes(text: str) -> int:
    """An ISO 8601 duration of days (of 24 hours) and less, in minutes. Raises `ValueError`."""
    match = _DURATION.fullmatch(text)
    if not match:
        raise ValueError(text)
    days, hours, whole, seconds = (float(part or 0) for part in match.groups())
    return round(days * 1440 + hours * 60 + whole + seconds / 60)


def flag(text: str) -> bool:
    """A yes or no of the file. Raises `KeyError`."""
    return {"0": False, "1": True, "false": False, "true": True}[text.lower()]


def _project(root: Element) -> FileProject:
    start = _moment(root, "StartDate")
    finish = _moment(root, "FinishDate")
    from_start = optional(root, "ScheduleFromStart", flag, default=True)
    if start is None and (from_start or finish is None):
        raise UnreadableFile(reason="no_start")
    minutes_per_day = optional(root, "MinutesPerDay", int, 480)
    tasks = tuple(_tasks(root, minutes_per_day))
    known = {task.uid for task in tasks if task.active}
    return FileProject(
        name=(root.findtext("Name") or "").strip(),
        start=start or finish or datetime.min,  # noqa: DTZ901 - never the minimum: one of the two is there
        finish=finish,
        from_start=from_start,
        status_date=_moment(root, "StatusDate"),
        critical_slack_limit=optional(root, "CriticalSlackLimit", int, 0),
        minutes_per_day=minutes_per_day,
        calendar_uid=optional(root, "CalendarUID", int, NO_CALENDAR),
        calendars={
            optional(calendar, "UID", int, NO_CALENDAR): calendar
            for calendar in root.iterfind("Calendars/Calendar")
        },
        tasks=tuple(task for task in tasks if task.active),
        links=tuple(_links(root, known, {task.uid for task in tasks if not task.active})),
        assigned=_assigned(root),
    )


def _moment(element: Element, field: str) -> datetime | None:
    return optional(element, field, local_time, None)


def _task_elements(root: Element) -> Iterator[Element]:
    for element in root.iterfind("Tasks/Task"):
        if not optional(element, "IsNull", flag, default=False):
            yield element


def _tasks(root: Element, minutes_per_day: int) -> Iterator[FileTask]:
    above: list[FileTask] = []  # the open headings, one a level
    for element in _task_elements(root):
        level = optional(element, "OutlineLevel", int, 1)
        if level > MAX_OUTLINE_LEVEL:
            raise UnreadableFile(reason="outline_too_deep", level=level, limit=MAX_OUTLINE_LEVEL)
        while above and above[-1].outline_level >= level:
            above.pop()
        task = _task(element, above[-1].uid if above else None, level, minutes_per_day)
        above.append(task)
        yield task


def _task(element: Element, parent_uid: int | None, level: int, minutes_per_day: int) -> FileTask:
    milestone = optional(element, "Milestone", flag, default=False)
    manual = optional(element, "Manual", flag, default=False)
    external = optional(element, "ExternalTask", flag, default=False)
    fixed_start = _moment(element, "ManualStart") if manual else None
    if manual or external:
        fixed_start = fixed_start or _moment(element, "Start")
    return FileTask(
        uid=optional(element, "UID", int, 0),
        name=(element.findtext("Name") or "").strip(),
        parent_uid=parent_uid,
        outline_level=level,
        summary=optional(element, "Summary", flag, default=False),
        milestone=milestone,
        active=optional(element, "Active", flag, default=True),
        duration=optional(element, "Duration", minutes, 0 if milestone else minutes_per_day),
        elapsed=optional(element, "DurationFormat", int, 7) in _ELAPSED_FORMATS,
        fixed_duration=optional(element, "Type", int, 0) == 1,
        calendar_uid=optional(element, "CalendarUID", int, NO_CALENDAR),
        ignores_resource_calendars=optional(element, "IgnoreResourceCalendar", flag, default=False),
        constraint=optional(
            element, "ConstraintType", lambda text: _CONSTRAINTS[int(text)], Constraint.AS_SOON_AS_POSSIBLE
        ),
        constraint_date=_moment(element, "ConstraintDate"),
        deadline=_moment(element, "Deadline"),
        percent_complete=optional(element, "PercentComplete", int, 0),
        actual_start=_moment(element, "ActualStart"),
        actual_finish=_moment(element, "ActualFinish"),
        actual_duration=optional(element, "ActualDuration", minutes, None),
        fixed_start=fixed_start,
    )


def _links(root: Element, active: set[int], inactive: set[int]) -> Iterator[FileLink]:
    for element in _task_elements(root):
        successor = optional(element, "UID", int, 0)
        if successor not in active:
            continue
        for link in element.iterfind("PredecessorLink"):
            predecessor = optional(link, "PredecessorUID", int, NO_CALENDAR)
            elsewhere = optional(link, "CrossProject", flag, default=False) and predecessor not in active
            if predecessor not in inactive and not elsewhere:
                yield _link(link, predecessor, successor)


def _link(link: Element, predecessor: int, successor: int) -> FileLink:
    lag_format = optional(link, "LagFormat", int, 7)
    percent = lag_format in _PERCENT_FORMATS or lag_format in _ELAPSED_PERCENT_FORMATS
    lag = optional(link, "LinkLag", int, 0)
    return FileLink(
        predecessor_uid=predecessor,
        successor_uid=successor,
        type=optional(link, "Type", lambda text: _LINK_TYPES[int(text)], LinkType.FS),
        lag=lag if percent else lag / 10,
        elapsed=lag_format in _ELAPSED_FORMATS or lag_format in _ELAPSED_PERCENT_FORMATS,
        percent=percent,
    )


def _assigned(root: Element) -> dict[int, frozenset[int]]:
    """The calendars of the people (not the materials) assigned to each task."""
    people = {
        optional(resource, "UID", int, 0): optional(resource, "CalendarUID", int, NO_CALENDAR)
        for resource in root.iterfind("Resources/Resource")
        if optional(resource, "Type", int, 1) == 1
    }
    assigned: dict[int, set[int]] = {}
    for assignment in root.iterfind("Assignments/Assignment"):
        calendar = people.get(optional(assignment, "ResourceUID", int, 0), NO_CALENDAR)
        if calendar != NO_CALENDAR and optional(assignment, "Units", float, 1.0) > 0:
            assigned.setdefault(optional(assignment, "TaskUID", int, 0), set()).add(calendar)
    return {task: frozenset(calendars) for task, calendars in assigned.items()}
