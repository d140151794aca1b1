"""The register, its counts, and stock that serves lines: stored, refused, taken over into the working copy."""

import datetime as dt

import pytest
from sqlmodel import select

from db.commands.assets import archive_asset, create_asset, import_assets, update_asset
from db.commands.reuse import apply_reuse, archive_reuse, decide_reuse, restore_reuse, update_reuse
from db.commands.stocktaking import archive_asset_count, record_asset_count, restore_asset_count
from db.models import Asset, AssetMatch, Attachment, Draft, DraftLine, LineReason
from db.photos import StoredPhoto
from db.queries.assets import counts, needs, register
from db.unit_of_work import reading, unit_of_work
from tests.db.test_procurement_queries import counted as statements
from tests.factories import make, make_project
from tracker.errors import Conflict, Invalid
from tracker.imports.record_steps import RecordStep
from tracker.permissions import SYSTEM
from tracker.vocabulary import AssetCondition, Cause, DraftStatus

RECORD = {
    "code": "GD1",
    "name": "办公桌",
    "unit": "张",
    "quantity_milli": 18_000,
    "usable_milli": 14_000,
    "condition": AssetCondition.GOOD,
}


@pytest.fixture
def project_id(engine):
    with unit_of_work(engine) as session:
        return make_project(session).id


def run(engine, command, **given):
    with unit_of_work(engine) as session:
        return command(session, actor=SYSTEM, **given)


def asset_of(engine, project_id, **given):
    return run(engine, create_asset, project_id=project_id, values={**RECORD, **given})


def plan_with(engine, project_id, *quantities, number=None):
    """A working copy with a line of desks for each quantity; the ids of draft and lineages."""
    with unit_of_work(engine) as session:
        plan = make("procurement_plan", session, project_id=project_id)
        draft = make(
            "draft",
            session,
            project_id=project_id,
            plan_id=plan.id,
            number=number,
            status=DraftStatus.SUBMITTED if number else DraftStatus.WORKING,
        )
        lineages = []
        for position, quantity in enumerate(quantities):
            lineage = make("lineage", session, project_id=project_id, plan_id=plan.id)
            make(
                "line",
                session,
                project_id=project_id,
                draft_id=draft.id,
                lineage_id=lineage.id,
                position=position,
                category="办公家具",
                name="办公桌",
                unit="张",
                quantity_milli=quantity,
                unit_price_fen=165_000,
                amount_fen=quantity * 165,
            )
            lineages.append(lineage.id)
        return draft.id, lineages


def test_an_asset_needs_a_code_of_its_own(engine, project_id):
    asset_of(engine, project_id)
    with pytest.raises(Invalid) as refused:
        asset_of(engine, project_id)
    assert (refused.value.code, refused.value.facts) == ("asset_code_taken", {"text": "GD1"})


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"usable_milli": 18_001}, "usable_above_quantity"),
        ({"quantity_milli": -1}, "asset_quantity_negative"),
        ({"quantity_milli": None}, "text_missing"),
        ({"name": " "}, "text_missing"),
        ({"acquired": "去年"}, "asset_date_unreadable"),
        ({"life_years": 0}, "asset_life_out_of_range"),
        ({"location": "旧" * 121}, "text_too_long"),
    ],
)
def test_what_cannot_be_an_asset_is_refused(engine, project_id, given, code):
    with pytest.raises(Invalid) as refused:
        asset_of(engine, project_id, **given)
    assert refused.value.code == code


def test_two_edits_of_one_field_conflict(engine, project_id):
    asset_id = asset_of(engine, project_id)
    given = {"project_id": project_id, "asset_id": asset_id, "original": {"location": ""}}
    run(engine, update_asset, expected_version=1, changes={"location": "旧馆二楼"}, **given)
    with pytest.raises(Conflict):
        run(engine, update_asset, expected_version=1, changes={"location": "旧馆三楼"}, **given)


def test_importing_the_same_register_again_changes_nothing(engine, project_id):
    records = [RECORD, {**RECORD, "code": "GD2", "name": "办公椅", "usable_milli": None}]
    first = run(engine, import_assets, project_id=project_id, listed=records)
    assert first == {RecordStep.ADD: 2}
    with unit_of_work(engine) as session:
        before = [(row.code, row.version, row.usable_milli) for row in register(session, project_id)]
    assert run(engine, import_assets, project_id=project_id, listed=records) == {RecordStep.NOTHING: 2}
    with unit_of_work(engine) as session:
        assert before == [(row.code, row.version, row.usable_milli) for row in register(session, project_id)]
    assert before == [("GD1", 1, 14_000), ("GD2", 1, 0)]


def test_an_import_updates_by_code_and_brings_back_what_was_put_aside(engine, project_id):
    asset_id = asset_of(engine, project_id)
    run(engine, archive_asset, project_id=project_id, asset_id=asset_id)
    records = [{**RECORD, "usable_milli": 10_000}]
    assert run(engine, import_assets, project_id=project_id, listed=records) == {RecordStep.RESTORE: 1}
    with unit_of_work(engine) as session:
        [row] = register(session, project_id)
    assert (row.id, row.usable_milli, row.archived) == (asset_id, 10_000, False)


