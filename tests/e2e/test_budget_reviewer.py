"""The budget reviewer's journey: six real workbooks imported in order, then the first compared with the last."""

import datetime as dt
import json
import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from db.commands.projects import create_project
from db.engine import engine_for
from db.unit_of_work import unit_of_work
from tests.support.server import AppServer
from tests.support.shared_data import DRAFTS, TRUTH, needs_shared_data
from tracker.permissions import local_actor

TOTALS = ("4,986,300.00", "4,814,000.00", "4,660,400.00", "4,293,600.00", "3,781,120.00", "3,500,000.00")
QUESTIONS = (0, 0, 1, 3, 1, 0)
"""How many proposals a person is asked about in each draft: a split, three similar lines, a merge."""

pytestmark = needs_shared_data


def category_differences() -> dict[str, int]:
    """Difference of each category's total from the first to the last draft, in fen, as truth.json has them."""
    drafts = json.loads(TRUTH.read_text(encoding="utf-8"))["drafts"]
    sums: Counter[str] = Counter()
    for sign, draft in ((-1, drafts[0]), (1, drafts[-1])):
        for line in draft["lines"]:
            sums[line["category"]] += sign * line["amount_fen"]
    return dict(sums)


def signed(fen: int) -> str:
    """Money as the page prints a difference: −147,340.00."""
    sign = "−" if fen < 0 else "+" if fen > 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02}"


def import_draft(page: Page, number: int) -> None:
    """Upload one workbook, confirm what is asked, store it."""
    page.get_by_role("button", name="导入工作簿").click()
    page.locator("input[type=file]").set_input_files(str(DRAFTS / f"draft-{number}.xlsx"))
    expect(page.get_by_text("各行金额与所印合计全部相符。")).to_be_visible(timeout=30_000)
    store = page.get_by_role("button", name=f"存为第{number}稿")
    expect(store).to_be_visible(timeout=30_000)
    asked = QUESTIONS[number - 1]
    answers = page.get_by_role("radio", name="确认", exact=True)
    expect(answers).to_have_count(asked)
    for position in range(asked):
        expect(store).to_be_disabled()
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        answers.nth(position).click()
        expect(answers.nth(position)).to_be_checked()
    expect(store).to_be_enabled()
    store.click()
    expect(page.get_by_text(f"{TOTALS[number - 1]} 元").first).to_be_visible(timeout=30_000)
    expect(page.locator("[role=gridcell]", has_text=f"第{number}稿")).to_have_count(1, timeout=30_000)


def cell_texts(page: Page) -> list[str]:
    """The cells of every grid on the page, as assistive technology reads them."""
    return [text.strip() for text in page.locator("[role=gridcell]").all_text_contents()]


@pytest.fixture
def empty_project(app_server: AppServer) -> AppServer:
    """The app with one project that has nothing in it."""
    with unit_of_work(engine_for(app_server.database_url)) as session:
        create_project(
            session,
            actor=local_actor(),
            name="城东图书馆新馆",
            district="城东区",
            starts_on=dt.date(2025, 9, 1),
            opening_on=dt.date(2026, 12, 28),
            ceiling_fen=360_000_000,
        )
    return app_server


def test_six_drafts_are_imported_in_order_and_the_first_compared_with_the_last(
    empty_project: AppServer, page: Page
) -> None:
    page.goto(f"{empty_project.url}/drafts?lang=zh")
    page.get_by_role("button", name="建立方案").click()
    for number in range(1, 7):
        import_draft(page, number)

    expect(page.locator("[role=gridcell]", has_text=TOTALS[-1])).not_to_have_count(0)
    cells = cell_texts(page)
    assert [total for total in TOTALS if total in cells] == list(TOTALS)

    page.goto(f"{empty_project.url}/compare?lang=zh")
    expect(page.get_by_text("减少 148.6万元")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("（−29.8%）")).to_be_visible()
    expect(page.locator("[role=gridcell]", has_text="−1,486,300.00")).to_have_count(1)
    expect(page).to_have_url(re.compile("from=1"))
    expect(page).to_have_url(re.compile("to=6"))
    cells = cell_texts(page)
    shown: dict[str, Any] = {cells[start]: cells[start + 1] for start in range(0, len(cells) - 3, 4)}
    differences = category_differences()
    assert sum(differences.values()) == -148_630_000
    expect(page.get_by_text("25 项未变")).to_be_visible()
    assert {category: shown.get(category) for category in differences} == {
        category: signed(fen) for category, fen in differences.items()
    }

    # A bar of the waterfall is a filter: of the 40 changes, those of the shelves remain.
    expect(page.get_by_text("共 40 行")).to_be_visible()
    page.locator('svg.marks [aria-roledescription="bar"][aria-label*="书架"]').first.click()
    expect(page.get_by_text("只看图中点选的“书架”")).to_be_visible()
    expect(page.get_by_text("显示 4 行，共 40 行")).to_be_visible()
