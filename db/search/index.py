"""Keeping the search index: in the transaction of each write, or made anew from all rows.

The unit of work hands over the rows that it touched. The records they belong to are read again and their entries
written, so that nobody finds what is gone, and everybody finds what is saved.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.models import Attachment, Draft, DraftLine, LineageRow, Plan, Project, ProjectRow, SearchEntry, Task
from db.search import words
from db.search.sources import PARTS, SOURCES, Part, Source, shows
from db.search.texts import Texts, all_ids, among, body_of, texts_of

AT_ONCE = 10_000
"""Records read in one query: all lines of the largest draft."""

SHOWN = ("needs", "page", "parameter", "link_id", "title", "body")
"""What an entry says of its record."""

Changed = Mapping[str, Sequence[Any]]
"""Columns of a row that was added or changed, with the values before and after."""

Records = dict[tuple[int, str], set[int]]
"""Ids of records by project and table."""


def refresh(session: Session, touched: Iterable[tuple[ProjectRow | Project, Changed]]) -> None:
    """Write the entries of the records that rows belong to.

    Args:
        session: a session inside a unit of work; what was touched is flushed.
        touched: rows that were added or changed, with what changed; what shows nowhere costs nothing.
    """
    records: Records = defaultdict(set)
    for row, changed in touched:
        if shows(str(row.__tablename__), changed):
            _add(session, records, row)
            _add_former(session, records, row, changed)
        _add_children(session, records, row, changed)
    for (project_id, table), ids in records.items():
        _write(session, SOURCES[table], project_id, sorted(ids))


def rebuild(session: Session) -> int:
    """Make all entries of all projects anew; gives how many there are."""
    words.clear(session.connection())
    session.connection().execute(sa.delete(SearchEntry))
    for project_id in session.exec(select(Project.id).order_by(col(Project.id))).all():
        assert project_id is not None  # noqa: S101 (stored rows have ids)
        for source in SOURCES.values():
            _write(session, source, project_id, all_ids(session, source, project_id))
    return session.exec(select(sa.func.count()).select_from(SearchEntry)).one()


def fill_if_missing(session: Session) -> int:
    """Make the index of a database that has no entry yet; gives how many were made."""
    is_there = session.exec(select(SearchEntry.id).limit(1)).first() is not None
    return 0 if is_there else rebuild(session)


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


def _add_children(session: Session, records: Records, row: Any, changed: Collection[str]) -> None:
    """Add what came or went with a row below the ORM: lines of an imported or archived draft, tasks of a plan.

    A draft that is copied brings no new text.
    """
    if isinstance(row, Draft) and not {"archived_at", "new_lineages"}.isdisjoint(changed):
        lines = select(DraftLine.lineage_id).where(DraftLine.draft_id == row.id).distinct()
        records[row.project_id, str(LineageRow.__tablename__)].update(session.exec(lines))
    elif isinstance(row, Plan) and "tasks" in changed:
        tasks = session.exec(select(Task.id).where(Task.plan_id == row.id))
        records[row.project_id, str(Task.__tablename__)].update(id_ for id_ in tasks if id_ is not None)


def _write(session: Session, source: Source, project_id: int, ids: Sequence[int]) -> None:
    """Bring the entries of some records to what their rows say; those without texts lose theirs."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        found = texts_of(session, source, project_id, some)
        _replace(session.connection(), source, project_id, some, found)


def _replace(
    connection: sa.Connection, source: Source, project_id: int, ids: Sequence[int], found: dict[int, Texts]
) -> None:
    table = str(source.model.__tablename__)
    query = _stored(project_id, table, ids, ("id", "record_id", *SHOWN))
    stored = {record_id: (id_, tuple(shown)) for id_, record_id, *shown in connection.execute(query)}
    wanted = {record_id: _shown(source, texts) for record_id, texts in found.items()}
    gone = [id_ for record_id, (id_, shown) in stored.items() if wanted.get(record_id) != shown]
    words.drop(connection, gone)
    if gone:
        connection.execute(sa.delete(SearchEntry).where(among(col(SearchEntry.id), gone)))
    new = [record_id for record_id, shown in wanted.items() if stored.get(record_id, (0, ()))[1] != shown]
    if not new:
        return
    own = {"project_id": project_id, "record_table": table}
    rows = [{**own, "record_id": id_, **dict(zip(SHOWN, wanted[id_], strict=True))} for id_ in new]
    connection.execute(sa.insert(SearchEntry), rows)
    # Read back instead of RETURNING, for which SQLite would be given one row at a time.
    made = connection.execute(_stored(project_id, table, new, ("id", "title", "body")))
    scope = words.scope_word(project_id, source.needs)
    words.keep(connection, [words.Entry(id_, scope, table, title, body) for id_, title, body in made])


def _stored(project_id: int, table: str, ids: Collection[int], columns: Sequence[str]) -> Any:
    """The query of the entries of some records."""
    return sa.select(*(getattr(SearchEntry, name) for name in columns)).where(
        col(SearchEntry.project_id) == project_id,
        col(SearchEntry.record_table) == table,
        among(col(SearchEntry.record_id), ids),
    )


def _shown(source: Source, texts: Texts) -> tuple[Any, ...]:
    """The values of `SHOWN`."""
    link_id = texts.link_id if source.parameter else None
    return (source.needs.value, source.page, source.parameter, link_id, texts.title, body_of(texts))
