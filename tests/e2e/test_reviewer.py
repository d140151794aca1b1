"""A reviewer's question: asked on a line, answered in a new working copy, and shown as answered in draft 7."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from db.queries import procurement as queries
from db.queries.projects import projects
from db.unit_of_work import reading
from tests.support.databases import SAMPLE_DAY
from tests.support.server import AppServer

QUESTION = "请说明阅览椅400把的测算依据。"
ANSWER = "按380个阅览座席重新测算,减为380把。"
CHAIR_PRICE_YUAN, FEWER = 520, 20
"""Draft 6 has 400 chairs at 520 yuan; the working copy takes twenty away."""


@pytest.fixture
def app(start_app, sample_engine) -> AppServer:
    """The app over the sample: drafts 1 to 6, the last at the finance bureau."""
    return start_app(sample_engine, today=SAMPLE_DAY.isoformat())


@pytest.fixture
def chairs(sample_engine) -> int:
    """The lineage of the reading chairs of draft 6."""
    with reading(sample_engine) as session:
        project_id = projects(session)[0].id
        plan = queries.plans(session, project_id)[0]
        drafts = queries.drafts(session, project_id, plan.id)
        newest = next(row for row in drafts if row.number == 6)
        lines = queries.lines_of(session, project_id, newest.id)
    return next(line.lineage_id for line in lines if line.name == "阅览椅")


@pytest.fixture
def author(browser: Browser):
    """A second person, at a browser of their own."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    yield context.new_page()
    context.close()


def settled(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def become_reviewer(page: Page) -> None:
    role = page.get_by_role("combobox", name="以何种身份查看")
    expect(role).to_be_visible()
    settled(page)
    if role.input_value() != "财政评审":  # the browser's session keeps the role
        role.click()
        role.fill("财政")
        page.get_by_role("option", name="财政评审").click()
    expect(page.get_by_text("人员任务")).to_have_count(0)
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Type into a select box and take what it finds."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=re.compile(option)).first.click()


def signed(text: str) -> Decimal:
    return Decimal(text.replace("−", "-").replace("+", "").replace(",", ""))


def first_grid(page: Page) -> Locator:
    return page.get_by_test_id("stDataFrame").first.locator("[role=gridcell]")


def set_quantity(page: Page, quantity: int) -> None:
    """Type a quantity into the only row of the grid: the sixth column after the one that selects rows."""
    grid = page.get_by_test_id("stDataFrame").last
    editor = page.locator(".gdg-input")
    page.evaluate("document.fonts.ready.then(() => true)")  # until then, icons are words and move the grid
    for _attempt in range(4):  # on a busy machine, the grid may still move when it is clicked first
        grid.scroll_into_view_if_needed()
        box = grid.locator("canvas").first.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 70, box["y"] + 35 * 1.5)
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.wait_for_timeout(1_000)
        if editor.is_visible():
            break
    editor.fill(str(quantity))
    page.wait_for_timeout(300)  # the grid takes what was typed a moment later, and Enter takes what it has
    editor.press("Enter")
    expect(grid.locator("[role=gridcell]", has_text=str(quantity))).to_have_count(1)
    expect(page.get_by_role("button", name="保存更改")).to_be_visible()


