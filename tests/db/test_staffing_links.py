"""A staffing task serves a post, a round or a course: what is stored, refused, and read back by name."""

import datetime as dt

import pytest

from db.commands.tasks import create_task, update_task
from db.queries.plan import task_facts
from db.queries.staffing_tasks import task_targets
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import run
from tests.db.test_people_queries import statements
from tests.factories import make, make_project
from tracker.errors import NotFound

LONG_AGO = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


def served(engine, project_id):
    """The links of the only task."""
    with reading(engine) as session:
        (row,) = task_facts(session, project_id)
    return row.post_id, row.round_id, row.course_id


def test_a_task_is_tied_to_a_round_and_a_course_and_untied_again(engine, project_id):
    with unit_of_work(engine) as session:
        plan = make("plan", session, project_id=project_id).id
        round_id = make("recruitment_round", session, project_id=project_id).id
        course_id = make("course", session, project_id=project_id).id
    task_id = run(
        engine, create_task, project_id=project_id, plan_id=plan, title="资格复审", round_id=round_id
    )
    before = served(engine, project_id)

    run(
        engine,
        update_task,
        project_id=project_id,
        task_id=task_id,
        expected_version=1,
        original={"round_id": round_id, "course_id": None},
        changes={"round_id": None, "course_id": course_id},
    )

    assert (before, served(engine, project_id)) == ((None, round_id, None), (None, None, course_id))


@pytest.mark.parametrize(
    ("table", "column"),
    [("post", "post_id"), ("recruitment_round", "round_id"), ("course", "course_id")],
)
def test_what_belongs_to_another_project_is_refused(engine, project_id, table, column):
    with unit_of_work(engine) as session:
        plan = make("plan", session, project_id=project_id).id
        elsewhere = make(table, session).id

    with pytest.raises(NotFound):
        run(engine, create_task, project_id=project_id, plan_id=plan, title="任务", **{column: elsewhere})

    with reading(engine) as session:
        assert task_facts(session, project_id) == []


def test_targets_are_named_with_their_department_and_archived_ones_are_not_offered(engine, project_id):
    with unit_of_work(engine) as session:
        own = {"project_id": project_id}
        department = make("department", session, **own, name="少儿部")
        post = make("post", session, **own, department_id=department.id, title="馆员").id
        old = make("post", session, **own, department_id=department.id, title="旧岗", archived_at=LONG_AGO).id
        round_id = make("recruitment_round", session, **own, title="春招").id
        course_id = make("course", session, **own, title="消防").id

    with reading(engine) as session, statements(engine) as sent:
        found = task_targets(session, project_id)

    assert len(sent) == 3
    assert found.posts == {post: "馆员 · 少儿部", old: "旧岗 · 少儿部"}
    assert found.offered() == {
        "post_id": {post: "馆员 · 少儿部"},
        "round_id": {round_id: "春招"},
        "course_id": {course_id: "消防"},
    }
