"""Procurement reads: a fixed number of statements, only the project's own rows, archived ones apart."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from db.queries import procurement as queries
from db.unit_of_work import reading, unit_of_work
from tests.factories import INSTANT, make, make_project
from tracker.vocabulary import DraftStatus


@contextmanager
def counted(engine: sa.Engine) -> Iterator[list[str]]:
    """The statements that run inside the block."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def filled(session: Session, rows: int) -> tuple[int, int, int]:
    """A project with a plan of `rows` numbered drafts of `rows` lines each; the ids of project, plan, last draft."""
    project_id = make_project(session).id
    plan_id = make("procurement_plan", session, project_id=project_id).id
    for number in range(1, rows + 1):
        draft_id = make(
            "draft",
            session,
            project_id=project_id,
            plan_id=plan_id,
            number=number,
            status=DraftStatus.SUBMITTED,
        ).id
        for position in range(rows):
            child = make("lineage", session, project_id=project_id, plan_id=plan_id).id
            parent = make("lineage", session, project_id=project_id, plan_id=plan_id).id
            make("lineage_origin", session, project_id=project_id, lineage_id=child, parent_id=parent)
            make(
                "line", session, project_id=project_id, draft_id=draft_id, lineage_id=child, position=position
            )
            make("line_reason", session, project_id=project_id, draft_id=draft_id, lineage_id=child)
        make("asset", session, project_id=project_id)
    return project_id, plan_id, draft_id


QUERIES: dict[str, Callable[[Session, int, int, int], Any]] = {
    "plans": lambda session, project, _plan, _draft: queries.plans(session, project),
    "drafts": lambda session, project, plan, _draft: queries.drafts(session, project, plan),
    "lines_of": lambda session, project, _plan, draft: queries.lines_of(session, project, draft),
    "origins": lambda session, project, plan, _draft: queries.origins(session, project, plan),
    "reasons": lambda session, project, plan, _draft: queries.reasons(session, project, plan),
    "summary": lambda session, project, _plan, _draft: queries.procurement_summary(session, project),
}


@pytest.mark.parametrize("name", QUERIES)
def test_three_rows_take_as_many_statements_as_one(engine: sa.Engine, name: str) -> None:
    counts = []
    for rows in (1, 3):
        with unit_of_work(engine) as session:
            ids = filled(session, rows)
        with counted(engine) as seen, reading(engine) as session:
            assert QUERIES[name](session, *ids)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", QUERIES)
def test_nothing_of_another_project_is_read(engine: sa.Engine, name: str) -> None:
    with unit_of_work(engine) as session:
        stranger = make_project(session).id
        _, plan_id, draft_id = filled(session, 1)
    with reading(engine) as session:
        assert not QUERIES[name](session, stranger, plan_id, draft_id)


def test_a_total_sums_the_lines_that_count_and_the_difference_is_to_the_draft_before(
    engine: sa.Engine,
) -> None:
    with unit_of_work(engine) as session:
        project_id, plan_id, _ = filled(session, 2)
        first = queries.drafts(session, project_id, plan_id)[0].id
        make("line", session, project_id=project_id, draft_id=first, archived_at=INSTANT)
        make(
            "line",
            session,
            project_id=project_id,
            draft_id=first,
            lump_sum=True,
            quantity_milli=None,
            unit_price_fen=None,
            amount_fen=0,
        )
    with reading(engine) as session:
        rows = queries.drafts(session, project_id, plan_id)
    # Each made line is 3 × 120.50 = 361.50 yuan; the archived one does not count, the empty one adds nothing.
    assert [(row.lines, row.unpriced, row.total_fen, row.difference_fen) for row in rows] == [
        (3, 1, 72_300, None),
        (2, 0, 72_300, 0),
    ]


def test_archived_drafts_come_last_and_have_no_difference(engine: sa.Engine) -> None:
    with unit_of_work(engine) as session:
        project_id, plan_id, _ = filled(session, 1)
        make(
            "draft",
            session,
            project_id=project_id,
            plan_id=plan_id,
            number=9,
            status=DraftStatus.RETURNED,
            archived_at=INSTANT,
        )
        make(
            "draft", session, project_id=project_id, plan_id=plan_id, number=None, status=DraftStatus.WORKING
        )
    with reading(engine) as session:
        rows = queries.drafts(session, project_id, plan_id)
        summary = queries.procurement_summary(session, project_id)
    assert [(row.number, row.archived, row.difference_fen) for row in rows] == [
        (1, False, None),
        (None, False, -36_150),
        (9, True, None),
    ]
    assert summary is not None
    assert summary.number == 1
    assert summary.totals == ((1, 36_150),)


def test_a_project_without_a_numbered_draft_has_no_summary(engine: sa.Engine) -> None:
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        plan_id = make("procurement_plan", session, project_id=project_id).id
        make(
            "draft", session, project_id=project_id, plan_id=plan_id, number=None, status=DraftStatus.WORKING
        )
    with reading(engine) as session:
        assert queries.procurement_summary(session, project_id) is None
