"""The page of staffing tasks: what a task serves, the panel of a card, and one person's tasks across all plans."""

import sqlalchemy as sa
from sqlmodel import col, select

from db.models import Course, Person, RecruitmentRound, Task
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from pages._kit.navigation import script_of
from tests.factories import make
from tests.pages.helpers import open_page
from tests.pages.test_people_pages import texts
from tests.support.databases import SAMPLE_DAY
from tracker.permissions import Role
from tracker.schedule.model import TaskKind


def person(engine: sa.Engine, name: str) -> int:
    with reading(engine) as session:
        return session.exec(select(col(Person.id)).where(col(Person.name).contains(name))).one()


def open_tasks_of(engine: sa.Engine, owner_id: int) -> list[str]:
    with reading(engine) as session:
        rows = session.exec(
            select(Task).where(
                Task.owner_id == owner_id, Task.percent_complete < 100, Task.kind != TaskKind.SUMMARY
            )
        )
        return sorted(row.title for row in rows)


def grid_key(at) -> str:
    return next(each.key for each in at.data_editor)


def test_a_persons_tasks_come_from_every_plan_with_the_late_ones_first_and_progress_is_marked_there(sample):
    owner_id = person(sample, "李馆长")
    at = open_page("staffing", owner=str(owner_id))

    shown = at.data_editor[0].value
    assert sorted(shown["title"]) == open_tasks_of(sample, owner_id)
    assert shown["plan_title"].nunique() > 1
    late = list(shown["days_late"])
    assert late == sorted(late, reverse=True)
    assert f"{len(shown)} tasks are open" in texts(at)

    title = shown["title"].iloc[0]
    at.session_state[grid_key(at)] = {
        "edited_rows": {0: {"actual_start": "2026-03-30", "actual_finish": SAMPLE_DAY.isoformat()}},
        "added_rows": [],
        "deleted_rows": [],
    }
    at.run()
    at.button(key="staffing_save").click().run()

    assert not at.exception
    with reading(sample) as session:
        task = session.exec(select(Task).where(Task.title == title, Task.owner_id == owner_id)).one()
    assert (task.actual_finish, task.percent_complete) == (SAMPLE_DAY, 100)
    assert title not in list(at.data_editor[0].value["title"])


def test_the_chosen_person_stands_in_the_address_and_is_remembered_in_the_visit(sample):
    owner_id = person(sample, "周老师")
    at = open_page("staffing")
    at.segmented_control(key="staffing_view").set_value("mine").run()
    asked_first = texts(at)
    at.selectbox(key="staffing_owner_choice").set_value(owner_id).run()
    address = at.query_params["owner"]

    del at.query_params["owner"]
    at.switch_page(script_of("posts")).run()
    at.switch_page(script_of("staffing")).run()
    at.segmented_control(key="staffing_view").set_value("mine").run()

    assert "Choose whose tasks to see." in asked_first
    assert address in (str(owner_id), [str(owner_id)])
    assert at.selectbox(key="staffing_owner_choice").value == owner_id
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()
    assert "周老师" not in texts(at)


def test_tasks_for_a_round_or_a_course_stand_on_the_page_and_a_card_opens_the_panel(sample):
    with unit_of_work(sample) as session:
        task = session.exec(select(Task).where(col(Task.title).startswith("公开招聘"))).one()
        other = session.exec(select(Task).where(Task.title == "固定资产清查")).one()
        round_ = make("recruitment_round", session, project_id=task.project_id, title="春季公开招聘(示例)")
        course = session.exec(select(Course)).first()
        task.round_id, other.course_id = round_.id, course.id
        session.add(task)
        session.add(other)
        name, title, task_id, round_id = course.title, task.title, task.id, round_.id
    at = open_page("staffing")

    cards = {button.label.strip("*"): button.key for button in at.button}
    assert {title, "固定资产清查"} <= set(cards)
    assert "春季公开招聘" in texts(at)
    assert name in texts(at)
    at.multiselect(key="staffing_round").set_value(["春季公开招聘(示例)"]).run()
    assert [button.label for button in at.button if (button.key or "").startswith("staffing_card")] == [
        f"**{title}**"
    ]
    at.button(key=f"staffing_card_{task_id}").click().run()
    assert not at.exception
    with reading(sample) as session:
        rounds = session.exec(select(RecruitmentRound)).all()
        version = session.get_one(Task, task_id).version
    panel = at.selectbox(key=f"task_{task_id}_{version}_round_id")
    assert panel.value == round_id
    assert len(panel.options) == sum(row.archived_at is None for row in rounds)
