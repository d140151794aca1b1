"""The computations without any page: drafts of 10,000 lines, plans of 10,000 tasks."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from openpyxl import Workbook

from benchmarks import photos, plans, rounds
from benchmarks.matching import big_draft
from tracker.imports.drafts import read_draft
from tracker.procurement import catalogue
from tracker.procurement.compare import compare
from tracker.procurement.match import match

REPEATS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """What one computation took at best, and what it may take; in seconds."""

    name: str
    seconds: float
    target: float

    @property
    def meets_target(self) -> bool:
        """Whether it is as fast as we promise."""
        return self.seconds <= self.target


def computations() -> list[Figure]:
    """Each computation, measured `REPEATS` times in this process; the best counts, the rest is other load."""
    return [Figure(name, _seconds(prepare()), target) for name, (target, prepare) in PREPARED.items()]


def _seconds(compute: Callable[[], object]) -> float:
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        compute()
        times.append(time.perf_counter() - began)
    return min(times)


def _compare() -> Callable[[], object]:
    before = big_draft(10_000)
    after = [replace(line, unit_price_fen=1, amount_fen=1) for line in before]
    return lambda: compare(before, after)


def _match() -> Callable[[], object]:
    before, after = big_draft(2_000), big_draft(2_000, shift=1)
    return lambda: match(before, after)


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


def _search() -> Callable[[], object]:
    asked = ("阅览桌", "金属质架", "网络存储设备", "档案保护", "空调")
    catalogue.search("服务器")  # the catalogue is read once
    return lambda: [catalogue.search(text) for text in asked]


PREPARED: dict[str, tuple[float, Callable[[], Callable[[], object]]]] = {
    "schedule 10,000 tasks with 19,998 links, one calendar": (0.1, plans.one_calendar),
    "schedule a chain of 10,000 tasks": (0.1, plans.chain),
    "schedule 10,000 tasks with 19,998 links, five calendars": (0.3, plans.five_calendars),
    "the same plan of one calendar, from days and back to days": (0.3, plans.in_days),
    "preview a longer task that 500 others follow": (0.15, plans.moved_task),
    "forecast: 10,000 runs of 500 tasks": (2.0, plans.opening_forecast),
    "compare two drafts of 10,000 lines, every price changed": (0.2, _compare),
    "match 2,000 lines with 2,000, no two alike": (10.0, _match),
    "read a workbook of 10,000 lines": (5.0, _import),
    "search the catalogue of procurement items, five words": (0.25, _search),
    "the record of a round with 40 photos, PDF and Word": (5.0, rounds.with_photos),
    "store a photo of 12 megapixels, JPEG": (1.5, photos.jpeg),
    "store a photo of 12 megapixels, HEIC": (1.5, photos.heic),
}
"""What is measured: the seconds it may take, and what prepares it."""
