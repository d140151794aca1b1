"""Events, their participants and what was settled, in the database."""

import datetime as dt

import pytest

from db.commands.events import (
    add_event_party,
    add_event_topic,
    archive_event,
    archive_event_party,
    create_event,
    make_task_of_topic,
    update_event,
    update_event_topic,
)
from db.commands.plans import create_plan
from db.commands.tasks import archive_task
from db.models import Task
from db.queries.events import events, outcomes
from db.unit_of_work import reading, unit_of_work
from tests.db.test_assets import run
from tests.db.test_people_queries import statements
from tests.factories import make, make_project
from tracker.errors import Invalid, NotFound
from tracker.events import OutcomeState
from tracker.periods import read_period
from tracker.vocabulary import EventKind, PlanKind

TODAY = dt.date(2026, 4, 1)


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


@pytest.fixture
def tour(engine, project_id):
    return run(
        engine,
        create_event,
        project_id=project_id,
        kind=EventKind.STUDY_TOUR,
        title="外出考察",
        starts_on=dt.date(2026, 2, 23),
        ends_on=dt.date(2026, 2, 27),
    )


def only(engine, project_id, today=TODAY):
    with reading(engine) as session:
        [row] = events(session, project_id, today)
    return row


def refused(engine, command, **given):
    with pytest.raises(Invalid) as error:
        run(engine, command, **given)
    return error.value.code


def test_a_study_tour_counts_its_people_and_its_days(engine, project_id, tour):
    given = {"project_id": project_id, "event_id": tour}
    for organisation, people in (("区财政局", 4), ("区文化主管部门", 3), ("本馆", 3)):
        party = run(engine, add_event_party, organisation=organisation, people=people, **given)

    assert (only(engine, project_id).people, only(engine, project_id).days) == (10, 5)
    run(engine, archive_event_party, project_id=project_id, event_party_id=party)
    assert only(engine, project_id).people == 7
    assert refused(engine, add_event_party, organisation="本馆", people=0, **given) == "event_people"
    assert refused(engine, add_event_party, organisation=" ", people=1, **given) == "text_missing"


@pytest.mark.parametrize(
    ("starts", "ends", "code"),
    [
        (dt.date(2026, 2, 23), dt.date(2026, 2, 22), "event_days"),
        (dt.date(2026, 2, 23), dt.date(2027, 2, 24), "event_days"),
        (dt.date(1926, 2, 23), None, "date_out_of_range"),
    ],
)
def test_days_that_cannot_be_are_refused(engine, project_id, tour, starts, ends, code):
    changes = {"starts_on": starts, "ends_on": ends}
    original = {"starts_on": dt.date(2026, 2, 23), "ends_on": dt.date(2026, 2, 27)}
    given = {"project_id": project_id, "event_id": tour, "expected_version": 1, "original": original}

    assert refused(engine, update_event, changes=changes, **given) == code
    assert only(engine, project_id).starts_on == dt.date(2026, 2, 23)


