"""Two schedules compared, with working days counted by hand on the calendar of spring 2026.

Holidays: 4 to 6 April (Saturday to Monday) and 1 to 5 May (Friday to Tuesday); Saturday 9 May is worked.
"""

import datetime as dt

import pytest

from tests.tracker.test_charts_plan import TODAY, rows_of
from tests.tracker.test_plans import task
from tracker.baselines import (
    LONGEST_NAME,
    Change,
    KeptSchedule,
    KeptTask,
    Span,
    as_of_today,
    compare,
    free_name,
    number_in_file,
)
from tracker.calendar import WorkCalendar
from tracker.interchange.day_plan import DayBaseline, DayBaselineEntry, DayPlan, DayTask
from tracker.interchange.days import from_days, in_days
from tracker.schedule.model import PlannedTask, TaskKind

CALENDAR = WorkCalendar()
OPENING = dt.date(2026, 6, 26)


def april(day: int) -> dt.date:
    return dt.date(2026, 4, day)


def kept(
    id_: int, start: dt.date, finish: dt.date, days: int = 1, title: str = "", kind=TaskKind.TASK
) -> KeptTask:
    return KeptTask(id_, title or f"Task {id_}", 1, "Opening plan", kind, Span(start, finish, days))


def schedule(*tasks: KeptTask, announced_on: dt.date | None = OPENING) -> KeptSchedule:
    return KeptSchedule(announced_on, tasks)


def compared(before, after):
    found = compare(before, after, CALENDAR)
    return found, {task.id: task for task in found.tasks}


def test_variances_are_signed_working_days_over_a_holiday():
    # from Fri 3 April to Tue 7 April is one working day, though four days pass
    _, tasks = compared(
        schedule(kept(1, april(3), april(3)), kept(2, april(10), april(17), 6)),
        schedule(kept(1, april(7), april(7)), kept(2, april(3), april(16), 9)),
    )

    assert (tasks[1].start_days, tasks[1].finish_days, tasks[1].longer_days) == (1, 1, 0)
    assert (tasks[2].start_days, tasks[2].finish_days, tasks[2].longer_days) == (-4, -1, 3)
    assert {task.change for task in tasks.values()} == {Change.MOVED}


def test_a_task_that_only_takes_longer_has_moved():
    # kept with three working days on the same dates as now with two
    _, tasks = compared(schedule(kept(1, april(7), april(9), 3)), schedule(kept(1, april(7), april(9), 2)))

    assert (tasks[1].change, tasks[1].finish_days, tasks[1].longer_days) == (Change.MOVED, 0, -1)


def test_a_removed_task_stays_with_the_title_and_the_dates_that_were_kept():
    found, tasks = compared(
        schedule(kept(1, april(7), april(9), 3, "Borrow the vans")),
        schedule(kept(2, april(8), april(8), title="Hire movers")),
    )

    assert (tasks[1].change, tasks[1].title, tasks[1].before, tasks[1].after) == (
        Change.REMOVED,
        "Borrow the vans",
        Span(april(7), april(9), 3),
        None,
    )
    assert (tasks[2].change, tasks[2].before, tasks[2].finish_days) == (Change.ADDED, None, None)
    assert [found.count(change) for change in Change] == [0, 1, 1, 0]


def test_a_task_that_was_renamed_and_kept_its_dates_is_unchanged():
    _, tasks = compared(
        schedule(kept(1, april(7), april(9), 3, "Shelves")),
        schedule(kept(1, april(7), april(9), 3, "Shelving")),
    )

    assert (tasks[1].change, tasks[1].title) == (Change.UNCHANGED, "Shelving")


