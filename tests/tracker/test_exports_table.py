"""Exported tables hold real numbers and dates, and nothing that a spreadsheet would run."""

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from tracker.exports.table import Column, money_column, safe_text, to_xlsx


def sheet_of(data):
    return load_workbook(io.BytesIO(data)).active


def test_rows_arrive_with_their_types():
    columns = [
        Column("Name", lambda row: row[0]),
        Column("Day", lambda row: row[1]),
        money_column("Sum", lambda row: row[2]),
    ]

    sheet = sheet_of(to_xlsx("Tasks", columns, [("desk", dt.date(2026, 4, 1), 12_345)]))

    assert [cell.value for cell in sheet[1]] == ["Name", "Day", "Sum"]
    assert [cell.value for cell in sheet[2]] == ["desk", dt.datetime(2026, 4, 1), 123.45]  # noqa: DTZ001
    assert sheet["B2"].number_format == "yyyy-mm-dd"
    assert sheet["C2"].number_format == "#,##0.00"


@pytest.mark.parametrize("text", ["=cmd()", "+1+1", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_text_that_would_run_is_kept_as_text(text):
    sheet = sheet_of(to_xlsx("x", [Column("v", lambda row: row)], [text]))

    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value.startswith("'")


def test_control_characters_are_dropped_and_ordinary_text_is_untouched():
    assert safe_text("a\x00b") == "ab"
    assert safe_text("阅览桌(六人位)") == "阅览桌(六人位)"


def test_a_sheet_takes_any_title():
    assert sheet_of(to_xlsx("a/b:c*?[x]" + "y" * 40, [Column("v", str)], [])).title.startswith("a b c")
