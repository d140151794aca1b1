"""Recruitment rounds with their posts and stages, and the people they bring."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from db.models import PostCount, metadata
from db.queries.plan import dated_tasks, work_calendar
from tracker.recruitment import Stage, in_order
from tracker.recruitment_arrivals import Arrival, round_arrivals
from tracker.schedule.model import LagUnit
from tracker.vocabulary import RoundStage

ROUND = metadata.tables["recruitment_round"]
ROUND_POST = metadata.tables["round_post"]
ROUND_STAGE = metadata.tables["round_stage"]
POST = metadata.tables["post"]
DEPARTMENT = metadata.tables["department"]
TASK = metadata.tables["task"]
PLAN = metadata.tables["plan"]


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of a round as it is stored; `task_id` is the live task of a live plan that stands for it."""

    id: int
    version: int
    stage: RoundStage
    planned_on: dt.date | None
    actual_on: dt.date | None
    people: int | None
    duration_days: int
    minimum_days: int
    minimum_unit: LagUnit
    minimum_source: str
    archived: bool
    task_id: int | None

    def held(self, schedule: Mapping[int, dt.date]) -> Stage:
        """The stage as rules take it, with the end that `schedule` (by task) gives it."""
        return Stage(
            stage=self.stage,
            duration_days=self.duration_days,
            minimum_days=self.minimum_days,
            minimum_unit=self.minimum_unit,
            minimum_source=self.minimum_source,
            planned_on=self.planned_on,
            actual_on=self.actual_on,
            people=self.people,
            scheduled_on=None if self.task_id is None else schedule.get(self.task_id),
        )


