"""Workbooks taken as numbered drafts: the six real ones, one with a difference, and what is refused."""

import datetime as dt
import io
import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import Workbook
from sqlmodel import Session, select

from db.commands.draft_import import import_draft
from db.commands.draft_rows import previous_draft_id
from db.commands.procurement import create_procurement_plan
from db.models import Asset, AuditEntry, Draft, DraftLine, LineageRow
from db.queries import procurement as queries
from db.queries.assets import register
from db.seeds import procurement as seed
from db.seeds.layout import Layout
from db.unit_of_work import reading, unit_of_work
from tests.factories import make_project
from tests.support.shared_data import TRUTH, needs_shared_data
from tracker.errors import Invalid, NotAllowed, NotFound
from tracker.imports.drafts import DraftFile, read_draft
from tracker.permissions import Role, local_actor
from tracker.procurement.compare import compare
from tracker.procurement.explained import between, category_totals, explain
from tracker.procurement.inheritance import Inheritance
from tracker.vocabulary import Cause, DraftStatus

LEAD = local_actor()
TOTALS = [498_630_000, 481_400_000, 466_040_000, 429_360_000, 378_112_000, 350_000_000]


def truth() -> list[dict[str, Any]]:
    return json.loads(TRUTH.read_text(encoding="utf-8"))["drafts"]


