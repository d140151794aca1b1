"""The review opinion as a workbook: the result by category, and every line with cells for the reviewer to fill in.

The workbook can be imported again: a hidden column has each line's id, and a hidden sheet what was decided when the
file was made, so that only what the reviewer changed is taken.
"""

from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exports import review_opinion as opinion_of
from tracker.exports.review_opinion import OpinionLine, ReviewOpinion
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
from tracker.money import quantity_of
from tracker.procurement.review import Decision
from tracker.review_sheet import ABOUT, DECIDING, FIRST_ABOUT_ROW, FORMAT, KEYS_ROW, LINEAGE, Cell
from tracker.vocabulary import LineDecision

QUANTITY = "#,##0.###"
PERCENT = "0.00%"
ENTRY = "FFF4D6"
HEADING_ROW = 3
WIDTHS = (0, 16, 24, 30, 7, 10, 14, 15, 14, 12, 14, 15, 34, 40)
FIRST_ENTRY = 9
"""The first of the columns to fill in, as `Cell` orders them."""


def review_opinion_xlsx(opinion: ReviewOpinion, words: Words) -> bytes:
    """The workbook: summary, lines, and the hidden sheet."""
    book = Workbook()
    _summary(book.worksheets[0], opinion, words)
    _lines(book.create_sheet(words._p("review", "Lines")), opinion, words)
    _about(book.create_sheet(ABOUT), opinion)
    return saved(book, opinion_of.title(opinion, words))


def _summary(sheet: Worksheet, opinion: ReviewOpinion, w: Words) -> None:
    sheet.title = w._("Review opinion")
    for column, width in enumerate((30, 22, 22, 18, 14), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    put(sheet, 1, 1, opinion_of.title(opinion, w), font=Font(bold=True, size=14))
    row = 3
    for label, value in opinion_of.facts(opinion, w):
        put(sheet, row, 1, label, font=BOLD)
        put(sheet, row, 2, value)
        row += 1
    row += 1
    heading_row = row
    for column, heading in enumerate(opinion_of.category_headings(w), start=1):
        put(sheet, row, column, heading, font=BOLD, fill=shaded(), border=BOXED, alignment=CENTRED)
    for name, found in opinion_of.category_rows(opinion, w):
        row += 1
        put(sheet, row, 1, name, border=BOXED)
        for column, fen in enumerate((found.submitted_fen, found.accepted_fen, found.reduced_fen), start=2):
            put(sheet, row, column, yuan(fen), border=BOXED, number_format=MONEY)
        rate = None if found.rate is None else round(found.rate, 6)
        put(sheet, row, 5, rate, border=BOXED, number_format=PERCENT)
    put(sheet, row + 2, 1, w._("Overall opinion"), font=BOLD)
    put(sheet, row + 3, 1, opinion.opinion, alignment=WRAPPED)
    sheet.merge_cells(start_row=row + 3, end_row=row + 3, start_column=1, end_column=5)
    sheet.row_dimensions[row + 3].height = 90
    for step, label in enumerate(opinion_of.signatures(w)):
        put(sheet, row + 5 + 2 * step, 1, f"{label}:")
    set_up_paper(sheet, heading_row=heading_row, footer=opinion_of.title(opinion, w), landscape=False)


def _lines(sheet: Worksheet, opinion: ReviewOpinion, w: Words) -> None:
    headings = _headings(w)
    for column, (key, heading) in enumerate(headings.items(), start=1):
        put(sheet, KEYS_ROW, column, key)
        put(sheet, HEADING_ROW, column, heading, font=BOLD, fill=shaded(), border=BOXED, alignment=CENTRED)
        sheet.column_dimensions[get_column_letter(column)].width = WIDTHS[column - 1] or 2
    put(sheet, 2, 2, w._("Fill in the shaded cells; the file can be imported again on the review page."))
    sheet.row_dimensions[KEYS_ROW].hidden = True
    sheet.column_dimensions["A"].hidden = True
    for row, each in enumerate(opinion.lines, start=HEADING_ROW + 1):
        _line(sheet, row, each, w)
    last = HEADING_ROW + max(1, len(opinion.lines))
    choices = ",".join(w.label(decision) for decision in LineDecision)
    letter = get_column_letter(FIRST_ENTRY)
    choice = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
    choice.add(f"{letter}{HEADING_ROW + 1}:{letter}{last}")
    sheet.add_data_validation(choice)
    sheet.freeze_panes = f"D{HEADING_ROW + 1}"
    set_up_paper(sheet, heading_row=HEADING_ROW, footer=opinion_of.title(opinion, w))


def _headings(w: Words) -> dict[str, str]:
    """Key and heading of each column."""
    return {
        LINEAGE: "",
        "category": w._("Category"),
        "name": w._("Name"),
        "specification": w._("Specification"),
        "unit": w._("Unit"),
        "quantity": w._("Quantity"),
        "price": w._("Unit price (yuan)"),
        "submitted": w._("Amount submitted (yuan)"),
        Cell.DECISION: w._("Decision"),
        Cell.QUANTITY: w._("Cut to quantity"),
        Cell.UNIT_PRICE: w._("Cut to unit price (yuan)"),
        Cell.AMOUNT: w._("Cut to amount (yuan)"),
        Cell.TEXT: w._("Opinion"),
        Cell.COMMENT: w._("New comment"),
    }


def _line(sheet: Worksheet, row: int, each: OpinionLine, w: Words) -> None:
    line = each.line
    cells = (
        (line.lineage, None),
        (line.category, None),
        (line.name, None),
        (line.specification, None),
        (line.unit, None),
        (line.quantity, QUANTITY),
        (yuan(line.unit_price_fen), MONEY),
        (yuan(line.amount_fen), MONEY),
    )
    for column, (value, number_format) in enumerate(cells, start=1):
        cell = put(sheet, row, column, value, border=BOXED, alignment=RIGHT if number_format else WRAPPED)
        if number_format:
            cell.number_format = number_format
    decided = each.decided
    entries: list[tuple[Any, str | None]] = [
        (w.label(decided.decision) if decided else None, None),
        *_figures(decided),
        (each.text or None, None),
        (None, None),
    ]
    for column, (value, number_format) in enumerate(entries, start=FIRST_ENTRY):
        cell = put(sheet, row, column, value, border=BOXED, fill=shaded(ENTRY), alignment=WRAPPED)
        if number_format:
            cell.number_format = number_format


def _figures(decided: Decision | None) -> list[tuple[Any, str | None]]:
    if decided is None:
        return [(None, QUANTITY), (None, MONEY), (None, MONEY)]
    milli = decided.quantity_milli
    return [
        (None if milli is None else quantity_of(milli), QUANTITY),
        (yuan(decided.unit_price_fen), MONEY),
        (yuan(decided.amount_fen), MONEY),
    ]


def _about(sheet: Worksheet, opinion: ReviewOpinion) -> None:
    """Format and draft; then each line's id and its decision as stored."""
    sheet.sheet_state = "veryHidden"
    put(sheet, 1, 1, FORMAT)
    put(sheet, 1, 2, opinion.draft_id)
    for row, each in enumerate(opinion.lines, start=FIRST_ABOUT_ROW):
        put(sheet, row, 1, each.line.lineage)
        stored = {field: getattr(each.decided, field, None) for field in DECIDING}
        stored[Cell.TEXT] = each.text or None
        for column, field in enumerate(DECIDING, start=2):
            put(sheet, row, column, stored[field])
