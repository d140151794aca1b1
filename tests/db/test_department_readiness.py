"""Departments on opening day from what is stored: counts, rounds by the schedule, training; and the forecast."""

import datetime as dt

import pytest

from db.commands.tasks import update_task
from db.queries import people, readiness
from db.queries.department_readiness import department_readiness
from db.queries.overview import overview
from db.queries.plan import dated_tasks
from db.queries.recruitment import arrivals
from db.unit_of_work import reading, unit_of_work
from tests.db.test_plan_queries import statements
from tests.factories import make
from tracker.department_readiness import DepartmentReadiness
from tracker.permissions import Action, Role, local_actor
from tracker.readiness import POST_DELAY
from tracker.staffing import by_month
from tracker.vocabulary import RoundStage

TODAY, OPENING = dt.date(2026, 4, 1), dt.date(2026, 6, 26)
LONG_AGO = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make("project", session, starts_on=dt.date(2026, 3, 2), opening_on=OPENING).id


def children(session, project_id, *, seeks=2, training_days=0, days=20, rows=1):
    """So many departments with 4 posts, 1 person there and 4 planned by hand, and a round that is a task of a plan.

    Gives the ids of department, post and task that were made last.
    """
    own = {"project_id": project_id}
    plan = make("plan", session, **own)
    for _ in range(rows):
        department = make("department", session, **own)
        post = make("post", session, **own, department_id=department.id, approved=4)
        make("post_count", session, **own, post_id=post.id, on=dt.date(2026, 3, 2), in_post=1)
        make(
            "post_count", session, **own, post_id=post.id, on=dt.date(2026, 5, 6), in_post=4, is_planned=True
        )
        task = make("task", session, **own, plan_id=plan.id, duration_days=days)
        round_ = make("recruitment_round", session, **own, training_days=training_days)
        make("round_post", session, **own, round_id=round_.id, post_id=post.id, wanted=seeks)
        make("round_stage", session, **own, round_id=round_.id, stage=RoundStage.ON_BOARD, task_id=task.id)
    return department, post.id, task.id


def found(engine, project_id, schedule=None):
    with reading(engine) as session:
        rows = department_readiness(session, project_id, TODAY, OPENING, schedule)
    return [(row.approved, row.filled, row.trained) for row in rows]


def test_a_round_speaks_for_the_post_it_seeks_and_nobody_is_expected_twice(engine, project_id):
    with unit_of_work(engine) as session:
        department, _, _ = children(session, project_id)
        expected = DepartmentReadiness(department.id, department.name, 4, 3, 3)

    with reading(engine) as session:
        # one there and two by the round; the four that the department had planned are left out
        assert department_readiness(session, project_id, TODAY, OPENING) == [expected]


def test_a_slip_of_the_schedule_past_opening_day_takes_the_people_of_the_round(engine, project_id):
    with unit_of_work(engine) as session:
        *_, task_id = children(session, project_id)

    assert found(engine, project_id, {task_id: dt.date(2026, 6, 25)}) == [(4, 3, 3)]
    assert found(engine, project_id, {task_id: dt.date(2026, 6, 29)}) == [(4, 1, 1)]


def test_people_still_in_the_training_of_their_round_fill_a_post_untrained(engine, project_id):
    with unit_of_work(engine) as session:
        *_, task_id = children(session, project_id, training_days=5)

    # from Thursday 18 June five working days end on Friday 26 June (19 June is the Dragon Boat holiday)
    assert found(engine, project_id, {task_id: dt.date(2026, 6, 18)}) == [(4, 3, 1)]
    assert found(engine, project_id, {task_id: dt.date(2026, 6, 17)}) == [(4, 3, 3)]


