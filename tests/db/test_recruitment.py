"""Recruitment rounds: what is stored and refused, their tasks, who arrives, and who may see candidates' names."""

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.commands import posts, recruitment, round_posts, round_stages, round_tasks, tasks
from db.models import AuditEntry, PostCount, Task
from db.queries import recruitment as queries
from db.queries.plan import dated_tasks, work_calendar
from db.unit_of_work import reading, unit_of_work
from tests.db.matrix_recruitment import TITLES
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid
from tracker.permissions import SYSTEM
from tracker.recruitment import expected, latest_safe
from tracker.schedule.model import LagUnit, TaskKind
from tracker.vocabulary import RoundStage as R

TODAY = dt.date(2026, 4, 1)
OPENING = dt.date(2026, 12, 28)


def day(month, number):
    return dt.date(2026, month, number)


@pytest.fixture
def session(engine):
    with unit_of_work(engine) as opened:
        yield opened


@pytest.fixture
def project_id(session):
    return make_project(session, starts_on=dt.date(2026, 1, 5), opening_on=OPENING).id


@pytest.fixture
def post_id(session, project_id):
    """A post with four of six places filled."""
    return librarian(session, project_id)


def librarian(session, project_id, approved=6, there=4):
    post = make("post", session, project_id=project_id, title="借阅馆员", approved=approved)
    make("post_count", session, project_id=project_id, post_id=post.id, on=day(3, 2), in_post=there)
    return post.id


def do(session, command, project_id, **arguments):
    return command(session, actor=SYSTEM, project_id=project_id, **arguments)


def code(session, command, project_id, **arguments):
    with pytest.raises(Invalid) as error:
        command(session, actor=SYSTEM, project_id=project_id, **arguments)
    return error.value.code


def round_of(session, project_id, wanted, **given):
    facts = {"title": "公开招聘", "today": TODAY, "training_days": 20, **given}
    return do(session, recruitment.create_recruitment_round, project_id, wanted=wanted, **facts)


def only(session, project_id):
    session.flush()
    return next(iter(queries.rounds(session, project_id)))


def save(session, project_id, round_id, today=TODAY, reason="", **changes):
    """Set cells, given as `registration__people=12`."""
    rows = {row.stage: row for row in only_by_id(session, project_id, round_id).stages}
    cells = {key.replace("__", "."): value for key, value in changes.items()}
    seen = {key: getattr(rows[R(key.split(".")[0])], key.split(".")[1]) for key in cells}
    return {
        "round_id": round_id,
        "original": seen,
        "changes": cells,
        "today": today,
        "reason": reason,
    }


def only_by_id(session, project_id, round_id):
    session.flush()
    return next(row for row in queries.rounds(session, project_id) if row.id == round_id)


def test_a_round_has_the_stages_of_the_template_and_its_posts(session, project_id, post_id):
    round_of(session, project_id, {post_id: 2}, starts_on=day(5, 4))
    row = only(session, project_id)
    assert [stage.stage for stage in row.live] == list(R)
    assert [(post.title, post.wanted) for post in row.posts] == [("借阅馆员", 2)]
    exam = next(stage for stage in row.stages if stage.stage is R.WRITTEN_EXAM)
    assert (exam.minimum_days, exam.minimum_unit, exam.minimum_source) == (10, LagUnit.WORKING_DAYS, "")
    # Monday 4 and Tuesday 5 May are Labour Day; five days from Wednesday the 6th, Saturday the 9th worked
    assert row.stages[0].planned_on == day(5, 11)


def test_a_round_refuses_what_makes_no_sense(session, project_id, post_id):
    new = {"title": "公开招聘", "today": TODAY, "wanted": {post_id: 1}}
    create = recruitment.create_recruitment_round
    assert code(session, create, project_id, **{**new, "wanted": {}}) == "round_without_posts"
    assert code(session, create, project_id, **{**new, "title": " "}) == "text_missing"
    assert code(session, create, project_id, **{**new, "training_days": -1}) == "training_days"
    assert code(session, create, project_id, **{**new, "wanted": {post_id: 0}}) == "wanted_out_of_range"
    assert (
        code(session, create, project_id, **{**new, "starts_on": dt.date(2126, 5, 4)}) == "day_not_plausible"
    )
    gone = make("post", session, project_id=project_id, archived_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC))
    assert code(session, create, project_id, **{**new, "wanted": {gone.id: 1}}) == "post_archived"


def test_more_people_than_open_places_need_a_reason_which_the_audit_keeps(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session, opening_on=OPENING).id
        post_id = librarian(session, project_id)
    new = {"title": "公开招聘", "today": TODAY, "wanted": {post_id: 3}}
    create = recruitment.create_recruitment_round
    with pytest.raises(Invalid, match="wanted_beyond_gap"), unit_of_work(engine) as session:
        do(session, create, project_id, **new)
    with unit_of_work(engine) as session:
        do(session, create, project_id, **new, reason="有一人将退休(示例)")
    with reading(engine) as session:
        rows = session.exec(select(AuditEntry).where(AuditEntry.record_table == "recruitment_round")).all()
        assert [row.reason for row in rows] == ["有一人将退休(示例)"]


