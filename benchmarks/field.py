"""The field page on a phone: how soon it opens with and without a line, and how soon a tap is kept.

`python -m benchmarks.field` measures this alone. The best of a few tries counts: what the page takes, not what
else runs on this computer.
"""

import datetime as dt
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.pure import Figure
from db.engine import engine_for
from db.migrate import upgrade
from db.seeds import sample
from tests.support import browser as chromium
from tests.support.inspector import CHECKS, Inspector, new_phone, set_checklist
from tests.support.server import AppServer

AS_OF = dt.date(2026, 4, 1)
TRIES = 4
FIRST_OPEN, OFFLINE_OPEN, TAP = 1.0, 0.5, 0.05
"""Seconds that each may take."""

OPENED = """
() => new Promise((resolve) => {
  const look = () => document.querySelector("main .card, main .row")
    ? resolve(performance.now()) : requestAnimationFrame(look);
  look();
})
"""
"""Milliseconds from the start of the navigation until today's rounds are drawn."""

KEPT = """
() => new Promise((resolve) => {
  const start = performance.now();
  const kept = () => document.querySelector("main .tag.kept") && resolve(performance.now() - start);
  new MutationObserver(kept).observe(document.getElementById("app"), {childList: true, subtree: true});
  document.querySelector(".foot .option.bad").click();
})
"""
"""Milliseconds from a tap until the page says that it is kept on the phone."""


def run() -> list[Figure]:
    """Serve the sample library and hold a phone to it; what the page took, at best."""
    with tempfile.TemporaryDirectory(prefix="kaiguan-bench-") as folder:
        url, files = f"sqlite:///{folder}/bench.sqlite3", Path(folder) / "files"
        engine = engine_for(url)
        upgrade(engine)
        sample.load(engine, as_of=AS_OF, files=files)
        set_checklist(engine)
        engine.dispose()
        server = AppServer(url, files, Path(folder) / "server.log", today=AS_OF.isoformat())
        server.start()
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium.find(), args=list(chromium.ARGUMENTS)
                )
                return _figures(browser, server.url)
        finally:
            server.kill()


def _figures(browser: Browser, url: str) -> list[Figure]:
    first = _best(lambda: _first_open(browser, url))
    phone = new_phone(browser)
    offline = _offline_open(phone, url)
    tap = _best(lambda: _tap(browser, url))
    phone.close()
    return [
        Figure("field page: first open", first, FIRST_OPEN),
        Figure("field page: open without a line", offline, OFFLINE_OPEN),
        Figure("field page: a tap kept on the phone", tap, TAP),
    ]


def _best(measure: Callable[[], float]) -> float:
    return min(measure() for _ in range(TRIES))


def _first_open(browser: Browser, url: str) -> float:
    phone = new_phone(browser)
    page = phone.new_page()
    page.goto(f"{url}/field?lang=zh")
    took = float(page.evaluate(OPENED)) / 1000
    phone.close()
    return took


def _offline_open(phone: BrowserContext, url: str) -> float:
    who = Inspector(phone, url).open()
    who.ready_for_no_line()
    phone.set_offline(True)

    def again() -> float:
        who.reopen()
        return float(who.page.evaluate(OPENED)) / 1000

    return _best(again)


def _tap(browser: Browser, url: str) -> float:
    phone = new_phone(browser)
    who = Inspector(phone, url).open()
    who.ready_for_no_line()
    phone.set_offline(True)
    who.begin()
    room = who.page.locator("a.row", has_text="地下书库").get_attribute("href") or ""
    who.go("check/2/" + room.rsplit("/", 1)[-1])
    who.page.get_by_text(CHECKS[0]).wait_for()
    took = float(who.page.evaluate(KEPT)) / 1000
    phone.close()
    return took


if __name__ == "__main__":
    found = run()
    for each in found:
        print(f"{each.seconds * 1000:8.0f} of {each.target * 1000:.0f} ms  {each.name}")
    sys.exit(0 if all(each.meets_target for each in found) else 1)
