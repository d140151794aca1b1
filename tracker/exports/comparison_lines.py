"""The line-by-line sheet of a comparison: old values struck through above the new, unchanged lines folded away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exports.drafts import shared_price, summed_quantity
from tracker.exports.sheet_page import (
    BOLD,
    BOXED,
    CENTRED,
    RIGHT,
    WRAPPED,
    put,
    set_up_paper,
    shaded,
    struck,
    yuan,
)
from tracker.exports.table import MONEY
from tracker.i18n import Words
from tracker.money import quantity_of
from tracker.procurement.changes import Change, ChangeKind, Comparison
from tracker.procurement.explained import ExplainedChange
from tracker.procurement.lines import FIELDS, Line, Lineage
from tracker.vocabulary import Cause

SIGNS = {
    ChangeKind.ADDED: "⊕",
    ChangeKind.REMOVED: "⊖",
    ChangeKind.CHANGED: "△",
    ChangeKind.RENAMED: "≈",
    ChangeKind.MOVED: "→",
    ChangeKind.SPLIT: "÷",
    ChangeKind.MERGED: "∑",
}
"""The sign of each kind of change; signs that every typeface has."""

CHANGED_FILL = "FFF4D6"
QUANTITY = "#,##0.###"
SIGNED_MONEY = '+#,##0.00;[Red]"−"#,##0.00;0.00'
HEADING_ROW = 3

WIDTHS = (6, 10, 18, 16, 26, 32, 8, 12, 15, 17, 16, 14, 16, 16, 15, 15, 15, 16, 14, 40)
FIRST_FIELD = 4
FIRST_MONEY = FIRST_FIELD + len(FIELDS)


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """What the workbook is about.

    Attributes:
        project: the library.
        plan: title of the procurement plan.
        before: what the earlier draft is called.
        after: what the later draft is called.
        comparison: the two drafts compared.
        changes: its changes with their reasons, in its order.
        by_cause: the difference in fen by cause; None stands for what no single reason explains.
    """

    project: str
    plan: str
    before: str
    after: str
    comparison: Comparison
    changes: tuple[ExplainedChange, ...]
    by_cause: Mapping[Cause | None, int]


def report_title(report: ComparisonReport, w: Words) -> str:
    """What the workbook is called."""
    return w._("{plan}: {before} → {after}", plan=report.plan, before=report.before, after=report.after)


def write_lines(sheet: Worksheet, report: ComparisonReport, w: Words) -> None:
    """Write the sheet: heading, every line in the order of the later draft, the total."""
    put(sheet, 1, 1, report_title(report, w), font=Font(bold=True, size=14))
    signs = "  ".join(f"{sign} {w.label(kind)}" for kind, sign in SIGNS.items())
    put(
        sheet,
        2,
        1,
        w._("Signs: {signs}. Unchanged lines are folded; open them at the left edge.", signs=signs),
    )
    for column, (title, width) in enumerate(zip(_line_headings(report, w), WIDTHS, strict=True), start=1):
        put(sheet, HEADING_ROW, column, title, font=BOLD, fill=shaded(), alignment=CENTRED, border=BOXED)
        sheet.column_dimensions[get_column_letter(column)].width = width
    row = HEADING_ROW + 1
    for item in _in_order(report):
        if isinstance(item, Line):
            _unchanged(sheet, row, item)
        else:
            _changed(sheet, row, item, w)
        row += 1
    _total(sheet, row, report.comparison, w)
    sheet.freeze_panes = f"F{HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(len(WIDTHS))}{max(row - 1, HEADING_ROW)}"
    set_up_paper(sheet, heading_row=HEADING_ROW, footer=report_title(report, w))


def _line_headings(report: ComparisonReport, w: Words) -> list[str]:
    return [
        w._("Sign"),
        w._p("comparison", "Change"),
        w._("What changed"),
        *_field_names(w).values(),
        w._("Amount in {draft}", draft=report.before),
        w._("Amount in {draft}", draft=report.after),
        w._("Price effect (yuan)"),
        w._("Quantity effect (yuan)"),
        w._("Joint effect (yuan)"),
        w._("Difference (yuan)"),
        w._("Cause"),
        w._("Reason"),
    ]


def _field_names(w: Words) -> dict[str, str]:
    """The compared fields in the order of the columns."""
    return {
        "category": w._("Category"),
        "name": w._("Name"),
        "specification": w._("Specification"),
        "unit": w._("Unit"),
        "quantity_milli": w._("Quantity"),
        "unit_price_fen": w._("Unit price (yuan)"),
        "amount_fen": w._("Amount (yuan)"),
        "zone": w._("Zone"),
        "funding": w._("Funding source"),
    }


def _in_order(report: ComparisonReport) -> list[ExplainedChange | Line]:
    """Changes and unchanged lines in the order of the later draft, removed lines last."""
    comparison = report.comparison
    place: dict[Lineage, int] = {lineage: at for at, lineage in enumerate(comparison.order)}
    items: list[ExplainedChange | Line] = [*report.changes, *(new for _, new in comparison.unchanged)]

    def key(item: ExplainedChange | Line) -> int:
        if isinstance(item, Line):
            return place[item.lineage]
        after = item.change.after
        return place[after[0].lineage] if after else len(place)

    return sorted(items, key=key)


def _unchanged(sheet: Worksheet, row: int, line: Line) -> None:
    for column, value in enumerate(_values((line,)), start=FIRST_FIELD):
        _plain(sheet, row, column, value)
    for column in (FIRST_MONEY, FIRST_MONEY + 1):
        _plain(sheet, row, column, value=yuan(line.amount_fen))
    sheet.row_dimensions[row].outlineLevel = 1
    sheet.row_dimensions[row].hidden = True


def _plain(sheet: Worksheet, row: int, column: int, value: Any, **look: Any) -> None:
    """A cell as it stands, boxed; figures to the right in their own format."""
    is_figure = value is not None and not isinstance(value, str)
    cell = put(sheet, row, column, value, border=BOXED, alignment=RIGHT if is_figure else WRAPPED, **look)
    if is_figure:
        cell.number_format = QUANTITY if column == FIRST_FIELD + FIELDS.index("quantity_milli") else MONEY


def _changed(sheet: Worksheet, row: int, explained: ExplainedChange, w: Words) -> None:
    change = explained.change
    names = _field_names(w)
    put(sheet, row, 1, SIGNS[change.kind], border=BOXED, alignment=CENTRED)
    put(sheet, row, 2, w.label(change.kind), border=BOXED, alignment=WRAPPED)
    said = w.listed([names[field] for field in FIELDS if field in change.fields])
    put(sheet, row, 3, said, border=BOXED, alignment=WRAPPED)
    _before_and_after(sheet, row, change, w)
    before, after = (sum(line.amount_fen for line in side) for side in (change.before, change.after))
    effects = change.effects
    _plain(sheet, row, FIRST_MONEY, yuan(before))
    _plain(sheet, row, FIRST_MONEY + 1, yuan(after))
    signed = (effects.price_fen, effects.quantity_fen, effects.joint_fen, change.difference_fen)
    for column, fen in enumerate(signed, start=FIRST_MONEY + 2):
        _plain(sheet, row, column, yuan(fen))
        sheet.cell(row, column).number_format = SIGNED_MONEY
    sheet.cell(row, FIRST_MONEY + 5).font = BOLD
    causes = dict.fromkeys(w.label(reason.cause) for reason in explained.reasons)
    cause = w.listed(list(causes)) or w._p("comparison", "Unexplained")
    texts = dict.fromkeys(reason.text for reason in explained.reasons if reason.text)
    put(sheet, row, FIRST_MONEY + 6, cause, border=BOXED, alignment=WRAPPED)
    put(sheet, row, FIRST_MONEY + 7, w.listed(list(texts)), border=BOXED, alignment=WRAPPED)


def _before_and_after(sheet: Worksheet, row: int, change: Change, w: Words) -> None:
    """The compared fields: struck through where the line is gone, in bold where it is new, both where it changed."""
    if not change.before or not change.after:
        font = Font(strike=True, color="6B7280") if change.before else BOLD
        for column, value in enumerate(_values(change.before or change.after), start=FIRST_FIELD):
            _plain(sheet, row, column, value, font=font, fill=shaded(CHANGED_FILL))
        return
    pairs = zip(FIELDS, _values(change.before), _values(change.after), strict=True)
    for column, (field, old, new) in enumerate(pairs, start=FIRST_FIELD):
        if field not in change.fields:
            _plain(sheet, row, column, new)
            continue
        is_figure = field in {"quantity_milli", "unit_price_fen", "amount_fen"}
        cell = put(sheet, row, column, None, border=BOXED, fill=shaded(CHANGED_FILL))
        cell.value = struck(_shown(field, old, w), _shown(field, new, w))
        cell.alignment = RIGHT if is_figure else Alignment(wrap_text=True, vertical="center")


def _shown(field: str, value: Any, w: Words) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return w.number(value) if field == "quantity_milli" else w.yuan(int(value * 100))


def _values(lines: Sequence[Line]) -> list[Any]:
    """The compared fields of a side as cells hold them: texts joined, quantity and amount summed, a shared price."""
    milli = summed_quantity(lines)
    figures = {
        "quantity_milli": None if milli is None else quantity_of(milli),
        "unit_price_fen": yuan(shared_price(lines)),
        "amount_fen": yuan(sum(line.amount_fen for line in lines)),
    }
    return [figures[field] if field in figures else _joined(lines, field) for field in FIELDS]


def _joined(lines: Sequence[Line], field: str) -> str:
    return " / ".join(dict.fromkeys(getattr(line, field) for line in lines if getattr(line, field)))


def _total(sheet: Worksheet, row: int, comparison: Comparison, w: Words) -> None:
    """The last row: both totals, the effects and the difference."""
    effects = comparison.effects
    put(sheet, row, 2, w._p("form", "Total"), font=BOLD)
    sums = (comparison.total_before_fen, comparison.total_after_fen)
    moved = (effects.price_fen, effects.quantity_fen, effects.joint_fen, comparison.difference_fen)
    for column, fen in enumerate((*sums, *moved), start=FIRST_MONEY):
        form = MONEY if column < FIRST_MONEY + len(sums) else SIGNED_MONEY
        put(sheet, row, column, yuan(fen), font=BOLD, border=BOXED, number_format=form, alignment=RIGHT)
