"""Which records a change concerns: those that say something else after it, or are found no more."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, select

from db.models import Attachment, Draft, DraftLine, LineageRow, Plan, Task
from db.search.sources import HELD, PARTS, SOURCES, Part
from db.search.texts import holder_id

ATTACHED = ("caption", "file_name")
"""Texts of a file; they count as those of the record it hangs on."""

Changed = Mapping[str, Sequence[Any]]
"""Columns of a row that was added or changed, with the values before and after, as the audit keeps them."""

Records = dict[tuple[int, str], set[int]]
"""Ids of records by project and table."""


def concerned(session: Session, touched: Sequence[tuple[Any, Changed]]) -> Records:
    """The records that rows are, count to or hang on, where what changed shows in the search.

    Args:
        session: where the rows between a row and its record are read.
        touched: rows that were added or changed, with what changed; what shows nowhere costs nothing.
    """
    records: Records = defaultdict(set)
    for row, changed in touched:
        if shows(str(row.__tablename__), changed):
            _add(session, records, row)
            _add_former(session, records, row, changed)
        _add_children(session, records, row, changed)
        _add_held(session, records, row, changed)
    return records


def shows(table: str, changed: Changed) -> bool:
    """Whether a change can be seen in what the search says of the record that a row is, counts to or hangs on.

    A row that came without a text cannot; one that was moved to another record can.
    """
    if table in SOURCES:
        source = SOURCES[table]
        texts = (*source.title, *source.text)
        place = source.within.column if source.within else source.link
        was_moved = place in changed or source.link in changed
    elif table in PARTS:
        part = PARTS[table][1]
        texts, was_moved = part.columns, changed.get(part.parent, (None,))[0] is not None
    elif table == Attachment.__tablename__:
        texts, was_moved = ATTACHED, False
    else:
        return False
    return was_moved or "archived_at" in changed or any(any(changed.get(name, ())) for name in texts)


def _add(session: Session, records: Records, row: Any) -> None:
    """Add the record that a row is, counts to, or hangs on."""
    if isinstance(row, Attachment):
        _add_holder(session, records, row)
        return
    table = row.__tablename__
    if table in SOURCES:
        records[row.project_id, table].add(row.id)
    elif table in PARTS:
        source, part = PARTS[table]
        record_id = _record_id(session, part, getattr(row, part.parent))
        if record_id is not None:
            records[row.project_id, str(source.model.__tablename__)].add(record_id)


def _add_former(session: Session, records: Records, row: Any, changed: Changed) -> None:
    """Add the record that a row counted to before it was moved to another, as a line is when lineages part."""
    if row.__tablename__ not in PARTS:
        return
    source, part = PARTS[row.__tablename__]
    former_id = _record_id(session, part, changed.get(part.parent, (None,))[0])
    if former_id is not None:
        records[row.project_id, str(source.model.__tablename__)].add(former_id)


def _add_holder(session: Session, records: Records, file: Attachment) -> None:
    table = file.record_table
    if table in SOURCES:
        records[file.project_id, table].add(file.record_id)
    elif table in PARTS:
        holder = session.get(PARTS[table][1].model, file.record_id)
        if holder is not None:
            _add(session, records, holder)


def _record_id(session: Session, part: Part, parent_id: int | None) -> int | None:
    """The id of the record that a row of a part counts to by its parent."""
    if part.through is None or parent_id is None:
        return parent_id
    between, name = part.through
    found: int | None = getattr(session.get(between, parent_id), name, None)
    return found


def _add_children(session: Session, records: Records, row: Any, changed: Changed) -> None:
    """Add what came or went with a row below the ORM: lines of an imported or archived draft, tasks of a plan.

    A draft that is copied brings no new text.
    """
    if isinstance(row, Draft) and not {"archived_at", "new_lineages"}.isdisjoint(changed):
        lines = select(DraftLine.lineage_id).where(DraftLine.draft_id == row.id).distinct()
        records[row.project_id, str(LineageRow.__tablename__)].update(session.exec(lines))
    elif isinstance(row, Plan) and "tasks" in changed:
        tasks = session.exec(select(Task.id).where(Task.plan_id == row.id))
        records[row.project_id, str(Task.__tablename__)].update(id_ for id_ in tasks if id_ is not None)


def _add_held(session: Session, records: Records, row: Any, changed: Changed) -> None:
    """Add what stands in a row that was archived or restored."""
    if "archived_at" not in changed:
        return
    for source, holder in HELD.get(str(row.__tablename__), ()):
        model: Any = source.model
        held = select(model.id).where(model.project_id == row.project_id, holder_id(source, holder) == row.id)
        records[row.project_id, model.__tablename__].update(session.exec(held))