def test_a_refused_record_imports_nothing(engine, project_id):
    records = [RECORD, {**RECORD, "code": "GD2", "usable_milli": 99_000}]
    with pytest.raises(Invalid):
        run(engine, import_assets, project_id=project_id, listed=records)
    with unit_of_work(engine) as session:
        assert register(session, project_id) == []


def test_the_register_follows_the_newest_count(engine, project_id):
    asset_id = asset_of(engine, project_id)
    given = {"project_id": project_id, "asset_id": asset_id, "condition": AssetCondition.FAIR}
    later = run(
        engine,
        record_asset_count,
        counted_on=dt.date(2026, 4, 2),
        quantity_milli=16_000,
        usable_milli=12_000,
        note="两张缺抽屉",
        photos=[StoredPhoto("a" * 64, 1_000)],
        client_id="0f0e",
        **given,
    )
    run(
        engine,
        record_asset_count,
        counted_on=dt.date(2026, 4, 1),
        quantity_milli=1_000,
        usable_milli=1_000,
        **given,
    )
    with unit_of_work(engine) as session:
        [row] = register(session, project_id)
        photo = session.exec(select(Attachment)).one()
        assert (photo.record_table, photo.record_id) == ("asset_count", later)
        assert [count.usable_milli for count in counts(session, project_id)] == [12_000, 1_000]
    assert (row.quantity_milli, row.usable_milli, row.condition) == (16_000, 12_000, AssetCondition.FAIR)
    assert row.counted_on == dt.date(2026, 4, 2)
    run(engine, archive_asset_count, project_id=project_id, count_id=later)
    with unit_of_work(engine) as session:
        assert session.get_one(Asset, asset_id).usable_milli == 1_000
    run(engine, restore_asset_count, project_id=project_id, count_id=later)
    with unit_of_work(engine) as session:
        assert session.get_one(Asset, asset_id).usable_milli == 12_000


def test_a_count_that_is_sent_twice_is_recorded_once(engine, project_id):
    asset_id = asset_of(engine, project_id)
    given = {
        "project_id": project_id,
        "counted_on": dt.date(2026, 4, 1),
        "quantity_milli": 1_000,
        "usable_milli": 1_000,
        "condition": AssetCondition.GOOD,
        "client_id": "0f0e",
    }
    first = run(engine, record_asset_count, asset_id=asset_id, **given)
    assert run(engine, record_asset_count, asset_id=asset_id, **given) == first
    other = asset_of(engine, project_id, code="GD2")
    with pytest.raises(Invalid) as refused:
        run(engine, record_asset_count, asset_id=other, **given)
    assert refused.value.code == "count_of_another_asset"


def test_stock_is_not_promised_twice(engine, project_id):
    asset_id = asset_of(engine, project_id)
    _, [first, second] = plan_with(engine, project_id, 38_000, 10_000)
    given = {"project_id": project_id, "asset_id": asset_id, "is_reused": True}
    run(engine, decide_reuse, lineage_id=first, quantity_milli=9_000, **given)
    with pytest.raises(Invalid) as refused:
        run(engine, decide_reuse, lineage_id=second, quantity_milli=6_000, **given)
    assert (refused.value.code, refused.value.facts["free"]) == ("asset_overdrawn", 5)
    match = run(engine, decide_reuse, lineage_id=second, quantity_milli=5_000, **given)
    with pytest.raises(Invalid):
        run(
            engine,
            update_reuse,
            project_id=project_id,
            match_id=match,
            expected_version=1,
            original={"quantity_milli": 5_000},
            changes={"quantity_milli": 6_000},
        )


