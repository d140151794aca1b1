"""Lines of a working copy: added, edited one by one or as a grid, put aside and brought back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, func, select

from db.commands import editing
from db.commands.draft_rows import working_draft
from db.commands.editing import merge_edit, required_text
from db.commands.registry import command, get
from db.models import Draft, DraftLine, LineageRow
from db.queries.places import zone_ids_by_name
from tracker.errors import Conflict, Invalid
from tracker.permissions import Action, Actor
from tracker.procurement.drafts import LONGEST, LONGEST_FUNDING, settled

_TEXTS = frozenset(LONGEST) | {"justification", "funding"}
_FACTORS = frozenset({"quantity_milli", "unit_price_fen"})
EDITABLE = _TEXTS | _FACTORS | {"lump_sum", "amount_fen", "funding_year"}
"""Columns that a person sets; the amount follows from quantity and price unless the line is a lump sum."""

FUNDING_YEARS = range(2000, 2101)

BY_VALUE = 0
"""A version that no row has: the edit is held against what is stored, value by value."""


@command(Action.EDIT_PROCUREMENT)
def add_line(
    session: Session, *, actor: Actor, project_id: int, draft_id: int, values: Mapping[str, Any]
) -> int:
    """Add a line with a lineage of its own at the end of the working copy; gives its id.

    Raises:
        Invalid: the draft is no working copy, the name is missing, or a text or figure does not fit.
    """
    return _add(session, working_draft(session, project_id, draft_id), values)


@command(Action.EDIT_PROCUREMENT)
def update_line(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    line_id: int,
    expected_version: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
) -> None:
    """Change columns of a line; fields that only one side changed are merged.

    Raises:
        Conflict: somebody else changed the same field since.
        Invalid: as for `add_line`.
    """
    line = get(session, DraftLine, project_id, line_id)
    working_draft(session, project_id, line.draft_id)
    _edit(line, expected_version, original, changes)
    _find_zone(session, line, changes)
    session.add(line)


@command(Action.EDIT_PROCUREMENT)
def save_lines(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    draft_id: int,
    original: Mapping[str, Any],
    changes: Mapping[str, Any],
    added: Sequence[Mapping[str, Any]] = (),
    archived: Sequence[int] = (),
    expected_version: int = BY_VALUE,
) -> int:
    """Save an edited grid: all of it or nothing; gives how many lines were touched.

    Args:
        session: the unit of work.
        actor: who saves.
        project_id: the project.
        draft_id: the working copy.
        original: what the person saw, as `{"<line id>.<column>": value}`.
        changes: what the person set, in the same form.
        added: the columns of each new line.
        archived: ids of the lines to put aside.
        expected_version: not used: the rows of a grid have many versions, so every cell is held against the
            stored value instead, which is stricter.

    Raises:
        Conflict: cells that somebody else changed too, of all lines, under the keys of `changes`.
        Invalid: as for `add_line`.
    """
    draft = working_draft(session, project_id, draft_id)
    edits = _by_line(changes)
    clashes: list[tuple[int, Conflict]] = []
    for line_id, cells in edits.items():
        line = _line_of(session, draft, line_id)
        seen = {field: original[key] for field in cells if (key := f"{line_id}.{field}") in original}
        try:
            _edit(line, BY_VALUE, seen, cells)
        except Conflict as conflict:
            clashes.append((line_id, conflict))
        _find_zone(session, line, cells)
        session.add(line)
    if clashes:
        raise _together(clashes)
    for line_id in archived:
        editing.archive(session, _line_of(session, draft, line_id))
    for values in added:
        _add(session, draft, values)
    return len(set(edits) | set(archived)) + len(added)


@command(Action.EDIT_PROCUREMENT)
def archive_line(session: Session, *, actor: Actor, project_id: int, line_id: int) -> None:
    """Put a line of the working copy aside; it no longer counts."""
    line = get(session, DraftLine, project_id, line_id)
    working_draft(session, project_id, line.draft_id)
    editing.archive(session, line)


@command(Action.EDIT_PROCUREMENT)
def restore_line(session: Session, *, actor: Actor, project_id: int, line_id: int) -> None:
    """Bring a line of the working copy back."""
    line = get(session, DraftLine, project_id, line_id)
    working_draft(session, project_id, line.draft_id)
    editing.restore(session, line)


def _add(session: Session, draft: Draft, values: Mapping[str, Any]) -> int:
    lineage = LineageRow(project_id=draft.project_id, plan_id=draft.plan_id)
    session.add(lineage)
    session.flush()
    last = session.exec(
        select(func.max(DraftLine.position)).where(
            DraftLine.project_id == draft.project_id, DraftLine.draft_id == draft.id
        )
    ).one()
    assert draft.id is not None  # noqa: S101 (read from the database)
    assert lineage.id is not None  # noqa: S101 (flushed)
    line = DraftLine(
        project_id=draft.project_id,
        draft_id=draft.id,
        lineage_id=lineage.id,
        position=0 if last is None else last + 1,
        name="",
        amount_fen=0,
    )
    set_values(line, {"name": "", **values})
    _find_zone(session, line, values)
    session.add(line)
    session.flush()
    assert line.id is not None  # noqa: S101 (flushed)
    return line.id


def _edit(
    line: DraftLine, expected_version: int, original: Mapping[str, Any], changes: Mapping[str, Any]
) -> None:
    """Merge an edit into a line and settle its amount."""
    _refuse_amount_beside_factors(line, changes)
    checked = {field: _checked(field, value) for field, value in changes.items() if field in EDITABLE}
    merge_edit(line, expected_version=expected_version, original=original, changes=checked)
    _settle(line)


def set_values(line: DraftLine, values: Mapping[str, Any]) -> None:
    """Set columns of a line, new or known, and settle its amount.

    Raises:
        Invalid: as for `add_line`.
    """
    _refuse_amount_beside_factors(line, values)
    for field in EDITABLE & values.keys():
        setattr(line, field, _checked(field, values[field]))
    _settle(line)


def _find_zone(session: Session, line: DraftLine, changes: Mapping[str, Any]) -> None:
    """A zone that was typed becomes a link where the room list has it under that name."""
    if "zone" in changes:
        with session.no_autoflush:  # the line is written, and audited, once
            line.zone_id = zone_ids_by_name(session, line.project_id).get(line.zone)


def _refuse_amount_beside_factors(line: DraftLine, changes: Mapping[str, Any]) -> None:
    """An amount typed where quantity × price gives another would be overwritten without a word."""
    after = {field: changes.get(field, getattr(line, field)) for field in _FACTORS | {"lump_sum", "name"}}
    priced = not after["lump_sum"] and all(after[field] is not None for field in _FACTORS)
    if changes.get("amount_fen") and priced:
        raise Invalid("amount_follows", name=after["name"])


def _checked(field: str, value: Any) -> Any:
    """The value as the column takes it."""
    if field == "name":
        return required_text("name", value or "", longest=LONGEST["name"])
    if field in _TEXTS:
        text = (value or "").strip()
        longest = LONGEST_FUNDING if field == "funding" else LONGEST.get(field, len(text))
        if len(text) > longest:
            raise Invalid("text_too_long", field=field, longest=longest, length=len(text))
        return text
    if field == "funding_year" and value is not None and value not in FUNDING_YEARS:
        raise Invalid("funding_year", year=str(value))
    return value or 0 if field == "amount_fen" else value


def _settle(line: DraftLine) -> None:
    line.lump_sum, line.amount_fen = settled(
        name=line.name,
        quantity_milli=line.quantity_milli,
        unit_price_fen=line.unit_price_fen,
        lump_sum=line.lump_sum,
        amount_fen=line.amount_fen,
    )


def _line_of(session: Session, draft: Draft, line_id: int) -> DraftLine:
    line = get(session, DraftLine, draft.project_id, line_id)
    if line.draft_id != draft.id:
        raise Invalid("line_of_another_draft", name=line.name)
    return line


def _by_line(changes: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """`{"12.name": "…"}` as `{12: {"name": "…"}}`."""
    lines: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for key, value in changes.items():
        line_id, _, field = key.partition(".")
        lines[int(line_id)][field] = value
    return dict(lines)


def _together(clashes: Sequence[tuple[int, Conflict]]) -> Conflict:
    """One conflict for the cells of several lines."""

    def cells(side: str) -> dict[str, Any]:
        return {f"{line}.{field}": v for line, one in clashes for field, v in getattr(one, side).items()}

    return Conflict(base=cells("base"), mine=cells("mine"), theirs=cells("theirs"), version=BY_VALUE)
