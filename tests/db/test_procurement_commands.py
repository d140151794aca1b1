"""Procurement plans, the life of drafts, the lines of the working copy."""

import datetime as dt
import json
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from db.commands.lines import add_line, archive_line, restore_line, save_lines, update_line
from db.commands.procurement import (
    archive_draft,
    archive_procurement_plan,
    create_procurement_plan,
    open_working_copy,
    restore_draft,
    restore_procurement_plan,
    submit_draft,
    update_draft,
    update_procurement_plan,
)
from db.models import AuditEntry, Draft, DraftLine, ProcurementPlan
from db.queries import procurement as queries
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid, NotAllowed, NotFound
from tracker.permissions import Role, local_actor
from tracker.vocabulary import DraftStatus

LEAD = local_actor()
DAY = dt.date(2026, 3, 20)
DESK = {
    "name": "办公桌",
    "unit": "张",
    "quantity_milli": 24_000,
    "unit_price_fen": 165_000,
    "category": "办公家具",
}
FEE = {"name": "导视标识系统", "lump_sum": True, "amount_fen": 4_370_000}


@pytest.fixture
def started(engine: sa.Engine) -> tuple[sa.Engine, int, int, int]:
    """Engine, project, plan and its empty working copy."""
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        plan_id = create_procurement_plan(session, actor=LEAD, project_id=project_id, title="设备方案")
        session.flush()
        draft_id = session.exec(select(Draft.id).where(Draft.plan_id == plan_id)).one()
    return engine, project_id, plan_id, draft_id


def add(started: tuple[sa.Engine, int, int, int], **values: Any) -> int:
    engine, project_id, _plan, draft_id = started
    with unit_of_work(engine) as session:
        return add_line(session, actor=LEAD, project_id=project_id, draft_id=draft_id, values=values)


def stored(engine: sa.Engine, line_id: int) -> DraftLine:
    with Session(engine) as session:
        return session.get_one(DraftLine, line_id)


def test_a_plan_starts_with_an_empty_working_copy(started) -> None:
    engine, project_id, plan_id, draft_id = started
    with reading(engine) as session:
        (draft,) = queries.drafts(session, project_id, plan_id)
    assert (draft.id, draft.number, draft.status, draft.lines, draft.total_fen) == (
        draft_id,
        None,
        DraftStatus.WORKING,
        0,
        0,
    )


def test_a_plan_without_a_title_is_refused(engine: sa.Engine) -> None:
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        create_procurement_plan(session, actor=LEAD, project_id=project_id, title="  ")
    assert refused.value.code == "text_missing"


def test_two_titles_given_at_once_are_a_conflict(started) -> None:
    engine, project_id, plan_id, _ = started
    edit = {
        "project_id": project_id,
        "plan_id": plan_id,
        "expected_version": 1,
        "original": {"title": "设备方案"},
    }
    with unit_of_work(engine) as session:
        update_procurement_plan(session, actor=LEAD, changes={"title": "家具方案"}, **edit)
    with pytest.raises(Conflict), unit_of_work(engine) as session:
        update_procurement_plan(session, actor=LEAD, changes={"title": "采购方案"}, **edit)
    with Session(engine) as session:
        assert session.get_one(ProcurementPlan, plan_id).title == "家具方案"


def test_an_archived_plan_takes_no_new_draft_until_it_is_restored(started) -> None:
    engine, project_id, plan_id, _ = started
    with unit_of_work(engine) as session:
        archive_procurement_plan(session, actor=LEAD, project_id=project_id, plan_id=plan_id)
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        open_working_copy(session, actor=LEAD, project_id=project_id, plan_id=plan_id)
    assert refused.value.code == "plan_archived"
    with unit_of_work(engine) as session:
        restore_procurement_plan(session, actor=LEAD, project_id=project_id, plan_id=plan_id)
        open_working_copy(session, actor=LEAD, project_id=project_id, plan_id=plan_id)


def test_the_amount_of_a_line_follows_from_quantity_and_price(started) -> None:
    # 24 × 1,650 yuan = 39,600 yuan
    assert stored(started[0], add(started, **DESK)).amount_fen == 3_960_000


def test_a_lump_sum_keeps_the_amount_it_was_given(started) -> None:
    assert stored(started[0], add(started, **FEE)).amount_fen == 4_370_000


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": ""}, "text_missing"),
        ({"name": "桌", "unit": "张" * 21}, "text_too_long"),
        ({**DESK, "amount_fen": 100}, "amount_follows"),
        ({"name": "桌", "quantity_milli": -1, "unit_price_fen": 1}, "negative_figure"),
        ({"name": "桌", "quantity_milli": 10**13, "unit_price_fen": 10**9}, "figure_too_large"),
    ],
)
def test_a_line_that_breaks_a_rule_is_refused_and_nothing_is_stored(started, values, code) -> None:
    with pytest.raises(Invalid) as refused:
        add(started, **values)
    assert refused.value.code == code
    with Session(started[0]) as session:
        assert session.exec(select(DraftLine)).all() == []


