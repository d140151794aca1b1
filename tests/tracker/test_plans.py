"""Late, done, under a heading: the rules of plans, on dates worked out by hand.

March 2026 has no public holiday: Monday 2 March begins four plain working weeks.
"""

import datetime as dt

import pytest

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.plans import (
    MOVES,
    DatedTaskRow,
    TaskFacts,
    dated,
    due_within,
    expected_opening,
    late_tasks,
    outline,
    summary_progress,
)
from tracker.schedule.model import Constraint, Dependency, TaskKind
from tracker.vocabulary import PlanKind, PlanStatus

CALENDAR = WorkCalendar()
MONDAY = dt.date(2026, 3, 2)
FOURTH_FRIDAY = dt.date(2026, 3, 27)


def march(day: int) -> dt.date:
    return dt.date(2026, 3, day)


def task(id_: int, **given) -> TaskFacts:
    facts = {
        "id": id_,
        "version": 1,
        "plan_id": 1,
        "plan_title": "Opening plan",
        "plan_kind": PlanKind.OPENING_PREPARATION,
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
    return TaskFacts(**{**facts, **given})


def schedule(*tasks: TaskFacts, links=(), today=MONDAY, opening_on=FOURTH_FRIDAY) -> dict[int, DatedTaskRow]:
    rows = dated(tasks, links, calendar=CALENDAR, starts_on=MONDAY, opening_on=opening_on, today=today)
    return {row.id: row for row in rows}


def test_a_chain_of_two_weeks_has_two_weeks_of_float_to_the_fourth_friday():
    rows = schedule(task(1), task(2), links=[Dependency(1, 2)])

    assert (rows[1].start, rows[1].finish) == (march(2), march(6))
    assert (rows[2].start, rows[2].finish) == (march(9), march(13))
    assert (rows[2].late_finish, rows[2].total_float_days, rows[2].days_late) == (march(27), 10, 0)


def test_open_work_moves_with_today_and_is_late_by_the_working_days_behind_its_deadline():
    rows = schedule(task(1, deadline=march(6)), today=march(9))

    assert (rows[1].start, rows[1].finish, rows[1].days_late) == (march(9), march(13), 5)
    assert rows[1].is_late


def test_a_task_is_late_by_what_opening_day_lacks_when_it_has_no_deadline():
    rows = schedule(task(1), task(2), links=[Dependency(1, 2)], today=march(9), opening_on=march(13))

    assert [rows[id_].total_float_days for id_ in (1, 2)] == [-5, -5]
    assert [rows[id_].days_late for id_ in (1, 2)] == [5, 5]
    assert all(row.critical for row in rows.values())


def test_what_is_finished_is_never_late():
    done = task(1, deadline=march(4), actual_start=march(2), actual_finish=march(6), percent_complete=100)

    rows = schedule(done, today=march(9))

    assert (rows[1].is_done, rows[1].days_late) == (True, 0)


def test_an_archived_task_and_its_links_leave_the_schedule():
    rows = schedule(task(1, archived=True), task(2), links=[Dependency(1, 2)])

    assert list(rows) == [2]
    assert rows[2].start == march(2)


def test_a_circle_of_links_is_refused_and_named():
    with pytest.raises(Invalid) as refusal:
        schedule(task(1), task(2), links=[Dependency(1, 2), Dependency(2, 1)])

    assert refusal.value.code == "schedule_cycle"
    assert set(refusal.value.facts["tasks"]) == {"Task 1", "Task 2"}


def test_a_summary_is_done_as_far_as_the_working_days_below_it():
    tasks = [
        task(1, kind=TaskKind.SUMMARY),
        task(2, parent_id=1, duration_days=8, percent_complete=50),
        task(3, parent_id=1, duration_days=2, percent_complete=100),
        task(4, parent_id=1, kind=TaskKind.MILESTONE, percent_complete=0),
    ]

    # 8 × 50 % + 2 × 100 % = 6 of 10 days; a milestone has no days
    assert summary_progress(tasks) == {1: 60}


def test_a_summary_of_milestones_alone_counts_them():
    tasks = [
        task(1, kind=TaskKind.SUMMARY),
        task(2, parent_id=1, kind=TaskKind.SUMMARY),
        task(3, parent_id=2, kind=TaskKind.MILESTONE, percent_complete=100),
        task(4, parent_id=2, kind=TaskKind.MILESTONE),
        task(5, parent_id=2, kind=TaskKind.MILESTONE),
    ]

    assert summary_progress(tasks) == {1: 33, 2: 33}


def test_the_latest_task_stands_first_and_summaries_are_left_out():
    rows = schedule(
        task(1, kind=TaskKind.SUMMARY),
        task(2, parent_id=1, deadline=march(12)),
        task(3, parent_id=1, deadline=march(10)),
        task(4, parent_id=1, deadline=march(20)),
        today=march(9),
        opening_on=march(27),
    )

    assert [(row.id, row.days_late) for row in late_tasks(rows.values())] == [(3, 3), (2, 1)]


def test_due_within_a_week_are_open_tasks_that_end_by_then():
    rows = schedule(task(1, duration_days=8), task(2), task(3, duration_days=3, percent_complete=100))

    # by Monday 9 March: task 2 ends on the 6th, task 1 on the 11th, task 3 is done
    assert [row.id for row in due_within(rows.values(), MONDAY, 7)] == [2]


def test_the_expected_opening_is_when_the_last_task_ends():
    rows = schedule(task(1), task(2), links=[Dependency(1, 2)], today=march(9), opening_on=march(13))

    assert expected_opening(list(rows.values()), CALENDAR) == march(20)
    assert expected_opening([], CALENDAR) is None


def test_the_outline_puts_children_under_their_heading_in_their_order():
    rows = schedule(
        task(1, kind=TaskKind.SUMMARY, position=2),
        task(2, parent_id=1, position=9),
        task(3, parent_id=1, position=4),
        task(4, position=1),
        task(5, parent_id=3, position=5),
    )

    assert [(row.id, depth) for row, depth in outline(list(rows.values()))] == [
        (4, 0),
        (1, 0),
        (3, 1),
        (5, 2),
        (2, 1),
    ]


def test_the_outline_keeps_a_row_whose_heading_is_filtered_away():
    rows = schedule(task(1, kind=TaskKind.SUMMARY), task(2, parent_id=1))

    assert [(row.id, depth) for row, depth in outline([rows[2]])] == [(2, 0)]


def test_a_closed_plan_goes_nowhere_and_a_returned_one_goes_up_again():
    assert MOVES[PlanStatus.CLOSED] == ()
    assert MOVES[PlanStatus.RETURNED] == (PlanStatus.SUBMITTED,)
    assert set(MOVES) == set(PlanStatus)
