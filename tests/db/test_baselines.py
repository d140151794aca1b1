"""Baselines keep what was, whatever becomes of the tasks; nobody changes them, and files carry them both ways."""

import datetime as dt

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select

from db.commands import tasks
from db.commands.baselines import take_baseline
from db.commands.plan_files import import_plan
from db.models import AuditEntry, Baseline, Project, Task
from db.queries import baselines as queries
from db.queries import plan as plan_queries
from db.queries.plan_files import exception_reasons
from db.queries.readiness import readiness_inputs
from db.unit_of_work import broken_link, reading, unit_of_work
from tests.factories import make
from tests.support.databases import SAMPLE_DAY
from tests.support.plan_library import LEAD, OPENING, STARTED, TODAY, PlanLibrary
from tracker.baselines import Change, KeptSchedule, Span, as_of_today, compare
from tracker.errors import Invalid, NotAllowed
from tracker.interchange.day_plan import DayBaseline, DayBaselineEntry, DayPlan, DayTask
from tracker.interchange.days import from_days, in_days
from tracker.interchange.mspdi_read import read_plan
from tracker.interchange.mspdi_write import write_mspdi
from tracker.interchange.plan_import import with_named_baselines
from tracker.interchange.stored_plan import ProjectCalendar, plan_to_write
from tracker.permissions import Role, local_actor
from tracker.schedule.model import PlannedTask, TaskKind
from tracker.vocabulary import PlanKind

MONDAY, FRIDAY = dt.date(2026, 3, 2), dt.date(2026, 3, 6)
NOON = dt.datetime(2026, 3, 20, 4, 0, tzinfo=dt.UTC)


@pytest.fixture
def library(engine):
    """Today, Wed 1 April: late and in_time are open from today on, one task is done, above them a heading."""
    return PlanLibrary(engine)


def take(library: PlanLibrary, name: str = "As approved", **more) -> int:
    return library.do(take_baseline, name=name, **({"on": TODAY} | more))


def kept(library: PlanLibrary, baseline_id: int) -> dict[int, tuple[str, Span]]:
    with reading(library.engine) as session:
        rows = queries.kept_tasks(session, library.project_id, baseline_id)
    return {row.id: (row.title, row.span) for row in rows}


def listed(library: PlanLibrary) -> list[queries.BaselineRow]:
    with reading(library.engine) as session:
        return queries.baselines(session, library.project_id)


def test_a_baseline_keeps_titles_and_dates_of_all_live_tasks_and_the_announced_day(library):
    gone = library.task("Borrow a van")
    library.do(tasks.archive_task, task_id=gone)

    baseline_id = take(library, "  As approved ", note=" for the bureau ", taken_at=NOON)

    # five working days from Wed 1 April end on Wed 8 April, round the holiday of 4 to 6 April
    # a finish that was entered without a start stands for both
    first, done_on = dt.date(2026, 4, 1), dt.date(2026, 3, 3)
    assert kept(library, baseline_id) == {
        library.top: ("Moving", Span(first, dt.date(2026, 4, 8), 0)),
        library.late: ("Pack the books", Span(first, dt.date(2026, 4, 8), 5)),
        library.in_time: ("Move the shelves", Span(first, dt.date(2026, 4, 3), 3)),
        library.finished: ("Order boxes", Span(done_on, done_on, 2)),
    }
    assert listed(library) == [
        queries.BaselineRow(
            baseline_id, "As approved", NOON, OPENING, "for the bureau", 3, dt.date(2026, 4, 8)
        )
    ]


def test_what_is_changed_archived_or_added_later_shows_against_the_baseline(library):
    baseline_id = take(library)
    library.do(
        tasks.update_task,
        task_id=library.late,
        expected_version=1,
        original={"title": "Pack the books", "duration_days": 5},
        changes={"title": "Pack all books", "duration_days": 7},
    )
    library.do(tasks.archive_task, task_id=library.in_time)
    new = library.task("Label the boxes")

    with reading(library.engine) as session:
        before = KeptSchedule(OPENING, tuple(queries.kept_tasks(session, library.project_id, baseline_id)))
        after = as_of_today(plan_queries.dated_tasks(session, library.project_id, TODAY), OPENING)
        found = compare(before, after, plan_queries.work_calendar(session, library.project_id))

    changes = {task.id: (task.change, task.title, task.finish_days) for task in found.tasks}
    assert changes == {
        library.late: (Change.MOVED, "Pack all books", 2),
        library.in_time: (Change.REMOVED, "Move the shelves", None),
        new: (Change.ADDED, "Label the boxes", None),
        library.finished: (Change.UNCHANGED, "Order boxes", 0),
    }
    # Wed 8 April to Fri 10 April
    assert (found.finish_days, found.announced_days) == (2, 0)


