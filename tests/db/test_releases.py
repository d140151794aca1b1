"""OCDS in and out of the database: the six fictional releases as drafts, and a plan's export taken again."""

import datetime as dt
import json

import pytest
from sqlmodel import select

from db.commands.procurement import create_procurement_plan
from db.commands.releases import import_releases
from db.models import DraftLine, LineReason, ReviewComment
from db.queries import procurement as queries
from db.queries.ocds import process
from db.unit_of_work import reading, unit_of_work
from tests.factories import make, make_project
from tests.support.shared_data import needs_shared_data
from tests.tracker.ocds_support import schema_errors
from tests.tracker.test_imports_ocds import fictional
from tracker.errors import Invalid
from tracker.exports.ocds import ocds_json
from tracker.i18n import Words
from tracker.imports.ocds import read_releases
from tracker.permissions import local_actor
from tracker.vocabulary import Cause, CommentStatus, DraftStatus

LEAD = local_actor()
NOW = dt.datetime(2026, 7, 2, 8, 30, tzinfo=dt.UTC)


@pytest.fixture
def plan(engine):
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        plan_id = create_procurement_plan(session, actor=LEAD, project_id=project_id, title="配置方案")
    return engine, project_id, plan_id


def take(plan, file, **given):
    engine, project_id, plan_id = plan
    with unit_of_work(engine) as session:
        return import_releases(
            session, actor=LEAD, project_id=project_id, plan_id=plan_id, file=file, **given
        )


def drafts(plan):
    engine, project_id, plan_id = plan
    with reading(engine) as session:
        return [row for row in queries.drafts(session, project_id, plan_id) if row.number]


def lines(plan, draft_id):
    engine, project_id, _ = plan
    with reading(engine) as session:
        return [row.as_line() for row in queries.lines_of(session, project_id, draft_id)]


def exported(plan):
    engine, project_id, plan_id = plan
    with reading(engine) as session:
        found = process(session, project_id, plan_id, published_at=NOW)
    return ocds_json(found, Words.of("zh"))


@needs_shared_data
def test_the_fictional_releases_become_three_drafts_of_one_line(plan):
    numbers = take(plan, read_releases(fictional(), currency="GBP"), reason="as published")

    assert numbers == [1, 2, 3]
    assert [(row.total_fen, row.submitted_on, row.lines) for row in drafts(plan)] == [
        (100_000_000, dt.date(2009, 3, 15), 1),
        (96_000_000, dt.date(2010, 3, 15), 1),
        (96_000_000, dt.date(2010, 3, 20), 1),
    ]
    assert len({lines(plan, row.id)[0].lineage for row in drafts(plan)}) == 1


@needs_shared_data
def test_an_amendment_without_a_known_cause_is_kept_as_a_closed_comment(plan):
    take(plan, read_releases(fictional(), currency="GBP"), reason="as published")

    with reading(plan[0]) as session:
        [comment] = session.exec(select(ReviewComment)).all()
    assert comment.status is CommentStatus.CLOSED
    assert comment.text.startswith("2010-03-20 · The tender period has been extended")


@needs_shared_data
def test_problems_need_a_reason_and_then_nothing_is_stored_by_halves(plan):
    with pytest.raises(Invalid) as refused:
        take(plan, read_releases(fictional(), currency="GBP"))

    assert refused.value.code == "difference_without_reason"
    assert drafts(plan) == []


def stored_plan(plan):
    """Two drafts of the plan: a line cut with its reason, a lump sum dropped."""
    engine, project_id, plan_id = plan
    with unit_of_work(engine) as session:
        chairs, fee = (make("lineage", session, project_id=project_id, plan_id=plan_id).id for _ in range(2))
        own = {"project_id": project_id}
        first, second = (
            make("draft", session, **own, plan_id=plan_id, number=number, status=DraftStatus.SUBMITTED,
                 submitted_on=dt.date(2026, number, 12)).id
            for number in (1, 2)
        )  # fmt: skip
        chair = {
            **own,
            "lineage_id": chairs,
            "name": "阅览椅",
            "category": "家具",
            "unit": "把",
            "unit_price_fen": 90_000,
            "catalogue_code": "A05010300",
            "catalogue_edition": "2022",
            "funding": "市级专项资金",
        }
        make("line", session, **chair, draft_id=first, quantity_milli=200_000, amount_fen=18_000_000)
        make("line", session, **chair, draft_id=second, quantity_milli=176_000, amount_fen=15_840_000)
        make("line", session, **own, lineage_id=fee, draft_id=first, name="集成费", lump_sum=True, amount_fen=99_999,
             quantity_milli=None, unit_price_fen=None)  # fmt: skip
        make(
            "line_reason",
            session,
            **own,
            draft_id=second,
            lineage_id=chairs,
            cause=Cause.FINANCE_REVIEW,
            text="核减24把",
        )
    return chairs, fee


