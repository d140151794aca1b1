"""The page of plan files in process: what it says of a file, what it stores, what it refuses, and for whom."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from db.queries import plan as queries
from db.queries.baselines import baselines
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from tests.factories import make
from tests.pages.helpers import installed, open_page
from tracker.interchange.day_plan import DayBaseline, DayBaselineEntry, DayException, DayPlan, DayTask
from tracker.interchange.days import from_days
from tracker.interchange.mspdi_write import write_mspdi
from tracker.permissions import Role
from tracker.schedule.model import Constraint, Dependency, PlannedTask, TaskKind

STARTED, TODAY = dt.date(2026, 3, 2), dt.date(2026, 4, 1)
LATER = dt.date(2026, 4, 13)


def plan(*, starts_on: dt.date = LATER) -> DayPlan:
    """Two tasks in a row, a milestone, a day off of its own, an owner and a baseline."""
    tasks = (
        DayTask(PlannedTask(1, "Pack", None, TaskKind.TASK, 5), owner="Owner One"),
        DayTask(PlannedTask(2, "Carry", None, TaskKind.TASK, 2), owner="Owner Two"),
        DayTask(PlannedTask(3, "All is there", None, TaskKind.MILESTONE, 0)),
    )
    off = DayException(dt.date(2026, 4, 15), is_working=False, reason="Stocktaking")
    links = (Dependency(1, 2), Dependency(2, 3))
    first_idea = DayBaseline("First idea", (DayBaselineEntry(1, STARTED, STARTED, 1),))
    return DayPlan("Moving", starts_on, None, tasks, links, (off,), (first_idea, DayBaseline("Empty", ())))


@pytest.fixture
def project(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        with unit_of_work(sqlite_engine) as session:
            id_ = make("project", session, starts_on=STARTED, opening_on=dt.date(2026, 12, 28)).id
            make("person", session, project_id=id_, name="Owner One")
        yield lambda read: _read(sqlite_engine, read, id_)


def _read(engine, query, project_id):
    with reading(engine) as session:
        return query(session, project_id)


def upload(name: str, data: bytes) -> AppTest:
    """The page after a file was chosen."""
    at = open_page("planfiles")
    at.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    assert not at.exception
    return at


def written(starts_on: dt.date = LATER) -> bytes:
    return write_mspdi(from_days(plan(starts_on=starts_on)))


def metrics(at: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in at.metric}


def said(at: AppTest) -> str:
    texts = [each.value for kind in ("markdown", "caption", "info", "success") for each in at.get(kind)]
    return "\n".join(texts).replace("\\", "")  # signs that Markdown would obey stand behind a backslash


def test_a_file_is_shown_before_anything_is_stored(project):
    at = upload("moving.xml", written())

    # Wed 15 April is off: five days from Mon 13 to Mon 20, two more on Tue 21 and Wed 22
    assert metrics(at) == {
        "Start": "Mon 13 Apr",
        "Finish": "Wed 22 Apr",
        "Tasks": "2",
        "Milestones": "1",
        "Headings": "0",
        "Links": "2",
    }
    assert "so their tasks get no owner: Owner Two." in said(at)
    assert "Take 1 baseline of the file: First idea" in [box.label for box in at.checkbox]
    assert project(queries.task_facts) == []


def test_a_file_becomes_a_plan_that_keeps_its_later_start_and_its_day_off(project):
    at = upload("moving.xml", written())
    at.button(key="plan_file_store").click().run()

    tasks = {task.title: task for task in project(queries.task_facts)}
    assert {task.plan_title for task in tasks.values()} == {"Moving"}
    assert (tasks["Pack"].constraint, tasks["Pack"].constraint_date) == (
        Constraint.START_NO_EARLIER_THAN,
        LATER,
    )
    assert tasks["Carry"].constraint is Constraint.AS_SOON_AS_POSSIBLE
    assert (tasks["Pack"].owner, tasks["Carry"].owner) == ("Owner One", "")
    assert len(project(queries.dependencies)) == 2
    assert project(queries.work_calendar).exceptions == {dt.date(2026, 4, 15): False}
    assert "“Moving” is stored as a new plan." in said(at)


def test_the_baselines_of_a_file_are_taken_with_it_unless_they_are_not_wanted(project):
    at = upload("moving.xml", written())
    at.button(key="plan_file_store").click().run()
    assert [(row.name, row.tasks) for row in project(baselines)] == [("First idea", 1)]

    at = upload("moving.xml", written())
    for box in at.checkbox:
        box.uncheck()
    at.run()
    at.button(key="plan_file_store").click().run()
    assert len(project(queries.task_facts)) == 6
    assert len(project(baselines)) == 1


def test_who_does_not_lead_imports_the_plan_and_is_told_that_baselines_stay_out(project):
    at = upload("moving.xml", written())
    at.session_state[ROLE_KEY] = Role.STAFF
    at.run()
    assert "only the project lead keeps baselines: First idea." in said(at)

    at.button(key="plan_file_store").click().run()
    assert not at.error
    assert len(project(queries.task_facts)) == 3
    assert project(baselines) == []


def test_start_and_calendar_of_the_file_are_left_out_on_request(project):
    at = upload("moving.xml", written())
    for box in at.checkbox:
        box.uncheck()
    at.run()
    at.button(key="plan_file_store").click().run()

    tasks = {task.title: task for task in project(queries.task_facts)}
    assert tasks["Pack"].constraint is Constraint.AS_SOON_AS_POSSIBLE
    assert project(queries.work_calendar).exceptions == {}


def test_a_plan_older_than_the_project_says_from_when_open_work_is_planned(project):
    at = upload("moving.xml", written(starts_on=dt.date(2026, 2, 2)))

    assert "This project starts on Mon 2 Mar: open work is planned from then on" in said(at)
    # there is no later start to keep
    assert not [box.label for box in at.checkbox if box.label.startswith("Work that waits for nothing")]


def test_a_refused_title_leaves_the_file_for_another_try(project):
    at = upload("moving.xml", written())
    title = next(each for each in at.text_input if each.label == "Title of the new plan")
    title.set_value("  ").run()
    at.button(key="plan_file_store").click().run()
    assert [each.value for each in at.error] == ["Please fill in “Title”."]
    assert project(queries.task_facts) == []

    next(each for each in at.text_input if each.label == "Title of the new plan").set_value("Again").run()
    at.button(key="plan_file_store").click().run()

    assert {task.plan_title for task in project(queries.task_facts)} == {"Again"}


def sheet(*rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_task_list_becomes_a_plan(project):
    rows = ("序号", "任务名称", "工期(天)", "前置任务"), (1, "打包", 5, None), (2, "搬运", 2, "1")
    at = upload("搬迁.xlsx", sheet(*rows))
    at.button(key="plan_file_store").click().run()

    tasks = project(queries.task_facts)
    assert [(task.plan_title, task.title, task.duration_days) for task in tasks] == [
        ("搬迁", "打包", 5),
        ("搬迁", "搬运", 2),
    ]
    assert len(project(queries.dependencies)) == 1


def test_each_faulty_cell_of_a_task_list_is_named_by_sheet_and_place(project):
    at = upload("moving.csv", b"No,Task,Duration,Predecessors\n1,Pack,many,\n2,Carry,2,9\n")

    assert "2 cells of this list cannot be read" in at.error[0].value
    assert "Sheet “CSV”, cell C2: “many” cannot be read." in said(at)
    assert "Sheet “CSV”, cell D3: no task of the list is called “9”." in said(at)
    assert not any(button.key == "plan_file_store" for button in at.button)


def test_tasks_that_wait_for_each_other_are_named(project):
    at = upload("moving.csv", b"No,Task,Duration,Predecessors\n1,Pack,1,2\n2,Carry,2,1\n")

    assert "wait for each other in a circle: " in at.error[0].value
    assert "Pack" in at.error[0].value
    assert project(queries.task_facts) == []


def test_a_viewer_may_export_but_not_import(project):
    at = upload("moving.xml", written())
    at.button(key="plan_file_store").click().run()

    at = open_page("planfiles")
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()

    assert not at.file_uploader
    assert [each.label for each in at.get("download_button")] == [
        "Microsoft Project (XML)",
        "Excel",
        "Template (TOML)",
        "Calendar (.ics)",
        "PDF",
        "PNG",
        "SVG",
        "Excel",
    ]


def test_a_project_without_tasks_has_nothing_to_export(project):
    at = open_page("planfiles")

    assert not at.get("download_button")
    assert "There is no task to export yet." in said(at)
