"""A weekly round on a phone in the basement: whatever happens to the line, the tab or the server, it arrives once."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Route, expect
from sqlmodel import Session, col, select

from db.models import (
    Attachment,
    Attendee,
    ChecklistItem,
    CheckResult,
    Finding,
    FindingCheck,
    Inspection,
    InspectionNote,
    Zone,
)
from tests.support.databases import SAMPLE_DAY
from tests.support.inspector import Inspector, new_phone, photo, set_checklist
from tests.support.server import AppServer
from tracker.vocabulary import CheckAnswer, FindingStatus, InspectionStatus, Severity

ZONES = ("地下书库", "设备机房", "一层大厅")
"""The first three rooms of the sample, in the order of the walk; each is asked two questions."""

SIGNED_NAME = "周某(示例)"
API = "**/field/api/v1/**"


@pytest.fixture
def library(sample_engine: sa.Engine, start_app: Callable[..., AppServer]) -> tuple[sa.Engine, AppServer]:
    """The sample on its day, with two questions for every room, and the app over it."""
    set_checklist(sample_engine)
    return sample_engine, start_app(sample_engine, today=SAMPLE_DAY.isoformat())


@pytest.fixture
def inspector(browser: Browser, library: tuple[sa.Engine, AppServer]) -> Iterator[Inspector]:
    """Somebody with a phone that has opened the field page."""
    context = new_phone(browser)
    yield Inspector(context, library[1].url).open()
    context.close()


def open_findings(engine: sa.Engine) -> int:
    with Session(engine) as session:
        settled = [FindingStatus.CLOSED, FindingStatus.WAIVED]
        return len(session.exec(select(Finding).where(col(Finding.status).not_in(settled))).all())


def zone_ids(engine: sa.Engine) -> list[int]:
    with Session(engine) as session:
        return [session.exec(select(Zone.id).where(Zone.name == name)).one() for name in ZONES]


def look_at_findings(who: Inspector, n: int) -> None:
    """Answer every open finding: the first is fixed, the others are still there."""
    who.page.locator(".foot .primary").click()
    for index in range(n):
        expect(who.page.locator(".progress")).to_contain_text(f"{index + 1} / {n}")
        who.tap("已整改" if index == 0 else "仍存在")
    expect(who.page.locator("h1")).to_have_text(ZONES[0])


def walk_the_first_zone(who: Inspector, zone: int) -> None:
    """One check passes; the other fails and becomes a finding with a photo; a note is written."""
    who.answer("合格", then="墙面无渗水")
    who.tap("不合格")
    who.page.get_by_role("link", name="登记问题").click()
    expect(who.page.get_by_label("有什么问题？")).to_have_value("不合格: 墙面无渗水")
    who.page.locator(".option", has_text="较大").click()
    files = who.page.locator("main input[type=file]")
    files.set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo(1)})
    expect(who.page.locator("figure img")).to_be_visible()
    who.page.get_by_role("button", name="保存问题").click()
    expect(who.page.locator("main")).to_contain_text("已登记问题")
    who.go(f"zone/{zone}")
    who.page.get_by_label("记录").fill("东北角墙面有湿痕,约 0.6 平方米。")
    who.page.locator("h1").click()
    expect(who.page.locator("main .below .tag")).to_have_count(1)


def walk_the_others(who: Inspector, zones: list[int], checks: list[int]) -> None:
    """The second zone with a photo on its note, the third with an answer that does not apply."""
    who.go(f"zone/{zones[1]}")
    files = who.page.locator("main input[type=file]")
    files.set_input_files({"name": "b.jpg", "mimeType": "image/jpeg", "buffer": photo(2)})
    expect(who.page.locator("figure img")).to_be_visible()
    for zone, labels in ((zones[1], ("合格", "合格")), (zones[2], ("合格", "不适用"))):
        for check, label in zip(checks, labels, strict=True):
            who.go(f"check/{zone}/{check}")
            who.tap(label)
            expect(who.page.locator(".foot .notice.undo")).to_contain_text(label)


def say_the_rest(who: Inspector) -> None:
    """Weather, somebody who came along, progress, decisions and next week's plan."""
    who.go("weather")
    who.page.locator("main .option", has_text="多云").click()
    who.go("people")
    who.page.get_by_label("姓名").fill("王某(示例)")
    who.page.get_by_role("button", name="添加").click()
    expect(who.page.locator("main .row")).to_contain_text("王某(示例)")
    for step, text in (
        ("progress", "饰面完成九成。"),
        ("decisions", "渗水部位是否返工。"),
        ("next_week", "书架进场。"),
    ):
        who.go(step)
        who.page.locator("main textarea").fill(text)
        expect(who.page.locator("main .below .tag")).to_have_count(1)


