"""The tracked-changes workbook: old values struck through, sums that close, unchanged lines folded, no formulas."""

import io

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText

from tracker.exports.comparison_workbook import ComparisonReport, comparison_workbook
from tracker.i18n import Words
from tracker.procurement.compare import compare
from tracker.procurement.explained import GivenReason, explain
from tracker.procurement.lines import Line
from tracker.vocabulary import Cause

ZH = Words.of("zh")


def line(lineage, name, milli, price, category="阅览家具", **given):
    return Line(
        lineage,
        category,
        name,
        **{"specification": "实木", **given},
        unit="张",
        quantity_milli=milli,
        unit_price_fen=price,
        amount_fen=milli * price // 1000,
        zone="二层",
    )


BEFORE = (
    line(1, "阅览椅", 200_000, 90_000),  # 180,000.00
    line(2, "书架", 10_000, 150_000),  # 15,000.00, unchanged
    line(3, "沙发", 2_000, 500_000),  # 10,000.00, removed
    line(5, "标牌", 1_000, 10_000, "标识"),  # 100.00, unchanged
)
AFTER = (
    line(1, "阅览椅", 176_000, 80_000),  # 140,800.00
    line(2, "书架", 10_000, 150_000),
    line(5, "标牌", 1_000, 10_000, "标识"),
    line(4, "自助机", 1_000, 2_500_000, "信息设备"),  # 25,000.00, added
)
"""205,100.00 → 180,900.00: −24,200.00, of it −39,200.00 chairs, −10,000.00 sofa, +25,000.00 machine."""

GIVEN = [
    GivenReason(2, 1, Cause.FINANCE_REVIEW, "评审核减24位"),
    GivenReason(2, 3, Cause.REUSE, "利用旧沙发"),
]


def report(before=BEFORE, after=AFTER, given=GIVEN):
    found = compare(before, after)
    by_cause = {Cause.FINANCE_REVIEW: -3_920_000, Cause.REUSE: -1_000_000, None: 2_500_000}
    return ComparisonReport(
        "城东图书馆", "配置方案", "第1稿", "第2稿", found, explain(found, given), by_cause
    )


def read(of=None):
    return load_workbook(io.BytesIO(comparison_workbook(of or report(), ZH)), rich_text=True)


def shown(value):
    """Rich text as (text, struck through) pairs; anything else as it is."""
    if not isinstance(value, CellRichText):
        return value
    return [
        (str(part), bool(getattr(part, "font", None) and part.font.strike))
        for part in value
        if str(part) != "\n"
    ]


def test_a_changed_cell_has_the_old_value_struck_through_above_the_new_one():
    sheet = read().worksheets[1]
    chairs = {cell.column: shown(cell.value) for cell in sheet[4]}

    assert (chairs[1], chairs[2], chairs[3]) == ("△", "调整", "数量、单价（元）、金额（元）")
    assert chairs[8] == [("200", True), ("176", False)]
    assert chairs[9] == [("900.00", True), ("800.00", False)]
    assert chairs[10] == [("180,000.00", True), ("140,800.00", False)]
    assert chairs[5] == "阅览椅"


def test_effects_cause_and_reason_stand_in_the_row():
    sheet = read().worksheets[1]

    # price −100.00 × 200 = −20,000; quantity −24 × 900 = −21,600; joint +2,400; together −39,200
    assert [sheet.cell(4, column).value for column in range(13, 21)] == [
        180_000, 140_800, -20_000, -21_600, 2_400, -39_200, "财政评审", "评审核减24位",
    ]  # fmt: skip
    assert sheet.cell(7, 19).value == "未说明原因"


def test_unchanged_lines_are_folded_and_keep_their_place():
    sheet = read().worksheets[1]

    assert [shown(sheet.cell(row, 5).value) for row in range(4, 9)] == [
        "阅览椅",
        "书架",
        "标牌",
        "自助机",
        "沙发",
    ]
    assert [sheet.row_dimensions[row].outlineLevel for row in range(4, 9)] == [0, 1, 1, 0, 0]
    assert [sheet.row_dimensions[row].hidden for row in range(4, 9)] == [False, True, True, False, False]


def test_removed_lines_are_struck_through_and_added_ones_bold():
    sheet = read().worksheets[1]

    assert (sheet.cell(8, 1).value, sheet.cell(8, 5).font.strike) == ("⊖", True)
    assert (sheet.cell(7, 1).value, sheet.cell(7, 5).font.b, sheet.cell(7, 5).font.strike) == (
        "⊕",
        True,
        None,
    )


def test_the_rows_add_up_to_the_total_of_the_sheet():
    sheet = read().worksheets[1]
    rows = range(4, 9)

    assert [round(sum(sheet.cell(row, column).value or 0 for row in rows), 2) for column in (13, 14, 18)] == [
        205_100, 180_900, -24_200,
    ]  # fmt: skip
    assert [sheet.cell(9, column).value for column in (13, 14, 18)] == [205_100, 180_900, -24_200]


def test_the_summary_closes_by_category_and_by_cause_with_unexplained():
    rows = [[cell.value for cell in row] for row in read().worksheets[0].iter_rows(min_row=4)]

    assert rows == [
        ["类别", "第1稿", "第2稿", "差额"],
        ["阅览家具", 205_000, 155_800, -49_200],
        ["标识", 100, 100, 0],
        ["信息设备", 0, 25_000, 25_000],
        ["合计", 205_100, 180_900, -24_200],
        [None, None, None, None],
        ["原因", None, None, "差额"],
        ["财政评审", None, None, -39_200],
        ["利旧", None, None, -10_000],
        ["未说明原因", None, None, 25_000],
        ["合计", None, None, -24_200],
    ]


@pytest.mark.parametrize("typed", ["=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1"])
def test_what_a_spreadsheet_would_run_stays_text(typed):
    before = (line(1, "阅览椅", 1_000, 100, typed),)
    after = (line(1, typed, 1_000, 200, typed, specification=typed),)

    book = read(report(before, after, [GivenReason(2, 1, Cause.WORDING, typed)]))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert all(not str(cell.value).startswith(typed) for cell in cells)
    assert shown(book.worksheets[1].cell(4, 5).value) == [("阅览椅", True), ("'" + typed, False)]
