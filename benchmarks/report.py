"""The summary of a year of a large project: composed, and written as Word and PDF.

2,000 tasks, 10,000 findings, 52 rounds, 20 drafts; an issued summary of the year before, which is looked through for
corrections and whose announcements are answered. `python -m benchmarks.report` measures this alone.
"""

import datetime as dt
import itertools
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session, col, select

from benchmarks.matching import big_draft
from db.commands.promises import announce_tasks
from db.commands.reports import create_report, issue_report
from db.engine import engine_for
from db.migrate import upgrade
from db.models import (
    Dependency,
    Draft,
    DraftLine,
    Finding,
    Inspection,
    InspectionSeries,
    LineageRow,
    Plan,
    ProcurementPlan,
    Task,
    Zone,
)
from db.queries.report_text import report_text
from db.seeds import sample
from db.unit_of_work import about, note_bulk, reading, unit_of_work
from tracker.exports.summary_docx import summary_docx
from tracker.exports.summary_pdf import summary_pdf
from tracker.permissions import SYSTEM
from tracker.schedule.model import TaskKind
from tracker.vocabulary import DraftStatus, FindingStatus, InspectionStatus, PlanKind, Severity

AS_OF = dt.date(2027, 1, 4)
YEAR = dt.date(2026, 1, 1)
TASKS, STAGES = 2_000, 40
FINDINGS, ROUNDS = 10_000, 52
DRAFTS, LINES = 20, 300
PROMISED = 20
TARGET = 10.0
"""Seconds, for all of it together."""


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """Seconds of composing the summary, and of writing it as Word and as PDF."""

    composed: float
    word: float
    pdf: float

    @property
    def meets_target(self) -> bool:
        """Whether all of it is as fast as we promise."""
        return self.composed + self.word + self.pdf <= TARGET


def fill(engine: sa.Engine, files: Path) -> int:
    """A new database with the sample library, a large year in its project, and two summaries; gives the second's id."""
    upgrade(engine)
    project_id = sample.load(engine, as_of=AS_OF, files=files)
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="benchmark")
        tasks = _tasks(session, project_id)
        _findings(session, project_id)
        _drafts(session, project_id)
        before = create_report(
            session, actor=SYSTEM, project_id=project_id, period="2025", language="zh", title="2025年工作总结"
        )
        announce_tasks(
            session,
            actor=SYSTEM,
            project_id=project_id,
            report_id=before,
            task_ids=tasks[:PROMISED],
            today=YEAR,
        )
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="benchmark")
        issue_report(session, actor=SYSTEM, project_id=project_id, report_id=before, today=YEAR)
        return create_report(
            session, actor=SYSTEM, project_id=project_id, period="2026", language="zh", title="2026年工作总结"
        )


def _tasks(session: Session, project_id: int) -> list[int]:
    """A plan of stages whose tasks follow each other; gives the ids of its tasks."""
    plan = Plan(project_id=project_id, kind=PlanKind.OTHER, title="压力测试计划", position=99)
    session.add(plan)
    session.flush()
    stages = [
        Task(project_id=project_id, plan_id=plan.id, kind=TaskKind.SUMMARY, title=f"阶段 {n}", position=n)
        for n in range(STAGES)
    ]
    session.add_all(stages)
    session.flush()
    tasks = [
        Task(
            project_id=project_id,
            plan_id=plan.id,
            parent_id=stages[n % STAGES].id,
            position=1_000 + n,
            title=f"压力测试任务 {n}",
            duration_days=n % 5 + 1,
        )
        for n in range(TASKS - STAGES)
    ]
    session.add_all(tasks)
    session.flush()
    for before, after in itertools.pairwise(sorted(tasks, key=lambda task: (task.parent_id, task.position))):
        if before.parent_id == after.parent_id:
            session.add(Dependency(project_id=project_id, predecessor_id=before.id, successor_id=after.id))
    return [task.id for task in tasks if task.id is not None]


