"""A plan of minutes in the days of the pages, and back."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.shared_data import MSPDI, needs_shared_data
from tests.tracker.plan_files import plans
from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.interchange.day_plan import (
    DayBaseline,
    DayBaselineEntry,
    DayException,
    DayPlan,
    DayTask,
    beyond_public_days,
    days_off_the_week,
    with_dates,
)
from tracker.interchange.days import from_days, in_days
from tracker.interchange.mspdi_read import read_plan
from tracker.interchange.mspdi_write import write_mspdi
from tracker.interchange.plan_file import PlanFile, PlanLink, PlanTask
from tracker.schedule.model import Constraint, Dependency, LagUnit, LinkType, PlannedTask, TaskKind

MONDAY, TUESDAY, FRIDAY = dt.date(2026, 11, 2), dt.date(2026, 11, 3), dt.date(2026, 11, 6)

PLAN = DayPlan(
    name="开馆筹备",
    starts_on=MONDAY,
    finishes_on=None,
    tasks=(
        DayTask(PlannedTask(1, "采购", None, TaskKind.SUMMARY, 0), start=MONDAY, finish=FRIDAY),
        DayTask(
            PlannedTask(
                2,
                "财政评审",
                1,
                TaskKind.TASK,
                3,
                Constraint.FINISH_NO_LATER_THAN,
                FRIDAY,
                FRIDAY,
                MONDAY,
                TUESDAY,
                50,
            ),
            notes="等答复",
            owner="馆长",
            start=MONDAY,
            finish=TUESDAY,
        ),
        DayTask(PlannedTask(3, "开标", None, TaskKind.MILESTONE, 0), start=FRIDAY, finish=FRIDAY),
    ),
    links=(Dependency(2, 3, LinkType.FS, 20, LagUnit.CALENDAR_DAYS),),
    exceptions=(DayException(dt.date(2027, 2, 8), is_working=False, reason="春节"),),
    baselines=(DayBaseline("上报稿", (DayBaselineEntry(2, MONDAY, FRIDAY, 5),)),),
)


def at(text):
    return dt.datetime.fromisoformat(text)


def one_task(**fields):
    task = PlanTask(1, None, TaskKind.TASK, "T", **{"duration": 480} | fields)
    return in_days(PlanFile("p", at("2026-11-02T08:00"), tasks=(task,))).tasks[0]


def test_a_plan_in_days_survives_the_way_through_a_file():
    assert in_days(read_plan(write_mspdi(from_days(PLAN)))) == PLAN


@needs_shared_data
@pytest.mark.parametrize("file", sorted(path.name for path in MSPDI.glob("*.xml")) or ["absent"])
def test_an_imported_file_exported_and_imported_again_is_the_same_plan(file):
    stored = replace(in_days(read_plan((MSPDI / file).read_bytes())), rounded=())

    assert in_days(read_plan(write_mspdi(from_days(stored)))) == stored


@given(plans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_days_are_exact_after_one_rounding(whole):
    stored = replace(in_days(whole), rounded=())

    assert in_days(from_days(stored)) == stored


def test_whole_days_are_those_of_the_file():
    task = PlanTask(1, None, TaskKind.TASK, "T", 4500)  # 75 hours of 450-minute days, as in mspdinulltasks

    plan = in_days(PlanFile("p", at("2026-11-02T09:00"), minutes_per_day=450, tasks=(task,)))

    assert (plan.tasks[0].planned.duration_days, plan.rounded) == (10, ())


def test_part_of_a_day_is_rounded_up_and_said():
    tasks = tuple(PlanTask(uid, None, TaskKind.TASK, "T", minutes) for uid, minutes in ((1, 481), (2, 480)))
    late = PlanLink(1, 2, LinkType.FS, -481)

    assert in_days(PlanFile("p", at("2026-11-02T08:00"), tasks=tasks)).rounded == (1,)
    linked = in_days(PlanFile("p", at("2026-11-02T08:00"), tasks=tasks, links=(late,)))
    assert linked.rounded == (1, 2)
    assert (linked.tasks[0].planned.duration_days, linked.links[0].lag_days) == (2, -1)


def test_two_elapsed_weeks_are_ten_working_days():
    assert one_task(duration=14 * 1440, elapsed=True).planned.duration_days == 10


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-03T17:00", TUESDAY),
        ("2026-11-03T08:01", TUESDAY),
        ("2026-11-03T08:00", MONDAY),  # as Project 2016 writes the end of Monday
        ("2026-11-09T08:00", FRIDAY),
        ("2026-11-09T00:00", FRIDAY),
        ("2026-11-08T12:00", dt.date(2026, 11, 8)),  # a Sunday that somebody chose
    ],
)
def test_a_deadline_is_the_evening_it_falls_on(moment, day):
    assert one_task(deadline=at(moment)).planned.deadline == day


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-11-02T08:00", MONDAY), ("2026-11-02T16:59", MONDAY), ("2026-11-02T17:00", TUESDAY)],
)
def test_a_start_is_the_day_on_which_work_can_begin(moment, day):
    dated = one_task(constraint=Constraint.START_NO_EARLIER_THAN, constraint_at=at(moment))

    assert dated.planned.constraint_date == day


def test_two_links_between_the_same_tasks_are_refused_by_name():
    tasks = tuple(PlanTask(uid, None, TaskKind.TASK, name, 480) for uid, name in ((1, "A"), (2, "B")))
    links = (PlanLink(1, 2, LinkType.SS), PlanLink(1, 2, LinkType.FF))

    with pytest.raises(Invalid) as refusal:
        in_days(PlanFile("p", at("2026-11-02T08:00"), tasks=tasks, links=links))

    assert (refusal.value.code, refusal.value.facts) == ("tasks_linked_twice", {"tasks": ["A", "B"]})


def test_public_holidays_travel_as_exceptions_and_are_not_kept_twice():
    calendar = WorkCalendar(exceptions={dt.date(2025, 10, 11): False, dt.date(2025, 10, 14): False})
    october = days_off_the_week(calendar, dt.date(2025, 9, 27), dt.date(2025, 10, 15))

    # 国办发明电〔2024〕12号: off 1 to 8 October 2025, worked on Sunday 28 September and Saturday 11 October
    assert [(one.day.day, one.is_working) for one in october] == [
        (28, True),
        *((day, False) for day in (1, 2, 3, 6, 7, 8)),
        (14, False),
    ]
    assert [one.day.day for one in beyond_public_days(october, WorkCalendar())] == [14]


def test_computed_dates_are_put_into_the_file():
    dated = with_dates(PLAN, {3: (TUESDAY, TUESDAY)})

    assert [(task.start, task.finish) for task in dated.tasks] == [
        (MONDAY, FRIDAY),
        (MONDAY, TUESDAY),
        (TUESDAY, TUESDAY),
    ]


@given(st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)))
@settings(deadline=None)
def test_every_date_of_a_plan_survives(day):
    task = PlannedTask(1, "T", None, TaskKind.TASK, 1, Constraint.MUST_FINISH_ON, day, deadline=day)
    plan = DayPlan("p", MONDAY, None, (DayTask(task, start=day, finish=day),), ())

    assert in_days(from_days(plan)) == plan
