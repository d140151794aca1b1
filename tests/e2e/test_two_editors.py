"""Two people edit one task at the same time, each in a browser of their own: nothing of either is lost."""

import datetime as dt

import pytest
from playwright.sync_api import Browser, Page, expect

from db.commands.tasks import update_task
from tests.support.plan_library import TODAY, PlanLibrary

PERCENT, DAYS = "% done", "Working days"


@pytest.fixture
def library(sqlite_engine) -> PlanLibrary:
    return PlanLibrary(sqlite_engine)


@pytest.fixture
def two(library, start_app, browser: Browser):
    """Two people who both have the panel of the same task open."""
    server = start_app(library.engine, today=TODAY.isoformat())
    contexts = [browser.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB") for _ in "ab"]
    pages = [context.new_page() for context in contexts]
    for page in pages:
        page.goto(f"{server.url}/tasks?lang=en&task={library.late}")
        expect(panel(page)).to_be_visible()
    yield pages
    for context in contexts:
        context.close()


def panel(page: Page):
    return page.get_by_role("dialog")


def save(page: Page, field: str, value: int) -> None:
    box = panel(page).get_by_role("spinbutton", name=field)
    box.fill(str(value))
    box.press("Tab")
    panel(page).get_by_role("button", name="Save task").click()
    expect(panel(page)).to_be_hidden()


def stored(library: PlanLibrary) -> tuple[int, int]:
    task = library.facts()[library.late]
    return task.duration_days, task.percent_complete


def test_different_fields_of_two_people_are_merged(library, two):
    first, second = two

    save(first, DAYS, 8)
    save(second, PERCENT, 40)

    assert stored(library) == (8, 40)


def test_the_same_field_shows_both_values_and_the_second_person_chooses(library, two):
    first, second = two

    save(first, DAYS, 8)
    save(second, DAYS, 3)

    met = second.locator(".st-key-conflict")
    expect(met.get_by_role("row", name="Working days 5 3 8")).to_be_visible()
    assert stored(library) == (8, 0)

    met.get_by_role("button", name="Save my value").click()
    expect(met).to_be_hidden()
    assert stored(library) == (3, 0)


def test_the_second_person_may_keep_what_is_stored(library, two):
    first, second = two

    save(first, DAYS, 8)
    save(second, DAYS, 3)
    second.get_by_role("button", name="Keep what is stored").click()

    expect(second.locator(".st-key-conflict")).to_be_hidden()
    assert stored(library) == (8, 0)


def test_an_edit_of_the_other_person_is_offered_and_does_not_touch_an_open_form(library, two):
    _, second = two
    box = panel(second).get_by_role("spinbutton", name=DAYS)
    box.fill("3")
    library.do(
        update_task,
        task_id=library.late,
        expected_version=1,
        original={"deadline": dt.date(2026, 3, 27)},
        changes={"deadline": dt.date(2026, 4, 10)},
    )

    # the page looks for newer states every 5 to 10 seconds
    expect(second.get_by_text("Somebody saved changes. Your open form is untouched.")).to_be_attached(
        timeout=15_000
    )
    expect(box).to_have_value("3")
