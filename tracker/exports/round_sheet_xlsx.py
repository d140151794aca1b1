"""The sheet of a round as a workbook to fill in: drop-downs to choose from, everything else locked."""

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tracker.exports.table import DATE
from tracker.i18n import Words
from tracker.round_sheet import ABOUT, FORMAT, HEAD_FIELDS, LISTS, RoundSheet, SheetKind
from tracker.vocabulary import CheckAnswer, FindingObservation, Severity, Trade

EMPTY_ROWS = {SheetKind.NOTES: 40, SheetKind.FINDINGS: 30, SheetKind.ATTENDEES: 20}
"""Rows that are made ready for what is written anew."""

FIRST_ROW = 3
"""Row 1 names the columns for the reader and is hidden, row 2 has the headings."""

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = 0
"""The width of a column that is not shown."""

Column = tuple[str, str, int]
"""Key, heading, width in characters (0: hidden)."""


def round_sheet_xlsx(sheet: RoundSheet, words: Words) -> bytes:
    """The workbook of `tracker.round_sheet`, its visible texts in one language."""
    return _Book(sheet, words).data()


def question_words(words: Words, field: str) -> str:
    """How the sheet asks for a field at the head of the round."""
    w = words
    return {
        "held_on": w._("Inspected on"),
        "weather": w._("Weather"),
        "progress": w._("Progress against plan"),
        "decisions": w._("Decisions needed"),
        "next_week": w._("Plan for next week"),
    }[field]


