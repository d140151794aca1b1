"""A draft in official form: what it says, that the tracker reads it back, and that nothing in it runs."""

import datetime as dt
import io

import pypdfium2
import pytest
from openpyxl import load_workbook

from tracker.exports.draft_form import DraftForm, FormLine, section_number
from tracker.exports.draft_form_pdf import draft_form_pdf
from tracker.exports.draft_form_xlsx import draft_form_xlsx
from tracker.i18n import Words
from tracker.imports.drafts import read_draft
from tracker.procurement.lines import Line

ZH, EN = Words.of("zh"), Words.of("en")


def line(name, category="阅览家具", **given):
    """100 × 900.00 yuan = 90,000.00 yuan, unless other figures are given."""
    values = {"specification": "实木", "unit": "张", "zone": "二层", "amount_fen": 9_000_000}
    figures = {"quantity_milli": 100_000, "unit_price_fen": 90_000}
    return Line(1, category, name, **{**values, **figures, **given})


SERVER = line("服务器", "信息设备", quantity_milli=1_500, unit_price_fen=12_345, amount_fen=18_518, unit="台")
TABLE = line("阅览桌", quantity_milli=3_000, unit_price_fen=210_000, amount_fen=630_000)
INTEGRATION = line(
    "集成费", "信息设备", quantity_milli=None, unit_price_fen=None, amount_fen=340_351_482, lump_sum=True
)
LINES = (FormLine(line("阅览椅")), FormLine(SERVER, "含安装"), FormLine(TABLE), FormLine(INTEGRATION))
"""90,000.00 + 185.18 (1.5 × 123.45 = 185.175) + 6,300.00 + 3,403,514.82 = 3,500,000.00 yuan."""
FORM = DraftForm("城东图书馆", "设施设备配置方案", 6, dt.date(2026, 3, 16), LINES, "家具不含运费")


def cells(data):
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return sheet, [[cell.value for cell in row] for row in sheet.iter_rows()]


def pages(data):
    document = pypdfium2.PdfDocument(data)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(text.get_text_bounded().replace("\r", ""))
        text.close()
        page.close()
    document.close()
    return texts


def test_the_form_has_title_units_sections_subtotals_and_the_total_in_figures_and_capitals():
    _, rows = cells(draft_form_xlsx(FORM, ZH))

    assert rows[0][0] == "设施设备配置方案（第6稿）"
    assert rows[2][6] == "单位：元"
    assert rows[3] == [
        "序号",
        "名称",
        "规格型号及技术要求",
        "单位",
        "数量",
        "单价（元）",
        "金额（元）",
        "使用部位",
        "备注",
    ]
    assert [row[:2] for row in rows[4:14]] == [
        ["一", "阅览家具"],
        [1, "阅览椅"],
        [2, "阅览桌"],
        [None, "小计"],
        ["二", "信息设备"],
        [1, "服务器"],
        [2, "集成费"],
        [None, "小计"],
        [None, "合计"],
        ["合计（大写）：叁佰伍拾万元整", None],
    ]
    assert [row[6] for row in rows[5:13]] == [
        90_000,
        6_300,
        96_300,
        None,
        185.18,
        3_403_514.82,
        3_403_700,
        3_500_000,
    ]
    assert rows[9][4:6] == [1.5, 123.45]
    assert rows[14][0] == "备注：家具不含运费"
    assert rows[17][0] == "编制人（签字）:"


def test_the_page_is_set_up_for_printing():
    sheet, _ = cells(draft_form_xlsx(FORM, EN))

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.oddFooter.center.text == "&P / &N"


@pytest.mark.parametrize("words", [ZH, EN])
def test_the_tracker_reads_its_own_form_back_without_a_problem(words):
    file = read_draft(draft_form_xlsx(FORM, words))

    assert file.problems == ()
    assert file.printed_total_fen == 350_000_000
    assert [
        (each.category, each.name, each.quantity_milli, each.unit_price_fen, each.amount_fen)
        for each in file.lines
    ] == [
        ("阅览家具", "阅览椅", 100_000, 90_000, 9_000_000),
        ("阅览家具", "阅览桌", 3_000, 210_000, 630_000),
        ("信息设备", "服务器", 1_500, 12_345, 18_518),
        ("信息设备", "集成费", None, None, 340_351_482),
    ]
    assert [(each.specification, each.unit, each.zone) for each in file.lines][:1] == [("实木", "张", "二层")]


def test_a_draft_without_categories_has_one_table_and_no_subtotal():
    form = DraftForm("城东图书馆", "方案", None, None, (FormLine(line("阅览椅", None)),))

    _, rows = cells(draft_form_xlsx(form, ZH))

    assert rows[0][0] == "方案（工作稿）"
    assert [row[1] for row in rows[4:6]] == ["阅览椅", "合计"]


@pytest.mark.parametrize("typed", ["=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1"])
def test_what_a_spreadsheet_would_run_stays_text(typed):
    form = DraftForm(
        typed, typed, 1, None, (FormLine(line(typed, typed, specification=typed, zone=typed), typed),), typed
    )

    sheet, rows = cells(draft_form_xlsx(form, ZH))

    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert rows[5][1:3] == ["'" + typed, "'" + typed]


def test_the_document_has_a_number_on_every_page_and_the_total_where_it_is_signed():
    many = DraftForm("城东图书馆", "设施设备配置方案", 6, dt.date(2026, 3, 16), LINES * 20)

    texts = pages(draft_form_pdf(many, ZH))

    assert len(texts) > 1
    assert all("单价（元）" in text for text in texts[:-1])
    assert all(f"{number} / {len(texts)}" in text for number, text in enumerate(texts, start=1))
    assert "70,000,000.00" in texts[-1]
    assert "合计（大写）：柒仟万元整" in texts[-1]
    assert "编制日期：2026 年 3 月 16 日" in texts[0]
    assert "负责人（签字、盖章）" in texts[-1]


def test_sections_are_numbered_as_each_language_does():
    assert [section_number(n, ZH) for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]
    assert [section_number(n, EN) for n in (1, 2, 27)] == ["A", "B", "A"]