def test_a_withdrawn_decision_frees_its_stock_until_it_comes_back(engine, project_id):
    asset_id = asset_of(engine, project_id)
    _, [first, second] = plan_with(engine, project_id, 38_000, 38_000)
    given = {"project_id": project_id, "asset_id": asset_id, "is_reused": True, "quantity_milli": 14_000}
    match = run(engine, decide_reuse, lineage_id=first, **given)
    run(engine, archive_reuse, project_id=project_id, match_id=match)
    run(engine, decide_reuse, lineage_id=second, **given)
    with pytest.raises(Invalid) as refused:
        run(engine, restore_reuse, project_id=project_id, match_id=match)
    assert refused.value.code == "asset_overdrawn"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"is_reused": False}, "reuse_without_reason"),
        ({"is_reused": True}, "reuse_without_quantity"),
        ({"is_reused": True, "quantity_milli": 5_001}, "reuse_beyond_need"),
        ({"is_reused": False, "reason": "字" * 2001}, "text_too_long"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(engine, project_id, given, code):
    asset_id = asset_of(engine, project_id)
    _, [lineage] = plan_with(engine, project_id, 5_000)
    with pytest.raises(Invalid) as refused:
        run(engine, decide_reuse, project_id=project_id, asset_id=asset_id, lineage_id=lineage, **given)
    assert refused.value.code == code


def test_a_decision_stands_once(engine, project_id):
    asset_id = asset_of(engine, project_id)
    _, [lineage] = plan_with(engine, project_id, 5_000)
    given = {"project_id": project_id, "asset_id": asset_id, "lineage_id": lineage}
    match = run(engine, decide_reuse, is_reused=False, reason="规格不符", **given)
    with pytest.raises(Invalid) as refused:
        run(engine, decide_reuse, is_reused=True, quantity_milli=1_000, **given)
    assert refused.value.code == "reuse_decided"
    run(engine, archive_reuse, project_id=project_id, match_id=match)
    assert run(engine, decide_reuse, is_reused=True, quantity_milli=1_000, **given) == match
    with unit_of_work(engine) as session:
        row = session.get_one(AssetMatch, match)
        assert (row.is_reused, row.quantity_milli, row.reason, row.archived_at) == (True, 1_000, "", None)


def test_taking_reuse_over_lowers_the_line_and_says_why_and_is_not_counted_again(engine, project_id):
    asset_id = asset_of(engine, project_id)
    before, [lineage] = plan_with(engine, project_id, 38_000, number=1)
    with unit_of_work(engine) as session:
        line = session.exec(select(DraftLine)).one()
        draft = make("draft", session, project_id=project_id, plan_id=_plan_of(session, before), number=None)
        kept = {
            name: getattr(line, name)
            for name in ("name", "unit", "quantity_milli", "unit_price_fen", "amount_fen")
        }
        make("line", session, project_id=project_id, draft_id=draft.id, lineage_id=lineage, **kept)
        draft_id = draft.id
    run(
        engine,
        decide_reuse,
        project_id=project_id,
        asset_id=asset_id,
        lineage_id=lineage,
        is_reused=True,
        quantity_milli=14_000,
    )
    given = {"project_id": project_id, "draft_id": draft_id, "lineage_id": lineage}
    assert run(engine, apply_reuse, text="旧馆可用14张", **given) == 24_000
    with unit_of_work(engine) as session:
        line = session.exec(select(DraftLine).where(DraftLine.draft_id == draft_id)).one()
        reason = session.exec(select(LineReason)).one()
        [row] = needs(session, project_id)
        assert (line.quantity_milli, line.amount_fen) == (24_000, 3_960_000)
        assert (reason.draft_id, reason.cause, reason.text) == (draft_id, Cause.REUSE, "旧馆可用14张")
    assert (row.need.quantity_milli, row.need.taken_out_milli, row.need.gross_milli) == (
        24_000,
        14_000,
        38_000,
    )
    assert run(engine, apply_reuse, **given) == 24_000


def test_a_line_that_stock_serves_wholly_is_put_aside_and_keeps_its_stock(engine, project_id):
    asset_id = asset_of(engine, project_id)
    before, [lineage, _other] = plan_with(engine, project_id, 5_000, 1_000, number=1)
    with unit_of_work(engine) as session:
        draft = make("draft", session, project_id=project_id, plan_id=_plan_of(session, before), number=None)
        for line in session.exec(select(DraftLine).where(DraftLine.draft_id == before)).all():
            kept = {
                name: getattr(line, name)
                for name in ("name", "unit", "quantity_milli", "unit_price_fen", "amount_fen", "lineage_id")
            }
            make("line", session, project_id=project_id, draft_id=draft.id, **kept)
        draft_id = draft.id
    given = {"project_id": project_id, "lineage_id": lineage}
    run(engine, decide_reuse, asset_id=asset_id, is_reused=True, quantity_milli=5_000, **given)
    assert run(engine, apply_reuse, draft_id=draft_id, **given) == 0
    with unit_of_work(engine) as session:
        rows = {row.need.lineage: row for row in needs(session, project_id)}
    assert rows[lineage].line_id is None
    assert rows[lineage].need.gross_milli == 5_000
    with pytest.raises(Invalid):
        run(engine, apply_reuse, draft_id=draft_id, **given)


def test_reads_take_the_same_number_of_statements_for_one_row_and_for_three(engine):
    seen = []
    for rows in (1, 3):
        with unit_of_work(engine) as session:
            project = make_project(session).id
        for number in range(rows):
            asset_of(engine, project, code=f"GD{number}")
        plan_with(engine, project, *[1_000] * rows)
        with reading(engine) as session, statements(engine) as ran:
            assert len(register(session, project)) == rows
            assert len(needs(session, project)) == rows
            counts(session, project)
        seen.append(len(ran))
    assert seen[0] == seen[1]


def _plan_of(session, draft_id):
    return session.get_one(Draft, draft_id).plan_id