def test_a_required_course_that_nobody_takes_leaves_the_post_filled_and_untrained(engine, project_id):
    with unit_of_work(engine) as session:
        _, post_id, _ = children(session, project_id)
        course = make("course", session, project_id=project_id, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=3")
        make("course_requirement", session, project_id=project_id, course_id=course.id, post_id=post_id)

    assert found(engine, project_id) == [(4, 3, 0)]


def test_a_later_approval_counts_from_its_day_and_what_is_archived_does_not(engine, project_id):
    with unit_of_work(engine) as session:
        department, post_id, _ = children(session, project_id)
        own = {"project_id": project_id, "post_id": post_id}
        make("post_approval", session, **own, on=dt.date(2026, 5, 1), approved=6)
        make("post_approval", session, **own, on=dt.date(2026, 6, 1), approved=9, archived_at=LONG_AGO)
        make("post_approval", session, **own, on=dt.date(2026, 7, 1), approved=8)
        make(
            "post",
            session,
            project_id=project_id,
            department_id=department.id,
            approved=5,
            archived_at=LONG_AGO,
        )

    assert found(engine, project_id) == [(6, 3, 3)]


def test_three_rows_take_as_many_statements_as_one(engine):
    counts = []
    for rows in (1, 3):
        with unit_of_work(engine) as session:
            id_ = make("project", session, starts_on=dt.date(2026, 3, 2), opening_on=OPENING).id
            _, post_id, _ = children(session, id_, rows=rows)
            for _ in range(rows):
                course = make("course", session, project_id=id_, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=3")
                make("course_requirement", session, project_id=id_, course_id=course.id, post_id=post_id)
        counts.append(
            statements(engine, lambda session, id_=id_: department_readiness(session, id_, TODAY, OPENING))
        )

    assert counts[0] == counts[1]


def test_a_round_that_slips_past_opening_day_lowers_the_chance_of_opening_in_time(engine, project_id):
    with unit_of_work(engine) as session:
        # the round fills all four posts; beside it stands work that ends two working days before opening day
        department, _, task_id = children(session, project_id, seeks=3)
        plan = make("plan", session, project_id=project_id)
        make(
            "task",
            session,
            project_id=project_id,
            plan_id=plan.id,
            duration_days=57,
            optimistic_days=57,
            pessimistic_days=57,
        )
        name = department.name
    with reading(engine) as session:
        in_time = readiness.readiness_inputs(session, project_id, TODAY)
        kept = {task.id: task.finish for task in dated_tasks(session, project_id, TODAY)}
        late = department_readiness(
            session, project_id, TODAY, OPENING, kept | {task_id: dt.date(2026, 7, 31)}, training=False
        )

    before = readiness.forecast_of(in_time, runs=2000)
    slipped = readiness.ReadinessInputs(
        **{**{name: getattr(in_time, name) for name in in_time.__slots__}, "departments": tuple(late)}
    )
    after = readiness.forecast_of(slipped, runs=2000)

    assert in_time.staffing_drivers == ()
    (driver,) = slipped.staffing_drivers
    # three of four posts are open then: three quarters of what a wholly open department risks
    assert (driver.name, driver.probability) == (name, POST_DELAY.probability * 3 / 4)
    # the wait is at least ten working days: opening day holds in the runs in which it does not happen, 62.5%
    assert before.probability == 1
    assert 0.59 < after.probability < 0.66


def test_the_preview_of_a_later_round_is_what_storing_it_would_give(engine, project_id):
    with unit_of_work(engine) as session:
        *_, task_id = children(session, project_id, days=50)
    with reading(engine) as session:
        schedule = {task.id: task.finish for task in dated_tasks(session, project_id, TODAY)}
    stays = found(engine, project_id)
    moved = schedule | {task_id: dt.date(2026, 6, 30)}

    previewed = found(engine, project_id, moved)
    with unit_of_work(engine) as session:
        update_task(
            session,
            actor=local_actor(Role.LEAD),
            project_id=project_id,
            task_id=task_id,
            expected_version=1,
            original={"duration_days": 50},
            changes={"duration_days": 62},
        )

    assert (stays, previewed) == ([(4, 3, 3)], [(4, 1, 1)])
    assert found(engine, project_id) == previewed


def test_the_posts_and_the_overview_expect_the_same_people_as_the_readiness(engine, project_id):
    with unit_of_work(engine) as session:
        department, _, _ = children(session, project_id)
        name = department.name
    with reading(engine) as session:
        coming = arrivals(session, project_id, TODAY)
        board = people.staffing(session, project_id, TODAY, OPENING, coming)
        alone = people.staffing(session, project_id, TODAY, OPENING)
        state = overview(
            session,
            project_id,
            today=TODAY,
            opening_on=OPENING,
            ceiling_fen=None,
            may=lambda action: action in {Action.SEE_PLANS, Action.SEE_PEOPLE},
        )

    # four approved, one there, two by the round; by hand four had been planned
    assert [(row.name, row.strength.expected, row.strength.gap_at_opening) for row in board.departments] == [
        (name, 3, 1)
    ]
    assert (alone.total.expected, alone.total.gap_at_opening) == (4, 0)
    assert (state.people.gap_at_opening, [row.open for row in state.departments]) == (1, [1])
    last = max(point.day for point in by_month(board.histories(), TODAY, TODAY, OPENING))
    assert last == OPENING
    assert [point.people for point in by_month(board.histories(), TODAY, TODAY, OPENING)][-1] == 3