def test_a_second_baseline_of_the_same_name_is_refused(library):
    take(library)

    with pytest.raises(Invalid) as refusal:
        take(library, " As approved")

    assert (refusal.value.code, refusal.value.facts) == ("baseline_name_taken", {"name": "As approved"})
    assert len(listed(library)) == 1


@pytest.mark.parametrize(("name", "code"), [("  ", "text_missing"), ("x" * 121, "text_too_long")])
def test_a_baseline_needs_a_name_that_fits(library, name, code):
    with pytest.raises(Invalid) as refusal:
        take(library, name)

    assert refusal.value.code == code


def test_a_project_without_tasks_has_nothing_to_keep(engine):
    with unit_of_work(engine) as session:
        project_id = make("project", session, starts_on=STARTED, opening_on=OPENING).id
    with pytest.raises(Invalid) as refusal, unit_of_work(engine) as session:
        take_baseline(session, actor=LEAD, project_id=project_id, name="Empty", on=TODAY)

    assert refusal.value.code == "baseline_without_tasks"


@pytest.mark.parametrize("statement", ["UPDATE baseline SET name = 'x'", "DELETE FROM baseline_task"])
def test_the_database_refuses_to_change_or_remove_what_a_baseline_keeps(library, statement):
    take(library)

    with pytest.raises(DatabaseError, match="append-only"), library.engine.begin() as connection:
        connection.execute(sa.text(statement))

    assert len(kept(library, listed(library)[0].id)) == 4


def test_the_audit_says_how_many_tasks_a_baseline_keeps(library):
    take(library)

    with reading(library.engine) as session:
        entries = session.exec(
            select(AuditEntry.changes).where(
                AuditEntry.record_table == "baseline", AuditEntry.command == "take_baseline"
            )
        ).all()
        assert broken_link(session, library.project_id) is None
    assert any('"tasks": [null, 4]' in entry for entry in entries)


def test_the_newest_baseline_comes_first(library):
    take(library, "Early", taken_at=NOON - dt.timedelta(days=30))
    take(library, "Late", taken_at=NOON)
    take(library, "Middle", taken_at=NOON - dt.timedelta(days=10))

    assert [row.name for row in listed(library)] == ["Late", "Middle", "Early"]


