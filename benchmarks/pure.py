"""The computations without any page: drafts of 10,000 lines, plans of 10,000 tasks."""

import datetime as dt
import io
import random
import time
from collections.abc import Callable
from dataclasses import replace

from openpyxl import Workbook

from benchmarks.matching import big_draft
from tracker.calendar import WorkCalendar
from tracker.imports.drafts import read_draft
from tracker.procurement.compare import compare
from tracker.procurement.match import match
from tracker.schedule.days import schedule_days
from tracker.schedule.model import Dependency, PlannedTask, TaskKind

SEED = 7
START = dt.date(2026, 1, 5)


def computations() -> dict[str, float]:
    """Seconds that each takes, by what it is."""
    return {name: _seconds(prepare()) for name, prepare in PREPARED.items()}


def _seconds(compute: Callable[[], object]) -> float:
    began = time.perf_counter()
    compute()
    return time.perf_counter() - began


def _compare() -> Callable[[], object]:
    before = big_draft(10_000)
    after = [replace(line, unit_price_fen=1, amount_fen=1) for line in before]
    return lambda: compare(before, after)


def _match() -> Callable[[], object]:
    before, after = big_draft(2_000), big_draft(2_000, shift=1)
    return lambda: match(before, after)


def _schedule() -> Callable[[], object]:
    """10,000 tasks of 1 to 10 days, each after two at random of the fifty before it."""
    chance = random.Random(SEED)
    tasks = [PlannedTask(n, f"任务 {n}", None, TaskKind.TASK, chance.randint(1, 10)) for n in range(10_000)]
    links = [
        Dependency(before, n)
        for n in range(1, 10_000)
        for before in chance.sample(range(max(0, n - 50), n), min(n, 2))
    ]
    links.append(Dependency(0, 9_999))
    assert len(links) == 19_998
    return lambda: schedule_days(tasks, links, calendar=WorkCalendar(), project_start=START)


def _import() -> Callable[[], object]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("采购清单")
    sheet.append(["类别", "名称", "规格", "单位", "数量", "单价(元)", "金额(元)", "区域"])
    for line in big_draft(10_000):
        sheet.append(
            [
                line.category,
                line.name,
                line.specification,
                line.unit,
                line.quantity_milli / 1000,
                line.unit_price_fen / 100,
                line.amount_fen / 100,
                line.zone,
            ]
        )
    file = io.BytesIO()
    book.save(file)
    data = file.getvalue()

    def read() -> None:
        found = read_draft(data)
        assert len(found.lines) == 10_000, found.problems[:3]

    return read


PREPARED: dict[str, Callable[[], Callable[[], object]]] = {
    "compare two drafts of 10,000 lines, every price changed": _compare,
    "match 2,000 lines with 2,000, no two alike": _match,
    "schedule 10,000 tasks with 19,998 links": _schedule,
    "read a workbook of 10,000 lines": _import,
}
