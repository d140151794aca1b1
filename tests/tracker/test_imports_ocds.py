"""OCDS releases as drafts: the six fictional releases, our own export read back, and every error by name."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from tests.support.shared_data import OCDS, needs_shared_data
from tests.tracker.test_exports_ocds import FEE, FEWER, SHELF, ZH, process
from tracker.errors import UnreadableFile
from tracker.exports.ocds import ocds_json
from tracker.imports.ocds import read_releases
from tracker.procurement.lines import SourceRow
from tracker.vocabulary import Cause


def package(*releases):
    return json.dumps({"releases": list(releases)}).encode()


def release(number=1, **tender):
    return {
        "ocid": "ocds-x-1",
        "id": f"r{number}",
        "date": f"2026-01-{number:02}T00:00:00Z",
        "tag": ["planning"],
        "tender": tender,
    }


def fictional():
    """The six releases in one package, in no order."""
    found = [
        json.loads(path.read_text())["releases"][0] for path in sorted(OCDS.glob("ocds-*.json"), reverse=True)
    ]
    assert len(found) == 6
    return package(*found)


@needs_shared_data
def test_planning_tender_and_amendment_become_drafts_and_the_rest_is_left_out():
    file = read_releases(fictional(), currency="GBP")

    prefix = "ocds-213czf-000-00001"
    assert file.ocid == prefix
    assert [(draft.id, draft.day) for draft in file.drafts] == [
        (f"{prefix}-01-planning", dt.date(2009, 3, 15)),
        (f"{prefix}-02-tender", dt.date(2010, 3, 15)),
        (f"{prefix}-03-tenderAmendment", dt.date(2010, 3, 20)),
    ]
    assert file.left_out == (f"{prefix}-04-award", f"{prefix}-05-contract", f"{prefix}-06-implementation")


@needs_shared_data
def test_the_items_of_a_tender_are_priced_lines():
    planning, tender, _ = read_releases(fictional(), currency="GBP").drafts

    [first], [second] = planning.file.lines, tender.file.lines
    assert (first.name, first.unit, first.quantity_milli, first.unit_price_fen) == (
        "Cycle lane improvements", "Miles", 10_000, 10_000_000,
    )  # fmt: skip
    assert (second.quantity_milli, second.unit_price_fen, second.amount_fen) == (
        8_000,
        12_000_000,
        96_000_000,
    )
    assert (second.remark, second.code, second.lump_sum) == ("CPV 45233130.0", None, False)
    assert planning.items == tender.items == ("1.0",)


@needs_shared_data
def test_a_value_that_is_not_the_sum_of_the_items_is_a_problem():
    planning, tender, _ = read_releases(fictional(), currency="GBP").drafts

    assert planning.file.problems == ()
    [problem] = tender.file.problems  # 8 × 120,000 = 960,000, and the tender says 1,100,000
    assert (problem.code, problem.facts) == (
        "release_total", {"printed_fen": 110_000_000, "computed_fen": 96_000_000},
    )  # fmt: skip


@needs_shared_data
def test_another_currency_than_the_project_s_is_said_once_per_release():
    planning, *_ = read_releases(fictional(), currency="CNY").drafts

    assert [(problem.code, dict(problem.facts)) for problem in planning.file.problems] == [
        ("release_currency", {"currency": "GBP", "expected": "CNY"})
    ]


@needs_shared_data
def test_the_amendment_of_the_tender_is_read():
    amendment = read_releases(fictional(), currency="GBP").drafts[2].amendments[0]

    assert amendment.rationale == "The tender period has been extended in accordance with council guidelines"
    assert amendment.description.endswith("2017-04-08")
    assert amendment.cause is None


@needs_shared_data
def test_a_record_that_only_links_to_its_releases_gives_what_it_compiled():
    file = read_releases((OCDS / "record-withversions.json").read_bytes(), currency="GBP")

    [draft] = file.drafts
    assert (draft.day, draft.file.total_fen) == (dt.date(2011, 1, 10), 96_000_000)


def test_a_record_that_holds_its_releases_gives_them():
    record = {"ocid": "ocds-x-1", "releases": [release(items=[{"id": "1", "description": "Chair"}])]}

    assert len(read_releases(json.dumps({"records": [record]}).encode(), currency="CNY").drafts) == 1


def test_our_own_export_comes_back_as_it_went():
    file = read_releases(ocds_json(process(), ZH), currency="CNY")

    first, second = file.drafts
    assert [draft.file.problems for draft in file.drafts] == [(), ()]
    assert (first.items, second.items) == (("11", "12"), ("11", "13"))
    assert [each.as_line(int(item)) for each, item in zip(second.file.lines, second.items, strict=True)] == [
        replaced(replace(FEWER.line, code="A05010300"), "kaiguan-1-4-draft-2", 1),
        replaced(SHELF.line, "kaiguan-1-4-draft-2", 2),
    ]
    assert (second.file.lines[0].code, second.file.lines[0].remark) == ("A05010300", "可叠放")
    fee = first.file.lines[1]
    assert (fee.amount_fen, fee.lump_sum, fee.quantity_milli) == (FEE.line.amount_fen, True, None)
    assert file.left_out == ("kaiguan-1-4-package-7-tender", "kaiguan-1-4-package-7-contract")


def test_two_processes_that_do_not_plan_each_other_are_no_one_plan():
    related = [{"relationship": ["planning"], "identifier": "ocds-y-9"}]
    other = {**release(2, items=[{"id": "1"}]), "ocid": "ocds-x-2", "relatedProcesses": related}
    with pytest.raises(UnreadableFile) as refused:
        read_releases(package(release(items=[{"id": "1"}]), other), currency="CNY")
    assert refused.value.code == "ocds_several_processes"


def test_our_own_amendments_keep_cause_text_and_items():
    amendments = read_releases(ocds_json(process(), ZH), currency="CNY").drafts[1].amendments

    assert (amendments[0].cause, amendments[0].text, amendments[0].items) == (
        Cause.FINANCE_REVIEW, "评审核减", ("11",),
    )  # fmt: skip
    assert amendments[1].cause is None


def replaced(line, sheet, row):
    """The line under the source that a release gives it."""
    return replace(line, source=SourceRow(sheet, row))


def test_a_budget_alone_is_one_lump_sum():
    planned = {
        **release(),
        "planning": {"budget": {"description": "Shelving", "amount": {"amount": 1200.5, "currency": "CNY"}}},
    }

    [draft] = read_releases(package(planned), currency="CNY").drafts

    [line] = draft.file.lines
    assert (line.name, line.amount_fen, line.lump_sum) == ("Shelving", 120_050, True)
    assert [problem.code for problem in draft.file.problems] == ["release_budget_only"]


def test_every_error_names_its_release_and_item():
    wrong = release(
        items=[
            {"id": "1", "description": "Chair", "quantity": "12", "unit": {"value": {"amount": 3}}},
            {"id": "1", "description": "Desk", "quantity": 2, "unit": {"value": {"amount": 3.35}}},
            {"id": "3", "quantity": 1, "unit": {"value": {"amount": float("nan")}}},
        ]
    )

    [draft] = read_releases(package(wrong), currency="CNY").drafts

    assert [(each.code, each.sheet, each.row) for each in draft.file.problems] == [
        ("release_not_a_number", "r1", 1),
        ("release_no_price", "r1", 1),
        ("release_item_twice", "r1", 2),
        ("release_not_a_number", "r1", 3),
        ("release_no_name", "r1", 3),
        ("release_no_price", "r1", 3),
    ]
    assert draft.file.total_fen == 670
    assert draft.items == ("1", "1#2", "3")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"not json", "ocds_broken"),
        (b"\xff\xfe", "ocds_broken"),
        (b"[" * 100_000, "ocds_broken"),
        (b"[1, 2]", "ocds_wrong_kind"),
        (b'{"releases": []}', "ocds_wrong_kind"),
        (package({**release(), "date": "soon"}), "ocds_release_incomplete"),
        (package({**release(), "ocid": ""}), "ocds_release_incomplete"),
        (package(release(), {**release(2), "ocid": "ocds-x-2"}), "ocds_several_processes"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(data, code):
    with pytest.raises(UnreadableFile) as refused:
        read_releases(data, currency="CNY")

    assert refused.value.code == code
