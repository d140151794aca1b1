"""A small project for tests of the plan pages: one plan, with a late task, one in time and one done."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from db.commands import plans, tasks
from db.queries import plan as queries
from db.unit_of_work import reading, unit_of_work
from tests.factories import make
from tracker.permissions import local_actor
from tracker.plans import TaskFacts
from tracker.schedule.model import TaskKind
from tracker.vocabulary import PlanKind

LEAD = local_actor()
STARTED, TODAY, OPENING = dt.date(2026, 3, 2), dt.date(2026, 4, 1), dt.date(2026, 6, 26)


class PlanLibrary:
    """The project, written to through commands."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        with unit_of_work(engine) as session:
            self.project_id = make("project", session, starts_on=STARTED, opening_on=OPENING).id
            self.owner = make("person", session, project_id=self.project_id, name="Owner One").id
        self.plan_id = self.do(plans.create_plan, kind=PlanKind.OPENING_PREPARATION, title="Opening plan")
        self.top = self.task("Moving", kind=TaskKind.SUMMARY)
        self.late = self.task(
            "Pack the books",
            duration_days=5,
            parent_id=self.top,
            deadline=dt.date(2026, 3, 27),
            owner_id=self.owner,
        )
        self.in_time = self.task("Move the shelves", duration_days=3)
        self.finished = self.task("Order boxes", duration_days=2)
        self.do(
            tasks.update_task,
            task_id=self.finished,
            expected_version=1,
            original={"actual_finish": None},
            changes={"actual_finish": dt.date(2026, 3, 3)},
        )

    def do(self, command: Any, **arguments: Any) -> Any:
        """Run a command as the project lead."""
        with unit_of_work(self.engine) as session:
            return command(session, actor=LEAD, project_id=self.project_id, **arguments)

    def task(self, title: str, **given: Any) -> int:
        """Add a task; gives its id."""
        return self.do(tasks.create_task, plan_id=self.plan_id, title=title, **given)

    def facts(self) -> dict[int, TaskFacts]:
        """The tasks as they are stored now, by id."""
        with reading(self.engine) as session:
            return {row.id: row for row in queries.task_facts(session, self.project_id)}
