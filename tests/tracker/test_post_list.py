"""A list of posts from a file: which post a row is, which grant it speaks of, what is named and refused."""

import datetime as dt

import pytest

from tracker.errors import Invalid
from tracker.exports.table import Column, to_xlsx
from tracker.imports.post_list import (
    GrantChange,
    KnownPost,
    by_key,
    compared,
    grant_change,
    listed_key,
    new_departments,
    read_posts,
    stored_post,
)
from tracker.imports.record_steps import RecordStep, record_step
from tracker.staffing import Grant
from tracker.vocabulary import StaffKind

TODAY = dt.date(2026, 4, 1)
FIRST = Grant(dt.date(2026, 2, 1), 3, "一号")
SECOND = Grant(dt.date(2026, 3, 1), 4, "二号")
HEADINGS = ("部室", "岗位", "类别", "等级", "核定", "文件", "文件日期", "任职条件")


def known(**given) -> KnownPost:
    values = {
        "id": 1,
        "version": 1,
        "department": "采编部",
        "title": "采编馆员",
        "kind": StaffKind.ESTABLISHED,
        "grade": "",
        "requirements": "本科",
        "grants": (FIRST, SECOND),
        "archived": False,
    }
    return KnownPost(**{**values, **given})


def book(*rows: tuple[object, ...]) -> bytes:
    """A workbook with the headings of a list of posts."""
    columns = [
        Column(name, lambda row, at=at: row[at] if at < len(row) else None)
        for at, name in enumerate(HEADINGS)
    ]
    return to_xlsx("岗位", columns, rows)


def read(*rows, posts=(), departments=None, add=False):
    stored = {"采编部": False, "旧部": True} if departments is None else departments
    return read_posts(book(*rows), posts, stored, TODAY, add_departments=add)


def codes(found):
    return [(problem.row, problem.code) for problem in found.problems]


def test_a_row_is_read_with_its_kind_number_document_date_and_requirements():
    found = read(
        ("采编部", "采编馆员", "编外", "九级", 4, "二号", dt.date(2026, 3, 1), "- 本科\n- 能值夜班"),
    )

    assert codes(found) == []
    assert found.records[0].values == {
        "department": "采编部",
        "title": "采编馆员",
        "kind": StaffKind.CONTRACT,
        "grade": "九级",
        "approved": 4,
        "approved_document": "二号",
        "approved_on": dt.date(2026, 3, 1),
        "requirements": "- 本科 - 能值夜班",
    }


def test_what_cannot_be_taken_is_named_row_by_row():
    found = read(
        ("", "采编馆员", "在编", None, 4),
        ("采编部", "采编馆员", "临时", None, 4),
        ("采编部", "采编馆员", "在编", None, "四"),
        ("采编部", "采编馆员", "在编", None, 4, "一号", "1026-03-01"),
        ("新部", "馆员", "在编", None, 1),
        ("旧部", "馆员", "在编", None, 1),
        ("采编部", "编目馆员", "在编", None, 2.5),
    )

    assert codes(found) == [
        (2, "cell_required"),
        (3, "cell_not_a_choice"),
        (4, "cell_not_a_number"),
        (5, "cell_day_not_plausible"),
        (6, "post_department_unknown"),
        (7, "post_department_archived"),
        (8, "cell_not_a_whole_number"),
    ]


def test_a_department_that_is_missing_is_taken_when_new_ones_are_asked_for():
    found = read(("新部", "馆员", "在编", None, 1), ("采编部", "馆员", "在编", None, 1), add=True)

    assert codes(found) == []
    assert new_departments([record.values for record in found.records], ["采编部"]) == ["新部"]


def test_one_post_twice_is_refused_and_another_kind_or_grade_is_another_post():
    found = read(
        ("采编部", "馆员", "在编", "九级", 1),
        ("采编部", "馆员", "编外", "九级", 1),
        ("采编部", "馆员", "在编", "十级", 1),
        ("采编部", "馆 员", "在编", "九级", 1),
        ("采编部", "馆员", "", "九级", 1),
    )

    assert codes(found) == [(6, "record_listed_twice")]


