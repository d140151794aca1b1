"""Keeping the search index: in the transaction of each write, or made anew from all rows.

The unit of work hands over the rows that it touched. The records they belong to are read again and their entries
written, so that nobody finds what is gone, and everybody finds what is saved.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.models import Project, ProjectRow, SearchEntry
from db.search import words
from db.search.changes import Changed, concerned
from db.search.order import last_written
from db.search.sources import SOURCES, Source
from db.search.texts import Texts, all_ids, among, body_of, texts_of

AT_ONCE = 10_000
"""Records read in one query: all lines of the largest draft."""

SHOWN = ("needs", "page", "parameter", "link_id", "title", "body")
"""What an entry says of its record."""

Places = Mapping[int, int]
"""Ids that entries get, by those of their records: the larger, the newer."""


def refresh(session: Session, touched: Sequence[tuple[ProjectRow | Project, Changed]]) -> None:
    """Write the entries of the records that rows belong to.

    Args:
        session: a session inside a unit of work; what was touched is flushed.
        touched: rows that were added or changed, with what changed; what shows nowhere costs nothing.
    """
    for (project_id, table), ids in concerned(session, touched).items():
        _write(session, SOURCES[table], project_id, sorted(ids))


def rebuild(session: Session) -> int:
    """Make all entries of all projects anew, in the order of the writes that they tell of; gives how many there are."""
    connection = session.connection()
    words.clear(connection)
    connection.execute(sa.delete(SearchEntry))
    taken = 0
    for project_id in session.exec(select(Project.id).order_by(col(Project.id))).all():
        assert project_id is not None  # noqa: S101 (stored rows have ids)
        records = [
            (table, id_) for table, source in SOURCES.items() for id_ in all_ids(session, source, project_id)
        ]
        # What the audit does not tell of comes first; among equals the order stays.
        written = last_written(session, project_id)
        records.sort(key=lambda record: written.get(record, 0))
        places = {record: place for place, record in enumerate(records, start=taken + 1)}
        taken += len(records)
        for table, source in SOURCES.items():
            own = {id_: place for (of, id_), place in places.items() if of == table}
            _write(session, source, project_id, list(own), own)
    words.count_on(connection, taken)
    return session.exec(select(sa.func.count()).select_from(SearchEntry)).one()


def fill_if_missing(session: Session) -> int:
    """Make the index of a database that has no entry yet; gives how many were made."""
    is_there = session.exec(select(SearchEntry.id).limit(1)).first() is not None
    return 0 if is_there else rebuild(session)


def _write(
    session: Session, source: Source, project_id: int, ids: Sequence[int], places: Places | None = None
) -> None:
    """Bring the entries of some records to what their rows say; those without texts lose theirs."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        found = texts_of(session, source, project_id, some)
        wanted = {record_id: _shown(source, texts) for record_id, texts in found.items()}
        _replace(session.connection(), source, project_id, some, wanted, places or {})


def _replace(
    connection: sa.Connection,
    source: Source,
    project_id: int,
    ids: Sequence[int],
    wanted: Mapping[int, tuple[Any, ...]],
    places: Places,
) -> None:
    table = str(source.model.__tablename__)
    query = _stored(project_id, table, ids, ("id", "record_id", *SHOWN))
    stored = {record_id: (id_, tuple(shown)) for id_, record_id, *shown in connection.execute(query)}
    gone = [id_ for record_id, (id_, shown) in stored.items() if wanted.get(record_id) != shown]
    words.drop(connection, gone)
    if gone:
        connection.execute(sa.delete(SearchEntry).where(among(col(SearchEntry.id), gone)))
    new = [id_ for id_ in ids if id_ in wanted and stored.get(id_, (0, ()))[1] != wanted[id_]]
    if not new:
        return
    own = {"project_id": project_id, "record_table": table}
    rows = [{**own, "record_id": id_, **dict(zip(SHOWN, wanted[id_], strict=True))} for id_ in new]
    if places:
        rows = [row | {"id": places[row["record_id"]]} for row in rows]
    connection.execute(sa.insert(SearchEntry), rows)
    # Read back instead of RETURNING, for which SQLite would be given one row at a time.
    # In the order of their ids, which FTS5 takes in one go.
    made = connection.execute(
        _stored(project_id, table, new, ("id", "title", "body")).order_by(SearchEntry.id)
    )
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
