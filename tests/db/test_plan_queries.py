"""Reading plans and tasks: what is in a list, and that its length costs no further statement."""

import datetime as dt

import pytest
import sqlalchemy as sa

from db.commands import plans as plan_commands
from db.commands import tasks as task_commands
from db.queries import plan as queries
from db.queries.audit import record_history
from db.unit_of_work import reading, unit_of_work
from tests.factories import make
from tracker.permissions import local_actor
from tracker.schedule.model import TaskKind
from tracker.vocabulary import PlanKind, SubmissionOutcome

START = dt.date(2026, 3, 2)
LEAD = local_actor()


def fill(engine: sa.Engine, rows: int) -> int:
    """A project with so many plans, each with a linked pair of tasks, a submission, an owner, a zone, a post."""
    with unit_of_work(engine) as session:
        project_id = make("project", session, starts_on=START, opening_on=dt.date(2026, 6, 26)).id
        for _ in range(rows):
            own = {"project_id": project_id}
            plan = make("plan", session, **own)
            person = make("person", session, **own)
            first, second = (
                make("task", session, **own, plan_id=plan.id, owner_id=person.id, duration_days=1)
                for _ in "ab"
            )
            make("dependency", session, **own, predecessor_id=first.id, successor_id=second.id)
            make("submission", session, **own, plan_id=plan.id)
            make("calendar_exception", session, **own)
            make("zone", session, **own)
            make("post", session, **own)
    return int(project_id)


def statements(engine: sa.Engine, query) -> int:
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        with reading(engine) as session:
            query(session)
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return sum(statement.lstrip().startswith("SELECT") for statement in seen)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (queries.plans, 3),
        (queries.submissions, 1),
        (queries.task_facts, 1),
        (queries.dependencies, 1),
        (queries.work_calendar, 1),
        (lambda session, project_id: queries.dated_tasks(session, project_id, START), 4),
        (queries.people, 1),
        (queries.zones, 1),
        (queries.posts, 1),
    ],
    ids=["plans", "submissions", "tasks", "links", "calendar", "dated", "people", "zones", "posts"],
)
def test_three_rows_take_as_many_statements_as_one(engine, query, expected):
    counts = []
    for rows in (1, 3):
        project_id = fill(engine, rows)
        counts.append(statements(engine, lambda session, id_=project_id: query(session, id_)))

    assert counts == [expected, expected]


def test_the_plan_list_counts_work_and_not_headings_and_shows_the_last_submission(engine):
    with unit_of_work(engine) as session:
        project_id = make("project", session).id
        own = {"project_id": project_id}
        plan = make("plan", session, **own, title="Ceremony", kind=PlanKind.CEREMONY)
        top = make("task", session, **own, plan_id=plan.id, kind=TaskKind.SUMMARY)
        for percent in (100, 40):
            make("task", session, **own, plan_id=plan.id, parent_id=top.id, percent_complete=percent)
        make(
            "submission",
            session,
            **own,
            plan_id=plan.id,
            recipient="Old",
            outcome=SubmissionOutcome.RETURNED,
            submitted_on=START,
        )
        make(
            "submission",
            session,
            **own,
            plan_id=plan.id,
            recipient="New",
            submitted_on=START + dt.timedelta(days=9),
        )

    with reading(engine) as session:
        (row,) = queries.plans(session, project_id)

    assert (row.title, row.tasks, row.tasks_done, row.recipient, row.outcome) == (
        "Ceremony",
        2,
        1,
        "New",
        None,
    )


def test_tasks_of_an_archived_plan_are_not_listed_and_archived_tasks_are_marked(engine):
    project_id = fill(engine, 2)
    with unit_of_work(engine) as session:
        kept, gone = queries.plans(session, project_id)
        plan_commands.archive_plan(session, actor=LEAD, project_id=project_id, plan_id=gone.id)
        first = queries.task_facts(session, project_id)[0]
        task_commands.archive_task(session, actor=LEAD, project_id=project_id, task_id=first.id)

    with reading(engine) as session:
        facts = queries.task_facts(session, project_id)
        dated = queries.dated_tasks(session, project_id, START)

    assert {task.plan_id for task in facts} == {kept.id}
    assert [task.archived for task in facts] == [True, False]
    assert [row.id for row in dated] == [facts[1].id]


def test_the_history_of_a_task_says_who_did_what_from_what_to_what(engine):
    with unit_of_work(engine) as session:
        project_id = make("project", session, starts_on=START, opening_on=dt.date(2026, 6, 26)).id
        plan_id = make("plan", session, project_id=project_id).id
        task_id = task_commands.create_task(
            session, actor=LEAD, project_id=project_id, plan_id=plan_id, title="Pack", duration_days=5
        )
    with unit_of_work(engine) as session:
        task_commands.update_task(
            session,
            actor=LEAD,
            project_id=project_id,
            task_id=task_id,
            expected_version=1,
            original={"duration_days": 5},
            changes={"duration_days": 8},
        )

    with reading(engine) as session:
        history = record_history(session, project_id, "task", task_id)
        elsewhere = record_history(session, project_id, "plan", task_id + 1000)

    newest, oldest = history
    assert (newest.command, newest.actor_kind, newest.changes) == (
        "update_task",
        "local",
        {"duration_days": (5, 8)},
    )
    assert oldest.changes["title"] == (None, "Pack")
    assert elsewhere == []