def workbook(*rows: tuple[Any, ...]) -> DraftFile:
    book = Workbook()
    book.active.title = "清单"
    for row in (("序号", "名称", "单位", "数量", "单价", "金额"), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return read_draft(out.getvalue())


GOOD = (1, "阅览桌", "张", 40, 3650, 146000)
BAD = (2, "阅览椅", "把", 400, 520, 207000)  # 400 × 520 = 208,000


@pytest.fixture
def plan(engine: sa.Engine) -> tuple[sa.Engine, int, int]:
    """Engine, project and plan."""
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        plan_id = create_procurement_plan(session, actor=LEAD, project_id=project_id, title="设备方案")
    return engine, project_id, plan_id


def take(plan: tuple[sa.Engine, int, int], file: DraftFile, **given: Any) -> int:
    engine, project_id, plan_id = plan
    arguments: dict[str, Any] = {
        "actor": LEAD,
        "project_id": project_id,
        "plan_id": plan_id,
        "number": 1,
        "file": file,
        "inheritance": Inheritance(),
        "previous_id": None,
        **given,
    }
    with unit_of_work(engine) as session:
        return import_draft(session, **arguments)


def refused(plan: tuple[sa.Engine, int, int], file: DraftFile, **given: Any) -> str:
    """The code of the refusal; the database must be as it was."""
    before = counts(plan[0])
    with pytest.raises(Invalid) as error:
        take(plan, file, **given)
    assert counts(plan[0]) == before
    return error.value.code


def counts(engine: sa.Engine) -> tuple[int, ...]:
    with Session(engine) as session:
        return tuple(
            session.exec(select(sa.func.count()).select_from(table)).one()
            for table in (Draft, DraftLine, LineageRow, AuditEntry)
        )


@pytest.fixture
def sample(engine: sa.Engine) -> tuple[sa.Engine, int, int]:
    """Engine, project and plan with the sample's six drafts."""
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        layout = Layout(dt.date(2026, 4, 1))
        plan_id = seed.load(session, actor=LEAD, project_id=project_id, layout=layout)
    return engine, project_id, plan_id


def test_the_six_drafts_come_to_the_totals_on_paper(sample) -> None:
    engine, project_id, plan_id = sample
    with reading(engine) as session:
        rows = queries.drafts(session, project_id, plan_id)
    assert [(row.number, row.total_fen) for row in rows] == [
        *enumerate(TOTALS, start=1),
        (None, 350_000_000),
    ]
    assert [row.lines for row in rows] == [64, 64, 66, 63, 59, 59, 59]
    assert rows[1].difference_fen == -17_230_000
    assert {row.unpriced for row in rows} == {0}


def test_the_sixth_draft_went_to_the_finance_bureau_twelve_days_before_the_sample_day(sample) -> None:
    engine, project_id, _ = sample
    with reading(engine) as session:
        summary = queries.procurement_summary(session, project_id)
    assert summary is not None
    assert (summary.number, summary.status, summary.submitted_on) == (
        6,
        DraftStatus.IN_REVIEW,
        dt.date(2026, 3, 20),
    )
    assert (summary.total_fen, summary.lines) == (350_000_000, 59)
    assert summary.totals == tuple(enumerate(TOTALS, start=1))


@needs_shared_data
def test_first_and_last_draft_differ_by_what_the_truth_says_in_each_category(sample) -> None:
    engine, project_id, plan_id = sample
    expected: Counter[str] = Counter()
    before_totals: Counter[str] = Counter()
    for line in truth()[0]["lines"]:
        before_totals[line["category"]] += line["amount_fen"]
        expected[line["category"]] -= line["amount_fen"]
    for line in truth()[5]["lines"]:
        expected[line["category"]] += line["amount_fen"]
    with reading(engine) as session:
        rows = queries.drafts(session, project_id, plan_id)
        first, last = (
            [line.as_line() for line in queries.lines_of(session, project_id, rows[at].id)] for at in (0, 5)
        )
        comparison = compare(first, last, queries.origins(session, project_id, plan_id))
    assert comparison.difference_fen == -148_630_000
    assert sum(change.difference_fen for change in comparison.changes) == -148_630_000
    assert comparison.by_category() == dict(expected)
    assert {name: before for name, (before, _) in category_totals(comparison).items()} == dict(before_totals)


@needs_shared_data
def test_lineages_follow_the_truth_from_draft_to_draft(sample) -> None:
    """Two stored lines share a lineage exactly where the truth gives them one."""
    engine, project_id, plan_id = sample
    with reading(engine) as session:
        rows = queries.drafts(session, project_id, plan_id)
        stored = [queries.lines_of(session, project_id, row.id) for row in rows[:6]]
    named: dict[int, str] = {}
    for draft, lines in zip(truth(), stored, strict=True):
        assert [line.name for line in lines] == [line["name"] for line in draft["lines"]] or Counter(
            line.name for line in lines
        ) == Counter(line["name"] for line in draft["lines"])
        by_place = {
            (line["name"], line["zone"], line["specification"]): line["lineage"] for line in draft["lines"]
        }
        for line in lines:
            lineage = by_place[line.name, line.zone, line.specification]
            assert named.setdefault(line.lineage_id, lineage) == lineage
    assert len(set(named.values())) == len(named)


def test_every_change_of_the_sample_has_a_cause(sample) -> None:
    engine, project_id, plan_id = sample
    with reading(engine) as session:
        rows = queries.drafts(session, project_id, plan_id)
        given = queries.reasons(session, project_id, plan_id)
        origins = queries.origins(session, project_id, plan_id)
        drafts = [
            [line.as_line() for line in queries.lines_of(session, project_id, row.id)] for row in rows[:6]
        ]
    for number in range(1, 6):
        comparison = compare(drafts[number - 1], drafts[number], origins)
        for row in explain(comparison, between(given, number, number + 1)):
            assert row.reasons, (number + 1, row.change.line.name)
            assert {reason.draft_number for reason in row.reasons} == {number + 1}
    assert len(given) == 45
    assert Counter(reason.cause for reason in given)[Cause.REUSE] == 7


def test_the_asset_register_holds_fifteen_entries_with_what_is_still_usable(sample) -> None:
    engine, project_id, _ = sample
    with reading(engine) as session:
        assets = register(session, project_id)
    assert len(assets) == 15
    desk = assets[0]
    assert (desk.code, desk.name, desk.quantity_milli, desk.usable_milli, desk.unit_price_fen) == (
        "GD00001",
        "办公桌",
        18_000,
        14_000,
        90_000,
    )
    with Session(engine) as session:
        assert {row.project_id for row in session.exec(select(Asset))} == {project_id}


def test_a_workbook_with_a_difference_is_refused_without_a_reason(plan) -> None:
    assert refused(plan, workbook(GOOD, BAD), reason="  ") == "difference_without_reason"


def test_a_workbook_with_a_difference_is_stored_with_a_reason_and_the_computed_amount_counts(plan) -> None:
    engine, project_id, plan_id = plan
    take(plan, workbook(GOOD, BAD), reason="打印稿有误,以数量乘单价为准")
    with reading(engine) as session:
        (row, _working) = queries.drafts(session, project_id, plan_id)
        _, chair = queries.lines_of(session, project_id, row.id)
    assert row.accepted_difference == "打印稿有误,以数量乘单价为准"
    assert row.total_fen == 14_600_000 + 20_800_000
    assert (chair.amount_fen, chair.printed_amount_fen, chair.lump_sum) == (20_800_000, 20_700_000, False)
    with Session(engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.command == "import_draft")).all()
    assert {entry.reason for entry in entries} == {"打印稿有误,以数量乘单价为准"}