def check_ids(engine: sa.Engine) -> list[int]:
    with Session(engine) as session:
        query = select(ChecklistItem.id).where(col(ChecklistItem.archived_at).is_(None))
        return list(session.exec(query.order_by(col(ChecklistItem.position))))


THINGS = 6 + 1 + 2 + 2 + 1 + 1 + 3 + 1
"""On the phone besides what was said of earlier findings.

Checks, a finding, photos, notes, the weather, a person, three texts, the signature.
"""


def hold_the_round(who: Inspector, engine: sa.Engine) -> int:
    """A whole round on the phone, not signed yet; gives how many things it holds with the signature."""
    n, zones, checks = open_findings(engine), zone_ids(engine), check_ids(engine)
    who.begin()
    look_at_findings(who, n)
    walk_the_first_zone(who, zones[0])
    walk_the_others(who, zones, checks)
    say_the_rest(who)
    return n + THINGS


def expect_everything_once(engine: sa.Engine, before: dict[str, int], observed: int) -> None:
    """The library holds the round as it was said, each thing one time."""
    with Session(engine) as session:
        planned = select(Inspection).where(Inspection.planned_on == SAMPLE_DAY)
        held = session.exec(planned).one()
        assert (held.status, held.held_on, held.signed_name) == (
            InspectionStatus.SIGNED,
            SAMPLE_DAY,
            SIGNED_NAME,
        )
        assert (held.weather, held.progress) == ("多云", "饰面完成九成。")
        assert (held.decisions, held.next_week) == ("渗水部位是否返工。", "书架进场。")
        answers = session.exec(
            select(CheckResult.answer).where(CheckResult.inspection_id == held.id).order_by(CheckResult.id)
        ).all()
        assert sorted(answers) == sorted(
            [CheckAnswer.PASS] * 4 + [CheckAnswer.FAIL, CheckAnswer.NOT_APPLICABLE]
        )
        seen = select(FindingCheck).where(FindingCheck.inspection_id == held.id)
        assert len(session.exec(seen).all()) == observed
        found = session.exec(select(Finding).where(Finding.inspection_id == held.id)).one()
        assert (found.description, found.severity) == ("不合格: 墙面无渗水", Severity.MAJOR)
        notes = session.exec(select(InspectionNote).where(InspectionNote.inspection_id == held.id)).all()
        assert sorted(note.text for note in notes) == sorted(["东北角墙面有湿痕,约 0.6 平方米。", "照片"])
        came = session.exec(select(Attendee.name).where(Attendee.inspection_id == held.id)).all()
        assert came == ["王某(示例)"]
        pictures = session.exec(select(Attachment).where(col(Attachment.client_id).is_not(None))).all()
        assert sorted(row.record_table for row in pictures) == ["finding", "inspection_note"]
    now = totals(engine)
    assert {name: now[name] - before[name] for name in now} == {
        "inspection": 1,
        "finding": 1,
        "attachment": 2,
        "inspection_note": 2,
    }


def totals(engine: sa.Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalar(sa.text(f"SELECT count(*) FROM {name}"))
            for name in ("inspection", "finding", "attachment", "inspection_note")
        }


def test_a_round_held_without_a_line_arrives_once_and_is_signed(library, inspector, browser):
    engine, app = library
    before, observed = totals(engine), open_findings(engine)
    inspector.ready_for_no_line()

    inspector.context.set_offline(True)
    n = hold_the_round(inspector, engine)
    inspector.expect_strip(f"已存手机 {n - 1} · 已入库 0")
    inspector.reopen()
    inspector.expect_strip(f"已存手机 {n - 1} · 已入库 0")
    inspector.sign(SIGNED_NAME)
    expect(inspector.page.locator("main")).to_contain_text(f"{SIGNED_NAME}已在本机签字")
    assert totals(engine) == before
    inspector.context.set_offline(False)

    inspector.expect_strip(f"已存手机 {n} · 已入库 {n}")
    expect(inspector.page.locator("main")).to_contain_text(f"{SIGNED_NAME}于")
    expect(inspector.page.locator("main")).to_contain_text("检查记录已锁定")
    expect_everything_once(engine, before, observed)
    desk = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN").new_page()
    with Session(engine) as session:
        round_id = session.exec(select(Inspection.id).where(Inspection.planned_on == SAMPLE_DAY)).one()
    desk.goto(f"{app.url}/inspections?lang=zh&round={round_id}")
    expect(desk.get_by_text("饰面完成九成。").first).to_be_visible()
    expect(desk.get_by_text("书架进场。").first).to_be_visible()
    desk.context.close()


