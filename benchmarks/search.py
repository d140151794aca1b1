"""Search among 200,000 records, on both databases: words that few records have, and one that all have.

`python -m benchmarks.search` measures this alone.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from benchmarks.pure import REPEATS, Figure
from db.engine import engine_for
from db.migrate import upgrade
from db.models import SearchEntry
from db.queries.search import find, hits
from db.search import words
from db.search.sources import SOURCES
from db.unit_of_work import reading, unit_of_work
from tests.factories import make_project
from tests.support import postgresql
from tracker.search import query_of

RECORDS = 200_000
AT_ONCE = 10_000
TARGET = 0.15
"""Seconds that a search may take, hits read for one page of them."""

PER_PAGE = 20
SEED = 20260626
CHARACTERS = "图书馆阅览椅古籍消防验收采购书架二层三层大厅儿童区设备安装调试培训招聘岗位缺陷整改复查报告"
QUERIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a word of two characters": ("古籍", ()),
    "two words": ("消防 书架", ()),
    "a number": ("123457", ()),
    "the beginning of many numbers": ("编号 12", ()),
    "a word of all": ("编号", ()),
    "a word of all, among findings": ("编号", ("finding",)),
}
"""What is typed, and the kinds that are chosen."""


def run() -> list[Figure]:
    """The best of a few searches for each query and database."""
    figures = []
    for name, url in _databases():
        engine = engine_for(url)
        upgrade(engine)
        with unit_of_work(engine) as session:
            project_id = make_project(session).id or 0
            _fill(session, project_id)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
        figures += [
            Figure(
                f"search of {what}, {RECORDS:,} records, {name}",
                _seconds(engine, project_id, text, kinds),
                TARGET,
            )
            for what, (text, kinds) in QUERIES.items()
        ]
        engine.dispose()
    return figures


def _databases() -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="kaiguan-bench-") as folder:
        yield "SQLite", f"sqlite:///{Path(folder) / 'search.sqlite3'}"
    yield "PostgreSQL", postgresql.start(os.getpid())


def _fill(session: Session, project_id: int) -> None:
    """Entries of all kinds with texts of 8 to 80 characters at random, and a number each."""
    chance = random.Random(SEED)
    sources = list(SOURCES.values())
    connection = session.connection()
    for start in range(0, RECORDS, AT_ONCE):
        rows = []
        for number in range(start, start + AT_ONCE):
            source = sources[number % len(sources)]
            rows.append(
                {
                    "project_id": project_id,
                    "record_table": str(source.model.__tablename__),
                    "record_id": number + 1,
                    "needs": source.needs.value,
                    "page": source.page,
                    "parameter": source.parameter,
                    "link_id": number + 1,
                    "title": "".join(chance.choices(CHARACTERS, k=8)) + f" 编号 {number}",
                    "body": "".join(chance.choices(CHARACTERS, k=chance.randrange(80))),
                }
            )
        insert = sa.insert(SearchEntry).returning(SearchEntry.id, sort_by_parameter_order=True)  # type: ignore[arg-type]  # a column
        made = connection.execute(insert, rows).scalars()
        scopes = [words.scope_word(project_id, row["needs"]) for row in rows]
        words.keep(
            connection,
            [
                words.Entry(id_ or 0, scope, str(row["record_table"]), row["title"], row["body"])
                for id_, scope, row in zip(made, scopes, rows, strict=True)
            ],
        )


def _seconds(engine: sa.Engine, project_id: int, text: str, kinds: tuple[str, ...]) -> float:
    query, times = query_of(text), []
    for _ in range(REPEATS):
        began = time.perf_counter()
        with reading(engine) as session:
            found = find(session, project_id, query, may=lambda _action: True, kinds=kinds)
            shown = hits(session, found.ids[:PER_PAGE])
        times.append(time.perf_counter() - began)
        assert shown, f"nothing found for {text}"
    return min(times)


if __name__ == "__main__":
    measured = run()
    for figure in measured:
        print(f"{figure.name}: {figure.seconds * 1000:.1f} ms (target {figure.target * 1000:.0f})")
    sys.exit(0 if all(figure.meets_target for figure in measured) else 1)