def test_where_the_printed_amount_counts_the_line_becomes_a_lump_sum(plan) -> None:
    engine, project_id, _ = plan
    draft_id = take(plan, workbook(GOOD, BAD), reason="以打印金额为准", printed_counts=True)
    with reading(engine) as session:
        desk, chair = queries.lines_of(session, project_id, draft_id)
    assert (chair.amount_fen, chair.lump_sum, chair.quantity_milli) == (20_700_000, True, 400_000)
    assert (desk.amount_fen, desk.lump_sum) == (14_600_000, False)


def test_an_amount_alone_is_a_lump_sum_and_a_line_without_any_is_still_to_be_priced(plan) -> None:
    engine, project_id, plan_id = plan
    file = workbook((1, "导视标识系统", "项", None, None, 43700), (2, "书车", "辆", 18, None, None))
    draft_id = take(plan, file, reason="书车待询价")
    with reading(engine) as session:
        sign, cart = queries.lines_of(session, project_id, draft_id)
        row = queries.drafts(session, project_id, plan_id)[0]
    assert (sign.lump_sum, sign.amount_fen) == (True, 4_370_000)
    assert (cart.lump_sum, cart.amount_fen, cart.quantity_milli) == (True, 0, 18_000)
    assert row.unpriced == 1


def test_a_source_of_funds_and_an_edition_are_stored_and_kept_while_files_are_silent(plan) -> None:
    engine, project_id, _ = plan
    desk = replace(workbook(GOOD).lines[0], funding="市级专项资金", code="A05010201", edition="2022")
    first = take(plan, replace(workbook(GOOD), lines=(desk,)))
    with reading(engine) as session:
        lineage = queries.lines_of(session, project_id, first)[0].lineage_id
    with unit_of_work(engine) as session:
        session.exec(select(DraftLine)).one().funding_year = 2026
    carried = {"inheritance": Inheritance(same={0: lineage}), "previous_id": first}
    silent = take(plan, workbook(GOOD, (2, "书车", "辆", 1, 600, 600)), number=2, **carried)
    carried["previous_id"] = silent
    told = replace(
        workbook(GOOD), lines=(replace(desk, funding="区级自筹", code="A05010299", edition="2027"),)
    )
    third = take(plan, told, number=3, **carried)

    def stored(draft_id):
        columns = (
            DraftLine.funding,
            DraftLine.funding_year,
            DraftLine.catalogue_code,
            DraftLine.catalogue_edition,
        )
        query = sa.select(*columns).where(DraftLine.draft_id == draft_id).order_by(DraftLine.position)
        with Session(engine) as session:
            return [tuple(row) for row in session.execute(query)]

    assert stored(silent) == [("市级专项资金", 2026, "A05010201", "2022"), ("", None, "", "")]
    assert stored(third) == [("区级自筹", None, "A05010299", "2027")]


def test_a_workbook_is_read_with_its_source_of_funds_and_edition() -> None:
    book = Workbook()
    book.active.append(("序号", "名称", "单位", "数量", "单价", "金额", "资金来源", "品目编码", "品目版本"))
    book.active.append((1, "阅览桌", "张", 40, 3650, 146000, "市级专项资金", "A05010201", 2022))
    out = io.BytesIO()
    book.save(out)
    (desk,) = read_draft(out.getvalue()).lines
    assert (desk.funding, desk.code, desk.edition) == ("市级专项资金", "A05010201", "2022")


def test_a_later_line_that_fails_leaves_nothing_behind(plan) -> None:
    long_name = (2, "名" * 201, "把", 400, 520, 208000)
    assert refused(plan, workbook(GOOD, long_name)) == "cell_too_long"