def test_the_export_of_a_plan_fits_the_published_schema(plan):
    stored_plan(plan)
    package = json.loads(exported(plan))

    assert schema_errors(package) == []
    assert [release["tender"]["value"]["amount"] for release in package["releases"]] == [180_999.99, 158_400]
    assert package["releases"][1]["tender"]["amendments"][0]["rationale"] == "财政评审 核减24把"
    assert package["releases"][0]["tender"]["items"][0]["classification"] == {
        "scheme": "x_CN-GPC-2022",
        "id": "A05010300",
    }


def test_what_was_bought_follows_the_drafts(plan):
    engine, project_id, plan_id = plan
    chairs, _ = stored_plan(plan)
    with unit_of_work(engine) as session:
        own = {"project_id": project_id}
        package = make("package", session, **own, plan_id=plan_id, title="家具包").id
        make("package_line", session, **own, package_id=package, lineage_id=chairs)
        supplier = make("organisation", session, **own, name="示例家具公司").id
        contract = make("contract", session, **own, package_id=package, supplier_id=supplier, amount_fen=15_000_000,
                        awarded_on=dt.date(2026, 4, 1), signed_on=dt.date(2026, 4, 20)).id  # fmt: skip
        make(
            "contract_variation",
            session,
            **own,
            contract_id=contract,
            on=dt.date(2026, 5, 1),
            amount_fen=500_000,
        )
        make("payment", session, **own, contract_id=contract, on=dt.date(2026, 6, 1), amount_fen=7_500_000)
        make("package_stage", session, **own, package_id=package, stage="solicitation",
             actual_on=dt.date(2026, 3, 2))  # fmt: skip

    package = json.loads(exported(plan))

    tender, release = package["releases"][-2:]
    assert schema_errors(package) == []
    assert tender["relatedProcesses"][0]["identifier"] == package["releases"][0]["ocid"]
    assert (tender["tag"], tender["tender"]["tenderPeriod"]) == (
        ["tender"],
        {"startDate": "2026-03-02T00:00:00+08:00"},
    )
    assert release["tag"] == ["award", "contract", "implementation"]
    assert release["contracts"][0]["value"]["amount"] == 155_000
    assert release["awards"][0]["items"][0]["quantity"] == 176


def funds(plan, draft_id):
    """Source of funds, catalogue code and its edition of each line."""
    query = select(DraftLine.funding, DraftLine.catalogue_code, DraftLine.catalogue_edition)
    with reading(plan[0]) as session:
        return session.exec(query.where(DraftLine.draft_id == draft_id).order_by(DraftLine.position)).all()


def test_a_plan_s_own_export_taken_again_keeps_lineages_lines_and_reasons(plan):
    chairs, _fee = stored_plan(plan)

    numbers = take(plan, read_releases(exported(plan), currency="CNY"))

    assert numbers == [3, 4]
    first, second, third, fourth = drafts(plan)
    assert set(funds(plan, third.id)) == {("市级专项资金", "A05010300", "2022"), ("", "", "")}
    for before, after in ((first, third), (second, fourth)):
        old, new = lines(plan, before.id), lines(plan, after.id)
        assert funds(plan, after.id) == funds(plan, before.id)
        assert [(each.lineage, each.name, each.category, each.amount_fen, each.lump_sum) for each in new] == [
            (each.lineage, each.name, each.category, each.amount_fen, each.lump_sum) for each in old
        ]
    with reading(plan[0]) as session:
        reasons = session.exec(select(LineReason).where(LineReason.draft_id == fourth.id)).all()
    assert [(each.lineage_id, each.cause, each.text) for each in reasons] == [
        (chairs, Cause.FINANCE_REVIEW, "核减24把")
    ]


def test_another_plan_takes_the_same_releases_with_lineages_of_its_own(plan):
    engine, project_id, _ = plan
    chairs, fee = stored_plan(plan)
    with unit_of_work(engine) as session:
        other = create_procurement_plan(session, actor=LEAD, project_id=project_id, title="副本")

    take((engine, project_id, other), read_releases(exported(plan), currency="CNY"))

    first, second = drafts((engine, project_id, other))
    [one, _], [two] = (lines((engine, project_id, other), row.id) for row in (first, second))
    assert one.lineage == two.lineage
    assert one.lineage not in {chairs, fee}
