"""Procurement drafts in workbooks that a test builds."""

import io

import openpyxl

from tracker.imports.drafts import DraftFile, read_draft

HEADER = ("序号", "类别", "名称", "规格", "单位", "数量", "单价(元)", "金额(元)", "存放位置")
DESK = (1, "家具", "书桌", "1.2 m", "张", 4, 250, 1000, "二层")
CHAIR = (2, "家具", "椅子", "实木", "把", 10, 99.5, 995, "二层")


def book(*sheets, merged=()):
    """An .xlsx of sheets given as lists of rows; `merged` are ranges of the first sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    for area in merged:
        made.worksheets[0].merge_cells(area)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def read(*rows, merged=()):
    """The draft in a workbook with one sheet of these rows."""
    return read_draft(book(rows, merged=merged))


def problems(draft: DraftFile):
    """Code and row of each problem."""
    return [(problem.code, problem.row) for problem in draft.problems]
