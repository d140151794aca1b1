"""The baselines page and the timeline's baseline in process: what they say, for whom, and what is stored."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from db.commands import tasks
from db.commands.baselines import take_baseline
from db.queries import baselines as queries
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from tests.factories import make
from tests.pages.helpers import installed, open_page
from tests.support.plan_library import OPENING, STARTED, TODAY, PlanLibrary
from tracker.permissions import Role

WEEK_BEFORE = dt.datetime(2026, 3, 25, 4, 0, tzinfo=dt.UTC)


@pytest.fixture
def library(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        yield PlanLibrary(sqlite_engine)


@pytest.fixture
def moved(library):
    """A baseline of today, then one task longer by two days, one archived and one new."""
    library.do(take_baseline, name="As approved", on=TODAY, taken_at=WEEK_BEFORE)
    library.do(
        tasks.update_task,
        task_id=library.late,
        expected_version=1,
        original={"duration_days": 5},
        changes={"duration_days": 7},
    )
    library.do(tasks.archive_task, task_id=library.in_time)
    library.task("Label the boxes")
    return library


def said(at: AppTest) -> str:
    return "\n".join(
        each.value for kind in ("markdown", "caption", "warning", "info") for each in at.get(kind)
    )


def changes(at: AppTest) -> list[tuple[str, str]]:
    table = at.dataframe[0].value
    return list(zip(table["task"], table["change"], strict=True))


def names(library) -> list[str]:
    with reading(library.engine) as session:
        return [row.name for row in queries.baselines(session, library.project_id)]


def test_without_a_baseline_the_page_says_what_one_is_for_and_offers_the_first(library):
    at = open_page("baselines")

    assert "A baseline keeps the dates of all tasks" in said(at)
    assert not at.dataframe
    assert at.button(key="baselines_take_empty").label == "Take a baseline"


def test_a_project_without_tasks_says_so(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        with unit_of_work(sqlite_engine) as session:
            make("project", session, starts_on=STARTED, opening_on=OPENING)
        at = open_page("baselines")

    assert "There is no task to keep yet." in said(at)


def test_the_page_says_what_changed_since_the_baseline_in_both_languages(moved):
    english = said(open_page("baselines"))
    assert "1 task moved, 1 was added, 1 was removed." in english
    # Wed 8 April to Fri 10 April
    assert "Everything is done 2 working days later: Wed 8 Apr → Fri 10 Apr." in english
    assert "The announced opening day is the same, Fri 26 Jun." in english

    assert "全部完成之日推后2个工作日" in said(open_page("baselines", "zh"))


def test_the_table_lists_moved_added_and_removed_tasks_and_keeps_removed_titles(moved):
    at = open_page("baselines")

    assert changes(at) == [
        ("Pack the books", "Moved"),
        ("Label the boxes", "Added"),
        ("Move the shelves", "Removed"),
    ]
    table = at.dataframe[0].value
    assert list(table["finish_days"].fillna(-99)) == [2, -99, -99]
    assert table["finish"][0] == "8 Apr → 10 Apr"


def test_the_address_filters_by_what_changed(moved):
    assert changes(open_page("baselines", baselines_change="Removed")) == [("Move the shelves", "Removed")]
    assert changes(open_page("baselines", baselines_change="Unchanged")) == [("Order boxes", "Unchanged")]


def test_two_baselines_are_compared_by_the_address(moved):
    moved.do(take_baseline, name="After the move", on=TODAY)

    at = open_page("baselines", baselines_before="As approved", baselines_after="After the move")
    assert len(changes(at)) == 3
    # the newest against today: nothing has changed since
    assert "The two schedules do not differ." in said(open_page("baselines"))


def test_the_lead_takes_a_baseline(library):
    at = open_page("baselines", take="1")
    at.text_input(key="new_baseline_name").set_value("As approved")
    at.text_area(key="new_baseline_note").set_value("By the bureau")
    at.button(key="new_baseline_save").click().run()

    assert names(library) == ["As approved"]
    assert "take" not in at.query_params
    assert "1 baseline; the newest is “As approved”." in said(at)


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(moved):
    at = open_page("baselines", take="1")
    at.text_input(key="new_baseline_name").set_value("As approved")
    at.button(key="new_baseline_save").click().run()

    assert "There is a baseline “As approved” already" in at.error[0].value
    assert at.text_input(key="new_baseline_name").value == "As approved"
    assert names(moved) == ["As approved"]


@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER])
def test_who_does_not_lead_sees_baselines_and_takes_none(moved, role):
    at = open_page("baselines", take="1")
    at.session_state[ROLE_KEY] = role
    at.run()

    assert not at.exception
    assert "1 task moved" in said(at)
    assert not [button for button in at.button if button.label == "Take a baseline"]
    assert not at.text_input


def test_the_timeline_offers_the_newest_baseline_none_and_the_progress_line(moved):
    at = open_page("timeline")
    choice = at.selectbox(key="timeline_baseline")

    assert choice.options == ["As approved", "No baseline"]
    assert choice.value == queries_id(moved, "As approved")
    assert at.toggle(key="timeline_progress").value is False
    assert not open_page("timeline", timeline_baseline="No baseline", timeline_progress="true").exception


def test_the_timeline_of_a_project_without_baselines_has_no_such_choice(library):
    assert "timeline_baseline" not in [each.key for each in open_page("timeline").selectbox]


def queries_id(library, name: str) -> int:
    with reading(library.engine) as session:
        return next(row.id for row in queries.baselines(session, library.project_id) if row.name == name)
