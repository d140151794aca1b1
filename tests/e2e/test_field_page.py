"""The field page in the browser: light, quick to open with and without a line, and it forgets nothing."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from db.engine import engine_for
from pages._http.field_page import FOLDER, build
from pages._http.field_words import WORDS, in_both
from tests.support.field_builds import Builds
from tests.support.inspector import CHECKS, Inspector, new_phone, set_checklist
from tests.support.server import AppServer

HEAVIEST = 100_000

SCRIPTS = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.js"))


@pytest.fixture(scope="module")
def library(sample_app: AppServer) -> AppServer:
    """The app over the sample, with a checklist."""
    engine = engine_for(sample_app.database_url)
    set_checklist(engine)
    engine.dispose()
    return sample_app


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone of the test's own."""
    context = new_phone(browser)
    yield context
    context.close()


@pytest.fixture
def builds() -> Iterator[Builds]:
    """The page's files on a server whose build can be replaced."""
    served = Builds()
    yield served
    served.close()


def test_the_page_weighs_at_most_100_kb_on_the_line():
    weight = {name: len(file.packed) for name, file in build().files.items()}

    assert sum(weight.values()) <= HEAVIEST
    assert set(weight) >= {"index.html", "app.js", "app.css", "sw.js", "words.json"}


def test_the_service_worker_keeps_every_file_of_the_build():
    source = (FOLDER / "sw.js").read_text(encoding="utf-8")
    listed = re.search(r"\.\.\.\[(.*?)\]\.map", source, re.DOTALL)
    assert listed is not None

    kept = set(re.findall(r'"([^"]+)"', listed.group(1)))

    # `/field` itself is the page; the browser keeps the worker's own script.
    assert kept == set(build().files) - {"index.html", "sw.js"}


def test_every_word_that_the_page_asks_for_is_there_in_both_languages_and_none_is_left_over():
    asked = set(re.findall(r'\bt\("([a-z_.]+)"', SCRIPTS))
    families = set(re.findall(r"`([a-z_]+)\.\$\{", SCRIPTS))
    literals = set(re.findall(r'"([a-z_.]+)"', SCRIPTS)) | {"kept", "saved", "refused", "conflict"}
    literals |= {f"{field}_hint" for field in ("progress", "decisions", "next_week")}

    for words in in_both().values():
        assert asked - set(words) == set()
    assert {key for key in WORDS if key not in literals and key.split(".")[0] not in families} == set()
    assert set(in_both()["zh"]) == set(in_both()["en"])