def test_places_that_another_round_fills_are_not_open_and_a_later_approval_counts(
    session, project_id, post_id
):
    first = round_of(session, project_id, {post_id: 2})
    create = recruitment.create_recruitment_round
    again = {"title": "第二批", "today": TODAY, "wanted": {post_id: 1}}
    assert code(session, create, project_id, **again) == "wanted_beyond_gap"
    make("post_approval", session, project_id=project_id, post_id=post_id, on=day(9, 1), approved=7)
    second = do(session, create, project_id, **again)
    row = only_by_id(session, project_id, second).posts[0]
    seen = {"round_post_id": row.id, "expected_version": row.version, "original": {"wanted": 1}}
    more = {**seen, "changes": {"wanted": 2}, "today": TODAY}
    assert code(session, round_posts.update_round_post, project_id, **more) == "wanted_beyond_gap"
    do(session, recruitment.archive_recruitment_round, project_id, round_id=first)
    session.flush()
    do(session, round_posts.update_round_post, project_id, **more)
    assert only_by_id(session, project_id, second).wanted == 2


def test_posts_join_and_leave_a_round_but_the_last_one_stays(session, project_id, post_id):
    round_id = round_of(session, project_id, {post_id: 1})
    other = librarian(session, project_id)
    joins = {"round_id": round_id, "post_id": other, "wanted": 2, "today": TODAY}
    row_id = do(session, round_posts.add_round_post, project_id, **joins)
    assert code(session, round_posts.add_round_post, project_id, **joins) == "post_in_round"
    do(session, round_posts.archive_round_post, project_id, round_post_id=row_id)
    first = only(session, project_id).posts[0].id
    leave = {"round_post_id": first}
    assert code(session, round_posts.archive_round_post, project_id, **leave) == "round_without_posts"
    do(session, round_posts.restore_round_post, project_id, round_post_id=row_id, today=TODAY)
    assert only(session, project_id).wanted == 3


def test_a_saved_table_stands_or_falls_as_a_whole(session, project_id, post_id):
    round_id = round_of(session, project_id, {post_id: 2})
    table = save(session, project_id, round_id, registration__people=80, registration__actual_on=day(3, 13))
    assert do(session, round_stages.save_round_stages, project_id, **table) == 1
    grows = save(session, project_id, round_id, qualification__people=81, notice__duration_days=9)
    assert code(session, round_stages.save_round_stages, project_id, **grows) == "count_grows"
    unknown = {**grows, "changes": {"notice.title": "x"}, "original": {}}
    assert code(session, round_stages.save_round_stages, project_id, **unknown) == "field_not_editable"


def test_a_least_period_cut_short_needs_a_reason(session, project_id, post_id):
    round_id = round_of(session, project_id, {post_id: 2})
    # ten working days after Friday 6 March: Friday the 20th
    short = {"qualification__actual_on": day(3, 6), "written_exam__actual_on": day(3, 19)}
    saved = round_stages.save_round_stages
    assert (
        code(session, saved, project_id, **save(session, project_id, round_id, **short)) == "minimum_broken"
    )
    session.expire_all()
    with_reason = save(session, project_id, round_id, reason="经批准提前(示例)", **short)
    do(session, saved, project_id, **with_reason)
    later = save(session, project_id, round_id, written_exam__people=30)
    do(session, saved, project_id, **later)


def test_more_people_on_board_than_sought_need_a_reason(session, project_id, post_id):
    round_id = round_of(session, project_id, {post_id: 2})
    saved = round_stages.save_round_stages
    table = save(session, project_id, round_id, on_board__people=3)
    assert code(session, saved, project_id, **table) == "more_arrive_than_wanted"
    session.expire_all()
    do(session, saved, project_id, **{**table, "reason": "递补一人(示例)"})
    # what was confirmed is not asked again
    do(session, saved, project_id, **save(session, project_id, round_id, registration__people=90))


def test_two_people_who_date_one_stage_meet(session, project_id, post_id):
    round_id = round_of(session, project_id, {post_id: 2})
    mine = save(session, project_id, round_id, notice__planned_on=day(5, 8))
    theirs = save(session, project_id, round_id, notice__planned_on=day(5, 15))
    do(session, round_stages.save_round_stages, project_id, **theirs)
    session.flush()
    with pytest.raises(Conflict) as conflict:
        do(session, round_stages.save_round_stages, project_id, **mine)
    assert conflict.value.theirs == {"notice.planned_on": day(5, 15)}


