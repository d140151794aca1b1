"""The words of search entries as each database keeps them: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL.

Both are given words that `tracker.search` has taken apart, so both find the same. Besides title and body, each entry
holds its scope (project and needed action) and its kind as words of their own: what somebody may not see, or did not
ask for, is never even looked at.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import sqlalchemy as sa

from db.engine import is_sqlite
from tracker.search import MOST_WORDS, Phrase, Query, indexed

TABLE = "search_text"
"""The table of the words; on SQLite others begin with its name."""

SCOPE, KIND, IN_TITLE, PAIR, LONG = "@", "#", "^", "=", "~"
"""What PostgreSQL's scopes, kinds, words of titles and pairs begin with, and the mark of entries whose words have
not all kept their places. No word of a text holds a sign: nobody can write themselves into a scope, and no word that
is still being typed goes on into a pair."""

MOST_PLACES = 255
"""Places of one word that PostgreSQL keeps."""

ROOM = 480_000
"""Bytes for a title, and for a body; both together stay below the 1 MB that a tsvector may have."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one entry: its scope, as `scope_word` says it, its kind (the name of a table), and its texts."""

    id: int
    scope: str
    kind: str
    title: str
    body: str


def scope_word(project_id: int, needs: str) -> str:
    """The word that stands for a project and an action; letters and digits only."""
    return f"p{project_id}{needs.replace('_', '')}"


def kind_word(table: str) -> str:
    """The word that stands for a kind of record; letters only."""
    return f"k{table.replace('_', '')}"


def keep(connection: sa.Connection, entries: Sequence[Entry]) -> None:
    """Keep the words of new entries."""
    if not entries:
        return
    if is_sqlite(connection):
        connection.exec_driver_sql(
            f"INSERT INTO {TABLE} (rowid, scope, title, body) VALUES (?, ?, ?, ?)",  # noqa: S608 (a constant)
            [
                (
                    row.id,
                    f"{row.scope} {kind_word(row.kind)}",
                    " ".join(indexed(row.title)),
                    " ".join(indexed(row.body)),
                )
                for row in entries
            ],
        )
        return
    connection.execute(
        sa.text(f"INSERT INTO {TABLE} (entry_id, words) VALUES (:id, CAST(:words AS tsvector))"),  # noqa: S608 (a constant)
        [{"id": row.id, "words": _vector(row)} for row in entries],
    )


def drop(connection: sa.Connection, ids: Sequence[int]) -> None:
    """Forget the words of entries."""
    if ids:
        key = "rowid" if is_sqlite(connection) else "entry_id"
        gone = sa.text(f"DELETE FROM {TABLE} WHERE {key} = :id")  # noqa: S608 (constants)
        connection.execute(gone, [{"id": id_} for id_ in ids])


def clear(connection: sa.Connection) -> None:
    """Forget all words."""
    connection.exec_driver_sql(f"DELETE FROM {TABLE}")  # noqa: S608 (a constant)


def count_on(connection: sa.Connection, last: int) -> None:
    """Let the next entry get an id after those that were given up to `last`."""
    if not is_sqlite(connection):  # which takes the id after the largest anyway
        sequence = "pg_get_serial_sequence('search_entry', 'id')"
        connection.execute(sa.text(f"SELECT setval({sequence}, :last)"), {"last": max(1, last)})


def found(
    connection: sa.Connection,
    query: Query,
    scopes: Iterable[str],
    *,
    only_titles: bool,
    most: int,
    tables: Collection[str] = (),
) -> list[int]:
    """Ids of the entries in one of the scopes that hold every phrase, the newest first, at most `most`.

    With `only_titles` each phrase must stand in the title; with `tables` the record must be of one of them. Nothing is
    found without a phrase or a scope.
    """
    allowed = sorted(scopes)
    if not query.phrases or not allowed:
        return []
    kinds = sorted(kind_word(table) for table in tables)
    if is_sqlite(connection):
        key, condition = "rowid", f"{TABLE} MATCH :asked"
        asked = _match(query, allowed, kinds, only_titles=only_titles)
    else:
        key, condition = "entry_id", "words @@ CAST(:asked AS tsquery)"
        asked = _tsquery(query, allowed, kinds, only_titles=only_titles)
    statement = sa.text(f"SELECT {key} FROM {TABLE} WHERE {condition} ORDER BY {key} DESC LIMIT :most")  # noqa: S608 (constants)
    return list(connection.execute(statement, {"asked": asked, "most": most}).scalars())