def _findings(session: Session, project_id: int) -> None:
    """A signed round each week of the year with its findings, nine in ten closed two weeks later."""
    series = InspectionSeries(
        project_id=project_id,
        title="压力测试巡检",
        rule="FREQ=WEEKLY;BYDAY=TH",
        starts_on=YEAR,
        ends_on=AS_OF,
    )
    session.add(series)
    session.flush()
    rounds = [
        Inspection(
            project_id=project_id,
            series_id=series.id,
            planned_on=YEAR + dt.timedelta(weeks=week),
            held_on=YEAR + dt.timedelta(weeks=week),
            status=InspectionStatus.SIGNED,
        )
        for week in range(ROUNDS)
    ]
    session.add_all(rounds)
    session.flush()
    zones = session.exec(select(Zone.id).where(Zone.project_id == project_id)).all()
    last = session.exec(
        select(sa.func.max(Finding.number)).where(col(Finding.project_id) == project_id)
    ).one()
    rows = []
    for n in range(FINDINGS):
        held = rounds[n % ROUNDS]
        day = held.planned_on
        is_open = n % 10 == 0
        rows.append(
            {
                "project_id": project_id,
                "number": (last or 0) + n + 1,
                "inspection_id": held.id,
                "zone_id": zones[n % len(zones)],
                "severity": list(Severity)[n % 4],
                "description": f"压力测试问题 {n}",
                "found_on": day,
                "due_on": day + dt.timedelta(weeks=2),
                "status": FindingStatus.OPEN if is_open else FindingStatus.CLOSED,
                "closed_on": None if is_open else day + dt.timedelta(weeks=2),
            }
        )
    session.connection().execute(sa.insert(Finding), rows)
    note_bulk(session, series, {"findings": FINDINGS})


def _drafts(session: Session, project_id: int) -> None:
    """A procurement plan whose lines cost a little less in each draft."""
    plan = ProcurementPlan(project_id=project_id, title="压力测试采购")
    session.add(plan)
    session.flush()
    lineages = [LineageRow(project_id=project_id, plan_id=plan.id) for _ in range(LINES)]
    session.add_all(lineages)
    session.flush()
    listed = list(zip(lineages, big_draft(LINES), strict=True))
    for number in range(1, DRAFTS + 1):
        draft = Draft(
            project_id=project_id,
            plan_id=plan.id,
            number=number,
            status=DraftStatus.SUBMITTED,
            submitted_on=YEAR + dt.timedelta(weeks=2 * number),
        )
        session.add(draft)
        session.flush()
        rows = [
            {
                "project_id": project_id,
                "draft_id": draft.id,
                "lineage_id": lineage.id,
                "position": position,
                "category": line.category,
                "name": line.name,
                "unit": line.unit,
                "quantity_milli": line.quantity_milli,
                "unit_price_fen": line.unit_price_fen - number,
                "amount_fen": line.quantity_milli // 1000 * (line.unit_price_fen - number),
            }
            for position, (lineage, line) in enumerate(listed)
        ]
        session.connection().execute(sa.insert(DraftLine), rows)
    note_bulk(session, plan, {"lines": DRAFTS * LINES})


def run() -> ReportFigure:
    """Build the database and measure, each part once, as a person waits for it."""
    with tempfile.TemporaryDirectory(prefix="kaiguan-bench-") as folder:
        engine = engine_for(f"sqlite:///{folder}/bench.sqlite3")
        report_id = fill(engine, Path(folder) / "files")
        began = time.perf_counter()
        with reading(engine) as session:
            summary = report_text(session, 1, report_id, AS_OF).summary
        composed = time.perf_counter()
        signed = {"library": "示例区图书馆", "signed_on": "2027年1月4日", "language": "zh"}
        summary_docx(summary, **signed)
        word = time.perf_counter()
        summary_pdf(summary, **signed)
        pdf = time.perf_counter()
        engine.dispose()
    return ReportFigure(composed - began, word - composed, pdf - word)


def table(figure: ReportFigure) -> Iterator[str]:
    """The figures, as `make bench` keeps them."""
    yield (
        f"Summary of a year with {TASKS:,} tasks, {FINDINGS:,} findings, {DRAFTS} drafts, in ms "
        f"(target {TARGET * 1000:,.0f} in all)"
    )
    yield f"{'composed':>10}{'Word':>8}{'PDF':>8}{'in all':>8}"
    parts = (figure.composed, figure.word, figure.pdf)
    late = "" if figure.meets_target else "  misses the target"
    yield f"{parts[0] * 1000:10.0f}{parts[1] * 1000:8.0f}{parts[2] * 1000:8.0f}{sum(parts) * 1000:8.0f}{late}"


if __name__ == "__main__":
    measured = run()
    print("\n".join(table(measured)))
    sys.exit(0 if measured.meets_target else 1)
