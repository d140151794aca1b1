"""What workbooks that are printed share: cells that can never run, looks of cells, the set-up of the paper."""

import io
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exports.table import safe_text
from tracker.money import FEN_PER_YUAN

SHADE = "EDF0EF"
_LINE = Side(style="thin", color="9AA3A1")
BOXED = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
WRAPPED = Alignment(wrap_text=True, vertical="center")
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True)
BOLD = Font(bold=True)


def put(sheet: Worksheet, row: int, column: int, value: Any, **look: Any) -> Any:
    """Write a cell and give it; text becomes what a spreadsheet never runs. `look` names parts of its style."""
    cell = sheet.cell(row, column)
    cell.value = safe_text(value) if isinstance(value, str) else value
    for part, style in look.items():
        setattr(cell, part, style)
    return cell


def yuan(fen: int | None) -> Decimal | None:
    """Money as a cell holds it: yuan to the fen; None for None."""
    return None if fen is None else Decimal(fen) / FEN_PER_YUAN


def shaded(colour: str = SHADE) -> PatternFill:
    """A plain background."""
    return PatternFill("solid", fgColor=colour)


def struck(old: str, new: str) -> CellRichText | str:
    """The old text struck through above the new one in one cell; either alone where the other is empty."""
    gone = TextBlock(InlineFont(strike=True, color=Color("6B7280")), safe_text(old))
    if not new:
        return CellRichText(gone)
    come = TextBlock(InlineFont(b=True), safe_text(new))
    return CellRichText(gone, "\n", come) if old else CellRichText(come)


def set_up_paper(sheet: Worksheet, *, heading_row: int, footer: str, landscape: bool = True) -> None:
    """A4, fitted to its width, the heading on every page; `footer` at the left, page numbers in the middle."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if sheet.sheet_properties.pageSetUpPr is None:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties()
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.7
    # "&" begins a code in a footer; doubled it is the sign itself.
    foot: Any = sheet.oddFooter
    foot.left.text = footer.replace("&", "&&")
    foot.center.text = "&P / &N"


def saved(book: Workbook, title: str) -> bytes:
    """The finished file; nobody's name is in it."""
    book.properties.creator = ""
    book.properties.title = title
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