def test_numbers_that_are_taken_or_out_of_range_are_refused(plan) -> None:
    take(plan, workbook(GOOD))
    assert refused(plan, workbook(GOOD), number=1) == "number_taken"
    assert refused(plan, workbook(GOOD), number=0) == "number_out_of_range"
    assert refused(plan, workbook(GOOD), number=1000) == "number_out_of_range"


def test_a_matching_with_a_draft_that_is_not_the_one_before_is_refused(plan) -> None:
    first = take(plan, workbook(GOOD))
    assert refused(plan, workbook(GOOD), number=2, previous_id=None) == "previous_draft_moved"
    take(plan, workbook(GOOD), number=2, previous_id=first)


def test_lines_carry_on_the_lineages_they_were_given(plan) -> None:
    engine, project_id, plan_id = plan
    first = take(plan, workbook(GOOD, (2, "台式计算机", "台", 40, 5200, 208000)))
    with reading(engine) as session:
        desk, computer = queries.lines_of(session, project_id, first)
    file = workbook(GOOD, (2, "台式计算机", "台", 24, 5200, 124800), (3, "台式计算机", "台", 16, 5200, 83200))
    answers = Inheritance(
        same={0: desk.lineage_id},
        parents={1: frozenset({computer.lineage_id}), 2: frozenset({computer.lineage_id})},
    )
    second = take(plan, file, number=2, previous_id=first, inheritance=answers)
    with reading(engine) as session:
        lines = queries.lines_of(session, project_id, second)
        origins = queries.origins(session, project_id, plan_id)
        assert previous_draft_id(session, project_id, plan_id, 3) == second
    assert lines[0].lineage_id == desk.lineage_id
    assert origins == {line.lineage_id: frozenset({computer.lineage_id}) for line in lines[1:]}
    assert len({line.lineage_id for line in lines}) == 3


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (Inheritance(same={0: 999_999}), "lineage_unknown"),
        (Inheritance(parents={0: frozenset({999_999})}), "lineage_unknown"),
        (Inheritance(same={0: 7, 1: 7}), "lineage_twice"),
    ],
)
def test_answers_that_name_no_line_of_the_plan_are_refused(plan, answers, code) -> None:
    assert refused(plan, workbook(GOOD), inheritance=answers) == code


def test_a_lineage_of_another_project_is_refused(plan) -> None:
    engine, project_id, _ = plan
    with unit_of_work(engine) as session:
        stranger = make_project(session).id
        other_plan = create_procurement_plan(session, actor=LEAD, project_id=stranger, title="别馆方案")
    foreign_draft = take((engine, stranger, other_plan), workbook(GOOD))
    with reading(engine) as session:
        foreign = queries.lines_of(session, stranger, foreign_draft)[0].lineage_id
    assert refused(plan, workbook(GOOD), inheritance=Inheritance(same={0: foreign})) == "lineage_unknown"
    with pytest.raises(NotFound):
        take((engine, project_id, other_plan), workbook(GOOD))


def test_a_file_without_lines_is_refused(plan) -> None:
    assert refused(plan, DraftFile((), (), None, ())) == "draft_empty"


def test_only_the_lead_takes_a_workbook_as_a_submitted_draft(plan) -> None:
    for role in (Role.STAFF, Role.REVIEWER, Role.VIEWER):
        with pytest.raises(NotAllowed):
            take(plan, workbook(GOOD), actor=local_actor(role))


def test_ten_thousand_lines_are_stored_with_as_many_statements_as_two(plan) -> None:
    engine = plan[0]

    def statements(rows: int, number: int, previous_id: int | None) -> tuple[int, int]:
        line = workbook(GOOD).lines[0]
        file = DraftFile((), (line,) * rows, None, ())
        seen: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            seen.append(" ".join(statement.split()[:3]))

        sa.event.listen(engine, "before_cursor_execute", note)
        try:
            draft_id = take(plan, file, number=number, previous_id=previous_id)
        finally:
            sa.event.remove(engine, "before_cursor_execute", note)
        return draft_id, len([each for each in seen if not each.startswith("INSERT INTO lineage")])

    first, few = statements(2, 1, None)
    _, many = statements(10_000, 2, first)
    assert many == few
