"""A form stays open while somebody else saves its record: nothing typed is lost, nothing is overwritten."""

from db.commands.goals import update_goal
from db.commands.projects import update_project
from db.queries.goals import goals
from db.queries.projects import projects
from db.unit_of_work import reading, unit_of_work
from tests.pages.helpers import open_page
from tracker.permissions import SYSTEM


def first_goal(engine):
    with reading(engine) as session:
        return goals(session, 1)[0]


def elsewhere(engine, row, **changes):
    """Somebody else saves the goal."""
    with unit_of_work(engine) as session:
        update_goal(
            session,
            actor=SYSTEM,
            project_id=1,
            goal_id=row.id,
            expected_version=row.version,
            original={name: getattr(row, name) for name in changes},
            changes=changes,
        )


def form_of(row):
    at = open_page("goals", language="zh", goal=str(row.id))
    at.session_state["goal_change"] = True
    at.run()
    at.text_input(key=f"goal_{row.id}_{row.version}_title").set_value("我写的目标")
    return at


def save(at, row):
    at.button(key=f"FormSubmitter:goal_{row.id}_{row.version}-保存目标").click().run()
    assert not at.exception


def test_edits_of_two_fields_both_stand(sample):
    row = first_goal(sample)
    at = form_of(row)
    elsewhere(sample, row, description="别人写的说明")
    save(at, row)
    now = first_goal(sample)
    assert (now.title, now.description) == ("我写的目标", "别人写的说明")


def test_of_edits_of_one_field_the_person_chooses_and_sees_both(sample):
    row = first_goal(sample)
    at = form_of(row)
    elsewhere(sample, row, title="别人写的目标")
    save(at, row)
    assert first_goal(sample).title == "别人写的目标"
    assert list(at.table[0].value["您填的值"]) == ["我写的目标"]

    at.button(key="conflict_mine").click().run()
    assert first_goal(sample).title == "我写的目标"
    at.run()
    assert at.text_input(key=f"goal_{row.id}_{first_goal(sample).version}_title").value == "我写的目标"


def test_the_project_keeps_what_two_people_changed_in_it(sample):
    with reading(sample) as session:
        [before] = projects(session)
    at = open_page("project", language="zh")
    at.text_input[0].set_value("我的工程")
    with unit_of_work(sample) as session:
        update_project(
            session,
            actor=SYSTEM,
            project_id=before.id,
            expected_version=before.version,
            original={"district": before.district},
            changes={"district": "渝北区"},
        )
    at.button(key=f"FormSubmitter:project_{before.id}_{before.version}-保存项目").click().run()
    with reading(sample) as session:
        [now] = projects(session)
    assert (now.name, now.district) == ("我的工程", "渝北区")