def test_a_stage_may_be_left_out_but_not_the_last(session, project_id, post_id):
    round_id = round_of(session, project_id, {post_id: 2})
    by_stage = {row.stage: row.id for row in only(session, project_id).stages}
    archive = round_stages.archive_round_stage
    assert code(session, archive, project_id, stage_id=by_stage[R.ON_BOARD]) == "last_stage_needed"
    do(session, archive, project_id, stage_id=by_stage[R.INTERVIEW])
    row = only(session, project_id)
    assert (len(row.live), len(row.stages)) == (10, 11)
    table = {
        "round_id": round_id,
        "original": {},
        "changes": {"interview.people": 3},
        "today": TODAY,
    }
    assert code(session, round_stages.save_round_stages, project_id, **table) == "stage_left_out"
    back = {"stage_id": by_stage[R.INTERVIEW], "today": TODAY}
    do(session, round_stages.restore_round_stage, project_id, **back)
    assert len(only(session, project_id).live) == 11


def planned(session, project_id, wanted):
    round_id = round_of(session, project_id, wanted)
    plan = make("plan", session, project_id=project_id)
    arguments = {"round_id": round_id, "plan_id": plan.id, "titles": TITLES, "today": TODAY}
    assert do(session, round_tasks.plan_round, project_id, **arguments) == 11
    return round_id, arguments


def test_the_tasks_of_a_round_fall_on_the_days_that_its_stages_are_expected(session, project_id, post_id):
    round_id, _ = planned(session, project_id, {post_id: 2})
    row = only(session, project_id)
    calendar = work_calendar(session, project_id)
    days = expected(row.held({}), calendar=calendar, today=TODAY)
    latest = latest_safe(row.held({}), opening_on=OPENING, training_days=20, calendar=calendar)
    rows = {task.id: task for task in dated_tasks(session, project_id, TODAY)}
    for stage in row.live:
        task = rows[stage.task_id]
        assert (task.start, task.finish) == days[stage.stage]
        assert task.deadline == latest[stage.stage]
        assert (task.round_id, task.post_id) == (round_id, post_id)
    assert [task.title for task in rows.values() if task.kind is TaskKind.SUMMARY] == ["公开招聘"]


def test_a_calendar_period_is_the_same_number_of_days_in_the_plan(session, project_id, post_id):
    round_id, arguments = planned(session, project_id, {post_id: 2})
    ten = {"written_exam__minimum_days": 12, "written_exam__minimum_unit": LagUnit.CALENDAR_DAYS}
    do(session, round_stages.save_round_stages, project_id, **save(session, project_id, round_id, **ten))
    do(session, round_tasks.plan_round, project_id, **arguments)
    row = only(session, project_id)
    days = expected(row.held({}), calendar=work_calendar(session, project_id), today=TODAY)
    rows = {task.id: task for task in dated_tasks(session, project_id, TODAY)}
    assert {stage.stage: rows[stage.task_id].finish for stage in row.live} == {
        stage: last for stage, (_first, last) in days.items()
    }


def test_a_round_for_two_posts_names_none_in_its_tasks(session, project_id, post_id):
    planned(session, project_id, {post_id: 1, librarian(session, project_id): 1})
    linked = session.exec(select(Task.post_id).where(Task.round_id == only(session, project_id).id)).all()
    assert set(linked) == {None}


def test_a_stage_that_ended_finishes_its_task_and_those_before_it(session, project_id, post_id):
    round_id, _ = planned(session, project_id, {post_id: 2})
    by_stage = {row.stage: session.get_one(Task, row.task_id) for row in only(session, project_id).stages}
    ended = save(session, project_id, round_id, registration__actual_on=day(3, 27))
    do(session, round_stages.save_round_stages, project_id, **ended)
    assert [by_stage[stage].actual_finish for stage in (R.PLAN_FILED, R.REGISTRATION, R.INTERVIEW)] == [
        day(3, 27),
        day(3, 27),
        None,
    ]
    back = save(session, project_id, round_id, registration__actual_on=None)
    do(session, round_stages.save_round_stages, project_id, **back)
    assert by_stage[R.PLAN_FILED].actual_finish is None


def test_planning_again_updates_the_same_tasks_and_taking_out_leaves_none(session, project_id, post_id):
    round_id, arguments = planned(session, project_id, {post_id: 2})
    before = {row.stage: row.task_id for row in only(session, project_id).stages}
    longer = save(session, project_id, round_id, notice__duration_days=9)
    do(session, round_stages.save_round_stages, project_id, **longer)
    do(session, round_tasks.plan_round, project_id, **arguments)
    assert {row.stage: row.task_id for row in only(session, project_id).stages} == before
    assert session.get_one(Task, before[R.NOTICE]).duration_days == 9
    archive = recruitment.archive_recruitment_round
    assert code(session, archive, project_id, round_id=round_id) == "round_in_plan"
    do(session, round_tasks.unplan_round, project_id, round_id=round_id)
    assert not only(session, project_id).is_planned
    assert dated_tasks(session, project_id, TODAY) == []
    do(session, archive, project_id, round_id=round_id)
    assert queries.arrivals(session, project_id, TODAY) == []
    assert code(session, round_tasks.plan_round, project_id, **arguments) == "round_archived"
    do(session, recruitment.restore_recruitment_round, project_id, round_id=round_id)


