"""Lists of assets and standards read from workbooks: headings in both languages, and errors cell by cell."""

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from tests.support.server import ROOT
from tracker.errors import UnreadableFile
from tracker.imports.asset_list import read_assets
from tracker.imports.record_steps import RecordStep, record_step
from tracker.imports.standard_list import read_standards
from tracker.vocabulary import AssetCondition, StandardBasis

ASSET_HEADINGS = ["资产编号", "资产名称", "数量", "可继续使用数量", "单价(元)", "取得日期", "使用状况"]
STANDARD_HEADINGS = ["Standard", "Applies to", "Counted by", "Quantity cap", "Per", "Source", "Valid from"]


def book(*rows):
    made = Workbook()
    made.active.title = "表"
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def problems(found):
    return [(one.row, one.column, one.code, one.text) for one in found.problems]


def test_the_samples_register_is_read_whole():
    found = read_assets((ROOT / "db/seeds/drafts/asset-register.xlsx").read_bytes())
    assert found.problems == ()
    assert len(found.records) == 15
    assert dict(found.records[3].values) == {
        "code": "GD00004",
        "name": "联想台式计算机",
        "specification": "i5/8G/256G",
        "unit": "台",
        "quantity_milli": 30_000,
        "usable_milli": 22_000,
        "unit_price_fen": 460_000,
        "acquired": "2022-06",
        "condition": AssetCondition.GOOD,
        "location": "旧馆电子阅览室",
    }


def test_a_title_above_the_headings_and_blank_rows_are_passed_over():
    rows = [["固定资产台账"], ASSET_HEADINGS, [], ["A1", "桌", 2, 1, "1,200.50", 2016, "良好"]]
    [record] = read_assets(book(*rows)).records
    assert (record.row, record.values["unit_price_fen"], record.values["acquired"]) == (4, 120_050, "2016")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([None, "桌", 1, 1, 1, "2016", "良好"], (2, 1, "cell_required", "")),
        (["A" * 61, "桌", 1, 1, 1, "2016", "良好"], (2, 1, "cell_text_too_long", "A" * 61)),
        (["A1", "桌", -1, 0, 1, "2016", "良好"], (2, 3, "cell_not_a_number", "-1")),
        (["A1", "桌", 1, 1, "面议", "2016", "良好"], (2, 5, "cell_not_a_number", "面议")),
        (["A1", "桌", 1, 1, 1, "去年", "良好"], (2, 6, "cell_not_a_month", "去年")),
        (["A1", "桌", 1, 1, 1, "2016", "崭新"], (2, 7, "cell_not_a_choice", "崭新")),
        (["A1", "桌", 1, 2, 1, "2016", "良好"], (2, 0, "row_usable_above_quantity", "A1")),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_by_row_and_column(row, expected):
    assert problems(read_assets(book(ASSET_HEADINGS, row))) == [expected]


def test_a_code_listed_twice_is_a_problem_of_the_second():
    row = ["A1", "桌", 1, 1, 1, "2016", "良好"]
    found = read_assets(book(ASSET_HEADINGS, row, row))
    assert problems(found) == [(3, 1, "record_listed_twice", "A1")]
    assert found.problems[0].facts == {"sheet": "表", "row": "3", "column": "A", "text": "A1"}


def test_a_sheet_without_the_headings_is_refused():
    with pytest.raises(UnreadableFile) as refused:
        read_assets(book(["编号", "名称"], ["A1", "桌"]))
    assert (refused.value.code, refused.value.facts) == ("record_headings_missing", {"sheets": ["表"]})


def test_standards_are_read_with_their_basis_and_dates():
    rows = [
        ["Desks", "办公桌", "Per person in post", 1, 1, "Example", dt.date(2026, 1, 1)],
        ["Laptops", "便携式", "每人", 1, 2, "Example", "2026年1月5日"],
    ]
    found = read_standards(book(STANDARD_HEADINGS, *rows))
    assert found.problems == ()
    assert [
        (one.values["basis"], one.values["basis_milli"], one.values["valid_from"]) for one in found.records
    ] == [
        (StandardBasis.PER_PERSON, 1_000, dt.date(2026, 1, 1)),
        (StandardBasis.PER_PERSON, 2_000, dt.date(2026, 1, 5)),
    ]


def test_a_wrong_date_and_an_unknown_basis_are_told():
    row = ["Desks", "办公桌", "每班", 1, 1, "Example", "2026-13-01"]
    assert problems(read_standards(book(STANDARD_HEADINGS, row))) == [
        (2, 3, "cell_not_a_choice", "每班"),
        (2, 7, "cell_not_a_date", "2026-13-01"),
    ]


def test_the_step_of_a_record_leaves_blank_cells_alone():
    class Stored:
        code, location, archived = "A1", "二楼", False

    assert record_step(None, {"code": "A1"}) is RecordStep.ADD
    assert record_step(Stored, {"code": "A1", "location": None}) is RecordStep.NOTHING
    assert record_step(Stored, {"code": "A1", "location": "三楼"}) is RecordStep.UPDATE
    Stored.archived = True
    assert record_step(Stored, {"code": "A1"}) is RecordStep.RESTORE
