"""Finance review takes ten working days longer: seen before it is applied, discarded, applied, undone.

The dates are worked out by hand on the working days of 2026 around them. Days off beside weekends: Qingming, 6 April
(Monday; the 4th and 5th are a weekend); Labour Day, 1–5 May, with Saturday 9 May worked instead; Dragon Boat, Friday
19 June.

Now, on 1 April, finance review (10 days, from Friday 20 March) ends on 2 April and opening day is 26 June. With 20
days, the tasks that wait for each other fall on:

    finance review            20 days   20 March (1), 23–27 (6), 30 March – 3 April (11), 7–10 (15), 13–17 April (20)
    filing, tender documents   5 days   20–24 April
    deadline for responses    10 calendar days after 24 April: 4 May, a day off, so the morning of 6 May
    evaluation, notice         5 days   6, 7, 8, 9 (Saturday, worked) and 11 May
    contract                   3 days   12–14 May
    production, delivery      20 days   15 May (1), 18–22 (6), 25–29 (11), 1–5 June (16), 8–11 June (20)
    installation               7 days   12 June (1), 15–18 (5), 22–23 June (7)
    moving the collection      6 days   24–26 June (3), 29 June – 1 July (6)
    trial operation            5 days   2, 3, 6, 7 and 8 July

So opening day is 8 July: 26, 29, 30 June, 1–3 and 6–7 July are 8 working days later, not 10, since the wait for
responses counts calendar days and runs over Labour Day. Finance review had to end on 27 March: on 2 April its float
is −4 (30, 31 March, 1, 2 April), on 17 April −14 (those, 3, 7–10 and 13–17 April). The ceremony stays announced for
26 June: its float goes from 0 to −8.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from db.queries import plan as queries
from db.unit_of_work import reading
from tests.support.databases import SAMPLE_DAY
from tracker.plans import TaskFacts

TITLE = "财政评审"
PATIENCE = 5
"""How often a scroll may bring nothing new before the table counts as read."""


def tasks(engine) -> list[TaskFacts]:
    with reading(engine) as session:
        return queries.task_facts(session, 1)


def review(engine) -> TaskFacts:
    return next(task for task in tasks(engine) if task.title == TITLE)


@pytest.fixture
def panel(sample_engine, start_app, page: Page):
    """The panel of finance review, with ten working days more in its preview."""
    server = start_app(sample_engine, today=SAMPLE_DAY.isoformat())
    page.goto(f"{server.url}/timeline?lang=zh&task={review(sample_engine).id}")
    panel = page.get_by_role("dialog")
    panel.get_by_text("预览更改").click()
    days = panel.get_by_role("spinbutton", name="工作日数（增减）")
    days.fill("10")
    days.press("Tab")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    panel.get_by_role("button", name="查看影响").click()
    expect(panel.get_by_role("button", name="应用更改")).to_be_visible(timeout=20_000)
    return panel


def moved(panel) -> dict[str, list[str]]:
    """The rows of the preview's table by title, read as a screen reader does; it holds those that are scrolled to."""
    table = panel.get_by_test_id("stDataFrame")
    body = table.locator("canvas table tbody")
    expect(body).to_contain_text(TITLE)
    found: dict[str, list[str]] = {}
    table.hover()
    still = 0
    while still < PATIENCE:
        rows = body.evaluate(
            "body => [...body.rows].map(row => [...row.cells].map(cell => cell.textContent))"
        )
        still = still + 1 if {title for title, *_ in rows} <= set(found) else 0
        found |= {title: rest for title, *rest in rows}
        table.page.mouse.wheel(0, 200)
        table.page.wait_for_timeout(200)
    return found


def test_ten_days_more_for_finance_review_show_the_dates_worked_out_by_hand(panel):
    expect(panel.get_by_text("开馆日由6月26日推迟到7月8日，晚 8 个工作日。")).to_be_visible()

    rows = moved(panel)
    assert rows[TITLE] == ["4月2日 → 4月17日", "+10", "−4 → −14", "是"]
    assert rows["响应文件提交截止(等标期)"][0] == "4月20日 → 5月6日"
    # 30 April, 6–9 and 11–13 May
    assert rows["签订合同"][:2] == ["4月30日 → 5月14日", "+8"]
    assert rows["安装与调试"][0] == "6月10日 → 6月23日"
    assert rows["开馆庆典"] == ["6月26日 → 7月8日", "+8", "0 → −8", "是"]


def test_the_chance_of_opening_in_time_falls(panel):
    said = panel.get_by_text("按期开馆概率由")
    expect(said).to_be_visible(timeout=20_000)

    before, after = (int(share) for share in re.findall(r"(\d+)%", said.inner_text()))
    assert before > after
    # finance review alone takes opening day from 26 June to 8 July, and hardly ever less than planned
    assert after <= 1


def test_discarding_leaves_everything_as_it_was(panel, sample_engine):
    before = tasks(sample_engine)
    assert review(sample_engine).duration_days == 10

    panel.get_by_role("button", name="放弃", exact=True).click()

    expect(panel.get_by_role("button", name="应用更改")).to_be_hidden()
    expect(panel.get_by_role("button", name="撤销")).to_be_hidden()
    assert tasks(sample_engine) == before


def test_applying_stores_the_change_and_one_step_undoes_it(panel, sample_engine):
    panel.get_by_role("button", name="应用更改").click()
    expect(panel.get_by_text("更改已应用。")).to_be_visible()
    assert review(sample_engine).duration_days == 20
    expect(panel.get_by_role("spinbutton", name="工作日数", exact=True)).to_have_value("20")

    panel.get_by_role("button", name="撤销").click()
    expect(panel.get_by_text("更改已应用。")).to_be_hidden()
    assert review(sample_engine).duration_days == 10
    panel.page.reload()
    expect(panel.get_by_role("spinbutton", name="工作日数", exact=True)).to_have_value("10")


def test_what_is_typed_into_the_form_survives_applying(panel, sample_engine):
    percent = panel.get_by_role("spinbutton", name="完成 %")
    percent.fill("90")

    panel.get_by_role("button", name="应用更改").click()
    expect(panel.get_by_text("更改已应用。")).to_be_visible()
    expect(percent).to_have_value("90")
    panel.get_by_role("button", name="保存任务").click()
    expect(panel).to_be_hidden()

    stored = review(sample_engine)
    assert (stored.duration_days, stored.percent_complete) == (20, 90)
