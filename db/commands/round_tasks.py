"""The stages of a recruitment round as tasks of a plan: made, brought up to date, and taken out again.

Each stage is a task as long as the stage, under a heading with the round's title. A least period of n days from one
stage to the next is a link finish to start with a lag of n − 1, in the days that it counts: the second stage begins
on the n-th day after the first ended. The latest safe date is the task's deadline.
"""

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise

from sqlmodel import Session

from db.commands.registry import command, get
from db.commands.round_stages import drive, held_stages, post_rows, stage_rows
from db.commands.stage_tasks import heading, keep_links, stage_task, take_out
from db.commands.task_links import tie
from db.commands.tasks import check_schedule
from db.models import Plan, Project, RecruitmentRound, Task
from db.queries.plan import work_calendar
from tracker.errors import Invalid
from tracker.permissions import Action, Actor
from tracker.recruitment import Stage, expected, in_order, latest_safe
from tracker.schedule.model import Constraint, LinkType
from tracker.vocabulary import RoundStage


@command(Action.EDIT_PLANS)
def plan_round(
    session: Session,
    *,
    actor: Actor,
    project_id: int,
    round_id: int,
    plan_id: int,
    titles: Mapping[RoundStage, str],
    today: dt.date,
) -> int:
    """Make the stages of a round tasks of a plan, or bring the tasks up to date; gives how many stand for it.

    Args:
        session: the unit of work.
        actor: who asks.
        project_id: the project.
        round_id: the round.
        plan_id: the plan that new tasks go into.
        titles: the title of each stage's task, in the language of who asks.
        today: the day from which the first stage is expected.

    Raises:
        Invalid: "round_archived", or the plan could no longer be scheduled.
    """
    found = get(session, RecruitmentRound, project_id, round_id)
    if found.archived_at is not None:
        raise Invalid("round_archived", title=found.title)
    get(session, Plan, project_id, plan_id)
    rows = stage_rows(session, found)
    stages = in_order(held_stages(rows))
    heading_id = heading(session, actor, found, plan_id, rows.values())
    tasks: dict[RoundStage, int] = {}
    for held in stages:
        row = rows[held.stage]
        tasks[held.stage] = stage_task(
            session, actor, row, heading_id, title=titles[held.stage], days=row.duration_days
        )
    _about(session, found, tasks)
    _tie(session, project_id, stages, tasks)
    _date(session, found, stages, tasks, today)
    drive(session, found)
    check_schedule(session, project_id)
    return len(tasks)


@command(Action.EDIT_PLANS)
def unplan_round(session: Session, *, actor: Actor, project_id: int, round_id: int) -> None:
    """Put the tasks of a round aside; its stages stand for themselves again."""
    rows = stage_rows(session, get(session, RecruitmentRound, project_id, round_id))
    take_out(session, actor, project_id, rows.values())


def _about(session: Session, found: RecruitmentRound, tasks: Mapping[RoundStage, int]) -> None:
    """The tasks name their round, and its post where it has one alone."""
    posts = [row.post_id for row in post_rows(session, found) if row.archived_at is None]
    for task_id in tasks.values():
        task = session.get_one(Task, task_id)
        task.round_id = found.id
        task.post_id = posts[0] if len(posts) == 1 else None
        session.add(task)


def _tie(session: Session, project_id: int, stages: list[Stage], tasks: Mapping[RoundStage, int]) -> None:
    """Link the tasks in the order of the stages; other links between them go."""
    keep_links(session, project_id, tasks, set(pairwise(tasks.values())))
    for before, held in pairwise(stages):
        period = held.period
        tie(
            session,
            project_id,
            tasks[before.stage],
            tasks[held.stage],
            LinkType.FS,
            period.n - 1,
            period.unit,
        )


def _date(
    session: Session,
    found: RecruitmentRound,
    stages: list[Stage],
    tasks: Mapping[RoundStage, int],
    today: dt.date,
) -> None:
    """The latest safe dates as deadlines; a stage with a planned day, and the first one, begin no earlier than that."""
    calendar = work_calendar(session, found.project_id)
    opening_on = session.get_one(Project, found.project_id).opening_on
    latest = latest_safe(stages, opening_on=opening_on, training_days=found.training_days, calendar=calendar)
    coming = expected(stages, calendar=calendar, today=today)
    for held in stages:
        task = session.get_one(Task, tasks[held.stage])
        task.deadline = latest[held.stage]
        if held.planned_on is not None:
            begins = calendar.next_working(held.planned_on)
            begins = calendar.add_working_days(begins, 1 - held.duration_days)
            task.constraint, task.constraint_date = Constraint.START_NO_EARLIER_THAN, begins
        elif held is stages[0]:
            task.constraint, task.constraint_date = (
                Constraint.START_NO_EARLIER_THAN,
                coming[held.stage][0],
            )
        else:
            task.constraint, task.constraint_date = Constraint.AS_SOON_AS_POSSIBLE, None
        session.add(task)
    session.flush()
