"""An MSPDI project scheduled by our engine: dates from durations, links, constraints and calendars alone.

As in Microsoft Project, a task whose people have calendars of their own is worked when at least one of them
works (and, if the task has a calendar too, only then when that works); a task of fixed duration without a
calendar follows the project's. Lags and floats count on the task's or the project's calendar. Date
constraints are honoured. Left out are splits, levelling delays and inactive tasks.
"""

from datetime import datetime

from tracker.imports.mspdi import FileLink, FileProject, FileTask
from tracker.imports.mspdi_calendars import CalendarBook, always
from tracker.schedule.engine import Row, schedule, start_for_finish
from tracker.schedule.model import Constraint
from tracker.schedule.plan import Activity, Link, Rules
from tracker.schedule.worktime import WorkTime, instant_of

_DATELESS = frozenset({Constraint.AS_SOON_AS_POSSIBLE, Constraint.AS_LATE_AS_POSSIBLE})
_FOR_SUMMARIES = frozenset({Constraint.START_NO_EARLIER_THAN, Constraint.FINISH_NO_LATER_THAN})


def schedule_project(project: FileProject) -> dict[int, Row]:
    """The engine's rows by task UID, in the order of the file.

    Raises:
        Invalid: as `tracker.schedule.engine.schedule`.
        UnreadableFile: reason "calendar" for base calendars in a circle, "value" for a time that is none.
    """
    book = CalendarBook(project.calendars, around=project.start.date())
    rules = Rules(
        start=instant_of(project.start),
        worktime=book.worktime(project.calendar_uid),
        start_is_floor=False,
    )
    elapsed = always()
    parents = {task.parent_uid for task in project.tasks}
    activities = [
        _activity(task, project, book, elapsed, parent=task.uid in parents) for task in project.tasks
    ]
    durations = {task.uid: task.duration for task in project.tasks}
    links = [_link(link, durations.get(link.predecessor_uid, 0)) for link in project.links]
    if not project.from_start and project.finish is not None:
        finish = instant_of(project.finish)
        start = start_for_finish(
            activities,
            links,
            Rules(start=finish, worktime=rules.worktime, finish=finish, start_is_floor=False),
        )
        rules = Rules(start=start, worktime=rules.worktime, finish=finish, start_is_floor=False)
    limit = project.critical_slack_limit * project.minutes_per_day
    return schedule(activities, links, rules, float_limit=limit)


def _instant(moment: datetime | None) -> int | None:
    return None if moment is None else instant_of(moment)


def _activity(
    task: FileTask, project: FileProject, book: CalendarBook, elapsed: WorkTime, *, parent: bool
) -> Activity:
    constraint = task.constraint
    if parent and constraint not in _FOR_SUMMARIES:
        constraint = Constraint.AS_SOON_AS_POSSIBLE
    complete = task.actual_finish is not None or task.percent_complete >= 100
    done = task.actual_duration
    if done is None:
        done = task.duration * task.percent_complete // 100
    own = None if task.calendar_uid not in project.calendars else book.worktime(task.calendar_uid)
    return Activity(
        id=task.uid,
        name=task.name or f"UID {task.uid}",
        parent_id=task.parent_uid,
        duration=task.duration,
        worktime=elapsed if task.elapsed else own,
        crew=_crew(task, project, book),
        constraint=constraint,
        constraint_at=None if constraint in _DATELESS else _instant(task.constraint_date),
        deadline=_instant(task.deadline),
        actual_start=None if parent else _instant(task.actual_start),
        actual_finish=None if parent else _instant(task.actual_finish),
        done=0 if parent or complete else min(done, task.duration),
        complete=complete and not parent,
        fixed_start=None if parent else _instant(task.fixed_start),
    )


def _crew(task: FileTask, project: FileProject, book: CalendarBook) -> WorkTime | None:
    assigned = [uid for uid in project.assigned.get(task.uid, ()) if uid in project.calendars]
    own = task.calendar_uid if task.calendar_uid in project.calendars else None
    if task.elapsed or not assigned or (own is None and task.fixed_duration):
        return None
    if own is not None and task.ignores_resource_calendars:
        return None
    crew = book.crew(assigned, own)
    return None if crew is book.worktime(project.calendar_uid if own is None else own) else crew


def _link(link: FileLink, predecessor_duration: int) -> Link:
    lag = link.lag * predecessor_duration / 100 if link.percent else link.lag
    return Link(link.predecessor_uid, link.successor_uid, link.type, round(lag), link.elapsed)
