"""The posts page: approvals over time, surplus, norms by service population, and the import, over the sample."""

import datetime as dt

from sqlmodel import select

from db.commands.post_approvals import set_approval
from db.models import Department, Post, Project, StaffingNorm
from db.queries.people import staffing
from db.seeds.layout import Layout
from db.unit_of_work import reading, unit_of_work
from pages.people._post_tables import export_columns, planned_table
from tests.pages.helpers import open_page
from tests.pages.test_people_pages import as_role, texts
from tests.support.databases import SAMPLE_DAY
from tracker.exports.table import Column, to_xlsx
from tracker.i18n import Words
from tracker.permissions import SYSTEM, Role

TODAY = SAMPLE_DAY
OPENING = Layout(SAMPLE_DAY).opening_on
AHEAD = TODAY + dt.timedelta(days=30)


def board(engine):
    with reading(engine) as session:
        return staffing(session, 1, TODAY, OPENING)


def post_id_of(engine, title: str) -> int:
    with reading(engine) as session:
        return session.exec(select(Post.id).where(Post.title == title)).one()


def approve(engine, title: str, approved: int, on: dt.date) -> int:
    post_id = post_id_of(engine, title)
    with unit_of_work(engine) as session:
        set_approval(session, actor=SYSTEM, project_id=1, post_id=post_id, on=on, approved=approved)
    return post_id


def test_the_panel_lists_both_grants_of_a_post_and_which_is_in_force(sample):
    at = open_page("posts", post=str(post_id_of(sample, "采编馆员")))

    grants = at.dataframe[2].value
    assert list(grants["Approved"]) == [3, 4]
    assert list(grants["State"]) == ["Past", "In force"]


def test_a_change_from_a_day_on_moves_the_gap_of_opening_day(sample):
    post_id = post_id_of(sample, "古籍保护专员")
    at = open_page("posts", post=str(post_id))
    at.session_state["approval_new"] = True
    at.run()
    at.date_input(key=f"approval_{post_id}_on").set_value(AHEAD)
    at.number_input(key=f"approval_{post_id}_approved").set_value(4)
    at.button(key=f"FormSubmitter:approval_new_{post_id}-Record the approval").click().run()

    assert not at.exception
    assert (board(sample).total.approved, board(sample).total.approved_at_opening) == (26, 28)
    assert list(at.table[0].value.iloc[-1])[1:] == ["26, then 28", "21", "4", "**5**", "**3**"]


def test_people_beyond_a_lowered_number_are_shown_loudly(sample):
    approve(sample, "少儿馆员", 2, AHEAD)
    approve(sample, "主任", 0, TODAY)

    at = open_page("posts")

    (warning,) = [element.value for element in at.warning]
    assert warning.splitlines() == [
        "More people than approved posts:",
        "- 主任, 办公室: 1 person more than approved today, 1 person more than approved on opening day",
        "- 少儿馆员, 少儿部: 1 person more than approved on opening day",
    ]


def test_what_is_planned_names_arrivals_and_approvals_by_day(sample):
    approve(sample, "少儿馆员", 2, AHEAD)

    table = planned_table(Words.of("en"), board(sample), TODAY)

    assert list(table["What is planned"]) == [
        "2 approved from then on",
        "1 arrives",
        "1 arrives",
        "1 arrives",
        "1 arrives",
    ]
    assert list(table["Post"])[1:] == ["采编馆员", "借阅馆员", "地方文献馆员", "系统管理员"]


def test_the_posts_are_held_against_the_norm_that_was_entered(sample):
    said = texts(open_page("posts"))

    assert "400,000 residents at 10,000 to 25,000 each: 16 to 40 staff" in said
    assert "Approved today 26: within · In post today 21: within" in said
    assert "Expected on opening day 25: within" in said
    assert "按服务人口配备工作人员" in said


def test_posts_outside_a_norm_are_named_and_a_norm_that_does_not_hold_judges_nothing(sample):
    with unit_of_work(sample) as session:
        session.exec(select(Project)).one().service_population = 600_000
        session.exec(select(StaffingNorm)).one().valid_from = OPENING

    said = texts(open_page("posts"))

    assert "24 to 60 staff" in said
    assert "In post today 21: the norm does not hold on that day" in said
    assert "Expected on opening day 25: within" in said


def test_without_population_or_norm_the_page_says_so(sample):
    with unit_of_work(sample) as session:
        session.exec(select(Project)).one().service_population = None
        session.exec(select(StaffingNorm)).one().archived_at = dt.datetime.now(dt.UTC)

    said = texts(open_page("posts"))

    assert "The service population is not known yet" in said
    assert "The tracker brings none" in said


def test_the_lead_sets_the_population_and_personnel_does_not(sample):
    at = open_page("posts")
    at.session_state["norms_open"] = True
    at.run()
    version = at.number_input[-3].key.removeprefix("population_")
    at.number_input(key=f"population_{version}").set_value(250_000)
    at.button(key="population_save").click().run()

    assert not at.exception
    with reading(sample) as session:
        assert session.exec(select(Project.service_population)).one() == 250_000
    assert "population_save" not in {button.key for button in as_role(at, Role.PERSONNEL, "posts").button}


def test_the_export_of_the_page_is_read_back_without_a_change_and_a_new_department_only_when_asked_for(
    sample,
):
    columns, posts = export_columns(Words.of("en"), TODAY), board(sample).posts
    elsewhere = [Column("Department", lambda _: "新部"), *columns[1:]]
    same, moved = to_xlsx("posts", columns, posts), to_xlsx("posts", elsewhere, posts[:1])
    at = open_page("posts")
    at.toggle(key="posts_importing").set_value(True).run()

    at.file_uploader(key="posts_import_file_0").upload("posts.xlsx", same).run()
    unchanged = texts(at)
    at.file_uploader(key="posts_import_file_0").upload("posts.xlsx", moved).run()
    refused = [error.value for error in at.error]
    at.toggle(key="posts_import_departments").set_value(True).run()
    at.button(key="posts_import_save").click().run()

    assert not at.exception
    assert "Unchanged 10" in unchanged
    assert "there is no department “新部”" in refused[0]
    with reading(sample) as session:
        assert session.exec(select(Department.name).where(Department.name == "新部")).all() == ["新部"]
    assert [(row.department, row.title) for row in board(sample).posts][-1] == ("新部", "主任")
