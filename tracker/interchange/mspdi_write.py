"""A plan as a Microsoft Project XML file (MSPDI).

Elements stand in the order of Microsoft's schema for Project 2007 (mspdi_pj12.xsd, which is a sequence
throughout), so Project 2007 and every later version open the file. Names of baselines, for which the format has
no place, travel in a processing instruction, which other programs skip.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, ProcessingInstruction, SubElement, tostring

from tracker.errors import Invalid
from tracker.interchange.mspdi_values import (
    CONSTRAINT_NUMBERS,
    DAYS,
    ELAPSED_DAYS,
    LAG_FORMATS,
    LINK_NUMBERS,
    NAMESPACE,
    duration_text,
    flag_text,
    moment_text,
    text_of,
    time_text,
)
from tracker.interchange.plan_file import (
    DATELESS,
    BaselineEntry,
    CalendarDay,
    Hours,
    PlanFile,
    PlanLink,
    PlanTask,
    in_outline_order,
)
from tracker.schedule.model import TaskKind

MAX_BASELINES = 11
"""Microsoft Project has Baseline and Baseline 1 to 10."""
BASELINE_NAMES = "kaiguan-baselines"
"""Target of the processing instruction that holds a JSON list of names."""

_CALENDAR = 1
_LONGEST_NOTES = 1_000_000
_SAVED_BY_PROJECT_2007 = 12
_FIXED_DURATION = 1
_WORK_RESOURCE = 1
_DAILY = 1


def write_mspdi(plan: PlanFile) -> bytes:
    """The plan as the bytes of an MSPDI file.

    What the format cannot hold is dropped: characters that XML has no way to write, and the end of names
    beyond 512 characters.

    Raises:
        Invalid: "too_many_baselines" (limit, count), "outline_broken".
    """
    if len(plan.baselines) > MAX_BASELINES:
        raise Invalid("too_many_baselines", limit=MAX_BASELINES, count=len(plan.baselines))
    root = Element("Project", xmlns=NAMESPACE)
    if plan.baselines:
        names = json.dumps([baseline.name for baseline in plan.baselines]).replace(">", "\\u003e")
        root.append(ProcessingInstruction(BASELINE_NAMES, names))
    _append(root, _project_fields(plan))
    _append_calendar(SubElement(root, "Calendars"), plan)
    _append_tasks(SubElement(root, "Tasks"), plan)
    _append_owners(root, plan)
    content: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return content


def _append(element: Element, fields: Iterable[tuple[str, object]]) -> None:
    """A child for each field that has a value."""
    for name, value in fields:
        if value is not None:
            SubElement(element, name).text = str(value)


def _moment(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment_text(moment)


def _project_fields(plan: PlanFile) -> Iterator[tuple[str, object]]:
    yield "SaveVersion", _SAVED_BY_PROJECT_2007
    yield "Name", text_of(plan.name, 255)
    yield "Title", text_of(plan.name)
    yield "ScheduleFromStart", flag_text(value=plan.finish is None)
    yield "StartDate", moment_text(plan.start)
    yield "FinishDate", _moment(plan.finish)
    yield "CurrencyCode", "CNY"
    yield "CalendarUID", _CALENDAR
    hours = next((hours for hours in plan.week if hours), None)
    if hours:
        yield "DefaultStartTime", time_text(hours[0][0])
        yield "DefaultFinishTime", time_text(hours[-1][1])
    yield "MinutesPerDay", plan.minutes_per_day
    yield "MinutesPerWeek", plan.minutes_per_day * sum(1 for hours in plan.week if hours)
    yield "DurationFormat", DAYS
    yield "HonorConstraints", flag_text(value=True)
    yield "NewTasksEstimated", flag_text(value=False)


def _append_calendar(calendars: Element, plan: PlanFile) -> None:
    calendar = SubElement(calendars, "Calendar")
    _append(
        calendar,
        [("UID", _CALENDAR), ("Name", "Standard"), ("IsBaseCalendar", 1), ("BaseCalendarUID", -1)],
    )
    week = SubElement(calendar, "WeekDays")
    for day_type in range(1, 8):  # Sunday first
        day = SubElement(week, "WeekDay")
        SubElement(day, "DayType").text = str(day_type)
        _append_hours(day, plan.week[(day_type + 5) % 7])
    if plan.days:
        exceptions = SubElement(calendar, "Exceptions")
        for first, last in _runs(plan.days):
            _append_exception(exceptions, first, last)


def _runs(days: Sequence[CalendarDay]) -> Iterator[tuple[CalendarDay, CalendarDay]]:
    """First and last of each run of days that follow each other with the same hours and name."""
    first = last = days[0]
    for day in days[1:]:
        follows = day.day - last.day == dt.timedelta(days=1)
        if not (follows and (day.hours, day.name) == (last.hours, last.name)):
            yield first, last
            first = day
        last = day
    yield first, last


def _append_exception(exceptions: Element, first: CalendarDay, last: CalendarDay) -> None:
    exception = SubElement(exceptions, "Exception")
    SubElement(exception, "EnteredByOccurrences").text = flag_text(value=False)
    period = SubElement(exception, "TimePeriod")
    SubElement(period, "FromDate").text = f"{first.day.isoformat()}T00:00:00"
    SubElement(period, "ToDate").text = f"{last.day.isoformat()}T23:59:00"
    occurrences = (last.day - first.day).days + 1
    _append(exception, [("Occurrences", occurrences), ("Name", text_of(first.name)), ("Type", _DAILY)])
    _append_hours(exception, first.hours)


def _append_hours(element: Element, hours: Hours) -> None:
    SubElement(element, "DayWorking").text = flag_text(value=bool(hours))
    if hours:
        times = SubElement(element, "WorkingTimes")
        for start, end in hours:
            time = SubElement(times, "WorkingTime")
            SubElement(time, "FromTime").text = time_text(start)
            SubElement(time, "ToTime").text = time_text(end)


def _append_tasks(tasks: Element, plan: PlanFile) -> None:
    links: dict[int, list[PlanLink]] = {}
    for link in plan.links:
        links.setdefault(link.successor_uid, []).append(link)
    kept: dict[int, list[tuple[int, BaselineEntry]]] = {}
    for number, baseline in enumerate(plan.baselines):
        for entry in baseline.entries:
            kept.setdefault(entry.uid, []).append((number, entry))
    counters: list[int] = []  # the outline number, one counter a level
    for position, (task, level) in enumerate(in_outline_order(plan.tasks), start=1):
        counters = [*counters, 0][:level]
        counters[-1] += 1
        element = SubElement(tasks, "Task")
        _append(element, _task_fields(task, position, level, ".".join(map(str, counters))))
        for link in links.get(task.uid, ()):
            _append(SubElement(element, "PredecessorLink"), _link_fields(link))
        for number, entry in kept.get(task.uid, ()):
            _append(SubElement(element, "Baseline"), _baseline_fields(number, entry))


def _task_fields(task: PlanTask, position: int, level: int, outline: str) -> Iterator[tuple[str, object]]:
    summary = task.kind is TaskKind.SUMMARY
    yield "UID", task.uid
    yield "ID", position
    yield "Name", text_of(task.name)
    yield "Type", _FIXED_DURATION
    yield "IsNull", flag_text(value=False)
    yield "WBS", outline
    yield "OutlineNumber", outline
    yield "OutlineLevel", level
    yield "Start", _moment(task.start)
    yield "Finish", _moment(task.finish)
    if not summary:
        yield "Duration", duration_text(task.duration)
        yield "DurationFormat", ELAPSED_DAYS if task.elapsed else DAYS
    yield "EffortDriven", flag_text(value=False)
    yield "Estimated", flag_text(value=False)
    yield "Milestone", flag_text(value=task.kind is TaskKind.MILESTONE)
    yield "Summary", flag_text(value=summary)
    yield "PercentComplete", task.percent_complete
    yield "ActualStart", _moment(task.actual_start)
    yield "ActualFinish", _moment(task.actual_finish)
    if task.percent_complete and not summary:
        done = task.duration * task.percent_complete // 100
        yield "ActualDuration", duration_text(done)
        yield "RemainingDuration", duration_text(task.duration - done)
    yield "ConstraintType", CONSTRAINT_NUMBERS[task.constraint]
    yield "CalendarUID", -1
    yield "ConstraintDate", None if task.constraint in DATELESS else _moment(task.constraint_at)
    yield "Deadline", _moment(task.deadline)
    yield "Notes", text_of(task.notes, _LONGEST_NOTES) or None


def _link_fields(link: PlanLink) -> Iterator[tuple[str, object]]:
    yield "PredecessorUID", link.predecessor_uid
    yield "Type", LINK_NUMBERS[link.type]
    yield "CrossProject", flag_text(value=False)
    yield "LinkLag", link.lag * 10  # tenths of a minute
    yield "LagFormat", LAG_FORMATS[link.lag_unit]


def _baseline_fields(number: int, entry: BaselineEntry) -> Iterator[tuple[str, object]]:
    yield "Number", number
    yield "Start", moment_text(entry.start)
    yield "Finish", moment_text(entry.finish)
    yield "Duration", duration_text(entry.duration)
    yield "DurationFormat", DAYS


def _append_owners(root: Element, plan: PlanFile) -> None:
    """Owners as work resources, each assigned to the tasks that name them."""
    named = [(task.uid, text_of(task.owner)) for task in plan.tasks]
    owned = [(uid, owner) for uid, owner in named if owner]
    if not owned:
        return
    numbers: Mapping[str, int] = {
        owner: number for number, owner in enumerate(dict.fromkeys(owner for _, owner in owned), start=1)
    }
    resources = SubElement(root, "Resources")
    for owner, number in numbers.items():
        fields = [("UID", number), ("ID", number), ("Name", owner), ("Type", _WORK_RESOURCE), ("IsNull", 0)]
        _append(SubElement(resources, "Resource"), fields)
    assignments = SubElement(root, "Assignments")
    for number, (uid, owner) in enumerate(owned, start=1):
        _append(
            SubElement(assignments, "Assignment"),
            [("UID", number), ("TaskUID", uid), ("ResourceUID", numbers[owner]), ("Units", 1)],
        )