def test_a_slip_in_the_plan_moves_the_people_who_arrive(session, project_id, post_id):
    planned(session, project_id, {post_id: 2})
    # 72 working days from 1 April; Qingming (6 April), Labour Day (1, 4, 5 May), Dragon Boat (19 June), 9 May worked
    (before,) = queries.arrivals(session, project_id, TODAY)
    assert (before.post_id, before.on, before.people) == (post_id, day(7, 15), 2)
    notice = next(row for row in only(session, project_id).stages if row.stage is R.NOTICE)
    task = session.get_one(Task, notice.task_id)
    do(
        session,
        tasks.update_task,
        project_id,
        task_id=task.id,
        expected_version=task.version,
        original={"duration_days": 7},
        changes={"duration_days": 17},
    )
    (after,) = queries.arrivals(session, project_id, TODAY)
    assert after.on == day(7, 29)
    on_board = only(session, project_id).stages[-1].task_id
    (preview,) = queries.arrivals(session, project_id, TODAY, {on_board: day(8, 12)})
    assert preview.on == day(8, 12)


def test_people_who_came_are_counted_into_their_posts_once(session, project_id, post_id):
    other = librarian(session, project_id, approved=3, there=2)
    round_id = round_of(session, project_id, {post_id: 2, other: 1})
    record = {"round_id": round_id, "arrived": {post_id: 1, other: 1}, "today": TODAY}
    command = round_posts.record_arrivals
    assert code(session, command, project_id, **record) == "nobody_on_board"
    came = save(session, project_id, round_id, on_board__actual_on=day(3, 30), on_board__people=2)
    do(session, round_stages.save_round_stages, project_id, **came)
    assert len(queries.arrivals(session, project_id, TODAY)) == 2
    wrong = {**record, "arrived": {post_id: 2, other: 1}}
    assert code(session, command, project_id, **wrong) == "arrivals_do_not_add_up"
    assert do(session, command, project_id, **record) == 2
    counted = select(PostCount.in_post).where(PostCount.on == day(3, 30)).order_by(PostCount.post_id)
    assert session.exec(counted).all() == [5, 3]
    assert queries.arrivals(session, project_id, TODAY) == []
    assert code(session, command, project_id, **record) == "count_exists"


def test_a_post_that_nobody_came_to_is_counted_as_it_was(session, project_id, post_id):
    other = librarian(session, project_id)
    round_id = round_of(session, project_id, {post_id: 2, other: 1})
    came = save(session, project_id, round_id, on_board__actual_on=day(3, 30), on_board__people=2)
    do(session, round_stages.save_round_stages, project_id, **came)
    all_to_one = {"round_id": round_id, "arrived": {post_id: 2}, "today": TODAY}
    do(session, round_posts.record_arrivals, project_id, **all_to_one)
    assert queries.arrivals(session, project_id, TODAY) == []
    counted = select(PostCount.in_post).where(PostCount.on == day(3, 30)).order_by(PostCount.post_id)
    assert session.exec(counted).all() == [6, 4]


def test_archived_posts_are_left_out_of_rounds(session, project_id, post_id):
    round_of(session, project_id, {post_id: 2})
    do(session, posts.archive_post, project_id, post_id=post_id)
    assert only(session, project_id).posts == ()
    assert queries.arrivals(session, project_id, TODAY) == []


def counted(engine, query, *arguments):
    statements = []
    with reading(engine) as session:

        def count(_connection, _cursor, statement, *_rest):
            if statement.startswith("SELECT"):
                statements.append(statement)

        sa.event.listen(engine, "before_cursor_execute", count)
        query(session, *arguments)
        sa.event.remove(engine, "before_cursor_execute", count)
    return len(statements)


def test_three_rounds_take_as_many_statements_as_one(sqlite_engine):
    numbers = []
    for count in (1, 3):
        with unit_of_work(sqlite_engine) as session:
            project_id = make_project(session, opening_on=OPENING).id
            for _ in range(count):
                planned(session, project_id, {librarian(session, project_id): 2})
        numbers.append(
            [
                counted(sqlite_engine, queries.rounds, project_id),
                counted(sqlite_engine, queries.arrivals, project_id, TODAY),
            ]
        )
    assert numbers == [[3, 9], [3, 9]]
