"""Two drafts of ten thousand lines, every price changed: the compare page, rerun by one visitor.

`python -m benchmarks.drafts` measures this alone.
"""

import asyncio
import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import sqlalchemy as sa
from sqlmodel import Session

from benchmarks.driver import Visitor
from benchmarks.matching import big_draft
from benchmarks.pages import percentile
from db.engine import engine_for
from db.migrate import upgrade
from db.models import Draft, DraftLine, LineageRow, ProcurementPlan
from db.seeds import sample
from db.unit_of_work import about, note_bulk, unit_of_work
from tests.support.server import AppServer
from tracker.permissions import SYSTEM
from tracker.vocabulary import DraftStatus

AS_OF = dt.date(2026, 3, 2)
LINES = 10_000
RERUNS = 20
TARGET_P50 = 0.100


@dataclass(frozen=True, slots=True)
class DraftsFigure:
    """Seconds of the compare page: its first run, which compares; median and slowest of the reruns."""

    first: float
    p50: float
    slowest: float

    @property
    def meets_target(self) -> bool:
        """Whether the page is as fast as we promise."""
        return self.p50 <= TARGET_P50


def fill(engine: sa.Engine, files: Path) -> int:
    """A new database with the sample library and a plan of two drafts in its project; gives the plan's id."""
    upgrade(engine)
    project_id = sample.load(engine, as_of=AS_OF, files=files)
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="benchmark")
        plan = ProcurementPlan(project_id=project_id, title="压力测试清单")
        session.add(plan)
        session.flush()
        assert plan.id is not None
        lineages = [LineageRow(project_id=project_id, plan_id=plan.id) for _ in range(LINES)]
        session.add_all(lineages)
        session.flush()
        for number in (1, 2):
            _draft(session, plan, number, [row.id for row in lineages if row.id is not None])
        note_bulk(session, plan, {"lines": 2 * LINES})
        return plan.id


def _draft(session: Session, plan: ProcurementPlan, number: int, lineages: list[int]) -> None:
    """One draft; in the second every price is a yuan higher."""
    draft = Draft(project_id=plan.project_id, plan_id=plan.id, number=number, status=DraftStatus.SUBMITTED)
    session.add(draft)
    session.flush()
    more = (number - 1) * 100
    rows = [
        {
            "project_id": plan.project_id,
            "draft_id": draft.id,
            "lineage_id": lineage,
            "position": position,
            "category": line.category,
            "name": line.name,
            "specification": line.specification,
            "unit": line.unit,
            "quantity_milli": line.quantity_milli,
            "unit_price_fen": line.unit_price_fen + more,
            "amount_fen": line.quantity_milli // 1000 * (line.unit_price_fen + more),
            "zone": line.zone,
        }
        for position, (lineage, line) in enumerate(zip(lineages, big_draft(LINES), strict=True))
    ]
    session.connection().execute(sa.insert(DraftLine), rows)


async def measure(server: AppServer, plan_id: int) -> DraftsFigure:
    """The page with both drafts chosen, `RERUNS` times after the first."""
    query = urlencode({"lang": "zh", "procurement_plan": plan_id, "from": 1, "to": 2})
    async with aiohttp.ClientSession() as http, Visitor(http, server.url, "compare", query) as visitor:
        first = (await visitor.run()).seconds
        seconds = [(await visitor.run()).seconds for _ in range(RERUNS)]
    return DraftsFigure(first, percentile(seconds, 0.5), max(seconds))


def run() -> DraftsFigure:
    """Build the database, start a server over it, measure."""
    with tempfile.TemporaryDirectory(prefix="kaiguan-bench-") as folder:
        url, files = f"sqlite:///{folder}/bench.sqlite3", Path(folder) / "files"
        engine = engine_for(url)
        plan_id = fill(engine, files)
        engine.dispose()
        server = AppServer(url, files, Path(folder) / "server.log", today=AS_OF.isoformat())
        try:
            server.start()
            return asyncio.run(measure(server, plan_id))
        finally:
            server.kill()


def table(figure: DraftsFigure) -> Iterator[str]:
    """The figures, as `make bench` keeps them."""
    yield (
        f"Compare page, two drafts of {LINES:,} lines, every price changed, in ms "
        f"(target p50 ≤ {TARGET_P50 * 1000:.0f})"
    )
    yield f"{'first':>8}{'p50':>8}{'slowest':>9}"
    late = "" if figure.meets_target else "  misses the target"
    yield f"{figure.first * 1000:8.0f}{figure.p50 * 1000:8.0f}{figure.slowest * 1000:9.0f}{late}"


if __name__ == "__main__":
    print("\n".join(table(run())))
