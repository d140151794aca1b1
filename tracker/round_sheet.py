"""The sheet of a round on paper or as a workbook: what stands on it, and what a filled one says.

A workbook has a sheet for each kind of entry. Its first row, which is hidden, names the kind and the columns, so that
reading depends neither on the language nor on the headings; its first column, hidden too, holds the `client_id` of
each row. `tracker.exports.round_sheet_xlsx` writes it, `tracker.imports.round_sheet` reads it, and
`db.commands.round_sheet_import` stores it as a phone's items are stored, under a device of its own.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from openpyxl.utils import get_column_letter

from tracker.checklist import Stop
from tracker.errors import TrackerError
from tracker.field import Item
from tracker.vocabulary import Severity

FORMAT = 1
"""The version of the workbook's hidden columns."""

ABOUT, LISTS = "round_sheet", "lists"
"""The hidden sheets: which round the workbook belongs to, and what its drop-downs offer."""


class SheetKind(StrEnum):
    """What the rows of a sheet are; the value stands in the sheet's first cell."""

    HEAD = "head"
    CHECKS = "checks"
    OBSERVATIONS = "observations"
    NOTES = "notes"
    FINDINGS = "findings"
    ATTENDEES = "attendees"


HEAD_FIELDS = ("held_on", "weather", "progress", "decisions", "next_week")
"""The fields at the head of a round that the sheet asks for, in their order."""


@dataclass(frozen=True, slots=True)
class SheetFinding:
    """An open finding that the round looks at."""

    id: int
    number: int
    place: str
    severity: Severity
    description: str
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """What a round's sheet shows before anybody writes on it.

    Attributes:
        device: the sheet's own UUID, made at the export; every row's `client_id` follows from it.
        exported_at: when it was made.
        stops: the zones that are walked with their questions; `places` names every zone.
        head: the head of the round as it stands, by field.
    """

    project: str
    project_id: int
    round_id: int
    title: str
    day: dt.date
    device: uuid.UUID
    exported_at: dt.datetime
    stops: tuple[Stop, ...]
    places: dict[int, str]
    findings: tuple[SheetFinding, ...]
    organisations: dict[int, str]
    head: dict[str, str | dt.date | None]

    def client_id(self, kind: SheetKind, *key: object) -> str:
        """The `client_id` of a row: the same for the same sheet, kind and key."""
        return str(uuid.uuid5(self.device, ":".join([kind, *map(str, key)])))


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a workbook: the name on the sheet's tab, row and column counted from 1."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The cell as Excel names it: `F12`."""
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be taken, and why."""

    place: CellPlace
    error: TrackerError


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A row of a filled sheet; `item` is None where nothing is written in it."""

    client_id: str
    place: CellPlace
    item: Item | None


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A workbook that was read.

    Attributes:
        device: the name under which its answers are stored.
        at: when the workbook was last saved.
        problems: cells that cannot be read; with any of them nothing is imported.
    """

    project_id: int
    round_id: int
    device: str
    at: dt.datetime
    entries: tuple[SheetEntry, ...]
    problems: tuple[CellProblem, ...] = field(default=())

    @property
    def filled(self) -> int:
        """In how many rows something is written."""
        return sum(1 for entry in self.entries if entry.item is not None)


class SheetRefused(TrackerError):
    """A filled sheet with cells that cannot be taken: nothing of it was stored."""

    code = "round_sheet_refused"

    def __init__(self, problems: Iterable[CellProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(n=len(self.problems))


def device_of(sheet: uuid.UUID) -> str:
    """The device under which a sheet's answers are stored, within the 36 characters that a device may have."""
    return f"sheet:{sheet.hex[:30]}"


def withdrawal_id(client_id: str) -> str:
    """The `client_id` of taking back what a row said before."""
    return str(uuid.uuid5(uuid.UUID(client_id), "withdraw"))
