"""Plans of a project made ready for a file, a calendar, and back."""

import datetime as dt

import pytest

from tracker.calendar import WorkCalendar
from tracker.exports.calendar_feed import FeedKind
from tracker.exports.plan_feed import plan_entries
from tracker.i18n import Words
from tracker.interchange.day_plan import DayException, DayPlan, DayTask
from tracker.interchange.plan_import import held_at_its_start, named, read_plan_file, strangers
from tracker.interchange.stored_plan import ProjectCalendar, plan_to_write
from tracker.plans import DatedTaskRow, TaskFacts, dated
from tracker.schedule.model import Constraint, Dependency, PlannedTask, TaskKind
from tracker.vocabulary import PlanKind

MONDAY, OPENING = dt.date(2026, 3, 2), dt.date(2026, 6, 26)
SATURDAY = dt.date(2026, 3, 14)
CALENDAR = WorkCalendar(exceptions={SATURDAY: True})
DAYS = ProjectCalendar(CALENDAR, {SATURDAY: "The movers come"})


def facts(id_: int, plan_id: int = 1, **more) -> TaskFacts:
    """A stored task of five days."""
    given = {
        "version": 1,
        "plan_id": plan_id,
        "plan_title": f"Plan {plan_id}",
        "plan_kind": PlanKind.OTHER,
        "parent_id": None,
        "position": id_,
        "kind": TaskKind.TASK,
        "title": f"Task {id_}",
        "owner_id": None,
        "owner": "",
        "post_id": None,
        "zone_id": None,
        "duration_days": 5,
        "optimistic_days": None,
        "pessimistic_days": None,
        "constraint": Constraint.AS_SOON_AS_POSSIBLE,
        "constraint_date": None,
        "deadline": None,
        "actual_start": None,
        "actual_finish": None,
        "percent_complete": 0,
        "notes": "",
        "archived": False,
    }
    return TaskFacts(id=id_, **(given | more))


def rows(tasks: list[TaskFacts], links=()) -> list[DatedTaskRow]:
    """The tasks with dates, on the day the project starts."""
    return dated(tasks, links, calendar=CALENDAR, starts_on=MONDAY, opening_on=OPENING, today=MONDAY)


def written(tasks: list[TaskFacts], links=()) -> DayPlan:
    return plan_to_write("The opening", rows(tasks, links), links, days=DAYS, starts_on=MONDAY)


def outline_of(plan: DayPlan) -> list[tuple[int, int | None, TaskKind]]:
    return [(task.planned.id, task.planned.parent_id, task.planned.kind) for task in plan.tasks]


def test_one_plan_is_written_as_it_stands():
    plan = written([facts(4, kind=TaskKind.SUMMARY), facts(7, parent_id=4), facts(9)])

    assert outline_of(plan) == [
        (4, None, TaskKind.SUMMARY),
        (7, 4, TaskKind.TASK),
        (9, None, TaskKind.TASK),
    ]
    assert (plan.name, plan.starts_on) == ("The opening", MONDAY)


def test_several_plans_stand_under_their_titles():
    plan = written([facts(4), facts(9, plan_id=2), facts(5)])

    assert outline_of(plan) == [
        (10, None, TaskKind.SUMMARY),
        (4, 10, TaskKind.TASK),
        (5, 10, TaskKind.TASK),
        (11, None, TaskKind.SUMMARY),
        (9, 11, TaskKind.TASK),
    ]
    assert [task.planned.name for task in plan.tasks if task.planned.kind is TaskKind.SUMMARY] == [
        "Plan 1",
        "Plan 2",
    ]


def test_links_to_tasks_of_other_plans_stay_behind():
    links = [Dependency(1, 2), Dependency(2, 3)]
    all_rows = rows([facts(1), facts(2), facts(3, plan_id=2)], links)
    own = [row for row in all_rows if row.plan_id == 1]

    plan = plan_to_write("Plan 1", own, links, days=DAYS, starts_on=MONDAY)

    assert plan.links == (Dependency(1, 2),)


def test_a_milestone_is_written_without_days_and_a_task_with_its_computed_dates():
    plan = written([facts(1, kind=TaskKind.MILESTONE, duration_days=1), facts(2)])

    assert [task.planned.duration_days for task in plan.tasks] == [0, 5]
    # Monday 2 March and four working days more
    assert (plan.tasks[1].start, plan.tasks[1].finish) == (MONDAY, dt.date(2026, 3, 6))


