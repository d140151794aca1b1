"""The texts of records as the search keeps them, read from their rows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.models import Attachment, Draft, DraftLine
from db.search.sources import Holder, Part, Source
from tracker.reporting.snapshot import from_json


@dataclass(slots=True)
class Texts:
    """The title of a record, its other texts, and the id that its address carries."""

    title: str
    link_id: int
    body: list[str] = field(default_factory=list)


def texts_of(session: Session, source: Source, project_id: int, ids: Sequence[int]) -> dict[int, Texts]:
    """The texts of records that are not archived, nor what they stand in; what has no text at all is left out."""
    found = _own(session, source, project_id, ids)
    for number, part in enumerate(source.parts):
        gives_title = source.newest_title and number == 0
        for record_id, texts in _of_part(session, part, project_id, list(found)):
            if gives_title:
                found[record_id].title = texts[0]
            found[record_id].body += texts
    for record_id, texts in _captions(session, source, project_id, list(found)):
        found[record_id].body += texts
    return {id_: texts for id_, texts in found.items() if texts.title or any(texts.body)}


def body_of(texts: Texts) -> str:
    """The texts beside the title, each said once, in lines."""
    return "\n".join(
        dict.fromkeys(text.strip() for text in texts.body if text.strip() and text != texts.title)
    )


def _own(session: Session, source: Source, project_id: int, ids: Sequence[int]) -> dict[int, Texts]:
    table = str(source.model.__tablename__)
    columns = [_column(source.model, name) for name in (source.link, *source.title, *source.text)]
    query = sa.select(_column(source.model, "id"), *columns).where(*_alive(source.model, project_id, ids))
    if source.within is not None:
        holders = sa.select(_column(source.within.model, "id")).where(
            *_alive(source.within.model, project_id)
        )
        query = query.where(holder_id(source, source.within).in_(holders))
    found = {}
    for id_, link_id, *values in session.execute(query):
        read = [
            _read(table, name, value)
            for name, value in zip((*source.title, *source.text), values, strict=True)
        ]
        title = " ".join(filter(None, read[: len(source.title)]))
        found[id_] = Texts(title, link_id, read[len(source.title) :])
    return found


def _of_part(
    session: Session, part: Part, project_id: int, ids: Sequence[int]
) -> list[tuple[int, list[str]]]:
    """The texts of each row of a part with the id of its record, the oldest row first."""
    columns = [_column(part.model, name) for name in part.columns]
    record, query = _record_of(part, columns)
    query = query.where(among(record, ids), *_alive(part.model, project_id))
    if part.model is DraftLine:
        query = query.join(Draft, col(Draft.id) == col(DraftLine.draft_id)).where(
            col(Draft.archived_at).is_(None)
        )
    rows = session.execute(query.order_by(_column(part.model, "id")))
    return [(record_id, [value or "" for value in values]) for record_id, *values in rows]


def _captions(
    session: Session, source: Source, project_id: int, ids: Sequence[int]
) -> list[tuple[int, list[str]]]:
    """Captions and names of the files that hang on records, or on rows that count as theirs."""
    kept = (col(Attachment.project_id) == project_id, col(Attachment.archived_at).is_(None))
    texts = (col(Attachment.caption), col(Attachment.file_name))
    own = sa.select(col(Attachment.record_id), *texts).where(
        *kept,
        col(Attachment.record_table) == source.model.__tablename__,
        among(col(Attachment.record_id), ids),
    )
    queries = [own]
    for part in source.parts:
        record, query = _record_of(part, list(texts))
        hangs_on = sa.and_(
            col(Attachment.record_table) == part.model.__tablename__,
            col(Attachment.record_id) == _column(part.model, "id"),
        )
        alive = _alive(part.model, project_id)
        queries.append(query.join(Attachment, hangs_on).where(*kept, *alive, among(record, ids)))
    rows = session.execute(sa.union_all(*queries))
    return sorted((record_id, [caption, name]) for record_id, caption, name in rows)


def _record_of(part: Part, columns: list[Any]) -> tuple[Any, Any]:
    """The column with the id of the record that a part counts to, and the query of both, past archived rows between."""
    parent = _column(part.model, part.parent)
    if part.through is None:
        return parent, sa.select(parent, *columns).select_from(part.model)
    between, name = part.through
    record = _column(between, name)
    joined = sa.select(record, *columns).select_from(part.model)
    joined = joined.join(between, _column(between, "id") == parent)
    return record, joined.where(_column(between, "archived_at").is_(None))


def _alive(model: Any, project_id: int, ids: Sequence[int] | None = None) -> list[Any]:
    conditions = [model.project_id == project_id]
    if "archived_at" in model.model_fields:
        conditions.append(model.archived_at.is_(None))
    if ids is not None:
        conditions.append(among(model.id, ids))
    return conditions


def holder_id(source: Source, holder: Holder) -> Any:
    """The id of what a record stands in, as a query of the records may select or compare it."""
    if holder.through is None:
        return _column(source.model, holder.column)
    between, name = holder.through
    found = sa.select(_column(between, holder.column))
    return found.where(_column(between, "id") == _column(source.model, name)).scalar_subquery()


def among(column: Any, ids: Collection[int]) -> Any:
    """Whether a column holds one of some ids; written into the statement, as both databases limit parameters."""
    return column.in_(
        sa.bindparam(None, list(ids), expanding=True, literal_execute=True, type_=sa.BigInteger())
    )


def _column(model: Any, name: str) -> Any:
    return getattr(model, name)


def _read(table: str, column: str, value: str | None) -> str:
    reader = _READERS.get((table, column))
    return reader(value) if reader and value else value or ""


def _text_of_snapshot(snapshot: str) -> str:
    """What an issued summary says."""
    summary = from_json(snapshot)
    lines = [summary.opening.text]
    for section in summary.sections:
        lines += [section.title, *(paragraph.text for paragraph in section.paragraphs)]
    return "\n".join(lines)


_READERS: Mapping[tuple[str, str], Callable[[str], str]] = MappingProxyType(
    {("report", "snapshot"): _text_of_snapshot}
)
"""Columns that hold a text in another form, by table and column."""


def all_ids(session: Session, source: Source, project_id: int) -> list[int]:
    """The ids of all records of a kind, archived ones too."""
    model: Any = source.model
    return list(session.scalars(select(model.id).where(model.project_id == project_id).order_by(model.id)))
