"""The pages of assets, standards and ceilings in process: what they show, and that a click stores what it says."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from db.commands.ceilings import create_ceiling
from db.commands.posts import record_count
from db.queries import assets as asset_queries
from db.queries import ceilings as ceiling_queries
from db.queries import procurement as queries
from db.queries.people import staffing
from db.queries.projects import projects
from db.queries.standards import exemptions, standards
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from pages.procurement._asset_register import asset_columns
from tests.pages.helpers import open_page
from tests.support.server import ROOT
from tracker.exports.table import to_xlsx
from tracker.i18n import Words
from tracker.imports.asset_list import read_assets
from tracker.imports.record_sheet import bare
from tracker.imports.standard_list import BASES, FIELDS
from tracker.permissions import SYSTEM, Role
from tracker.vocabulary import StandardBasis

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REGISTER = ROOT / "db/seeds/drafts/asset-register.xlsx"


def stored(engine, read, *arguments):
    with reading(engine) as session:
        return read(session, projects(session)[0].id, *arguments)


def texts(at):
    kinds = ("markdown", "caption", "error", "warning", "info", "success")
    return " ".join(str(each.value) for kind in kinds for each in getattr(at, kind)).replace("\\", "")


def xlsx(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("url_path", ["assets", "standards", "ceilings"])
def test_each_page_opens_on_the_sample_and_on_an_empty_project(url_path, language, sample):
    open_page(url_path, language)


@pytest.mark.parametrize("url_path", ["assets", "standards", "ceilings"])
def test_each_page_opens_on_an_empty_project(url_path, empty_project):
    at = open_page(url_path)
    assert at.info


def test_net_need_shows_the_lines_that_stock_serves(sample):
    at = open_page("assets")
    table = at.dataframe[0].value
    desk = table[table["Line"] == "办公桌"].iloc[0]
    assert (desk["Total need"], desk["From stock"], desk["Net need"], desk["In the draft"]) == (
        "38 张",
        "14 张",
        "24 张",
        "24 张",
    )
    assert "7 lines are served from stock" in texts(at)


def test_a_reviewer_sees_the_decisions_and_no_form(sample):
    at = open_page("assets")
    at.session_state[ROLE_KEY] = Role.REVIEWER
    at.run()
    assert not at.exception
    assert not [button for button in at.button if (button.key or "").startswith("reuse_")]


def test_a_decision_is_withdrawn_its_stock_proposed_and_decided_again(sample):
    before = next(row for row in stored(sample, asset_queries.matches) if row.quantity_milli == 28_000)
    at = open_page("assets")
    at.session_state[f"decision_change_{before.id}"] = True
    at.run()
    at.button(key=f"decision_archive_{before.id}_{before.version}").click().run()
    assert "文件柜 (五层办公区)" not in texts(at)
    key = f"{before.lineage_id}_{before.asset_id}"
    at.number_input(key=f"reuse_quantity_{key}").set_value(20.0)
    at.button(key=f"reuse_yes_{key}").click().run()
    after = next(row for row in stored(sample, asset_queries.matches) if row.id == before.id)
    assert (after.quantity_milli, after.archived) == (20_000, False)
    # 40 cabinets are needed, 20 now come from stock, and the working copy buys only 12.
    at.button(key=f"take_over_{before.lineage_id}").click().run()
    need = next(row for row in stored(sample, asset_queries.needs) if row.need.lineage == before.lineage_id)
    assert need.need.quantity_milli == 20_000


def test_not_reusing_asks_for_a_reason(sample):
    at = open_page("assets")
    no = next(button for button in at.button if (button.key or "").startswith("reuse_no_"))
    no.click().run()
    assert "Say why it is not reused." in texts(at)


def test_the_register_is_imported_once_and_then_unchanged(empty_project):
    at = open_page("assets", view="register")
    at.toggle(key="assets_importing").set_value(True).run()
    at.file_uploader(key="assets_import_file_0").upload("register.xlsx", REGISTER.read_bytes(), XLSX).run()
    at.button(key="assets_import_save").click().run()
    assert not at.exception
    rows = stored(empty_project, asset_queries.register)
    assert (len(rows), rows[3].code, rows[3].usable_milli) == (15, "GD00004", 22_000)
    at.file_uploader(key="assets_import_file_1").upload("register.xlsx", REGISTER.read_bytes(), XLSX).run()
    assert "Unchanged 15" in texts(at)


def test_a_register_with_wrong_cells_is_told_cell_by_cell(empty_project):
    at = open_page("assets", view="register")
    at.toggle(key="assets_importing").set_value(True).run()
    data = xlsx(
        ["资产编号", "资产名称", "数量", "使用状况"], ["A1", "桌", "许多", "良好"], ["A1", "桌", 2, "新"]
    )
    at.file_uploader(key="assets_import_file_0").upload("register.xlsx", data, XLSX).run()
    assert "Sheet Sheet, row 2, column C: “许多” is no figure of 0 or more." in texts(at)
    assert "Sheet Sheet, row 3, column D: “新” is not one of the known words." in texts(at)
    assert stored(empty_project, asset_queries.register) == []


def test_the_exported_register_is_read_again_in_both_languages(sample):
    rows = stored(sample, asset_queries.register)
    for language in ("zh", "en"):
        words = Words.of(language)
        found = read_assets(to_xlsx("x", asset_columns(words), rows))
        assert found.problems == ()
        assert [dict(record.values) for record in found.records] == [
            {
                name: getattr(row, name) if getattr(row, name) != "" else None
                for name in found.records[0].values
            }
            for row in rows
        ]


def test_an_asset_is_counted_on_the_phone_and_the_register_follows(sample):
    first = min(
        (row for row in stored(sample, asset_queries.register)), key=lambda row: (row.location, row.code)
    )
    at = open_page("assets", view="count")
    key = f"count_{first.id}_{first.version}"
    at.number_input(key=f"{key}_quantity").set_value(9.0)
    at.number_input(key=f"{key}_usable").set_value(4.0)
    at.text_area(key=f"{key}_note").set_value("缺一把钥匙")
    at.button(key=f"{key}_save").click().run()
    assert not at.exception
    row = next(each for each in stored(sample, asset_queries.register) if each.id == first.id)
    assert (row.quantity_milli, row.usable_milli, row.counted_on) == (9_000, 4_000, dt.date(2026, 4, 1))
    [count] = stored(sample, asset_queries.counts)
    assert count.note == "缺一把钥匙"
    assert first.code not in at.selectbox(key=f"count_asset_1_None_{dt.date(2026, 3, 2)}").options[0]


def test_an_asset_is_added_and_its_address_opens_it(empty_project):
    at = open_page("assets", view="register")
    at.toggle(key="asset_adding").set_value(True).run()
    at.text_input(key="new_asset_0_code").set_value("GD9")
    at.text_input(key="new_asset_0_name").set_value("办公桌")
    at.button(key="new_asset_save").click().run()
    [row] = stored(empty_project, asset_queries.register)
    assert (row.code, row.quantity_milli) == ("GD9", 1_000)
    at.query_params["asset"] = str(row.id)
    at.run()
    at.text_input(key=f"asset_{row.id}_1_location").set_value("旧馆二楼")
    at.button(key=f"asset_{row.id}_1_save").click().run()
    assert not at.exception
    assert stored(empty_project, asset_queries.register)[0].location == "旧馆二楼"


def test_findings_cite_their_rule_and_follow_the_staffing(sample):
    at = open_page("standards")
    assert "38 bought and reused, 21 allowed for 21 persons in post" in texts(at)
    assert "示例标准(非官方)" in texts(at)
    with unit_of_work(sample) as session:
        project_id = projects(session)[0].id
        posts = staffing(session, project_id, dt.date(2026, 4, 1), dt.date(2026, 6, 26)).posts
        post = next(row for row in posts if row.title == "采编馆员")
        record_count(
            session,
            actor=SYSTEM,
            project_id=project_id,
            post_id=post.id,
            on=dt.date(2026, 4, 1),
            in_post=4,
            is_planned=False,
            today=dt.date(2026, 4, 1),
        )
    at.run()
    assert "38 bought and reused, 22 allowed for 22 persons in post" in texts(at)


def test_the_lead_exempts_a_line_for_a_reason(sample):
    at = open_page("standards")
    rule = stored(sample, standards)[0].rule
    desk = next(
        row
        for row in stored(sample, asset_queries.needs)
        if (row.need.name, row.zone) == ("办公桌", "五层办公区")
    )
    popover = f"exempt_{rule.id}_quantity_None_{desk.need.lineage}"
    at.session_state[popover] = True
    at.run()
    part = popover.removeprefix("exempt_")
    at.text_area(key=f"exempt_reason_{part}").set_value("读者用桌")
    at.button(key=f"exempt_save_{part}").click().run()
    assert not at.exception
    assert "读者用桌" in [row.reason for row in stored(sample, exemptions)]
    assert "38 bought and reused" not in texts(at)


def test_a_standard_is_added_and_another_imported(empty_project):
    at = open_page("standards")
    at.toggle(key="standard_adding").set_value(True).run()
    at.text_input(key="new_standard_0_name").set_value("Desks")
    at.text_input(key="new_standard_0_applies_to").set_value("办公桌")
    at.text_input(key="new_standard_0_source").set_value("Example")
    at.number_input(key="new_standard_0_price_cap_fen").set_value(1800.0)
    at.button(key="new_standard_save").click().run()
    assert not at.exception
    at.toggle(key="standards_importing").set_value(True).run()
    data = xlsx(
        ["标准名称", "适用名称", "计量依据", "数量上限", "每", "部门", "标准出处", "版本", "生效日期"],
        ["椅", "办公椅", "每人", 1, 1, None, "示例", "2026", "2026-01-01"],
    )
    at.file_uploader(key="standards_import_file_0").upload("standards.xlsx", data, XLSX).run()
    at.button(key="standards_import_save").click().run()
    assert not at.exception
    found = [
        (row.rule.name, row.rule.price_cap_fen, row.rule.quantity_milli, row.rule.valid_from)
        for row in stored(empty_project, standards)
    ]
    assert found == [("Desks", 180_000, None, None), ("椅", None, 1_000, dt.date(2026, 1, 1))]


def test_an_unknown_department_is_told(empty_project):
    at = open_page("standards")
    at.toggle(key="standards_importing").set_value(True).run()
    data = xlsx(
        ["标准名称", "适用名称", "单价上限", "部门", "标准出处"], ["椅", "办公椅", 1, "不存在部", "示例"]
    )
    at.file_uploader(key="standards_import_file_0").upload("standards.xlsx", data, XLSX).run()
    assert "“不存在部” is not in this project" in texts(at)


def working_of(engine):
    with reading(engine) as session:
        project_id = projects(session)[0].id
        plan = queries.plans(session, project_id)[0]
        rows = queries.drafts(session, project_id, plan.id)
        return project_id, plan, next(row for row in rows if row.number is None and not row.archived)


def test_a_ceiling_of_a_category_is_set_and_exceeded_loudly(sample):
    at = open_page("ceilings")
    at.session_state["ceiling_add"] = True
    at.run()
    at.selectbox(key="ceiling_category_0").set_value("书架").run()
    at.number_input(key="ceiling_amount_0").set_value(500_000.0).run()
    at.button(key="ceiling_save").click().run()
    assert not at.exception
    # 237,600 + 86,400 + 80,100 + 28,320 + 8,160 + 77,760 + 14,040 = 532,380 yuan.
    assert "Category: 书架: 532,380.00 yuan, which is 32,380.00 over the ceiling of 500,000.00." in texts(at)
    drafts = open_page("drafts", draft="working")
    assert "32,380.00 over the ceiling" in texts(drafts)
    project_id, plan, _ = working_of(sample)
    with reading(sample) as session:
        [row] = ceiling_queries.ceilings(session, project_id, plan.id)
    assert (row.category, row.amount_fen) == ("书架", 50_000_000)


def test_a_draft_over_its_ceiling_is_submitted_only_with_a_reason(sample):
    project_id, plan, _ = working_of(sample)
    with unit_of_work(sample) as session:
        create_ceiling(session, actor=SYSTEM, project_id=project_id, plan_id=plan.id, amount_fen=100)
    at = open_page("drafts", draft="working")
    at.button(key="submit_draft").click().run()
    assert "Say why it is submitted all the same" in texts(at)
    at.text_area(key="over_ceiling").set_value("区里已同意追加")
    at.button(key="submit_draft").click().run()
    assert not at.exception
    with reading(sample) as session:
        numbers = [row.number for row in queries.drafts(session, project_id, plan.id)]
    assert 7 in numbers


def test_a_ceiling_is_loud_while_a_line_is_typed_and_a_category_without_one_is_named(sample):
    project_id, plan, draft = working_of(sample)
    with unit_of_work(sample) as session:
        given = {"project_id": project_id, "plan_id": plan.id, "category": "书架", "amount_fen": 60_000_000}
        create_ceiling(session, actor=SYSTEM, **given)
    with reading(sample) as session:
        lines = queries.lines_of(session, project_id, draft.id)
    place, line = next((at, row) for at, row in enumerate(lines) if row.category == "书架")
    at = open_page("drafts", draft="working")
    assert "Categories without a ceiling: " in texts(at)
    assert "over the ceiling" not in texts(at)
    grid = next(each.key for each in at.data_editor if each.key.startswith("grid_"))
    moved = {"edited_rows": {place: {"category": "阅览家具"}}, "deleted_rows": []}

    def typed(yuan):
        new = {"category": "书架", "name": "推车", "lump_sum": True, "amount_fen": yuan}
        at.session_state[grid] = {**moved, "added_rows": [new]}
        at.run()
        return texts(at)

    room = 67_620 + line.amount_fen / 100  # 532,380 of 600,000 are spent, one line of it goes elsewhere
    assert "Category: 书架:" not in typed(room)
    said = typed(room + 0.01)
    assert "Category: 书架: 600,000.01 yuan, which is 0.01 over the ceiling of 600,000.00." in said


def test_the_drafts_page_names_lines_that_break_a_standard(sample):
    at = open_page("drafts", draft="working", line_standards="true")
    assert any("break a standard" in each.label for each in at.expander)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_heading_of_the_exported_standards_is_read_again(language):
    words = Words.of(language)
    headings = {heading for field in FIELDS for heading in field.headings.split()}
    exported = (
        "Standard",
        "Catalogue code",
        "Applies to",
        "Counted by",
        "Quantity cap",
        "Per",
        "Department",
        "Zone",
        "Price cap",
        "Minimum life",
        "Source",
        "Version",
        "Valid from",
        "Valid to",
    )
    assert [title for title in exported if bare(words._(title)) not in headings] == []
    assert {bare(words.label(basis)) for basis in StandardBasis} <= BASES.keys()
