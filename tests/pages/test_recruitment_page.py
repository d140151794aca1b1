"""The recruitment page in process: what it shows of the sample, to whom, and that a click stores what it says."""

import datetime as dt

import pytest

from db.commands import candidates as candidate_commands
from db.commands.posts import create_department, create_post
from db.queries import recruitment as queries
from db.queries.plan import task_facts
from db.queries.projects import projects
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from tests.factories import make_project
from tests.pages.helpers import installed, open_page
from tracker.permissions import SYSTEM, Role

NAME = "应聘者甲(示例)"


def read(engine, query, *args, **named):
    with reading(engine) as session:
        return query(session, projects(session)[0].id, *args, **named)


def texts(at):
    shown = [*at.markdown, *at.caption, *at.info, *at.warning, *at.success]
    return " ".join(each.value for each in shown)


def test_a_project_without_posts_is_told_to_begin_with_them(monkeypatch, sqlite_engine, tmp_path):
    with unit_of_work(sqlite_engine) as session:
        make_project(session, opening_on=dt.date(2026, 6, 26))
    with installed(monkeypatch, sqlite_engine, tmp_path):
        at = open_page("recruitment")
        assert "Begin with the departments and posts" in texts(at)
        assert not at.dataframe


def test_a_project_with_posts_and_no_round_is_told_until_when_one_may_begin(
    monkeypatch, sqlite_engine, tmp_path
):
    with unit_of_work(sqlite_engine) as session:
        project_id = make_project(session, opening_on=dt.date(2026, 12, 28)).id
        department_id = create_department(session, actor=SYSTEM, project_id=project_id, name="借阅部")
        named = {"department_id": department_id, "title": "借阅馆员", "approved": 3}
        create_post(session, actor=SYSTEM, project_id=project_id, **named)
    with installed(monkeypatch, sqlite_engine, tmp_path):
        at = open_page("recruitment")
        # worked out in tests/tracker/test_recruitment.py
        assert "借阅部 · 借阅馆员 (3 open). After Fri 14 Aug 2026 it is too late" in texts(at)


def test_the_sample_round_stands_with_its_next_stage_and_the_days_in_hand(sample):
    at = open_page("recruitment")
    assert "latest safe date of “Written exam” is Tue 21 Apr 2026, 2 working days in hand" in texts(at)
    table = at.dataframe[0].value
    assert table.loc[0, ["Wanted", "Next stage", "Working days in hand"]].tolist() == [
        4,
        "Written exam",
        "+2",
    ]
    # the one post that nobody is sought for
    assert "古籍部 · 古籍保护专员 (1 open). Since Fri 6 Feb 2026 it is too late" in texts(at)


def test_a_click_puts_the_stages_into_the_plan_and_another_takes_them_out(sample):
    at = open_page("recruitment", "zh")
    before = len(read(sample, task_facts))
    at.button(key="plan_round").click().run()
    assert not at.exception
    tasks = [task for task in read(sample, task_facts) if not task.archived]
    assert len(tasks) == before + 12
    assert [task.title for task in tasks if task.round_id][-1] == "第一批公开招聘(示例)：到岗"
    at.button(key="unplan_round").click().run()
    assert len([task for task in read(sample, task_facts) if not task.archived]) == before


@pytest.mark.parametrize(
    ("role", "seen"), [(Role.PERSONNEL, True), (Role.STAFF, False), (Role.VIEWER, False)]
)
def test_candidates_are_shown_to_personnel_and_hidden_from_others(sample, role, seen):
    round_id = read(sample, queries.rounds)[0].id
    with unit_of_work(sample) as session:
        project_id = projects(session)[0].id
        candidate_commands.create_candidate(
            session, actor=SYSTEM, project_id=project_id, round_id=round_id, name=NAME
        )
    at = open_page("recruitment")
    at.session_state[ROLE_KEY] = role
    at.session_state["round_candidates"] = True
    at.run()
    assert not at.exception
    named = [frame for frame in at.dataframe if NAME in frame.value.to_string()]
    assert bool(named) is seen
    assert bool([each for each in at.expander if each.label == "Candidates"]) is seen
