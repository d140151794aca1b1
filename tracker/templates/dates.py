"""When a template's work begins and its library opens: backwards from the opening day, or forwards from a start."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from tracker.calendar import WorkCalendar
from tracker.schedule.days import latest_start, schedule_days
from tracker.schedule.model import Dependency, PlannedTask, TaskKind
from tracker.templates.model import Template


class Direction(StrEnum):
    """From which day a template is laid out."""

    BACKWARDS = "backwards"
    FORWARDS = "forwards"


@dataclass(frozen=True, slots=True)
class TemplateDates:
    """What a template comes to on a calendar.

    Attributes:
        latest_start: the last day on which work may begin for the chosen opening day; forwards, the start itself.
        starts_on: the working day on which work begins: never before the first day that is left.
        opens_on: the day of the opening milestone when work begins on `starts_on`.
        missing_days: working days between `latest_start` and the first day that is left; 0 when there is time.
        provisional: whether this rests on a year whose holidays are not announced yet.
    """

    latest_start: dt.date
    starts_on: dt.date
    opens_on: dt.date
    missing_days: int
    provisional: bool


def template_dates(
    template: Template, direction: Direction, day: dt.date, *, calendar: WorkCalendar, first_day: dt.date
) -> TemplateDates:
    """Lay a template out.

    Args:
        template: the plan.
        direction: backwards: so that the opening milestone falls on `day`, or on the last working day before it;
            forwards: with work beginning on `day`, or on the first working day after it.
        day: the opening day, or the start.
        calendar: the working days.
        first_day: no work begins before it: today, or the start of the project.

    Raises:
        Invalid: the template's tasks wait for each other in a circle.
    """
    tasks, links = _network(template)
    if direction is Direction.BACKWARDS:
        latest = latest_start(tasks, links, calendar=calendar, project_finish=day)
    else:
        latest = day
    start = calendar.next_working(max(latest, first_day))
    missing = calendar.working_days_between(latest, first_day)
    rows = schedule_days(tasks, links, calendar=calendar, project_start=start)
    opening = [
        rows[task.id].finish for task, own in zip(tasks, template.tasks, strict=True) if own.ends_on_opening
    ]
    work = [rows[task.id].finish for task in tasks if task.kind is not TaskKind.SUMMARY]
    opens_on = max(opening or work, default=start)
    return TemplateDates(
        latest_start=latest,
        starts_on=start,
        opens_on=opens_on,
        missing_days=max(0, missing) if direction is Direction.BACKWARDS else 0,
        provisional=calendar.provisional((latest, start, opens_on)),
    )


def _network(template: Template) -> tuple[list[PlannedTask], list[Dependency]]:
    """The template's tasks and links, numbered in their order."""
    number = {task.id: n for n, task in enumerate(template.tasks, start=1)}
    tasks = [
        PlannedTask(
            number[task.id],
            task.title["zh"] or task.id,
            number[task.parent] if task.parent else None,
            task.kind,
            task.days if task.kind is TaskKind.TASK else 0,
        )
        for task in template.tasks
    ]
    links = [
        Dependency(number[link.predecessor], number[task.id], link.type, link.lag_days, link.lag_unit)
        for task in template.tasks
        for link in task.after
    ]
    return tasks, links