def test_the_calendar_says_public_holidays_and_the_projects_own_days():
    plan = written([facts(1, deadline=dt.date(2026, 4, 10))])

    # Qingming 2026: Saturday 4 to Monday 6 April, of which only Monday is no day off in the plain week
    assert plan.exceptions == (
        DayException(SATURDAY, is_working=True, reason="The movers come"),
        DayException(dt.date(2026, 4, 6), is_working=False, reason="Tomb-sweeping Day"),
    )


def test_a_calendar_has_work_milestones_and_open_deadlines_but_no_headings():
    due = dt.date(2026, 3, 20)
    tasks = [
        facts(1, kind=TaskKind.SUMMARY),
        facts(2, parent_id=1, deadline=due),
        facts(3, kind=TaskKind.MILESTONE),
        facts(4, deadline=due, actual_start=MONDAY, actual_finish=MONDAY, percent_complete=100),
    ]

    entries = list(plan_entries(rows(tasks), Words.of("en"), address="https://library.example", revision=7))

    assert [(entry.kind, entry.record, entry.title) for entry in entries] == [
        (FeedKind.TASK, "2", "Task 2"),
        (FeedKind.DEADLINE, "2", "Due: Task 2"),
        (FeedKind.MILESTONE, "3", "Task 3"),
        (FeedKind.TASK, "4", "Task 4"),
    ]
    assert (entries[1].first, entries[1].last, entries[1].version) == (due, due, 7)
    assert entries[0].url == "https://library.example/timeline?task=2"


def day_plan(*tasks: PlannedTask, links=(), owners=()) -> DayPlan:
    whole = tuple(
        DayTask(task, owner=owner) for task, owner in zip(tasks, owners or [""] * len(tasks), strict=True)
    )
    return DayPlan("Moving", MONDAY, None, whole, tuple(links))


def planned(id_: int, parent_id: int | None = None, **more) -> PlannedTask:
    fields = {"kind": TaskKind.TASK, "duration_days": 5, **more}
    return PlannedTask(id_, f"Task {id_}", parent_id, **fields)


def test_only_work_that_nothing_else_holds_is_held_at_the_start():
    plan = day_plan(
        planned(1),
        planned(2),
        planned(3, kind=TaskKind.SUMMARY),
        planned(4, parent_id=3),
        planned(5, constraint=Constraint.MUST_START_ON, constraint_date=OPENING),
        planned(6, percent_complete=10),
        planned(7, constraint=Constraint.AS_LATE_AS_POSSIBLE),
        links=(Dependency(1, 2), Dependency(1, 3)),
    )

    held = held_at_its_start(plan)

    changed = [
        after.planned.id for before, after in zip(plan.tasks, held.tasks, strict=True) if before != after
    ]
    assert changed == [1]
    first = held.tasks[0].planned
    assert (first.constraint, first.constraint_date) == (Constraint.START_NO_EARLIER_THAN, MONDAY)


def test_a_blank_name_is_replaced():
    blank = DayTask(PlannedTask(1, "  ", None, TaskKind.TASK, 5))
    plan = named(DayPlan("Moving", MONDAY, None, (blank, DayTask(planned(2))), ()), "Unnamed")

    assert [task.planned.name for task in plan.tasks] == ["Unnamed", "Task 2"]


def test_strangers_are_named_once_each():
    plan = day_plan(planned(1), planned(2), planned(3), planned(4), owners=["A", "B", "", "B"])

    assert strangers(plan, ["A"]) == ("B",)


MILESTONE_OF_TWO_DAYS = (
    '<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-03-02T08:00:00</StartDate><Tasks>'
    "<Task><UID>1</UID><Name>Hand over</Name><OutlineLevel>1</OutlineLevel><Milestone>1</Milestone>"
    "<Duration>PT16H0M0S</Duration></Task></Tasks></Project>"
)


@pytest.mark.parametrize("lead", ["", "\ufeff", " \n"])
def test_a_milestone_that_lasts_is_read_as_work(lead):
    data = (lead + MILESTONE_OF_TWO_DAYS).encode()

    reading = read_plan_file(data, name="x", starts_on=MONDAY, calendar=CALENDAR)

    assert [(task.planned.kind, task.planned.duration_days) for task in reading.plan.tasks] == [
        (TaskKind.TASK, 2)
    ]
    assert reading.finishes_on == dt.date(2026, 3, 3)


def test_a_file_in_utf_16_is_read_as_xml():
    data = ('<?xml version="1.0" encoding="UTF-16"?>' + MILESTONE_OF_TWO_DAYS).encode("utf-16")

    reading = read_plan_file(data, name="x", starts_on=MONDAY, calendar=CALENDAR)

    assert [task.planned.name for task in reading.plan.tasks] == ["Hand over"]
