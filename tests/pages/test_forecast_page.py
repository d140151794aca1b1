"""The forecast page in process: what it says of opening day, what-if, and estimates that are saved."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from db.unit_of_work import unit_of_work
from pages._kit.identity import ROLE_KEY
from tests.factories import make
from tests.pages.helpers import installed, open_page
from tests.pages.test_plan_pages import said
from tests.support.plan_library import OPENING, STARTED, TODAY, PlanLibrary
from tracker.permissions import Role


@pytest.fixture
def library(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        yield PlanLibrary(sqlite_engine)


def metrics(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def estimates(at: AppTest):
    """The table of tasks, which stands last on the page."""
    return at.dataframe[-1].value


def type_into(at: AppTest, row: int, **cells: int | None) -> None:
    """Type into the grid; AppTest forgets an editor's content after each run, a browser does not."""
    key = next(each.key for each in at.data_editor)
    at.session_state[key] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}


def edit(at: AppTest, row: int, **cells: int | None) -> None:
    """Edited cells, after the run that shows the button to save them."""
    type_into(at, row, **cells)
    at.run()
    type_into(at, row, **cells)


def test_a_plan_with_room_opens_in_time_in_every_run(library):
    at = open_page("forecast")

    # the longest open task takes 5 working days from 1 April; opening is on 26 June
    assert metrics(at)["Chance in time"] == "100%"
    assert "100% of the runs open by the announced Fri 26 Jun" in said(at)
    assert "10,000 runs, seed 1, PERT (beta)" in said(at)


def test_the_page_speaks_chinese(library):
    at = open_page("forecast", "zh")

    assert metrics(at)["按期开馆概率"] == "100%"


def test_a_project_without_tasks_says_what_the_page_is_for(monkeypatch, sqlite_engine, tmp_path):
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        with unit_of_work(sqlite_engine) as session:
            make("project", session, starts_on=STARTED, opening_on=OPENING)
        at = open_page("forecast")

    assert "how likely opening day holds" in said(at)
    assert not at.metric


def test_the_table_holds_open_tasks_with_the_range_that_was_used(library):
    table = estimates(open_page("forecast")).set_index("title")

    assert set(table.index) == {"Pack the books", "Move the shelves"}
    # opening preparation: 0.85 and 1.5 of 5 days
    assert table.loc["Pack the books", "range"] == "4.2 – 7.5"
    # the longer one ends the plan in nearly every run
    assert table.loc["Pack the books", "sensitivity"] > table.loc["Move the shelves", "sensitivity"]


def test_what_if_shows_the_changed_forecast_beside_the_stored_one_and_saves_nothing(library):
    at = open_page("forecast")

    at.selectbox(key="forecast_task").set_value(library.late)
    at.number_input(key="forecast_days").set_value(100)
    at.run()

    assert "the chance of opening in time goes from 100% to 0%" in said(at)
    beside = at.table[0].value
    assert list(beside.iloc[0])[-2:] == ["100%", "0%"]
    assert library.facts()[library.late].duration_days == 5
    assert metrics(at)["Chance in time"] == "100%"


def test_saved_estimates_are_stored_and_the_forecast_runs_on_them(library):
    at = open_page("forecast")
    row = list(estimates(at)["title"]).index("Pack the books")

    edit(at, row, optimistic_days=5, pessimistic_days=9)
    at.button(key="forecast_save").click().run()

    task = library.facts()[library.late]
    assert (task.optimistic_days, task.pessimistic_days) == (5, 9)
    assert estimates(at).set_index("title").loc["Pack the books", "range"] == "5 – 9"


def test_estimates_out_of_order_are_refused_with_a_reason(library):
    at = open_page("forecast")
    row = list(estimates(at)["title"]).index("Pack the books")

    edit(at, row, optimistic_days=6)
    at.button(key="forecast_save").click().run()

    assert "the best case must be 0 to 5" in at.error[0].value
    assert library.facts()[library.late].optimistic_days is None


def test_somebody_elses_save_leaves_unsaved_estimates_in_the_grid(library):
    at = open_page("forecast")
    row = list(estimates(at)["title"]).index("Pack the books")
    edit(at, row, pessimistic_days=9)
    library.task("Unpack", duration_days=30)
    at.run()
    type_into(at, row, pessimistic_days=9)

    at.button(key="forecast_save").click().run()

    assert library.facts()[library.late].pessimistic_days == 9
    assert "Unpack" in set(estimates(at)["title"])


def test_a_viewer_reads_the_forecast_and_cannot_save(library):
    at = open_page("forecast")
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()

    edit(at, 0, pessimistic_days=9)

    assert metrics(at)["Chance in time"] == "100%"
    assert "forecast_save" not in {button.key for button in at.button}


def test_findings_that_no_task_names_are_said_to_be_left_out(library):
    with unit_of_work(library.engine) as session:
        make(
            "finding", session, project_id=library.project_id, severity="major", found_on=dt.date(2026, 3, 30)
        )

    assert "1 open finding that blocks is left out" in said(open_page("forecast"))


def test_the_overview_says_p80_and_the_chance_of_the_announced_day(library):
    assert "100% chance of opening in time" in said(open_page("overview"))
