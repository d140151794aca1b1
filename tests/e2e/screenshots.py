"""Every page as a picture, in both languages and two widths: `python -m tests.e2e.screenshots` (`make screenshots`).

The sample library as of `SAMPLE_DAY`, the real server, Chromium. Pictures show the page in full height and lie in
`docs/screenshots/` as `<page>-<language>-<width>.png`. Names on the command line draw these pages alone.
"""

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright
from sqlmodel import Session, select

from db.models import Finding, Task
from pages._kit.navigation import SECTIONS
from tests.support import browser as chromium
from tests.support.databases import SAMPLE_DAY, Databases
from tests.support.server import ROOT, AppServer
from tracker.schedule.model import TaskKind
from tracker.vocabulary import Severity

FOLDER = ROOT / "docs/screenshots"
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
HEIGHTS = {1440: 900, 390: 844}
"""The widths in CSS pixels, and how high a window of each is at least."""

TALLEST = 6000
COLOURS = 128
SETTLED_MS = 600
PATIENCE_MS = 20_000

DRAWN = """
() => {
  const busy = ['stStatusWidget', 'stSkeleton', 'stSpinner'].some(name =>
    document.querySelector(`[data-testid=${name}]`));
  const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
  const drawn = charts.every(chart => chart.querySelector('canvas, svg'));
  const tables = [...document.querySelectorAll('[data-testid=stDataFrame]')];
  return !busy && drawn && tables.every(table => table.querySelector('canvas'));
}
"""
"""Whether the script has ended, and every chart and grid has its canvas."""

CONTENT_HEIGHT = """
() => {
  const panel = document.querySelector('[data-testid=stDialog]');
  const boxes = panel ? [panel, ...panel.querySelectorAll('*')]
    : [...document.querySelectorAll(
        '[data-testid=stMain], [data-testid=stSidebar][aria-expanded=true] [data-testid=stSidebarContent]')];
  const scrolls = box => ['auto', 'scroll'].includes(getComputedStyle(box).overflowY);
  const hidden = boxes.filter(scrolls).map(box => box.scrollHeight - box.clientHeight);
  return window.innerHeight + Math.max(0, ...hidden);
}
"""
"""How high the window must be to show the page, or its open panel: Streamlit scrolls inside boxes."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name before language and width, the address, and how the browser looks."""

    name: str
    path: str
    language: str
    width: int
    query: str = ""
    scheme: str = "light"

    @property
    def file(self) -> Path:
        """Where the picture lies."""
        dark = "-dark" if self.scheme == "dark" else ""
        return FOLDER / f"{self.name}-{self.language}-{self.width}{dark}.png"

    @property
    def look(self) -> dict[str, Any]:
        """The browser window, as Playwright's `new_context` takes it."""
        return {
            "viewport": {"width": self.width, "height": HEIGHTS[self.width]},
            "locale": LOCALES[self.language],
            "timezone_id": "Asia/Shanghai",
            "color_scheme": self.scheme,
            "has_touch": self.width < 500,
        }


def shots(panels: dict[str, str]) -> Iterator[Shot]:
    """All pictures; those that share a window follow each other."""
    paths = [entry.url_path for entries in SECTIONS.values() for entry in entries]
    for width in HEIGHTS:
        for language in LOCALES:
            for path in paths:
                yield Shot(path, path, language, width)
                if path in panels:
                    yield Shot(f"{path}-panel", path, language, width, panels[path])
    for language in LOCALES:
        yield Shot("overview", "overview", language, 1440, scheme="dark")


def panels(engine: sa.Engine) -> dict[str, str]:
    """The panels of one record to show: page → what its address says after the language."""
    under_way = select(Task.id).where(Task.kind == TaskKind.TASK, Task.percent_complete.between(1, 99))
    critical = select(Finding.id).where(Finding.severity == Severity.CRITICAL)
    with Session(engine) as session:
        task, finding = (session.exec(query.limit(1)).one() for query in (under_way, critical))
    return {"tasks": f"&task={task}", "findings": f"&finding={finding}"}


def take(window: BrowserContext, server: AppServer, shot: Shot) -> None:
    """Open the address and keep the picture."""
    page = window.new_page()
    page.goto(f"{server.url}/{shot.path}?lang={shot.language}{shot.query}")
    page.get_by_role("heading", level=1).first.wait_for()
    if shot.query:
        page.get_by_test_id("stDialog").wait_for()
    _settle(page)
    height = HEIGHTS[shot.width]
    while (needed := min(page.evaluate(CONTENT_HEIGHT), TALLEST)) > height:
        height = needed  # a chart may grow with its window, so look again
        page.set_viewport_size({"width": shot.width, "height": height})
        _settle(page)
    _keep(page.screenshot(animations="disabled", caret="hide"), shot.file)
    page.close()


def _settle(page: Page) -> None:
    page.wait_for_function(DRAWN, timeout=PATIENCE_MS)
    page.wait_for_timeout(SETTLED_MS)  # fonts and the charts' own resizing say nothing when they are done
    page.wait_for_function(DRAWN, timeout=PATIENCE_MS)


def _keep(picture: bytes, file: Path) -> None:
    """Store a PNG with few colours: screens have few, and the pictures are in every clone."""
    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
        )
        few.save(file, optimize=True)


def main(wanted: list[str]) -> None:
    """Draw all pictures, or those of the named pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="kaiguan-screenshots-") as name:
        folder = Path(name)
        with Databases(folder, os.getpid()).sample(folder) as engine, sync_playwright() as playwright:
            log = folder / "server.log"
            server = AppServer(str(engine.url), folder / "files", log, today=SAMPLE_DAY.isoformat())
            browser = playwright.chromium.launch(
                executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
            )
            try:
                server.start()
                for look, group in groupby(shots(panels(engine)), lambda shot: shot.look):
                    with browser.new_context(**look) as window:
                        for shot in group:
                            if not wanted or shot.name in wanted:
                                take(window, server, shot)
                                print(shot.file.relative_to(ROOT))  # noqa: T201 (a command line prints)
            finally:
                browser.close()
                server.kill()


if __name__ == "__main__":
    main(sys.argv[1:])
