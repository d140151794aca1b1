"""Where tables begin, what their columns mean, and in which unit their money is; every list is built here."""

import io
from dataclasses import replace

import openpyxl
import pytest

from tests.tracker.draft_books import CHAIR, DESK, HEADER, book, problems, read
from tracker.imports.drafts import read_draft
from tracker.imports.headings import Meaning


def test_the_header_is_found_below_titles_and_blank_rows():
    draft = read(("某馆采购清单",), (), ("编制单位:某馆", None, "单位:元"), (), HEADER, DESK)

    assert [(m.sheet, m.header_row) for m in draft.sheets] == [("表1", 5)]
    assert [line.row for line in draft.lines] == [6]


def test_a_header_printed_again_is_no_line_and_the_same_table():
    draft = read(HEADER, DESK, HEADER, CHAIR)

    assert [line.name for line in draft.lines] == ["书桌", "椅子"]
    assert len(draft.sheets) == 1


def test_columns_that_change_order_further_down_are_read_anew():
    draft = read(HEADER, DESK, ("名称", "金额(元)", "单价(元)", "数量"), ("灯", 90, 45, 2))

    assert [(line.name, line.amount_fen) for line in draft.lines] == [("书桌", 100000), ("灯", 9000)]
    assert [m.header_row for m in draft.sheets] == [1, 3]
    assert draft.problems == ()


def test_english_headings_and_sum_labels_are_understood():
    draft = read(
        (
            "No.",
            "Category",
            "Item",
            "Specification",
            "Unit",
            "Qty",
            "Unit price (yuan)",
            "Amount (yuan)",
            "Location",
        ),
        (1, "Furniture", "Desk", "1.2 m", "pc", 4, 250, 1000, "2F"),
        (None, None, "Subtotal", None, None, None, None, 1000, None),
        (2, "Devices", "Total station", None, "set", 1, 500, 500, "1F"),
        (None, None, "Grand total", None, None, None, None, 1500, None),
    )

    assert [(line.category, line.name, line.zone) for line in draft.lines] == [
        ("Furniture", "Desk", "2F"),
        ("Devices", "Total station", "1F"),
    ]
    assert (draft.total_fen, draft.printed_total_fen, draft.problems) == (150000, 150000, ())


def test_a_description_is_the_name_where_no_better_column_is():
    draft = read(
        ("Item no.", "Description of goods", "Quantity", "Unit cost", "Total"), (1, "Desk", 2, 100, 200)
    )

    assert [(line.name, line.specification) for line in draft.lines] == [("Desk", None)]


def test_a_heading_of_two_rows_is_read_by_its_finer_row():
    draft = read(
        ("序号", "名称", "数量", "预算(万元)", None),
        (None, None, None, "单价", "金额"),
        (1, "书桌", 4, 0.025, 0.1),
        merged=("A1:A2", "B1:B2", "C1:C2", "D1:E1"),
    )

    assert [(line.name, line.unit_price_fen, line.amount_fen) for line in draft.lines] == [
        ("书桌", 25000, 100000)
    ]
    assert draft.problems == ()


def test_a_row_that_numbers_the_columns_is_no_line():
    draft = read(("名称", "数量", "单价", "金额"), ("1", "2", "3", "4=2×3"), ("灯", 2, 45, 90))

    assert [line.name for line in draft.lines] == ["灯"]
    assert draft.problems == ()


@pytest.mark.parametrize(
    ("heading", "figure"),
    [
        ("金额(万元)", 4.032),
        ("金额/万元", 4.032),
        ("金额 万元", "4.032"),
        ("预算金额(单位:万元)", 4.032),
        ("金额(千元)", 40.32),
        ("Amount (10,000 yuan)", 4.032),
        ("金额(人民币元)", 40320),
        ("小计(元)", "40320元"),
        ("金额(元)", "4.032万元"),
    ],
)
def test_each_column_has_its_own_unit_of_money(heading, figure):
    draft = read(("名称", "数量", "单价(元)", heading), ("沙发", 24, 1680, figure))

    assert [(line.unit_price_fen, line.printed_amount_fen) for line in draft.lines] == [(168000, 4032000)]
    assert draft.problems == ()


@pytest.mark.parametrize(
    "line", ["单位:人民币万元", "单位:人民币 万元", "(金额单位:万元)", "计量单位:张, 金额单位:万元"]
)
def test_a_unit_above_the_table_may_be_written_in_many_ways(line):
    draft = read((line,), ("名称", "数量", "单价", "金额"), ("沙发", 24, 0.168, 4.032))

    assert (draft.total_fen, draft.problems) == (4032000, ())


def test_units_may_stand_in_a_row_below_the_headings():
    draft = read(("名称", "数量", "单价", "金额"), (None, None, "(元)", "(万元)"), ("沙发", 24, 1680, 4.032))

    assert [(line.name, line.printed_amount_fen) for line in draft.lines] == [("沙发", 4032000)]
    assert draft.problems == ()


def test_a_heading_merged_over_two_columns_is_no_duplicate():
    draft = read(("名称", None, "数量", "单价"), ("书桌", None, 2, 10), merged=("A1:B1", "A2:B2"))

    assert ([line.name for line in draft.lines], draft.problems) == (["书桌"], ())


