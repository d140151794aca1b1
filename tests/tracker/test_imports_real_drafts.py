"""The six drafts of one library against their known content, and copies of them that the test alters."""

import io
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest

from tests.support.shared_data import TRUTH, needs_shared_data
from tracker.imports.drafts import read_draft
from tracker.money import quantity_of

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "db/seeds/drafts"


def draft_bytes(number):
    return (SHIPPED / f"draft-{number}.xlsx").read_bytes()


def altered(number, change):
    """The draft's file after `change` was applied to its first sheet."""
    workbook = openpyxl.load_workbook(io.BytesIO(draft_bytes(number)))
    change(workbook.worksheets[0])
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def rows_of(draft):
    """Lines as a bag of the fields that the known content has."""
    return Counter(
        (
            line.category,
            line.name,
            line.specification,
            line.unit,
            f"{quantity_of(line.quantity_milli):f}",
            line.unit_price_fen,
            line.amount_fen,
            line.zone,
        )
        for line in draft.lines
    )


def found(draft):
    return [(problem.code, problem.row) for problem in draft.problems]


@needs_shared_data
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_every_line_of_every_draft_is_read(number):
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))["drafts"][number - 1]
    fields = ("category", "name", "specification", "unit", "quantity", "unit_price_fen", "amount_fen", "zone")

    draft = read_draft(draft_bytes(number))

    assert rows_of(draft) == Counter(tuple(line[field] for field in fields) for line in truth["lines"])
    assert draft.total_fen == draft.printed_total_fen == truth["total_fen"]
    assert draft.problems == ()


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
def test_every_line_stands_where_its_serial_number_stands(number):
    workbook = openpyxl.load_workbook(io.BytesIO(draft_bytes(number)))
    numbered = [
        (sheet.title, row[0].row)
        for sheet in workbook
        for row in sheet.iter_rows(max_col=1)
        if isinstance(row[0].value, int)
    ]

    assert [(line.sheet, line.row) for line in read_draft(draft_bytes(number)).lines] == numbered


@pytest.mark.parametrize(
    ("number", "yuan"), [(1, 4986300), (2, 4814000), (3, 4660400), (4, 4293600), (5, 3781120), (6, 3500000)]
)
def test_the_total_of_each_draft_is_the_known_one(number, yuan):
    assert read_draft(draft_bytes(number)).total_fen == yuan * 100


def test_prices_in_yuan_and_amounts_in_ten_thousand_yuan_stand_in_one_draft():
    mapping = read_draft(draft_bytes(2)).sheets[0]

    assert [(c.heading, c.money_unit, c.fen_per_unit) for c in mapping.columns if c.money_unit] == [
        ("单价(元)", "元", 100),
        ("金额(万元)", "万元", 1_000_000),
    ]


def test_without_its_total_row_the_draft_is_read_as_well():
    def without_totals(sheet):
        sheet.delete_rows(81, 2)

    draft = read_draft(altered(1, without_totals))

    assert (len(draft.lines), draft.total_fen, draft.printed_total_fen, draft.problems) == (
        64,
        498630000,
        None,
        (),
    )


def test_without_the_figure_the_total_in_capitals_is_taken():
    draft = read_draft(altered(1, lambda sheet: sheet.delete_rows(81, 1)))

    assert (draft.printed_total_fen, draft.problems) == (498630000, ())


def test_columns_in_another_order_give_the_same_lines():
    def reversed_columns(sheet):
        merged = [area.bounds for area in sheet.merged_cells.ranges]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        for row in sheet.iter_rows(min_row=4, max_row=81, max_col=10):
            for cell, value in zip(row, [cell.value for cell in row][::-1], strict=True):
                cell.value = value
        for left, top, right, bottom in merged[1:]:
            if top > 3:
                sheet.merge_cells(None, top, 11 - right, bottom, 11 - left)

    draft = read_draft(altered(1, reversed_columns))

    assert rows_of(draft) == rows_of(read_draft(draft_bytes(1)))
    assert draft.problems == ()


