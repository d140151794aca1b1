"""Evidence packs: the sample's first quarter, and a year with two hundred photos of full size.

`python -m benchmarks.evidence` measures this alone.
"""

import datetime as dt
import io
import tempfile
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from PIL import Image

from db.engine import engine_for
from db.evidence.build import build
from db.evidence.parts import Order
from db.files import FileStore, file_store
from db.migrate import upgrade
from db.models import Attachment, Inspection
from db.photos import store_photo
from db.seeds import sample
from db.unit_of_work import about, unit_of_work
from tracker.permissions import SYSTEM
from tracker.vocabulary import InspectionStatus

AS_OF = dt.date(2026, 4, 1)
QUARTER = (dt.date(2026, 1, 1), dt.date(2026, 3, 31))
YEAR = (dt.date(2025, 4, 1), dt.date(2026, 3, 31))
ROUNDS, PHOTOS_A_ROUND = 50, 4
SIZE = (2_560, 1_920)
TARGETS = {"quarter": 10.0, "year": 30.0}
"""Seconds; it goes on in the background."""


@dataclass(frozen=True, slots=True)
class PackFigure:
    """A pack: seconds, its files, bytes of the ZIP, and how much memory Python held at the most while it was built."""

    name: str
    seconds: float
    files: int
    size: int
    peak: int

    @property
    def meets_target(self) -> bool:
        """Whether it is as fast as we promise."""
        return self.seconds <= TARGETS[self.name]


def fill(engine: sa.Engine, files: FileStore, folder: Path) -> int:
    """A new database with the sample, and rounds before it with photos that all differ; gives the project's id."""
    upgrade(engine)
    project_id = sample.load(engine, as_of=AS_OF, files=folder)
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command="benchmark")
        for number in range(ROUNDS):
            day = YEAR[0] + dt.timedelta(days=number * 5)
            held = Inspection(
                project_id=project_id, planned_on=day, held_on=day, status=InspectionStatus.SIGNED
            )
            session.add(held)
            session.flush()
            for _ in range(PHOTOS_A_ROUND):
                photo = store_photo(files, _picture())
                session.add(
                    Attachment(
                        project_id=project_id,
                        record_table="inspection",
                        record_id=held.id,
                        sha256=photo.sha256,
                        size=photo.size,
                        media_type="image/jpeg",
                    )
                )
    return project_id


def _picture() -> bytes:
    """As much detail as a wall has: soft noise, another one each time."""
    out = io.BytesIO()
    noise = Image.effect_noise((SIZE[0] // 8, SIZE[1] // 8), 60).convert("RGB")
    noise.resize(SIZE).save(out, "JPEG", quality=85)
    return out.getvalue()


def run() -> list[PackFigure]:
    """Build both packs; each twice, the second time with the memory watched."""
    with tempfile.TemporaryDirectory(prefix="kaiguan-bench-") as name:
        folder = Path(name)
        engine = engine_for(f"sqlite:///{folder}/bench.sqlite3")
        files = file_store(folder / "files")
        project_id = fill(engine, files, folder / "files")
        figures = [
            _measure(engine, files, folder, title, Order(project_id, "zh", None, *days))
            for title, days in (("quarter", QUARTER), ("year", YEAR))
        ]
        engine.dispose()
    return figures


def _measure(engine: sa.Engine, files: FileStore, folder: Path, name: str, order: Order) -> PackFigure:
    out = folder / "pack.zip"
    now = dt.datetime.now(dt.UTC)
    build(engine, files, out, order, built_at=now)
    began = time.perf_counter()
    pack = build(engine, files, out, order, built_at=now)
    seconds = time.perf_counter() - began
    tracemalloc.start()
    build(engine, files, out, order, built_at=now)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return PackFigure(name, seconds, len(pack.files), out.stat().st_size, peak)


def table(figures: list[PackFigure]) -> Iterator[str]:
    """The figures as lines."""
    yield "Evidence packs, built once before; memory is what Python held at the most"
    yield f"{'pack':<10}{'s':>8}{'files':>8}{'MB':>8}{'MB held':>10}"
    for row in figures:
        missed = "" if row.meets_target else "  misses the target"
        sizes = f"{row.size / 1e6:8.1f}{row.peak / 1e6:10.1f}"
        yield f"{row.name:<10}{row.seconds:8.1f}{row.files:>8}{sizes}{missed}"


if __name__ == "__main__":
    print("\n".join(table(run())))