@pytest.mark.parametrize("copies", [1, 3])
def test_reading_takes_one_statement_however_many_rows_there_are(library, copies):
    for number in range(copies):
        take(library, f"Baseline of week {number}")
        library.task(f"More {number}")
    statements: list[str] = []
    event.listen(library.engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
    with reading(library.engine) as session:
        rows = queries.baselines(session, library.project_id)
        queries.kept_tasks(session, library.project_id, rows[0].id)
        queries.for_a_file(session, library.project_id, [library.late])

    assert len([one for one in statements if one.startswith("SELECT")]) == 4
    assert len(rows) == copies


# Files


def file_plan(*baselines: DayBaseline) -> DayPlan:
    """Two tasks and a milestone that stand in files under the numbers 10, 20 and 30."""
    tasks_ = (
        DayTask(PlannedTask(10, "Pack", None, TaskKind.TASK, 5)),
        DayTask(PlannedTask(20, "Carry", None, TaskKind.TASK, 2)),
        DayTask(PlannedTask(30, "All is there", None, TaskKind.MILESTONE, 0)),
    )
    return DayPlan("Moving", MONDAY, None, tasks_, (), (), baselines)


FIRST = DayBaseline(
    "Baseline", (DayBaselineEntry(10, MONDAY, FRIDAY, 5), DayBaselineEntry(30, FRIDAY, FRIDAY, 0))
)
SECOND = DayBaseline("上报稿", (DayBaselineEntry(20, MONDAY, dt.date(2026, 3, 3), 2),))


def import_file(engine: sa.Engine, project_id: int, plan: DayPlan, actor=LEAD, **more) -> int:
    with unit_of_work(engine) as session:
        return import_plan(
            session,
            actor=actor,
            project_id=project_id,
            kind=PlanKind.OTHER,
            title=plan.name,
            plan=plan,
            take_baselines=True,
            **more,
        )


def exported(session: Session, project_id: int) -> bytes:
    """The whole project as a Microsoft Project file."""
    rows = plan_queries.dated_tasks(session, project_id, TODAY)
    links = plan_queries.dependencies(session, project_id)
    days = ProjectCalendar(
        plan_queries.work_calendar(session, project_id), exception_reasons(session, project_id)
    )
    baselines = queries.for_a_file(session, project_id, [row.id for row in rows])
    plan = plan_to_write("Moving", rows, links, days=days, starts_on=MONDAY, baselines=baselines)
    return write_mspdi(from_days(plan))


def new_project(engine: sa.Engine) -> int:
    with unit_of_work(engine) as session:
        project_id: int = make("project", session, starts_on=MONDAY, opening_on=OPENING).id
        return project_id


def by_title(engine: sa.Engine, project_id: int) -> dict[str, dict[str, Span]]:
    """Baseline → title of the task → what it keeps."""
    with reading(engine) as session:
        return {
            row.name: {one.title: one.span for one in queries.kept_tasks(session, project_id, row.id)}
            for row in reversed(queries.baselines(session, project_id))
        }


def test_baselines_of_a_file_are_stored_written_and_read_again_alike(engine):
    plan = with_named_baselines(file_plan(FIRST, SECOND), lambda number: f"Baseline {number} of moving.xml")
    here, there = new_project(engine), new_project(engine)
    import_file(engine, here, plan)

    with reading(engine) as session:
        content = exported(session, here)
    back = in_days(read_plan(content))
    import_file(engine, there, back)

    expected = {
        "Baseline 0 of moving.xml": {
            "Pack": Span(MONDAY, FRIDAY, 5),
            "All is there": Span(FRIDAY, FRIDAY, 0),
        },
        "上报稿": {"Carry": Span(MONDAY, dt.date(2026, 3, 3), 2)},
    }
    assert by_title(engine, here) == expected
    assert by_title(engine, there) == expected
    with reading(engine) as session:
        assert {row.announced_on for row in queries.baselines(session, there)} == {None}


def test_a_name_that_the_project_has_already_gets_a_number(engine):
    project_id = new_project(engine)
    import_file(engine, project_id, file_plan(SECOND))
    import_file(engine, project_id, file_plan(SECOND))

    assert list(by_title(engine, project_id)) == ["上报稿", "上报稿 (2)"]


def test_only_who_may_take_baselines_takes_those_of_a_file(engine):
    project_id = new_project(engine)

    with pytest.raises(NotAllowed):
        import_file(engine, project_id, file_plan(SECOND), actor=local_actor(Role.STAFF))

    with reading(engine) as session:
        assert session.exec(select(Task.id)).all() == []
        assert session.exec(select(Baseline.id)).all() == []


def test_a_baseline_of_a_file_outside_the_calendar_is_refused(engine):
    far = DayBaseline("Far", (DayBaselineEntry(10, dt.date(1970, 1, 1), MONDAY, 5),))
    with pytest.raises(Invalid) as refusal:
        import_file(engine, new_project(engine), file_plan(far))

    assert refusal.value.code == "date_out_of_range"


def test_a_file_takes_the_eleven_newest_baselines_the_oldest_of_them_as_number_zero(library):
    for week in range(12):
        take(library, f"Week {week}", taken_at=NOON + dt.timedelta(weeks=week))

    with reading(library.engine) as session:
        names = [one.name for one in queries.for_a_file(session, library.project_id, [library.late])]
        assert queries.for_a_file(session, library.project_id, [987_654]) == ()
        numbers = read_plan(exported(session, library.project_id)).baselines

    assert names == [f"Week {week}" for week in range(1, 12)]
    assert [one.name for one in numbers] == names


def test_a_baseline_that_keeps_none_of_the_tasks_falls_away():
    stray = DayBaseline("Stray", (DayBaselineEntry(99, MONDAY, FRIDAY, 5),))

    plan = with_named_baselines(file_plan(DayBaseline("Empty", ()), stray, FIRST), "No. {}".format)

    assert [one.name for one in plan.baselines] == ["No. 0"]


# The sample


def test_the_sample_keeps_its_approved_plan_and_shows_what_slipped_since(sample_engine):
    with reading(sample_engine) as session:
        project = session.exec(select(Project)).one()
        (row,) = queries.baselines(session, project.id)
        before = KeptSchedule(row.announced_on, tuple(queries.kept_tasks(session, project.id, row.id)))
        after = as_of_today(plan_queries.dated_tasks(session, project.id, SAMPLE_DAY), project.opening_on)
        found = compare(before, after, plan_queries.work_calendar(session, project.id))
        risks = readiness_inputs(session, project.id, SAMPLE_DAY)

    # approved on the Wednesday ten weeks before the week of the sample's day
    assert (row.taken_at.date(), row.tasks) == (dt.date(2026, 1, 21), 33)
    days = {task.title: task.finish_days for task in found.tasks}
    # the drafts took 55 working days instead of 50, and so did all that waits for them
    assert (days["采购方案各稿修改"], days["生产与供货"], days["开馆庆典"]) == (5, 5, 5)
    assert (days["规章制度、应急预案与安防"], days["固定资产清查"]) == (17, 0)
    assert (found.finish_days, found.announced_days) == (5, 0)
    # what blocks on the second floor holds the mending of defects
    assert [driver.name for driver in risks.finding_drivers] == ["二层阅览区"]
    assert risks.loose_findings == 0