def test_a_line_is_priced_as_soon_as_quantity_and_price_are_both_known(started) -> None:
    engine, project_id, _plan, _draft = started
    line_id = add(started, name="书车", unit="辆", quantity_milli=18_000)
    assert (stored(engine, line_id).lump_sum, stored(engine, line_id).amount_fen) == (True, 0)
    with unit_of_work(engine) as session:
        update_line(
            session,
            actor=LEAD,
            project_id=project_id,
            line_id=line_id,
            expected_version=1,
            original={"unit_price_fen": None},
            changes={"unit_price_fen": 78_000},
        )
    # 18 × 780 yuan
    assert (stored(engine, line_id).lump_sum, stored(engine, line_id).amount_fen) == (False, 1_404_000)


def test_edits_of_different_cells_are_merged_and_the_amount_is_computed_anew(started) -> None:
    engine, project_id, _plan, _draft = started
    line_id = add(started, **DESK)
    seen = {"quantity_milli": 24_000, "unit_price_fen": 165_000}
    for changes in ({"quantity_milli": 20_000}, {"unit_price_fen": 150_000}):
        with unit_of_work(engine) as session:
            update_line(
                session,
                actor=LEAD,
                project_id=project_id,
                line_id=line_id,
                expected_version=1,
                original=seen,
                changes=changes,
            )
    # 20 × 1,500 yuan
    assert stored(engine, line_id).amount_fen == 3_000_000


def test_a_grid_saves_edits_new_lines_and_archived_lines_together(started) -> None:
    engine, project_id, plan_id, draft_id = started
    desk, chair = (
        add(started, **DESK),
        add(started, name="办公椅", quantity_milli=30_000, unit_price_fen=56_000),
    )
    with unit_of_work(engine) as session:
        touched = save_lines(
            session,
            actor=LEAD,
            project_id=project_id,
            draft_id=draft_id,
            original={f"{desk}.quantity_milli": 24_000},
            changes={f"{desk}.quantity_milli": 12_000},
            added=[FEE],
            archived=[chair],
        )
    assert touched == 3
    with reading(engine) as session:
        (draft,) = queries.drafts(session, project_id, plan_id)
        aside = queries.lines_of(session, project_id, draft_id, archived=True)
    # 12 × 1,650 yuan + 43,700 yuan
    assert (draft.lines, draft.total_fen) == (2, 1_980_000 + 4_370_000)
    assert [line.name for line in aside] == ["办公椅"]


def test_a_grid_with_a_cell_that_somebody_else_changed_is_a_conflict_and_saves_nothing(started) -> None:
    engine, project_id, _plan, draft_id = started
    desk, fee = add(started, **DESK), add(started, **FEE)
    with unit_of_work(engine) as session:
        update_line(
            session,
            actor=LEAD,
            project_id=project_id,
            line_id=desk,
            expected_version=1,
            original={"quantity_milli": 24_000},
            changes={"quantity_milli": 20_000},
        )
    edit: dict[str, Any] = {
        "actor": LEAD,
        "project_id": project_id,
        "draft_id": draft_id,
        "changes": {f"{desk}.quantity_milli": 12_000, f"{fee}.name": "标识系统"},
    }
    seen = {f"{desk}.quantity_milli": 24_000, f"{fee}.name": "导视标识系统"}
    with pytest.raises(Conflict) as conflict, unit_of_work(engine) as session:
        save_lines(session, original=seen, **edit)
    assert conflict.value.mine == {f"{desk}.quantity_milli": 12_000}
    assert conflict.value.theirs == {f"{desk}.quantity_milli": 20_000}
    assert stored(engine, fee).name == "导视标识系统"

    # Having seen both values, the person insists: the same call with what is stored as the original.
    again = {**seen, **conflict.value.theirs}
    with unit_of_work(engine) as session:
        save_lines(session, original=again, expected_version=conflict.value.version, **edit)
    assert (stored(engine, desk).quantity_milli, stored(engine, fee).name) == (12_000, "标识系统")


def test_a_bad_new_line_undoes_the_whole_grid(started) -> None:
    engine, project_id, _plan, draft_id = started
    desk = add(started, **DESK)
    with pytest.raises(Invalid), unit_of_work(engine) as session:
        save_lines(
            session,
            actor=LEAD,
            project_id=project_id,
            draft_id=draft_id,
            original={f"{desk}.name": "办公桌"},
            changes={f"{desk}.name": "会议桌"},
            added=[{"name": ""}],
        )
    assert stored(engine, desk).name == "办公桌"


