"""Thirty thousand findings and ten thousand rounds: the findings page, each run with filters that no run had before.

`python -m benchmarks.findings` measures this alone.
"""

import asyncio
import datetime as dt
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import sqlalchemy as sa
from sqlmodel import Session, col, select

from benchmarks.driver import Visitor
from benchmarks.pages import percentile
from db.engine import engine_for
from db.migrate import upgrade
from db.models import Finding, Inspection, InspectionSeries, Organisation, Zone
from db.seeds import sample
from db.unit_of_work import about, note_bulk, unit_of_work
from tests.support.server import AppServer
from tracker.finding_views import FindingOrder
from tracker.i18n import Words
from tracker.permissions import SYSTEM
from tracker.vocabulary import (
    FindingStatus,
    InspectionStatus,
    OrganisationRole,
    Severity,
    Trade,
    ZoneKind,
)

AS_OF = dt.date(2026, 3, 2)
FINDINGS = 30_000
ROUNDS = 10_000
SERIES = 40
FLOORS = 6
ROOMS_PER_FLOOR = 25
CONTRACTORS = 12
TARGET_P50 = 0.100
RERUNS = 12
SETTLED = 0.8
"""Share of findings that are closed or waived."""

WORDS = ("墙面空鼓", "吊顶渗水", "插座无电", "地砖开裂", "门锁松动", "灯具不亮", "风口积灰", "管线裸露")


