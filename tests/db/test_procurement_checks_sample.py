"""The sample's reuse agrees with what its drafts took out, and its standards are marked as no real ones."""

import json

import pytest

from db.queries.assets import matches, needs, register
from db.queries.procurement import drafts, plans
from db.queries.projects import projects
from db.queries.standards import judgement, standards
from db.unit_of_work import reading
from tests.support.databases import SAMPLE_DAY
from tests.support.shared_data import TRUTH, needs_shared_data
from tracker.procurement.reuse import counted, left_of, net_needs, proposals
from tracker.procurement.standards import Limit


@pytest.fixture
def book(sample_engine):
    with reading(sample_engine) as session:
        project = projects(session)[0]
        rows = needs(session, project.id)
        yield session, project, register(session, project.id), rows, matches(session, project.id)


def test_every_line_of_the_working_copy_buys_its_net_need(book):
    _, _, assets, rows, decided = book
    served = counted(
        [row.stock for row in assets], [row.need for row in rows], [row.decision for row in decided]
    )
    assert {net.need.name: net.surplus_milli for net in net_needs([row.need for row in rows], served)} == {
        row.need.name: 0 for row in rows
    }
    codes = {row.id: row.code for row in assets}
    free = {codes[asset]: milli for asset, milli in left_of([row.stock for row in assets], served).items()}
    assert {code for code, milli in free.items() if milli == 0} == {
        "GD00001", "GD00002", "GD00003", "GD00004", "GD00005", "GD00006", "GD00008", "GD00010", "GD00011",
    }  # fmt: skip


@needs_shared_data
def test_the_reuses_are_those_of_the_drafts_truth(book):
    _, _, _, rows, decided = book
    names = {row.need.lineage: row.need.name for row in rows}
    known = [
        (change["name"], int(change["old"]) - int(change["new"]))
        for draft in json.loads(TRUTH.read_text(encoding="utf-8"))["drafts"]
        for change in draft["changes_from_previous"]
        if change["cause"] == "reuse"
    ]
    reused = [(names[row.lineage_id], row.quantity_milli // 1000) for row in decided if row.is_reused]
    assert sorted(reused) == sorted(known)
    assert len(reused) == 7


def test_nothing_that_is_decided_is_proposed_again(book):
    _, _, assets, rows, decided = book
    found = proposals(
        [row.stock for row in assets], [row.need for row in rows], [row.decision for row in decided]
    )
    assert {(one.lineage, one.asset_id) for one in found}.isdisjoint(
        {(row.lineage_id, row.asset_id) for row in decided}
    )


def test_the_standards_say_that_they_are_no_real_ones_and_find_what_they_should(book):
    session, project, *_ = book
    stored = standards(session, project.id)
    assert ["示例标准(非官方)" in row.rule.source for row in stored] == [True, True]
    plan = plans(session, project.id)[0]
    working = next(
        row for row in drafts(session, project.id, plan.id) if row.number is None and not row.archived
    )
    found = judgement(session, project.id, working.id, SAMPLE_DAY, project.opening_on)
    # 24 desks bought and 14 reused for 21 people; 14 computers bought and 22 reused, at 5,200 yuan each, while
    # 8 of the 30 old ones of June 2022 are given up before six years.
    assert [(one.rule.name, one.limit, one.found, one.allowed) for one in found.findings] == [
        ("办公桌配置(示例)", Limit.QUANTITY, 38_000, 21_000),
        ("台式计算机配置(示例)", Limit.QUANTITY, 36_000, 21_000),
        ("台式计算机配置(示例)", Limit.PRICE, 520_000, 500_000),
        ("台式计算机配置(示例)", Limit.LIFE, 8_000, 0),
    ]
