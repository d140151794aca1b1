"""`python -m benchmarks`: measure, print, and keep the figures in `benchmarks/results.txt`.

Exit status 1 where a page misses its target.
"""

import asyncio
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import dataset, drafts, evidence, field, findings, matching, pages, people, report, search
from benchmarks.pages import PageFigures
from benchmarks.pure import REPEATS, Figure, computations
from db.engine import engine_for
from tests.support.server import ROOT, AppServer

RESULTS = Path(__file__).parent / "results.txt"


def main() -> int:
    """Run everything; 0 when all targets are met."""
    with tempfile.TemporaryDirectory(prefix="kaiguan-bench-") as folder:
        url, files = f"sqlite:///{folder}/bench.sqlite3", Path(folder) / "files"
        engine = engine_for(url)
        dataset.fill(engine, files)
        engine.dispose()
        server = AppServer(url, files, Path(folder) / "server.log", today=dataset.AS_OF.isoformat())
        try:
            prepared = _before_serving(server)
            healthy, first_page = asyncio.run(pages.cold_start(server))
            figures = asyncio.run(pages.each_page(server))
            crowd = asyncio.run(pages.crowd(server))
        finally:
            server.kill()
    many_findings = findings.run()
    many_people = people.run()
    long_drafts = drafts.run()
    long_year = report.run()
    packs = evidence.run()
    computed = [*computations(), *field.run(), *search.run()]
    lines = [
        *_machine(),
        "",
        _start_line(prepared, healthy, first_page),
        "",
        *_page_table(figures),
        "",
        *_crowd_lines(crowd),
        "",
        *findings.table(many_findings),
        "",
        *people.table(many_people),
        "",
        *drafts.table(long_drafts),
        "",
        *report.table(long_year),
        "",
        *evidence.table(packs),
        "",
        *_computation_table(computed),
        "",
        *matching.summary(),
    ]
    text = "\n".join(lines) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    print(text, end="")
    is_quick = healthy + first_page <= pages.TARGET_COLD_START
    measured = [*figures, *many_findings, *many_people, long_drafts, long_year, *packs, *computed]
    return 0 if is_quick and all(each.meets_target for each in measured) else 1


def _before_serving(server: AppServer) -> float:
    """Seconds of what `make run` does before it starts the app, on a database that is up to date."""
    began = time.perf_counter()
    environment = {**os.environ, "DATABASE_URL": server.database_url, "TRACKER_FILES": str(server.files)}
    command = [sys.executable, "-m", "db", "sample", "--if-empty"]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _start_line(prepared: float, healthy: float, first_page: float) -> str:
    return (
        f"Cold start to the overview: {healthy + first_page:.2f} s (healthy after {healthy:.2f}; "
        f"target {pages.TARGET_COLD_START:.0f}); before that `make run` looks at the database for {prepared:.2f} s"
    )


def _machine() -> Iterator[str]:
    now = dt.datetime.now(dt.UTC)
    python = platform.python_version()
    yield f"{now:%Y-%m-%d %H:%M} UTC · {os.cpu_count()} cores, {platform.machine()} · Python {python}"
    yield (
        f"SQLite with the sample library, {dataset.TASKS} more tasks, {dataset.ROUNDS} more rounds with "
        f"{dataset.ROUNDS * dataset.FINDINGS_PER_ROUND} findings"
    )


def _page_table(figures: list[PageFigures]) -> Iterator[str]:
    yield (
        f"One visitor, {pages.RERUNS} full reruns of each page over a websocket, in ms "
        f"(target p50 ≤ {pages.TARGET_P50 * 1000:.0f}, p95 ≤ {pages.TARGET_P95 * 1000:.0f})"
    )
    yield f"{'page':<14}{'first':>8}{'p50':>8}{'p95':>8}{'CPU':>8}{'KB first':>10}"
    for row in figures:
        times = "".join(f"{value * 1000:8.0f}" for value in (row.first, row.p50, row.p95, row.cpu))
        yield f"{row.path:<14}{times}{row.bytes / 1000:10.0f}{'' if row.meets_target else '  misses the target'}"


def _computation_table(figures: list[Figure]) -> Iterator[str]:
    yield f"Computations, best of {REPEATS}, and the field page, in ms; the ratio is to what it may take"
    yield f"{'took':>8}{'may take':>10}{'ratio':>8}"
    for row in figures:
        ratio = row.seconds / row.target
        yield f"{row.seconds * 1000:8.0f}{row.target * 1000:10.0f}{ratio:8.2f}  {row.name}"


def _crowd_lines(crowd: dict[str, list[float]]) -> Iterator[str]:
    yield (
        f"{pages.VISITORS} visitors, each clicking every {pages.CLICK_EVERY_SECONDS} s for "
        f"{pages.CLICK_FOR_SECONDS} s, in ms"
    )
    yield f"{'page':<14}{'clicks':>8}{'p50':>8}{'p95':>8}{'max':>8}"
    for path, seconds in crowd.items():
        times = (pages.percentile(seconds, 0.5), pages.percentile(seconds, 0.95), max(seconds))
        yield f"{path:<14}{len(seconds):>8}" + "".join(f"{value * 1000:8.0f}" for value in times)


if __name__ == "__main__":
    sys.exit(main())