def test_one_altered_quantity_is_named_by_its_row_and_both_figures():
    def one_more_table(sheet):
        sheet["F5"] = 41

    draft = read_draft(altered(1, one_more_table))

    assert found(draft) == [("amount_differs", 5), ("subtotal_differs", 12), ("total_differs", 81)]
    assert draft.problems[0].sheet == "采购清单"
    assert draft.problems[0].facts == {
        "name": "阅览桌(六人位)",
        "printed_fen": 17_120_000,
        "computed_fen": 17_548_000,
    }
    assert draft.total_fen == 498_630_000 + 428_000


def test_a_wrong_printed_total_is_named_with_both_figures():
    def one_yuan_more(sheet):
        sheet["H81"] = 4986301

    draft = read_draft(altered(1, one_yuan_more))

    assert found(draft) == [("total_differs", 81)]
    assert draft.problems[0].facts == {
        "text": "合计",
        "printed_fen": 498_630_100,
        "computed_fen": 498_630_000,
    }


def test_a_wrong_subtotal_is_named():
    def wrong(sheet):
        sheet["H17"] = 168781

    assert found(read_draft(altered(1, wrong))) == [("subtotal_differs", 17)]


def test_english_headings_give_the_same_lines():
    def translated(sheet):
        headings = ("No.", "Category", "Item name", "Specification", "Unit", "Quantity", "Unit price (yuan)")
        for column, heading in enumerate((*headings, "Amount (yuan)", "Location", "Remarks"), 1):
            sheet.cell(4, column, heading)

    draft = read_draft(altered(1, translated))

    assert (rows_of(draft), draft.problems) == (rows_of(read_draft(draft_bytes(1))), ())


def test_formulas_that_were_never_computed_give_the_same_lines():
    def formulas(sheet):
        for row in range(5, 82):
            priced = sheet.cell(row, 6).value is not None
            sheet.cell(row, 8, f"=F{row}*G{row}" if priced else "=SUM(H5:H6)")

    draft = read_draft(altered(1, formulas))

    assert (rows_of(draft), draft.problems) == (rows_of(read_draft(draft_bytes(1))), ())


def test_full_width_digits_give_the_same_lines():
    full_width = str.maketrans("0123456789.,", "０１２３４５６７８９．，")

    def widened(sheet):
        for row in sheet.iter_rows(min_row=5, max_row=81, min_col=6, max_col=8):
            for cell in row:
                cell.value = None if cell.value is None else format(cell.value, ",").translate(full_width)

    draft = read_draft(altered(1, widened))

    assert (rows_of(draft), draft.problems) == (rows_of(read_draft(draft_bytes(1))), ())


def test_categories_as_rows_of_their_own_give_the_same_lines():
    def titled(sheet):
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        for row in range(79, 4, -1):
            category = sheet.cell(row, 2).value
            if category:
                sheet.insert_rows(row)
                sheet.cell(row, 1, f"一、{category}")
        sheet.delete_cols(2)

    draft = read_draft(altered(1, titled))

    assert (rows_of(draft), draft.problems) == (rows_of(read_draft(draft_bytes(1))), ())


def test_progress_rises_to_one_in_small_steps_over_many_lines():
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("清单")
    sheet.append(("序号", "类别", "名称", "规格", "单位", "数量", "单价(元)", "金额(元)", "存放位置", "备注"))
    for number in range(2_000):
        sheet.append(
            (number + 1, f"类{number % 7}", f"物品{number}", "1.2 m", "张", 3, 1.5, 4.5, "二层", None)
        )
    sheet.append(("合计", *[None] * 6, 9_000))
    data = io.BytesIO()
    workbook.save(data)
    seen: list[float] = []

    draft = read_draft(data.getvalue(), progress=seen.append)

    assert (len(draft.lines), draft.total_fen, draft.problems) == (2_000, 900_000, ())
    assert seen == sorted(seen)
    assert seen[-1] == 1
    assert max(later - earlier for earlier, later in pairwise(seen)) < 0.2
