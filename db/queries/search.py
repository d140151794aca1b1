"""Finding records by what stands in them, within what somebody may see."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.models import Course, Enrolment, Person, SearchEntry, Task
from db.search import words
from db.search.sources import SOURCES
from db.search.texts import holder_id
from tracker.permissions import Action
from tracker.search import Query

MOST_HITS = 1_000
"""Hits that are counted and can be turned to; whoever has more adds a word."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: its kind (the name of its table), its texts, and the page that opens it.

    `parameters` name the record in the page's address; without any it is one of those that the page shows.
    """

    record_table: str
    record_id: int
    title: str
    body: str
    page: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: ids of entries, hits in titles first, each the newest first; and how many of each kind.

    `is_more` says that there are more than `MOST_HITS`; those are not counted. `kinds` counts what would be found of
    each kind without the choice of kinds.
    """

    ids: tuple[int, ...]
    kinds: Mapping[str, int]
    is_more: bool


def find(
    session: Session,
    project_id: int,
    query: Query,
    *,
    may: Callable[[Action], bool],
    kinds: Collection[str] = (),
) -> Found:
    """Find the records of a project that hold every phrase and that somebody may see.

    Args:
        session: where to look.
        project_id: whose records.
        query: what to look for; without phrases nothing is found.
        may: whether an action is allowed; what needs another is not even looked at.
        kinds: names of tables to keep to, all by default.
    """
    needed = {source.needs for source in SOURCES.values()}
    scopes = [words.scope_word(project_id, action) for action in needed if may(action)]
    everything = _ranked(session, query, scopes)
    by_id = _kinds(session, everything[:MOST_HITS])
    if not kinds:
        ids = everything
    elif len(everything) > MOST_HITS:  # those of these kinds may be among the ones that were not counted
        ids = _ranked(session, query, scopes, kinds)
    else:
        ids = [id_ for id_ in everything if by_id.get(id_) in kinds]
    return Found(tuple(ids[:MOST_HITS]), dict(Counter(by_id.values())), len(ids) > MOST_HITS)


def _ranked(
    session: Session, query: Query, scopes: Collection[str], kinds: Collection[str] = ()
) -> list[int]:
    """Ids of what was found, hits in titles first; one more than `MOST_HITS` at least when there are more."""
    connection, most = session.connection(), MOST_HITS + 1
    titles = words.found(connection, query, scopes, only_titles=True, most=most, tables=kinds)
    anywhere = words.found(connection, query, scopes, only_titles=False, most=most, tables=kinds)
    return list(dict.fromkeys([*titles, *anywhere]))


def _kinds(session: Session, ids: Sequence[int]) -> dict[int, str]:
    query = sa.select(col(SearchEntry.id), col(SearchEntry.record_table)).where(col(SearchEntry.id).in_(ids))
    return {id_: table for id_, table in session.execute(query) if id_ is not None}


def hits(session: Session, ids: Sequence[int]) -> list[Hit]:
    """The entries with these ids, in this order; a few queries, however many they are."""
    columns = ("record_table", "record_id", "title", "body", "link_id")
    query = sa.select(col(SearchEntry.id), *(getattr(SearchEntry, name) for name in columns)).where(
        col(SearchEntry.id).in_(ids)
    )
    stored = {id_: values for id_, *values in session.execute(query)}
    records = [(table, record_id) for table, record_id, *_ in stored.values()]
    holders, people = _holders(session, records), _people(session, records)
    found = {}
    for id_, (table, record_id, title, body, link_id) in stored.items():
        source = SOURCES[table]
        own = {source.parameter: str(link_id)} if source.parameter and link_id is not None else {}
        address = holders.get((table, record_id), {}) | own
        page, address = people.get((table, record_id), (source.page, address))
        found[id_] = Hit(table, record_id, title, body, page, address)
    return [found[id_] for id_ in ids if id_ in found]


def _holders(session: Session, records: Collection[tuple[str, int]]) -> dict[tuple[str, int], dict[str, str]]:
    """What records stand in, as their address names it, where it does."""
    named = {}
    for table, source in SOURCES.items():
        ids = [id_ for of, id_ in records if of == table]
        if ids and source.within is not None and source.within.parameter:
            model: Any = source.model
            query = sa.select(model.id, holder_id(source, source.within)).where(model.id.in_(ids))
            for id_, holder in session.execute(query):
                named[table, id_] = {source.within.parameter: str(holder)}
    return named


def _people(
    session: Session, records: Collection[tuple[str, int]]
) -> dict[tuple[str, int], tuple[str, dict[str, str]]]:
    """Page and address for people, who have no page: the newest course they take, else the tasks they own."""
    table = str(Person.__tablename__)
    ids = [id_ for of, id_ in records if of == table]
    if not ids:
        return {}
    owned = sa.select(col(Person.id), col(Person.name)).where(
        col(Person.id).in_(ids),
        col(Person.id).in_(sa.select(col(Task.owner_id)).where(col(Task.archived_at).is_(None))),
    )
    taken = (
        sa.select(col(Enrolment.person_id), sa.func.max(col(Course.id)))
        .join(Course, col(Course.id) == col(Enrolment.course_id))
        .where(
            col(Enrolment.person_id).in_(ids),
            col(Enrolment.archived_at).is_(None),
            col(Course.archived_at).is_(None),
        )
        .group_by(col(Enrolment.person_id))
    )
    found = {(table, id_): ("tasks", {"tasks_owner": name}) for id_, name in session.execute(owned)}
    return found | {
        (table, id_): ("training", {"course": str(course)}) for id_, course in session.execute(taken)
    }