@dataclass(frozen=True, slots=True)
class RoundPostRow:
    """A post of a round: how many people it seeks for it."""

    id: int
    version: int
    post_id: int
    title: str
    department: str
    wanted: int


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with its posts and stages, the stages in order, those left out too."""

    id: int
    version: int
    title: str
    training_days: int
    notes: str
    archived: bool
    posts: tuple[RoundPostRow, ...]
    stages: tuple[StageRow, ...]

    @property
    def live(self) -> tuple[StageRow, ...]:
        """The stages that the round goes through."""
        return tuple(row for row in self.stages if not row.archived)

    def held(self, schedule: Mapping[int, dt.date]) -> list[Stage]:
        """The stages that the round goes through, as rules take them."""
        return in_order([row.held(schedule) for row in self.live])

    @property
    def wanted(self) -> int:
        """People that the round seeks."""
        return sum(post.wanted for post in self.posts)

    @property
    def is_planned(self) -> bool:
        """Whether its stages are tasks of a plan."""
        return any(row.task_id is not None for row in self.live)


def rounds(session: Session, project_id: int) -> list[RoundRow]:
    """The rounds of a project, archived ones too, in the order they were made; three statements."""
    posts = _posts(session, project_id)
    stages = _stages(session, project_id)
    query = (
        sa.select(
            ROUND.c.id,
            ROUND.c.version,
            ROUND.c.title,
            ROUND.c.training_days,
            ROUND.c.notes,
            ROUND.c.archived_at.is_not(None),
        )
        .where(ROUND.c.project_id == project_id)
        .order_by(ROUND.c.id)
    )
    place = list(RoundStage).index
    return [
        RoundRow(
            *(*row, tuple(posts[row.id]), tuple(sorted(stages[row.id], key=lambda each: place(each.stage))))
        )
        for row in session.execute(query)
    ]


def _posts(session: Session, project_id: int) -> defaultdict[int, list[RoundPostRow]]:
    found: defaultdict[int, list[RoundPostRow]] = defaultdict(list)
    query = (
        sa.select(
            ROUND_POST.c.round_id,
            ROUND_POST.c.id,
            ROUND_POST.c.version,
            ROUND_POST.c.post_id,
            POST.c.title,
            DEPARTMENT.c.name,
            ROUND_POST.c.wanted,
        )
        .join(POST, sa.and_(POST.c.project_id == ROUND_POST.c.project_id, POST.c.id == ROUND_POST.c.post_id))
        .join(
            DEPARTMENT,
            sa.and_(DEPARTMENT.c.project_id == POST.c.project_id, DEPARTMENT.c.id == POST.c.department_id),
        )
        .where(
            ROUND_POST.c.project_id == project_id,
            ROUND_POST.c.archived_at.is_(None),
            POST.c.archived_at.is_(None),
        )
        .order_by(DEPARTMENT.c.position, DEPARTMENT.c.id, POST.c.id)
    )
    for round_id, *said in session.execute(query):
        found[round_id].append(RoundPostRow(*said))
    return found


def _stages(session: Session, project_id: int) -> defaultdict[int, list[StageRow]]:
    """The stages by round; a task that was archived, or whose plan was, does not stand for a stage."""
    found: defaultdict[int, list[StageRow]] = defaultdict(list)
    stands = sa.and_(TASK.c.archived_at.is_(None), PLAN.c.archived_at.is_(None))
    query = (
        sa.select(
            ROUND_STAGE.c.round_id,
            ROUND_STAGE.c.id,
            ROUND_STAGE.c.version,
            ROUND_STAGE.c.stage,
            ROUND_STAGE.c.planned_on,
            ROUND_STAGE.c.actual_on,
            ROUND_STAGE.c.people,
            ROUND_STAGE.c.duration_days,
            ROUND_STAGE.c.minimum_days,
            ROUND_STAGE.c.minimum_unit,
            ROUND_STAGE.c.minimum_source,
            ROUND_STAGE.c.archived_at.is_not(None),
            sa.case((stands, ROUND_STAGE.c.task_id)),
        )
        .join(
            TASK,
            sa.and_(TASK.c.project_id == ROUND_STAGE.c.project_id, TASK.c.id == ROUND_STAGE.c.task_id),
            isouter=True,
        )
        .join(
            PLAN,
            sa.and_(PLAN.c.project_id == TASK.c.project_id, PLAN.c.id == TASK.c.plan_id),
            isouter=True,
        )
        .where(ROUND_STAGE.c.project_id == project_id)
    )
    for round_id, id_, version, stage, *said in session.execute(query):
        found[round_id].append(StageRow(id_, version, RoundStage(stage), *said))
    return found


def arrivals(
    session: Session, project_id: int, today: dt.date, schedule: Mapping[int, dt.date] | None = None
) -> list[Arrival]:
    """The people whom rounds bring to posts, by round and post; nine statements at most.

    A round whose stages are tasks follows the schedule, so that a slip of the plan moves its people; the others
    follow their own periods. Archived rounds and posts bring nobody.

    Args:
        session: the unit of work.
        project_id: the project.
        today: the day from which what is to come is expected.
        schedule: the end of each task by id, where the caller has one (a preview); None to read the plan's own.

    Raises:
        Invalid: the plan cannot be scheduled.
    """
    live = [row for row in rounds(session, project_id) if not row.archived and row.posts]
    if not live:
        return []
    if schedule is None:
        planned = any(row.is_planned for row in live)
        schedule = (
            {task.id: task.finish for task in dated_tasks(session, project_id, today)} if planned else {}
        )
    calendar = work_calendar(session, project_id)
    recorded = _recorded(session, project_id, today)
    return [
        arrival
        for row in live
        for arrival in round_arrivals(
            row.id,
            row.held(schedule),
            {post.post_id: post.wanted for post in row.posts},
            recorded=recorded,
            calendar=calendar,
            today=today,
        )
    ]


def _recorded(session: Session, project_id: int, today: dt.date) -> dict[int, dt.date]:
    """The day of the newest count of people really there, by post."""
    query = (
        sa.select(col(PostCount.post_id), sa.func.max(col(PostCount.on)).label("day"))
        .where(
            col(PostCount.project_id) == project_id,
            col(PostCount.is_planned).is_(False),
            col(PostCount.archived_at).is_(None),
            col(PostCount.on) <= today,
        )
        .group_by(col(PostCount.post_id))
    )
    return {row.post_id: row.day for row in session.execute(query)}
