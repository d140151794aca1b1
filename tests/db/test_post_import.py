"""Importing a list of posts: what is added, brought up to it and left alone, and that nothing is stored by halves."""

import datetime as dt

import pytest

from db.commands.post_import import import_posts
from db.queries.people import staffing
from db.unit_of_work import reading, unit_of_work
from pages.people._post_tables import export_columns
from tests.factories import make, make_project
from tracker.errors import Invalid
from tracker.exports.table import to_xlsx
from tracker.i18n import Words
from tracker.imports.post_list import read_posts
from tracker.imports.record_steps import RecordStep
from tracker.permissions import SYSTEM
from tracker.staffing import Grant
from tracker.vocabulary import StaffKind

TODAY, OPENING = dt.date(2026, 4, 1), dt.date(2026, 6, 26)
FIRST, SECOND, AHEAD = dt.date(2026, 2, 1), dt.date(2026, 3, 1), dt.date(2026, 5, 1)


@pytest.fixture
def project_id(engine) -> int:
    """A project with one post of 3, later 4, in 采编部."""
    with unit_of_work(engine) as session:
        project_id = make_project(session).id
        department = make("department", session, project_id=project_id, name="采编部")
        post = make(
            "post",
            session,
            project_id=project_id,
            department_id=department.id,
            title="采编馆员",
            approved=3,
            approved_document="一号",
            approved_on=FIRST,
            grade="九级",
            requirements="- 本科\n- 能值夜班",
        )
        make(
            "post_approval",
            session,
            project_id=project_id,
            post_id=post.id,
            on=SECOND,
            approved=4,
            document="二号",
        )
        return project_id


def run(engine, project_id, *listed, confirmed=()):
    with unit_of_work(engine) as session:
        return import_posts(
            session,
            actor=SYSTEM,
            project_id=project_id,
            listed=listed,
            confirmed_departments=confirmed,
            today=TODAY,
        )


def posts(engine, project_id):
    with reading(engine) as session:
        return staffing(session, project_id, TODAY, OPENING).posts


def test_a_new_post_and_its_confirmed_department_are_added(engine, project_id):
    listed = {
        "department": "古籍部",
        "title": "古籍保护专员",
        "kind": StaffKind.CONTRACT,
        "grade": "九级",
        "approved": 2,
        "approved_document": "三号",
        "approved_on": SECOND,
        "requirements": None,
    }

    steps = run(engine, project_id, listed, confirmed=["古籍部"])
    again = run(engine, project_id, listed)

    row = posts(engine, project_id)[1]
    assert (steps, again) == ({RecordStep.ADD: 1}, {RecordStep.NOTHING: 1})
    assert (row.department, row.title, row.kind, row.grade) == (
        "古籍部",
        "古籍保护专员",
        StaffKind.CONTRACT,
        "九级",
    )
    assert row.grants == (Grant(SECOND, 2, "三号"),)


def test_a_department_that_nobody_confirmed_is_refused_and_nothing_is_stored(engine, project_id):
    rows = [
        {"department": "采编部", "title": "编目馆员", "approved": 1},
        {"department": "古籍部", "title": "古籍保护专员", "approved": 2},
    ]

    with pytest.raises(Invalid) as refused:
        run(engine, project_id, *rows)

    assert (refused.value.code, refused.value.facts) == ("departments_not_confirmed", {"names": ["古籍部"]})
    assert [row.title for row in posts(engine, project_id)] == ["采编馆员"]


def test_a_row_that_breaks_a_rule_leaves_the_rows_before_it_out_as_well(engine, project_id):
    with pytest.raises(Invalid):
        run(
            engine,
            project_id,
            {"department": "采编部", "title": "编目馆员", "approved": 1},
            {"department": "采编部", "title": "参考馆员", "approved": 10_000},
        )

    assert [row.title for row in posts(engine, project_id)] == ["采编馆员"]


@pytest.mark.parametrize(
    ("given", "grants"),
    [
        ({"approved": 5}, (Grant(FIRST, 3, "一号"), Grant(SECOND, 5, "二号"))),
        (
            {"approved": 6, "approved_on": AHEAD, "approved_document": "三号"},
            (Grant(FIRST, 3, "一号"), Grant(SECOND, 4, "二号"), Grant(AHEAD, 6, "三号")),
        ),
        (
            {"approved": 2, "approved_on": FIRST, "approved_document": "一号(更正)"},
            (Grant(FIRST, 2, "一号(更正)"), Grant(SECOND, 4, "二号")),
        ),
    ],
)
def test_a_listed_number_corrects_a_grant_or_comes_in_addition(engine, project_id, given, grants):
    steps = run(engine, project_id, {"department": "采编部", "title": "采编馆员", "grade": "九级", **given})

    (row,) = posts(engine, project_id)
    assert steps == {RecordStep.UPDATE: 1}
    assert row.grants == grants
    assert row.requirements == "- 本科\n- 能值夜班"


def test_an_archived_post_that_is_listed_comes_back_with_its_new_requirements(engine, project_id):
    with unit_of_work(engine) as session:
        department = make("department", session, project_id=project_id, name="借阅部")
        make(
            "post",
            session,
            project_id=project_id,
            department_id=department.id,
            title="借阅馆员",
            approved=2,
            archived_at=dt.datetime(2026, 3, 1, tzinfo=dt.UTC),
        )

    steps = run(
        engine,
        project_id,
        {"department": "借阅部", "title": "借阅馆员", "approved": 2, "requirements": "本科"},
    )

    row = posts(engine, project_id)[1]
    assert steps == {RecordStep.RESTORE: 1}
    assert (row.archived, row.requirements, row.strength.approved) == (False, "本科", 2)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_export_imported_again_changes_nothing(engine, project_id, language):
    rows = posts(engine, project_id)
    data = to_xlsx("posts", export_columns(Words.of(language), TODAY), rows)

    found = read_posts(data, [row.known for row in rows], {"采编部": False}, TODAY)
    steps = run(engine, project_id, *[record.values for record in found.records])

    assert found.problems == ()
    assert [(each.values["approved"], each.values["grade"]) for each in found.records] == [(4, "九级")]
    assert steps == {RecordStep.NOTHING: 1}
    assert posts(engine, project_id) == rows
