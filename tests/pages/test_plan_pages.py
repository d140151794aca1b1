"""The plan pages in process: what they show, to whom, and what a save leaves in the database."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from db.commands import plans, tasks
from db.queries import plan as queries
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from tests.factories import make
from tests.pages.helpers import installed, open_page
from tests.support.plan_library import OPENING, STARTED, TODAY, PlanLibrary
from tracker.permissions import Role
from tracker.vocabulary import PlanKind, PlanStatus


@pytest.fixture
def library(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        yield PlanLibrary(sqlite_engine)


@pytest.fixture
def bare(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        with unit_of_work(sqlite_engine) as session:
            make("project", session, starts_on=STARTED, opening_on=OPENING)
        yield sqlite_engine


def said(at: AppTest) -> str:
    return "\n".join(
        each.value for kind in ("markdown", "caption", "warning", "info") for each in at.get(kind)
    )


def grid_titles(at: AppTest) -> list[str]:
    return [title.strip("\u2003") for title in at.dataframe[0].value["title"]]


@pytest.mark.parametrize("page", ["timeline", "tasks"])
def test_the_head_counts_what_is_late_and_says_that_opening_day_holds(library, page):
    assert "1 task is late; opening day holds." in said(open_page(page))


@pytest.mark.parametrize("page", ["timeline", "tasks", "documents"])
def test_a_project_without_plans_says_what_the_page_is_for(bare, page):
    at = open_page(page)

    assert not at.exception
    assert "plan" in said(at)
    assert not at.dataframe
    assert not at.get("download_button")


@pytest.mark.parametrize(
    ("state", "titles", "count"),
    [
        ("Late", ["Moving", "Pack the books"], "1 of 3 rows"),
        ("Done", ["Order boxes"], "1 of 3 rows"),
        ("Not done", ["Moving", "Pack the books", "Move the shelves"], "2 of 3 rows"),
    ],
)
def test_the_address_filters_the_grid_and_keeps_the_headings(library, state, titles, count):
    at = open_page("tasks", tasks_state=state)

    assert grid_titles(at) == titles
    assert count in said(at)


def test_the_grid_finds_a_title_whatever_its_case(library):
    assert grid_titles(open_page("tasks", tasks_q="SHELVES")) == ["Move the shelves"]


def test_the_grid_indents_what_stands_under_a_heading(library):
    titles = list(open_page("tasks").dataframe[0].value["title"])

    assert titles == ["Moving", "\u2003Pack the books", "Move the shelves", "Order boxes"]


def test_the_panel_of_a_task_shows_its_lateness_and_stores_progress(library):
    at = open_page("tasks", task=str(library.late))
    # Wed 1 to Wed 8 April: five working days round the holiday of 4 to 6 April; 27 March to 8 April lacks seven
    assert "late by 7 working days" in said(at)

    at.number_input(key=f"task_{library.late}_1_percent").set_value(40)
    at.button(key=f"task_{library.late}_1_save").click().run()

    task = library.facts()[library.late]
    assert (task.percent_complete, task.version) == (40, 2)
    assert "task" not in at.query_params


def test_a_panel_opened_before_somebody_else_saved_merges_a_different_field(library):
    at = open_page("tasks", task=str(library.late))
    library.do(
        tasks.update_task,
        task_id=library.late,
        expected_version=1,
        original={"duration_days": 5},
        changes={"duration_days": 4},
    )

    at.number_input(key=f"task_{library.late}_1_percent").set_value(40)
    at.button(key=f"task_{library.late}_1_save").click().run()

    task = library.facts()[library.late]
    assert (task.duration_days, task.percent_complete) == (4, 40)


def test_a_panel_of_a_task_that_is_gone_says_so(library):
    at = open_page("timeline", task="99999")

    assert "not here any more" in said(at)
    assert "task" not in at.query_params


def test_a_refused_save_says_why_and_keeps_what_was_typed(library):
    at = open_page("tasks", task=str(library.late))

    at.text_input(key=f"task_{library.late}_1_title").set_value("  ")
    at.button(key=f"task_{library.late}_1_save").click().run()

    assert [each.value for each in at.error] == ["Please fill in “Title”."]
    assert library.facts()[library.late].title == "Pack the books"


def test_a_task_is_added_with_the_task_it_waits_for(library):
    at = open_page("tasks", new="1")

    at.text_input(key="new_task_title").set_value("Unpack")
    at.number_input(key="new_task_days").set_value(4)
    at.multiselect(key="new_task_after").set_value([library.in_time])
    at.button(key="new_task_save").click().run()

    added = max(library.facts().values(), key=lambda task: task.id)
    with reading(library.engine) as session:
        links = queries.dependencies(session, library.project_id)
    assert (added.title, added.duration_days) == ("Unpack", 4)
    assert [(link.predecessor_id, link.successor_id) for link in links] == [(library.in_time, added.id)]


def test_an_archived_task_leaves_the_grid_and_comes_back(library):
    at = open_page("tasks", task=str(library.in_time))
    at.button(key="task_panel_archive").click().run()
    assert "Move the shelves" not in grid_titles(at)

    at = open_page("tasks", tasks_archived="true")
    at.button(key=f"task_restore_{library.in_time}").click().run()

    assert "Move the shelves" in grid_titles(at)


def test_a_viewer_sees_the_tasks_without_names_and_without_ways_to_write(library):
    at = open_page("tasks", task=str(library.late))
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()

    keys = {button.key for button in at.button}
    assert not keys & {"tasks_add", "task_panel_archive", f"task_{library.late}_1_save"}
    assert "Owner One" not in at.dataframe[0].value.to_string()


def test_the_history_of_a_task_is_told_in_words(library):
    library.do(
        tasks.update_task,
        task_id=library.late,
        expected_version=1,
        original={"deadline": dt.date(2026, 3, 27)},
        changes={"deadline": dt.date(2026, 4, 10)},
    )

    at = open_page("tasks", task=str(library.late))
    at.session_state["task_panel_history"] = True
    at.run()

    assert "Deadline: Fri 27 Mar → Fri 10 Apr" in said(at)
    assert "added" in said(at)


def test_a_plan_is_added_submitted_and_answered(library):
    at = open_page("documents", new="1")
    at.text_input(key="new_plan_title").set_value("Ceremony plan")
    at.button(key="new_plan_save").click().run()
    with reading(library.engine) as session:
        added = max(queries.plans(session, library.project_id), key=lambda plan: plan.id)

    at = open_page("documents", plan=str(added.id))
    at.text_input(key=f"submit_plan_{added.id}_to").set_value("District bureau")
    next(button for button in at.button if button.label == "Submit the plan").click().run()
    at = open_page("documents", plan=str(added.id))
    next(button for button in at.button if button.label == "Record the answer").click().run()

    with reading(library.engine) as session:
        plan = next(plan for plan in queries.plans(session, library.project_id) if plan.id == added.id)
    assert (plan.title, plan.status, plan.recipient) == (
        "Ceremony plan",
        PlanStatus.APPROVED,
        "District bureau",
    )
    assert (plan.submitted_on, plan.decided_on) == (TODAY, TODAY)


def test_only_the_lead_is_offered_to_submit_a_plan(library):
    at = open_page("documents", plan=str(library.plan_id))
    assert "Submit the plan" in {button.label for button in at.button}

    at.session_state[ROLE_KEY] = Role.STAFF
    at.run()

    labels = {button.label for button in at.button}
    assert "Submit the plan" not in labels
    assert "Save plan" in labels


def test_the_list_of_plans_follows_the_status_in_the_address(library):
    library.do(plans.create_plan, kind=PlanKind.CEREMONY, title="Ceremony plan")
    library.do(plans.submit_plan, plan_id=library.plan_id, recipient="District bureau", submitted_on=TODAY)

    at = open_page("documents", plans_status="Submitted")

    assert list(at.dataframe[0].value["open"]) == ["Opening plan"]
    assert "1 plan waits for an answer." in said(at)