def test_what_was_settled_becomes_a_task_and_follows_it(engine, project_id, tour):
    plan_id = run(engine, create_plan, project_id=project_id, kind=PlanKind.OTHER, title="筹备")
    topic = run(engine, add_event_topic, project_id=project_id, event_id=tour, title="整理考察报告")
    due = {
        "project_id": project_id,
        "event_topic_id": topic,
        "plan_id": plan_id,
        "due_on": dt.date(2026, 4, 10),
    }
    assert refused(engine, make_task_of_topic, **due) == "topic_not_settled"
    run(
        engine,
        update_event_topic,
        project_id=project_id,
        event_topic_id=topic,
        expected_version=1,
        original={"is_settled": False},
        changes={"is_settled": True},
    )
    assert only(engine, project_id).topics[0].state is OutcomeState.SETTLED

    task_id = run(engine, make_task_of_topic, **due)
    assert only(engine, project_id).topics[0].state is OutcomeState.UNDER_WAY
    assert only(engine, project_id, dt.date(2026, 4, 11)).topics[0].state is OutcomeState.LATE
    assert refused(engine, make_task_of_topic, **due) == "topic_has_task"

    with unit_of_work(engine) as session:
        task = session.get_one(Task, task_id)
        assert (task.title, task.deadline) == ("整理考察报告", dt.date(2026, 4, 10))
        task.percent_complete, task.actual_finish = 100, dt.date(2026, 4, 9)
        task.owner_id = owner_id = make("person", session, project_id=project_id).id
    done = only(engine, project_id, dt.date(2026, 4, 11)).topics[0]
    assert (done.state, done.finished_on, done.owner_id) == (OutcomeState.DONE, dt.date(2026, 4, 9), owner_id)
    with reading(engine) as session:
        told = [
            [(fact.carried, fact.done, fact.late) for fact in outcomes(session, project_id, period, TODAY)]
            for period in map(read_period, ("2026-02", "2026-03", "2026-04"))
        ]
    assert told == [[(1, 1, 0)], [], [(1, 1, 0)]], "told of its own month and of that in which the task ended"


def test_nothing_is_added_to_an_archived_event(engine, project_id, tour):
    given = {"project_id": project_id, "event_id": tour}
    run(engine, archive_event, **given)

    assert refused(engine, add_event_topic, title="报告", **given) == "event_archived"
    assert refused(engine, add_event_party, organisation="本馆", people=1, **given) == "event_archived"


def test_an_outcome_that_ended_after_its_day_was_late(engine, project_id, tour):
    topic = run(engine, add_event_topic, project_id=project_id, event_id=tour, title="报告", is_settled=True)
    with unit_of_work(engine) as session:
        task = make("task", session, project_id=project_id)
        task.deadline, task.actual_finish, task.percent_complete = dt.date(2026, 3, 20), TODAY, 100
        task_id = task.id
    run(
        engine,
        update_event_topic,
        project_id=project_id,
        event_topic_id=topic,
        expected_version=1,
        original={"task_id": None},
        changes={"task_id": task_id},
    )

    [row] = only(engine, project_id).topics
    assert (row.state, row.was_late) == (OutcomeState.DONE, True)


def test_an_archived_task_carries_nothing_out(engine, project_id, tour):
    plan_id = run(engine, create_plan, project_id=project_id, kind=PlanKind.OTHER, title="筹备")
    topic = run(engine, add_event_topic, project_id=project_id, event_id=tour, title="报告", is_settled=True)
    due = {
        "project_id": project_id,
        "event_topic_id": topic,
        "plan_id": plan_id,
        "due_on": dt.date(2026, 4, 10),
    }
    task_id = run(engine, make_task_of_topic, **due)
    run(engine, archive_task, project_id=project_id, task_id=task_id)

    assert only(engine, project_id).topics[0].state is OutcomeState.SETTLED
    assert run(engine, make_task_of_topic, **due) != task_id


def test_a_task_of_another_project_cannot_carry_a_topic_out(engine, project_id, tour):
    with unit_of_work(engine) as session:
        other = make("task", session, project_id=make_project(session).id).id
    topic = run(engine, add_event_topic, project_id=project_id, event_id=tour, title="报告")

    with pytest.raises(NotFound):
        run(
            engine,
            update_event_topic,
            project_id=project_id,
            event_topic_id=topic,
            expected_version=1,
            original={"task_id": None},
            changes={"task_id": other},
        )


def test_the_list_takes_as_many_statements_for_three_events_as_for_one(engine, project_id):
    def sent(count):
        with unit_of_work(engine) as session:
            for _ in range(count):
                event = make("event", session, project_id=project_id, ends_on=None).id
                make("event_topic", session, project_id=project_id, event_id=event)
                make("event_party", session, project_id=project_id, event_id=event, people=2)
        with reading(engine) as session, statements(engine) as counted:
            events(session, project_id, TODAY)
        return len(counted)

    assert sent(1) == sent(2) == 3
