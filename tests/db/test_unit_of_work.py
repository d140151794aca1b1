"""One click, one transaction: rows, audit entries and area revisions land together, or not at all."""

import datetime as dt
import json
import threading

import pytest
from sqlmodel import select

from db.models import AreaRevision, AuditEntry, Person, Plan, Project, Task
from db.queries.revisions import revisions
from db.unit_of_work import about, broken_link, note_bulk, reading, unit_of_work
from tests.factories import make, make_project
from tracker.permissions import Actor

CLERK = Actor(account_id=7, kind="account")


def entries(engine):
    """What the audit says, oldest first: command, table, changes, reason."""
    with reading(engine) as session:
        return [
            (entry.command, entry.record_table, json.loads(entry.changes), entry.reason)
            for entry in session.exec(select(AuditEntry).order_by(AuditEntry.id))
        ]


def stored_project(engine, **given):
    """The id of a new project."""
    with unit_of_work(engine) as session:
        return make_project(session, **given).id


def test_what_raises_inside_leaves_no_trace(engine):
    def fail() -> None:
        with unit_of_work(engine) as session:
            make_project(session)
            session.get(Project, 10**15).name = "there is no such project"

    with pytest.raises(AttributeError):
        fail()
    with reading(engine) as session:
        assert session.exec(select(Project)).all() == []
        assert session.exec(select(AuditEntry)).all() == []
        assert session.exec(select(AreaRevision)).all() == []


def test_an_edit_is_audited_with_who_what_old_new_and_why(engine):
    project_id = stored_project(engine, name="东馆")
    with unit_of_work(engine) as session:
        about(session, actor=CLERK, command="rename_project", reason="official name")
        session.get(Project, project_id).name = "城东图书馆"
    with reading(engine) as session:
        entry = session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.actor_id, entry.actor_kind, entry.command) == (7, "account", "rename_project")
    assert (entry.record_table, entry.record_id, entry.project_id) == ("project", project_id, project_id)
    assert json.loads(entry.changes) == {"name": ["东馆", "城东图书馆"]}
    assert entry.reason == "official name"
    assert entry.at.tzinfo is dt.UTC


def test_setting_a_field_to_what_it_was_writes_no_entry_and_moves_no_revision(engine):
    project_id = stored_project(engine, name="东馆")
    before = len(entries(engine))
    with unit_of_work(engine) as session:
        session.get(Project, project_id).name = "东馆"
    assert len(entries(engine)) == before
    with reading(engine) as session:
        assert revisions(session, project_id) == {"project": 1}


def test_a_write_moves_the_revision_of_the_areas_it_touched_and_of_no_other(engine):
    project_id = stored_project(engine)
    with unit_of_work(engine) as session:
        make("plan", session, project_id=project_id)
    with unit_of_work(engine) as session:
        make("finding", session, project_id=project_id)
        make("plan", session, project_id=project_id)
    with reading(engine) as session:
        assert revisions(session, project_id) == {"project": 1, "plan": 2, "site": 1}


def test_a_write_to_one_project_moves_no_revision_of_another(engine):
    first, second = stored_project(engine), stored_project(engine)
    with unit_of_work(engine) as session:
        make("plan", session, project_id=first)
    with reading(engine) as session:
        assert revisions(session, first) == {"project": 1, "plan": 1}
        assert revisions(session, second) == {"project": 1}


def test_a_record_flushed_twice_in_one_block_keeps_both_steps(engine):
    project_id = stored_project(engine)
    with unit_of_work(engine) as session:
        plan = make("plan", session, project_id=project_id, title="a")
        plan.title = "b"
        session.flush()
    steps = [changes["title"] for _, table, changes, _ in entries(engine) if table == "plan"]
    assert steps == [[None, "a"], ["a", "b"]]


def test_dates_enumerations_and_numbers_are_audited_as_they_are_stored(engine):
    project_id = stored_project(engine)
    with unit_of_work(engine) as session:
        task = make("task", session, project_id=project_id)
        task_id = task.id
    with unit_of_work(engine) as session:
        task = session.get(Task, task_id)
        task.deadline, task.percent_complete = dt.date(2026, 5, 4), 40
    assert entries(engine)[-1][2] == {"deadline": [None, "2026-05-04"], "percent_complete": [0, 40]}


def test_private_columns_say_only_that_they_changed(engine):
    project_id = stored_project(engine)
    with unit_of_work(engine) as session:
        person_id = make("person", session, project_id=project_id, name="示例 张", contact="555-0100").id
    with unit_of_work(engine) as session:
        session.get(Person, person_id).name = "示例 李"
    created, edited = [changes for _, table, changes, _ in entries(engine) if table == "person"]
    assert created["name"] == created["contact"] == ["changed"]
    assert edited == {"name": ["changed"]}
    with reading(engine) as session:
        text = " ".join(entry.changes for entry in session.exec(select(AuditEntry)))
    assert "示例" not in text
    assert "555-0100" not in text


def test_rows_of_a_project_cannot_be_deleted(engine):
    project_id = stored_project(engine)
    with unit_of_work(engine) as session:
        plan_id = make("plan", session, project_id=project_id).id
    refusal = pytest.raises(RuntimeError, match="Plan rows are archived, never deleted")
    with refusal, unit_of_work(engine) as session:
        session.delete(session.get(Plan, plan_id))


def test_rows_inserted_in_bulk_are_one_entry_on_their_parent(engine):
    project_id = stored_project(engine)
    with unit_of_work(engine) as session:
        draft = make("draft", session, project_id=project_id)
        session.flush()
        note_bulk(session, draft, {"lines": 37})
    assert entries(engine)[-1][1:3] == ("draft", {"lines": [None, 37]})


def test_two_overlapping_writers_of_one_project_leave_one_whole_chain(postgresql_engine):
    project_id = stored_project(postgresql_engine)

    def write() -> None:
        for _ in range(5):
            with unit_of_work(postgresql_engine) as session:
                make("plan", session, project_id=project_id)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with reading(postgresql_engine) as session:
        assert len(session.exec(select(AuditEntry)).all()) == 1 + 20
        assert revisions(session, project_id) == {"project": 1, "plan": 20}
        assert broken_link(session, project_id) is None