def test_moved_tasks_come_first_the_worst_of_them_on_top():
    days = {1: april(7), 2: april(14), 3: april(9), 4: april(1)}
    before = schedule(*(kept(id_, april(2), april(2)) for id_ in (1, 2, 3, 4)), kept(5, april(2), april(2)))
    after = schedule(
        *(kept(id_, day, day) for id_, day in days.items()),
        kept(5, april(2), april(2)),
        kept(6, april(1), april(1)),
    )

    found, _ = compared(before, after)

    assert [task.id for task in found.tasks] == [2, 3, 1, 4, 6, 5]
    # 3, 7, 8, 9, 10, 13 and 14 April against the 2nd: the 14th is seven working days later, the 1st one earlier
    assert [task.finish_days for task in found.moved] == [7, 4, 2, -1]


def test_headings_are_not_compared():
    heading = kept(1, april(1), april(30), 0, kind=TaskKind.SUMMARY)

    found, tasks = compared(
        schedule(heading, kept(2, april(7), april(7))), schedule(kept(2, april(7), april(7)))
    )

    assert list(tasks) == [2]
    assert found.before.finish == april(7)


def test_the_end_of_everything_and_the_announced_day_have_their_variance():
    found, _ = compared(
        schedule(kept(1, april(1), april(30)), announced_on=dt.date(2026, 6, 26)),
        schedule(kept(1, april(1), dt.date(2026, 5, 6)), announced_on=dt.date(2026, 6, 24)),
    )

    # Thu 30 April to Wed 6 May lies over the holiday
    assert (found.finish_days, found.announced_days) == (1, -2)


def test_a_baseline_that_knows_no_announced_day_says_nothing_of_it():
    found, _ = compared(schedule(announced_on=None), schedule(kept(1, april(1), april(1))))

    assert (found.announced_days, found.finish_days) == (None, None)


def test_the_plan_of_today_keeps_every_task_with_its_own_working_days():
    rows = rows_of(
        task(1, kind=TaskKind.SUMMARY, title="Moving"),
        task(2, parent_id=1, duration_days=3),
        task(3, kind=TaskKind.MILESTONE, duration_days=1),
    )

    kept_today = as_of_today(rows, OPENING)

    assert kept_today.announced_on == OPENING
    # Mon 9 to Wed 11 March 2026
    assert [(one.id, one.span) for one in kept_today.tasks] == [
        (1, Span(TODAY, dt.date(2026, 3, 11), 0)),
        (2, Span(TODAY, dt.date(2026, 3, 11), 3)),
        (3, Span(TODAY, TODAY, 0)),
    ]


@pytest.mark.parametrize(
    ("name", "number"), [("Baseline", 0), ("Baseline 3", 3), ("Baseline 3 of x.xml", None), ("基准", None)]
)
def test_a_baseline_without_a_name_of_its_own_is_known_by_its_number(name, number):
    assert number_in_file(name) == number


def test_a_name_that_is_taken_gets_the_next_number_and_stays_short_enough():
    assert free_name(" March ", []) == "March"
    assert free_name("March", ["March", "March (2)"]) == "March (3)"
    long = "x" * LONGEST_NAME
    assert free_name(long + "y", [long]) == "x" * (LONGEST_NAME - 4) + " (2)"


def test_a_milestone_of_a_baseline_is_a_moment_in_a_file_and_work_lasts_from_morning_to_evening():
    tasks = (
        DayTask(PlannedTask(1, "Pack", None, TaskKind.TASK, 2)),
        DayTask(PlannedTask(2, "All is there", None, TaskKind.MILESTONE, 0)),
    )
    entries = (DayBaselineEntry(1, april(7), april(8), 2), DayBaselineEntry(2, april(8), april(8), 0))
    plan = DayPlan("Moving", april(7), None, tasks, (), (), (DayBaseline("First", entries),))

    written = from_days(plan)

    assert [(str(one.start), str(one.finish)) for one in written.baselines[0].entries] == [
        ("2026-04-07 08:00:00", "2026-04-08 17:00:00"),
        ("2026-04-08 17:00:00", "2026-04-08 17:00:00"),
    ]
    assert in_days(written).baselines == plan.baselines
