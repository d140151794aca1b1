"""Two drafts compared, as a workbook with tracked changes: what a reviewer goes through line by line.

The first sheet sums the difference by category and by cause, to the fen, with what nobody explained as a row of its
own. The second has every line: where a cell changed, the old value stands struck through above the new one, the cell
is shaded, and a column says in words what changed. Lines that did not change are folded away.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exports.comparison_lines import SIGNED_MONEY, ComparisonReport, report_title, write_lines
from tracker.exports.sheet_page import BOLD, BOXED, CENTRED, put, saved, set_up_paper, shaded, yuan
from tracker.exports.table import MONEY
from tracker.i18n import Words
from tracker.procurement.explained import category_totals

__all__ = ["ComparisonReport", "comparison_workbook"]


def comparison_workbook(report: ComparisonReport, words: Words) -> bytes:
    """The workbook: a summary, and all lines with their changes tracked."""
    book = Workbook()
    summary: Worksheet = book.worksheets[0]
    _summary(summary, report, words)
    write_lines(book.create_sheet(words._p("comparison", "Changes")), report, words)
    return saved(book, report_title(report, words))


def _summary(sheet: Worksheet, report: ComparisonReport, w: Words) -> None:
    """Both totals, then the difference by category and by cause; each table closes with the whole difference."""
    comparison = report.comparison
    sheet.title = w._("Summary")
    for column, width in enumerate((34, 18, 18, 18), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    put(sheet, 1, 1, report_title(report, w), font=Font(bold=True, size=14))
    put(sheet, 2, 1, f"{report.project} · " + w._("Unit: yuan"))
    whole = (comparison.total_before_fen, comparison.total_after_fen, comparison.difference_fen)
    row = _headings(sheet, 4, [w._("Category"), report.before, report.after, w._("Difference")])
    for category, (old, new) in category_totals(comparison).items():
        row = _figures(sheet, row, category or w._("Without category"), (old, new, new - old))
    row = _figures(sheet, row, w._p("form", "Total"), whole, look={"font": BOLD})
    row = _headings(sheet, row + 1, [w._("Cause"), "", "", w._("Difference")])
    named = {cause: fen for cause, fen in report.by_cause.items() if cause is not None}
    for cause, fen in sorted(named.items(), key=lambda each: each[1]):
        row = _figures(sheet, row, w.label(cause), (None, None, fen))
    # What is left over is said even when it is nothing: then everything has been explained.
    left = comparison.difference_fen - sum(named.values())
    row = _figures(sheet, row, w._p("comparison", "Unexplained"), (None, None, left))
    _figures(sheet, row, w._p("form", "Total"), (None, None, comparison.difference_fen), look={"font": BOLD})
    set_up_paper(sheet, heading_row=4, footer=report_title(report, w), landscape=False)


def _headings(sheet: Worksheet, row: int, titles: Sequence[str]) -> int:
    for column, title in enumerate(titles, start=1):
        put(sheet, row, column, title, font=BOLD, fill=shaded(), alignment=CENTRED, border=BOXED)
    return row + 1


def _figures(
    sheet: Worksheet,
    row: int,
    label: str,
    fen: Sequence[int | None],
    *,
    look: Mapping[str, Any] | None = None,
) -> int:
    """A label and three amounts, the last of them a difference; gives the next row."""
    style = {"border": BOXED, **(look or {})}
    put(sheet, row, 1, label, **style)
    for column, (amount, form) in enumerate(zip(fen, (MONEY, MONEY, SIGNED_MONEY), strict=True), start=2):
        put(sheet, row, column, yuan(amount), number_format=form, **style)
    return row + 1
