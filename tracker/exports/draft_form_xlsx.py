"""A draft in official form as a workbook, ready to be printed on A4, signed and sealed; the tracker reads it back."""

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exports import draft_form as form_of
from tracker.exports.draft_form import DraftForm, FormLine, Section
from tracker.exports.sheet_page import (
    BOLD,
    BOXED,
    CENTRED,
    RIGHT,
    WRAPPED,
    put,
    saved,
    set_up_paper,
    shaded,
    yuan,
)
from tracker.exports.table import MONEY
from tracker.i18n import Words

WIDTHS = (6, 24, 34, 7, 10, 13, 15, 16, 18)
COLUMNS = len(WIDTHS)
HEADING_ROW = 4
"""Title, an empty line for the paper's number, who and when; then the headings."""

QUANTITY = "#,##0.###"
AMOUNT_COLUMN = 7


def draft_form_xlsx(form: DraftForm, words: Words) -> bytes:
    """The workbook: one sheet, real numbers, no formula."""
    w = words
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title = w._("Draft {number}", number=form.number) if form.number else w._("Working copy")
    _head(sheet, form, w)
    row = HEADING_ROW + 1
    for index, section in enumerate(form_of.sections(form, w), start=1):
        row = _section(sheet, row, index, section, w)
    _foot(sheet, row, form, w)
    set_up_paper(sheet, heading_row=HEADING_ROW, footer=form_of.footer(form, w))
    return saved(book, form_of.title(form, w))


def _head(sheet: Worksheet, form: DraftForm, w: Words) -> None:
    for column, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    put(sheet, 1, 1, form_of.title(form, w), font=Font(bold=True, size=18), alignment=CENTRED)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=COLUMNS)
    sheet.row_dimensions[1].height = 36
    who, day, unit = form_of.about(form, w)
    for text, first, last, alignment in (
        (who, 1, 3, WRAPPED),
        (day, 4, 6, CENTRED),
        (unit, 7, COLUMNS, RIGHT),
    ):
        put(sheet, 3, first, text, alignment=alignment)
        sheet.merge_cells(start_row=3, end_row=3, start_column=first, end_column=last)
    for column, heading in enumerate(form_of.headings(w), start=1):
        put(sheet, HEADING_ROW, column, heading, font=BOLD, fill=shaded(), alignment=CENTRED, border=BOXED)
    sheet.row_dimensions[HEADING_ROW].height = 24
    sheet.freeze_panes = f"A{HEADING_ROW + 1}"


def _section(sheet: Worksheet, row: int, index: int, section: Section, w: Words) -> int:
    """A section from `row` on; gives the first row below it."""
    if section.title:
        _boxes(sheet, row, fill=shaded())
        put(sheet, row, 1, form_of.section_number(index, w), font=BOLD, alignment=CENTRED)
        put(sheet, row, 2, section.title, font=BOLD, alignment=WRAPPED)
        row += 1
    for serial, each in enumerate(section.lines, start=1):
        _line(sheet, row, serial, each, w)
        row += 1
    if section.title:
        _sum(sheet, row, w._("Subtotal"), section.total_fen)
        row += 1
    return row


def _line(sheet: Worksheet, row: int, serial: int, each: FormLine, w: Words) -> None:
    line = each.line
    cells = (
        (serial, "0", CENTRED),
        (line.name, None, WRAPPED),
        (line.specification, None, WRAPPED),
        (line.unit, None, CENTRED),
        (line.quantity, QUANTITY, RIGHT),
        (yuan(line.unit_price_fen), MONEY, RIGHT),
        (yuan(line.amount_fen), MONEY, RIGHT),
        (line.zone, None, WRAPPED),
        (form_of.remark(each, w), None, WRAPPED),
    )
    for column, (value, number_format, alignment) in enumerate(cells, start=1):
        cell = put(sheet, row, column, value or None if isinstance(value, str) else value)
        cell.alignment, cell.border = alignment, BOXED
        if number_format:
            cell.number_format = number_format


def _sum(sheet: Worksheet, row: int, label: str, total_fen: int) -> None:
    _boxes(sheet, row)
    put(sheet, row, 2, label, font=BOLD)
    put(sheet, row, AMOUNT_COLUMN, yuan(total_fen), font=BOLD, number_format=MONEY, alignment=RIGHT)


def _foot(sheet: Worksheet, row: int, form: DraftForm, w: Words) -> None:
    """The total, the remarks, and the lines to sign."""
    _sum(sheet, row, w._p("form", "Total"), form.total_fen)
    texts = [form_of.total_in_capitals(form, w)]
    if form.remarks:
        texts.append(w._("Remarks: {text}", text=form.remarks))
    for text in texts:
        row += 1
        _boxes(sheet, row)
        put(sheet, row, 1, text, font=BOLD, alignment=WRAPPED)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=COLUMNS)
    sheet.row_dimensions[row].height = 15 * (1 + len(texts[-1]) // 90)
    for label, column in zip(form_of.signatures(w), (1, 3, 5, 8), strict=True):
        put(sheet, row + 3, column, f"{label}:")


def _boxes(sheet: Worksheet, row: int, **look: object) -> None:
    for column in range(1, COLUMNS + 1):
        put(sheet, row, column, None, border=BOXED, **look)