def _match(query: Query, scopes: Sequence[str], kinds: Sequence[str], *, only_titles: bool) -> str:
    """What FTS5 calls a match expression; every word is quoted, so that none is an operator."""
    columns = "title" if only_titles else "{title body}"
    quoted = [f'"{" ".join(phrase.words)}"{" *" if phrase.is_open else ""}' for phrase in query.phrases]
    within = [f"scope : ({' OR '.join(some)})" for some in (scopes, kinds) if some]
    return " AND ".join([*within, *(f"{columns} : {phrase}" for phrase in quoted)])


def _vector(entry: Entry) -> str:
    """A tsvector literal: the scope, words with positions, pairs of neighbours, and those of the title once more.

    To see whether words follow each other, PostgreSQL reads the whole row; a pair is found in the index alone.
    """
    title = _within(indexed(entry.title), copies=6)
    body = _within(indexed(entry.body)[: MOST_WORDS - len(title)], copies=3)
    positions: dict[str, list[str]] = {}
    for number, word in enumerate(title, start=1):
        positions.setdefault(word, []).append(f"{number}A")
    # One position is left out, so that no phrase reaches from the title into the body.
    for number, word in enumerate(body, start=len(title) + 2):
        positions.setdefault(word, []).append(f"{number}B")
    placed = [f"'{word}':{','.join(there[:MOST_PLACES])}" for word, there in positions.items()]
    others = {*_pairs(title), *_pairs(body), *(f"{IN_TITLE}{word}" for word in (*title, *_pairs(title)))}
    if any(len(there) > MOST_PLACES for there in positions.values()):
        others.add(LONG)
    return " ".join(
        [
            f"'{SCOPE}{entry.scope}' '{KIND}{kind_word(entry.kind)}'",
            *placed,
            *(f"'{word}'" for word in sorted(others)),
        ]
    )


def _within(words: Sequence[str], *, copies: int) -> list[str]:
    """The first words for which there is room when each is kept so many times, alone and in pairs."""
    sizes = accumulate(copies * (len(word.encode()) + 4) for word in words)
    return [word for word, size in zip(words, sizes, strict=True) if size <= ROOM]


def _pairs(words: Sequence[str]) -> list[str]:
    """Each word with the next; no word holds a blank."""
    return [f"{PAIR}{one} {next_}" for one, next_ in pairwise(words)]


def _tsquery(query: Query, scopes: Sequence[str], kinds: Sequence[str], *, only_titles: bool) -> str:
    signed = ([f"'{SCOPE}{scope}'" for scope in scopes], [f"'{KIND}{kind}'" for kind in kinds])
    within = [f"({' | '.join(some)})" for some in signed if some]
    return " & ".join([*within, *(_phrase(phrase, only_titles=only_titles) for phrase in query.phrases)])


def _phrase(phrase: Phrase, *, only_titles: bool) -> str:
    """One word, one pair, or all pairs of a longer phrase and then its words in their order, where that is known."""
    sign, weights = (IN_TITLE, "A") if only_titles else ("", "AB")
    parts = list(phrase.words) if len(phrase.words) == 1 else _pairs(phrase.words)
    ends = [""] * (len(parts) - 1) + [":*" if phrase.is_open else ""]
    conditions = [f"'{sign}{part}'{end}" for part, end in zip(parts, ends, strict=True)]
    if len(phrase.words) > 2:
        *closed, last = phrase.words
        going_on = "*" if phrase.is_open else ""
        in_order = [*(f"'{word}':{weights}" for word in closed), f"'{last}':{going_on}{weights}"]
        conditions.append(f"(({' <-> '.join(in_order)}) | '{LONG}')")
    return " & ".join(conditions)
