"""A filled sheet of a round is stored as a phone's items are: by the same commands, once, under its own device.

What the sheet said before and still says is left alone, so that importing it again changes nothing, not even what
somebody has put aside since. A cell that was emptied takes back what it said.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session, col, select

from db.commands.field_items import answer_check, observe_finding, set_head_field, withdraw_item
from db.commands.field_records import attendee_from_phone, finding_from_phone, note_from_phone
from db.commands.registry import command
from db.models import Attendee, CheckResult, FieldItem, FindingCheck
from tracker.errors import Conflict, Invalid, TrackerError
from tracker.field import (
    Attendance,
    Check,
    HeadField,
    Item,
    NewFinding,
    Note,
    Observation,
    Withdrawal,
)
from tracker.permissions import Action, Actor
from tracker.round_sheet import CellProblem, FilledSheet, SheetEntry, SheetRefused, withdrawal_id

MOST_PROBLEMS = 20
"""After so many refused cells the rest of the sheet is not tried."""

WHOLE_ROUND = frozenset({"round_signed", "round_excused"})
"""Refusals that every cell would meet."""

INSTANT = dt.timedelta(milliseconds=1)

COMMANDS: Mapping[type[Item], Callable[..., int]] = {
    Check: answer_check,
    Observation: observe_finding,
    HeadField: set_head_field,
    Note: note_from_phone,
    NewFinding: finding_from_phone,
    Attendance: attendee_from_phone,
}

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a row of the sheet said at an earlier import; `value` is None once it was taken back."""

    at: dt.datetime
    value: Value | None


@dataclass(slots=True)
class SheetImport:
    """What an import did, in rows: `saved` new or changed, `taken_back` emptied, `older` left alone."""

    saved: int = 0
    taken_back: int = 0
    older: int = field(default=0)


@command(Action.HOLD_ROUNDS)
def import_round_sheet(
    session: Session, *, actor: Actor, project_id: int, round_id: int, sheet: FilledSheet
) -> SheetImport:
    """Store what a filled sheet says, all of it or nothing; gives how many rows were new, changed or taken back.

    A row that says something else than at the last import counts by the workbook's instant: one from an older copy of
    the sheet is left alone.

    Raises:
        Invalid: `sheet_of_other_round`; `round_signed` or `round_excused`, where anything is new.
        SheetRefused: cells that cannot be taken, each with its place.
    """
    if (sheet.project_id, sheet.round_id) != (project_id, round_id):
        raise Invalid("sheet_of_other_round")
    problems = list(sheet.problems)
    said = _said_before(session, project_id, round_id, sheet.device)
    done = SheetImport()
    where = {"actor": actor, "project_id": project_id, "round_id": round_id, "device": sheet.device}
    for entry in sheet.entries:
        if len(problems) >= MOST_PROBLEMS:
            break
        try:
            _take(session, entry, said.get(entry.client_id), sheet.at, where, done)
        except TrackerError as error:
            if error.code in WHOLE_ROUND:
                raise
            problems.append(CellProblem(entry.place, _told(error)))
    if problems:
        raise SheetRefused(problems)
    return done


def _take(
    session: Session,
    entry: SheetEntry,
    before: _Said | None,
    at: dt.datetime,
    where: Mapping[str, Any],
    done: SheetImport,
) -> None:
    """Store one row, unless it says what it said before."""
    said = before.value if before else None
    item = entry.item
    if item is None or (isinstance(item, HeadField) and before is None and item.value == item.original):
        wanted = None
    else:
        wanted = _value(item)
    if wanted == said or (said and wanted and _same_finding(said, wanted)):
        return
    if before is not None and at < before.at:
        done.older += 1
        return
    if before is not None:
        # A program that does not write down when it saved leaves the instant as it was.
        at = max(at, before.at + INSTANT)
    if item is None:
        withdraw_item(session, item=Withdrawal(withdrawal_id(entry.client_id), at, entry.client_id), **where)
        done.taken_back += 1
    else:
        COMMANDS[type(item)](session, item=replace(item, at=at), **where)
        done.saved += 1


def _told(error: TrackerError) -> TrackerError:
    """A refusal as it concerns a cell: two edits that met cannot be merged in a workbook."""
    if isinstance(error, Conflict):
        theirs = next(iter(error.theirs.values()), "")
        return Invalid("sheet_changed_meanwhile", theirs=theirs)
    return error


def _value(item: Item) -> Value:
    """What an item says, as `_said_before` gives it."""
    if isinstance(item, Check):
        return {"answer": item.answer.value}
    if isinstance(item, Observation):
        return {"observation": item.observation.value, "text": item.text}
    if isinstance(item, Note):
        return {"text": item.text, "zone_id": item.zone_id}
    if isinstance(item, Attendance):
        return {"name": item.name, "organisation_id": item.organisation_id}
    if isinstance(item, HeadField):
        return {item.field: _plain(item.value)}
    assert isinstance(item, NewFinding)  # noqa: S101 (a sheet says nothing else)
    return {
        "description": item.description,
        "zone_id": item.zone_id,
        "trade": item.trade.value,
        "severity": item.severity.value,
        "due_on": _plain(item.due_on),
        "organisation_id": item.organisation_id,
    }


def _same_finding(said: Value, wanted: Value) -> bool:
    """Whether two sayings differ in nothing but a due day that the sheet leaves to the severity."""
    return (
        "due_on" in wanted and wanted["due_on"] is None and {**wanted, "due_on": said.get("due_on")} == said
    )


def _said_before(session: Session, project_id: int, round_id: int, device: str) -> dict[str, _Said]:
    """What the sheet's rows said when it was imported last, by `client_id`. Four statements."""
    receipts = session.exec(
        select(FieldItem).where(
            FieldItem.project_id == project_id,
            FieldItem.inspection_id == round_id,
            FieldItem.device == device,
        )
    ).all()
    values: dict[str, Value] = {row.client_id: json.loads(row.said) for row in receipts}
    for check in session.exec(select(CheckResult).where(*_of(CheckResult, project_id, round_id, device))):
        values[check.client_id] = {"answer": check.answer.value}
    for seen in session.exec(select(FindingCheck).where(*_of(FindingCheck, project_id, round_id, device))):
        values[seen.client_id] = {"observation": seen.observation.value, "text": seen.text}
    # What a receipt never holds: a person's name.
    names = [row.record_id for row in receipts if row.kind == "attendee"]
    for attendee in session.exec(select(Attendee).where(col(Attendee.id).in_(names))):
        if attendee.client_id is not None:
            values[attendee.client_id] = {"name": attendee.name, "organisation_id": attendee.organisation_id}
    taken_back = {json.loads(row.said)["of"]: row.said_at for row in receipts if row.kind == "withdraw"}
    return {
        row.client_id: _Said(
            row.said_at,
            None
            if row.client_id in taken_back and taken_back[row.client_id] >= row.said_at
            else values[row.client_id],
        )
        for row in receipts
    }


def _of(
    model: type[CheckResult | FindingCheck], project_id: int, round_id: int, device: str
) -> tuple[Any, ...]:
    return (model.project_id == project_id, model.inspection_id == round_id, model.device == device)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
