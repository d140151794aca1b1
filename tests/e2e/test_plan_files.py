"""Plan files in the browser: imported, on the timeline, exported, imported again; bad ones leave nothing behind."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from sqlmodel import select

from db.models import Plan, Task
from db.unit_of_work import reading, unit_of_work
from tests.factories import make
from tests.support.held_plan import held
from tests.support.server import AppServer
from tests.support.shared_data import MSPDI, needs_shared_data
from tracker.interchange.day_plan import DayPlan
from tracker.interchange.days import in_days
from tracker.interchange.mspdi_read import read_plan

SLOW = 30_000


def open_app(start_app: Callable[..., AppServer], engine: sa.Engine, day: dt.date) -> AppServer:
    """The app on `day`, over a project that starts then and knows the owner whom a file names."""
    with unit_of_work(engine) as session:
        opening_on = day + dt.timedelta(days=400)
        project_id = make("project", session, starts_on=day, opening_on=opening_on).id
        make("person", session, project_id=project_id, name="First Resource")
    return start_app(engine, today=day.isoformat())


def choose(page: Page, file: Path) -> None:
    """Put a file into the uploader."""
    page.locator(".st-key-plan_import input[type=file]").set_input_files(str(file))


def take(page: Page, file: Path, title: str, tasks: int) -> None:
    """Import a file under a title, after a look at how many tasks it holds."""
    choose(page, file)
    metric = page.get_by_test_id("stMetric").filter(has_text="Tasks")
    expect(metric.get_by_test_id("stMetricValue")).to_have_text(str(tasks), timeout=SLOW)
    name = page.get_by_label("Title of the new plan")
    name.fill(title)
    name.press("Enter")
    page.get_by_role("button", name="Import as a new plan").click()
    expect(page.get_by_text(f"“{title}” is stored as a new plan.")).to_be_visible(timeout=SLOW)


def save(page: Page, server: AppServer, title: str, file: Path) -> DayPlan:
    """Export a plan as Microsoft Project XML; gives what the file says."""
    page.goto(f"{server.url}/planfiles?lang=en&planfiles_plan={title}")
    expect(page.get_by_role("heading", name="Export plans")).to_be_visible(timeout=SLOW)
    with page.expect_download() as download:
        page.get_by_role("button", name="Microsoft Project (XML)").click()
    assert download.value.suggested_filename == f"{title}.xml"
    download.value.save_as(file)
    return in_days(read_plan(file.read_bytes()))


@needs_shared_data
@pytest.mark.parametrize(
    ("file", "tasks", "shown"),
    [("sample.xml", 15, "Second Task"), ("task-links-project2010-mspdi.xml", 16, "Task 2")],
)
def test_a_file_is_imported_shown_exported_and_imported_again(
    start_app, sqlite_engine, page, tmp_path, file, tasks, shown
):
    first = in_days(read_plan((MSPDI / file).read_bytes()))
    server = open_app(start_app, sqlite_engine, first.starts_on)
    page.goto(f"{server.url}/planfiles?lang=en")
    take(page, MSPDI / file, "First", tasks)

    page.get_by_role("link", name="Show the timeline").click()
    expect(page.locator("svg.marks").get_by_text(shown).first).to_be_visible(timeout=SLOW)

    second = save(page, server, "First", tmp_path / "first.xml")
    take(page, tmp_path / "first.xml", "Second", tasks)
    third = save(page, server, "Second", tmp_path / "second.xml")

    assert held(replace(second, name=first.name)) == held(first)
    assert held(replace(third, name=first.name)) == held(first)


def project_file(tasks: str) -> str:
    """A Microsoft Project XML file with the given tasks."""
    start = "<StartDate>2026-03-02T08:00:00</StartDate>"
    return f'<Project xmlns="http://schemas.microsoft.com/project">{start}<Tasks>{tasks}</Tasks></Project>'


def a_task(uid: int, name: str, rest: str = "", level: int = 1) -> str:
    """A task as the file has it."""
    return f"<Task><UID>{uid}</UID><Name>{name}</Name><OutlineLevel>{level}</OutlineLevel>{rest}</Task>"


def waits_for(uid: int) -> str:
    """A link as the file has it."""
    return f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>1</Type></PredecessorLink>"


CIRCLE = project_file(a_task(1, "Ask", waits_for(2)) + a_task(2, "Answer", waits_for(1)))
DEEP = project_file("".join(a_task(level, f"T{level}", level=level) for level in range(1, 2001)))
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE Project [<!ENTITY e0 "ha">{ENTITIES}]>' + project_file(a_task(1, "&e9;"))
WHOLE = project_file("".join(a_task(n, f"Task {n}") for n in range(1, 101)))

BAD = {
    "circle": (CIRCLE, "wait for each other in a circle"),
    "deep": (DEEP, "The outline of this plan is 501 levels deep or more; at most 500 are read."),
    "bomb": (BOMB, "it contains a document type, which is not read"),
    "half": (WHOLE[: len(WHOLE) // 2], "This is not a whole XML file"),
}


def test_bad_files_say_what_is_wrong_and_leave_nothing(start_app, sqlite_engine, page, tmp_path):
    server = open_app(start_app, sqlite_engine, dt.date(2026, 3, 2))
    page.goto(f"{server.url}/planfiles?lang=en")
    for name, (content, sentence) in BAD.items():
        path = tmp_path / f"{name}.xml"
        path.write_text(content, encoding="utf-8")
        choose(page, path)
        refusal = page.locator(".st-key-plan_import").get_by_role("alert")
        expect(refusal).to_contain_text(f"{name}.xml", timeout=SLOW)
        expect(refusal).to_contain_text(sentence)
        expect(page.get_by_role("button", name="Import as a new plan")).to_have_count(0)

    with reading(sqlite_engine) as session:
        assert session.exec(select(Plan)).all() == []
        assert session.exec(select(Task)).all() == []

    whole = tmp_path / "whole.xml"
    whole.write_text(WHOLE, encoding="utf-8")
    take(page, whole, "After all", 100)
