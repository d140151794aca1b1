"""A person with a phone on the field page, in Chinese, and what the library has of it."""

import datetime as dt
import io
import time
from collections.abc import Sequence

import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlmodel import Session, select

from db.models import ChecklistItem, InspectionSeries

PHONE = {"width": 390, "height": 844}
CHECKS = ("消防通道畅通", "墙面无渗水")
"""The questions of the tests' checklist, asked in every room."""


KEPT = """
async () => {
  await navigator.serviceWorker.ready;
  while (!navigator.serviceWorker.controller) await new Promise((resume) => setTimeout(resume, 20));
}
"""
"""Ends when the service worker has kept the page and looks after this tab."""


def set_checklist(engine: sa.Engine, texts: Sequence[str] = CHECKS) -> int:
    """Ask these questions alone in every room of the sample; gives its project's id."""
    with Session(engine) as session:
        project_id = session.exec(select(InspectionSeries.project_id)).first()
        assert project_id is not None
        for row in session.exec(select(ChecklistItem)):
            row.archived_at = dt.datetime.now(dt.UTC)
            session.add(row)
        for position, text in enumerate(texts):
            session.add(ChecklistItem(project_id=project_id, text=text, position=position))
        session.commit()
    return project_id


def photo(seed: int) -> bytes:
    """A JPEG of more than half a megabyte, unlike that of another seed: it travels in several parts."""
    picture = Image.effect_noise((1100, 800), 60 + seed)
    sent = io.BytesIO()
    picture.convert("RGB").save(sent, "JPEG", quality=93)
    return sent.getvalue()


def new_phone(browser: Browser) -> BrowserContext:
    """A phone of its own: 390 px wide, with touch, in Chinese."""
    return browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="zh-CN")


class Inspector:
    """Somebody who taps on the field page in one tab.

    Args:
        context: the phone.
        url: the address of the app.
    """

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.page: Page = context.new_page()

    def open(self, path: str = "") -> "Inspector":
        """Open the field page, on today's rounds or at an address below it."""
        self.page.goto(f"{self.url}/field?lang=zh{path}")
        expect(self.page.locator("header.top h1")).to_be_visible()
        return self

    def ready_for_no_line(self) -> None:
        """Wait until the phone holds the page itself and the day's round."""
        expect(self.page.locator(".card").first).to_be_visible()
        self.page.evaluate(KEPT)

    def reopen(self) -> "Inspector":
        """Close the tab and open the page in another one, at the same round."""
        hash_ = self.page.evaluate("location.hash")
        self.page.close()
        self.page = self.context.new_page()
        return self.open(hash_)

    def begin(self) -> str:
        """Begin or join today's round of the series, or go on with it; gives its key on this phone."""
        self.page.locator(".card .primary").first.click()
        self.page.wait_for_url("**#/round/*")
        return str(self.page.evaluate("location.hash.split('/')[2]"))

    def go(self, step: str) -> None:
        """Go to a screen of the round."""
        self.page.evaluate(
            "step => { location.hash = location.hash.split('/').slice(0, 3).join('/') + '/' + step }", step
        )
        self.page.wait_for_timeout(50)

    def tap(self, label: str) -> None:
        """Tap one of the answers at the foot of the page."""
        self.page.locator(".foot").get_by_role("button", name=label, exact=True).click()

    def answer(self, label: str, *, then: str) -> None:
        """Tap an answer at the foot of the page; `then` is a text of the screen that follows."""
        self.tap(label)
        expect(self.page.locator("#app")).to_contain_text(then)

    def strip(self) -> str:
        """What the strip at the top says: how much is on the phone, how much is saved."""
        return self.page.locator(".strip [role=status]").inner_text()

    def expect_strip(self, text: str, seconds: int = 60) -> None:
        """Wait until the strip says `text`."""
        expect(self.page.locator(".strip [role=status]")).to_have_text(text, timeout=seconds * 1000)

    def expect_strip_without_pauses(self, text: str, seconds: int = 60) -> None:
        """Wait until the strip says `text`; the page hears all the while that the line is back, and tries at once."""
        until = time.monotonic() + seconds
        while self.strip() != text and time.monotonic() < until:
            self.page.evaluate("dispatchEvent(new Event('online'))")
            self.page.wait_for_timeout(100)
        self.expect_strip(text, seconds=1)

    def send_now(self) -> None:
        """Open the list of what waits and send it."""
        self.go("outbox")
        self.page.get_by_role("button", name="立即发送").click()

    def sign(self, name: str) -> None:
        """Sign the round on the review screen."""
        self.go("review")
        self.page.get_by_label("您的姓名").fill(name)
        self.page.get_by_role("button", name="签字").click()
        expect(self.page.locator("main")).to_contain_text("签字")
