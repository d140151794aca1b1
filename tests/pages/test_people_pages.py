"""The people pages over the sample: what each role sees, and that a click stores exactly what it says."""

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.models import Department, Post, PostCount
from db.queries.people import Staffing, staffing
from db.seeds.layout import Layout
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from pages._kit.navigation import script_of
from pages.people._post_tables import export_columns
from tests.factories import make_project
from tests.pages.helpers import installed, open_page
from tests.support.databases import SAMPLE_DAY
from tracker.i18n import Words
from tracker.permissions import Role

TODAY = SAMPLE_DAY
OPENING = Layout(SAMPLE_DAY).opening_on


def board(engine: sa.Engine) -> Staffing:
    with reading(engine) as session:
        return staffing(session, 1, TODAY, OPENING)


def post_called(engine: sa.Engine, title: str) -> Post:
    with reading(engine) as session:
        return session.exec(select(Post).where(Post.title == title)).one()


def texts(at) -> str:
    """Everything the page says."""
    kinds = [at.markdown, at.caption, at.title, at.subheader, at.info, at.warning, at.error]
    said = [str(element.value) for kind in kinds for element in kind]
    said += [frame.value.to_string() for frame in at.dataframe]
    said += [frame.value.to_string() for frame in at.table]
    said += [str(each.label) for each in [*at.button, *at.expander]]
    return "\n".join(said)


def as_role(at, role: Role, url_path: str):
    """The same page seen in another role."""
    at.session_state[ROLE_KEY] = role
    return at.switch_page(script_of(url_path)).run()


def test_the_posts_page_says_how_many_are_filled_and_what_is_open_on_the_day(sample):
    at = open_page("posts")

    assert "21 of 26 approved posts are filled; **1 is still open on opening day**." in texts(at)
    table = at.table[0].value
    assert list(table.iloc[-1]) == ["**Total**", "26", "21", "4", "**5**", "**1**"]
    assert list(table.iloc[0]) == ["办公室", "3", "3", "0", ":gray[0]", ":gray[0]"]
    assert len(at.dataframe[0].value) == 10


def test_the_export_of_posts_adds_up_to_what_the_page_shows(sample):
    at = open_page("posts")
    columns = {column.title: column.value for column in export_columns(Words.of("en"), TODAY)}

    exported = [
        sum(columns[title](row) for row in board(sample).posts)
        for title in ("Approved", "In post", "Arriving before opening", "Gap now", "Gap at opening")
    ]

    assert exported == [26, 21, 4, 5, 1]
    assert list(at.table[0].value.iloc[-1]) == ["**Total**", "26", "21", "4", "**5**", "**1**"]


def test_filters_of_the_posts_page_narrow_the_rows_and_clear_again(sample):
    at = open_page("posts")
    at.button_group(key="post_gap").set_value("now").run()
    narrowed = len(at.dataframe[0].value)
    at.multiselect(key="post_department").set_value(["古籍部"]).run()
    one = list(at.dataframe[0].value["Post"])

    at.button(key="clear_post_department").click().run()

    assert (narrowed, one, len(at.dataframe[0].value)) == (5, ["古籍保护专员"], 10)
    assert not at.exception


def test_a_person_who_arrives_closes_the_gap(sample):
    post = post_called(sample, "古籍保护专员")
    at = open_page("posts", post=str(post.id))

    at.number_input[0].set_value(2)
    at.button(key=f"FormSubmitter:count_new_{post.id}-Record people").click().run()

    assert not at.exception
    assert board(sample).total.gap_now == 4
    assert "22 of 26 approved posts are filled; none is open on opening day." in texts(at)


