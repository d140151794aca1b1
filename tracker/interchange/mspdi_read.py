"""A Microsoft Project XML file (MSPDI) as a plan.

`tracker.imports.mspdi` reads tasks, links and calendars and refuses what is unsafe or broken; this adds what a
schedule does not need: the title, notes, owners, baselines and the names of exceptional days.

What a plan here has no place for is turned into what it has: the row of the project itself (outline level 0) is
left out, a start set by hand becomes a "must start on", a lag in percent the minutes it comes to, blank and
inactive rows fall away, and of several people assigned to a task the first is its owner.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import (
    Element,
    ProcessingInstruction,
    TreeBuilder,
    XMLParser,
    fromstring,
)

from tracker.errors import UnreadableFile
from tracker.imports.mspdi import (
    FileLink,
    FileProject,
    FileTask,
    flag,
    local_time,
    minutes,
    optional,
    read_mspdi,
)
from tracker.imports.mspdi_calendars import CalendarBook
from tracker.interchange.mspdi_write import BASELINE_NAMES, MAX_BASELINES
from tracker.interchange.plan_file import (
    DATELESS,
    BaselineEntry,
    CalendarDay,
    PlanBaseline,
    PlanFile,
    PlanLink,
    PlanTask,
    check_plan,
)
from tracker.schedule.model import Constraint, LagUnit, TaskKind

REFUSALS: Mapping[str, str] = {
    "size": "plan_file_too_large",
    "xml": "plan_file_broken",
    "not_mspdi": "plan_file_other_kind",
    "no_start": "plan_file_without_start",
    "outline_too_deep": "plan_file_outline_too_deep",
    "value": "plan_file_value",
    "calendar": "plan_file_calendar",
}
"""The code of each reason for which a file is refused; `tracker.i18n.problems_interchange` has the sentences."""

_NOBODY = -1


def read_plan(content: bytes) -> PlanFile:
    """The plan in an MSPDI file, whole or not at all.

    Raises:
        UnreadableFile: for each reason of `tracker.imports.mspdi` a code of its own (`REFUSALS`), with the
            facts given there: too large, not XML or cut off or with entities, another kind of file, an outline
            too deep, a value that is none.
        Invalid: as `tracker.interchange.plan_file.check_plan`; the facts name the tasks.
    """
    try:
        return _plan(read_mspdi(content), _tree(content))
    except UnreadableFile as refusal:
        code = REFUSALS.get(refusal.facts.get("reason", ""), refusal.code)
        raise UnreadableFile(code, **refusal.facts) from refusal


def _plan(project: FileProject, root: Element) -> PlanFile:
    elements = {optional(element, "UID", int, 0): element for element in root.iterfind("Tasks/Task")}
    tasks = tuple(_tasks(project, elements, _owners(root)))
    known = {task.uid for task in tasks}
    week, exceptions = CalendarBook(project.calendars, around=project.start.date())._read(
        project.calendar_uid
    )
    names = _exception_names(project)
    plan = PlanFile(
        name=_title(root, project),
        start=project.start,
        finish=None if project.from_start else project.finish,
        week=tuple(week),
        days=tuple(
            CalendarDay(day, hours, _narrowest(names, day)) for day, hours in sorted(exceptions.items())
        ),
        minutes_per_day=project.minutes_per_day,
        tasks=tasks,
        links=tuple(_links(project)),
        baselines=_baselines(root, [task.uid for task in tasks if task.uid in known]),
    )
    check_plan(plan)
    return plan


def _tree(content: bytes) -> Element:
    """The elements without their namespace, with processing instructions."""
    parser = XMLParser(target=TreeBuilder(insert_pis=True))  # noqa: S314 - read_mspdi refused document types
    root = fromstring(content, parser)  # noqa: S314 - likewise: no entities are left to expand
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def _text(element: Element, field: str) -> str:
    return (element.findtext(field) or "").strip()


def _title(root: Element, project: FileProject) -> str:
    top = next((task.name for task in project.tasks if task.outline_level == 0), "")
    return _text(root, "Title") or top or project.name.removesuffix(".xml")


def _tasks(
    project: FileProject, elements: Mapping[int, Element], owners: Mapping[int, str]
) -> Iterator[PlanTask]:
    levels = {task.uid: task.outline_level for task in project.tasks}
    parents = {task.parent_uid for task in project.tasks}
    for task in project.tasks:
        if task.outline_level == 0:
            continue
        parent = task.parent_uid if levels.get(task.parent_uid or 0, 0) > 0 else None
        yield _task(task, parent, elements[task.uid], owners, has_children=task.uid in parents)


def _task(
    task: FileTask,
    parent_uid: int | None,
    element: Element,
    owners: Mapping[int, str],
    *,
    has_children: bool,
) -> PlanTask:
    summary = task.summary or has_children
    by_hand = task.fixed_start is not None and not summary
    constraint = Constraint.MUST_START_ON if by_hand else task.constraint
    at = task.fixed_start if by_hand else task.constraint_date
    return PlanTask(
        uid=task.uid,
        parent_uid=parent_uid,
        kind=_kind(summary=summary, milestone=task.milestone),
        name=task.name,
        duration=0 if summary else task.duration,
        elapsed=task.elapsed and not summary,
        constraint=constraint,
        constraint_at=None if constraint in DATELESS else at,
        deadline=task.deadline,
        actual_start=task.actual_start,
        actual_finish=task.actual_finish,
        percent_complete=min(max(task.percent_complete, 0), 100),
        notes=_text(element, "Notes"),
        owner=owners.get(task.uid, ""),
        start=optional(element, "Start", local_time, None),
        finish=optional(element, "Finish", local_time, None),
    )


def _kind(*, summary: bool, milestone: bool) -> TaskKind:
    if summary:
        return TaskKind.SUMMARY
    return TaskKind.MILESTONE if milestone else TaskKind.TASK


def _links(project: FileProject) -> Iterator[PlanLink]:
    durations = {task.uid: task.duration for task in project.tasks}
    for link in project.links:
        yield PlanLink(
            link.predecessor_uid,
            link.successor_uid,
            link.type,
            _lag(link, durations.get(link.predecessor_uid, 0)),
            LagUnit.CALENDAR_DAYS if link.elapsed and link.lag else LagUnit.WORKING_DAYS,
        )


def _lag(link: FileLink, predecessor_duration: int) -> int:
    return round(link.lag * predecessor_duration / 100 if link.percent else link.lag)


def _owners(root: Element) -> dict[int, str]:
    """Task UID → name of the first person (not the first material) assigned to it."""
    people = {
        optional(resource, "UID", int, _NOBODY): _text(resource, "Name")
        for resource in root.iterfind("Resources/Resource")
        if optional(resource, "Type", int, 1) == 1 and not optional(resource, "IsNull", flag, default=False)
    }
    owners: dict[int, str] = {}
    for assignment in root.iterfind("Assignments/Assignment"):
        name = people.get(optional(assignment, "ResourceUID", int, _NOBODY), "")
        if name:
            owners.setdefault(optional(assignment, "TaskUID", int, _NOBODY), name)
    return owners


def _exception_names(project: FileProject) -> list[tuple[dt.date, dt.date, str]]:
    calendar = project.calendars.get(project.calendar_uid)
    named = []
    for exception in calendar.iterfind("Exceptions/Exception") if calendar is not None else ():
        period = exception.find("TimePeriod")
        first = None if period is None else optional(period, "FromDate", local_time, None)
        last = None if period is None else optional(period, "ToDate", local_time, None)
        if first and last and _text(exception, "Name"):
            named.append((first.date(), last.date(), _text(exception, "Name")))
    return named


def _narrowest(names: list[tuple[dt.date, dt.date, str]], day: dt.date) -> str:
    """The name of the shortest period that the day lies in: a single holiday within a long shut-down."""
    around = [(last - first, name) for first, last, name in names if first <= day <= last]
    return min(around)[1] if around else ""


def _baselines(root: Element, uids: list[int]) -> tuple[PlanBaseline, ...]:
    found: dict[int, dict[int, BaselineEntry]] = {}
    for task in root.iterfind("Tasks/Task"):
        uid = optional(task, "UID", int, 0)
        for element in task.iterfind("Baseline"):
            number = optional(element, "Number", int, 0)
            start = optional(element, "Start", local_time, None)
            finish = optional(element, "Finish", local_time, None)
            if start and finish and 0 <= number < MAX_BASELINES:
                duration = optional(element, "Duration", minutes, 0)
                found.setdefault(number, {})[uid] = BaselineEntry(uid, start, finish, duration)
    names = _baseline_names(root)
    return tuple(
        PlanBaseline(
            names.get(number) or f"Baseline {number}".removesuffix(" 0"),
            tuple(found[number][uid] for uid in uids if uid in found.get(number, {})),
        )
        for number in sorted(found.keys() | names.keys())
    )


def _baseline_names(root: Element) -> dict[int, str]:
    """Number → name, as `tracker.interchange.mspdi_write` left them; Microsoft Project keeps none."""
    for child in root:
        tag: object = child.tag  # of an instruction: the function that makes one
        target, _, names = (child.text or "").partition(" ")
        if tag is ProcessingInstruction and target == BASELINE_NAMES:
            try:
                listed = json.loads(names)
            except ValueError:
                return {}
            return dict(enumerate(map(str, listed[:MAX_BASELINES]))) if isinstance(listed, list) else {}
    return {}
