"""The sample's plans (fact P1) and their tasks under way; invented names are marked 示例."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import Session, col, select

from db.commands.plans import advance_plan, record_answer, submit_plan
from db.commands.templates import instantiate
from db.models import Dependency, Person, Plan, Task
from db.seeds.layout import Layout
from tracker.permissions import Actor
from tracker.templates import read_template
from tracker.vocabulary import PlanKind, PlanStatus, SubmissionOutcome

Slot = tuple[int, int]
"""A day of the layout: (week, weekday)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task of the template is: its own duration, when it began and ended, what share is done."""

    days: int | None = None
    began: Slot | None = None
    ended: Slot | None = None
    percent: int = 0
    deadline: Slot | None = None


PROGRESS: dict[str, Progress] = {
    "A1": Progress(began=(-20, 0), ended=(-17, 4)),
    "A2": Progress(began=(-12, 0), ended=(-10, 2)),
    "A3": Progress(began=(-11, 0), ended=(-10, 2)),
    "A4": Progress(ended=(-9, 2)),
    "B1": Progress(began=(-17, 0), ended=(-16, 4)),
    "B2": Progress(began=(-15, 0), ended=(-14, 4)),
    "B3": Progress(days=55, began=(-13, 0), ended=(-2, 4)),
    "B4": Progress(days=10, began=(-2, 4), percent=80, deadline=(-1, 4)),
    "B5": Progress(ended=(-9, 0)),
    "B6": Progress(days=5),
    "B7": Progress(),
    "B8": Progress(days=5),
    "B9": Progress(days=3),
    "B10": Progress(days=20),
    "B11": Progress(days=7),
    "B12": Progress(days=2),
    "C1": Progress(ended=(-10, 3)),
    "C2": Progress(ended=(-3, 1)),
    "C3": Progress(began=(-3, 2), percent=60),
    "C5": Progress(began=(-3, 2), percent=50),
    "C6": Progress(days=6),
    "D1": Progress(began=(-10, 3), ended=(-6, 3)),
    "D2": Progress(days=65, began=(-5, 0), percent=40),
    "D3": Progress(days=8),
    "E1": Progress(began=(-9, 3), percent=60),
    "E2": Progress(began=(-4, 0), percent=70),
    "E4": Progress(days=6),
    "E5": Progress(days=2),
    "F1": Progress(began=(-6, 0), percent=50, deadline=(-1, 4)),
    "F2": Progress(days=4),
    "F4": Progress(days=5),
}
"""Tasks that have begun or differ from the template; the others stand as the template has them."""

OWNERS: dict[str, tuple[str, str]] = {
    "A": ("李馆长(示例)", "馆长"),
    "B": ("王主任(示例)", "办公室主任"),
    "C": ("陈工(示例)", "基建联络员"),
    "D": ("周老师(示例)", "人事干部"),
    "E": ("赵老师(示例)", "采编部主任"),
    "F": ("李馆长(示例)", "馆长"),
}
"""Who answers for the tasks whose template id begins with the letter."""


def load(session: Session, *, actor: Actor, project_id: int, layout: Layout) -> dict[str, int]:
    """Lay the plans out; gives the task ids by template id."""
    ids = instantiate(session, project_id, read_template(), language="zh", opening_on=layout.opening_on)
    owners = _people(session, project_id)
    tasks = {row.id: row for row in session.exec(select(Task).where(Task.project_id == project_id))}
    for template_id, task_id in ids.items():
        task = tasks[task_id]
        task.owner_id = owners[OWNERS[template_id[0]][0]]
        _apply(task, PROGRESS.get(template_id, Progress()), layout)
        session.add(task)
    _bind_lags(session, project_id, ids)
    session.flush()
    _documents(session, actor, project_id, layout)
    return ids


def _apply(task: Task, progress: Progress, layout: Layout) -> None:
    task.duration_days = task.duration_days if progress.days is None else progress.days
    task.actual_start = _day(layout, progress.began or progress.ended)
    task.actual_finish = _day(layout, progress.ended)
    task.percent_complete = 100 if progress.ended else progress.percent
    task.deadline = _day(layout, progress.deadline) or task.deadline


def _day(layout: Layout, slot: Slot | None) -> dt.date | None:
    return None if slot is None else layout.day(*slot)


def _bind_lags(session: Session, project_id: int, ids: dict[str, int]) -> None:
    """The sample buys by competitive consultation: at least 10 calendar days for offers (财库〔2014〕214号 art. 10)."""
    link = session.exec(
        select(Dependency).where(Dependency.project_id == project_id, Dependency.successor_id == ids["B7"])
    ).one()
    link.lag_days = 10
    session.add(link)


def _people(session: Session, project_id: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, title in dict.fromkeys(OWNERS.values()):
        person = Person(project_id=project_id, name=name, title=title)
        session.add(person)
        session.flush()
        assert person.id is not None  # noqa: S101 (flushed)
        found[name] = person.id
    return found


def _documents(session: Session, actor: Actor, project_id: int, layout: Layout) -> None:
    """P1: four documents drafted and submitted to leaders and departments, in different states by now."""
    plan = {row.kind: row.id for row in session.exec(select(Plan).where(col(Plan.project_id) == project_id))}
    bureau, finance, personnel = "区文广新局(示例)", "区财政局(示例)", "区人力社保局(示例)"

    def submit(kind: PlanKind, recipient: str, sent: Slot) -> None:
        submit_plan(
            session,
            actor=actor,
            project_id=project_id,
            plan_id=plan[kind],  # type: ignore[arg-type]  # read from the database, so it has an id
            recipient=recipient,
            submitted_on=layout.day(*sent),
        )
        session.flush()

    def answer(kind: PlanKind, outcome: SubmissionOutcome, day: Slot, remarks: str = "") -> None:
        record_answer(
            session,
            actor=actor,
            project_id=project_id,
            plan_id=plan[kind],  # type: ignore[arg-type]  # likewise
            outcome=outcome,
            decided_on=layout.day(*day),
            remarks=remarks,
        )
        session.flush()

    submit(PlanKind.OPENING_PREPARATION, bureau, (-12, 0))
    answer(PlanKind.OPENING_PREPARATION, SubmissionOutcome.APPROVED, (-10, 2))
    advance_plan(
        session,
        actor=actor,
        project_id=project_id,
        plan_id=plan[PlanKind.OPENING_PREPARATION],  # type: ignore[arg-type]  # likewise
        status=PlanStatus.IN_FORCE,
    )
    submit(PlanKind.RECRUITMENT, personnel, (-9, 1))
    answer(PlanKind.RECRUITMENT, SubmissionOutcome.APPROVED, (-6, 3))
    submit(PlanKind.FACILITIES, finance, (-8, 2))
    answer(PlanKind.FACILITIES, SubmissionOutcome.RETURNED, (-7, 4), "请先完成固定资产清查,避免重复采购。")
    submit(PlanKind.FACILITIES, finance, (-2, 4))
    submit(PlanKind.CEREMONY, bureau, (-3, 0))