def fill(engine: sa.Engine, files: Path) -> None:
    """A new database with the sample library and, in its project, the findings, rounds, zones and contractors."""
    upgrade(engine)
    project_id = sample.load(engine, as_of=AS_OF, files=files)
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="benchmark")
        zones = _zones(session, project_id)
        contractors = _contractors(session, project_id)
        rounds = _rounds(session, project_id)
        first = session.exec(
            select(sa.func.max(Finding.number)).where(col(Finding.project_id) == project_id)
        ).one()
        rows = [
            _finding(project_id, (first or 0) + n, rounds[n * ROUNDS // FINDINGS], zones, contractors)
            for n in range(1, FINDINGS)
        ]
        session.connection().execute(sa.insert(Finding), rows)
        parent = session.get(InspectionSeries, session.exec(select(InspectionSeries.id)).first())
        assert parent is not None
        note_bulk(session, parent, {"findings": FINDINGS})


def _zones(session: Session, project_id: int) -> list[int]:
    floors = [
        Zone(project_id=project_id, kind=ZoneKind.FLOOR, name=f"测试{n}层", position=100 + n)
        for n in range(1, FLOORS + 1)
    ]
    session.add_all(floors)
    session.flush()
    rooms = [
        Zone(project_id=project_id, name=f"{floor.name}{n:02}室", parent_id=floor.id, position=200 + n)
        for floor in floors
        for n in range(1, ROOMS_PER_FLOOR + 1)
    ]
    session.add_all(rooms)
    session.flush()
    return [room.id for room in rooms if room.id is not None]


def _contractors(session: Session, project_id: int) -> list[int]:
    rows = [
        Organisation(project_id=project_id, name=f"测试施工单位 {n}", role=OrganisationRole.CONTRACTOR)
        for n in range(1, CONTRACTORS + 1)
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows if row.id is not None]


def _rounds(session: Session, project_id: int) -> list[tuple[int, dt.date]]:
    weeks = ROUNDS // SERIES
    first = AS_OF - dt.timedelta(weeks=weeks)
    series = [
        InspectionSeries(
            project_id=project_id,
            title=f"压力测试巡检 {n}",
            rule="FREQ=WEEKLY;BYDAY=MO",
            starts_on=first,
            ends_on=AS_OF,
        )
        for n in range(1, SERIES + 1)
    ]
    session.add_all(series)
    session.flush()
    rows = [
        {
            "project_id": project_id,
            "series_id": one.id,
            "planned_on": first + dt.timedelta(weeks=week),
            "held_on": first + dt.timedelta(weeks=week),
            "status": InspectionStatus.SIGNED,
            "progress": f"第 {week + 1} 周:各专业按计划推进。",
        }
        for week in range(weeks)
        for one in series
    ]
    session.connection().execute(sa.insert(Inspection), rows)
    query = (
        select(Inspection.id, Inspection.held_on)
        .where(col(Inspection.series_id).in_([one.id for one in series]))
        .order_by(col(Inspection.held_on), col(Inspection.id))
    )
    return [(id_, held_on) for id_, held_on in session.exec(query) if id_ is not None and held_on is not None]


def _finding(
    project_id: int, number: int, held: tuple[int, dt.date], zones: list[int], contractors: list[int]
) -> dict[str, object]:
    round_id, found_on = held
    age = (AS_OF - found_on).days
    settled = number % 100 < SETTLED * 100 and age > 14
    pending = (FindingStatus.OPEN, FindingStatus.ASSIGNED, FindingStatus.ASSIGNED, FindingStatus.RECTIFIED)
    status = FindingStatus.CLOSED if settled else pending[number % 4]
    return {
        "project_id": project_id,
        "number": number,
        "inspection_id": round_id,
        "zone_id": zones[number * 7 % len(zones)],
        "trade": list(Trade)[number % len(Trade)],
        "severity": list(Severity)[number % 11 % 4],
        "description": f"{WORDS[number % len(WORDS)]},第 {number} 处,需要处理后复查。",
        "found_on": found_on,
        "due_on": found_on + dt.timedelta(days=14),
        "organisation_id": None if status is FindingStatus.OPEN else contractors[number % len(contractors)],
        "status": status,
        "closed_on": min(found_on + dt.timedelta(days=number % 40), AS_OF) if settled else None,
    }


def asked() -> Iterator[tuple[str, dict[str, str]]]:
    """What is asked of the page, by name; `{n}` is another number in each run, so that nothing was kept before.

    An address says filters in the words of its language.
    """
    w = Words.of("zh")
    severity, status = w.label(Severity.MAJOR), w.label(FindingStatus.ASSIGNED)
    worst, oldest = w.label(FindingOrder.WORST), w.label(FindingOrder.OLDEST)
    yield "as opened", {}
    yield "a text", {"finding_q": "{n}"}
    yield "a text that nothing holds", {"finding_q": "没有这个词 {n}"}
    yield (
        "severity, status, text",
        {"finding_severity": severity, "finding_status": status, "finding_q": "{n}"},
    )
    yield "a floor, worst first", {"finding_place": "测试{floor}层", "finding_order": worst}
    yield "overdue, worst first", {"finding_overdue": "true", "finding_order": worst, "finding_page": "{n}"}
    yield "longest open first", {"finding_order": oldest, "finding_page": "{n}"}
    yield "board", {"finding_view": w._("Board"), "finding_q": "{n}"}
    yield "charts", {"finding_view": w._("Charts")}


@dataclass(frozen=True, slots=True)
class FindingsFigure:
    """Seconds of one way to ask: the median, the slowest, and what the first run took."""

    name: str
    first: float
    p50: float
    slowest: float

    @property
    def meets_target(self) -> bool:
        """Whether the page is as fast as we promise."""
        return self.p50 <= TARGET_P50


async def measure(server: AppServer) -> list[FindingsFigure]:
    """Each way to ask, `RERUNS` times by one visitor."""
    figures = []
    async with aiohttp.ClientSession() as http:
        for name, query in asked():
            async with Visitor(http, server.url, "findings", "") as visitor:
                seconds = []
                for n in range(RERUNS + 1):
                    chosen = {key: _filled(value, n) for key, value in query.items()}
                    visitor.query = urlencode({"lang": "zh", **chosen})
                    seconds.append((await visitor.run()).seconds)
            figures.append(FindingsFigure(name, seconds[0], percentile(seconds[1:], 0.5), max(seconds[1:])))
    return figures


def _filled(value: str, n: int) -> str:
    """The value of a filter in the n-th run."""
    return value.replace("{n}", str(n + 2)).replace("{floor}", str(n % FLOORS + 1))


def run() -> list[FindingsFigure]:
    """Build the database, start a server over it, measure."""
    with tempfile.TemporaryDirectory(prefix="kaiguan-bench-") as folder:
        url, files = f"sqlite:///{folder}/bench.sqlite3", Path(folder) / "files"
        engine = engine_for(url)
        fill(engine, files)
        engine.dispose()
        server = AppServer(url, files, Path(folder) / "server.log", today=AS_OF.isoformat())
        try:
            server.start()
            return asyncio.run(measure(server))
        finally:
            server.kill()


def table(figures: list[FindingsFigure]) -> Iterator[str]:
    """The figures as lines of text."""
    yield (
        f"Findings page over {FINDINGS} findings and {ROUNDS} rounds, {RERUNS} full reruns for each question, "
        f"in ms (target p50 ≤ {TARGET_P50 * 1000:.0f})"
    )
    yield f"{'first':>8}{'p50':>8}{'max':>8}"
    for row in figures:
        times = "".join(f"{value * 1000:8.0f}" for value in (row.first, row.p50, row.slowest))
        yield f"{times}  {row.name}{'' if row.meets_target else '  misses the target'}"


if __name__ == "__main__":
    figures = run()
    print("\n".join(table(figures)))
    sys.exit(0 if all(each.meets_target for each in figures) else 1)
