"""Templates and calendar addresses on the page of plan files, and starting a project from a template."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from db.queries import plan as queries
from db.queries.calendar_feeds import calendar_feeds
from db.queries.projects import projects
from db.queries.templates import kept_templates
from db.unit_of_work import reading
from pages._kit.identity import ROLE_KEY
from tests.pages.helpers import installed, open_page
from tests.support.plan_library import OPENING, TODAY, PlanLibrary
from tracker.permissions import Role
from tracker.templates.dates import Direction

TEMPLATE = """
[[plan]]
kind = "other"
zh = "搬迁"
en = "Moving house"
[[task]]
id = "A"
plan = "other"
zh = "打包"
en = "Wrap"
days = 5
[[task]]
id = "B"
plan = "other"
zh = "搬运"
en = "Carry"
days = 2
after = ["A"]
ends_on_opening = true
"""


@pytest.fixture
def library(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        yield PlanLibrary(sqlite_engine)


def opened(key: str, **query: str) -> AppTest:
    at = open_page("planfiles", **query)
    at.session_state[key] = True
    return at.run()


def metrics(at: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in at.metric}


def said(at: AppTest) -> str:
    texts = [each.value for kind in ("markdown", "caption", "warning") for each in at.get(kind)]
    return "\n".join(texts).replace("\\", "")


def with_file(at: AppTest, key: str, text: str) -> AppTest:
    """The page after a template file was chosen."""
    at.selectbox(key=f"{key}_template").set_value("file").run()
    at.file_uploader(key=f"{key}_template_file").set_value(("mine.toml", text.encode(), "text/plain")).run()
    assert not at.exception
    return at


def test_backwards_the_page_shows_the_start_and_stores_it(library):
    at = with_file(opened("template_use"), "use", TEMPLATE)
    # Opening on Friday 26 June 2026; the Dragon Boat holiday is 19 to 21 June: Carry on 25 and 26, Wrap on 17, 18 and
    # 22 to 24
    assert metrics(at) == {"Work begins": "Wed 17 Jun", "Ready to open": "Fri 26 Jun"}

    at.button(key="template_use_add").click().run()

    with reading(library.engine) as session:
        rows = {row.title: row for row in queries.dated_tasks(session, library.project_id, TODAY)}
    assert rows["Wrap"].start == dt.date(2026, 6, 17)
    assert (rows["Carry"].finish, rows["Carry"].deadline) == (OPENING, OPENING)


def test_too_little_time_is_said_in_working_days_and_one_may_go_on(library):
    at = opened("template_use")

    assert "working days are missing: to open on Fri 26 Jun" in said(at)
    at.button(key="template_use_add").click().run()

    with reading(library.engine) as session:
        assert len(queries.plans(session, library.project_id)) == 5


def test_forwards_the_opening_follows_from_the_start(library):
    at = with_file(opened("template_use"), "use", TEMPLATE)
    at.button_group(key="use_direction").set_value(Direction.FORWARDS).run()

    # Wednesday 1 to Wednesday 8 April round the holiday of 4 to 6 April; then Thursday 9 and Friday 10
    assert metrics(at) == {"Work begins": "Wed 1 Apr", "Ready to open": "Fri 10 Apr"}


def test_each_fault_of_an_edited_template_is_named_by_its_line(library):
    text = TEMPLATE.replace("days = 5", "days = -5").replace('after = ["A"]', 'after = ["C"]')
    at = with_file(opened("template_use"), "use", text)

    assert at.error[0].value.startswith("2 faults in this template.")
    assert "Line 11, entry “A”: “days” is “-5”" in said(at)
    assert "Line 18, entry “B”: “C” in “after”" in said(at)
    assert not any(button.key == "template_use_add" for button in at.button)


def test_a_plan_is_kept_as_a_template_chosen_again_and_put_aside(library):
    at = opened("template_keep")
    at.text_input(key="template_keep_name").set_value("Moves")
    at.button(key="FormSubmitter:template_keep_form-Keep the template").click().run()
    with reading(library.engine) as session:
        [kept] = kept_templates(session, [library.project_id])
    assert kept.name == "Moves"

    at = opened("template_use")
    at.selectbox(key="use_template").set_value(f"kept_{kept.id}").run()
    assert not at.exception
    at.button(key="template_use_add").click().run()
    with reading(library.engine) as session:
        titles = [task.title for task in queries.task_facts(session, library.project_id)]
    assert titles.count("Pack the books") == 2

    at = open_page("planfiles")
    at.button(key=f"template_{kept.id}_archive").click().run()
    with reading(library.engine) as session:
        assert [row.archived for row in kept_templates(session, [library.project_id])] == [True]


def name_of_the_new_one(at):
    return next(each for each in at.text_input if each.placeholder.startswith("New building"))


def test_a_project_starts_from_a_file_laid_out_backwards(library):
    at = with_file(open_page("project"), "start", TEMPLATE)
    at.date_input(key="start_opening").set_value(OPENING).run()
    name = name_of_the_new_one(at)
    name.set_value("Next library")
    district = [each for each in at.text_input if each.label == "District"][-1]
    district.set_value("Yubei")
    at.button(key="FormSubmitter:start_project-Start the project").click().run()

    assert not at.exception
    with reading(library.engine) as session:
        started = next(row for row in projects(session) if row.name == "Next library")
        titles = [task.title for task in queries.task_facts(session, started.id)]
    assert (started.starts_on, started.opening_on) == (dt.date(2026, 6, 17), OPENING)
    assert titles == ["Wrap", "Carry"]


def test_a_project_may_start_empty(library):
    at = open_page("project")
    at.selectbox(key="start_template").set_value("nothing").run()
    name_of_the_new_one(at).set_value("Empty library")
    [each for each in at.text_input if each.label == "District"][-1].set_value("Yubei")
    at.button(key="FormSubmitter:start_project-Start the project").click().run()

    with reading(library.engine) as session:
        started = next(row for row in projects(session) if row.name == "Empty library")
        assert queries.task_facts(session, started.id) == []


def test_an_address_is_shown_once_and_can_be_revoked(library):
    at = open_page("planfiles")
    at.text_input(key="plan_feed_name").set_value("Phone")
    at.button(key="FormSubmitter:plan_feed-Open an address").click().run()
    assert "/feed/" in at.code[0].value
    at.button(key="plan_feed_copied").click().run()
    assert not at.code
    with reading(library.engine) as session:
        [feed] = calendar_feeds(session, library.project_id)

    at = opened(f"plan_feed_{feed.id}_ask")
    at.button(key=f"plan_feed_{feed.id}_revoke").click().run()

    with reading(library.engine) as session:
        assert calendar_feeds(session, library.project_id)[0].revoked_at is not None
    assert "Revoked: Phone" in said(open_page("planfiles"))


def test_a_viewer_opens_no_address_and_keeps_no_template(library):
    at = open_page("planfiles")
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()

    keys = {each.key for each in at.button} | {each.key for each in at.text_input}
    assert "plan_feed_name" not in keys
    assert "No template is kept in this project." in said(at)