def test_a_reviewers_question_is_answered_by_draft_7(
    app: AppServer, chairs: int, page: Page, author: Page
) -> None:
    # The reviewer reads why draft 6 is a million and a half cheaper than draft 1, cause by cause, to the fen.
    page.goto(f"{app.url}/compare?lang=zh&from=1&to=6")
    become_reviewer(page)
    expect(page.get_by_text("减少 148.6万元")).to_be_visible()
    expect(page.locator("[role=gridcell]", has_text="−1,486,300.00").first).to_be_attached()
    cells = [text.strip() for text in first_grid(page).all_text_contents()]
    causes = dict(zip(cells[::2], cells[1::2], strict=True))
    assert signed(causes.pop("合计")) == Decimal("-1486300.00")
    assert sum(map(signed, causes.values())) == Decimal("-1486300.00")
    assert signed(causes["财政评审"]) == Decimal("-450240.00")
    expect(
        page.locator('svg.marks [aria-roledescription="bar"][aria-label*="财政评审"]').first
    ).to_be_visible()

    # The chairs' life: two zones until draft 4, one line since draft 5.
    page.goto(f"{app.url}/compare?lang=zh&from=1&to=6&lineage={chairs}")
    life = page.get_by_role("dialog")
    expect(life).to_be_visible()
    expect(life.get_by_role("row", name=re.compile("第5稿.*合并"))).to_have_count(1)
    expect(life.get_by_role("row", name=re.compile("第4稿.*二层阅览区.*三层阅览区"))).to_have_count(1)
    page.keyboard.press("Escape")
    expect(life).to_be_hidden()

    # She asks, on the line.
    become_reviewer(page)
    expect(page.get_by_role("button", name="答复", exact=True)).to_have_count(0)
    choose(page, "针对", "阅览椅")
    page.get_by_role("textbox", name="意见", exact=True).fill(QUESTION)
    page.get_by_role("textbox", name="意见", exact=True).press("Control+Enter")
    page.get_by_role("button", name="提出意见").click()
    expect(page.get_by_text("意见已提出")).to_be_visible()
    expect(page.locator(".st-key-pick_comments")).to_contain_text("待答复 4")

    # An author cuts the chairs in a fresh working copy …
    author.goto(f"{app.url}/drafts?lang=zh&draft=working")
    author.get_by_role("button", name="重新起稿").click()
    author.get_by_role("button", name="从第6稿重新起稿").click()
    expect(author.get_by_text("已从第6稿打开工作稿")).to_be_visible()
    author.get_by_label("名称或规格").fill("阅览椅")
    author.get_by_label("名称或规格").press("Enter")
    expect(author.get_by_text("显示 1 行")).to_be_visible()
    settled(author)
    set_quantity(author, 400 - FEWER)
    author.get_by_role("button", name="保存更改").click()
    expect(author.get_by_role("button", name="保存更改")).to_be_hidden()

    # … is asked for the reason, and gives it …
    author.get_by_role("button", name="提交为第7稿").click()
    expect(author.get_by_text("1 项变动未说明原因：阅览椅")).to_be_visible()
    author.get_by_role("button", name="提交第7稿").click()
    expect(author.get_by_text("请逐项填写原因")).to_be_visible()
    author.goto(f"{app.url}/compare?lang=zh&from=6&to=working")
    author.get_by_role("button", name="选中全部未说明的").click()
    choose(author, "原因类别", "需求变化")
    author.get_by_label("具体说明").fill("按座席重新测算")
    author.get_by_label("具体说明").press("Enter")
    author.get_by_role("button", name="填写原因").click()
    expect(author.get_by_text("已为 1 项填写原因")).to_be_visible()

    # … answers the comment, and submits draft 7.
    asked = author.locator("[class*=st-key-comment_row_]", has_text=QUESTION)
    asked.get_by_role("button", name="答复").click()
    author.get_by_role("textbox", name="答复", exact=True).fill(ANSWER)
    author.get_by_role("textbox", name="答复", exact=True).press("Control+Enter")
    author.get_by_role("button", name="在工作稿中答复").click()
    expect(asked).to_contain_text("工作稿已答复")
    author.goto(f"{app.url}/drafts?lang=zh&draft=working")
    author.get_by_role("button", name="提交为第7稿").click()
    author.get_by_role("button", name="提交第7稿").click()
    expect(author.locator("[role=gridcell]", has_text="第7稿")).to_have_count(1)

    # The reviewer sees the question answered there, with the change that answers it and its money.
    page.goto(f"{app.url}/review?lang=zh")
    become_reviewer(page)
    answered = page.locator("[class*=st-key-comment_row_]", has_text=QUESTION)
    expect(answered).to_contain_text("已答复")
    expect(answered).to_contain_text("第7稿已答复")
    expect(answered).to_contain_text(ANSWER)
    expect(answered).to_contain_text("按座席重新测算")
    expect(page.get_by_text("第6稿到第7稿的变动")).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text(f"−{CHAIR_PRICE_YUAN * FEWER:,}.00")
