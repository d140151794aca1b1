"""A post is approved, a round recruits for it, its stages stand in the timeline; two weeks' slip leaves it empty.

The department has two readers' posts, both filled, and is granted three more; one round seeks three people for them.

The round begins on Tuesday 1 September 2026 and takes the template's 72 working days. September has 22 of them: 30
days less four weekends and Mid-Autumn on Friday the 25th, and Sunday the 20th is worked. October has 18: 22 from
Monday to Friday, less National Day on the 1st and 2nd and from the 5th to the 7th, and Saturday the 10th is worked.
November has 21. So the 72nd is the 11th of December's: Tuesday the 15th, nine working days before opening on Monday
the 28th, and the department has 5 of 5 posts filled then.

Two weeks (ten working days) more for the first stage, and people come on board on Tuesday the 29th: a day too late.
The round fills nobody before opening; 2 of 5 are left.
"""

import datetime as dt

import pytest
from playwright.sync_api import Locator, Page, expect

from db.commands.plans import create_plan
from db.commands.posts import create_department, create_post, record_count
from db.commands.projects import create_project
from db.queries import recruitment as queries
from db.unit_of_work import reading, unit_of_work
from tracker.i18n import Words
from tracker.permissions import SYSTEM
from tracker.vocabulary import PlanKind

TODAY = dt.date(2026, 9, 1)
OPENING = dt.date(2026, 12, 28)
DEPARTMENT, POST, ROUND = "借阅部", "借阅馆员", "秋季公开招聘(示例)"
WORDS = Words.of("zh")


@pytest.fixture
def library(sqlite_engine, start_app):
    """The app over a library with a recruitment plan and a department whose two posts are filled."""
    with unit_of_work(sqlite_engine) as session:
        project = {
            "actor": SYSTEM,
            "project_id": create_project(
                session,
                actor=SYSTEM,
                name="城东区图书馆新馆",
                district="城东区",
                starts_on=dt.date(2026, 3, 2),
                opening_on=OPENING,
                ceiling_fen=None,
            ),
        }
        create_plan(session, **project, kind=PlanKind.RECRUITMENT, title="工作人员招聘方案")
        department_id = create_department(session, **project, name=DEPARTMENT)
        post_id = create_post(session, **project, department_id=department_id, title="读者服务", approved=2)
        counted = {"on": dt.date(2026, 8, 3), "in_post": 2, "today": TODAY}
        record_count(session, **project, post_id=post_id, **counted)
    return start_app(sqlite_engine, today=TODAY.isoformat())


def settled(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def opened(page: Page, url: str, title: str) -> None:
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS._(title))


def press(place: Page | Locator, label: str) -> None:
    place.get_by_role("button", name=WORDS._(label), exact=True).click()


def fill(place: Locator, role: str, label: str, value: str) -> None:
    box = place.get_by_role(role, name=label, exact=True)
    box.fill(value)
    box.press("Tab")


def approve_the_post(page: Page, url: str) -> None:
    opened(page, f"{url}/posts?lang=zh", "Posts")
    press(page, "Add a post")
    form = page.get_by_role("dialog")
    fill(form, "textbox", WORDS._("Title of the post"), POST)
    fill(form, "spinbutton", WORDS._("Approved number"), "3")
    fill(form, "textbox", WORDS._("Document that approves it"), "城东编委〔示例〕3号(示例)")
    press(form, "Add the post")
    expect(form).to_be_hidden()


def make_the_round(page: Page, url: str) -> None:
    opened(page, f"{url}/recruitment?lang=zh", "Recruitment")
    press(page, "New round")
    form = page.get_by_role("dialog")
    fill(form, "textbox", WORDS._("Title"), ROUND)
    choice = form.get_by_role("combobox", name=WORDS._("Posts it fills"))
    choice.click()
    page.get_by_role("option", name=POST).click()
    choice.press("Tab")  # while the list is open, the rest of the form is hidden from who asks by role
    settled(page)
    wanted = form.get_by_role("spinbutton", name=WORDS._("Wanted for {post}", post=POST))
    expect(wanted).to_have_value("3")  # as many as places are open
    press(form, "Add the round")
    expect(form).to_be_hidden()
    expect(page.get_by_role("heading", name=ROUND)).to_be_visible()


def arrives_on(engine) -> list[tuple[dt.date, int]]:
    with reading(engine) as session:
        return [(each.on, each.people) for each in queries.arrivals(session, 1, TODAY)]


def test_a_slip_of_two_weeks_leaves_the_posts_of_a_round_empty_on_opening_day(library, sqlite_engine, page):
    approve_the_post(page, library.url)
    make_the_round(page, library.url)
    press(page, "Put the stages into the plan")
    expect(page.get_by_role("button", name=WORDS._("Update the tasks"))).to_be_visible()
    assert arrives_on(sqlite_engine) == [(dt.date(2026, 12, 15), 3)]

    # the eleven stages stand on the timeline under the round's title
    page.goto(f"{library.url}/timeline?lang=zh")
    bars = page.locator(f'svg.marks [aria-roledescription="bar"][aria-label*="{ROUND}"]')
    expect(bars).to_have_count(12)

    with reading(sqlite_engine) as session:
        first = queries.rounds(session, 1)[0].stages[0].task_id
    page.goto(f"{library.url}/timeline?lang=zh&task={first}")
    panel = page.get_by_role("dialog")
    panel.get_by_text(WORDS._("Preview a change")).click()
    fill(panel, "spinbutton", WORDS._("By how many working days"), "10")
    settled(page)
    press(panel, "Show what would happen")
    expect(
        panel.get_by_text(
            WORDS._(
                "Readiness of {department} on opening day changes from {before} to {after} of {approved} posts.",
                department=DEPARTMENT,
                before="5",
                after="2",
                approved="5",
            )
        )
    ).to_be_visible()
    assert arrives_on(sqlite_engine) == [(dt.date(2026, 12, 15), 3)]  # nothing is stored by looking

    press(panel, "Apply the change")
    expect(panel.get_by_text(WORDS._("The change is applied."))).to_be_visible()
    assert arrives_on(sqlite_engine) == [(dt.date(2026, 12, 29), 3)]
