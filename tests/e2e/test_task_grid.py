"""Editing tasks in the grid: several rows are saved together, edits wait until they are saved or let go."""

import pytest
from playwright.sync_api import Page, expect

from db.commands.tasks import update_task
from tests.support.plan_library import TODAY, PlanLibrary

BEFORE_TITLE, ROW_HEIGHT = 34 + 34 + 44 + 58, 35


@pytest.fixture
def library(sqlite_engine) -> PlanLibrary:
    return PlanLibrary(sqlite_engine)


@pytest.fixture
def grid(library, start_app, page: Page) -> Page:
    server = start_app(library.engine, today=TODAY.isoformat())
    page.goto(f"{server.url}/tasks?lang=en")
    expect(page.get_by_test_id("stDataFrame").locator("canvas").first).to_be_visible(timeout=15_000)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.evaluate("document.fonts.ready.then(() => true)")  # until then, icons are words and move the grid
    return page


def retitle(page: Page, row: int, title: str) -> None:
    """Type over the title in a row (0 is the first below the head); the cell must not be selected already."""
    editor = page.locator("textarea.gdg-input")
    for _attempt in range(4):  # on a busy machine, the grid may still move when it is clicked first
        box = page.get_by_test_id("stDataFrame").locator("canvas").first.bounding_box()
        # by the mouse: the grid lays its scroller over the canvas
        page.mouse.click(box["x"] + BEFORE_TITLE + 60, box["y"] + ROW_HEIGHT * (row + 1.5))
        if not editor.is_visible():  # a cell that was selected already opens by the click
            page.keyboard.press("Enter")
        page.wait_for_timeout(1_500)
        if editor.is_visible():
            break
    editor.fill(title)
    editor.press("Enter")
    expect(editor).to_be_hidden()
    expect(page.get_by_text("not saved yet")).to_be_visible()


def titles(library: PlanLibrary) -> list[str]:
    return [task.title for task in library.facts().values()]


def test_two_edited_rows_are_saved_together(library, grid):
    retitle(grid, 3, "Order more boxes")
    retitle(grid, 2, "Move all shelves")
    expect(grid.get_by_text("2 rows edited, not saved yet")).to_be_visible()
    assert titles(library)[2:] == ["Move the shelves", "Order boxes"]

    grid.get_by_role("button", name="Save changes").click()
    expect(grid.get_by_text("not saved yet")).to_be_hidden()

    assert titles(library)[2:] == ["Move all shelves", "Order more boxes"]


def test_edits_hold_the_filters_and_are_let_go_on_request(library, grid):
    retitle(grid, 2, "Move all shelves")
    expect(grid.get_by_label("Title contains")).to_be_disabled()

    grid.get_by_role("button", name="Discard changes").click()
    expect(grid.get_by_text("not saved yet")).to_be_hidden()

    expect(grid.get_by_label("Title contains")).to_be_enabled()
    assert titles(library)[2] == "Move the shelves"


def test_edits_survive_somebody_elses_save(library, grid):
    retitle(grid, 2, "Move all shelves")
    library.task("Unpack")
    # the page looks for newer states every 5 to 10 seconds
    expect(grid.get_by_text("Somebody saved changes. Your open form is untouched.")).to_be_visible(
        timeout=20_000
    )

    grid.get_by_role("button", name="Save changes").click()
    expect(grid.get_by_text("not saved yet")).to_be_hidden()

    assert titles(library)[2:] == ["Move all shelves", "Order boxes", "Unpack"]


def test_a_cell_that_somebody_else_changed_shows_both_values_and_my_choice_is_stored(library, grid):
    retitle(grid, 2, "Move all shelves")
    library.do(
        update_task,
        task_id=library.in_time,
        expected_version=1,
        original={"title": "Move the shelves"},
        changes={"title": "Move each shelf"},
    )

    grid.get_by_role("button", name="Save changes").click()
    met = grid.locator(".st-key-conflict")
    expect(
        met.get_by_role("row", name="Title Move the shelves Move all shelves Move each shelf")
    ).to_be_visible()
    assert titles(library)[2] == "Move each shelf"

    met.get_by_role("button", name="Save my value").click()
    expect(met).to_be_hidden()
    expect(grid.get_by_text("not saved yet")).to_be_hidden()
    assert titles(library)[2] == "Move all shelves"
