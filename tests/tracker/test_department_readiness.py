"""Departments on opening day: filled from counts and rounds without counting anybody twice, and trained."""

import datetime as dt

from tests.tracker.test_plans import schedule, task
from tracker.department_readiness import (
    DepartmentReadiness,
    PostFacts,
    ReadinessChange,
    by_department,
    changes,
    filled_and_trained,
    with_rounds,
)
from tracker.readiness import POST_DELAY
from tracker.readiness.staffing import staffing_drivers
from tracker.recruitment_arrivals import Arrival
from tracker.schedule.model import Dependency
from tracker.staffing import Count

TODAY, OPENING = dt.date(2026, 4, 1), dt.date(2026, 6, 26)
MARCH, MAY, JUNE, JULY = (dt.date(2026, month, 1) for month in (3, 5, 6, 7))


def post(approved: int = 4, department: str = "少儿部", **given) -> PostFacts:
    return PostFacts(len(department), department, approved, **given)


def numbers(one: PostFacts, trained_on: dict[int, dt.date] | None = None, opening: dt.date = OPENING):
    return filled_and_trained(one, trained_on or {}, TODAY, opening)


def test_people_known_and_planned_fill_a_post_up_to_the_approved_number():
    assert numbers(post(counts=(Count(MARCH, 2),))) == (2, 2)
    assert numbers(post(counts=(Count(MARCH, 2), Count(MAY, 3, is_planned=True)))) == (3, 3)
    assert numbers(post(counts=(Count(MARCH, 6),))) == (4, 4)
    assert numbers(post()) == (0, 0)


def test_a_round_takes_the_place_of_the_people_planned_by_hand():
    counts = (Count(MARCH, 1), Count(MAY, 3, is_planned=True))
    # one there and two by the round are three, not five
    assert numbers(post(counts=counts, arrivals=(Arrival(1, 7, JUNE, 2),))) == (3, 3)


def test_two_rounds_for_one_post_add_up():
    arrivals = (Arrival(1, 7, MAY, 1), Arrival(1, 8, JUNE, 1))
    assert numbers(post(counts=(Count(MARCH, 1),), arrivals=arrivals)) == (3, 3)


def test_a_round_that_arrives_after_opening_day_fills_nothing_and_still_silences_the_hand_plan():
    counts = (Count(MARCH, 1), Count(MAY, 3, is_planned=True))
    assert numbers(post(counts=counts, arrivals=(Arrival(1, 7, JULY, 2),))) == (1, 1)


def test_planned_leavers_still_leave_while_a_round_recruits():
    # three there, one leaves in May, two come in June: 3 − 1 + 2
    counts = (Count(MARCH, 3), Count(MAY, 2, is_planned=True))
    arrivals = [Arrival(1, 7, JUNE, 2)]
    assert with_rounds(counts, arrivals, TODAY) == [
        Count(MARCH, 3),
        Count(MAY, 2, is_planned=True),
        Count(JUNE, 4, is_planned=True),
    ]


def test_people_on_board_whom_no_count_holds_yet_are_expected_from_tomorrow():
    assert with_rounds([Count(MARCH, 1)], [Arrival(1, 7, TODAY, 2)], TODAY) == [
        Count(MARCH, 1),
        Count(dt.date(2026, 4, 2), 3, is_planned=True),
    ]


def test_who_arrives_on_opening_day_fills_a_post():
    assert numbers(post(arrivals=(Arrival(1, 7, OPENING, 2),))) == (2, 2)


def test_people_whose_training_ends_on_opening_day_or_later_are_not_trained():
    arrivals = (Arrival(1, 7, JUNE, 2),)
    one = post(counts=(Count(MARCH, 1),), arrivals=arrivals)
    assert numbers(one, {7: OPENING}) == (3, 1)
    assert numbers(one, {7: OPENING - dt.timedelta(days=1)}) == (3, 3)


def test_required_courses_bound_the_trained():
    assert numbers(post(counts=(Count(MARCH, 3),), trained=2)) == (3, 2)
    assert numbers(post(counts=(Count(MARCH, 3),), trained=0)) == (3, 0)
    assert numbers(post(counts=(Count(MARCH, 3),), trained=9)) == (3, 3)


def test_more_in_training_than_in_the_post_leaves_nobody_trained_never_less():
    # two leave in June, a week after two came: two are there, and they are in training
    late = Count(dt.date(2026, 6, 8), 0, is_planned=True)
    one = post(counts=(Count(MARCH, 2), late), arrivals=(Arrival(1, 7, JUNE, 2),))
    assert numbers(one, {7: JULY}) == (2, 0)


def test_once_open_today_stands_for_opening_day():
    assert numbers(post(counts=(Count(MARCH, 2), Count(MAY, 4, is_planned=True))), opening=MARCH) == (2, 2)


def test_departments_add_up_their_posts_and_a_surplus_fills_no_other_gap():
    posts = [
        post(2, "少儿部", counts=(Count(MARCH, 5),)),
        post(3, "少儿部", counts=(Count(MARCH, 1),)),
        post(1, "技术部门", counts=(Count(MARCH, 1),), trained=0),
    ]
    assert by_department(posts, {}, TODAY, OPENING) == [
        DepartmentReadiness(3, "少儿部", 5, 3, 3),
        DepartmentReadiness(4, "技术部门", 1, 1, 0),
    ]
    assert [(each.open, each.is_ready) for each in by_department(posts, {}, TODAY, OPENING)] == [
        (2, False),
        (0, False),
    ]


def test_only_departments_that_differ_are_changes():
    stays, before = DepartmentReadiness(1, "采编部", 4, 4, 4), DepartmentReadiness(2, "少儿部", 4, 3, 3)
    after = DepartmentReadiness(2, "少儿部", 4, 1, 1)
    assert changes([stays, before], [stays, after]) == [ReadinessChange(before, after)]


def test_open_posts_hold_what_finishes_last_and_the_more_so_the_more_are_open():
    tasks = list(schedule(task(11), task(12), links=[Dependency(11, 12)]).values())
    departments = [
        DepartmentReadiness(1, "采编部", 4, 4, 0),
        DepartmentReadiness(2, "少儿部", 4, 3, 3),
        DepartmentReadiness(3, "古籍部", 2, 0, 0),
    ]

    found = staffing_drivers(tasks, departments, taken=["古籍部"])

    assert [(each.name, each.task_ids, each.probability) for each in found] == [
        ("少儿部", (12,), POST_DELAY.probability / 4),
        ("古籍部 (3)", (12,), POST_DELAY.probability),
    ]


def test_a_plan_in_which_all_is_done_is_held_by_nobody():
    done = list(schedule(task(11, actual_finish=MARCH, percent_complete=100)).values())
    assert staffing_drivers(done, [DepartmentReadiness(1, "采编部", 4, 0, 0)]) == []
    assert staffing_drivers([], [DepartmentReadiness(1, "采编部", 4, 0, 0)]) == []
