"""The schedule in days, worked out by hand on the calendar of autumn 2026.

National holiday 1 to 7 October (Thursday to Wednesday); Saturday 10 October is worked. Weeks without a
holiday begin on Monday 2, 9, 16, 23 and 30 November.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.schedule.days import latest_start, schedule_days
from tracker.schedule.model import (
    Constraint,
    DatedTask,
    Dependency,
    LagUnit,
    LinkType,
    PlannedTask,
    TaskKind,
)

CALENDAR = WorkCalendar()
NOVEMBER = date(2026, 11, 2)


def task(id_, days, *, parent=None, kind=TaskKind.TASK, **more):
    return PlannedTask(id_, f"Task {id_}", parent, kind, days, **more)


def milestone(id_, **more):
    return task(id_, 0, kind=TaskKind.MILESTONE, **more)


def summary(id_, **more):
    return task(id_, 0, kind=TaskKind.SUMMARY, **more)


def plan(tasks, links=(), *, start=NOVEMBER, **more):
    return schedule_days(tasks, links, calendar=CALENDAR, project_start=start, **more)


def nov(day):
    return date(2026, 11, day)


def span(row: DatedTask):
    return row.start, row.finish


def test_a_chain_steps_over_the_holiday_and_works_the_make_up_saturday():
    rows = plan([task(1, 5), task(2, 3)], [Dependency(1, 2)], start=date(2026, 9, 28))
    assert span(rows[1]) == (date(2026, 9, 28), date(2026, 10, 9))
    assert span(rows[2]) == (date(2026, 10, 10), date(2026, 10, 13))
    assert rows[2].driving_predecessor_id == 1
    assert rows[1].driving_predecessor_id is None
    assert rows[1].critical
    assert rows[2].critical


def test_a_start_on_a_day_off_moves_to_the_next_working_day():
    assert span(plan([task(1, 1)], start=date(2026, 10, 3))[1]) == (date(2026, 10, 8), date(2026, 10, 8))


def test_floats_of_two_parallel_ways():
    # 1 (5 days) -> 4, 2 (2 days) -> 3 (1 day) -> 4: the short way has 2 days to spare, all at its end.
    links = [Dependency(1, 4), Dependency(2, 3), Dependency(3, 4)]
    rows = plan([task(1, 5), task(2, 2), task(3, 1), task(4, 1)], links)
    assert [rows[i].total_float_days for i in (1, 2, 3, 4)] == [0, 2, 2, 0]
    assert [rows[i].free_float_days for i in (1, 2, 3, 4)] == [0, 0, 2, 0]
    assert [rows[i].critical for i in (1, 2, 3, 4)] == [True, False, False, True]
    assert (rows[3].late_start, rows[3].late_finish) == (nov(6), nov(6))
    assert rows[4].driving_predecessor_id == 1


def test_a_float_limit_widens_what_is_critical():
    rows = plan([task(1, 5), task(2, 3)], float_limit_days=2)
    assert [rows[i].critical for i in (1, 2)] == [True, True]
    rows = plan([task(1, 5), task(2, 3)], float_limit_days=1)
    assert [rows[i].critical for i in (1, 2)] == [True, False]


@pytest.mark.parametrize(
    ("type_", "lag", "unit", "expected"),
    [
        (LinkType.FS, 0, LagUnit.WORKING_DAYS, (nov(6), nov(9))),
        (LinkType.FS, 2, LagUnit.WORKING_DAYS, (nov(10), nov(11))),
        (LinkType.FS, -1, LagUnit.WORKING_DAYS, (nov(5), nov(6))),
        (LinkType.FS, 1, LagUnit.CALENDAR_DAYS, (nov(9), nov(10))),  # Thursday + Friday, then Saturday waits
        (LinkType.FS, 4, LagUnit.CALENDAR_DAYS, (nov(10), nov(11))),
        (LinkType.SS, 0, LagUnit.WORKING_DAYS, (nov(2), nov(3))),
        (LinkType.SS, 3, LagUnit.WORKING_DAYS, (nov(5), nov(6))),
        (LinkType.SS, 5, LagUnit.CALENDAR_DAYS, (nov(9), nov(10))),
        (LinkType.FF, 0, LagUnit.WORKING_DAYS, (nov(4), nov(5))),
        (LinkType.FF, 1, LagUnit.WORKING_DAYS, (nov(5), nov(6))),
        (LinkType.FF, 2, LagUnit.CALENDAR_DAYS, (nov(6), nov(9))),  # not before Saturday: Monday
        (LinkType.SF, 4, LagUnit.WORKING_DAYS, (nov(4), nov(5))),
    ],
)
def test_each_link_type_with_lag_or_lead(type_, lag, unit, expected):
    # Task 1 takes Monday 2 to Thursday 5 November; task 2 takes two days.
    rows = plan([task(1, 4), task(2, 2)], [Dependency(1, 2, type_, lag, unit)])
    assert span(rows[1]) == (nov(2), nov(5))
    assert span(rows[2]) == expected
    assert rows[2].driving_predecessor_id == 1


@pytest.mark.parametrize(
    ("constraint", "day", "expected"),
    [
        (Constraint.START_NO_EARLIER_THAN, nov(11), (nov(11), nov(12))),
        (Constraint.START_NO_EARLIER_THAN, nov(3), (nov(5), nov(6))),
        (Constraint.FINISH_NO_EARLIER_THAN, nov(11), (nov(10), nov(11))),
        (Constraint.FINISH_NO_EARLIER_THAN, nov(3), (nov(5), nov(6))),
        (Constraint.MUST_START_ON, nov(10), (nov(10), nov(11))),
        (Constraint.MUST_FINISH_ON, nov(10), (nov(9), nov(10))),
        (Constraint.START_NO_LATER_THAN, nov(9), (nov(5), nov(6))),
        (Constraint.START_NO_LATER_THAN, nov(4), (nov(4), nov(5))),
        (Constraint.FINISH_NO_LATER_THAN, nov(10), (nov(5), nov(6))),
        (Constraint.FINISH_NO_LATER_THAN, nov(5), (nov(4), nov(5))),
        (Constraint.AS_LATE_AS_POSSIBLE, None, (nov(12), nov(13))),
    ],
)
def test_each_constraint_on_a_successor(constraint, day, expected):
    # Task 1: 2 to 4 November. Task 2 (two days) follows. Task 3 keeps the project going to Friday the 13th.
    tasks = [task(1, 3), task(2, 2, constraint=constraint, constraint_date=day), task(3, 10)]
    assert span(plan(tasks, [Dependency(1, 2)])[2]) == expected


def test_a_must_start_before_its_predecessor_ends_leaves_that_one_negative_float():
    tasks = [task(1, 3), task(2, 2, constraint=Constraint.MUST_START_ON, constraint_date=nov(3))]
    rows = plan(tasks, [Dependency(1, 2)])
    assert span(rows[2]) == (nov(3), nov(4))
    assert rows[1].total_float_days == -2  # it would have to end on Monday 2 November, not on Wednesday 4
    assert rows[1].free_float_days == 0
    assert rows[2].total_float_days == 0
    assert rows[2].driving_predecessor_id is None


def test_a_deadline_takes_float_and_does_not_move_the_task():
    rows = plan([task(1, 5, deadline=nov(4)), task(2, 10)])
    assert span(rows[1]) == (nov(2), nov(6))
    assert rows[1].late_finish == nov(4)
    assert rows[1].total_float_days == -2
    assert rows[1].critical


def test_an_announced_opening_that_cannot_be_met_shows_as_negative_float():
    rows = plan([task(1, 5), milestone(2)], [Dependency(1, 2)], project_finish=nov(4))
    assert rows[2].start == rows[2].finish == nov(6)
    assert rows[2].late_finish == nov(4)
    assert [rows[i].total_float_days for i in (1, 2)] == [-2, -2]


def test_an_announced_opening_later_than_needed_gives_float_to_everything():
    rows = plan([task(1, 5), milestone(2)], [Dependency(1, 2)], project_finish=nov(13))
    assert [rows[i].total_float_days for i in (1, 2)] == [5, 5]
    assert not rows[1].critical


def test_a_milestone_is_on_the_day_its_predecessor_ends_and_its_successor_starts_the_next():
    rows = plan([task(1, 5), milestone(2), task(3, 1)], [Dependency(1, 2), Dependency(2, 3)])
    assert span(rows[2]) == (nov(6), nov(6))
    assert span(rows[3]) == (nov(9), nov(9))
    assert (rows[2].late_start, rows[2].late_finish) == (nov(6), nov(6))


def test_a_milestone_without_predecessor_is_on_the_first_morning():
    rows = plan([milestone(1), task(2, 1)], [Dependency(1, 2)])
    assert span(rows[1]) == (nov(2), nov(2))
    assert span(rows[2]) == (nov(2), nov(2))


def test_a_summary_spans_its_children_and_its_links_hold_all_of_them():
    tasks = [task(1, 2), summary(2), task(3, 1, parent=2), task(4, 3, parent=2), task(5, 1)]
    rows = plan(tasks, [Dependency(1, 2), Dependency(2, 5)])
    assert span(rows[3]) == (nov(4), nov(4))
    assert span(rows[4]) == (nov(4), nov(6))
    assert span(rows[2]) == (nov(4), nov(6))
    assert span(rows[5]) == (nov(9), nov(9))
    assert rows[3].driving_predecessor_id == 1
    assert rows[5].driving_predecessor_id == 2
    assert rows[3].total_float_days == rows[3].free_float_days == 2
    assert rows[2].critical  # because task 4 is
    assert rows[1].critical


def test_summaries_may_lie_inside_each_other_and_come_after_their_children():
    tasks = [task(1, 2, parent=2), summary(2, parent=3), summary(3), task(4, 1)]
    rows = plan(tasks, [Dependency(4, 3)])
    assert span(rows[3]) == span(rows[2]) == span(rows[1]) == (nov(3), nov(4))
    assert rows[1].driving_predecessor_id == 4


def test_a_constraint_on_a_summary_holds_its_children():
    held = summary(1, constraint=Constraint.START_NO_EARLIER_THAN, constraint_date=nov(10))
    rows = plan([held, task(2, 2, parent=1)])
    assert span(rows[2]) == (nov(10), nov(11))


def test_an_empty_summary_is_a_moment():
    assert span(plan([summary(1), task(2, 3)])[1]) == (nov(2), nov(2))


def test_what_has_happened_is_kept_and_its_successors_follow_it():
    done = task(1, 3, actual_start=nov(3), actual_finish=nov(10), percent_complete=100)
    rows = plan([done, task(2, 1)], [Dependency(1, 2)])
    assert span(rows[1]) == (nov(3), nov(10))
    assert span(rows[2]) == (nov(11), nov(11))
    assert rows[1].total_float_days == 0
    assert not rows[1].critical
    assert rows[2].critical


def test_a_finish_without_a_start_counts_the_duration_back():
    assert span(plan([task(1, 3, actual_finish=nov(10))])[1]) == (nov(6), nov(10))


def test_a_milestone_that_was_reached_lets_its_successor_start_the_next_day():
    rows = plan([milestone(1, actual_finish=nov(10)), task(2, 1)], [Dependency(1, 2)])
    assert span(rows[1]) == (nov(10), nov(10))
    assert span(rows[2]) == (nov(11), nov(11))


def test_open_work_goes_on_at_the_status_date_and_not_before():
    # Half of task 1 (4 days) was done on 2 and 3 November; on Monday the 9th the other half is still open.
    tasks = [task(1, 4, actual_start=nov(2), percent_complete=50), task(2, 1), task(3, 2)]
    rows = plan(tasks, [Dependency(1, 2)], status_date=nov(9))
    assert span(rows[1]) == (nov(2), nov(10))
    assert span(rows[2]) == (nov(11), nov(11))
    assert span(rows[3]) == (nov(9), nov(10))


def test_work_ahead_of_the_status_date_is_not_moved():
    rows = plan([task(1, 4, actual_start=nov(2), percent_complete=75)], status_date=nov(3))
    assert span(rows[1]) == (nov(2), nov(5))


@pytest.mark.parametrize("type_", list(LinkType))
@pytest.mark.parametrize(
    ("began", "span_2", "float_2"),
    [
        # half done: the other half on the 9th and 10th; seven working days to the 19th, the eve of task 3's last day
        ({"actual_start": nov(2), "percent_complete": 50}, (nov(2), nov(10)), 7),
        ({"actual_start": nov(2), "actual_finish": nov(5), "percent_complete": 100}, (nov(2), nov(5)), 0),
    ],
)
def test_work_that_began_before_its_predecessor_ended_goes_on_and_takes_no_float_from_it(
    type_, began, span_2, float_2
):
    # Task 1 is to run from Monday the 9th to Friday the 20th, the end of the plan.
    tasks = [task(1, 10), task(2, 4, **began), task(3, 1)]
    rows = plan(tasks, [Dependency(1, 2, type_), Dependency(2, 3)], status_date=nov(9))

    assert span(rows[1]) == (nov(9), nov(20))
    assert (rows[1].total_float_days, rows[1].free_float_days, rows[1].critical) == (0, 0, True)
    assert span(rows[2]) == span_2
    assert rows[2].total_float_days == float_2


def test_work_said_to_be_half_done_that_waits_for_another_passes_its_own_float_on():
    # Task 2 says no day on which it began, so it still follows task 1 (9 to 11 November) for all of its four days.
    tasks = [task(1, 3), task(2, 4, percent_complete=50), task(3, 9)]
    rows = plan(tasks, [Dependency(1, 2)], status_date=nov(9))

    assert span(rows[2]) == (nov(12), nov(17))
    assert span(rows[3]) == (nov(9), nov(19))
    assert [rows[i].total_float_days for i in (1, 2, 3)] == [2, 2, 0]


def test_several_starts_and_ends_are_measured_against_the_latest_end():
    rows = plan([task(1, 2), task(2, 4), task(3, 1)], [Dependency(1, 3)])
    assert [rows[i].total_float_days for i in (1, 2, 3)] == [1, 0, 1]


def test_dates_in_a_year_not_announced_are_provisional():
    rows = plan([task(1, 2), task(2, 40)], [Dependency(1, 2)], start=date(2026, 11, 30))
    assert [rows[i].provisional for i in (1, 2)] == [False, True]


def test_backwards_from_opening_day_everything_ends_on_it():
    tasks = [task(1, 3), task(2, 2), milestone(3)]
    links = [Dependency(1, 2, LinkType.FS, 1), Dependency(2, 3)]
    start = latest_start(tasks, links, calendar=CALENDAR, project_finish=date(2026, 10, 12))
    # 2 takes Saturday 10 and Monday 12 October, 9 is the lag, 1 takes 29, 30 September and 8 October.
    assert start == date(2026, 9, 29)
    rows = plan(tasks, links, start=start)
    assert rows[3].finish == date(2026, 10, 12)
    assert all(row.total_float_days == 0 for row in rows.values())


def refusal(tasks, links=()):
    with pytest.raises(Invalid) as error:
        plan(tasks, links)
    return error.value.code, error.value.facts


def test_a_cycle_is_refused_and_told_in_the_order_of_the_links():
    links = [Dependency(1, 2), Dependency(2, 3), Dependency(3, 1), Dependency(3, 4)]
    code, facts = refusal([task(i, 1) for i in (1, 2, 3, 4)], links)
    assert code == "schedule_cycle"
    assert facts["tasks"] == ["Task 1", "Task 2", "Task 3"]


def test_a_link_between_a_summary_and_what_is_inside_it_is_a_cycle():
    code, facts = refusal([summary(1), task(2, 1, parent=1)], [Dependency(2, 1)])
    assert code == "schedule_cycle"
    assert facts["tasks"] == ["Task 1", "Task 2"]


def test_a_task_that_waits_for_itself_is_a_cycle():
    assert refusal([task(1, 1)], [Dependency(1, 1)]) == ("schedule_cycle", {"tasks": ["Task 1"]})


def test_parents_in_a_circle_are_a_cycle():
    code, facts = refusal([summary(1, parent=2), summary(2, parent=1)])
    assert code == "schedule_cycle"
    assert facts["tasks"] == ["Task 1", "Task 2"]


def test_a_missing_predecessor_is_refused_with_the_task_that_waits_for_it():
    code, facts = refusal([task(1, 1)], [Dependency(9, 1)])
    assert (code, facts) == ("schedule_missing_predecessor", {"task": "Task 1", "id": 9})


def test_a_missing_successor_or_parent_is_refused():
    assert refusal([task(1, 1)], [Dependency(1, 9)]) == (
        "schedule_missing_successor",
        {"task": "Task 1", "id": 9},
    )
    assert refusal([task(1, 1, parent=9)]) == ("schedule_missing_parent", {"task": "Task 1", "id": 9})


def test_a_task_given_twice_is_refused():
    assert refusal([task(1, 1), task(1, 2)])[0] == "schedule_duplicate_task"


def test_a_constraint_without_its_date_is_impossible():
    code, facts = refusal([task(1, 1, constraint=Constraint.MUST_START_ON)])
    assert code == "schedule_impossible_constraint"
    assert facts == {"task": "Task 1", "constraint": Constraint.MUST_START_ON, "why": "no_date"}


def test_a_summary_cannot_be_fixed_to_a_date():
    fixed = summary(1, constraint=Constraint.MUST_START_ON, constraint_date=NOVEMBER)
    code, facts = refusal([fixed, task(2, 1, parent=1)])
    assert (code, facts["why"]) == ("schedule_impossible_constraint", "summary")


def test_a_negative_duration_is_refused():
    assert refusal([task(1, -1)])[0] == "schedule_negative_duration"


LINKS = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.integers(0, 11),
        st.sampled_from(LinkType),
        st.integers(-3, 5),
        st.sampled_from(LagUnit),
    ),
    max_size=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 6), min_size=12, max_size=12), LINKS)
def test_every_link_is_kept_and_every_task_takes_its_working_days(durations, links):
    tasks = [task(i, days) if days else milestone(i) for i, days in enumerate(durations)]
    dependencies = [Dependency(a, b, kind, lag, unit) for a, b, kind, lag, unit in links if a < b]
    rows = plan(tasks, dependencies)
    for item in tasks:
        row = rows[item.id]
        if item.duration_days:
            worked = len(list(CALENDAR.working_days(row.start, row.finish)))
            assert worked == item.duration_days
        assert row.start >= NOVEMBER
        assert row.free_float_days >= 0
        assert row.total_float_days >= 0
        assert row.late_finish >= row.finish
    assert min(row.total_float_days for row in rows.values()) == 0
    for link in dependencies:
        if (
            link.type is LinkType.FS
            and link.lag_unit is LagUnit.WORKING_DAYS
            and durations[link.successor_id]
        ):
            before, after = rows[link.predecessor_id], rows[link.successor_id]
            free = CALENDAR.add_working_days(before.finish, link.lag_days)
            assert after.start > free or durations[link.predecessor_id] == 0
