"""The task grid in process: numbers and links, and what is done with the ticked rows."""

import datetime as dt

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from db.commands import tasks
from db.queries import plan as queries
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from pages.plan._grid import TICKED, Opened, sheet, task_edits
from tests.factories import make
from tests.pages.helpers import installed, open_page
from tests.support.plan_library import TODAY, PlanLibrary
from tracker.permissions import Role
from tracker.plans import outline
from tracker.schedule.model import Constraint

TOOLS = ["tasks_outdent", "tasks_indent", "tasks_up", "tasks_down", "tasks_bulk", "tasks_archive"]


@pytest.fixture
def library(monkeypatch, sqlite_engine, tmp_path):
    """Moving (a heading over Pack the books), Move the shelves, Order boxes (done)."""
    with installed(monkeypatch, sqlite_engine, tmp_path, today=TODAY.isoformat()):
        yield PlanLibrary(sqlite_engine)


def drawn(library: PlanLibrary) -> list[str]:
    with reading(library.engine) as session:
        rows = queries.dated_tasks(session, library.project_id, TODAY)
    return ["." * depth + row.title for row, depth in outline(rows)]


def ticked(*ids: int, **query: str) -> AppTest:
    """The page with rows ticked."""
    at = open_page("tasks", **query)
    at.session_state[TICKED] = frozenset(ids)
    at.session_state["tasks_grid_turn"] = 1  # a grid opened anew, as after a save
    at.run()
    assert not at.exception
    return at


def press(at: AppTest, name: str) -> None:
    at.button(key=f"tasks_{name}").click().run()
    assert not at.exception


def hints(at: AppTest) -> str:
    return "\n".join(each.value for each in at.caption)


def test_each_row_has_its_outline_number_its_own_number_and_its_links(library):
    library.do(tasks.link_tasks, predecessor_id=library.late, successor_id=library.in_time, lag_days=2)
    table = open_page("tasks").dataframe[0].value

    assert list(table["wbs"]) == ["1.1", "1.1.1", "1.2", "1.3"]
    assert list(table["id"]) == [library.top, library.late, library.in_time, library.finished]
    assert list(table["links"]) == ["", "", f"{library.late}FS+2d", ""]


def test_a_filtered_grid_keeps_the_outline_numbers(library):
    assert list(open_page("tasks", tasks_q="boxes").dataframe[0].value["wbs"]) == ["1.3"]


def test_the_tools_wait_for_a_tick(library):
    at = open_page("tasks")

    assert [at.button(key=key).disabled for key in TOOLS] == [True] * 6
    assert "Tick rows first." in hints(at)


def test_ticked_rows_are_indented_and_stay_ticked(library):
    at = ticked(library.in_time)
    assert "1 row ticked" in hints(at)
    press(at, "indent")

    assert drawn(library) == ["Moving", ".Pack the books", ".Move the shelves", "Order boxes"]
    assert list(at.dataframe[0].value["ticked"]) == [False, False, True, False]

    press(at, "outdent")
    assert drawn(library)[2] == "Move the shelves"


def test_two_ticked_rows_move_up_twice(library):
    at = ticked(library.in_time, library.finished)
    press(at, "up")

    assert drawn(library) == ["Move the shelves", "Order boxes", "Moving", ".Pack the books"]

    press(at, "up")
    assert "is at the end of its level" in at.error[0].value


def test_a_move_that_is_impossible_says_why_and_changes_nothing(library):
    at = ticked(library.late)
    press(at, "indent")

    assert "“Pack the books” is the first on its level" in at.error[0].value
    assert drawn(library)[1] == ".Pack the books"


def test_ticked_rows_are_archived_together(library):
    at = ticked(library.in_time, library.finished)
    press(at, "archive")

    assert drawn(library) == ["Moving", ".Pack the books"]
    assert at.button(key="tasks_archive").disabled


def test_an_edit_of_several_rows_is_stored_in_each(library):
    with unit_of_work(library.engine) as session:
        zone = make("zone", session, project_id=library.project_id, name="Hall").id
    at = ticked(library.late, library.in_time)
    press(at, "bulk")
    at.button_group(key="tasks_bulk_fields").set_value(["owner_id", "constraint", "zone_id"]).run()
    at.selectbox(key="tasks_bulk_owner").set_value(library.owner)
    at.selectbox(key="tasks_bulk_zone").set_value(zone)
    at.selectbox(key="tasks_bulk_constraint").set_value(Constraint.FINISH_NO_LATER_THAN).run()
    at.date_input(key="tasks_bulk_constraint_date").set_value(dt.date(2026, 5, 29))
    at.button(key="tasks_bulk_save").click().run()

    assert not at.exception
    stored = library.facts()
    assert {
        (task.owner_id, task.zone_id, task.constraint, task.constraint_date)
        for task in (stored[library.late], stored[library.in_time])
    } == {(library.owner, zone, Constraint.FINISH_NO_LATER_THAN, dt.date(2026, 5, 29))}
    assert stored[library.finished].owner_id is None


def test_an_edit_that_one_row_refuses_is_stored_in_none(library):
    at = ticked(library.late, library.in_time)
    press(at, "bulk")
    at.button_group(key="tasks_bulk_fields").set_value(["owner_id", "constraint"]).run()
    at.selectbox(key="tasks_bulk_constraint").set_value(Constraint.MUST_START_ON).run()
    at.button(key="tasks_bulk_save").click().run()

    assert "this date rule needs a date" in at.error[0].value
    assert library.facts()[library.late].owner_id == library.owner


def test_a_viewer_has_no_ticks_and_no_tools(library):
    at = open_page("tasks")
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()

    assert not {button.key for button in at.button} & set(TOOLS)


def edited(monkeypatch, library: PlanLibrary, cells: dict) -> Opened:
    """The grid as it stands when cells were edited, outside of a page."""
    with reading(library.engine) as session:
        rows = queries.dated_tasks(session, library.project_id, TODAY)
        links = queries.dependencies(session, library.project_id)
    for name, answer in {"dated_tasks": rows, "links": links, "people": {}}.items():
        monkeypatch.setattr(f"pages.plan._reads.{name}", lambda answer=answer: answer)
    from tracker.i18n import Words

    grid = Opened(sheet(rows, Words.of("en")), "grid", frozenset({library.finished}))
    monkeypatch.setitem(st.session_state, "grid", {"edited_rows": cells})
    return grid


def test_a_tick_is_no_edit_and_an_edited_links_cell_carries_what_it_was(monkeypatch, library):
    library.do(tasks.link_tasks, predecessor_id=library.late, successor_id=library.in_time)
    grid = edited(
        monkeypatch,
        library,
        {0: {"ticked": True}, 2: {"links": " 7SS ", "ticked": True}, 3: {"ticked": False}},
    )

    assert [row.id for row in grid.ticked] == [library.top, library.in_time]
    edits = task_edits(grid)
    assert [(each.task_id, each.changes, each.original["links"]) for each in edits] == [
        (library.in_time, {"links": "7SS"}, str(library.late))
    ]
