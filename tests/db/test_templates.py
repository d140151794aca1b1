"""Starting projects and adding plans from templates, and the templates that a project keeps."""

import datetime as dt

import pytest
import sqlalchemy as sa

from db.commands import templates as commands
from db.documents import store_template
from db.files import FolderStore
from db.queries import plan as queries
from db.queries.templates import kept_templates
from db.unit_of_work import reading, unit_of_work
from tests.factories import make
from tracker.errors import Invalid, NotFound
from tracker.exports.plan_template import template_text
from tracker.permissions import local_actor
from tracker.schedule.model import Constraint
from tracker.templates import parse_template, read_template

LEAD = local_actor()
START, OPENING, TODAY = dt.date(2026, 3, 2), dt.date(2026, 3, 25), dt.date(2026, 3, 2)
TEXT = """
[[plan]]
kind = "other"
zh = "搬迁"
en = "Moving"
[[task]]
id = "A"
plan = "other"
zh = "打包"
en = "Pack"
days = 5
[[task]]
id = "B"
plan = "other"
zh = "搬运"
en = "Carry"
days = 2
after = ["A +3cd"]
ends_on_opening = true
"""
MOVING = parse_template(TEXT)


class Library:
    """A project that starts on 2 March and opens on 25 March 2026."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        with unit_of_work(engine) as session:
            self.project_id = make("project", session, starts_on=START, opening_on=OPENING).id

    def do(self, command, **arguments):
        with unit_of_work(self.engine) as session:
            return command(session, actor=LEAD, project_id=self.project_id, **arguments)

    def add(self, starts_on: dt.date, template=MOVING) -> int:
        return self.do(commands.add_template, template=template, language="en", starts_on=starts_on)

    def dated(self):
        with reading(self.engine) as session:
            return {row.title: row for row in queries.dated_tasks(session, self.project_id, TODAY)}

    def read(self, query, *given):
        with reading(self.engine) as session:
            return query(session, *given)


@pytest.fixture
def library(engine) -> Library:
    return Library(engine)


def test_added_plans_begin_on_the_day_they_were_laid_out_for(library):
    # Pack from Monday 16 to Friday 20; three calendar days; Carry on Tuesday 24 and Wednesday 25
    assert library.add(dt.date(2026, 3, 16)) == 2

    tasks = library.dated()
    assert (tasks["Pack"].start, tasks["Pack"].finish) == (dt.date(2026, 3, 16), dt.date(2026, 3, 20))
    assert (tasks["Carry"].start, tasks["Carry"].finish) == (dt.date(2026, 3, 24), OPENING)
    assert (tasks["Carry"].deadline, tasks["Carry"].total_float_days) == (OPENING, 0)
    assert tasks["Carry"].constraint is Constraint.AS_SOON_AS_POSSIBLE


def test_plans_that_begin_with_the_project_need_no_date_rule(library):
    library.add(START)

    assert {row.constraint for row in library.dated().values()} == {Constraint.AS_SOON_AS_POSSIBLE}


def test_a_second_template_stands_behind_the_first(library):
    library.add(START)
    library.add(START, read_template())

    titles = [plan.title for plan in library.read(queries.plans, library.project_id)]
    assert titles[0] == "Moving"
    assert len(titles) == 5


def test_a_template_whose_tasks_wait_in_a_circle_leaves_nothing(library):
    # its heading waits for the task under it
    circle = parse_template("""
[[plan]]
kind = "other"
zh = "x"
en = "x"
[[task]]
id = "H"
plan = "other"
kind = "summary"
zh = "H"
en = "H"
[[task]]
id = "A"
plan = "other"
parent = "H"
zh = "A"
en = "A"
days = 1
after = ["H"]
""")
    with pytest.raises(Invalid):
        library.add(START, circle)

    assert library.dated() == {}


def test_a_project_starts_with_the_template_chosen(library):
    with unit_of_work(library.engine) as session:
        started = commands.start_project(
            session,
            actor=LEAD,
            name="新馆",
            district="示例区",
            starts_on=START,
            opening_on=OPENING,
            ceiling_fen=None,
            template=MOVING,
            language="zh",
        )

    assert [task.title for task in library.read(queries.task_facts, started)] == ["打包", "搬运"]


def test_a_project_starts_empty_without_a_template(library):
    with unit_of_work(library.engine) as session:
        started = commands.start_project(
            session,
            actor=LEAD,
            name="新馆",
            district="示例区",
            starts_on=START,
            opening_on=OPENING,
            ceiling_fen=None,
            template=None,
            language="zh",
        )

    assert library.read(queries.task_facts, started) == []


def test_a_plan_is_kept_as_a_template_and_read_again(library, tmp_path):
    files = FolderStore(tmp_path / "own-files")
    library.add(dt.date(2026, 3, 16))
    facts = library.read(queries.task_facts, library.project_id)
    text = template_text(facts, library.read(queries.dependencies, library.project_id))
    library.do(commands.keep_template, name=" Moving house ", document=store_template(files, text, "M/x"))

    [kept] = library.read(kept_templates, [library.project_id])
    again = parse_template(files.get(kept.sha256).decode())
    assert (kept.name, kept.archived) == ("Moving house", False)
    assert [(task.title["zh"], task.days) for task in again.tasks] == [("Pack", 5), ("Carry", 2)]
    assert again.tasks[1].after[0].lag_days == 3


def test_a_kept_template_is_archived_and_comes_back(library, tmp_path):
    document = store_template(FolderStore(tmp_path / "own-files"), TEXT, "Moving")
    kept = library.do(commands.keep_template, name="Moving", document=document)

    library.do(commands.archive_template, attachment_id=kept)
    assert [row.archived for row in library.read(kept_templates, [library.project_id])] == [True]
    library.do(commands.restore_template, attachment_id=kept)
    assert [row.archived for row in library.read(kept_templates, [library.project_id])] == [False]


def test_templates_are_those_of_the_projects_asked_for(library, tmp_path):
    document = store_template(FolderStore(tmp_path / "own-files"), TEXT, "Moving")
    library.do(commands.keep_template, name="Moving", document=document)
    with unit_of_work(library.engine) as session:
        other = make("project", session).id

    assert library.read(kept_templates, [other]) == []
    assert library.read(kept_templates, []) == []


def test_another_attachment_is_no_template(library):
    with unit_of_work(library.engine) as session:
        photo = make("attachment", session, project_id=library.project_id, record_table="project").id

    with pytest.raises(NotFound):
        library.do(commands.archive_template, attachment_id=photo)


@pytest.mark.parametrize("name", [" ", "x" * 121])
def test_a_kept_template_needs_a_name(library, tmp_path, name):
    document = store_template(FolderStore(tmp_path / "own-files"), TEXT, "Moving")
    with pytest.raises(Invalid, match="text_"):
        library.do(commands.keep_template, name=name, document=document)
