"""Plan files become plans and plans become files again: the same plan both times, or nothing stored."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlmodel import Session, select

from db.commands.plan_files import LONGEST_LAG, MOST_TASKS, import_plan
from db.models import AuditEntry, CalendarException, Dependency, Plan, Project, Task
from db.queries import plan as queries
from db.queries.plan_files import exception_reasons
from db.unit_of_work import broken_link, reading, unit_of_work
from tests.factories import make
from tests.support.held_plan import held
from tests.support.shared_data import MSPDI, needs_shared_data
from tracker.errors import Invalid
from tracker.interchange.day_plan import DayException, DayPlan, DayTask
from tracker.interchange.days import from_days, in_days
from tracker.interchange.mspdi_read import read_plan
from tracker.interchange.mspdi_write import write_mspdi
from tracker.interchange.stored_plan import ProjectCalendar, plan_to_write
from tracker.permissions import local_actor
from tracker.schedule.model import Constraint, LagUnit, LinkType, PlannedTask, TaskKind
from tracker.schedule.model import Dependency as Link
from tracker.vocabulary import PlanKind

FILES = {"sample.xml": (19, 6), "task-links-project2010-mspdi.xml": (16, 8)}
LEAD = local_actor()
MONDAY, TODAY = dt.date(2026, 3, 2), dt.date(2026, 4, 1)


def task(number: int, name: str = "T", **more) -> DayTask:
    """A task of five days, whatever is not given."""
    notes, owner = more.pop("notes", ""), more.pop("owner", "")
    fields = {"parent_id": None, "kind": TaskKind.TASK, "duration_days": 5, **more}
    return DayTask(PlannedTask(number, name, **fields), notes, owner)


def plan_of(*tasks: DayTask, links=(), exceptions=()) -> DayPlan:
    """A plan that starts on `MONDAY`."""
    return DayPlan("Moving", MONDAY, None, tasks, tuple(links), tuple(exceptions))


WHOLE = plan_of(
    task(70, "Moving", kind=TaskKind.SUMMARY, duration_days=0),
    task(
        30,
        "Pack the books",
        parent_id=70,
        actual_start=MONDAY,
        actual_finish=dt.date(2026, 3, 6),
        percent_complete=100,
        notes="Boxes\nby the door",
        owner="Owner One",
    ),
    task(
        50,
        "Carry",
        parent_id=70,
        constraint=Constraint.FINISH_NO_LATER_THAN,
        constraint_date=dt.date(2026, 5, 8),
        deadline=dt.date(2026, 5, 15),
        actual_start=dt.date(2026, 3, 11),
        percent_complete=40,
    ),
    task(60, "Shelves stand", kind=TaskKind.MILESTONE, duration_days=0),
    links=(
        Link(30, 50, LinkType.FS, 2),
        Link(50, 60, LinkType.FF, 3, LagUnit.CALENDAR_DAYS),
        Link(30, 60, LinkType.SS, -1),
    ),
    exceptions=(
        DayException(dt.date(2026, 3, 14), is_working=True, reason="Saturday for the move"),
        DayException(dt.date(2026, 3, 19), is_working=False, reason="Power cut"),
        # Labour Day 2026 is in the public calendar already
        DayException(dt.date(2026, 5, 1), is_working=False, reason="Labour Day"),
    ),
)


def store(engine, plan: DayPlan, project_id: int, **more) -> int:
    """Import a plan as the lead; gives the id of the new plan."""
    arguments = {"kind": PlanKind.OTHER, "title": plan.name} | more
    with unit_of_work(engine) as session:
        return import_plan(session, actor=LEAD, project_id=project_id, plan=plan, **arguments)


def project(engine, starts_on: dt.date = MONDAY, owner: str = "Owner One") -> int:
    """A project with one person."""
    with unit_of_work(engine) as session:
        project_id = make("project", session, starts_on=starts_on, opening_on=dt.date(2026, 12, 28)).id
        make("person", session, project_id=project_id, name=owner)
        return project_id


def exported(session: Session, project_id: int, plan_id: int) -> bytes:
    """A plan of the project as an MSPDI file."""
    starts_on = session.get(Project, project_id).starts_on
    rows = [row for row in queries.dated_tasks(session, project_id, TODAY) if row.plan_id == plan_id]
    calendar = queries.work_calendar(session, project_id)
    days = ProjectCalendar(calendar, exception_reasons(session, project_id))
    links = queries.dependencies(session, project_id)
    name = session.get(Plan, plan_id).title
    return write_mspdi(from_days(plan_to_write(name, rows, links, days=days, starts_on=starts_on)))


def counts(engine) -> list[int]:
    """Rows of each table that an import writes."""
    with reading(engine) as session:
        return [
            len(session.exec(select(model)).all())
            for model in (Plan, Task, Dependency, CalendarException, AuditEntry)
        ]


def test_a_whole_plan_comes_back_from_its_file_unchanged(engine):
    project_id = project(engine)
    plan_id = store(engine, WHOLE, project_id)

    with reading(engine) as session:
        again = in_days(read_plan(exported(session, project_id, plan_id)))

    assert held(again) == held(WHOLE)
    assert [one.day for one in held(again).exceptions] == [dt.date(2026, 3, 14), dt.date(2026, 3, 19)]


@needs_shared_data
@pytest.mark.parametrize("file", FILES)
def test_a_real_file_imported_exported_and_imported_again_is_the_same_plan(engine, file):
    first = in_days(read_plan((MSPDI / file).read_bytes()))
    assert (len(first.tasks), len(first.links)) == FILES[file]
    project_id = project(engine, first.starts_on, owner="First Resource")
    plan_id = store(engine, first, project_id)
    with reading(engine) as session:
        second = in_days(read_plan(exported(session, project_id, plan_id)))
    other_id = project(engine, first.starts_on, owner="First Resource")
    other_plan_id = store(engine, second, other_id)
    with reading(engine) as session:
        third = in_days(read_plan(exported(session, other_id, other_plan_id)))

    assert held(second) == held(first)
    assert held(third) == held(first)


def test_outline_and_order_are_kept_whatever_the_depth(engine):
    deep = [task(1, "Level 1")]
    deep += [task(n, f"Level {n}", parent_id=n - 1) for n in range(2, 301)]
    project_id = project(engine)
    plan_id = store(engine, plan_of(*deep), project_id)

    with reading(engine) as session:
        stored = [row for row in queries.task_facts(session, project_id) if row.plan_id == plan_id]

    assert [row.title for row in stored] == [f"Level {n}" for n in range(1, 301)]
    parents = {row.id: row.parent_id for row in stored}
    assert [parents[row.id] for row in stored[1:]] == [row.id for row in stored[:-1]]


def test_a_finish_makes_a_task_done(engine):
    done = task(1, "Order boxes", actual_finish=dt.date(2026, 3, 4), percent_complete=50)
    project_id = project(engine)
    store(engine, plan_of(done), project_id)

    with reading(engine) as session:
        (stored,) = queries.task_facts(session, project_id)

    assert (stored.percent_complete, stored.actual_start) == (100, dt.date(2026, 3, 4))


def test_an_owner_is_the_person_of_that_name_or_nobody(engine):
    tasks = (task(1, owner="Owner One"), task(2, owner="Somebody Else"))
    project_id = project(engine)
    store(engine, plan_of(*tasks), project_id)

    with reading(engine) as session:
        assert [row.owner for row in queries.task_facts(session, project_id)] == ["Owner One", ""]


def test_a_day_the_project_has_settled_is_left_alone_and_an_archived_one_is_taken_up_again(engine):
    project_id = project(engine)
    settled, aside = dt.date(2026, 3, 14), dt.date(2026, 3, 19)
    with unit_of_work(engine) as session:
        own = {"project_id": project_id, "reason": "ours"}
        make("calendar_exception", session, day=settled, is_working=False, **own)
        archived = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        make("calendar_exception", session, day=aside, is_working=True, archived_at=archived, **own)
    store(engine, WHOLE, project_id)

    with reading(engine) as session:
        assert exception_reasons(session, project_id) == {settled: "ours", aside: "Power cut"}
        assert queries.work_calendar(session, project_id).exceptions == {settled: False, aside: False}


def test_the_calendar_of_the_file_may_be_left_out(engine):
    project_id = project(engine)
    store(engine, WHOLE, project_id, take_calendar=False)

    with reading(engine) as session:
        assert exception_reasons(session, project_id) == {}


def test_the_audit_says_what_was_imported_in_one_entry_on_the_plan(engine):
    project_id = project(engine)
    store(engine, WHOLE, project_id, file_name="moving.xml")

    with reading(engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.command == "import_plan")).all()
        said = [entry.changes for entry in entries if entry.record_table == "plan"]
        assert broken_link(session, project_id) is None
    assert {entry.record_table for entry in entries} == {"plan", "calendar_exception"}
    assert '"file_name": [null, "moving.xml"]' in said[-1]
    assert '"tasks": [null, 4]' in said[-1]


CYCLE = plan_of(task(1, "Ask"), task(2, "Wait"), links=(Link(1, 2), Link(2, 1)))


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (CYCLE, "schedule_cycle"),
        (plan_of(task(1, " ")), "text_missing"),
        (plan_of(task(1, "n" * 201)), "task_name_too_long"),
        (plan_of(task(1, duration_days=2_001)), "duration_out_of_range"),
        (plan_of(task(1, constraint=Constraint.MUST_START_ON)), "constraint_without_date"),
        (plan_of(task(1, deadline=dt.date(9999, 12, 31))), "date_out_of_range"),
        (
            plan_of(task(1, actual_start=TODAY, actual_finish=MONDAY, percent_complete=100)),
            "finish_before_start",
        ),
        (plan_of(task(1), task(2), links=(Link(1, 2, lag_days=LONGEST_LAG + 1),)), "lag_out_of_range"),
        (plan_of(*(task(n) for n in range(MOST_TASKS + 1))), "file_too_large"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused_whole(engine, plan, code):
    project_id = project(engine)
    before = counts(engine)

    with pytest.raises(Invalid) as refusal:
        store(engine, replace(plan, exceptions=WHOLE.exceptions), project_id)

    assert refusal.value.code == code
    assert counts(engine) == before