class _Book:
    """One workbook being written."""

    def __init__(self, sheet: RoundSheet, words: Words) -> None:
        self.sheet, self.w = sheet, words
        self.book = Workbook()
        self.book.remove(self.book.active)  # type: ignore[arg-type]  # a new workbook has one sheet
        self.choices: dict[str, str] = {}

    def data(self) -> bytes:
        """The finished file."""
        self._lists()
        self._head()
        self._checks()
        self._observations()
        self._notes()
        self._findings()
        self._attendees()
        self._about()
        self.book.active = 1
        self.book.properties.creator = ""
        self.book.properties.title = self.sheet.title
        self.book.properties.created = self.sheet.exported_at.replace(tzinfo=None)
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def _lists(self) -> None:
        """What the drop-downs offer, beside what it stands for."""
        page = self.book.create_sheet(LISTS)
        page.sheet_state = "veryHidden"
        w = self.w
        offered: dict[str, list[tuple[str, object]]] = {
            "zone": [(name, zone_id) for zone_id, name in self.sheet.places.items()],
            "organisation": [(name, party_id) for party_id, name in self.sheet.organisations.items()],
            "answer": [(w.label(each), each.value) for each in CheckAnswer],
            "observation": [(w.label(each), each.value) for each in FindingObservation],
            "severity": [(w.label(each), each.value) for each in Severity],
            "trade": [(w.label(each), each.value) for each in Trade],
        }
        for at, (name, choices) in enumerate(offered.items()):
            left = 2 * at + 1
            page.cell(1, left, name)
            for row, (label, value) in enumerate(_told_apart(choices), start=2):
                _write(page, row, left, label)
                page.cell(row, left + 1, value)
            letter = get_column_letter(left)
            self.choices[name] = f"'{LISTS}'!${letter}$2:${letter}${max(2, len(choices) + 1)}"

    def _head(self) -> None:
        w = self.w
        page = self._page(
            SheetKind.HEAD,
            w._("About the round"),
            [
                ("field", "", _HIDDEN),
                ("original", "", _HIDDEN),
                ("", self.sheet.title, 26),
                ("value", w.date(self.sheet.day), 80),
            ],
        )
        for row, name in enumerate(HEAD_FIELDS, start=FIRST_ROW):
            value = self.sheet.head.get(name)
            key = self.sheet.client_id(SheetKind.HEAD, name)
            self._line(page, row, [key, name, value, question_words(w, name)], [value], height=60)

    def _checks(self) -> None:
        w = self.w
        columns = [
            ("zone_id", "", _HIDDEN),
            ("item_id", "", _HIDDEN),
            ("", w._("Place"), 28),
            ("", w._p("checklist", "Question"), 56),
            ("answer", w._p("checklist", "Answer"), 16),
        ]
        page = self._page(SheetKind.CHECKS, w._("Checks by zone"), columns)
        row = FIRST_ROW
        for stop in self.sheet.stops:
            for question in stop.questions:
                key = self.sheet.client_id(SheetKind.CHECKS, stop.zone.id, question.id)
                place = self.sheet.places.get(stop.zone.id, "")
                self._line(page, row, [key, stop.zone.id, question.id, place, question.text], [None])
                row += 1
        self._choose(page, "answer", "F", row)

    def _observations(self) -> None:
        w = self.w
        columns = [
            ("finding_id", "", _HIDDEN),
            ("", w._("No."), 8),
            ("", w._("Place"), 24),
            ("", w._("What is wrong"), 48),
            ("", w._("Severity"), 12),
            ("", w._("Due"), 14),
            ("observation", w._("Seen this time"), 16),
            ("text", w._("Remark"), 40),
        ]
        page = self._page(SheetKind.OBSERVATIONS, w._("Earlier findings"), columns)
        for row, finding in enumerate(self.sheet.findings, start=FIRST_ROW):
            locked = [
                self.sheet.client_id(SheetKind.OBSERVATIONS, finding.id),
                finding.id,
                finding.number,
                finding.place or w._("The building as a whole"),
                finding.description,
                w.label(finding.severity),
                finding.due_on,
            ]
            self._line(page, row, locked, [None, None])
        self._choose(page, "observation", "H", FIRST_ROW + len(self.sheet.findings))

    def _notes(self) -> None:
        w = self.w
        columns = [("zone", w._("Place"), 28), ("text", w._("Note"), 90)]
        page = self._page(SheetKind.NOTES, w._("Notes by zone"), columns)
        end = self._empty(page, SheetKind.NOTES, 2)
        self._choose(page, "zone", "B", end)

    def _findings(self) -> None:
        w = self.w
        columns = [
            ("zone", w._("Place"), 28),
            ("description", w._("What is wrong"), 60),
            ("severity", w._("Severity"), 14),
            ("trade", w._("Trade"), 14),
            ("organisation", w._("Assigned to"), 26),
            ("due_on", w._("Due"), 16),
        ]
        page = self._page(SheetKind.FINDINGS, w._("New findings"), columns)
        end = self._empty(page, SheetKind.FINDINGS, 6)
        for name, letter in (("zone", "B"), ("severity", "D"), ("trade", "E"), ("organisation", "F")):
            self._choose(page, name, letter, end)
        for row in range(FIRST_ROW, end):
            page[f"G{row}"].number_format = DATE

    def _attendees(self) -> None:
        w = self.w
        columns = [("name", w._p("person", "Name"), 24), ("organisation", w._("Organisation"), 36)]
        page = self._page(SheetKind.ATTENDEES, w._("Attendees"), columns)
        self._choose(page, "organisation", "C", self._empty(page, SheetKind.ATTENDEES, 2))

    def _about(self) -> None:
        """Which round the workbook belongs to."""
        page = self.book.create_sheet(ABOUT)
        page.sheet_state = "veryHidden"
        facts = {
            ABOUT: FORMAT,
            "project_id": self.sheet.project_id,
            "round_id": self.sheet.round_id,
            "device": str(self.sheet.device),
            "exported_at": self.sheet.exported_at.astimezone(dt.UTC).isoformat(),
        }
        for fact in facts.items():
            page.append(fact)

    def _page(self, kind: SheetKind, title: str, columns: Sequence[Column]) -> Worksheet:
        """A protected sheet with its hidden keys and its headings."""
        page: Worksheet = self.book.create_sheet(title)
        for at, (key, heading, width) in enumerate([(str(kind), "", _HIDDEN), *columns], start=1):
            page.cell(1, at, key or None)
            cell = _write(page, 2, at, heading)
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="EDF0EF")
            dimension = page.column_dimensions[get_column_letter(at)]
            dimension.hidden = width == _HIDDEN
            dimension.width = width or 10
        page.row_dimensions[1].hidden = True
        page.freeze_panes = f"A{FIRST_ROW}"
        page.protection.sheet = True
        page.protection.formatColumns = page.protection.formatRows = False
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.page_setup.orientation = "landscape"
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        return page

    def _line(
        self,
        page: Worksheet,
        row: int,
        locked: Sequence[object],
        opened: Sequence[object],
        *,
        height: int | None = None,
    ) -> None:
        """A row: what is locked, then the cells to write in."""
        for at, value in enumerate([*locked, *opened], start=1):
            cell = _write(page, row, at, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if at > len(locked):
                cell.protection = Protection(locked=False)
                cell.fill = PatternFill("solid", fgColor="FFFBEB")
        if height:
            page.row_dimensions[row].height = height

    def _empty(self, page: Worksheet, kind: SheetKind, cells: int) -> int:
        """Rows to write in; gives the row after the last."""
        for at in range(EMPTY_ROWS[kind]):
            self._line(page, FIRST_ROW + at, [self.sheet.client_id(kind, at)], [None] * cells)
        return FIRST_ROW + EMPTY_ROWS[kind]

    def _choose(self, page: Worksheet, name: str, letter: str, end: int) -> None:
        """Let the cells of a column be chosen from a list."""
        if end <= FIRST_ROW:
            return
        rule = DataValidation("list", formula1=f"={self.choices[name]}", allow_blank=True)
        rule.showErrorMessage = True
        rule.error = self.w._("Please choose from the list.")
        rule.add(f"{letter}{FIRST_ROW}:{letter}{end - 1}")
        page.add_data_validation(rule)


def _told_apart(choices: Sequence[tuple[str, object]]) -> list[tuple[str, object]]:
    """The choices, the second of two with the same words marked by a number."""
    seen: dict[str, int] = {}
    told = []
    for label, value in choices:
        seen[label] = seen.get(label, 0) + 1
        told.append((label if seen[label] == 1 else f"{label} ({seen[label]})", value))
    return told


def _write(page: Worksheet, row: int, column: int, value: object) -> Any:
    """Write a value; a text is a text, even one that looks like a formula, and stays one when it is edited."""
    cell: Any = page.cell(row, column)
    if isinstance(value, str):
        cell.value = _NOT_XML.sub("", value)[:32_767]
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t"))
    else:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = DATE
    return cell