def test_a_date_before_the_first_grant_is_refused_with_its_row():
    found = read(("采编部", "采编馆员", "在编", None, 2, "零号", dt.date(2026, 1, 31)), posts=[known()])

    assert codes(found) == [(2, "cell_before_first_grant")]


@pytest.mark.parametrize(
    ("listed", "change"),
    [
        ({"approved": 5}, GrantChange(SECOND, Grant(SECOND.on, 5, "二号"))),
        ({"approved": 4, "approved_on": SECOND.on}, GrantChange(SECOND, SECOND)),
        (
            {"approved": 2, "approved_on": FIRST.on, "approved_document": "一号(更正)"},
            GrantChange(FIRST, Grant(FIRST.on, 2, "一号(更正)")),
        ),
        (
            {"approved": 6, "approved_on": dt.date(2026, 5, 1), "approved_document": "三号"},
            GrantChange(None, Grant(dt.date(2026, 5, 1), 6, "三号")),
        ),
        (
            {"approved": 6, "approved_on": dt.date(2026, 2, 15)},
            GrantChange(None, Grant(dt.date(2026, 2, 15), 6)),
        ),
    ],
)
def test_a_listed_number_corrects_the_grant_of_its_date_or_comes_in_addition(listed, change):
    assert grant_change([FIRST, SECOND], {"title": "采编馆员", **listed}, TODAY) == change


def test_the_date_of_a_first_grant_that_had_none_is_filled_in_while_the_number_is_the_same():
    undated = Grant(None, 3, "一号")
    same = {"approved": 3, "approved_on": dt.date(2026, 2, 1)}
    other = {"approved": 4, "approved_on": dt.date(2026, 2, 1)}

    assert grant_change([undated], same, TODAY) == GrantChange(undated, Grant(dt.date(2026, 2, 1), 3, "一号"))
    assert grant_change([undated], other, TODAY) == GrantChange(None, Grant(dt.date(2026, 2, 1), 4))


def test_a_day_before_the_first_grant_is_refused():
    with pytest.raises(Invalid) as refused:
        grant_change([FIRST], {"title": "采编馆员", "approved": 1, "approved_on": dt.date(2025, 1, 1)}, TODAY)

    assert refused.value.code == "approval_before_first"


@pytest.mark.parametrize(
    ("post", "listed", "step"),
    [
        (None, {"approved": 4}, RecordStep.ADD),
        (known(), {"approved": 4}, RecordStep.NOTHING),
        (known(), {"approved": 4, "approved_document": "二号", "approved_on": SECOND.on}, RecordStep.NOTHING),
        (known(), {"approved": 3, "approved_document": "一号", "approved_on": FIRST.on}, RecordStep.NOTHING),
        (known(), {"approved": 4, "approved_on": dt.date(2026, 5, 1)}, RecordStep.UPDATE),
        (known(), {"approved": 4, "requirements": "硕士"}, RecordStep.UPDATE),
        (
            known(requirements="- 本科\n- 值班"),
            {"approved": 4, "requirements": "- 本科 - 值班"},
            RecordStep.NOTHING,
        ),
        (known(archived=True), {"approved": 4}, RecordStep.RESTORE),
    ],
)
def test_the_step_of_a_listed_post_looks_at_the_grant_that_it_speaks_of(post, listed, step):
    record = {"department": "采编部", "title": "采编馆员", **listed}

    assert record_step(stored_post(post, record, TODAY), compared(record)) is step


def test_two_stored_posts_that_are_alike_cannot_be_told_apart_but_an_archived_one_gives_way():
    with pytest.raises(Invalid) as refused:
        by_key([known(id=1), known(id=2)])

    assert refused.value.code == "posts_alike"
    record = {"department": "采编部", "title": "采编馆员"}
    assert by_key([known(id=1, archived=True), known(id=2)])[listed_key(record)].id == 2
    assert by_key([known(id=2), known(id=1, archived=True)])[listed_key(record)].id == 2
