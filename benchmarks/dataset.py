"""What is measured: the sample library, and beside it a plan of 500 tasks and a year of weekly rounds."""

import datetime as dt
import itertools
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from db.migrate import upgrade
from db.models import (
    Dependency,
    Finding,
    Inspection,
    InspectionNote,
    InspectionSeries,
    Plan,
    Task,
    Zone,
)
from db.seeds import sample
from db.unit_of_work import about, unit_of_work
from tracker.permissions import SYSTEM
from tracker.schedule.model import TaskKind
from tracker.vocabulary import FindingStatus, InspectionStatus, PlanKind, Severity

AS_OF = dt.date(2026, 3, 2)
TASKS = 500
STAGES = 20
"""Headings that the tasks stand under; they count as tasks."""

ROUNDS = 52
NOTES_PER_ROUND = 4
FINDINGS_PER_ROUND = 2


def fill(engine: Engine, files: Path) -> None:
    """Bring a new database up to date and fill it; through the unit of work, so with its audit."""
    upgrade(engine)
    project_id = sample.load(engine, as_of=AS_OF, files=files)
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="benchmark")
        _tasks(session, project_id)
        _rounds(session, project_id)


def _tasks(session: Session, project_id: int) -> None:
    plan = Plan(project_id=project_id, kind=PlanKind.OTHER, title="压力测试计划", position=99)
    session.add(plan)
    session.flush()
    stages = [
        Task(
            project_id=project_id,
            plan_id=plan.id,
            kind=TaskKind.SUMMARY,
            title=f"阶段 {n}",
            position=1000 * n,
        )
        for n in range(1, STAGES + 1)
    ]
    session.add_all(stages)
    session.flush()
    tasks = [
        Task(
            project_id=project_id,
            plan_id=plan.id,
            parent_id=stages[n % STAGES].id,
            position=1000 * (n % STAGES + 1) + n,
            title=f"压力测试任务 {n}",
            duration_days=n % 7 + 1,
        )
        for n in range(TASKS - STAGES)
    ]
    session.add_all(tasks)
    session.flush()
    # Within a stage each task follows the one before it: 24 in a row, some 96 working days.
    for before, after in itertools.pairwise(sorted(tasks, key=lambda task: task.position)):
        if before.parent_id == after.parent_id:
            session.add(Dependency(project_id=project_id, predecessor_id=before.id, successor_id=after.id))


def _rounds(session: Session, project_id: int) -> None:
    first = AS_OF - dt.timedelta(weeks=ROUNDS + 1)
    series = InspectionSeries(
        project_id=project_id,
        title="压力测试巡检",
        rule="FREQ=WEEKLY;BYDAY=MO",
        starts_on=first,
        ends_on=AS_OF,
    )
    session.add(series)
    session.flush()
    zones = session.exec(select(Zone.id).where(Zone.project_id == project_id)).all()
    last_number = session.exec(
        select(Finding.number).where(Finding.project_id == project_id).order_by(col(Finding.number).desc())
    ).first()
    numbers = itertools.count((last_number or 0) + 1)
    for week in range(ROUNDS):
        day = first + dt.timedelta(weeks=week)
        held = Inspection(
            project_id=project_id,
            series_id=series.id,
            planned_on=day,
            held_on=day,
            status=InspectionStatus.SUBMITTED,
            progress=f"第 {week + 1} 周:各专业按计划推进。",
        )
        session.add(held)
        session.flush()
        for n in range(NOTES_PER_ROUND):
            zone_id = zones[(week + n) % len(zones)]
            text = f"第 {week + 1} 周记录 {n + 1}"
            session.add(
                InspectionNote(project_id=project_id, inspection_id=held.id, zone_id=zone_id, text=text)
            )
        for n in range(FINDINGS_PER_ROUND):
            is_open = week >= ROUNDS - 8
            session.add(
                Finding(
                    project_id=project_id,
                    number=next(numbers),
                    inspection_id=held.id,
                    zone_id=zones[(week + n) % len(zones)],
                    severity=list(Severity)[(week + n) % 4],
                    description=f"第 {week + 1} 周发现 {n + 1}",
                    found_on=day,
                    due_on=day + dt.timedelta(weeks=2),
                    status=FindingStatus.OPEN if is_open else FindingStatus.CLOSED,
                    closed_on=None if is_open else day + dt.timedelta(weeks=1),
                )
            )