def test_an_archived_line_does_not_count_until_it_is_restored(started) -> None:
    engine, project_id, plan_id, _ = started
    line_id = add(started, **DESK)
    totals = []
    for command in (archive_line, restore_line):
        with unit_of_work(engine) as session:
            command(session, actor=LEAD, project_id=project_id, line_id=line_id)
        with reading(engine) as session:
            totals.append(queries.drafts(session, project_id, plan_id)[0].total_fen)
    assert totals == [0, 3_960_000]


def submit(started: tuple[sa.Engine, int, int, int], draft_id: int | None = None) -> int:
    engine, project_id, _plan, first = started
    with unit_of_work(engine) as session:
        return submit_draft(
            session, actor=LEAD, project_id=project_id, draft_id=draft_id or first, submitted_on=DAY
        )


def test_submitting_freezes_the_draft_and_opens_a_working_copy_with_the_same_lineages(started) -> None:
    engine, project_id, plan_id, draft_id = started
    line_id = add(started, **DESK)
    archived = add(started, **FEE)
    with unit_of_work(engine) as session:
        archive_line(session, actor=LEAD, project_id=project_id, line_id=archived)
    assert submit(started) == 1
    with reading(engine) as session:
        numbered, copy = queries.drafts(session, project_id, plan_id)
        before, after = (queries.lines_of(session, project_id, each.id) for each in (numbered, copy))
    assert (numbered.id, numbered.number, numbered.status, numbered.submitted_on) == (
        draft_id,
        1,
        DraftStatus.SUBMITTED,
        DAY,
    )
    assert copy.number is None
    assert [line.as_line() for line in before] == [line.as_line() for line in after]
    assert [line.id for line in before] == [line_id]

    for command, given in (
        (add_line, {"draft_id": draft_id, "values": DESK}),
        (archive_line, {"line_id": line_id}),
        (save_lines, {"draft_id": draft_id, "original": {}, "changes": {}}),
        (submit_draft, {"draft_id": draft_id, "submitted_on": DAY}),
    ):
        with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
            command(session, actor=LEAD, project_id=project_id, **given)
        assert refused.value.code == "draft_frozen"


def test_the_next_submission_takes_the_next_number_even_when_the_last_draft_is_archived(started) -> None:
    engine, project_id, plan_id, draft_id = started
    add(started, **DESK)
    submit(started)
    with unit_of_work(engine) as session:
        archive_draft(session, actor=LEAD, project_id=project_id, draft_id=draft_id)
    with reading(engine) as session:
        copy = next(row for row in queries.drafts(session, project_id, plan_id) if row.number is None)
    assert submit(started, copy.id) == 2


def test_submit_refuses_a_draft_without_lines(started) -> None:
    with pytest.raises(Invalid) as refused:
        submit(started)
    assert refused.value.code == "draft_empty"


def test_submit_refuses_a_draft_with_unpriced_lines(started) -> None:
    add(started, **DESK)
    add(started, name="书车", quantity_milli=18_000)
    with pytest.raises(Invalid) as refused:
        submit(started)
    assert refused.value.code == "lines_unpriced"
    assert refused.value.facts == {"count": 1, "names": ["书车"]}


def test_staff_may_edit_the_working_copy_but_not_submit_it(started) -> None:
    engine, project_id, _plan, draft_id = started
    staff = local_actor(Role.STAFF)
    with unit_of_work(engine) as session:
        add_line(session, actor=staff, project_id=project_id, draft_id=draft_id, values=DESK)
    with pytest.raises(NotAllowed), unit_of_work(engine) as session:
        submit_draft(session, actor=staff, project_id=project_id, draft_id=draft_id, submitted_on=DAY)


def test_a_reviewer_cannot_edit_lines(started) -> None:
    engine, project_id, _plan, draft_id = started
    with pytest.raises(NotAllowed), unit_of_work(engine) as session:
        add_line(
            session, actor=local_actor(Role.REVIEWER), project_id=project_id, draft_id=draft_id, values=DESK
        )


def test_opening_a_working_copy_again_archives_the_one_that_had_lines(started) -> None:
    engine, project_id, plan_id, draft_id = started
    add(started, **DESK)
    submit(started)
    with unit_of_work(engine) as session:
        open_working_copy(session, actor=LEAD, project_id=project_id, plan_id=plan_id, from_draft_id=draft_id)
    with reading(engine) as session:
        rows = queries.drafts(session, project_id, plan_id)
    assert [(row.number, row.archived, row.lines) for row in rows] == [
        (1, False, 1),
        (None, False, 1),
        (None, True, 1),
    ]
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        restore_draft(session, actor=LEAD, project_id=project_id, draft_id=rows[2].id)
    assert refused.value.code == "working_copy_open"