def test_more_people_than_approved_are_refused_until_a_reason_is_given(sample):
    post = post_called(sample, "古籍保护专员")
    at = open_page("posts", post=str(post.id))

    at.number_input[0].set_value(3)
    at.button(key=f"FormSubmitter:count_new_{post.id}-Record people").click().run()
    refused = [error.value for error in at.error]
    at.text_input[0].set_value("借调")
    at.button(key=f"FormSubmitter:count_new_{post.id}-Record people").click().run()

    assert refused == [
        "3 people for 2 approved posts of “古籍保护专员”: please give a reason. Nothing was changed."
    ]
    with reading(sample) as session:
        count = session.exec(select(PostCount).where(PostCount.reason == "借调")).one()
    assert (count.in_post, count.on) == (3, TODAY)


def test_a_post_is_changed_where_it_stands(sample):
    post = post_called(sample, "主任")
    at = open_page("posts", post=str(post.id))

    at.text_input(key=f"post_{post.id}_{post.version}_title").set_value("办公室主任")
    at.button(key=f"FormSubmitter:post_form_{post.id}_{post.version}-Save the post").click().run()

    assert not at.exception
    assert [row.title for row in board(sample).posts if row.id == post.id] == ["办公室主任"]


def test_a_post_is_archived_and_restored(sample):
    post = post_called(sample, "主任")
    at = open_page("posts", post=str(post.id))

    at.button(key="post_aside").click().run()
    without = board(sample).total.approved
    at.button(key="post_aside").click().run()

    assert (without, board(sample).total.approved) == (25, 26)


def test_a_department_is_renamed_where_it_stands(sample):
    at = open_page("posts")
    at.session_state["departments_open"] = True
    at.run()
    row = board(sample).departments[0]
    at.text_input(key=f"department_{row.id}_{row.version}").set_value("综合办公室")
    at.button(key="department_save").click().run()

    with reading(sample) as session:
        assert session.get(Department, row.id).name == "综合办公室"


@pytest.mark.parametrize(
    ("url_path", "opener", "submit"),
    [
        ("posts", "post_add", "FormSubmitter:post_new-Add the post"),
        ("training", "course_add", "FormSubmitter:course_new-Add the course"),
        ("staffing", "staffing_add", "FormSubmitter:staffing_new-Add the task"),
    ],
)
def test_the_primary_button_opens_the_form_that_adds_one(sample, url_path, opener, submit):
    at = open_page(url_path)
    at.button(key=opener).click().run()

    assert not at.exception
    assert submit in {button.key for button in at.button}


def test_an_address_of_a_post_that_is_not_there_opens_nothing(sample):
    at = open_page("posts", post="999999")

    assert not at.exception
    assert "Save the post" not in texts(at)


@pytest.mark.parametrize("url_path", ["posts", "staffing", "training"])
def test_a_viewer_is_offered_nothing_that_writes(sample, url_path):
    at = as_role(open_page(url_path), Role.VIEWER, url_path)

    assert not at.exception
    offered = {button.label for button in at.button}
    assert not offered & {"Add a post", "Add a task", "Add a course", "Save changes", "Add a department"}


def test_the_staffing_board_holds_the_tasks_of_the_recruitment_plan(sample):
    at = open_page("staffing", "zh")

    said = texts(at)
    assert "3项任务，已完成1项" in said
    assert [part for part in ("编制与岗位方案", "公开招聘", "上岗培训") if part in said] == [
        "编制与岗位方案",
        "公开招聘",
        "上岗培训",
    ]


def test_owners_are_not_named_to_a_viewer(sample):
    at = open_page("staffing", "zh")
    lead = texts(at)
    viewer = texts(as_role(at, Role.VIEWER, "staffing"))

    assert "周老师" in lead
    assert "周老师" not in viewer
    assert "公开招聘" in viewer


def test_without_departments_the_posts_page_says_what_it_is_for(monkeypatch, sqlite_engine, tmp_path):
    with unit_of_work(sqlite_engine) as session:
        make_project(session)
    with installed(monkeypatch, sqlite_engine, tmp_path):
        posts = open_page("posts")
        training = open_page("training")
        tasks = open_page("staffing")

        assert "Begin with the departments of the library." in texts(posts)
        assert "Add the first one above." in texts(training)
        assert "Staff recruitment" in texts(tasks)