def test_a_server_killed_in_the_middle_of_sending_has_everything_once_in_the_end(library, inspector):
    engine, app = library
    before, observed = totals(engine), open_findings(engine)
    inspector.ready_for_no_line()
    inspector.context.set_offline(True)
    n = hold_the_round(inspector, engine)
    inspector.sign(SIGNED_NAME)
    parts = []

    def die_at_the_second_part(route: Route) -> None:
        parts.append(route.request.url)
        if len(parts) == 2:
            app.kill()
        route.continue_()

    inspector.context.route("**/field/api/v1/photos/*?*", die_at_the_second_part)
    inspector.context.set_offline(False)
    while app.process is not None:
        inspector.page.wait_for_timeout(50)
    expect(inspector.page.locator(".strip")).to_contain_text("离线")
    with Session(engine) as session:
        held = session.exec(select(Inspection).where(Inspection.planned_on == SAMPLE_DAY)).one()
        assert held.status is InspectionStatus.WORKING
    inspector.reopen()
    app.start()

    inspector.expect_strip(f"已存手机 {n} · 已入库 {n}")
    expect_everything_once(engine, before, observed)


def test_answers_that_are_all_lost_once_store_nothing_twice(library, inspector):
    engine, _app = library
    before, observed = totals(engine), open_findings(engine)
    inspector.ready_for_no_line()
    inspector.context.set_offline(True)
    n = hold_the_round(inspector, engine)
    inspector.sign(SIGNED_NAME)
    lost = set()

    def lose_the_first_answer(route: Route) -> None:
        request = route.request
        call = (request.method, request.url.split("?")[0], request.headers.get("upload-offset"))
        if call in lost:
            route.continue_()
            return
        lost.add(call)
        route.fetch()  # the library hears it, and answers
        route.abort("connectionreset")

    inspector.context.route(API, lose_the_first_answer)
    inspector.context.set_offline(False)

    inspector.expect_strip_without_pauses(f"已存手机 {n} · 已入库 {n}", seconds=120)
    expect_everything_once(engine, before, observed)
    assert {method for method, _, _ in lost} == {"GET", "POST", "PATCH", "HEAD"}
    # The page asks on its own now and then: what is on its way now has nobody to answer it after the test.
    inspector.context.unroute_all(behavior="ignoreErrors")


def test_two_inspectors_share_a_round_and_both_answers_stand(library, inspector, browser):
    engine, app = library
    zone, checks = zone_ids(engine)[0], check_ids(engine)
    inspector.begin()
    second_phone = new_phone(browser)
    other = Inspector(second_phone, app.url).open()
    other.begin()

    inspector.go(f"check/{zone}/{checks[0]}")
    inspector.answer("合格", then="墙面无渗水")
    inspector.send_now()
    other.go(f"check/{zone}/{checks[0]}")
    other.tap("不合格")
    other.go(f"check/{zone}/{checks[1]}")
    other.answer("不适用", then="记录")
    other.send_now()
    other.expect_strip("已存手机 2 · 已入库 2")

    expect(other.page.locator(".strip")).to_contain_text("在线")
    other.go("review")
    expect(other.page.locator("main")).to_contain_text("两台设备的结果不一致")
    expect(other.page.locator("main")).to_contain_text("本机：不合格 · 另一台：合格")
    with Session(engine) as session:
        held = session.exec(select(Inspection).where(Inspection.planned_on == SAMPLE_DAY)).one()
        rows = session.exec(select(CheckResult).where(CheckResult.inspection_id == held.id)).all()
        said = sorted((row.item_id, str(row.answer)) for row in rows)
    assert said == sorted([(checks[0], "pass"), (checks[0], "fail"), (checks[1], "not_applicable")])
    second_phone.close()