def test_an_empty_working_copy_is_filled_not_replaced(started) -> None:
    engine, project_id, plan_id, draft_id = started
    with unit_of_work(engine) as session:
        opened = open_working_copy(session, actor=LEAD, project_id=project_id, plan_id=plan_id)
    assert opened == draft_id


def test_a_working_copy_is_not_opened_from_another_plans_draft(started) -> None:
    engine, project_id, _plan, draft_id = started
    with unit_of_work(engine) as session:
        other = create_procurement_plan(session, actor=LEAD, project_id=project_id, title="另一方案")
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        open_working_copy(session, actor=LEAD, project_id=project_id, plan_id=other, from_draft_id=draft_id)
    assert refused.value.code == "draft_of_another_plan"


def test_the_status_of_a_submitted_draft_changes_but_never_back_to_a_working_copy(started) -> None:
    engine, project_id, plan_id, draft_id = started
    add(started, **DESK)
    submit(started)
    with reading(engine) as session:
        version = queries.drafts(session, project_id, plan_id)[0].version

    def set_status(status: DraftStatus) -> None:
        with unit_of_work(engine) as session:
            update_draft(
                session,
                actor=LEAD,
                project_id=project_id,
                draft_id=draft_id,
                expected_version=version,
                original={"status": DraftStatus.SUBMITTED},
                changes={"status": status},
            )

    set_status(DraftStatus.IN_REVIEW)
    with pytest.raises(Invalid) as refused:
        set_status(DraftStatus.WORKING)
    assert refused.value.code == "draft_frozen"
    with reading(engine) as session:
        assert queries.drafts(session, project_id, plan_id)[0].status is DraftStatus.IN_REVIEW


def test_a_working_copy_has_no_status_to_change(started) -> None:
    engine, project_id, _plan, draft_id = started
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        update_draft(
            session,
            actor=LEAD,
            project_id=project_id,
            draft_id=draft_id,
            expected_version=1,
            original={},
            changes={"status": DraftStatus.ACCEPTED},
        )
    assert refused.value.code == "draft_not_submitted"


def test_another_projects_records_are_not_found(started) -> None:
    engine, _project, plan_id, draft_id = started
    line_id = add(started, **DESK)
    with unit_of_work(engine) as session:
        stranger = make_project(session).id
    edit: dict[str, Any] = {"expected_version": 1, "original": {}, "changes": {}}
    for command, given in (
        (update_procurement_plan, {"plan_id": plan_id, **edit}),
        (archive_procurement_plan, {"plan_id": plan_id}),
        (restore_procurement_plan, {"plan_id": plan_id}),
        (open_working_copy, {"plan_id": plan_id}),
        (submit_draft, {"draft_id": draft_id, "submitted_on": DAY}),
        (update_draft, {"draft_id": draft_id, **edit}),
        (archive_draft, {"draft_id": draft_id}),
        (restore_draft, {"draft_id": draft_id}),
        (add_line, {"draft_id": draft_id, "values": DESK}),
        (update_line, {"line_id": line_id, **edit}),
        (archive_line, {"line_id": line_id}),
        (restore_line, {"line_id": line_id}),
    ):
        with pytest.raises(NotFound), unit_of_work(engine) as session:
            command(session, actor=LEAD, project_id=stranger, **given)


def test_a_line_of_another_draft_is_refused_in_a_grid(started) -> None:
    engine, project_id, _plan, draft_id = started
    with unit_of_work(engine) as session:
        other = make("line", session, project_id=project_id).id
    with pytest.raises(Invalid) as refused, unit_of_work(engine) as session:
        save_lines(
            session,
            actor=LEAD,
            project_id=project_id,
            draft_id=draft_id,
            original={},
            changes={},
            archived=[other],
        )
    assert refused.value.code == "line_of_another_draft"


def test_copying_many_lines_is_one_fact_in_the_audit(started) -> None:
    engine, project_id, _plan, draft_id = started
    add(started, **DESK)
    add(started, **FEE)
    submit(started)
    with Session(engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.command == "submit_draft")).all()
    facts = [json.loads(entry.changes) for entry in entries]
    assert {"lines": [None, 2], "copied_from": [None, draft_id]} in facts
    assert all(entry.record_table == "draft" for entry in entries)
    assert {entry.project_id for entry in entries} == {project_id}
