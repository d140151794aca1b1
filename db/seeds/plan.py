"""The sample's plans (fact P1) and their tasks under way; invented names are marked 示例."""

import datetime as dt

from sqlmodel import Session, col, select

from db.commands.plans import advance_plan, record_answer, submit_plan
from db.commands.templates import instantiate
from db.models import Dependency, Person, Plan, Task, Zone
from db.seeds.layout import Layout
from db.seeds.plan_baseline import take_approved
from db.seeds.plan_progress import PROGRESS, Progress, Slot
from tracker.permissions import Actor
from tracker.templates import read_template
from tracker.vocabulary import PlanKind, PlanStatus, SubmissionOutcome

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
    rows = {row.id: row for row in session.exec(select(Task).where(Task.project_id == project_id))}
    tasks = {template_id: rows[task_id] for template_id, task_id in ids.items()}
    for template_id, task in tasks.items():
        task.owner_id = owners[OWNERS[template_id[0]][0]]
    _bind_lags(session, project_id, ids)
    take_approved(session, actor=actor, project_id=project_id, layout=layout, tasks=tasks)
    for template_id, task in tasks.items():
        _apply(task, PROGRESS.get(template_id, Progress()), layout)
        session.add(task)
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


def bind_zones(session: Session, project_id: int, ids: dict[str, int]) -> None:
    """Say where defects are mended (task C5): what blocks there then enters the forecast. After the site's zones."""
    zone_id = session.exec(
        select(col(Zone.id)).where(col(Zone.project_id) == project_id, col(Zone.name) == "二层阅览区")
    ).one()
    task = session.get_one(Task, ids["C5"])
    task.zone_id = zone_id
    session.add(task)


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
