"""Drafts as OCDS 1.1: accepted by the published schema, ids that stay, amendments with reasons, tender to payments."""

import copy
import datetime as dt
import json
from dataclasses import replace

import pytest

from tests.tracker.ocds_support import schema_errors
from tracker.exports.ocds import (
    ITEM_ATTRIBUTES,
    Item,
    Process,
    SubmittedDraft,
    ocds_json,
    ocid_of,
    release_package,
)
from tracker.exports.ocds_awards import Award, Delivered, Payment, Variation
from tracker.exports.ocds_process import BoughtPackage, Paper
from tracker.i18n import Words
from tracker.procurement.explained import GivenReason
from tracker.procurement.lines import Line
from tracker.procurement.process import Stage
from tracker.procurement.stage_dates import Held
from tracker.procurement.thresholds import ProcurementObject
from tracker.vocabulary import Cause, DeliveryResult, ProcurementMethod

ZH, EN = Words.of("zh"), Words.of("en")


def line(lineage, name, milli, price, **given):
    values = {"category": "阅览家具", "specification": "实木", "unit": "张", "zone": "二层"}
    figures = {"quantity_milli": milli, "unit_price_fen": price}
    return Line(
        lineage=lineage,
        name=name,
        amount_fen=given.pop("fen", (milli or 0) * (price or 0) // 1000),
        **{**values, **figures, **given},
    )


CHAIRS = Item(line(11, "阅览椅", 200_000, 90_000), "A05010300", "2022", "可叠放")
FEWER = Item(line(11, "阅览椅", 176_500, 90_050), "A05010300", "2022", "可叠放")  # 158,938.25
FEE = Item(
    line(12, "集成费", None, None, fen=1_234_567, lump_sum=True, unit=None, zone=None, specification=None)
)
SHELF = Item(line(13, "书架", 10_000, 150_000))

FIRST = SubmittedDraft(1, dt.date(2026, 1, 12), (CHAIRS, FEE))
SECOND = SubmittedDraft(2, dt.date(2026, 2, 2), (FEWER, SHELF))

AWARD = Award(
    3, "CQ-2026-7", 5, "示例家具公司", dt.date(2026, 4, 20), dt.date(2026, 5, 6), 15_000_000, (11, 13),
    (Variation(1, dt.date(2026, 6, 1), 100_000, "增加10把"),), (Payment(2, dt.date(2026, 7, 1), 7_500_000),),
    (Delivered(6, dt.date(2026, 6, 10), 11, 170_500, DeliveryResult.ACCEPTED),
     Delivered(7, dt.date(2026, 6, 11), 11, 6_000, DeliveryResult.REFUSED, "色差")),
)  # fmt: skip

HELD = (
    (Stage.REQUIREMENT, Held(actual_on=dt.date(2026, 2, 5))),
    (Stage.SOLICITATION, Held(dt.date(2026, 3, 16), dt.date(2026, 3, 18))),
    (Stage.BID_DEADLINE, Held(planned_on=dt.date(2026, 4, 7))),
    (Stage.ACCEPTANCE, Held(planned_on=dt.date(2026, 6, 30))),
)
PAPERS = (
    Paper(8, Stage.SOLICITATION, "公告.pdf", "", "application/pdf"),
    Paper(9, Stage.ACCEPTANCE, "验收.pdf", "履约验收报告", "application/pdf"),
)


def package(**given):
    values = {"id": 7, "title": "家具包", "method": ProcurementMethod.CONSULTATION, "method_reason": "需求不能一次写尽",
              "object": None, "lineages": (11, 13), "held": HELD, "papers": PAPERS, "awards": (AWARD,)}  # fmt: skip
    return BoughtPackage(**{**values, **given})


def process(**given):
    values = {
        "ocid": ocid_of(1, 4),
        "title": "设施设备配置方案",
        "buyer": "城东图书馆",
        "buyer_id": "kaiguan-1",
        "currency": "CNY",
        "time_zone": "Asia/Shanghai",
        "ceiling_fen": 350_000_000,
        "drafts": (FIRST, SECOND),
        "given": (GivenReason(2, 11, Cause.FINANCE_REVIEW, "评审核减"),),
        "origins": {},
        "packages": (package(),),
        "published_at": dt.datetime(2026, 7, 2, 8, 30, tzinfo=dt.UTC),
    }
    return Process(**{**values, **given})


@pytest.mark.parametrize("words", [ZH, EN])
@pytest.mark.parametrize(
    "given",
    [
        {},
        {"packages": (package(awards=(), held=(), papers=()),)},
        {"packages": (package(method=None, method_reason="", awards=()),)},
        {"ceiling_fen": None},
        {"drafts": (SubmittedDraft(1, None, (FEE,)),), "packages": ()},
    ],
)
def test_the_published_schema_accepts_the_export(words, given):
    assert schema_errors(json.loads(ocds_json(process(**given), words))) == []


def test_the_extension_of_item_attributes_is_declared_where_an_item_has_some():
    declared = release_package(process(), ZH)["extensions"]
    assert declared == [ITEM_ATTRIBUTES]
    bare = Item(line(14, "书车", 1_000, 100, specification=None, zone=None))
    plain = process(drafts=(SubmittedDraft(1, None, (bare,)),), packages=())
    assert "extensions" not in release_package(plain, ZH)


def test_the_schema_would_tell_a_wrong_export():
    package = release_package(process(), ZH)
    broken = copy.deepcopy(package)
    broken["releases"][0]["tag"] = ["draft"]
    broken["releases"][1]["tender"]["value"]["amount"] = "17,393,825"
    del broken["releases"][2]["ocid"]

    assert [error.split(":")[0] for error in schema_errors(broken)] == [
        "releases/0/tag/0", "releases/1/tender/value/amount", "releases/2",
    ]  # fmt: skip


def test_each_submitted_draft_is_a_release_of_one_process_and_each_package_a_process_of_its_own():
    releases = release_package(process(), ZH)["releases"]

    assert [(each["ocid"], each["id"], each["date"], each["tag"]) for each in releases] == [
        ("kaiguan-1-4", "kaiguan-1-4-draft-1", "2026-01-12T00:00:00+08:00", ["planning"]),
        ("kaiguan-1-4", "kaiguan-1-4-draft-2", "2026-02-02T00:00:00+08:00", ["planningUpdate"]),
        (
            "kaiguan-1-4-package-7",
            "kaiguan-1-4-package-7-tender",
            "2026-03-18T00:00:00+08:00",
            ["tender"],
        ),
        (
            "kaiguan-1-4-package-7",
            "kaiguan-1-4-package-7-contract",
            "2026-07-01T00:00:00+08:00",
            ["award", "contract", "implementation"],
        ),
    ]


def test_an_item_has_classification_quantity_and_unit_value():
    item = release_package(process(), EN)["releases"][1]["tender"]["items"][0]

    assert item == {
        "id": "11",
        "description": "阅览椅",
        "classification": {"scheme": "x_CN-GPC-2022", "id": "A05010300"},
        "additionalClassifications": [{"scheme": "x_category", "id": "阅览家具", "description": "阅览家具"}],
        "quantity": 176.5,
        "unit": {"name": "张", "value": {"amount": 900.5, "currency": "CNY"}},
        "attributes": [
            {"id": "specification", "name": "Specification", "value": "实木"},
            {"id": "zone", "name": "Zone", "value": "二层"},
            {"id": "remark", "name": "Remark", "value": "可叠放"},
        ],
    }


def test_values_and_the_budget_are_exact_to_the_fen():
    first, second, *_ = release_package(process(), ZH)["releases"]

    assert first["planning"]["budget"]["amount"] == {"amount": 3_500_000, "currency": "CNY"}
    assert first["tender"]["value"]["amount"] == 192_345.67  # 180,000.00 + 12,345.67
    assert second["tender"]["value"]["amount"] == 173_938.25  # 158,938.25 + 15,000.00


def test_amendments_have_date_rationale_and_description():
    chairs, shelf, fee = release_package(process(), ZH)["releases"][1]["tender"]["amendments"]

    assert chairs == {
        "id": "2-1",
        "date": "2026-02-02T00:00:00+08:00",
        "rationale": "财政评审 评审核减",
        "description": "调整：阅览椅，180,000.00 → 158,938.25 元",
        "amendsReleaseID": "kaiguan-1-4-draft-1",
        "releaseID": "kaiguan-1-4-draft-2",
        "x_cause": "finance_review",
        "x_text": "评审核减",
        "x_items": ["11"],
    }
    assert "rationale" not in shelf
    assert fee["description"] == "删除：集成费，12,345.67 → 0.00 元"


def test_awards_contracts_and_payments_follow_the_drafts():
    release = release_package(process(), ZH)["releases"][-1]

    [award], [contract] = release["awards"], release["contracts"]
    assert (award["value"]["amount"], award["suppliers"][0]["name"]) == (150_000, "示例家具公司")
    assert [item["id"] for item in award["items"]] == ["11", "13"]
    assert (contract["id"], contract["awardID"], contract["value"]["amount"]) == (
        "CQ-2026-7",
        "award-3",
        151_000,
    )
    assert contract["amendments"][0]["rationale"] == "增加10把"
    assert contract["implementation"]["transactions"][0]["value"]["amount"] == 75_000
    assert release["parties"][1] == {"id": "supplier-5", "name": "示例家具公司", "roles": ["supplier"]}


def test_a_package_names_the_plan_it_was_planned_in_and_says_how_it_is_tendered():
    release = release_package(process(), ZH)["releases"][2]

    assert release["relatedProcesses"][0] | {"title": ""} == {
        "id": "1", "relationship": ["planning"], "title": "", "scheme": "ocid", "identifier": "kaiguan-1-4",
    }  # fmt: skip
    tender = release["tender"]
    assert (tender["status"], tender["value"]["amount"], tender["mainProcurementCategory"]) == (
        "complete", 173_938.25, "goods",
    )  # fmt: skip
    assert [tender[f"procurementMethod{part}"] for part in ("", "Details", "Rationale")] == [
        "limited", "竞争性磋商", "需求不能一次写尽",
    ]  # fmt: skip
    assert tender["tenderPeriod"] == {
        "startDate": "2026-03-18T00:00:00+08:00", "endDate": "2026-04-07T00:00:00+08:00",
    }  # fmt: skip
    assert tender["documents"] == [
        {"id": "8", "documentType": "tenderNotice", "title": "公告.pdf", "description": "采购公告与文件",
         "format": "application/pdf"}
    ]  # fmt: skip


def test_stages_are_milestones_of_the_tender_and_after_the_signing_of_the_contract():
    *_, tender, bought = release_package(process(), ZH)["releases"]

    assert [(each["id"], each["status"]) for each in tender["tender"]["milestones"]] == [
        ("requirement", "met"), ("solicitation", "met"), ("bid_deadline", "scheduled"),
    ]  # fmt: skip
    [contract] = bought["contracts"]
    assert contract["milestones"] == [
        {"id": "acceptance", "title": "履约验收", "type": "approval", "dueDate": "2026-06-30T00:00:00+08:00",
         "status": "scheduled"}
    ]  # fmt: skip
    assert [each["documentType"] for each in contract["documents"]] == ["completionCertificate"]


def test_until_a_contract_is_signed_every_stage_stands_with_the_tender():
    unsigned = package(awards=())
    *_, release = release_package(process(packages=(unsigned,)), ZH)["releases"]

    assert release["tender"]["status"] == "active"
    assert [each["id"] for each in release["tender"]["milestones"]][-1] == "acceptance"
    planned = release_package(process(packages=(package(awards=(), held=()),)), ZH)["releases"][-1]
    assert (planned["tag"], planned["tender"]["status"]) == (["planning"], "planned")


def test_a_contract_that_nobody_noted_as_signed_is_one_when_something_was_paid_on_it():
    awarded = replace(AWARD, signed_on=None, variations=(), payments=(), deliveries=())
    release = release_package(process(packages=(package(awards=(awarded,)),)), ZH)["releases"][-1]
    assert (release["tag"], release["contracts"]) == (["award"], [])
    paid = replace(awarded, payments=AWARD.payments)
    release = release_package(process(packages=(package(awards=(paid,)),)), ZH)["releases"][-1]
    assert release["tag"] == ["award", "contract", "implementation"]
    assert "dateSigned" not in release["contracts"][0]


def test_what_somebody_said_is_bought_goes_before_the_codes():
    services = process(packages=(package(object=ProcurementObject.SERVICES),))

    assert release_package(services, ZH)["releases"][2]["tender"]["mainProcurementCategory"] == "services"


def test_deliveries_are_milestones_that_say_whether_they_were_accepted():
    deliveries = release_package(process(), ZH)["releases"][-1]["contracts"][0]["implementation"][
        "milestones"
    ]

    assert deliveries == [
        {"id": "6", "title": "阅览椅", "type": "delivery", "description": "170.5 张",
         "dateMet": "2026-06-10T00:00:00+08:00", "status": "met"},
        {"id": "7", "title": "阅览椅", "type": "delivery", "description": "6 张 · 色差",
         "dateModified": "2026-06-11T00:00:00+08:00", "status": "notMet"},
    ]  # fmt: skip