def test_a_unit_stated_above_the_table_holds_where_a_heading_names_none():
    draft = read(("金额单位:万元",), ("名称", "数量", "单价(元)", "金额"), ("沙发", 24, 1680, 4.032))

    assert draft.lines[0].printed_amount_fen == 4032000
    assert draft.problems == ()


def test_a_unit_stated_on_one_sheet_holds_on_the_next():
    header = ("名称", "数量", "单价", "金额")
    data = book(
        [("单位:万元",), header, ("沙发", 2, 1, 2)], [header, ("书架", 3, 1, 3), ("合计", None, None, 5)]
    )

    draft = read_draft(data)

    assert (draft.total_fen, draft.printed_total_fen, draft.problems) == (5_000_000, 5_000_000, ())


def test_an_unknown_unit_of_money_is_a_problem_at_its_heading():
    draft = read(("名称", "数量", "单价(元)", "金额(美元)"), ("沙发", 2, 10, 20))

    assert problems(draft) == [("unknown_unit_of_money", 1)]
    assert draft.problems[0].facts == {"column": "D", "heading": "金额(美元)", "text": "美元"}


def test_a_unit_of_money_unknown_in_one_cell_is_a_problem_of_its_row():
    assert problems(read(("名称", "金额"), ("软件", "300美元"))) == [("unknown_unit_of_money", 2)]


def test_an_amount_merged_over_rows_counts_once():
    draft = read(
        ("名称", "数量", "单价", "金额"),
        ("扩声系统", 1, 98000, 98000),
        ("其中:调音台",),
        merged=("B2:B3", "C2:C3", "D2:D3"),
    )

    assert [(line.name, line.amount_fen) for line in draft.lines] == [
        ("扩声系统", 9_800_000),
        ("其中:调音台", 0),
    ]
    assert draft.problems == ()


def test_two_columns_of_one_meaning_are_a_problem_and_the_first_counts():
    draft = read(("名称", "数量", "单价", "预算单价", "金额"), ("灯", 2, 45, 50, 90))

    assert problems(draft) == [("duplicate_header", 1)]
    assert draft.problems[0].facts == {
        "meaning": "unit_price",
        "column": "D",
        "text": "预算单价",
        "first_column": "C",
        "first_text": "单价",
    }
    assert draft.lines[0].unit_price_fen == 4500


def test_of_two_name_columns_the_first_is_read():
    draft = read(("设备名称", "货物名称", "金额"), ("灯", "台灯", 2))

    assert ([line.name for line in draft.lines], problems(draft)) == (["灯"], [("duplicate_header", 1)])


def test_a_known_heading_drives_out_one_that_only_contains_its_word():
    draft = read(("名称", "现有数量", "数量", "单价", "市场参考单价"), ("灯", 7, 2, 45, 50))

    assert (draft.lines[0].amount_fen, draft.problems) == (9000, ())


def test_specification_and_model_in_two_columns_are_joined():
    assert read(("名称", "规格", "型号", "金额"), ("灯", "A3", "X-1", 9)).lines[0].specification == "A3 X-1"


def test_a_file_without_any_header_says_so():
    draft = read(("书桌", 4, 250, 1000), ("椅子", 1, 2, 2))

    assert (draft.sheets, draft.lines) == ((), ())
    assert [(p.code, p.sheet, p.row) for p in draft.problems] == [("no_header", None, None)]


def test_sheets_without_a_header_hidden_sheets_and_sheets_of_sums_are_left_out():
    made = openpyxl.Workbook()
    made.active.title = "封面"
    made.active.append(("某馆采购方案",))
    for name, rows in (
        ("汇总表", [("序号", "名称", "金额"), (1, "家具", 1000), ("合计", None, 1000)]),
        ("明细", [HEADER, DESK, ("合计", *[None] * 6, 1000)]),
        ("旧稿", [HEADER, CHAIR]),
    ):
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made["旧稿"].sheet_state = "hidden"
    data = io.BytesIO()
    made.save(data)

    draft = read_draft(data.getvalue())

    assert [(line.sheet, line.name) for line in draft.lines] == [("明细", "书桌")]
    assert draft.problems == ()


def test_the_detected_mapping_can_be_corrected_and_read_again():
    data = book(
        [
            ("名称", "数量", "单价", "参考单价", "金额(美元)"),
            ("灯", 2, 45, 50, 100),
            ("合计", None, None, None, 100),
        ]
    )
    detected = read_draft(data).sheets[0]
    meanings = {3: None, 4: Meaning.UNIT_PRICE}
    corrected = replace(
        detected,
        columns=tuple(
            replace(
                column,
                meaning=meanings.get(column.column, column.meaning),
                fen_per_unit=100 if column.column > 2 else None,
            )
            for column in detected.columns
        ),
    )

    draft = read_draft(data, mapping={"表1": corrected})

    assert draft.sheets == (corrected,)
    assert (draft.total_fen, draft.printed_total_fen, draft.problems) == (10000, 10000, ())


def test_a_corrected_mapping_also_holds_below_a_repeated_header():
    data = book([HEADER, DESK, HEADER, CHAIR])
    detected = read_draft(data).sheets[0]
    without_zone = replace(
        detected,
        columns=tuple(replace(c, meaning=None) if c.meaning == Meaning.ZONE else c for c in detected.columns),
    )

    draft = read_draft(data, mapping={"表1": without_zone})

    assert [(line.name, line.zone) for line in draft.lines] == [("书桌", None), ("椅子", None)]
