"""The project lead on Monday morning: what needs me, open the late task, record progress, and it is off the list."""

from playwright.sync_api import Page, expect


def overview(page: Page, url: str) -> None:
    page.goto(f"{url}/overview?lang=zh")
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")


def test_a_late_task_is_opened_from_the_overview_finished_and_gone_from_the_list(sample_app, page):
    overview(page, sample_app.url)
    # one of the sample's two late tasks
    need = page.locator("[class*='st-key-need_']", has_text="“规章制度、应急预案与安防”已晚")
    expect(need).to_be_visible()

    need.get_by_role("link").click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("heading", name="规章制度、应急预案与安防")).to_be_visible()
    # Due on Friday 27 March, now planned to end on Wednesday 15 April; 4 to 6 April are Qingming: 30 and 31 March,
    # 1 to 3, 7 to 10 and 13 to 15 April make 12 working days.
    expect(panel).to_contain_text("逾期 12 个工作日")

    done = panel.get_by_role("spinbutton", name="完成 %")
    expect(done).not_to_have_value("100")
    done.fill("100")
    done.press("Tab")
    panel.get_by_role("button", name="保存任务").click()
    expect(panel).to_be_hidden()

    page.get_by_role("link", name="总览").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("总览")
    expect(page.locator("[class*='st-key-need_']").first).to_be_visible()
    expect(need).to_have_count(0)


def test_the_timeline_opens_a_task_by_its_bar_and_closing_keeps_the_filters(sample_app, page):
    page.goto(f"{sample_app.url}/timeline?lang=zh&timeline_show=逾期")
    bar = page.locator('svg.marks [aria-roledescription="bar"][aria-label*="财政评审"]')
    expect(bar).to_have_count(1, timeout=15_000)

    bar.click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("heading", name="财政评审")).to_be_visible()
    assert "task=" in page.url

    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(bar).to_have_count(1, timeout=15_000)
    page.wait_for_url(lambda url: "task=" not in url and "timeline_show=" in url)


def test_a_plans_band_folds_the_plan_into_one_line(sample_app, page):
    page.goto(f"{sample_app.url}/timeline?lang=zh&timeline_folded=图书馆设施设备配置方案")

    band = page.locator('svg.marks [aria-roledescription="bar"][aria-label^="方案 图书馆设施设备配置方案"]')
    expect(band).to_have_count(1, timeout=15_000)
    expect(page.locator('svg.marks [aria-label*="财政评审"]')).to_have_count(0)
