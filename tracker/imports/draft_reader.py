"""The rows of a draft, one after the other: lines, categories, sums, and what is wrong with each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter

from tracker.imports.draft_rows import Figures, TableRow, is_column_numbers
from tracker.imports.draft_sums import Difference, Sums
from tracker.imports.draft_types import DraftFile, Problem, ReadLine
from tracker.imports.headings import Meaning
from tracker.imports.labels import TotalKind, category_title, is_section_number, named_by_total
from tracker.imports.layout import SheetMapping
from tracker.imports.numbers import capital_amount_fen
from tracker.imports.workbook import Sheet
from tracker.money import amount_fen, milli_of


@dataclass(frozen=True, slots=True)
class _Section:
    """A category's own row that prints the sum of the lines below it; `before` is the sum of those above."""

    row: TableRow
    title: str
    printed_fen: int
    before: int


class DraftReader:
    """What has been read so far; one object reads one file, sheet by sheet."""

    def __init__(self) -> None:
        self._mappings: list[SheetMapping] = []
        self._lines: list[ReadLine] = []
        self._problems: list[Problem] = []
        self._sums = Sums()
        self._heading: str | None = None
        self._category: str | None = None
        self._section: _Section | None = None

    def result(self) -> DraftFile:
        """Everything read."""
        total = self._sums.printed_total
        return DraftFile(tuple(self._mappings), tuple(self._lines), total, tuple(self._problems))

    def read_sheet(self, sheet: Sheet, headers: Mapping[int, SheetMapping]) -> Iterator[int]:
        """Reads one sheet, giving the number of each row when it is done.

        Args:
            sheet: the cells.
            headers: the header rows and how the rows below each are read.
        """
        self._heading = self._category = None
        mapping: SheetMapping | None = None
        rows = list(sheet.rows)
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            if row in headers:
                mapping = headers[row]
                self._start_table(mapping)
            elif mapping is not None:
                after = TableRow(sheet, following, mapping) if following else None
                self._read_row(TableRow(sheet, row, mapping), after)
            yield row
        self._close_section()

    def _start_table(self, mapping: SheetMapping) -> None:
        if mapping in self._mappings:
            return
        self._mappings.append(mapping)
        for first, second in mapping.duplicates:
            self._problem(
                "duplicate_header",
                mapping.sheet,
                mapping.header_row,
                meaning=str(second.meaning),
                column=get_column_letter(second.column),
                text=second.heading,
                first_column=get_column_letter(first.column),
                first_text=first.heading,
            )
        for column in mapping.unknown_units:
            self._problem(
                "unknown_unit_of_money",
                mapping.sheet,
                mapping.header_row,
                column=get_column_letter(column.column),
                heading=column.heading,
                text=column.money_unit,
            )

    def _problem(self, code: str, sheet: str, row: int, **facts: object) -> None:
        self._problems.append(Problem(code, sheet, row, facts))

    def _read_row(self, row: TableRow, following: TableRow | None) -> None:
        if total := row.total():
            self._read_sum(row, *total)
        elif words := row.total_in_words():
            self._read_total_in_words(row, words)
        elif not is_column_numbers(row):
            self._read_line_or_category(row, following)

    # Sums

    def _read_sum(self, row: TableRow, kind: TotalKind, label: str) -> None:
        printed, bad = row.printed_sum()
        if printed is None:
            printed = capital_amount_fen(row.total_in_words() or "")
        if printed is None and bad:
            self._problem(bad.code, row.sheet.name, row.row, **bad.facts)
        if kind in {TotalKind.TOTAL, TotalKind.GRAND}:
            self._close_section()
        self._report(row, label, self._sums.close(kind, named_by_total(label), printed))
        if kind is not TotalKind.PAGE:
            self._category = None

    def _read_total_in_words(self, row: TableRow, words: str) -> None:
        """The total in capitals counts where no figure is printed, and where it contradicts the figure."""
        printed = capital_amount_fen(words)
        if printed is not None and printed != self._sums.printed_total:
            figure = self._sums.printed_total
            difference = self._sums.close(TotalKind.GRAND, None, printed)
            self._report(row, words, difference)
            if figure is not None:
                self._sums.close(TotalKind.GRAND, None, figure)

    def _close_section(self) -> None:
        """Holds the sum that a category's own row printed against the lines that followed it."""
        section, self._section = self._section, None
        if section is None:
            return
        computed = self._sums.everything - section.before
        if computed != section.printed_fen:
            self._report(
                section.row, section.title, Difference("subtotal_differs", section.printed_fen, computed)
            )

    def _report(self, row: TableRow, label: str, difference: Difference | None) -> None:
        if difference:
            self._problem(
                difference.code,
                row.sheet.name,
                row.row,
                text=label,
                printed_fen=difference.printed_fen,
                computed_fen=difference.computed_fen,
            )

    # Categories

    def _read_line_or_category(self, row: TableRow, following: TableRow | None) -> None:
        figures = row.figures()
        name = row.text(Meaning.NAME)
        if not figures.any and (row.is_note() or name is None or not _is_item(row, figures)):
            if not row.is_note() and (title := row.category_title()):
                self._start_category(title)
            return
        if name and _heads_section(row, figures, following):
            title = category_title(name) or name
            self._start_category(title)
            self._section = _Section(row, title, figures.amount_fen or 0, self._sums.everything)
            return
        self._read_line(row, figures, name)

    def _start_category(self, title: str) -> None:
        self._close_section()
        self._heading, self._category = title, None

    def _category_of(self, row: TableRow) -> str | None:
        """The category column; where it is blank, what stood there last; else the heading row above."""
        self._category = row.text(Meaning.CATEGORY) or self._category
        return self._category or self._heading

    # Lines

    def _read_line(self, row: TableRow, figures: Figures, name: str | None) -> None:
        category = self._category_of(row)
        quantity, price = _milli(figures.quantity), figures.unit_price_fen
        computed = None if quantity is None or price is None else amount_fen(quantity, price)
        amount = figures.amount_fen if computed is None else computed
        self._check_line(row, figures, name, computed)
        line = ReadLine(
            sheet=row.sheet.name,
            row=row.row,
            category=category,
            name=name or "",
            specification=row.text(Meaning.SPECIFICATION),
            unit=row.text(Meaning.UNIT) or figures.counted_in,
            quantity_milli=quantity,
            unit_price_fen=price,
            amount_fen=amount or 0,
            printed_amount_fen=figures.amount_fen,
            lump_sum=computed is None,
            zone=row.text(Meaning.ZONE),
            remark=row.text(Meaning.REMARK),
            code=row.text(Meaning.CODE),
            incomplete=amount is None and not row.shares_amount,
            funding=row.text(Meaning.FUNDING),
            edition=row.text(Meaning.EDITION),
        )
        self._lines.append(line)
        self._sums.add(category, line.amount_fen)

    def _check_line(self, row: TableRow, figures: Figures, name: str | None, computed: int | None) -> None:
        at = (row.sheet.name, row.row)
        if name is None:
            self._problem(
                "missing_name", *at, amount_fen=figures.amount_fen if computed is None else computed
            )
        for bad in figures.bad:
            self._problem(bad.code, *at, name=name, **bad.facts)
        printed = figures.amount_fen
        if computed is not None and printed is not None and printed != computed:
            self._problem("amount_differs", *at, name=name, printed_fen=printed, computed_fen=computed)
        if computed is None and printed is None and not row.shares_amount and (code := _missing(figures)):
            self._problem(code, *at, name=name)


def _milli(quantity: Decimal | None) -> int | None:
    return None if quantity is None else milli_of(quantity)


def _missing(figures: Figures) -> str | None:
    """What a line without an amount lacks; None where it is there but unreadable, which was said already."""
    if figures.bad:
        return None
    return "missing_quantity" if figures.quantity is None else "missing_price"


def _is_item(row: TableRow, figures: Figures) -> bool:
    """Whether a row with a name and no readable figure is an item all the same, rather than a title."""
    if figures.bad or row.shares_amount:
        return True
    described = any(row.text(meaning) for meaning in (Meaning.UNIT, Meaning.SPECIFICATION, Meaning.CODE))
    serial = row.serial()
    numbered = bool(serial) and serial != row.text(Meaning.NAME) and not is_section_number(serial)
    return described or numbered


def _heads_section(row: TableRow, figures: Figures, following: TableRow | None) -> bool:
    """Whether a row such as 一 | 阅览家具 | 703,320 heads a section: the next line is numbered 1, not 二."""
    alone = figures.quantity is None and figures.unit_price_fen is None and figures.amount_fen is not None
    if not alone or following is None or not is_section_number(row.serial()):
        return False
    return following.serial()[:1].isdigit()
