"""The order of the writes that records were last changed by, from the audit."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.models import AuditEntry
from db.search.changes import Changed, concerned
from db.search.sources import TABLES
from db.search.texts import among

AT_ONCE = 2_000
"""Audit entries that are read together with their rows."""

Told = tuple[Any, Any, Changed]
"""When something was written, the row, and what changed."""


def last_written(session: Session, project_id: int) -> dict[tuple[str, int], int]:
    """By table and id of each record that the audit tells of: a number, the larger the later its texts changed.

    Records of one unit of work are in the order in which it brought the search up to date.
    """
    place: dict[tuple[str, int], int] = {}
    number = 0
    for _, told in groupby(_told(session, project_id), key=lambda each: each[0]):
        touched = [(row, changed) for _, row, changed in told]
        for (_, table), ids in concerned(session, touched).items():
            for id_ in sorted(ids):
                number += 1
                place[table, id_] = number
    return place


def _told(session: Session, project_id: int) -> Iterator[Told]:
    """What the audit tells of rows that the search may show, the oldest first."""
    after = 0
    columns: list[Any] = [
        AuditEntry.id,
        AuditEntry.at,
        AuditEntry.record_table,
        AuditEntry.record_id,
        AuditEntry.changes,
    ]
    query: Any = sa.select(*columns).where(
        col(AuditEntry.project_id) == project_id, col(AuditEntry.record_table).in_(TABLES)
    )
    while entries := session.execute(
        query.where(col(AuditEntry.id) > after).order_by(AuditEntry.id).limit(AT_ONCE)
    ).all():
        rows = _rows(session, entries)
        for _, at, table, id_, changes in entries:
            if (table, id_) in rows:
                yield at, rows[table, id_], json.loads(changes)
        after = entries[-1].id


def _rows(session: Session, entries: Sequence[Any]) -> dict[tuple[str, int], Any]:
    """The rows that entries tell of; kept together, so that those between are found without a query each."""
    wanted: dict[str, set[int]] = {}
    for entry in entries:
        wanted.setdefault(entry.record_table, set()).add(entry.record_id)
    return {
        (table, row.id): row
        for table, ids in wanted.items()
        for row in session.exec(select(TABLES[table]).where(among(TABLES[table].id, ids)))
    }