def luminance(colour: str) -> float:
    """Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    ("ink", "ground"),
    ("ink", "paper"),
    ("quiet", "ground"),
    ("quiet", "paper"),
    ("ours", "ground"),
    ("ours", "paper"),
    ("ours", "ours-pale"),
    ("on-ours", "ours"),
    ("bad", "paper"),
    ("bad", "bad-pale"),
    ("paper", "bad"),
    ("warn", "warn-pale"),
    ("plan", "plan-pale"),
    ("plan", "ground"),
    ("ink", "warn-pale"),
    ("ink", "bad-pale"),
    ("ink", "ours-pale"),
]
"""Text on ground, wherever the page sets one on the other."""


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_can_be_read_in_the_sun(scheme):
    blocks = re.findall(r":root \{(.*?)\}", (FOLDER / "app.css").read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", blocks[scheme]))

    weak = [(text, ground) for text, ground in PAIRS if contrast(colours[text], colours[ground]) < 7]

    assert weak == []
    assert contrast("#000", "#ffffff") == pytest.approx(21)


def test_it_opens_without_a_line_and_shows_the_rounds_to_hold(library, phone):
    who = Inspector(phone, library.url).open()
    who.ready_for_no_line()
    phone.set_offline(True)

    who.reopen()

    expect(who.page.locator("main")).to_contain_text("待开展的检查")
    expect(who.page.locator(".strip")).to_contain_text("离线")


def test_a_tap_without_a_line_is_kept_and_there_after_a_reload(library, phone):
    who = Inspector(phone, library.url).open()
    who.ready_for_no_line()
    phone.set_offline(True)
    who.begin()
    who.go("check/2/" + first_check(who))
    expect(who.page.locator(".question")).to_have_text(CHECKS[0])

    who.page.locator(".foot .option.bad").click()
    expect(who.page.locator("main .tag")).to_have_text("已存手机")
    expect(who.page.locator(".strip")).to_contain_text("已存手机 1 · 已入库 0")
    expect(who.page.locator(".strip")).to_contain_text("离线")
    who.page.reload()

    expect(who.page.get_by_role("button", name="不合格", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(who.page.locator(".strip")).to_contain_text("已存手机 1 · 已入库 0")


def first_check(who: Inspector) -> str:
    """The id of the first question, as the phone knows it."""
    link = who.page.locator("a.row", has_text="地下书库").get_attribute("href")
    assert link is not None
    return link.rsplit("/", 1)[1]


def test_text_typed_is_kept_when_the_page_is_left_at_once(library, phone):
    who = Inspector(phone, library.url).open()
    who.ready_for_no_line()
    phone.set_offline(True)
    who.begin()
    who.go("progress")
    who.page.locator("main textarea").press_sequentially("书架安装七成")

    who.page.go_back()
    who.go("progress")

    expect(who.page.locator("main textarea")).to_have_value("书架安装七成")


def test_undo_takes_the_last_tap_back(library, phone):
    who = Inspector(phone, library.url).open()
    who.ready_for_no_line()
    who.begin()
    who.go("check/2/" + first_check(who))

    who.tap("合格")
    expect(who.page.locator(".question")).to_have_text(CHECKS[1])
    who.page.get_by_role("button", name="撤销").click()
    who.expect_strip("已存手机 0 · 已入库 0")
    who.page.go_back()

    expect(who.page.locator(".question")).to_have_text(CHECKS[0])
    expect(who.page.locator(".option[aria-pressed=true]")).to_have_count(0)


def test_the_language_is_switched_on_the_spot_and_remembered(library, phone):
    who = Inspector(phone, library.url).open()
    expect(who.page.locator("main")).to_contain_text("待开展的检查")

    who.page.get_by_role("button", name="切换语言").click()
    expect(who.page.locator("main")).to_contain_text("Rounds to hold")
    assert who.page.evaluate("document.documentElement.lang") == "en"
    who.page.goto(f"{library.url}/field")

    expect(who.page.locator("main")).to_contain_text("Rounds to hold")


def test_every_target_is_at_least_48_px(library, phone):
    who = Inspector(phone, library.url).open()
    expect(who.page.locator(".card")).not_to_have_count(0)
    who.begin()
    small = []
    for step in (
        "",
        "check/2/" + first_check(who),
        "zone/2",
        "raise/2/0",
        "weather",
        "people",
        "review",
        "outbox",
    ):
        who.go(step)
        small += who.page.evaluate(
            """() => ["a", "button", "select", "textarea", "label.button"]
                .flatMap((kind) => [...document.querySelectorAll(`#app ${kind}`)])
                .filter((target) => target.getBoundingClientRect().height < 47.5)
                .map((target) => `${location.hash} ${target.textContent}`)"""
        )

    assert small == []
    assert who.page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_new_build_is_offered_and_taken_without_losing_the_round(builds, phone):
    who = Inspector(phone, builds.url).open()
    who.ready_for_no_line()
    who.begin()
    who.go("check/3/9")
    who.tap("不合格")
    expect(who.page.locator("main .tag")).to_have_text("已存手机")
    builds.name = "two"

    who.page.reload()
    expect(who.page.locator(".notices")).to_contain_text("新版本已就绪")
    assert who.page.locator("meta[name=build]").get_attribute("content") == "one"
    who.page.get_by_role("button", name="更新").click()

    expect(who.page.locator("meta[name=build][content=two]")).to_have_count(1)
    expect(who.page.get_by_role("button", name="不合格", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(who.page.locator(".strip")).to_contain_text("已存手机 1 · 已入库 0")


def test_a_phone_without_room_says_so_and_shows_no_answer(library, phone):
    who = Inspector(phone, library.url).open()
    who.ready_for_no_line()
    who.begin()
    who.go("check/2/" + first_check(who))
    # Chromium lets small writes pass whatever quota its developer tools set: the store itself must say no.
    who.page.evaluate(
        """() => {
          IDBDatabase.prototype.transaction = () => { throw new DOMException("full", "QuotaExceededError") };
        }"""
    )

    who.tap("不合格")

    expect(who.page.get_by_role("alert")).to_contain_text("手机存储空间已满")
    expect(who.page.locator(".option[aria-pressed=true]")).to_have_count(0)


def test_a_second_tab_shows_what_the_first_one_keeps(library, phone):
    who = Inspector(phone, library.url).open()
    who.ready_for_no_line()
    phone.set_offline(True)
    who.begin()
    second = Inspector(phone, library.url).open(who.page.evaluate("location.hash"))

    who.go("weather")
    who.page.locator("main .option", has_text="多云").click()

    second.expect_strip("已存手机 1 · 已入库 0")
    expect(second.page.locator("a.row", has_text="天气")).to_contain_text("多云")
